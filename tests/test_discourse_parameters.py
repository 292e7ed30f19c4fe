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


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_\theta p_\theta(x) = p_\theta(x) \nabla_\theta \log p_\theta(x)",
        r"\nabla_\theta \log \pi_\theta(a|s) = \frac{\nabla_\theta \pi_\theta(a|s)}{\pi_\theta(a|s)}",
        r"\frac{\partial}{\partial t} q_t(x)^2 = 2 q_t(x) \frac{\partial q_t(x)}{\partial t}",
        r"\nabla_\theta \sum_{i=1}^n (f_\theta(x_i) - y_i)^2 = 2 \sum_{i=1}^n (f_\theta(x_i) - y_i) \nabla_\theta f_\theta(x_i)",
        r"\nabla_w (h_w(x) g_v(x)) = g_v(x) \nabla_w h_w(x)",
        r"\nabla_\theta \mathbb{E}_{x \sim q}[\log p_\theta(x)] = \mathbb{E}_{x \sim q}[\nabla_\theta \log p_\theta(x)]",
    ],
)
def test_a_family_of_functions_is_differentiated_by_its_parameter(claim):
    assert verdicts(f"$${claim}$$\n") == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_\theta p_\theta(x) = 0",
        r"\nabla_\theta \log p_\theta(x) = \nabla_\theta p_\theta(x)",
        r"\nabla_\theta (f_\theta(x) g(x)) = 0",
        r"\nabla_\phi f_\theta(g_\phi(z)) = 0",
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)] = 0",
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)] = \mathbb{E}_{x \sim p_\theta}[\nabla_\theta f(x)]",
    ],
)
def test_a_family_is_not_constant(claim):
    assert verdicts(f"$${claim}$$\n") not in (["proved"], ["conditional"])


def test_a_parameter_that_is_made_of_others_moves_with_them():
    text = "Let $\\theta = w^2$.\n\n"
    claim = r"\frac{d}{dw} p_\theta(x) = 2 w \frac{d}{d\theta} p_\theta(x)"
    assert last_verdict(text, claim) == "proved"
    assert last_verdict(text, claim.replace("2 w", "w")) not in ("proved", "conditional")


def test_a_letter_below_that_stands_in_the_brackets_too_is_no_parameter_of_its_own():
    text = "Let $f(x, y) = x^2 y$.\n\n$$\\frac{\\partial}{\\partial x} f(x, y) = 2 x y$$\n\n"
    assert last_verdict(text, r"\frac{\partial}{\partial y} f_x(x, y) = 0") not in ("proved", "conditional")
    assert last_verdict(text, r"\frac{\partial}{\partial x} f_x(x, y) = 0") not in ("proved", "conditional")


def test_a_sign_in_front_of_a_slope_shows_where_a_ratio_of_families_goes_wrong():
    wrong = r"\nabla_\theta \frac{1}{p_\theta(x)} = \frac{\nabla_\theta p_\theta(x)}{p_\theta(x)^2}"
    assert verdicts(f"$${wrong}$$\n") == ["refuted"]
    assert verdicts("$${}$$\n".format(wrong.replace("= ", "= -"))) == ["proved"]


SCORE = r"\mathbb{E}_{x \sim p_\theta}[%s \nabla_\theta \log p_\theta(x)]"


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)] = " + SCORE % "f(x)",
        r"\nabla_\theta \mathbb{E}_{x \sim q(x; \theta)}[f(x)] = \mathbb{E}_{x \sim q(x; \theta)}[f(x) \nabla_\theta \log q(x; \theta)]",
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[g(x, \theta)] = \mathbb{E}_{x \sim p_\theta}[\nabla_\theta g(x, \theta)] + "
        + SCORE % r"g(x, \theta)",
        SCORE % "" + " = 0",
        SCORE % "(f(x) - b)" + " = " + SCORE % "f(x)",
        r"\mathbb{E}_{x \sim p_\theta}[\nabla_\theta^2 \log p_\theta(x)] = -\mathbb{E}_{x \sim p_\theta}[(\nabla_\theta \log p_\theta(x))^2]",
        r"\mathbb{E}_{a \sim \pi_\theta}[\nabla_\theta \log \pi_\theta(a|s) b(s)] = 0",
        r"\nabla_\theta \mathbb{E}_{a \sim \pi_\theta}[Q(s, a)] = \mathbb{E}_{a \sim \pi_\theta}[Q(s, a) \nabla_\theta \log \pi_\theta(a|s)]",
    ],
)
def test_a_mean_moves_with_the_law_by_the_slope_of_its_logarithm(claim):
    assert verdicts(f"$${claim}$$\n") == ["proved"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)] = " + SCORE % "2 f(x)",
        r"\nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)] = " + SCORE % "",
        SCORE % "f(x)" + " = 0",
        SCORE % "x" + " = 0",
        SCORE % r"p_\theta(x)" + " = 0",
        r"\mathbb{E}_{x \sim p_\theta}[(\nabla_\theta \log p_\theta(x))^2] = 0",
        r"\mathbb{E}_{x \sim p_\theta}[\nabla_\theta \log p_\theta(y)] = 0",
        r"\mathbb{E}_{x \sim p_\theta}[\nabla_\theta p_\theta(x)] = 0",
        r"\mathbb{E}_{x \sim p_\theta}[\frac{\partial}{\partial x} \log p_\theta(x) + \nabla_\theta \log p_\theta(x)] = 0",
        r"\mathbb{E}_{x \sim q_\theta}[\nabla_\theta \log p_\theta(x)] = 0 \cdot \nabla_\theta q_\theta(x)",
        r"\mathbb{E}_{a \sim \pi_\theta}[\nabla_\theta \log \pi_\theta(a|s)] + \pi_\theta(a|t) = \pi_\theta(a|t)",
        r"\mathbb{E}_{a \sim \pi_\theta}[\nabla_\theta \log \pi_\theta(a|s)] + \pi_\theta(a) = \pi_\theta(a)",
    ],
)
def test_the_mean_of_a_score_is_zero_under_its_own_law_only(claim):
    assert verdicts(f"$${claim}$$\n")[-1] not in ("proved", "conditional")


LAGRANGIAN = (
    r"Let $L(w, b, \alpha) = \frac{1}{2} \|w\|^2 - \sum_{i=1}^n \alpha_i [y_i(w^T x_i + b) - 1]$."
    "\n\n$$\\frac{\\partial L}{\\partial w} = w - \\sum_{i=1}^n \\alpha_i y_i x_i$$\n\n"
    "$$w = \\sum_{i=1}^n \\alpha_i y_i x_i$$\n\n"
    "$$\\frac{\\partial L}{\\partial b} = %s\\sum_{i=1}^n \\alpha_i y_i$$\n"
)


def test_the_arguments_of_a_lagrangian_are_not_made_of_each_other():
    assert verdicts(LAGRANGIAN % "-")[-1] == "proved"
    assert verdicts(LAGRANGIAN % "")[-1] == "refuted"
