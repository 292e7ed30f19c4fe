r"""Derivatives by a square: \partial \ell / \partial (\sigma^2), beside those by its root."""

import pytest

from tests.notes import verdicts

NOTE = (
    "For $x_1, \\dots, x_n$ from $N(\\mu, \\sigma^2)$ the log-likelihood is\n\n"
    "$$\\ell(\\mu, \\sigma^2) = -\\frac n2 \\log(2 \\pi \\sigma^2) - \\frac{1}{2 \\sigma^2} \\sum_{i=1}^n (x_i - \\mu)^2.$$\n\n"
)
ROOT = "$$\\frac{\\partial \\ell}{\\partial \\sigma} = -\\frac{n}{\\sigma} + \\frac{1}{\\sigma^3} \\sum_{i=1}^n (x_i - \\mu)^2$$\n\n"
TOTAL = r"\sum_{i=1}^n (x_i - \mu)^2"
FIRST = (
    rf"-\frac{{n}}{{2\sigma^2}} + \frac{{1}}{{2\sigma^4}} {TOTAL}",
    rf"-\frac{{n}}{{2\sigma^2}} + \frac{{1}}{{\sigma^4}} {TOTAL}",
)
SECOND = (
    rf"\frac{{n}}{{2\sigma^4}} - \frac{{1}}{{\sigma^6}} {TOTAL}",
    rf"\frac{{n}}{{2\sigma^4}} - \frac{{1}}{{2\sigma^6}} {TOTAL}",
)
MIXED = (r"-\frac{1}{\sigma^4} \sum_{i=1}^n (x_i - \mu)", r"\frac{1}{\sigma^4} \sum_{i=1}^n (x_i - \mu)")


@pytest.mark.parametrize("beside", ["", ROOT])
@pytest.mark.parametrize(
    ("by", "right"),
    [
        (r"\frac{\partial \ell}{\partial (\sigma^2)}", FIRST),
        (r"\frac{\partial \ell}{\partial \sigma^2}", FIRST),
        (r"\frac{\partial^2 \ell}{\partial (\sigma^2)^2}", SECOND),
        (r"\frac{\partial^2 \ell}{\partial \mu \partial \sigma^2}", MIXED),
        (r"\frac{\partial^2 \ell}{\partial \mu \, \partial (\sigma^2)}", MIXED),
    ],
)
def test_by_a_variance(by, right, beside):
    true, false = right
    assert verdicts(f"{NOTE}{beside}$${by} = {true}$$")[-1] == "proved"
    assert verdicts(f"{NOTE}{beside}$${by} = {false}$$")[-1] == "refuted"


def test_an_order_is_no_square():
    """Where the orders fit, they are orders."""
    assert verdicts("$$\\frac{\\partial^2 \\sigma^3}{\\partial \\sigma^2} = 6 \\sigma$$") == ["proved"]
    assert verdicts("$$\\frac{\\partial^2 \\sigma^3}{\\partial \\sigma^2} = \\frac{3}{2} \\sigma$$") == ["refuted"]


def test_the_square_of_any_letter_in_parentheses():
    assert verdicts("$$\\frac{d}{d (r^2)} r^4 = 2 r^2, \\qquad \\frac{d}{d r} r^4 = 4 r^3$$") == ["proved", "proved"]
    assert verdicts("$$\\frac{d}{d (r^2)} r^4 = 4 r^3, \\qquad \\frac{d}{d r} r^4 = 4 r^3$$") == ["refuted", "proved"]
    assert verdicts("$$\\frac{d}{d (r^2)} r = \\frac{1}{2}$$")[0] != "proved"
