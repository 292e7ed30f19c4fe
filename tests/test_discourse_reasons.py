"""Reasons: "since a = 1, [this]", "[this] because a = 1" are conditions of what they are given for."""

import pytest

from tests.notes import claims, verdicts

BEHIND = ["since", "because", "as", ", because", "da", "weil", "car", "porque", "，因为"]
BEFORE = [
    "As $a = 1$, we have",
    "Since $a = 1$,",
    "Comme $a = 1$, on a",
    "Como $a = 1$,",
    "因为 $a = 1$，",
    "Da $a = 1$, gilt",
]
POSTPOSED = ["なので", "のとき", "の場合", "时，有", "일 때", "이므로"]


@pytest.mark.parametrize("word", BEHIND)
def test_a_reason_behind_a_claim(word):
    """True claims were refuted."""
    note = f"We have $a b = b$ {word} $a = 1$."
    (claim,) = claims(note)
    assert claim.verdict == "proved"
    assert verdicts(note.replace("= b$", "= 2 b$")) == ["refuted"]
    assert verdicts(note.replace("a = 1", "a = 2")) == ["refuted"]


@pytest.mark.parametrize("words", BEFORE)
def test_a_reason_before_a_claim(words):
    """The claim was lost, or its condition was not seen."""
    assert verdicts(f"{words} $a b = b$.") == ["proved"]
    assert verdicts(f"{words} $a b = 2 b$.") == ["refuted"]


@pytest.mark.parametrize("words", POSTPOSED)
def test_a_condition_whose_word_stands_behind_it(words):
    assert verdicts(f"$y = 1${words} $-y \\ln p = -\\ln p$") == ["proved"]
    assert verdicts(f"$y = 0${words} $-y \\ln p = -\\ln p$")[0] != "proved"


@pytest.mark.parametrize(
    "reason",
    [r"\text{since } v = 1", r"(\text{as } v = 1)", r"(\because v = 1)", r"\because v = 1", r"\text{car } v = 1"],
)
def test_a_reason_in_the_formula(reason):
    assert verdicts(f"$$ u v = u \\quad {reason} $$") == ["proved"]
    assert verdicts(f"$$ u v = 2 u \\quad {reason} $$") == ["refuted"]


def test_a_reason_that_is_claimed_is_judged():
    assert verdicts("$$ \\ln e^x = x \\quad \\text{since } e^x > 0 $$") == ["proved", "proved"]
    assert verdicts("$$ \\ln e^x = x \\quad \\text{since } e^x < 0 $$")[1] != "proved"
    assert verdicts("We have $\\ln e^x = x$, because $e^x < 0$.")[1] != "proved"


@pytest.mark.parametrize("note", ["Since $a = b$, $a + b = 2 a$.", "We have $a + b = 2 a$ as $a = b$."])
def test_names_that_are_equal_here(note):
    assert verdicts(note) == ["proved"]
    assert verdicts(note.replace("= 2 a", "= 3 a")) != ["proved"]


def test_a_sum_that_is_the_reason():
    note = "We have $\\sum_i y_i p = p$ because $\\sum_i y_i = 1$."
    assert verdicts(note) == ["proved"]
    assert verdicts(note.replace("= p$", "= -p$")) == ["refuted"]


def test_written_as_gives_no_reason():
    assert verdicts("We can write $a b + a = 2 a$ as $b = 1$.") != ["proved"]


def test_as_something_goes_somewhere():
    note = "$$\\frac{\\sin x}{x} \\to 1 \\text{ as } x \\to 0$$"
    assert verdicts(note) == ["proved"]
    assert verdicts(note.replace("to 1", "to 0")) == ["refuted"]


@pytest.mark.parametrize(
    ("note", "right", "wrong"),
    [
        ("$f(x) = x^2$ とおくと、$f'(x) = @$ となる。", "2x", "3x"),
        ("$f(x) = x^2$ とする。したがって $f'(1) = @$。", "2", "3"),
        ("$f(x) = x^2$라고 하자. 따라서 $f'(x) = @$이다.", "2x", "3x"),
        ("ここで、$z = w x + b$ とする。$\\frac{\\partial z}{\\partial w} = @$ である。", "x", "w"),
        ("$a = 2$ とすると $a^2 = @$ である。", "4", "5"),
    ],
)
def test_definitions_and_conclusions_in_japanese_and_korean(note, right, wrong):
    assert verdicts(note.replace("@", right)) == ["proved"]
    assert verdicts(note.replace("@", wrong)) == ["refuted"]


@pytest.mark.parametrize(
    "note",
    [
        "Let $x > 1$. Then $x > 0$ and $x > 2$.",
        "Sei $x > 1$. Dann $x > 0$ und $x > 2$.",
        "Soit $x > 1$. Alors $x > 0$ et $x > 2$.",
        "Sea $x > 1$. Entonces $x > 0$ y $x > 2$.",
        "设 $x > 1$。则 $x > 0$，$x > 2$。",
        "$x > 1$ とする。よって $x > 0$、$x > 2$。",
    ],
)
def test_what_is_concluded_is_claimed_in_every_language(note):
    """It was an assumption in all languages but English."""
    assert verdicts(note)[0] == "proved"
    assert "proved" not in verdicts(note)[1:]
