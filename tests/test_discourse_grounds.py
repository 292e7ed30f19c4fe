"""A refutation needs a reason: the claim with one slip undone is proved, or its letters are whatever they are."""

import pytest

from tests.notes import claims, verdicts

NEURON = "Let $a = \\sigma(z)$ with the sigmoid $\\sigma$, $z = w x + b$ and $C = \\frac12 (a - y)^2$. Then\n\n"


@pytest.mark.parametrize(
    ("claim", "repair"),
    [
        (r"\frac{dC}{dw} = (a - y) a (1 + a) x", r"(a - y) a \cdot (1 - a) x"),  # a sign
        (r"\frac{dC}{dw} = (y - a) a (1 - a) x", r"-(y - a) a \cdot (1 - a) x"),
        (r"\frac{dC}{db} = (a - y)", r"\frac{da}{db} (a - y)"),  # the inner derivative
        (r"\frac{dC}{dw} = (a - y) a (1 - a)", r"x ((a - y) a \cdot (1 - a))"),
        (r"\frac{dC}{dw} = (a - y) a (1 - a) b", r"(a - y) a \cdot (1 - a) x"),  # another letter
        (r"\frac{dC}{da} = 2 (a - y)", r"a - y"),  # a factor too many
        (r"\frac{da}{dz} = \frac{a}{1 - a}", r"a \cdot (1 - a)"),  # a fraction line
        (r"\frac{d^2 C}{da^2} = a - y", r"\frac{dC}{da} = a - y"),  # a derivative too many
    ],
)
def test_a_slip_is_found_where_the_claim_without_it_is_proved(claim, repair):
    (found,) = claims(f"{NEURON}$${claim}$$\n")
    assert found.verdict == "refuted" and found.judgement.witness is not None
    assert found.help == f"`{repair}` is proved"


@pytest.mark.parametrize(
    "claim",
    [
        r"\frac{dC}{dw} = x^3 + \cos(b)",  # nothing like it is true
        r"a = \tanh(b)",
        r"C = w x",
    ],
)
def test_what_no_slip_explains_is_left_open_with_the_point_where_it_fails(claim):
    (found,) = claims(f"{NEURON}$${claim}$$\n")
    assert found.verdict == "undecided" and found.judgement.witness is not None
    assert "no slip explains it" in found.judgement.message


@pytest.mark.long
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("(u + v)^2 = u^2 + v^2", "refuted"),  # of whatever u and v are
        ("u v + v^2 = (u + v) v + v", "refuted"),
        (r"\frac{d}{du} u^5 = 3 u^7", "refuted"),
        ("2 + 2 = 5", "refuted"),
        ("u + 3 v = w", "undecided"),  # says what w is, or u, or v
        (r"3 \cdot 0.6^t < 0.001", "undecided"),  # for which t?
    ],
)
def test_letters_that_both_sides_have_need_no_meaning(claim, verdict):
    assert verdicts(f"We see that\n\n$${claim}$$\n") == [verdict]


def test_a_function_that_the_text_gives_by_a_formula_of_its_argument_needs_no_other_meaning():
    text = "Let $g(z) = \\frac{1}{1 + e^{-z}}$. Then\n\n"
    assert verdicts(f"{text}$$g'(z) = 1 - (1 + g(z)) z$$\n") == ["refuted"]
    assert verdicts("Let $g(z) = \\frac{c}{1 + e^{-z}}$. Then\n\n$$g'(z) = 1 - (1 + g(z)) z$$\n") == ["undecided"]


def test_that_nothing_is_nothing_is_no_sign_of_a_slip():
    """The derivative of a constant is zero, and so is twice the difference of what is the same."""
    text = "Let $p = c^2$ and $q = 2 c^2$. Then "
    assert verdicts(f"{text}$\\frac{{dp}}{{dz}} = (q - 2 p) + x$.\n") == ["undecided"]


def test_a_sum_over_what_stands_twice_is_no_slip():
    """In the sums of Einstein a letter below two factors is summed over."""
    assert verdicts("We use $\\delta_{ik} \\delta_{il} = \\delta_{kl}$.\n") != ["refuted"]
    assert verdicts("Then $\\delta_{jk} \\delta_{il} A_{ji} = A_{kl}$.\n") != ["refuted"]


def test_what_defines_a_name_is_not_made_of_that_name():
    """m(c) = S/(n + c) = n m/(n + c): the m of the right side is another one, that of c = 0."""
    text = r"The estimate is $m = \frac{1}{n+c} \sum_{i=1}^n y_i = \frac{n}{n+c} m$."
    assert "refuted" not in verdicts(text)


def test_a_chain_that_is_right_again_blames_the_step_that_no_slip_explains():
    text = r"Let $f = u^2$. Then $\frac{df}{du} = @ = 2 u$."
    assert verdicts(text.replace("@", r"\cos(u) + u"))[0] == "refuted"
    assert verdicts(text.replace("@", r"\cos(u) + w"))[0] == "undecided"  # of a w that nothing is said of


def test_an_open_claim_tells_what_is_left_where_all_has_a_value():
    text = "Let $p_n = P(Y_n > 1)$.\n\n$$p_n^{y_n} = q_n^{y_n} P(Y_n < 0)$$\n"
    assert claims(text)[-1].verdict == "undecided"
    assert claims(text)[-1].judgement.message.startswith("left - right comes out as")
