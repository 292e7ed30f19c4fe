"""Which limit a formula seems to have: two of its values say what to put to the kernel.

To refute a guess takes the kernel as long as to prove one; a value takes no time.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from symloss.derive.build import INFINITY, ONE, ZERO, minus, rational
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.evaluate import value
from symloss.kernel.values.point import Point
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols

USUAL = (ZERO, ONE, minus(ONE), INFINITY, minus(INFINITY))
_AWAY = (Fraction(40), Fraction(160))  # how far out, or how near to a finite place, the reciprocal being the power of 2
_CLOSE = 1 / 8  # to a number that is the limit
_GROWTH = 1.2  # between the two values, of what is infinite


def likely(term: n.Term, scope: Scope, raw: n.Symbol, point: n.Term, side: str) -> tuple[n.Term, ...]:
    """Return those of the usual limits that two values of a formula speak for; all of them where it has no values."""
    others = sorted(free_symbols(term) - {raw}, key=lambda symbol: symbol.name)
    given = tuple((symbol, Fraction(k, len(others) + 2)) for k, symbol in enumerate(others, 1))
    try:
        before, after = (float(arb(value(term, scope, Point(((raw, x), *given))))) for x in _places(point, side))
    except (Undefined, Unknown, ValueError):
        return USUAL
    if abs(after) > max(_GROWTH * abs(before), 2):
        return (INFINITY,) if after > 0 else (minus(INFINITY),)
    numbers = ((goal, float(rational(goal) or 0)) for goal in USUAL[:3])
    return tuple(goal for goal, x in numbers if abs(after - x) < _CLOSE and abs(after - x) <= abs(before - x))


def _places(point: n.Term, side: str) -> tuple[Fraction, ...]:
    """Return two places on the way to a point."""
    if point in (INFINITY, minus(INFINITY)):
        return tuple(away if point == INFINITY else -away for away in _AWAY)
    place = rational(point)
    if place is None:
        raise ValueError(f"{point} is no number")
    sign = -1 if side == "-" else 1
    return tuple(place + sign * Fraction(1, 2 ** int(away)) for away in _AWAY)
