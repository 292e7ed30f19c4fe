r"""Models of outcomes: P(y = 1 | x) = \sigma(w^T x) says what the probability is, wherever it is written."""

import pytest

from tests.notes import verdicts

BY_W = r"$$\frac{\partial p}{\partial w} = @ p (1 - p) x$$"
BY_W_OF_SAMPLES = r"$$\frac{\partial p_i}{\partial w} = @ p_i (1 - p_i) x_i$$"
NOTES = [
    (r"We have $P(y = 1 | x) = \sigma(w^\top x)$. Let $p = P(y = 1 | x)$.", BY_W),
    (r"Let $p = P(y = 1 \mid x) = \sigma(w^\top x)$.", BY_W),
    (r"Let $p = \Pr(y = 1 | x) = \frac{1}{1 + e^{-w^\top x}}$.", BY_W),
    (r"We have $P(y_i = 1 | x_i) = \sigma(w^\top x_i)$. Let $p_i = P(y_i = 1 | x_i)$.", BY_W_OF_SAMPLES),
    (r"Let $p_i = P(y_i = 1 | x_i)$, where $P(y_i = 1 | x_i) = \sigma(w^\top x_i)$.", BY_W_OF_SAMPLES),
    (r"With $p_i = P(Y_i = 1 | x_i) = \frac{1}{1 + e^{-x_i^\top w}}$,", BY_W_OF_SAMPLES),
    (r"Let $p(x) = P(Y = 1 | X = x) = \frac{1}{1 + e^{-w^\top x}}$.", r"$$\log \frac{p(x)}{1 - p(x)} = @ w^\top x$$"),
    (
        r"Let $h_\theta(x) = P(y = 1 | x; \theta) = \frac{1}{1 + e^{-\theta^\top x}}$.",
        r"$$\frac{\partial h_\theta(x)}{\partial \theta} = @ h_\theta(x) (1 - h_\theta(x)) x$$",
    ),
    (
        r"$\hat y_k = P(y = k | x) = \frac{e^{z_k}}{\sum_j e^{z_j}}$.",
        r"$$\frac{\partial \hat y_k}{\partial z_k} = @ \hat y_k (1 - \hat y_k)$$",
    ),
    (
        r"The model is $P(y = 1 | x) = \sigma(w^\top x)$.",
        r"$$\log \frac{P(y = 1 | x)}{1 - P(y = 1 | x)} = @ w^\top x$$",
    ),
    (
        r"The model is $P(y = k | x) = \frac{e^{w_k^\top x}}{\sum_j e^{w_j^\top x}}$.",
        r"$$\log \frac{P(y = 1 | x)}{P(y = 2 | x)} = @ (w_1 - w_2)^\top x$$",
    ),
]


@pytest.mark.parametrize(("model", "claim"), NOTES)
def test_what_a_model_says(model, claim):
    assert verdicts(f"{model}\n\n{claim.replace('@ ', '')}\n")[-1] == "proved"
    assert verdicts(f"{model}\n\n{claim.replace('@', '-')}\n")[-1] == "refuted"


def test_a_likelihood_of_outcomes():
    note = r"""$$L(\beta) = \prod_{i=1}^n p_i^{y_i} (1 - p_i)^{1 - y_i}$$

where $p_i = P(Y_i = 1 | \mathbf{x}_i) = \frac{1}{1 + e^{-\mathbf{x}_i^T \beta}}$. The log-likelihood is

$$\ell(\beta) = \sum_{i=1}^n [y_i \log(p_i) + (1 - y_i) \log(1 - p_i)]$$

$$\frac{\partial \ell}{\partial \beta_j} = \sum_{i=1}^n (y_i - p_i) x_{ij}$$
"""
    assert verdicts(note)[-1] == "proved"
    assert verdicts(note.replace("(y_i - p_i) x", "(p_i - y_i) x"))[-1] == "refuted"


def test_another_outcome_is_not_this_one():
    model = r"We have $P(y = 1 | x) = \sigma(w^\top x)$. "
    assert verdicts(rf"{model}Then $$P(z = 1 | x) = \sigma(w^\top x) + 0 P(y = 1 | x)$$")[-1:] != ["proved"]
    assert verdicts(rf"{model}Then $$\log P(y = 0 | x) = \log \sigma(w^\top x)$$")[-1] != "proved"


def test_what_is_said_for_every_value_is_the_function():
    note = r"We have $P(y | x) = p^y (1 - p)^{1 - y}$. Then $$P(y = 1 | x) = @$$"
    assert verdicts(note.replace("@", "p")) == ["proved"]
    assert verdicts(note.replace("@", "1 - p"))[-1] in ("refuted", "undecided")


def test_the_rule_of_bayes_is_no_definition():
    note = r"By Bayes' rule $$P(y = 1 | x) = \frac{P(x | y = 1) P(y = 1)}{P(x)}$$"
    assert verdicts(note) not in ([], ["refuted"])


def test_another_model_that_is_not_understood_leaves_what_follows_open():
    note = r"""# Logit

We have $P(y = 1 | x) = \sigma(w^\top x)$.

$$\frac{\partial}{\partial w} P(y = 1 | x) = P(y = 1 | x) (1 - P(y = 1|x)) x$$

# Probit

Now $P(y = 1 | x) = \mathbb{Q}[w^\top x$.

$$\frac{\partial}{\partial w} P(y = 1 | x) = P(y = 1 | x) (1 - P(y = 1|x)) x$$
"""
    assert verdicts(note)[::2] == ["proved", "undecided"]


POISSON = r"Let $P(X = k) = \frac{\lambda^k e^{-\lambda}}{k!}$. Then $$@$$"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{P(X = k+1)}{P(X = k)} = \frac{\lambda}{k+1}", "proved"),
        (r"P(X = 0) = e^{-\lambda}", "proved"),
        (r"P(X = 1) = e^{-\lambda}", "refuted"),
        (r"\frac{P(X = 2)}{P(X = 1)} = \frac{\lambda}{3}", "refuted"),
    ],
)
def test_where_nothing_is_given_probabilities_are_a_function_of_the_value(claim, verdict):
    assert verdicts(POISSON.replace("@", claim)) == [verdict]


def test_a_parameter_may_be_called_the_probability_that_it_is():
    text = r"""Let $\theta = P(x = 1)$ and $\ell = \sum_i x_i \log \theta + \sum_i (1 - x_i) \log(1 - \theta)$. Then
$$\frac{\partial \ell}{\partial \theta} = \frac{1}{\theta} \sum_i x_i @ \frac{1}{1 - \theta} \sum_i (1 - x_i)$$
"""
    assert verdicts(text.replace("@", "-")) == ["proved"]
    assert verdicts(text.replace("@", "+")) == ["refuted"]


def test_probabilities_of_several_things_are_told_by_their_rules():
    text = r"Since $P(A) + P(B) = 1$ and $P(X = 1) = \frac12$, $P(X = 2) = \frac14$."
    assert "proved" not in verdicts(text)
    assert "refuted" not in verdicts(text)
