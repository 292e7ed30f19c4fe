"""Labels of a letter are part of its name, whatever they are made of; none is dropped."""

import pytest

from tests.notes import claims

FIRST = ("post,1", "(a)", "x.1", "50\\%", "in/out", "x'", "x*", "é", "中", "t+1", "if a", "$i$")
SECOND = ("post,2", "(b)", "x.2", "95\\%", "out/in", "x''", "x", "è", "文", "t-1", "if b", "$j$")


@pytest.mark.parametrize(("first", "second"), list(zip(FIRST, SECOND, strict=True)))
@pytest.mark.parametrize("command", ["text", "mbox", "textrm"])
@pytest.mark.parametrize("letter", ["a", r"\hat{a}", r"\mathcal{L}"])
def test_letters_with_other_labels_are_other_letters(first, second, command, letter):
    for left, right in ((first, second), (first, None), (second, None)):
        one, other = (letter if text is None else rf"{letter}_{{\{command}{{{text}}}}}" for text in (left, right))
        found = claims(f"We have $$x y + {one} = {other} + x y$$\n")
        assert [c.verdict for c in found] in (["undecided"], ["unread"], [])


@pytest.mark.parametrize("label", FIRST[:8])
def test_letters_with_one_label_are_one(label):
    one = rf"a_{{\text{{{label}}}}}"
    assert [c.verdict for c in claims(f"We have $$x y + {one} = {one} + y x$$\n")] == ["proved"]
    assert [c.verdict for c in claims(f"Let ${one} = 3 b$. We have $${one} + b = 4 b$$\n")] == ["proved"]


def test_a_label_above_and_below():
    text = r"Let $\sigma^2_{\text{post,2}} = \frac16$. Then $$m = 3 \sigma^2_{\text{post,2}} = \frac12$$"
    assert [c.verdict for c in claims(text + "\n")] == ["proved"]


@pytest.mark.parametrize("sign", ["²", "+", "^2", "%", "'", " 2. "])
def test_signs_in_words_are_not_passed_over(sign):
    found = [c.verdict for c in claims(rf"We have $$u + x\text{{{sign}}} = x + u$$" + "\n")]
    assert found in (["unread"], ["refuted"])


def test_remarks_beside_a_formula_are():
    for remark in (" (1)", ", ", " (for all of them)"):
        assert [c.verdict for c in claims(rf"We have $$u + x = x + u \text{{{remark}}}$$" + "\n")] == ["proved"]
