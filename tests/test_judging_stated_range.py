"""Where the text says where a number lies, a proof that leaves out points of that is one on a condition."""

import pytest

from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("For real $a \\ne 0$ we have $\\ln(a^2) = 2 \\ln a$.", "a > 0"),
        ("Let $a < 3$. Then $\\ln(a^2) = 2 \\ln a$.", "a > 0"),
        ("For all real $a$ we have $\\sqrt{a^2} = \\sqrt{a}^2$.", "a >= 0"),
        ("For all $a \\in \\mathbb{R}$, $e^{\\ln a} = a$.", "a > 0"),
        ("$\\sqrt{a b} = \\sqrt{a} \\sqrt{b}$ for all real numbers $a$, $b$.", "a >= 0"),
        ("For $0 \\le p \\le 1$ we have $\\frac{p}{p} = 1$.", "p != 0"),
    ],
)
def test_a_point_within_with_a_value_of_one_side_is_a_condition(text, condition):
    claim = claims(f"{text}\n")[-1]
    assert claim.verdict == "conditional"
    assert condition in [c.text for c in claim.judgement.conditions]
    assert "undefined" in (claim.judgement.witness.left, claim.judgement.witness.right)


@pytest.mark.parametrize(
    "text",
    [
        "Let $a > 0$. Then $\\ln(a^2) = 2 \\ln a$.",
        "We have $\\ln(a^2) = 2 \\ln a$.",
        "Let $a \\in \\mathbb{R}$. Then $\\frac{d}{da} \\ln a = \\frac1a$.",
        "For $0 \\le p \\le 1$ we have $-\\ln p = \\ln \\frac1p$.",
        "For all real $a$ we have $\\ln(e^a) = a$.",
        "Let $x > 0$. Then $\\frac{d}{dx} \\ln f(x) = \\frac{f'(x)}{f(x)}$.",
        "Let $c > 0$ and $L = |x| - c$. Then $\\frac{\\partial L}{\\partial x} = \\frac{x}{|x|}$.",
        "For $x \\ge 0$ we have $\\frac{d}{dx} \\sqrt{x} = \\frac{1}{2 \\sqrt{x}}$.",
    ],
)
def test_what_both_sides_lack_is_none(text):
    assert verdicts(f"{text}\n")[-1] == "proved"
