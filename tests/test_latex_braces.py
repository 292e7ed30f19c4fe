r"""Braces that change nothing: what they hold is read as it is without them."""

import pytest

from tests.notes import claims, verdicts

RAMP = r"\left\{{\begin{array}{rcl}0&{\mbox{if}}&a<0\\a&{\mbox{if}}&a\geq 0\end{array}}\right."


@pytest.mark.parametrize(
    "braces", [r"{\displaystyle %s}", "{%s}", r"{\displaystyle %s}.", "{{%s}}", r"\,{%s}\,", r"{\large %s}"]
)
def test_a_formula_in_braces_is_a_claim(braces):
    """It was skipped: no claim at all."""
    assert verdicts(f"$${braces % '1 + 1 = 2'}$$") == ["proved"]
    assert verdicts(f"$${braces % '1 + 1 = 3'}$$") == ["refuted"]


def test_braces_that_hold_a_side_stay():
    assert verdicts(r"$${2}^{3} = {8}$$") == ["proved"]
    assert verdicts(r"$${2 + 1} \cdot {2} = {6}$$") != ["proved"]


@pytest.mark.parametrize(
    "cases",
    [
        RAMP,
        r"{\begin{cases}0&{\text{if }}a<0\\a&{\text{if }}a\geq 0\end{cases}}",
        r"\left\{\begin{array}{rcl}0&\mbox{si}&a<0\\a&\mbox{si}&a\geq 0\end{array}\right.",
    ],
)
def test_cases_whose_word_or_whole_stands_in_braces(cases):
    text = f"Let $$\\phi(a)={cases}$$ Then $\\phi(3) = 3$, $\\phi(-3) = 0$."
    assert verdicts(text) == ["proved", "proved"]
    assert "proved" not in verdicts(text.replace("(3) = 3", "(3) = 0").replace("(-3) = 0", "(-3) = -3"))


def test_cases_of_a_derivative():
    slope = RAMP.replace("a&{", "1&{").replace(r"\geq", ">")
    text = f"$${{\\displaystyle \\phi(a)={RAMP}}}$$\n\n$${{\\displaystyle \\phi'(a)={slope}}}$$\n"
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace(r"\\1&", r"\\2&")) == ["refuted"]


@pytest.mark.parametrize("reason", ["a > 0", r"\ln(a b) = \ln a + \ln b"])
def test_a_reason_in_brackets_is_a_reason(reason):
    """`(\\because ...)` was a condition that nobody understood."""
    text = f"$$\\ln(x y) = \\ln x + \\ln y \\quad (\\because {reason})$$"
    found = claims(text)
    assert found[0].verdict == "proved"
    assert verdicts(text.replace("= \\ln x +", "= \\ln x -", 1))[0] == "refuted"


def test_a_sign_in_braces_is_the_sign():
    assert verdicts("$$1 {+} 1 {=} 2$$") == ["proved"]
    assert verdicts("$$1 {+} 1 {=} 3$$") == ["refuted"]
