r"""The y of a model, y = X \beta + \epsilon or y = w x + b, is data where a loss is made of its residuals."""

import pytest

from tests.notes import claims, verdicts

REGRESSION = r"""The linear model is $y = X\beta + \epsilon$ with $X \in \mathbb{R}^{n\times p}$, $\beta \in \mathbb{R}^p$.

The squared error is $S(\beta) = \|y - X\beta\|^2$.

"""
ERRORS = r"""Model: $y_i = a x_i + b + e_i$ with the errors $e_i$. The sum of squares is $F = \sum_{i=1}^n e_i^2$.

"""
LINE = r"""A linear model predicts $y = w x + b$.

The squared error on one example $(x, y)$ is $E = (y - w x - b)^2$.

"""
SAMPLES = r"""The model is $y = k t + c$. The mean squared error is $Q = \frac{1}{n} \sum_{i=1}^n (y_i - (k t_i + c))^2$.

"""
EXACT = r"""We solve $y = X\beta$ as well as we can. The squared error is $S(\beta) = \|y - X\beta\|^2$.

"""
LABELS = r"""The output is $\hat y = \sigma(w x)$; the labels come from $y = \sigma(w x)$, and $E = (y - \hat y)^2$.

"""
TRUE = [
    (REGRESSION, r"\frac{\partial S}{\partial \beta} = -2X^T(y - X\beta)"),
    (REGRESSION, r"\|\epsilon\|^2 = \|y - X\beta\|^2"),
    (ERRORS, r"\frac{\partial F}{\partial a} = -2 \sum_{i=1}^n x_i (y_i - a x_i - b)"),
    (ERRORS, r"\frac{\partial F}{\partial b} = -2 \sum_{i=1}^n e_i"),
    (LINE, r"\frac{\partial E}{\partial w} = -2 (y - w x - b) x"),
    (LINE, r"\frac{\partial y}{\partial x} = w"),
    (SAMPLES, r"\frac{\partial Q}{\partial k} = -\frac{2}{n} \sum_{i=1}^n t_i (y_i - (k t_i + c))"),
    (
        f"{SAMPLES}$$\\frac{{\\partial y}}{{\\partial k}} = t$$\n\n",
        r"\frac{\partial Q}{\partial c} = -\frac{2}{n} \sum_{i=1}^n (y_i - k t_i - c)",
    ),
    (EXACT, r"\nabla_\beta S = -2X^T(y - X\beta)"),
    (EXACT, r"\|y - X\beta\|^2 = y^T y - 2 y^T X \beta + \beta^T X^T X \beta"),
]
FALSE = [
    (REGRESSION, r"\frac{\partial S}{\partial \beta} = 2X^T(y - X\beta)"),
    (ERRORS, r"\frac{\partial F}{\partial b} = 2 \sum_{i=1}^n (y_i - a x_i - b)"),
    (LINE, r"\frac{\partial E}{\partial w} = 2 (y - w x - b) x"),
    (SAMPLES, r"\frac{\partial Q}{\partial c} = \frac{2}{n} \sum_{i=1}^n (y_i - (k t_i + c))"),
    (EXACT, r"\nabla_\beta S = 2X^T(y - X\beta)"),
    (LABELS, r"\frac{\partial E}{\partial w} = 2 (y - \hat y) \hat y (1 - \hat y) x"),
]
ZERO = [  # with y a value of the model both sides of these are zero, or both are
    (LINE, r"\frac{\partial E}{\partial b} = 0"),
    (REGRESSION, r"\nabla_\beta S = 0"),
    (EXACT, r"\|y - X\beta\|^2 = \|y\|^2 - \|X\beta\|^2"),
]


@pytest.mark.parametrize(("model", "claim"), TRUE)
def test_what_is_true_of_the_residuals_of_data(model, claim):
    assert verdicts(f"{model}$${claim}$$\n")[-1] == "proved"


@pytest.mark.parametrize(("model", "claim"), FALSE)
def test_what_is_true_only_because_the_residuals_would_vanish(model, claim):
    assert verdicts(f"{model}$${claim}$$\n")[-1] == "refuted"


@pytest.mark.parametrize(("model", "claim"), ZERO)
def test_a_vanishing_residual_proves_nothing(model, claim):
    assert verdicts(f"{model}$${claim}$$\n")[-1] in ("undecided", "conditional", "refuted")


def test_a_letter_that_nobody_calls_noise_asks_for_data():
    note = r"We have $y = w x + \epsilon$ and $Q = (y - w x)^2$, so $\frac{dQ}{dw} = -2 x (y - w x)$."
    (found,) = claims(note)
    assert [c.text for c in found.judgement.conditions if c.origin == "found"] == ["y does not depend on w"]


def test_noise_that_is_injected_is_no_data():
    note = r"""Noise injection: $h = W x + \epsilon$ where $\epsilon$ is Gaussian noise, and $L = \frac{1}{2} \|h - t\|^2$.

$$\frac{\partial L}{\partial W} = \frac{\partial L}{\partial h} x^T$$
"""
    assert verdicts(note)[-1] == "proved"


def test_who_says_that_a_difference_is_zero_means_the_definition():
    assert verdicts("Let $s = a + b$. Then $s - a - b = 0$.")[-1] == "proved"
    assert verdicts("Let $z = w x + b$ and $r = z - w x - b$. Then $r = 0$.")[-1] == "proved"
