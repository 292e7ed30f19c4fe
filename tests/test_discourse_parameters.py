"""Functions and distributions with a parameter below them: f_theta(x) and p_theta change with theta."""

import pytest

from tests.notes import last_verdict, verdicts


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_\theta \left(\theta^2 f_\theta(x)\right) = 2 \theta f_\theta(x)",
        r"\frac{\partial}{\partial w} \left(w h_w(x)\right) = h_w(x)",
        r"\frac{\partial}{\partial w} \int w q_w(x) dx = \int q_w(x) dx",
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta(x)}[\theta f(x)] = \mathbb{E}_{x \sim p_\theta(x)}[f(x)]",
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta(\cdot)}[\theta^2 g(x)] = \mathbb{E}_{x \sim p_\theta(\cdot)}[2 \theta g(x)]",
        r"\frac{\partial}{\partial w_1} \left(w_1 h_w(x)\right) = h_w(x)",
    ],
)
def test_what_has_the_parameter_below_it_is_not_held_fixed(claim):
    assert verdicts(f"$${claim}$$\n") == ["undecided"]


def test_what_the_text_says_of_such_a_function_is_used():
    text = "Let $h_w(x) = w x$.\n\n"
    assert last_verdict(text, r"\frac{\partial}{\partial w} \left(w h_w(x)\right) = 2 w x") == "proved"
    assert last_verdict(text, r"\frac{\partial}{\partial w} \left(w h_w(x)\right) = w x") == "refuted"


def test_another_letter_below_is_none():
    assert verdicts("$$\\frac{\\partial}{\\partial w} \\left(w h_v(x)\\right) = h_v(x)$$\n") == ["proved"]
    assert verdicts("$$\\frac{\\partial}{\\partial \\mathbf{w}} h_{\\mathbf{w}}(x) = 0$$\n") != ["proved"]
    drawn = r"\mathbb{E}_{x \sim p_\phi(x)}"
    assert verdicts(f"$$\\frac{{\\partial}}{{\\partial w}} {drawn}[w f(x)] = {drawn}[f(x)]$$\n") == ["proved"]


@pytest.mark.parametrize("law", ["p'", "p^n", r"p^{\theta}", "p^2"])
def test_a_distribution_with_scripts_is_another(law):
    context = "Let $x \\sim p$ be drawn.\n\n"
    drawn, other = rf"\mathbb{{E}}_{{x \sim {law}}}[f(x)]", r"\mathbb{E}_{x \sim p}[f(x)]"
    assert last_verdict(context, f"{drawn} = {other}") not in ("proved", "conditional")
