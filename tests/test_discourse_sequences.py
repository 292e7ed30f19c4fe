"""Sequences whose entries a text gives one by one, or each by the one before: what is said of x_t is said of them."""

import pytest

from tests.notes import claims, verdicts

FIRST = "Start with $x_0 = 0$, $x_1 = 1.2$ and $x_2 = 1.92$.\n\n"
COMPUTED = "$$x_0 = 0$$\n\n$$x_1 = 0 + 0.4 \\cdot 3 = 1.2$$\n\n$$x_2 = 1.2 + 0.4 \\cdot 1.8 = 1.92$$\n\n"
LATER = "\n\n# Another one\n\nHere $x_t = (-0.8)^t$.\n"


@pytest.mark.parametrize("tail", ["", LATER])
@pytest.mark.parametrize("given", [FIRST, COMPUTED])
@pytest.mark.parametrize(
    "claim",
    [
        r"x_{t+1} - x_t = 0.4 (3 - x_t)",
        r"x_{t+1} - 3 = 0.6 (x_t - 3)",
        r"x_t - 3 = -3 \cdot 0.6^t",
        r"|x_t - 3| = 3 \cdot 0.6^t",
        r"|x_t - 3| \le 3",
    ],
)
def test_numbers_that_are_chosen_for_the_entries_refute_nothing(given, claim, tail):
    found = verdicts(f"{given}So in general ${claim}$.{tail}")
    assert "refuted" not in found


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"(x_t - 3)^2 = x_t^2 - 9", "refuted"),  # of all numbers
        (r"(x_{t+1} - x_t)^2 = x_{t+1}^2 - x_t^2", "refuted"),
        (r"(x_t - 3)^2 = x_t^2 - 6 x_t + 9", "proved"),
        (r"1.92 - 3 = 0.6 (1.2 - 3)", "proved"),
        (r"1.92 - 3 = 0.7 (1.2 - 3)", "refuted"),
    ],
)
def test_what_is_said_of_all_numbers_is_judged(claim, verdict):
    assert claims(f"{FIRST}So ${claim}$.\n")[-1].verdict == verdict


@pytest.mark.parametrize(("right", "verdict"), [("w_j", "proved"), ("w_j + 1", "refuted")])
def test_coordinates_of_a_point_are_no_sequence(right, verdict):
    text = "Here $x_1 = 1 + 1$ and $x_2 = 1 + 2$. Let $z = \\sum_i w_i x_i$. Then $\\frac{\\partial z}{\\partial x_j} = %s$.\n"
    assert claims(text % right)[-1].verdict == verdict


LAYERS = (
    "Let $f_k$ be layers on $\\mathbb{R}^d$.\n\n"
    "$$\\begin{aligned} \\mathbf{x}_k &= f_k(\\mathbf{y}_k) + \\mathbf{x}_{k-1} \\end{aligned}$$\n\n"
)


@pytest.mark.parametrize(
    "claim",
    [
        r"\mathbf{z}_k := f_k(\mathbf{y}_k)$ and $\mathbf{x}_k = \mathbf{x}_{k-1} + \mathbf{z}_k",
        r"\mathbf{a}_t := W \mathbf{h}_{t-1} + U \mathbf{u}_t$ and $\mathbf{h}_t = \tanh(\mathbf{a}_t)",
        r"a_t := w h_{t-1} + v u_t$ and $h_t = \tanh(a_t)",
    ],
)
def test_a_step_of_a_recursion_through_another_name_is_not_refuted(claim):
    assert "refuted" not in verdicts(f"{LAYERS}With ${claim}$.\n")


@pytest.mark.parametrize(("sign", "verdict"), [("-", "proved"), ("+", "refuted")])
def test_a_sum_over_differences_is_judged(sign, verdict):
    claim = rf"\sum_{{k=1}}^n (x_k - x_{{k-1}}) = x_n {sign} x_0"
    assert claims(f"Of any numbers $x_0, \\ldots, x_n$:\n\n$${claim}$$\n")[-1].verdict in (verdict, "undecided")
