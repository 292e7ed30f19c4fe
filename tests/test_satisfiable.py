"""Hypotheses that can be true are found to be: a point by definition, by inverses, by chains of bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symloss.kernel.judge import CONTRADICTORY, judge
from symloss.term.nodes import At, Mul, Number, Relation, Symbol
from symloss.term.reader import read
from symloss.term.statement import Identity, Statement
from tests.claims import claim, scope

NUMBERS = scope("x y z a b c n u", functions="f g h P p")

POSSIBLE = [
    ("f(x)*h(x) = g(x)", ("f(x) = g(x)/h(x)",)),
    ("P(x, y)*p(y) = p(x, y)", ("P(x, y) = p(x, y)/p(y)",)),
    ("f(x)^2 = 2", ("f(x) = sqrt(2)",)),
    ("a = 0.75", ("1 - a = 0.25",)),
    ("exp(x/10^9) = 1/2", ("x = 10^9*ln(1/2)",)),
    ("exp(2*x) = 4", ("exp(x) = 2",)),
    ("y = 3", ("exp(y + 1) = exp(4)",)),
    ("y = x", ("exp(y) = exp(x)",)),
    ("n = 3", ("2^n = 8",)),
    ("sin(x)^2 = 1/4", ("sin(x) = 1/2",)),
    ("x = exp(2)", ("ln(x) = 2",)),
    ("exp(-x) = 1/2", ("sigma(x) = 2/3",)),
    ("tanh(x)^2 = 1/4", ("tanh(x) = 1/2",)),
    ("x^4 = 4", ("x^2 = 2",)),
    ("x^3 = -2*sqrt(2)", ("x^2 = 2", "x < 0")),
    ("x*y = sqrt(6)", ("x^2 = 2", "y^2 = 3", "x > 0", "y > 0")),
    ("x^6 = 4", ("x^3/2 = 1",)),
    ("x*z > 0", ("x > y", "y > 100", "z > x")),
    ("x < 0", ("x < y", "y <= z", "z < -50")),
    ("x + y = 12", ("x = y^2", "y = u + 1", "u = 2")),
]


@pytest.mark.long
@pytest.mark.parametrize(("text", "given"), POSSIBLE)
def test_what_follows_from_hypotheses_that_can_be_true_is_proved(text: str, given: tuple[str, ...]) -> None:
    assert judge(claim(text, NUMBERS, given)).word == "proved"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("exp(2*x) = 5", ("exp(x) = 2",)),
        ("x^4 = 2", ("x^2 = 2",)),
        ("x^3 = 2*sqrt(2)", ("x^2 = 2", "x < 0")),
        ("cos(x)^2 = 1/9", ("cos(x) = 1/2",)),
        ("tan(x) = sqrt(3)", ("tan(x) = -sqrt(3)",)),
        ("sinh(x)^2 = 5", ("-3*sinh(x) + y = 6 + y",)),
        ("f(x)*h(x) = 2*g(x)", ("f(x) = g(x)/h(x)",)),
    ],
)
def test_what_does_not_follow_is_refuted_at_such_a_point(text: str, given: tuple[str, ...]) -> None:
    assert judge(claim(text, NUMBERS, given)).word == "refuted"


@pytest.mark.parametrize(
    "given",
    [
        ("exp(x) = -1",),
        ("exp(x) = 2", "exp(x) = 3"),
        ("x^2 = 2", "x = 1"),
        ("x^2 = -2",),
        ("x^0.5 = -1",),
        ("sin(x) = 2",),
        ("ln(x) = 1", "x < 0"),
        ("tanh(x) = 1",),
        ("sigma(x) = 3/2",),
        ("f(x) = 1", "f(x) = 2"),
        ("f(x)*0 = 1",),
        ("x > y", "y > z", "z > x"),
        ("x > 5", "x < y", "y < 4"),
        ("x*y = 1", "x = 0"),
        ("2^n = -8",),
    ],
)
def test_from_what_cannot_be_true_nothing_follows(given: tuple[str, ...]) -> None:
    for text in ("1 = 2", "x = 7", "x = x"):
        assert judge(claim(text, NUMBERS, given)).word == "undecided"
    assert judge(claim("x = x", NUMBERS, given)).message == CONTRADICTORY


def test_that_the_values_of_one_function_name_with_several_arities_are_independent_is_not_assumed() -> None:
    given = ("P(x, y) = p(x, y)/p(y)",)
    assert judge(claim("p(x, y) <= p(y)", NUMBERS, given)).word == "undecided"
    assert judge(claim("p(x, y) = p(x)*p(y)", NUMBERS, given)).word == "undecided"


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("b", "1/g_k + 1/(1 - g_k) = 1/(g_k*(1 - g_k))"),
        ("h", "1/g_k + 1/(1 - g_k) = 1/(g_k*(1 - g_k))"),
        ("w", "1/g_k + 1/(1 - g_k) = 1/(g_k*(1 - g_k))"),
        ("w", "1/a + 1/(1 - a) = 1/(a*(1 - a))"),
    ],
)
def test_where_a_quantity_that_depends_on_arrays_has_no_value_is_said_of_the_quantity(on: str, text: str) -> None:
    known = scope("a b", vectors="g h", matrices="w")
    known = known.depend("g", known.symbols[on]).depend("a", known.symbols[on])
    verdict = judge(claim(text, known))
    quantity = "g_k" if "g_k" in text else "a"
    assert verdict.word == "proved"
    assert [c.text for c in verdict.conditions] == [f"{quantity} != 0", f"1 - {quantity} != 0"]


def test_what_a_quantity_is_at_another_point_is_not_said_of_the_quantity_itself() -> None:
    known = scope("a b").depend("a", Symbol("b"))
    inverse = read("1/a", known)
    there = At(inverse, Symbol("b"), Number(Fraction(2)))
    product = Relation("=", Mul((there, read("a*(1/a)", known))), there)
    verdict = judge(Statement(known, Identity(product)))
    assert (verdict.word, [c.text for c in verdict.conditions]) == ("proved", ["a(2) != 0", "a != 0"])
