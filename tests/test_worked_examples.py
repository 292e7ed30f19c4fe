"""Worked examples: numbers given to names for a while, values printed in digits, and rounded values that go on."""

from __future__ import annotations

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.values.digits import formula_of
from symloss.proofs.verify import verify_file
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.statement import Identity, Statement

LOSS = "With the sigmoid let $p = \\sigma(a)$ and $L = -y\\ln p - (1 - y)\\ln(1 - p)$.\n\n"


@pytest.fixture
def judged(tmp_path):
    """Return the verdicts on a document, in order."""

    def run(text):
        path = tmp_path / "note.md"
        path.write_text(text, encoding="utf-8")
        return [claim.verdict for claim in verify_file(path).claims]

    return run


@pytest.mark.long
@pytest.mark.parametrize(
    "opening",
    [
        "Take $a = 1$ and $y = 1$.",
        "Example: $a = 1$, $y = 1$.",
        "**Example.** Take $a = 1$, $y = 1$.",
        "For example, with the logit $a = 1$ and the label $y = 1$:",
        "Let us choose $a = 1$ and $y = 1$.",
    ],
)
def test_what_a_sentence_sets_holds_for_the_example(judged, opening):
    text = LOSS + opening + "\n\nThen $p = \\sigma(1) = %s$ and $L = -\\ln 0.731 = 0.313$.\n\nSo $p - y = %s$.\n"
    assert judged(text % ("0.731", "-0.269")) == ["proved"] * 5
    assert judged(text % ("0.741", "-0.269"))[1] == "refuted"
    assert judged(text % ("0.731", "0.269"))[-1] != "proved"


def test_a_number_beside_other_words_is_one_for_numbers_only(judged):
    text = LOSS + "For $a = 1$ we get $p = 0.731$. The gradient is $p - 1 = %s$.\n"
    assert judged(text % "-0.269")[-1] == "proved"
    assert judged(text % "-0.259")[-1] != "proved"
    case = LOSS + "For $y = 1$ the loss is $L = -\\ln p$. In general $\\frac{dL}{da} = %s$.\n"
    assert judged(case % "p - y")[-1] == "proved"
    assert judged(case % "p - 1")[-1] != "proved"


def test_numbers_change_from_one_example_to_the_next(judged):
    text = LOSS + "Take $a = 2$. Then $p = 0.88$. Now take $a = -2$. Then $p = %s$.\n"
    assert judged(text % "0.12") == ["proved", "proved"]
    assert judged(text % "0.88")[-1] != "proved"


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("sigma(1)*(1 - sigma(1)) ~= 0.731*(1 - 0.731)", "proved"),
        ("sigma(1)*(1 - sigma(1)) ~= 0.732*(1 - 0.732)", "refuted"),
        ("0.1*sigma(1) ~= 0.1*0.731", "proved"),  # on both sides: meant exactly
        ("0.1*sigma(1) ~= 0.1*0.732", "refuted"),
        ("exp(0.5)*2 ~= 2*1.65", "proved"),
        ("-ln(sigma(2)) ~= -ln(0.88)", "proved"),
        ("-ln(sigma(2)) ~= -ln(0.89)", "refuted"),
        ("0.1*sigma(1) ~= 0.1*0.7", "undecided"),  # 0.73 is printed as 0.7, but so is much else
        ("0.01*ln(2) ~= 5.677 - 5.671", "undecided"),  # they nearly cancel: the digits leave much choice
        ("ln(2) ~= 0.6931*exp(0.00)", "proved"),
        ("sign(0.001) ~= sign(0.00)", "undecided"),
    ],
)
def test_a_formula_of_printed_numbers(claim, word):
    statement = Statement(Scope(), Identity(read(claim, Scope())))
    assert judge(statement).word == word


@pytest.mark.parametrize(
    ("claim", "formula"),
    [
        ("ln(3) ~= 1.099*2", "1.099*2"),
        ("0.5*0.5 ~= 0.26*0.9", None),  # both are arithmetic
        ("sigma(0.4) ~= 1/(1 + 0.67)", "1/(1 + 0.67)"),
        ("ln(3) ~= 1.099", None),  # a number is judged by its own digits
        ("ln(3)*0.5 ~= 0.5*ln(3)", None),
    ],
)
def test_which_side_is_the_formula(claim, formula):
    found = formula_of(read(claim, Scope()))
    assert (None if found is None else str(found)) == formula
