r"""Arrays that prose calls distributions: their entries are not negative, and sum to 1."""

import pytest

from tests.notes import last_verdict

ONE = r"""The entropy of a distribution $p$ is $H(p) = -\sum_i p_i \log p_i$, and the cross-entropy of a distribution $q$
relative to $p$ is $H(p, q) = -\sum_i p_i \log q_i$. Let $D_{KL}(p \| q) = \sum_i p_i \log \frac{p_i}{q_i}$.

"""
TWO = r"""Let $p$ and $q$ be discrete distributions over $K$ classes, and $D_{KL}(p \| q) = \sum_{i=1}^K p_i \log \frac{p_i}{q_i}$.

"""
LISTED = r"""For two probability distributions $p = (p_1, \dots, p_K)$ and $q = (q_1, \dots, q_K)$ we have

"""
IS = r"""Suppose $p$ is a distribution with the entries $p_i$. Then

"""
NONE = r"""The distribution of $p$ is unknown, and the model's distribution $q(x)$ depends on $x$. We have

"""
DRAWN = r"""The latent comes from a distribution $p \sim \mathcal{N}(0, I)$ with entries $p_j$. Then

"""
EACH = r"""The mixture has the component distributions $p_k$ with weights $w_k$. Then

"""
NOISE = r"""The noise has a Gaussian distribution $p$ with entries $p_i$. Then

"""
TRUE = [
    (ONE, r"D_{KL}(p \| q) \ge 0"),
    (ONE, r"H(p, q) \ge H(p)"),
    (ONE, r"H(p) \ge 0"),
    (ONE, r"H(p, q) = H(p) + D_{KL}(p \| q)"),
    (TWO, r"D_{KL}(p \| q) \ge 0"),
    (TWO, r"-\sum_{i=1}^K p_i \log p_i \le \log K"),
    (TWO, r"\sum_{i=1}^K q_i = 1"),
    (LISTED, r"\sum_{k=1}^K p_k \log \frac{p_k}{q_k} \ge 0"),
    (LISTED, r"\sum_{k=1}^K p_k^2 \ge \frac{1}{K}"),
    (IS, r"\sum_i p_i = 1"),
]
FALSE = [
    (ONE, r"D_{KL}(p \| q) \le 0"),
    (ONE, r"H(p, q) \le H(p)"),
    (ONE, r"H(p, q) = H(p) - D_{KL}(p \| q)"),
    (ONE, r"H(p, q) = H(q) + D_{KL}(p \| q)"),
    (ONE, r"D_{KL}(p \| q) = D_{KL}(q \| p)"),
    (TWO, r"D_{KL}(p \| q) \ge 1"),
    (TWO, r"\sum_{i=1}^K q_i = 2"),
    (LISTED, r"\sum_{k=1}^K p_k^2 \ge 1"),
    (IS, r"\sum_i q_i = 1"),
    (NONE, r"\sum_i p_i = 1"),
    (DRAWN, r"\sum_j p_j = 1"),
    (EACH, r"\sum_k p_k = 1"),
    (NOISE, r"\sum_i p_i = 1"),
    (NONE, r"\sum_i x_i = 1"),
]


@pytest.mark.parametrize(("context", "claim"), TRUE)
def test_what_is_so_of_distributions(context, claim):
    assert last_verdict(context, claim) == "proved"


@pytest.mark.long
@pytest.mark.parametrize(("context", "claim"), FALSE)
def test_what_is_not_so_of_them(context, claim):
    assert last_verdict(context, claim) in ("refuted", "undecided")


def test_a_distribution_function_has_a_slope() -> None:
    text = r"Let $X$ be a random variable and let $F(y) = P(X \le y)$. Then "
    assert last_verdict(text, r"\frac{dF}{dy} = 0") == "undecided"
    assert last_verdict("", r"\frac{d}{dy} P(X \le y) = 0") == "undecided"
    assert last_verdict(r"Let $X$ have the mean $\mu$. ", r"\frac{d}{d\mu} \mathrm{Var}(X) = 0") == "undecided"


@pytest.mark.parametrize(
    "given",
    [
        "We have $P(Y = 1) = p$ and $P(Y = 0) = 1 - p$. Then ",
        "$$P(Y = 1) = p$$\n\n$$P(Y = 0) = 1 - p$$\n\nThen ",
    ],
)
def test_names_that_are_equated_in_passing_may_be_meant(given: str) -> None:
    """A true sum was refuted: P(Y = 1) was any number, though the line above gives it."""
    assert last_verdict(given, "P(Y = 1) + P(Y = 0) = 1") == "conditional"
    assert last_verdict(given, "P(Y = 1) + P(Y = 0) = 2") != "conditional"


def test_what_is_false_of_equated_names_is_refuted() -> None:
    given = "$a = p$ and $b = 1 - p$. Then "
    assert last_verdict(given, "a + b = 0") == "refuted"
    assert last_verdict(given, "a b = p - p^2") == "conditional"
