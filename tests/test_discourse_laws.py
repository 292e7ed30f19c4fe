r"""The laws of random variables: P(X = k) is a function of k, where a text says which."""

import pytest

from tests.notes import claims, verdicts

POISSON = r"""The mass function is $P(X = k) = \frac{\lambda^k e^{-\lambda}}{k!}$ for $k = 0, 1, 2, \dots$.

"""
BINOMIAL = r"""Let $X$ be binomial: $P(X = k) = \binom{n}{k} p^k (1-p)^{n-k}$, $k = 0, 1, \dots, n$.

"""
GEOMETRIC = r"""The law of $Y$ is $\mathbb{P}(Y = k) = (1 - q)^{k-1} q$.

"""
TRUE = [
    (POISSON, r"P(X = 0) = e^{-\lambda}"),
    (POISSON, r"P(X = 2) = \frac{1}{2} \lambda^2 e^{-\lambda}"),
    (POISSON, r"\prod_{i=1}^n P(X = x_i) = \prod_{i=1}^n \frac{\lambda^{x_i} e^{-\lambda}}{x_i!}"),
    (BINOMIAL, r"P(X = 1) = n p (1-p)^{n-1}"),
    (BINOMIAL, r"P(X = 0) = (1-p)^n"),
    (GEOMETRIC, r"\mathbb{P}(Y = k + 1) = (1 - q) \mathbb{P}(Y = k)"),
]
FALSE = [
    (POISSON, r"P(X = 2) = \lambda^2 e^{-\lambda}"),
    (POISSON, r"P(X = 0) = e^{\lambda}"),
    (BINOMIAL, r"P(X = 1) = p (1-p)^{n-1}"),
    (GEOMETRIC, r"\mathbb{P}(Y = k + 1) = q \mathbb{P}(Y = k)"),
    (GEOMETRIC, r"\mathbb{P}(Y = Z) = (1 - q)^{Z-1} q"),  # Z may be random, too
    (BINOMIAL, r"P(X \le 1) = n p (1-p)^{n-1}"),
]


@pytest.mark.parametrize(("law", "claim"), TRUE)
def test_values_of_a_law(law, claim):
    assert verdicts(f"{law}$${claim}$$\n")[-1] == "proved"


@pytest.mark.parametrize(("law", "claim"), FALSE)
def test_what_a_law_does_not_say(law, claim):
    assert verdicts(f"{law}$${claim}$$\n")[-1] in ("refuted", "undecided")


def test_the_likelihood_of_a_sample():
    note = rf"""{POISSON}For a sample $x_1, \dots, x_n$ the likelihood is

$$L(\lambda; x) = \prod_{{i=1}}^n P(X = x_i)$$

and $l(\lambda; x) = \log L(\lambda; x)$ has the derivative

$$\frac{{d}}{{d\lambda}} l(\lambda; x) = \sum_{{i=1}}^n \left[\frac{{x_i}}{{\lambda}} - 1\right]$$
"""
    assert verdicts(note)[-1] == "proved"
    assert verdicts(note.replace(r"- 1\right", r"+ 1\right"))[-1] == "refuted"


def test_what_is_differentiated_may_hide_what_it_depends_on():
    note = r"The log-likelihood is $l(\theta) = \sum_{i=1}^n \log f(x_i)$. Then $$\frac{dl}{d\theta} = 0$$"
    (found,) = claims(note)
    assert found.verdict == "undecided"
    assert found.judgement.message == "the text does not say how l depends on theta"
    assert verdicts(r"Let $f(x) = c$. Then $$\frac{df}{dx} = 0$$") == ["proved"]


@pytest.mark.parametrize("items", [r"0, 1, \dots, n", r"0, 1, 2, \ldots", r"2, 3, \dots, n", r"0, \dots, T - 1"])
def test_whole_numbers_that_a_letter_runs_over_are_no_claim(items):
    assert verdicts(rf"For $k = {items}$ we have $k^2 \ge 0$.") == ["proved"]


def test_a_name_and_its_entries_are_no_range():
    assert verdicts(r"Let $x = (x_1, \dots, x_n)$. We have $\|x\|^2 = \sum_{i=1}^n x_i^2$.")[-1] == "proved"
