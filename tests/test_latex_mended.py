r"""Notation that is written otherwise than LaTeX wants it, and read as it is meant."""

import pytest

from tests.notes import verdicts


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\frac{\exp^{x} * \exp^{y}}{\exp^{z}} = \exp^{x + y - z}", ("- z}", "+ z}")),
        (r"\exp^2(x) = \exp(2 x)", ("2 x", "x + 2")),
        (r"\sum_{i=1}^n \left\\{ a_i + b_i \right\\} = \sum_{i=1}^n a_i + \sum_{i=1}^n b_i", ("{ a_i + ", "{ a_i - ")),
        (r"sum_{i=1}^n 2 a_i = 2 \sum_{i=1}^n a_i", ("= 2", "= 3")),
        (r"k \cdot {}_n C_k = n \cdot {}_{n-1}\mathrm{C}_{k-1}", ("= n", "= k")),
        (r"a \bigodot b = b \bigodot a", ("= b", "= -b")),
    ],
)
def test_it_is_read_as_it_is_meant(right, wrong):
    assert verdicts(f"With $a, b \\in \\mathbb{{R}}^n$ it is\n\n$${right}$$") == ["proved"]
    assert verdicts(f"With $a, b \\in \\mathbb{{R}}^n$ it is\n\n$${right.replace(*wrong)}$$")[0] not in (
        "proved",
        "unread",
    )


def test_a_starred_name_is_transposed():
    note = r"With $w^*, x \in \mathbb{R}^n$ let $b^* = y - w^{*\top} x$. Then $$w^{*T} x + b^* = y$$"
    assert verdicts(note) == ["proved"]
    assert verdicts(note.replace("x + b^*", "x - b^*")) == ["refuted"]


def test_a_word_in_other_letters_is_the_name_of_what_it_equals():
    """The word was left out, and `= 0.0` continued the display before it."""
    text = "$$f = 2$$\n\nand\n\n$$\\text{коэффициент} = 0.0$$\n\n$$\\text{误差} = y - t$$\n\n$$\\text{误差} + t = y$$\n"
    assert verdicts(text) == ["proved"]
    assert "refuted" in verdicts(text.replace("+ t = y", "+ t = y + 1"))


@pytest.mark.parametrize(
    ("interval", "claim", "verdict"),
    [
        ("]-1, 1[", "x^2 < 1", "proved"),
        ("]-1, 1]", "x^2 < 1", "undecided"),
        ("[0, 1[", "x < 1", "proved"),
        ("[0, 1[", "x > 0", "undecided"),
        ("]0; 1]", "x > 0", "proved"),
        (r"]0, +\infty[", "|x| = x", "proved"),
    ],
)
def test_open_ends_as_much_of_europe_writes_them(interval, claim, verdict):
    found = verdicts(f"Let $x \\in {interval}$. Then ${claim}$.")
    assert found == [verdict] or (verdict == "undecided" and found == ["conditional"])


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\partial_x^2 (x^3) = 6 x", "proved"),
        (r"\partial^2_x (x^3) = 6 x", "proved"),
        (r"\partial_x^2 (x^3) = 3 x^2", "refuted"),
        (r"\partial_x^2 \ln x = -\frac{1}{x^2}", "proved"),
        (r"\left.2 x \right|_{x = 3} = 6", "proved"),
        (r"\left.2 x \right|_{x = 3} = 0.6", "refuted"),
    ],
)
def test_orders_above_a_short_derivative_and_numbers_behind_a_dot_of_left(claim, verdict):
    assert verdicts(f"$${claim}$$") == [verdict]
