r"""A T that divides in an exponent is a number: the temperature of e^{z_i/T}, and no sign of a transpose."""

import pytest

from tests.notes import last_verdict

SOFTMAX = "The softmax with temperature is $p_i = \\frac{e^{z_i/T}}{\\sum_j e^{z_j/T}}$.\n\n"
TRUE = [
    (SOFTMAX, r"\frac{p_i}{p_j} = e^{(z_i - z_j)/T}"),
    (SOFTMAX, r"\log \frac{p_i}{p_j} = \frac{z_i - z_j}{T}"),
    (SOFTMAX, r"\frac{\partial p_i}{\partial z_i} = \frac{1}{T} p_i (1 - p_i)"),
    ("We have\n\n", r"e^{z/T} e^{w/T} = e^{(z + w)/T}"),
    ("We have\n\n", r"e^{r T} e^{s T} = e^{r T + s T}"),
]
FALSE = [
    (SOFTMAX, r"\frac{p_i}{p_j} = e^{(z_j - z_i)/T}"),
    (SOFTMAX, r"\log \frac{p_i}{p_j} = T (z_i - z_j)"),
    (SOFTMAX, r"\frac{\partial p_i}{\partial z_i} = p_i (1 - p_i)"),
    ("We have\n\n", r"e^{z/T} e^{w/T} = e^{z w/T}"),
    ("We have\n\n", r"e^{r T} e^{s T} = e^{r s T}"),
]


@pytest.mark.parametrize(("context", "claim"), TRUE)
def test_a_temperature_in_an_exponent(context, claim):
    assert last_verdict(context, claim) == "proved"


@pytest.mark.long
@pytest.mark.parametrize(("context", "claim"), FALSE)
def test_what_is_false_with_a_temperature(context, claim):
    assert last_verdict(context, claim) in ("refuted", "undecided")


def test_a_transpose_is_none_of_it():
    assert last_verdict("For matrices $A$ and $B$ we have\n\n", r"(A B)^T = B^T A^T") == "proved"
