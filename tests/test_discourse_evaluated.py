r"""Derivatives with arguments in brackets behind them: \frac{df}{dx}(x) is no product."""

import pytest

from tests.notes import verdicts

COST = r"Let $L(w, b) = (w x + b - y)^2$. "


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(x) = 2 x"),
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(3) = 6"),
        ("Let $f(x) = x^3$. ", r"\frac{d^2f}{dx^2}(x) = 6 x"),
        (COST, r"\frac{\partial L}{\partial w}(w, b) = 2 x (w x + b - y)"),
        (COST, r"\frac{\partial L}{\partial w}(0, 0) = -2 x y"),
        (COST, r"\frac{\partial L}{\partial b}(u, v) = 2 (u x + v - y)"),
        (COST, r"\frac{\partial^2 L}{\partial w \partial b}(w, b) = 2 x"),
        (r"Let $\ell(m; s) = -(x - m)^2 / s$. ", r"\frac{\partial \ell}{\partial m}(m; s) = 2 (x - m) / s"),
        # factors
        (r"Let $L(a) = -\log a$ with $a > 0$. ", r"\frac{dL}{da} (1 - a) = 1 - \frac{1}{a}"),
        (r"Let $L(a) = -\log a$ with $a > 0$. ", r"\frac{dL}{da} (a) (1 - a) = a - 1"),
        ("Let $y = x^3$. ", r"\frac{dy}{dx} (x) = 3 x^3"),
    ],
)
def test_what_stands_behind_a_derivative_is_its_place_where_it_is_a_function_of_that(known, claim):
    assert verdicts(f"{known}Then ${claim}$.\n")[-1] == "proved"


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(x) = 2 x^2"),  # as a product
        ("Let $f(x) = x^2$. ", r"\frac{df}{dx}(3) = 6 x"),
        (COST, r"\frac{\partial L}{\partial w}(0, 0) = 2 x y"),
        (COST, r"\frac{\partial L}{\partial w}(w, b) = 2 x (w x + b - y) w"),
        (COST, r"\frac{\partial L}{\partial w}(b, w) = 2 x (w x + b - y)"),
    ],
)
def test_the_product_and_other_points_are_not_proved(known, claim):
    assert verdicts(f"{known}Then ${claim}$.\n")[-1] != "proved"


def test_at_another_letter_or_times_it_is_not_refuted():
    assert verdicts(r"Let $f(x) = x^2$. Then $\frac{df}{dx}(a) = 2 a$.")[-1] == "undecided"
