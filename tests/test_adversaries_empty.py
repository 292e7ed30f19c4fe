"""Sums and products that may have nothing in them: they ask for nothing there, and lend the claim no condition."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symloss.kernel.judge import judge
from symloss.term.nodes import Number, Range, Symbol
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import FUNCTION, INDEX
from tests.claims import K, claim, scope, term


def counting(*letters: str) -> Scope:
    """Return a scope in which letters run over 0..K."""
    made = scope("x y a", "s t w", functions="f g")
    for letter in letters:
        made = made.run(Symbol(letter, INDEX), Range(Number(Fraction(0)), K))
    return made


MAY_BE_EMPTY = [
    "sum_{k=1..l} 1/y",
    "sum_{k=0..l-1} 1/y",
    "sum_{k=1..l} ln(y)^0",
    "prod_{k=1..l} (1/y)",
    "(d/dy (sum_{k=1..l} 1/y))",
    "(d/dy (sum_{k=1..l} ln(y)))",
    "(d/dy (sum_{k=1..l} abs(y)))",
    "sum_{k=1..l} (d/dy (1/y))",
    "sum_{k=2..K} 1/y",
    "(d/dy (sum_{k=2..K} 1/y))",
    "sum_{k=2..K} (d/dy (ln(y)))",
    "(d/dy (prod_{k=2..K} y^(1/2)))",
    "sum_{k=2..K} sum_{i=1..k} 1/y",
    "sum_{k=1..K} sum_{i=2..k} 1/y",
    "sum_{k=1..K} sum_{i=1..k-1} 1/y",
    "sum_{i=0..K-1} sum_{k=1..i} 1/y",
    "sum_{k=1..K} sum_{j=1..k-1} sum_{i=1..K} s_i/y",
    "sum_{k=1..K, k != i} 1/y",
    "sum_{k=1..K} cases(1/y if k > 1; 0 otherwise)",
]


@pytest.mark.parametrize("letter", ["l", "c", "q"])  # whatever its name
@pytest.mark.parametrize("sum_", MAY_BE_EMPTY)
def test_what_may_be_empty_does_not_keep_y_from_0(sum_: str, letter: str) -> None:
    """At y = 0 the left side is 0 where the sum is empty."""
    text = f"abs(sign(y)) + 0*{sum_.replace('..l', f'..{letter}')} = 1"
    assert not judge(claim(text, counting("l", "c", "q"))).proved


@pytest.mark.parametrize(
    "sum_",
    [
        "sum_{k=1..K} 1/y",
        "sum_{k=0..K-1} 1/y",
        "sum_{k=0..K} 1/y",
        "sum_{k=1..3} 1/y",
        "prod_{k=1..K} (1/y)",
        "sum_{k=0..l} 1/y",
        "sum_{k=1..i} 1/y",
        "sum_{k=1..K} sum_{i=1..k} 1/y",
        "sum_{i=0..K} sum_{k=0..i} 1/y",
        "(d/dy (sum_{k=1..K} ln(y)))",
        "sum_{k=1..K} sum_{i=1..K} s_i/(y*w_k)",
    ],
)
def test_what_has_a_member_does(sum_: str) -> None:
    """A size is at least 1, and so is a letter that runs from 1; from 0 to l there is 0."""
    assert judge(claim(f"abs(sign(y)) + 0*{sum_} = 1", counting("l"))).proved


@pytest.mark.parametrize(
    ("text", "given", "word"),
    [
        ("1 + 0*sum_{k=0..K} 1/(k + a) = 1", "a >= 0", "conditional"),
        ("1 + 0*sum_{k=0..K} 1/(k + a) = 1", "a > 0", "proved"),
        ("1 + 0*sum_{k=1..K} 1/(k + a) = 1", "a >= 0", "proved"),
        ("1 + 0*sum_{k=2..K} 1/(k + a - 2) = 1", "a >= 0", "conditional"),
        ("1 + 0*sum_{k=1..K, k != i} 1/(k + a) = 1", "a >= 0", "proved"),
        ("1 + 0*sum_{k=1..K} sum_{j=1..k-1} s_j/(k + a - 2) = 1", "a >= 0", "conditional"),  # at k = 2, not at k = 1
        ("1 + 0*sum_{k=1..K} sum_{j=1..k-1} s_j/(k + a) = 1", "a > -2", "proved"),
    ],
)
def test_a_bound_letter_runs_over_its_own_range(text: str, given: str, word: str) -> None:
    """k is declared over 1..K, and bound from 0: at k = 0 and a = 0 there is a hole."""
    assert judge(claim(text, scope("a", "s"), (given,), declared=True)).word == word


@pytest.mark.parametrize(
    "text",
    [
        "abs(sign(f(1))) + 0*sum_{k=2..3} 1/f(k) = 1",
        "abs(sign(f(1))) + 0*sum_{k=2..K} 1/f(k) = 1",
        "abs(sign(f(x))) + 0*sum_{k=1..K} 1/f(k) = 1",
        "abs(sign(f(0))) + 0*sum_{k=1..K} 1/f(k) = 1",
        "abs(sign(f(m))) + 0*sum_{k=1..K} 1/f(k) = 1",
        "abs(sign(g(f(1)))) + 0*sum_{k=2..3} 1/g(f(k)) = 1",
        "abs(sign(exp(i*x) - y)) + 0*sum_{k=2..3} 1/(exp(k*x) - y) = 1",
        "abs(sign(s_j)) + 0*sum_{k=1..i} 1/s_k = 1",
        "abs(sign(s_i)) + 0*sum_{k=1..K, k != i} 1/s_k = 1",
    ],
)
def test_a_condition_on_some_indices_says_nothing_of_others(text: str) -> None:
    """What the summands with k in 2..3 ask of f(k), f(1) does not have."""
    assert not judge(claim(text, counting())).proved


@pytest.mark.parametrize(
    "text",
    [
        "abs(sign(f(2))) + 0*sum_{k=2..3} 1/f(k) = 1",
        "abs(sign(f(i))) + 0*sum_{k=1..K} 1/f(k) = 1",
        "sum_{k=2..K} ln(f(k)^2) = 2*sum_{k=2..K} ln(f(k))",
    ],
)
def test_a_condition_on_all_indices_holds_for_each(text: str) -> None:
    """An index that lies in the range has what every summand asks for."""
    assert judge(claim(text, counting())).proved


@pytest.mark.parametrize("text", ["abs(sign(t_j - w_j)) + 0*h'(t_k) = 1", "abs(sign(t_k - w_j)) + 0*h'(t_i) = 1"])
def test_a_bound_letter_is_not_captured_in_the_conditions_of_a_slope(text: str) -> None:
    """h(x) = sum_k ln|x - w_k| at t_k asks for t_k != w_j for every j, which says nothing of other entries of t."""
    made = counting().declare(Symbol("h", FUNCTION))
    made = made.define(Definition("h", term("sum_{k=1..K} ln(abs(x - w_k))", made), (Symbol("x"),)))
    assert not judge(claim(text, made)).proved


# --- the largest of all but some ---------------------------------------------------------------

OTHERS = scope("x", "s")


def test_one_left_out_of_a_part_of_the_range_need_not_lie_in_it() -> None:
    """At K = 2 the maximum over 2..K without j has a value for j = 1: no point refutes what holds there."""
    some = claim("max(s_j, max_{k=2..K, k != j} s_k) >= s_j", OTHERS, ("K = 2",))
    assert judge(some).word == "undecided"
    none = claim("max(s_j, max_{k=1..K, k != j} s_k) >= s_j", OTHERS, ("K = 1",))
    assert judge(none).word == "refuted"


def test_two_left_out_ask_for_three() -> None:
    shifted = "max_{k=1..K, k != i, k != j} (s_k + x) = max_{k=1..K, k != i, k != j} s_k + x"
    assert [c.text for c in judge(claim(shifted, OTHERS)).conditions] == ["2 < K"]
    assert [c.text for c in judge(claim(shifted, OTHERS, ("K >= 3",))).conditions] == ["K >= 3"]
    one = "max_{k=1..K, k != i} (s_k + x) = max_{k=1..K, k != i} s_k + x"
    assert [c.text for c in judge(claim(one, OTHERS)).conditions] == ["1 < K"]


@pytest.mark.parametrize("largest", [2, 3])
def test_an_index_that_is_none_of_its_numbers_proves_nothing(largest: int) -> None:
    ends = (Number(Fraction(1)), Number(Fraction(largest)))
    made = scope("x").run(Symbol("k", INDEX), Range(*ends))
    assert judge(claim("x = 5", made, ("k != 1", "k != 2"))).word == ("undecided" if largest == 2 else "refuted")
    assert judge(claim("delta(k, 1) + delta(k, 2) = 1", made)).word == ("proved" if largest == 2 else "refuted")
