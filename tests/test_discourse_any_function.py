"""A sigma that prose calls any function is not the sigmoid."""

import pytest

from tests.notes import verdicts

NOTE = (
    "Let $a = \\sigma(z)$ with $z = w x + b$, {}. And $C = \\frac12 (a - y)^2$.\n\n"
    "$$\\frac{{\\partial C}}{{\\partial b}} = (a - y) a (1 - a)$$\n\n"
    "$$\\frac{{\\partial C}}{{\\partial b}} = (a - y) \\sigma'(z)$$\n\n"
    "$$\\frac{{\\partial C}}{{\\partial w}} = (a - y) \\sigma(z) x$$\n"
)


@pytest.mark.parametrize(
    "words",
    [
        r"where $\sigma$ may be any smooth activation",
        r"where $\sigma$ is an arbitrary activation function",
        r"for any differentiable function $\sigma$",
        r"with some nonlinearity $\sigma$",
        r"where $\sigma$ denotes a generic non-linearity",
    ],
)
def test_any_function_has_no_slope_of_its_own(words):
    slope, generic, wrong = verdicts(NOTE.format(words))
    assert slope in ("refuted", "undecided")
    assert (generic, wrong) == ("proved", "refuted")


@pytest.mark.parametrize(
    "words",
    [
        r"where $\sigma$ is the sigmoid",
        r"where $\sigma$ may be any activation, here the logistic function",
        r"for any number $w$ and the function $\sigma$",
        r"with $\sigma(u) = \frac{1}{1 + e^{-u}}$, as for some activation functions",
    ],
)
def test_a_sigmoid_keeps_its_slope(words):
    assert verdicts(NOTE.format(words))[0] == "proved"
