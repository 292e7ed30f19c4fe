"""Densities that are written with a square among their parameters: N(x | mu, sigma^2) = ..."""

import pytest


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
