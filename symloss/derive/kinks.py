"""Where a loss of one raw value is put together from pieces, and where its gradient jumps there.

The places are read off the formula; whether the gradient jumps is seen at exact points
on both sides. Both are proposals: the report has the kernel judge what it says of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from flint import arb, fmpq

from symloss.derive.build import ZERO, less, minus, over
from symloss.derive.calculus import Differentiator, NoRule, simplest
from symloss.derive.domains import finite_values
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.evaluate import holds, value
from symloss.kernel.values.point import Point
from symloss.term import nodes as n
from symloss.term.functions import ABS, FUNCTIONS, function_of
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols, substitute, subterms

_NEAR = Fraction(1, 2**40)  # how far left and right of a joint the gradient is looked at
_JUMP = Fraction(1, 2**20)  # what is more is no rounding, and no slope of a smooth gradient
_SAMPLES = (Fraction(1, 3), Fraction(2), Fraction(-3, 2), Fraction(4, 5))
_NAMED = frozenset(row.symbol for row in FUNCTIONS.values())
_MOST = 3  # parameters and labels together that are sampled


def joints(term: n.Term, raw: n.Symbol) -> tuple[n.Term, ...]:
    """Return the raw values where |u|, max(u, v), min(u, v) or cases go from one piece to the next."""
    return tuple(dict.fromkeys(place for part in subterms(term) for place in joints_of(part, raw)))


def joints_of(term: n.Term, raw: n.Symbol) -> tuple[n.Term, ...]:
    """Return the raw values where this very node goes from one piece to the next, whatever it is made of."""
    opened = (form for difference in _differences(term) for form in _without_absolute(difference))
    return tuple(dict.fromkeys(place for form in opened if (place := _root(form, raw)) is not None))


def kinks(value_: n.Term, gradient: n.Term, raw: n.Symbol, y: n.Symbol, scope: Scope) -> tuple[n.Term, ...]:
    """Return the joints at which the gradient jumps, for some label and some parameters."""
    return tuple(place for place in joints(value_, raw) if _jumps(gradient, raw, y, place, scope))


def _differences(term: n.Term) -> Iterator[n.Term]:
    """Yield what changes its sign where this very node has a joint."""
    if isinstance(term, n.Cases):
        for condition in term.conditions:
            if isinstance(condition, n.Relation):
                yield less(condition.left, condition.right)
    row = function_of(term)
    if row is None or not isinstance(term, n.Apply):
        return
    if row.name in ("abs", "relu", "sign"):
        yield term.arguments[0]
    elif row.name in ("max", "min") and len(term.arguments) == 2:
        yield less(*term.arguments)


def _without_absolute(term: n.Term) -> list[n.Term]:
    """Return the term with |u| put as u and as -u: every joint of |u| - c is a root of one of them."""
    absolute = [t for t in subterms(term) if isinstance(t, n.Apply) and t.function == ABS.symbol]
    if not absolute:
        return [term]
    inner = absolute[0]
    (u,) = inner.arguments
    return [form for side in (u, minus(u)) for form in _without_absolute(substitute(term, {inner: side}))]


def _root(difference: n.Term, raw: n.Symbol) -> n.Term | None:
    """Return where a term that is affine in the raw value is 0."""
    try:
        slope = simplest(Differentiator(raw).of(difference), {})
    except NoRule:
        return None
    if slope == ZERO or raw in free_symbols(slope):
        return None
    symbols = {s.name: s for s in free_symbols(difference)}
    return simplest(over(minus(substitute(difference, {raw: ZERO})), slope), symbols)


def _jumps(gradient: n.Term, raw: n.Symbol, y: n.Symbol, place: n.Term, scope: Scope) -> bool:
    letters = (free_symbols(gradient) | free_symbols(place)) - {raw} - _NAMED
    others = sorted(letters, key=lambda s: s.name)
    labels = [v for v in (_number(term) for term in finite_values(scope, y)) if v is not None]
    ranges = [labels if s == y and labels else _SAMPLES for s in others if s.name not in scope.definitions]
    others = [s for s in others if s.name not in scope.definitions]
    for values in product(*ranges[:_MOST]):
        at = tuple(zip(others, values, strict=False))
        sides = [_value_beside(gradient, raw, place, scope, at, step) for step in (-_NEAR, _NEAR)]
        if None not in sides and abs(sides[1] - sides[0]) > _JUMP:  # type: ignore[operator]
            return True
    return False


def _number(term: n.Term) -> Fraction | None:
    try:
        found = value(term, Scope(), Point())
    except (Undefined, Unknown):
        return None
    return Fraction(int(found.p), int(found.q)) if isinstance(found, fmpq) else None


def _value_beside(
    gradient: n.Term,
    raw: n.Symbol,
    place: n.Term,
    scope: Scope,
    at: tuple[tuple[n.Symbol, Fraction], ...],
    step: Fraction,
) -> float | None:
    """Return the gradient next to a joint; None outside the domain."""
    here = n.Symbol(raw.name)
    try:
        middle = value(place, Scope().declare(*(s for s, _ in at)), Point(at))
        if not isinstance(middle, fmpq):
            return None
        point = Point((*at, (here, Fraction(int(middle.p), int(middle.q)) + step)))
        if not all(holds(fact.truth, scope, point) for fact in scope.domain if _known(fact.truth, point)):
            return None
        found = value(gradient, scope, point)
    except (Undefined, Unknown):
        return None
    if isinstance(found, fmpq):
        return float(found.p) / float(found.q)
    return float(found) if isinstance(found, arb) else None


def _known(truth: n.Term, point: Point) -> bool:
    return free_symbols(truth) <= {symbol for symbol, _ in point.values}
