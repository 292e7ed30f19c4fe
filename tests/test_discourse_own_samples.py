"""h_theta(x) is a function with a parameter, and the x_j beside x^{(i)} are the entries of one sample."""

import pytest

from tests.notes import claims, verdicts

MODEL = r"Let $h_\theta(x) = \sum_{j=1}^d \theta_j x_j$ and $J(\theta) = \frac12 \sum_{i=1}^n (h_\theta(x^{(i)}) - y^{(i)})^2$."


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial}{\partial \theta_j} \frac12 (h_\theta(x) - y)^2 = (h_\theta(x) - y) x_j", "proved"),
        (r"\frac{\partial}{\partial \theta_j} \frac12 (h_\theta(x) - y)^2 = (y - h_\theta(x)) x_j", "refuted"),
        (r"\frac{\partial J}{\partial \theta_j} = \sum_{i=1}^n (h_\theta(x^{(i)}) - y^{(i)}) x_j^{(i)}", "proved"),
        (r"\frac{\partial J}{\partial \theta_j} = \sum_{i=1}^n (h_\theta(x^{(i)}) + y^{(i)}) x_j^{(i)}", "refuted"),
    ],
)
def test_a_parameter_below_a_function_is_no_index(claim, verdict):
    assert verdicts(f"{MODEL}\n\n$${claim}$$") == [verdict]


@pytest.mark.parametrize(
    "model", [r"g(\theta^T x)$ with $g(z) = \frac{1}{1 + e^{-z}}", r"\frac{1}{1 + e^{-\theta^T x}}"]
)
def test_what_a_transposed_vector_stands_before_is_a_vector(model):
    note = f"Let $h_\\theta(x) = {model}$.\n\n"
    slope = r"$\frac{\partial}{\partial \theta_j} \log h_\theta(x) = {} x_j$."
    assert verdicts(note + slope.replace("{}", r"(1 - h_\theta(x))")) == ["proved"]
    assert verdicts(note + slope.replace("{}", r"(1 + h_\theta(x))")) == ["refuted"]


def test_an_entry_of_a_softmax_still_is_one():
    note = r"Let $S_i(z) = \frac{e^{z_i}}{\sum_k e^{z_k}}$. Then $\sum_i S_i(z) = 1$ and $\sum_i S_i(z) = 2$."
    assert verdicts(note) == ["proved", "refuted"]


def test_samples_and_entries_are_not_mixed_up():
    note = r"Let $m = \sum_{j=1}^d x_j$ and $s = \sum_{i=1}^n x^{(i)}$. Then $m = s$."
    found = claims(note)[-1]
    assert found.verdict not in ("proved", "conditional")


def test_targets_that_are_a_vector_stay_one():
    note = (
        r"Let $J(\theta) = \frac12 \sum_{i=1}^n (\theta^T x^{(i)} - y^{(i)})^2$, where $x_j^{(i)}$ is feature $j$. "
        r"In matrix form $\nabla_\theta \frac12 (X \theta - y)^T (X \theta - y) = X^T (X \theta - y)$."
    )
    assert verdicts(note)[-1] == "proved"


def test_a_transposed_sample_beside_weights_is_not_all_samples():
    text = (
        "Let $\\omega = \\mathbf{x}^T \\boldsymbol{\\beta}$ and "
        "$l = \\sum_{i=1}^N \\left[-e^{-\\omega^{(i)}} y^{(i)} - \\omega^{(i)}\\right]$.\n\n"
        "$$\\nabla_{\\beta} l = \\sum_{i=1}^N \\mathbf{x}^{(i)} \\left[e^{-\\omega^{(i)}} y^{(i)} - 1\\right]$$"
    )
    assert verdicts(text)[-1] != "refuted"
