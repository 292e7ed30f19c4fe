"""What is left out and understood: a function's arguments, the index of a sum, the subscript of a gradient."""

import pytest

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan

UNIT = "Let $h(x, v) = \\frac{1}{1 + e^{-(b + w x + u v)}}$.\n\n"
SIGMOID = "$$\\sigma(z) = \\frac{1}{1 + e^{-z}}$$\n\n"
SOFTMAX = "Let $p_k = \\frac{e^{s_k}}{\\sum_{i=1}^K e^{s_i}}$. Then for all $i$\n\n"


def verdicts(text, suffix=".md"):
    return [c.verdict for c in follow(scan(text, suffix), f"notes{suffix}").claims]


# --- functions without their arguments -----------------------------------------------------


@pytest.mark.parametrize(
    "claim, verdict",
    [
        (r"\frac{\partial h}{\partial b} = h (1 - h)", "proved"),
        (r"\frac{\partial h}{\partial w} = h (1 - h) x", "proved"),
        (r"\frac{\partial h}{\partial w} = h (1 - h) v", "refuted"),
        (r"3 (y - h(x, v))^2 = 3 (y - h)^2", "proved"),
        (r"h(x, v) - h^2 = h (1 + h)", "refuted"),
    ],
)
def test_a_function_without_arguments_is_its_value_where_it_is_defined(claim, verdict):
    assert verdicts(f"{UNIT}$${claim}$$\n") == [verdict]


@pytest.mark.parametrize(
    "claim, verdict",
    [
        (r"\frac{d\sigma}{dz} = \sigma - \sigma^2", "proved"),
        (r"\frac{d\sigma}{dz} = \sigma (1 - \sigma)", "proved"),
        (r"\frac{d\sigma}{dt} = \sigma (1 - \sigma)", "proved"),
        (r"\frac{d\sigma}{dz} = \sigma (1 + \sigma)", "refuted"),
        (r"\sigma' = \sigma (1 - \sigma)", "proved"),
        (r"\sigma' = \sigma (1 + \sigma)", "refuted"),
    ],
)
def test_a_derivative_says_of_what_its_function_is(claim, verdict):
    assert verdicts(f"{SIGMOID}So ${claim}$.\n") == [verdict]


def test_an_equation_of_nothing_but_functions_holds_everywhere():
    text = "We use the sigmoid, $a = \\sigma(w x + b)$.\n\nNote that $\\sigma' = \\sigma (1 - \\sigma)$.\n"
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("1 -", "2 -")) == ["refuted"]


def test_a_function_of_several_things_is_not_refuted_for_one_of_them():
    text = SIGMOID + "With $a_i = \\sigma(w x_i)$ we get $$w a_i = w \\sigma.$$\n"
    assert verdicts(text)[-1] == "undecided"


def test_data_of_an_example_hold_for_the_steps_after_it():
    text = "Let $h(x) = e^{w x}$. We take the data $(x, y) = (2, 3)$.\n\n"
    assert verdicts(f"{text}$$2 (y - h(x)) = 2 (3 - h)$$\n\n$$2 (y - h(x)) = -2 (3 - h)$$\n") == ["proved", "refuted"]


# --- sums without an index -----------------------------------------------------------------


@pytest.mark.parametrize(
    "right, verdict",
    [
        (r"p_i (y_i - \sum p_q y_q)", "proved"),
        (r"p_i (y_i + \sum p_q y_q)", "refuted"),
        (r"p_i y_i - p_i \sum p_q r_l", "unread"),  # over q, l or both
    ],
)
def test_a_sum_without_an_index_runs_over_the_only_letter_that_nothing_else_has(right, verdict):
    assert verdicts(f"{SOFTMAX}$$p_i y_i - p_i \\sum_{{q=1}}^K p_q y_q = {right}$$\n") == [verdict]


def test_a_sum_of_a_matrix_may_be_over_either_axis():
    text = "Let $\\mathbf{A} \\in \\mathbb{R}^{m \\times n}$.\n\n$$\\mathbf{v} = \\mathbf{A} \\mathbf{u}$$\n\nThus $\\mathbf{v} = \\sum \\mathbf{A}$.\n"
    assert verdicts(text)[-1] == "undecided"


def test_a_proof_says_that_a_summand_has_no_index():
    text = "Let $u = y - w x$ and $L = \\frac{1}{2 n} \\sum_{i=1}^n u^2$. Then $\\frac{\\partial L}{\\partial u} = \\frac{1}{n} \\sum_{i=1}^n u$.\n"
    (claim,) = follow(scan(text, ".md"), "notes.md").claims
    assert claim.verdict == "proved"
    assert ("u is the same for every i", "as written") in [(c.text, c.origin) for c in claim.judgement.conditions]


# --- gradients, frames, remarks --------------------------------------------------------------


@pytest.mark.parametrize("gradient", [r"\nabla_{w} J(w)", r"\nabla w J(w)", r"\nabla{w} J(w)"])
def test_a_gradient_may_lack_its_underscore(gradient):
    text = f"Let $J(w) = 3 w^2$. Then $${gradient} = 6 w$$ and $${gradient} = 5 w$$\n"
    assert verdicts(text) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\boxed{\frac{d}{dx} x^2 = 2 x}",
        r"\fbox{$\frac{d}{dx} x^2 = 2 x$}",
        r"\frac{d}{dx} x^2 \textcolor{red}{= 2 x}",
        r"\frac{d}{dx} x^2 = \text{\framebox{$2 x$}}",
        r"\frac{d}{dx} \cdot x^2 = 2 x",
        r"\frac{d}{dx} x^2 = \underbrace{2 x}_{=: g}",
        r"\frac{d}{dx} (1 - x^2) = \textcolor{blue}{-} 2 x",
    ],
)
def test_frames_and_colours_hide_no_claim(claim):
    assert verdicts(f"So\n\n$$\n{claim}\n$$\n") == ["proved"]
    assert verdicts(f"So\n\n$$\n{claim.replace('2 x', '3 x')}\n$$\n") == ["refuted"]


def test_what_follows_a_side_that_was_not_understood_is_not_unread_again():
    text = "Then\n\n$$\\begin{aligned} (a + b)^2 &= a^2 + (2 a b + b^2 \\\\ &= a^2 + 2 a b + b^2 \\\\ &= a^2 + b^2 \\end{aligned}$$\n"
    assert verdicts(text) == ["unread", "undecided", "refuted"]


def test_values_of_things_told_in_words_continue_nothing():
    text = "- At the origin the slope $= 0.5 (1 - 0.5) = 0.25$.\n- Far from it the slope $= 0.9 \\times 0.1 = 0.09$.\n"
    assert verdicts(text) == ["unread", "proved", "unread", "proved"]
    assert verdicts(text.replace("0.25", "0.35")) == ["unread", "refuted", "unread", "proved"]


# --- cases below a name ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim, verdict",
    [
        (r"\frac{\partial p_{k=i}}{\partial s_i} = p_{k=i} - p_i^2", "proved"),
        (r"\frac{\partial p_{k=i}}{\partial s_i} = p_{k=i}", "refuted"),
        (r"\frac{\partial p_{k \not= i}}{\partial s_i} = -p_{k \not= i} \cdot p_i", "proved"),
        (r"\frac{\partial p_{k \ne i}}{\partial s_i} = p_{k \ne i} \cdot p_i", "refuted"),
    ],
)
def test_a_case_may_stand_below_a_name(claim, verdict):
    assert verdicts(f"{SOFTMAX}$${claim}$$\n") == [verdict]
