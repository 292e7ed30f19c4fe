"""Values at infinity and logarithms of 0, which are limits: e^(-infinity) = 0, -log 0 = infinity, 0 log 0 = 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.judging.meanings import Ask, is_closed
from symloss.term import nodes as n
from symloss.term.functions import LN, function_of
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, rebuild

_INFINITY, _ZERO = n.Constant("inf"), n.Number(Fraction(0))
_SETTLED = ("proved", "conditional")
_GOING = n.Symbol("x;going")  # a name that no text has


def as_limit(statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return `conditional` for an equation of numbers that is true of a limit: with one place that has no value."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=" or not is_closed(claim) or verdict.word in _SETTLED:
        return verdict
    places = list(_places(claim.left))
    if len(places) != 1 or claim.left in (_INFINITY, n.Neg(_INFINITY)):
        return verdict  # infinity - infinity is no limit of one thing
    moving = n.Relation("->", _moved(claim.left), claim.right)
    going = Hypothesis(n.Relation("->", _GOING, places[0]), "found")
    scope = statement.scope.declare(_GOING)
    found = ask(replace(statement, scope=scope, step=Identity(moving), hypotheses=(*statement.hypotheses, going)))
    if not found.proved:
        return verdict
    return Verdict(
        "conditional", found.method, (Condition(f"{claim.left} is meant as a limit", "found"),), verdict.witness
    )


def _places(term: n.Term) -> Iterator[n.Term]:
    """Yield where a term goes: infinity for each that it has, 0 for each logarithm of it."""
    if term == _INFINITY:
        yield _INFINITY
    elif _is_of_zero(term):
        yield _ZERO
    else:
        for child in children(term):
            yield from _places(child)


def _moved(term: n.Term) -> n.Term:
    if term == _INFINITY:
        return _GOING
    if isinstance(term, n.Mul) and any(map(_is_of_zero, term.factors)):  # 0 log 0: both go to zero
        return n.Mul(tuple(_GOING if factor == _ZERO else _moved(factor) for factor in term.factors))
    return LN(_GOING) if _is_of_zero(term) else rebuild(term, _moved)


def _is_of_zero(term: n.Term) -> bool:
    return isinstance(term, n.Apply) and function_of(term) is LN and term.arguments == (_ZERO,)
