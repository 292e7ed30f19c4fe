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
