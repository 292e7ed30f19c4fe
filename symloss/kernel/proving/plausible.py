"""A look at some points in floating point, before a search: what is false there is not worth one.

It decides nothing. A question that looks false is dropped, which can only lose a proof; one
that looks true is still to be shown. Points are drawn with a fixed seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from itertools import product

from symloss.kernel.proving.hypotheses import Fact
from symloss.term import nodes as n
from symloss.term.effort import LOOK, charge
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, size

_DRAWN, _KEPT = 160, 24
_LENGTH = 64  # of a range that is walked
_SLACK = 1e-7
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "!=": lambda a, b: a != b,
    "=": lambda a, b: abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b)),
}
_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "exp": math.exp,
    "ln": math.log,
    "abs": abs,
    "sin": math.sin,
    "cos": math.cos,
    "arctan": math.atan,
    "erf": math.erf,
    "sign": lambda x: math.copysign(1.0, x) if x else 0.0,
}
_ERRORS = (ArithmeticError, ValueError, KeyError, LookupError, TypeError)

Key = str | tuple[str, tuple[int, ...]]


class _Outside(LookupError):
    """A term that is not evaluated here."""


Values = dict[object, float]


@dataclass
class Look:
    """The points at which a set of facts holds, remembered."""

    points: dict[tuple[tuple[Fact, ...], frozenset[n.Symbol]], list[Values]] = field(default_factory=dict)

    def is_plausible(self, term: n.Term, facts: tuple[Fact, ...]) -> bool:
        """Return False if `term` looks negative at a point where the facts hold."""
        nodes = size(term)
        for point in self._points(facts, term):
            charge(LOOK * nodes)
            try:
                value = _value(term, point)
                weight = _weight(term, point)
            except _ERRORS:
                continue
            if value < -_SLACK * max(1.0, weight):
                return False
        return True

    def _points(self, facts: tuple[Fact, ...], term: n.Term) -> list[Values]:
        symbols = frozenset().union(free_symbols(term), *(free_symbols(f.truth) - set(f.letters) for f in facts))
        key = (facts, symbols)
        if key not in self.points:
            self.points[key] = _drawn(facts, sorted(symbols, key=lambda s: s.name))
        return self.points[key]


def _drawn(facts: tuple[Fact, ...], symbols: list[n.Symbol]) -> list[Values]:
    dice = random.Random(len(symbols))
    arrays = [s for s in symbols if s.sort.shape]
    sums = {f.truth.left.body.base for f in facts if _is_simplex(f.truth)}  # type: ignore[attr-defined]
    kept: list[Values] = []
    nodes = sum(size(f.truth) for f in facts)
    for _ in range(_DRAWN):
        charge(LOOK * nodes)
        length = dice.choice((1, 2, 3))
        point: Values = {}
        for symbol in symbols:
            if symbol in arrays:
                point |= _entries(symbol, length, symbol in sums, dice)
            elif symbol.sort == INDEX:
                point[symbol] = float(length if symbol.name.isupper() else dice.randint(1, length))
            else:
                point[symbol] = _number(dice)
        if all(_holds(f, point, length) for f in facts):
            kept.append(point)
            if len(kept) == _KEPT:
                break
    return kept


def _is_simplex(truth: n.Term) -> bool:
    match truth:
        case n.Relation("=", n.Bind("sum", _, _, n.Indexed(n.Symbol(), (_,))), n.Number(one)):
            return one == 1
    return False


def _number(dice: random.Random) -> float:
    kind = dice.randint(0, 3)
    if kind == 0:
        return dice.uniform(-3, 3)
    if kind == 1:
        return dice.random()
    size = math.exp(dice.uniform(-4, 2.5))
    return size if kind == 2 else -size


def _entries(symbol: n.Symbol, size: int, simplex: bool, dice: random.Random) -> Values:
    places = list(product(range(1, size + 1), repeat=len(symbol.sort.shape)))
    numbers = [abs(_number(dice)) if simplex or dice.random() < 0.5 else _number(dice) for _ in places]
    whole = sum(numbers) if simplex else 1.0
    return {(symbol, place): x / whole for place, x in zip(places, numbers, strict=True)}


def _holds(fact: Fact, point: Values, size: int) -> bool:
    try:
        values = [point] if not fact.letters else _every(fact.letters, point, size)
        return all(_true(fact.truth, at) for at in values)
    except _ERRORS:
        return not isinstance(fact.truth, n.Relation)


def _every(letters: Iterable[n.Symbol], point: Values, size: int) -> list[Values]:
    letters = list(letters)
    chosen = product(range(1, size + 1), repeat=len(letters))
    return [{**point, **dict(zip(letters, map(float, c), strict=True))} for c in chosen]


def _true(truth: n.Term, at: Values) -> bool:
    match truth:
        case n.Relation(op, left, right) if op in _HOLDS:
            return _HOLDS[op](_value(left, at), _value(right, at))
        case n.Member(term, n.FiniteSet(elements)):
            return any(abs(_value(term, at) - _value(e, at)) < 1e-9 for e in elements)
    return True


def _weight(term: n.Term, at: Values) -> float:
    """Return how large the parts of a sum are: their rounding errors are."""
    if isinstance(term, n.Add):
        return sum(abs(_value(t, at)) for t in term.terms)
    if isinstance(term, n.Neg):
        return _weight(term.term, at)
    if isinstance(term, n.Div):
        return _weight(term.numerator, at) / abs(_value(term.denominator, at))
    return 1.0


@singledispatch
def _value(term: n.Term, at: Values) -> float:
    raise _Outside


@_value.register
def _(term: n.Number, at: Values) -> float:
    return float(term.value)


@_value.register
def _(term: n.Constant, at: Values) -> float:
    return {"pi": math.pi, "e": math.e}[term.name]


@_value.register
def _(term: n.Symbol, at: Values) -> float:
    return at[term]


@_value.register
def _(term: n.Neg, at: Values) -> float:
    return -_value(term.term, at)


@_value.register
def _(term: n.Add, at: Values) -> float:
    return math.fsum(_value(t, at) for t in term.terms)


@_value.register
def _(term: n.Mul, at: Values) -> float:
    return math.prod(_value(f, at) for f in term.factors)


@_value.register
def _(term: n.Div, at: Values) -> float:
    return _value(term.numerator, at) / _value(term.denominator, at)


@_value.register
def _(term: n.Pow, at: Values) -> float:
    found = _value(term.base, at) ** _value(term.exponent, at)
    if isinstance(found, complex):
        raise _Outside
    return float(found)


@_value.register
def _(term: n.Indexed, at: Values) -> float:
    return at[(term.base, tuple(int(_value(i, at)) for i in term.indices))]


@_value.register
def _(term: n.Delta, at: Values) -> float:
    return float(_value(term.left, at) == _value(term.right, at))


@_value.register
def _(term: n.Apply, at: Values) -> float:
    if not isinstance(term.function, n.Symbol) or len(term.arguments) != 1:
        raise _Outside
    return _FUNCTIONS[term.function.name](_value(term.arguments[0], at))


@_value.register
def _(term: n.Bind, at: Values) -> float:
    if not isinstance(term.over, n.Range) or term.kind not in ("sum", "max", "min"):
        raise _Outside
    low, high = int(_value(term.over.lower, at)), int(_value(term.over.upper, at))
    if high - low > _LENGTH:
        raise _Outside
    values = [_value(term.body, {**at, term.index: float(i)}) for i in range(low, high + 1)]
    return {"sum": math.fsum, "max": max, "min": min}[term.kind](values)  # type: ignore[operator,no-any-return]
