"""Densities that are written with a square among their parameters: N(x | mu, sigma^2) = ..."""

import pytest

from tests.notes import verdicts


def every(report):
    return [claim.verdict for claim in report.claims]


HEADS = (r"\mathcal{N}(x|\mu, \sigma^2)", r"x \sim N(x|\mu, \sigma^2)", r"f(x; \mu, \sigma^2)", r"p(x, \mu, \sigma^2)")
BODIES = (
    r"\frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)",
    r"\frac{1}{\sigma\sqrt{2\pi}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}",
)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("body", BODIES)
def test_the_square_is_a_parameter(judged, head, body):
    applied = head.removeprefix(r"x \sim ")
    first, second = (
        applied.replace(r"\mu", rf"\mu_{k}").replace(r"\sigma^2", rf"\sigma_{k}^2").replace("(x", "(t") for k in "12"
    )
    ratio = rf"\ln \frac{{{first}}}{{{second}}}"
    squares = r"\frac{(t - \mu_2)^2}{2\sigma_2^2} - \frac{(t - \mu_1)^2}{2\sigma_1^2}"
    report = judged(
        f"The density is\n\n$${head} = {body}.$$\n\nFor $\\sigma_1 > 0$ and $\\sigma_2 > 0$\n\n"
        f"$${ratio} = \\ln\\frac{{\\sigma_2}}{{\\sigma_1}} + {squares}$$\n\nSo\n\n"
        f"$${ratio} = \\ln\\frac{{\\sigma_1}}{{\\sigma_2}} + {squares}$$\n"
    )
    assert every(report) == ["proved", "refuted"]


def test_a_moment_is_no_function_of_a_square(judged):
    report = judged(
        "Let $X$ have mean $\\mu$ and variance $\\sigma^2$. Then\n\n$$E(X^2) = \\sigma^2 + \\mu^2$$\n\nand\n\n"
        "$$E(X^2) = \\sigma^2 - \\mu^2$$\n"
    )
    assert not {"proved", "refuted"} & set(every(report))


BAYES = r"P(y|x_1, \dots, x_n) = \frac{P(y) P(x_1, \dots, x_n|y)}{P(x_1, \dots, x_n)}"


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        (BAYES, True),
        (BAYES.replace("P(y) ", ""), False),
        (r"P(y|x_1, \dots, x_n) = P(x_1, \dots, x_n|y)", False),
    ],
)
def test_all_of_several_quantities_are_one_quantity(claim, proved):
    assert (verdicts(f"$${claim}$$\n") == ["proved"]) == proved


WORDS = (
    "$$p(o|c) = \\frac{\\exp(u_o^T v_c)}{\\sum_{w \\in V} \\exp(u_w^T v_c)}$$\n\n"
    "$$\\frac{\\partial}{\\partial v_c} \\log p(o|c) = %s$$\n"
)


@pytest.mark.long
def test_a_letter_beside_a_bar_that_stands_below_an_array_says_which():
    assert verdicts(WORDS % r"u_o - \sum_{w \in V} p(w|c) u_w") == ["proved"]
    assert verdicts(WORDS % r"u_o - \sum_{w \in V} p(c|w) u_w")[-1] not in ("proved", "conditional")
    assert verdicts(WORDS % r"u_o - u_c")[-1] not in ("proved", "conditional")
    text = "$$p(y|x) = \\frac{e^{w_y^T x}}{\\sum_{y'} e^{w_{y'}^T x}}$$\n\n$$%s$$\n"
    assert verdicts(text % r"\log p(y|x) = w_y^T x - \log \sum_{y'} e^{w_{y'}^T x}") == ["proved"]


def test_a_letter_that_is_a_quantity_elsewhere_is_no_index():
    text = "Let $p(y|x) = y e^{x}$ and $s = y_x + y$.\n\n$$%s$$\n"
    assert verdicts(text % r"\frac{\partial}{\partial x} p(y|x) = y e^x")[-1] == "proved"
