"""Names that stand for anything again: "for all x", "a and b are arbitrary"."""

import pytest

from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    ("note", "condition"),
    [
        (r"Let $u = 3$. Then $u^2 = 9$. So $u^2 = 9$ for every $u$.", "u = 3"),
        ("We assume $u = v$. So $u - v = 0$.\n\nNow $u$ and $v$ are arbitrary. Again $u - v = 0$.", "u = v"),
        ("Let $u > 0$. Then $|u| = u$.\n\nNow let $u$ be any real number. Then $|u| = u$.", "u >= 0"),
    ],
)
def test_what_is_said_of_all_values_does_not_follow_from_what_was_supposed_of_one(note, condition):
    found = claims(note + "\n")[-1]
    assert (found.verdict, [c.text for c in found.judgement.conditions]) == ("conditional", [condition])


def test_a_number_of_the_text_is_none_of_what_is_said_of_all_values():
    assert verdicts("Let $u = 3$. For all real numbers $u$, $u^2 = 3u$.\n") == ["undecided"]
    assert verdicts("Let $u = 3$. Then $u^2 = 3u$.\n") == ["proved"]
    assert verdicts("Assume $u = 1$. Then $u^2 = u$. Hence $u^2 = u$ for all $u$.\n") == ["proved", "undecided"]


@pytest.mark.parametrize(
    "note",
    [
        r"Let $u > 0$. Then $\sqrt{u^2} = u$ for all $u$.",  # for all such u
        r"Let $w = 2$. Then $w u = 2 u$ for all $u$.",
        r"Suppose $u = v$. Then $u c = v c$ for all $c$.",
        r"Let $y$ be one-hot. For all $k$ we have $y_k^2 = y_k$.",
        r"Let $u$ be any number with $u = 2$. Then $u^2 = 4$.",
    ],
)
def test_what_is_supposed_of_others_stays(note):
    assert verdicts(note + "\n") == ["proved"]
