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
