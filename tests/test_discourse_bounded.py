r"""Functions of which a text says what they are for some arguments only: "for x >= 0, f(x) = x"."""

import pytest

from tests.notes import verdicts

SAID = [
    "For $x \\ge 0$: $f(x) = x$.",
    "Para $x \\ge 0$: $f(x) = x$.",
    "For positive $x$ we have $f(x) = x$.",
    "We set $f(x) = x$ for $x \\ge 0$.",
    "Sei $f(x) = x$ für $x \\ge 0$.",
    "Si $x \\ge 0$, $f(x) = x$.",
    "Let $f(x) = x \\quad (x \\ge 0)$.",
]


@pytest.mark.parametrize("said", SAID)
def test_other_arguments_are_left_open(said):
    assert verdicts(f"{said}\n\nHence $f(-1) = -1$.\n") == ["undecided"]
    assert verdicts(f"{said}\n\nHence $f(-1) = 0$.\n") == ["undecided"]


def test_what_another_sentence_says_of_the_rest_is_not_refuted():
    text = "For $x \\ge 0$: $f(x) = x$.\n\nFor $x < 0$: $f(x) = 0$.\n\nHence $f(-2) = 0$ and $f(-1) = -1$.\n"
    assert set(verdicts(text)) == {"undecided"}


def test_arguments_within_the_bounds_are_known():
    text = "For $x > 0$, let $f(x) = \\ln x$.\n\n$$f'(x) = \\frac1x$$\n\n$$f(1) = 0$$\n\n$$f(x) + f(x) = 2 \\ln x$$\n"
    assert verdicts(text) == ["proved", "proved", "proved"]
    assert "proved" not in verdicts(text.replace("\\frac1x", "x").replace("2 \\ln", "3 \\ln").replace("= 0", "= 1"))


@pytest.mark.parametrize("word", ["If", "Se", "Wenn", "Si", "For"])
def test_an_entry_off_the_diagonal_says_nothing_of_those_on_it(word):
    diagonal = f"* {word} $k = l: R(k, k) = p_{{k}}(1 - p_{{k}})$\n"
    others = f"* {word} $k \\ne l: R(k, l) = -p_{{k}} p_{{l}}$\n"
    assert "refuted" not in verdicts(diagonal + others)
    assert "proved" not in verdicts(others + "\nHence $R(2, 2) = -p_2 p_2$.\n")


@pytest.mark.parametrize(
    "said", ["Let $f(x) = x, x \\ge 0$.", "$f(x) = x$, $x \\ge 0$.", "$f(x) = x$ with $x \\ge 0$."]
)
def test_bounds_in_the_formula_that_defines(said):
    assert verdicts(f"{said}\n\nHence $f(-1) = -1$.\n") == ["undecided"]
    assert verdicts(f"{said}\n\nHence $f(2) = 2$.\n") == ["proved"]


@pytest.mark.parametrize(("first", "last"), [("1", "n"), ("2", "n")])
def test_a_sum_within_the_bounds(first, last):
    text = f"Let $f(i) = 2 i$ for $i = 1, \\dots, n$.\n\n$$\\sum_{{i={first}}}^{{{last}}} f(i) = %s$$\n"
    assert verdicts(text % "n (n + 1)") == ["proved" if first == "1" else "refuted"]
