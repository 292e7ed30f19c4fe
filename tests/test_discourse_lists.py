"""Derivations whose steps are the items of a list, one display each."""

import pytest

from tests.notes import verdicts

FIRST = "$$ (a + b)^2 = (a + b)(a + b) $$"
STEPS = [FIRST, "$$ = a^2 + 2 a b + b^2 $$", "$$ = a^2 + b (2 a + b) $$"]


def note(steps, marks=("-", "-", "-"), between="\n"):
    return "".join(f"{mark} {step}\n{between}" for mark, step in zip(marks, steps, strict=False))


@pytest.mark.parametrize("marks", [("-", "-", "-"), ("*", "*", "*"), ("1.", "2.", "3.")])
@pytest.mark.parametrize("between", ["", "\n"])
def test_a_display_in_an_item_goes_on_from_the_one_before(marks, between):
    assert verdicts(note(STEPS, marks, between)) == ["proved"] * 3
    wrong = [FIRST, STEPS[1], STEPS[2].replace("2 a +", "2 a -")]
    assert verdicts(note(wrong, marks, between)) == ["proved", "proved", "refuted"]


def test_words_or_conditions_in_an_item_say_what_it_is_about():
    assert verdicts(note([FIRST, "Cubed: $$ = a^3 $$"])) == ["proved", "unread"]
    cases = ["$$ s = 1 \\quad \\text{if } x > 0 $$", "$$ = 0 \\quad \\text{if } x < 0 $$"]
    assert "refuted" not in verdicts(note(cases))


def test_an_item_does_not_go_on_from_a_text_before_the_list():
    assert verdicts(f"{FIRST}\n\nThe values:\n\n- $$ = a^2 $$\n") == ["proved", "unread"]
