"""Equations solved for one number of a point, exactly: linear ones, and rational roots of polynomials."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from flint import fmpq_poly

from symloss.kernel.refuting.domains import rational
from symloss.kernel.values.balls import fraction, number
from symloss.kernel.values.environment import environment
from symloss.kernel.values.point import Entries, Point
from symloss.term.nodes import Symbol, Term
from symloss.term.scope import Scope

_DEGREE = 13  # of polynomials that are tried

_ELSEWHERE = Fraction(7, 3)  # not where products of x, x - 1 and x - 2 are zero


def with_value(point: Point, symbol: Symbol, new: Fraction | Entries) -> Point:
    """Return the point with another value for one symbol."""
    return replace(point, values=tuple((s, new if s == symbol else v) for s, v in point.values))


def roots(
    residual: Term, scope: Scope, point: Point, symbol: Symbol, old: Fraction | Entries
) -> Iterator[tuple[Point, Fraction]]:
    """Yield points at which `residual` is exactly zero, and the number that the symbol (or one entry) has there."""
    places = [None] if isinstance(old, Fraction) else list(range(len(old.numbers)))
    around = environment(scope, point)
    for place in reversed(places):

        def moved(x: Fraction, place: int | None = place) -> Fraction | Entries:
            if isinstance(old, Fraction) or place is None:
                return x
            return Entries(old.shape, (*old.numbers[:place], x, *old.numbers[place + 1 :]))

        for x in _zeros(lambda x: rational(residual, lambda: around.at(symbol, moved(x)))):
            yield with_value(point, symbol, moved(x)), x


def _zeros(function: Callable[[Fraction], Fraction | None]) -> Iterator[Fraction]:
    start, one, two = (function(Fraction(x)) for x in (0, 1, 2))
    if start is not None and start == one == two == function(_ELSEWHERE):  # it is not made of this number
        return
    if start is not None and one is not None and start != one and two in (None, 2 * one - start):
        found = start / (start - one)
        if function(found) == 0:
            yield found
            return
    for found in _rational_roots(function):
        if function(found) == 0:
            yield found


def _rational_roots(function: Callable[[Fraction], Fraction | None]) -> list[Fraction]:
    """Return the rational roots of the polynomial through values of the function, the simplest first."""
    polynomial, basis = fmpq_poly([0]), fmpq_poly([1])
    quiet = 0
    for node in range(2, _DEGREE + 5):
        at = function(Fraction(node))
        if at is None:
            return []
        missing = number(at) - polynomial(number(Fraction(node)))
        quiet = quiet + 1 if missing == 0 else 0
        if quiet == 2:  # two values that were foreseen: then it is worth a try
            break
        polynomial += basis * (missing / basis(number(Fraction(node))))
        basis *= fmpq_poly([-node, 1])
    if quiet < 2 or polynomial.degree() < 1:
        return []
    _, factors = polynomial.factor()
    found = [fraction(-f[0] / f[1]) for f, _ in factors if f.degree() == 1]
    return sorted(found, key=lambda x: (x.denominator, abs(x), x < 0))
