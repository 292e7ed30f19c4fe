r"""Means and variances that a text gives: noise with E[e] = 0 and Var(e) = s^2, samples with the mean mu."""

import pytest

from tests.notes import claims, verdicts

GRANTED = {"proved", "conditional"}
NOISE = r"""Let $\epsilon$ be noise with $\mathbb{E}[\epsilon] = 0$ and $\mathrm{Var}(\epsilon) = \sigma^2$. Let
$y = f(x) + \epsilon$. Then $$%s$$
"""
SAMPLES = r"""Let $\bar X = \frac{1}{n} \sum_{i=1}^n X_i$ with $\mathbb{E}[X_i] = \mu$. Then $$%s$$"""
ERROR = r"""The bias is $\mathrm{Bias}(\hat\theta) = \mathbb{E}[\hat\theta] - \theta$ and the error is
$\mathrm{MSE}(\hat\theta) = \mathbb{E}[(\hat\theta - \theta)^2]$. Then $$%s$$
"""
AVERAGE = r"""The moving average is $v_t = \alpha v_{t-1} + (1 - \alpha) g_t$. Then $$%s$$"""
LINE = r"""Let $X$ have the mean $\mathbb{E}[X] = \mu$ and $Y = 2 X + 1$. Then $$%s$$"""


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (NOISE, r"\mathbb{E}[y] = f(x)"),
        (NOISE, r"\mathrm{Var}(y) = \sigma^2"),
        (NOISE, r"\mathbb{E}[(y - f(x))^2] = \sigma^2"),
        (NOISE, r"\mathbb{E}[y^2] = f(x)^2 + \sigma^2"),
        (SAMPLES, r"\mathbb{E}[\bar X] = \frac{1}{n} \sum_{i=1}^n \mathbb{E}[X_i]"),
        (SAMPLES, r"\mathbb{E}[\bar X] = \mu"),
        (ERROR, r"\mathrm{MSE}(\hat\theta) = \mathrm{Var}(\hat\theta) + \mathrm{Bias}(\hat\theta)^2"),
        (AVERAGE, r"\mathbb{E}[v_t] = \alpha \mathbb{E}[v_{t-1}] + (1 - \alpha) \mathbb{E}[g_t]"),
        (LINE, r"\mathbb{E}[Y] = 2 \mu + 1"),
        (LINE, r"\mathrm{Var}(Y) = 4 \mathrm{Var}(X)"),
        (LINE, r"\mathbb{E}[Y^2] = 4 \mathbb{E}[X^2] + 4 \mu + 1"),
    ],
)
def test_what_follows_from_moments(text, claim):
    assert verdicts(text % claim)[-1] in GRANTED


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (NOISE, r"\mathbb{E}[y] = f(x) + \sigma"),
        (NOISE, r"\mathrm{Var}(y) = \sigma^2 + f(x)^2"),
        (NOISE, r"\mathbb{E}[y^2] = f(x)^2"),
        (NOISE, r"\mathbb{E}[\epsilon^3] = 0"),
        (SAMPLES, r"\mathbb{E}[\bar X] = n \mu"),
        (SAMPLES, r"\mathbb{E}[\bar X^2] = \mu^2"),
        (SAMPLES, r"\mathbb{E}[X_1 X_2] = \mu^2"),
        (ERROR, r"\mathrm{MSE}(\hat\theta) = \mathrm{Var}(\hat\theta) - \mathrm{Bias}(\hat\theta)^2"),
        (ERROR, r"\mathrm{MSE}(\hat\theta) = \mathrm{Var}(\hat\theta)"),
        (AVERAGE, r"\mathbb{E}[v_t] = \alpha \mathbb{E}[v_{t-1}] + \alpha \mathbb{E}[g_t]"),
        (LINE, r"\mathbb{E}[Y] = 2 \mu"),
        (LINE, r"\mathrm{Var}(Y) = 4 \mathrm{Var}(X) + 1"),
        (LINE, r"\mathbb{E}[1/X] = 1/\mu"),
    ],
)
def test_what_does_not(text, claim):
    assert verdicts(text % claim)[-1] not in GRANTED


def test_a_proof_says_which_moments_it_uses():
    found = claims(LINE % r"\mathbb{E}[Y] = 2 \mu + 1")[-1]
    assert [c.origin for c in found.judgement.conditions] == ["stated, line 1"]


def test_a_mean_that_is_concluded_is_a_claim():
    assert verdicts(r"Let $Y = 2 X$. Then $\mathbb{E}[Y] = 3 \mathbb{E}[X]$.") == ["undecided"]
    assert verdicts(r"Let $X$ be random. Then it has the mean $\mathbb{E}[X] = 3$.") == ["undecided"]


def test_moments_that_contradict_each_other_prove_no_third():
    text = r"Let $X$ be with $\mathbb{E}[X] = 1$ and $\mathbb{E}[X] = 2$. Then $\mathbb{E}[Y] = 3$."
    assert verdicts(text)[-1] == "undecided"
    text = r"Let $X$ be with $\mathbb{E}[X] = 1$ and $\mathbb{E}[X] = 2$. Then $\mathbb{E}[3 X] = 6$ and $1 = 2$."
    assert verdicts(text)[-1] == "refuted"


def test_what_has_a_mean_in_a_claim_is_random_in_it():
    # true if y is certain, which nobody means who writes E[y]
    text = r"""Let $\epsilon$ be noise with $\mathbb{E}[\epsilon] = 0$. Then
$$\mathbb{E}[y^2 - 2 y \epsilon] = \mathbb{E}[y]^2 - 2 \mathbb{E}[y \epsilon]$$
"""
    assert verdicts(text)[-1] == "undecided"


IN_WORDS = r"""Let $X_1, \ldots, X_n$ be i.i.d. samples with mean $\mu$ and variance $\sigma^2$, and let
$\bar X = \frac{1}{n} \sum_{i=1}^n X_i$. Then $$%s$$
"""
ONE = r"Let $X$ be a random variable with mean $\mu$ and variance $\sigma^2$. Then $$%s$$"
IN_FRENCH = r"""Pour un échantillon $x_1, \ldots, x_n$ de moyenne $\mu$, soit $\hat\mu = \frac{1}{n} \sum_{k=1}^n x_k$.
$$%s$$
"""
BATCH = r"""The gradients $g_i$ are independent samples, with the mean $\gamma$ and the variance $s^2$. Let
$\hat g = \frac{1}{B} \sum_{i=1}^B g_i$. Then $$%s$$
"""


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (IN_WORDS, r"\mathbb{E}[\bar X] = \mu"),
        (IN_WORDS, r"\mathrm{Var}(\bar X) = \frac{1}{n^2} \sum_{i=1}^n \mathrm{Var}(X_i)"),
        (IN_WORDS, r"\mathrm{Var}(\bar X) = \frac{\sigma^2}{n}"),
        (IN_WORDS, r"\mathrm{Var}(3 \bar X) = \frac{9 \sigma^2}{n}"),
        (ONE, r"\mathbb{E}[X^2] = \mu^2 + \sigma^2"),
        (ONE, r"\mathbb{E}[(X - \mu)^2] = \sigma^2"),
        (IN_FRENCH, r"\mathbb{E}[\hat\mu] = \mu"),
        (BATCH, r"\mathrm{Var}(\hat g) = \frac{s^2}{B}"),
    ],
)
def test_moments_in_words(text, claim):
    assert verdicts(text % claim)[-1] == "proved"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (IN_WORDS, r"\mathbb{E}[\bar X] = n \mu"),
        (IN_WORDS, r"\mathrm{Var}(\bar X) = \sigma^2"),
        (IN_WORDS, r"\mathrm{Var}(\bar X) = \frac{\sigma^2}{n^2}"),
        (IN_WORDS, r"\mathrm{Var}(\bar X - X_1) = \frac{\sigma^2}{n} + \sigma^2"),
        (IN_WORDS, r"\mathrm{Var}(X_1 + X_1) = 2 \sigma^2"),
        (IN_WORDS, r"\mathrm{Var}(\sum_i X_i^2) = n \sigma^2"),
        (IN_WORDS, r"\mathrm{Var}(\sum_i \sum_j X_i X_j) = n^2 \sigma^2"),
        (ONE, r"\mathbb{E}[X^2] = \mu^2"),
        (ONE, r"\mathbb{E}[X^2] = \sigma^2"),
        (BATCH, r"\mathrm{Var}(\hat g) = s^2"),
        (IN_FRENCH, r"\mathrm{Var}(\hat\mu) = \mu"),
    ],
)
def test_what_moments_in_words_do_not_say(text, claim):
    assert verdicts(text % claim)[-1] not in GRANTED


def test_the_variance_of_a_sum_needs_independence():
    claim = r"$$\mathrm{Var}\left(\sum_{i=1}^n X_i\right) = \sum_{i=1}^n \mathrm{Var}(X_i)$$"
    assert verdicts(claim) == ["conditional"]
    assert verdicts("The samples $X_i$ are independent. " + claim) == ["proved"]


@pytest.mark.parametrize(
    "text",
    [
        r"If $X$ has the mean $\mu$, it is centred. We have $\mathbb{E}[X] = \mu$.",
        r"Let $X$ be random, not with mean $\mu$. We have $\mathbb{E}[X] = \mu$.",
        r"Let $X$ be random. Then it has mean $\mu$: $\mathbb{E}[X] = \mu$.",
        r"Let $Y = X + 1$ with $X$ of the sample mean $\mu$. We have $\mathbb{E}[X] = \mu$.",
    ],
)
def test_words_that_give_no_mean(text):
    assert verdicts(text)[-1] == "undecided"
