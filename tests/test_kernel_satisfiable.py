"""Whether hypotheses can be true at all: operators have values, arrows are about no point, contradictions stay such."""

from __future__ import annotations

import pytest

from symloss.kernel.judge import CONTRADICTORY, judge
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorts import FUNCTION
from symloss.term.statement import Identity, Statement
from tests.claims import claim, scope, term

NAMES = scope("w v x y n c mu")
for operator in ("Var", "KL", "E", "P"):
    NAMES = NAMES.declare(n.Symbol(operator, FUNCTION))


def of(function: str, *arguments: n.Term) -> n.Apply:
    return n.Apply(n.Symbol(function, FUNCTION), arguments)


def said(left: n.Term, op: n.RelationOp, right: str) -> n.Relation:
    return n.Relation(op, left, term(right, NAMES))


def judged(concluded: n.Term, *given: n.Term) -> Verdict:
    return judge(Statement(NAMES, Identity(concluded), tuple(Hypothesis(g, "stated") for g in given)))


W, V = n.Symbol("w"), n.Symbol("v")


def happens(value: str) -> n.Apply:
    return of("P", n.Indicator(said(n.Symbol("y"), "=", value)))


@pytest.mark.parametrize("of_what", [of("Var", W), of("KL", W, V), of("E", W), happens("1")])
def test_an_equation_about_an_operator_can_hold(of_what: n.Apply) -> None:
    assert judged(said(n.Mul((n.Symbol("x"), of_what)), "=", "x/3"), said(of_what, "=", "1/3")).proved


def test_two_values_of_one_operator_are_two_numbers() -> None:
    given = n.Relation("=", of("E", W), n.Add((of("E", V), n.Symbol("x"))))
    assert judged(n.Relation("=", n.Add((of("E", W), n.Neg(n.Symbol("x")))), of("E", V)), given).proved


@pytest.mark.parametrize(
    "given",
    [
        (said(of("Var", W), "=", "-2"),),
        (said(of("KL", W, V), "<", "0"),),
        (said(happens("1"), "=", "2"),),
        (said(happens("1"), "=", "-1/2"),),
        (said(of("E", W), "=", "1"), said(of("E", W), "=", "2")),
        (said(of("E", W), "=", "1"), said(of("E", V), "=", "2"), said(W, "=", "v")),
        (said(happens("1"), "=", "1/2"), said(happens("x"), "=", "1/3"), said(n.Symbol("x"), "=", "1")),
    ],
)
def test_no_variance_is_negative_and_no_value_two_numbers(given: tuple[n.Term, ...]) -> None:
    verdict = judged(said(n.Symbol("x"), "=", "x + 0"), *given)
    assert (verdict.word, verdict.message) == ("undecided", CONTRADICTORY)


def test_what_a_quantity_goes_to_excludes_no_identity() -> None:
    assert judge(claim("n*mu/(n + c) - mu = -c*mu/(n + c)", NAMES, ("n -> inf",))).proved
    assert judge(claim("n*mu/(n + c) - mu = 0", NAMES, ("n -> inf",))).word == "undecided"  # it goes to 0
    assert judge(claim("n > 0", NAMES, ("n -> inf",))).word == "undecided"


def test_an_arrow_hides_no_contradiction() -> None:
    for given in (("x -> 0", "y > 1", "y < 0"), ("n -> inf", "c^2 = -1")):
        assert judge(claim("x = x + 0", NAMES, given)).word == "undecided"
