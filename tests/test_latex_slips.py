"""What LaTeX prints otherwise than everybody reads it: words in italics, and a minus that has no braces."""

import pytest

from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    "formula",
    [
        r"x^-1 = \frac{1}{x}",
        r"10^-2 = 0.01",
        r"e^-x = \frac{1}{e^x}",
        r"e^-{x} e^x = 1",
        r"e^-{\frac{x}{2}} = \frac{1}{\sqrt{e^x}}",
        r"e^-\frac{x}{2} = \frac{1}{\sqrt{e^x}}",
        r"\frac{1}{1 + e^-x} = \frac{e^x}{1 + e^x}",
    ],
)
def test_a_minus_above_takes_what_stands_right_behind_it(formula):
    assert verdicts(f"$${formula}$$\n") == ["proved"]


@pytest.mark.parametrize("wrong", [r"e^-x = -e^x", r"x^-1 = \frac{2}{x}", r"e^-{x} = e^x"])
def test_a_false_equation_with_such_a_minus_is_refuted(wrong):
    assert verdicts(f"$${wrong}$$\n") == ["refuted"]


@pytest.mark.parametrize("open_", [r"e^-xy = \frac{1}{e^{xy}}", r"e^-2x = 1", r"e^-(x) = \frac{1}{e^x}"])
def test_how_far_a_minus_reaches_is_not_guessed(open_):
    (claim,) = claims(f"$${open_}$$\n")
    assert claim.verdict == "unread"
    assert "minus" in claim.judgement.message


def test_a_minus_that_is_a_mark_stays_one():
    text = "Let $\\gamma^-$ and $c$ be numbers with $\\gamma^- = 2 c$.\n\n$$\\gamma^- c = 2 c^2$$\n"
    assert verdicts(text) == ["proved"]


ENTRY = "Let $u_i = \\sum_k a_{ik} v_k$.\n\n"


def test_a_bare_if_behind_a_comma_is_a_word():
    formula = r"\frac{\partial v_i}{\partial v_j} = 0, if \ i \neq j"
    assert verdicts(f"{ENTRY}$${formula}$$\n") == ["proved"]
    assert verdicts(f"{ENTRY}$${formula.replace('0', '2 v_i')}$$\n") == ["undecided"]
    assert verdicts(f"{ENTRY}$${formula.replace('neq', 'geq')}$$\n") != ["proved"]


def test_i_f_within_a_formula_is_a_product():
    assert verdicts("Let $i$ and $f$ be numbers.\n\n$$2 if = if + if$$\n") == ["proved"]


SQUARE = "Let $L = \\log(w^2 + 1)$.\n\n"


@pytest.mark.parametrize("slope", [r"\frac{\partial}{w} L", r"\frac{\partial L}{w}", r"\dfrac{\partial}{w}(L)"])
def test_below_a_partial_stands_what_it_is_by_though_its_own_sign_is_left_out(slope):
    assert verdicts(f"{SQUARE}$${slope} = \\frac{{2 w}}{{w^2 + 1}}$$\n") == ["proved"]
    assert verdicts(f"{SQUARE}$${slope} = \\frac{{w}}{{w^2 + 1}}$$\n") == ["refuted"]


def test_braces_around_an_index_are_none_of_the_formula():
    assert verdicts("$$(a{_1} + a{_2})^2 = a_1^2 + 2 a_1 a{_2} + a_2^2$$\n") == ["proved"]
    assert verdicts("$$(a{_1} + a{_2})^2 = a_1^2 + a_1 a{_2} + a_2^2$$\n") == ["refuted"]
    assert verdicts("$$x{^2} x = x^3$$\n") == ["proved"]


def test_a_norm_whose_second_bars_open_again():
    text = "Let $x \\in \\mathbb{R}^n$.\n\n"
    assert verdicts(f"{text}$$\\lVert x \\lVert^2 = x^T x$$\n") == ["proved"]
    assert verdicts(f"{text}$$\\lVert x \\lVert^2 = 2 x^T x$$\n") == ["refuted"]
    assert verdicts("$$\\lvert a \\lvert \\, \\lvert b \\lvert = \\lvert a b \\lvert$$\n") == ["proved"]


def test_a_sign_at_the_end_of_a_row_and_again_at_the_start_of_the_next_is_one():
    rows = r"\begin{{aligned}} (a + b)^2 &= \\ &= a^2 + 2 a b + b^2 = \\ &= {} \end{{aligned}}"
    assert verdicts(f"$${rows.format('a (a + 2 b) + b^2')}$$\n") == ["proved", "proved"]
    assert verdicts(f"$${rows.format('a (a + b) + b^2')}$$\n") == ["proved", "refuted"]


def test_a_formula_that_breaks_off_with_a_sign_goes_on_in_the_next_one():
    assert verdicts("$$(a + b)^2 =$$\n$$= a^2 + 2 a b + b^2$$\n") == ["proved"]
    assert verdicts("We have $(a + b)^2 =$ $a^2 + b^2$.\n") == ["refuted"]
    assert verdicts("$$(a + b)^2 =$$\nand thus\n$$= a^2 + 2 a b + b^2$$\n") == ["unread", "undecided"]
    assert verdicts("To be found is $(a + b)^2 =$\n\n$a^2 + b^2$ is another number.\n") == ["unread"]
    assert verdicts("$$(a + b)^2 \\le$$\n$$= a^2 + 2 a b + b^2$$\n")[0] == "unread"


def test_the_star_of_an_environment_may_be_escaped():
    assert verdicts("$$\\begin{align\\*} (a + b)^2 &= a^2 \\\\ &+ 2 a b + b^2 \\end{align\\*}$$\n") == ["proved"]


@pytest.mark.parametrize("differential", ["dx", r"\mathrm{d} x", "d x"])
def test_what_is_integrated_may_stand_behind_its_differential(differential):
    assert verdicts(f"$$\\int_0^1 {differential} \\, x^2 = \\frac{{1}}{{3}}$$\n") == ["proved"]
    assert verdicts(f"$$\\int_0^1 {differential} \\, x^2 = \\frac{{1}}{{2}}$$\n") == ["refuted"]
    assert verdicts(f"$$\\int_0^1 {differential} + 1 = 2$$\n") == ["proved"]
    assert verdicts(f"$$\\int_0^1 x \\, {differential} \\cdot 2 = 1$$\n") == ["proved"]


@pytest.mark.parametrize("total", [r"{\sum_{k=1}}^n", r"{\sum}_{k=1}^n", r"{\sum_{k=1}^{n}}", r"{\sum\limits_{k=1}}^n"])
def test_an_operator_in_braces_acts_on_what_follows(total):
    assert verdicts(rf"We have $${total} 2 a_k = 2 \sum_{{k=1}}^n a_k$$" + "\n") == ["proved"]
    assert verdicts(rf"We have $$3 + {total} (a_k + 1) = 3 + n + \sum_{{k=1}}^n a_k$$" + "\n") == ["proved"]
    assert verdicts(rf"We have $${total} 2 a_k = 3 \sum_{{k=1}}^n a_k$$" + "\n") == ["refuted"]


def test_braces_that_say_more_than_an_operator_stay():
    assert verdicts("We have $$\\frac{1}{{\\prod_{k=1}^3 k}} = \\frac16$$\n") == ["proved"]
    assert verdicts("We have $$\\frac{\\sum_{k=1}^3}{2} k = 3$$\n") == ["unread"]
