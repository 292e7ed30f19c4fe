"""Printed digits in the kernel: what a formula of rounded numbers may be printed as, and what it may not."""

from __future__ import annotations

import pytest

from symloss.claims import judge_claim
from symloss.kernel.judge import judge
from tests.claims import claim, scope


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # sigma(1) = 0.731058...: an author who goes on with it prints 2*(sigma(1) - 1) = -0.53788... so
        ("(0.7311 - 1)*2 ~= -0.5379", "undecided"),
        ("(0.7311 - 1)*2 ~= -0.5378", "proved"),
        ("(0.7311 - 1)*2 ~= -0.5385", "refuted"),
        ("(0.7311 - 1)*2 ~= 0.5379", "refuted"),
        ("-ln(0.7311) ~= 0.3133", "undecided"),  # -ln(sigma(1)) = 0.31326...
        ("-ln(0.7311) ~= 0.3137", "refuted"),
        ("0.7311*(1 - 0.7311) ~= 0.1967", "refuted"),  # between 0.19657 and 0.19662
        ("3*0.000282 ~= 0.000847", "undecided"),
        ("3*0.000282 ~= 0.000857", "refuted"),
        ("0.333 + 0.333 + 0.333 ~= 1.000", "undecided"),
        ("0.211 + 0.322 + 0.133 + 0.244 + 0.09 ~= 1.001", "undecided"),
        ("0.211 + 0.322 + 0.133 + 0.244 + 0.09 ~= 1.011", "refuted"),
        ("0.334 - 0.334 ~= 0.001", "undecided"),  # 0.3344 and 0.3336: each is a number of its own
        ("0.334 - 0.334 ~= 0.003", "refuted"),
        # decimals of one digit or two, and whole ones, are what they are
        ("2.5*2 ~= 5.1", "refuted"),
        ("0.5*0.5 ~= 0.26", "refuted"),
        ("0.1 + 0.2 ~= 0.4", "refuted"),
        ("100.0*3 ~= 300.1", "refuted"),
        ("0.1 + 0.2 ~= 0.15 + 0.16", "refuted"),
        # both sides are arithmetic
        ("3*0.6^16 ~= 3*0.000282", "proved"),
        ("3*0.6^16 ~= 3*0.000283", "refuted"),
        ("0.7311*(1 - 0.7311) ~= 0.731*0.269", "undecided"),
        ("0.7311*(1 - 0.7311) ~= 0.731*0.279", "refuted"),
    ],
)
def test_a_formula_of_decimals_may_go_on_with_what_they_were_rounded_from(text: str, word: str) -> None:
    assert judge_claim(text)[1].word == word


@pytest.mark.parametrize(
    ("printed", "word"), [("0.3132", "proved"), ("0.3133", "undecided"), ("0.3137", "refuted"), ("-0.3132", "refuted")]
)
def test_so_may_a_name_that_is_given_by_a_decimal(printed: str, word: str) -> None:
    assert judge(claim(f"-ln(p) ~= {printed}", scope(where=("p = 0.7311",)))).word == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1.44 ~= 1", "proved"),
        ("1 ~= 1.44", "undecided"),  # is the 1 exact?
        ("2 ~= 1.6", "undecided"),
        ("1 ~= 1.00", "proved"),
        ("1 ~= 2.44", "refuted"),
    ],
)
def test_a_whole_number_is_not_said_to_be_rounded_from_what_follows_it(text: str, word: str) -> None:
    assert judge(claim(text, scope(""))).word == word
