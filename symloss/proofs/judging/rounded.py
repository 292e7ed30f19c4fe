"""Worked examples that go on with rounded values: sigma'(1) = 0.731 (1 - 0.731)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.evaluate import holds
from symloss.kernel.values.point import Point
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.walk import rebuild, subterms

_MOST = 4  # different decimals in one side


def agrees_within_digits(left: n.Term, right: n.Term, scope: Scope) -> bool:
    """Whether a quantity and a formula of printed decimals agree for some numbers that are printed so.

    Decimals on both sides are compared as they stand: 0.5 * 0.5 = 0.26 is wrong.
    """
    exact, printed = (right, left) if _decimals(left) else (left, right)
    decimals = _decimals(printed)
    if _decimals(exact) or not decimals or len(decimals) > _MOST or isinstance(printed, n.Number):
        return False
    below = {_compared("<=", printed, exact, dict(zip(decimals, ends, strict=True)), scope) for ends in _ends(decimals)}
    return below == {True, False}


def _decimals(term: n.Term) -> tuple[n.Number, ...]:
    """Return the numbers printed with a point, each once."""
    return tuple(dict.fromkeys(p for p in subterms(term) if isinstance(p, n.Number) and p.places))


def _ends(decimals: tuple[n.Number, ...]) -> product[tuple[n.Number, ...]]:
    """Return all choices of the least and the greatest number that is printed as each decimal."""
    half = [Fraction(1, 2 * 10 ** (d.places or 0)) for d in decimals]
    pairs = [
        (replace(d, value=max(Fraction(0), d.value - h)), replace(d, value=d.value + h))
        for d, h in zip(decimals, half, strict=True)
    ]
    return product(*pairs)


def _compared(
    op: n.RelationOp, printed: n.Term, exact: n.Term, ends: dict[n.Number, n.Number], scope: Scope
) -> bool | None:
    try:
        return holds(n.Relation(op, _with(printed, ends), exact), scope, Point())
    except (Undefined, Unknown):
        return None


def _with(term: n.Term, ends: dict[n.Number, n.Number]) -> n.Term:
    if isinstance(term, n.Number):
        return ends.get(term, term)
    return rebuild(term, lambda part: _with(part, ends))
