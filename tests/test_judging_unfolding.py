r"""What J(w) is made of shows what w is: \nabla J(w) = X^T (X w - y) of vectors, without a word of sizes."""

import pytest

from tests.notes import verdicts

COST = r"Let $J(w) = \frac12 \|X w - y\|^2$. "
RIDGE = r"Let $J(\theta) = \frac{1}{2m} \|X \theta - y\|^2 + \lambda \|\theta\|^2$. "


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        (COST, r"\frac{\partial J(w)}{\partial w} = X^T (X w - y)"),
        (COST, r"\nabla J(w) = X^T (X w - y)"),
        (COST, r"\nabla_w J(w) = X^T (X w - y)"),
        (COST, r"\nabla J(w) = X^T X w - X^T y"),
        (RIDGE, r"\frac{\partial J(\theta)}{\partial \theta} = \frac1m X^T (X \theta - y) + 2 \lambda \theta"),
        (r"Let $f(x) = x^2 + 3 x$. ", r"\frac{d f(x)}{dx} = 2 x + 3"),
    ],
)
def test_a_gradient_of_a_value_is_read_as_that_of_what_it_is(known, claim):
    assert verdicts(f"{known}Then ${claim}$.\n")[-1] == "proved"


@pytest.mark.long
@pytest.mark.parametrize(
    ("known", "claim"),
    [
        (COST, r"\frac{\partial J(w)}{\partial w} = X (X w - y)"),
        (COST, r"\nabla J(w) = 2 X^T (X w - y)"),
        (COST, r"\nabla J(w) = X^T (X w + y)"),
        (COST, r"\nabla J(w) = (X w - y)^T X w"),
        (RIDGE, r"\frac{\partial J(\theta)}{\partial \theta} = \frac1m X^T (X \theta - y) + \lambda \theta"),
        (r"Let $f(x) = x^2 + 3 x$. ", r"\frac{d f(x)}{dx} = 2 x"),
    ],
)
def test_another_gradient_is_not_proved(known, claim):
    assert verdicts(f"{known}Then ${claim}$.\n")[-1] not in ("proved", "conditional")
