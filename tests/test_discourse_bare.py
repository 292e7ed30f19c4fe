"""A display without a sign directly below a chain goes on with it: it is proved, or left open, never refuted."""

import pytest

from tests.notes import verdicts

CHAIN = r"""$$(a + b)^2 = a^2 + 2 a b + b^2$$

$$%s$$
"""


@pytest.mark.parametrize(
    ("below", "expected"),
    (
        (r"a (a + 2 b) + b^2", ["proved", "proved"]),
        (r"a (a + b) + b^2", ["proved", "undecided"]),
        (r"a", ["proved"]),
        (r"2", ["proved"]),
    ),
)
def test_a_display_without_a_sign_goes_on(below, expected):
    assert verdicts(CHAIN % below) == expected


def test_the_next_display_goes_on_from_there():
    text = (CHAIN % "a (a + 2 b) + b^2") + "\n$$b (b + 2 a) + a^2$$\n\n$$= (b + a)^2$$\n"
    assert verdicts(text) == ["proved"] * 4


@pytest.mark.parametrize(
    "text",
    (
        "$$(a + b)^2 = a^2 + 2 a b + b^2$$\n\nThe next term is\n\n$$a b + b$$\n",
        "We know $(a + b)^2 = a^2 + 2 a b + b^2$.\n\n$$a b + b$$\n",
        "$$(a + b)^2 = a^2 + 2 a b + b^2$$\n\n# Next\n\n$$a b + b$$\n",
    ),
)
def test_a_display_after_words_is_only_mentioned(text):
    assert verdicts(text) == ["proved"]
