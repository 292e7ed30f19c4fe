"""A judge of claims about arrays and distributions apart from symloss: numbers in mpmath, arrays entry by entry.

Like `benchmarks.oracle` it shares nothing with the kernel: derivatives by finite
differences, sizes that are all different, distributions with a few values.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import mpmath as mp
import numpy as np

from benchmarks.identities_arrays import LETTERS, ArrayGroup
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.statement import Identity, Statement

DIGITS = 50
_STEP = mp.mpf(10) ** -10
_TOLERANCE = mp.mpf(10) ** -8
_SIZES = ((2, 3, 4, 2), (3, 2, 2, 4), (4, 1, 3, 3), (1, 3, 2, 1))
_SUPPORT = (-1, 0, 2, 5)


class NoValue(Exception):
    """A side has no real value at this point."""


def _gamma(x: Any) -> Any:
    if x <= 0 and x == int(x):
        raise NoValue
    return mp.gamma(x)


def _log(x: Any) -> Any:
    if x <= 0:
        raise NoValue
    return mp.log(x)


_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "exp": mp.exp,
    "ln": _log,
    "sqrt": mp.sqrt,
    "abs": abs,
    "sigma": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "relu": lambda x: max(x, mp.mpf(0)),
    "tanh": mp.tanh,
    "sin": mp.sin,
    "cos": mp.cos,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "erf": mp.erf,
    "Phi": mp.ncdf,
    "Gamma": _gamma,
    "lnGamma": lambda x: mp.log(_gamma(x)),
    "digamma": mp.digamma,
    "f": lambda x: mp.sin(2 * x) + x**2 / 3 + 2,
    "g": lambda x: mp.exp(x / 3) + x / 2,
}


class _Values:
    """Numbers and arrays for names at one point; definitions are looked through."""

    def __init__(self, scope: Scope, names: dict[str, Any], seed: int) -> None:
        self.scope = scope
        self.names = names
        self.seed = seed

    def having(self, name: str, value: Any) -> _Values:
        return _Values(self.scope, {**self.names, name: value}, self.seed)


def false_somewhere(statement: Statement, group: ArrayGroup, points: int = 3, seed: int = 1) -> bool | None:
    """Return whether the claim is false at some point; False: agrees wherever it has a value; None: no value found."""
    assert isinstance(statement.step, Identity)
    claim = statement.step.claim
    assert isinstance(claim, n.Relation)
    seen = False
    with mp.workdps(DIGITS):
        for turn in range(points):
            for values in _patterns(_draw(group, statement.scope, seed * 100 + turn, _SIZES[turn % len(_SIZES)])):
                try:
                    if not _agree(_value(claim.left, values), _value(claim.right, values)):
                        return True
                    seen = True
                except (NoValue, ZeroDivisionError, ValueError, OverflowError, IndexError):
                    continue
    return False if seen else None


def _draw(group: ArrayGroup, scope: Scope, seed: int, sizes: tuple[int, ...]) -> _Values:
    dice = random.Random(seed)
    names: dict[str, Any] = dict(zip(("K", "M", "N", "D"), sizes, strict=True))
    positive = {*group.positive.split(), *group.simplex.split()}
    for name, axes in group.arrays.items():
        shape = tuple(names[a] for a in axes.split())
        drawn = np.empty(shape, dtype=object)
        for place in itertools.product(*map(range, shape)):
            u = mp.mpf(dice.random())
            drawn[place] = u * 3 / 2 + mp.mpf(1) / 20 if name in positive else 3 * u - mp.mpf(3) / 2
        whole = name in group.simplex.split() or any(f"{name}_" in f and f.endswith("= 1") for f in group.facts)
        inside = any(fact in group.facts for fact in (f"{name} < 1", f"0 < {name}"))
        if whole:
            drawn = drawn / drawn.sum()
        names[name] = drawn if shape else mp.mpf(dice.random()) if inside else drawn[()]
    return _Values(scope, names, seed)


def _patterns(values: _Values) -> list[_Values]:
    """Return the point with equal and with different values of the free index letters."""
    found = []
    for shift in (0, 1, 2):
        names = {letter: 1 + shift * place for place, letter in enumerate(LETTERS)}
        names = {letter: 1 + (i - 1) % values.names[LETTERS[letter]] for letter, i in names.items()}
        found.append(_Values(values.scope, {**values.names, **names}, values.seed))
    return found


def _agree(left: Any, right: Any) -> bool:
    a, b = np.asarray(left, dtype=object), np.asarray(right, dtype=object)
    if a.shape != b.shape:
        return False
    pairs = zip(a.ravel(), b.ravel(), strict=True)
    return all(abs(x - y) <= _TOLERANCE * max(1, abs(x), abs(y)) for x, y in pairs)


def _value(term: n.Term, at: _Values) -> Any:
    found = getattr(_Rules, type(term).__name__)(term, at)
    for x in np.asarray(found, dtype=object).ravel():
        if isinstance(x, mp.mpc) or not mp.isfinite(x):
            raise NoValue
    return found


def _whole(term: n.Term, at: _Values) -> int:
    return int(_value(term, at))


class _Rules:
    """The value of each kind of term; the names are those of the nodes."""

    @staticmethod
    def Number(term: n.Number, at: _Values) -> Any:
        return mp.mpf(term.value.numerator) / term.value.denominator

    @staticmethod
    def Constant(term: n.Constant, at: _Values) -> Any:
        return {"pi": mp.pi, "e": mp.e}[term.name] + 0

    @staticmethod
    def Symbol(term: n.Symbol, at: _Values) -> Any:
        if term.name not in at.names:
            return _value(at.scope.definitions[term.name].body, at)
        found = at.names[term.name]
        return mp.mpf(found) if isinstance(found, int) else found

    @staticmethod
    def Indexed(term: n.Indexed, at: _Values) -> Any:
        array = np.asarray(_value(term.base, at), dtype=object)
        place = tuple(_whole(i, at) - 1 for i in term.indices)
        if any(not 0 <= i < size for i, size in zip(place, array.shape, strict=False)):
            raise NoValue
        return array[place]

    @staticmethod
    def Neg(term: n.Neg, at: _Values) -> Any:
        return -_value(term.term, at)

    @staticmethod
    def Add(term: n.Add, at: _Values) -> Any:
        return reduce(lambda x, y: x + y, (_value(t, at) for t in term.terms))

    @staticmethod
    def Mul(term: n.Mul, at: _Values) -> Any:
        return reduce(lambda x, y: x * y, (_value(t, at) for t in term.factors))

    Hadamard = staticmethod(
        lambda term, at: reduce(lambda x, y: x * y, (_value(t, at) for t in term.factors)),
    )

    @staticmethod
    def Div(term: n.Div, at: _Values) -> Any:
        return _value(term.numerator, at) / _value(term.denominator, at)

    @staticmethod
    def Pow(term: n.Pow, at: _Values) -> Any:
        base, exponent = _value(term.base, at), _value(term.exponent, at)
        if base == 0 and exponent <= 0:
            raise NoValue
        return mp.power(base, int(exponent) if exponent == int(exponent) else exponent)

    @staticmethod
    def MatMul(term: n.MatMul, at: _Values) -> Any:
        values = [_value(t, at) for t in term.factors]
        found = values[0]
        for value in values[1:]:
            left = found[:, None] if found.ndim == 1 else found
            found = left.dot(value)
        return found

    @staticmethod
    def Transpose(term: n.Transpose, at: _Values) -> Any:
        found = _value(term.term, at)
        return found[None, :] if np.ndim(found) == 1 else found.T

    @staticmethod
    def Inner(term: n.Inner, at: _Values) -> Any:
        return (_value(term.left, at) * _value(term.right, at)).sum()

    @staticmethod
    def Norm(term: n.Norm, at: _Values) -> Any:
        entries = [abs(x) for x in _value(term.term, at).ravel()]
        order = _value(term.order, at)
        return mp.fsum(mp.power(x, order) for x in entries) ** (1 / order)

    @staticmethod
    def Map(term: n.Map, at: _Values) -> Any:
        assert isinstance(term.function, n.Symbol)
        return np.vectorize(_FUNCTIONS[term.function.name], otypes=[object])(_value(term.argument, at))

    @staticmethod
    def Apply(term: n.Apply, at: _Values) -> Any:
        assert isinstance(term.function, n.Symbol)
        name, arguments = term.function.name, [_value(a, at) for a in term.arguments]
        if name in ("q", "r"):
            return _probability(name, arguments[0], at)
        of_arrays = _OF_ARRAYS.get(name)
        return of_arrays(arguments[0]) if of_arrays else _FUNCTIONS[name](*arguments)

    @staticmethod
    def Bind(term: n.Bind, at: _Values) -> Any:
        if term.kind == "expectation":
            assert isinstance(term.over, n.Symbol)
            weighted = (
                _probability(term.over.name, x, at) * _value(term.body, at.having(term.index.name, mp.mpf(x)))
                for x in _SUPPORT
            )
            return reduce(lambda x, y: x + y, weighted)
        over = term.over
        assert isinstance(over, n.Range)
        listed = range(_whole(over.lower, at), _whole(over.upper, at) + 1)
        values = [_value(term.body, at.having(term.index.name, i)) for i in listed]
        if term.kind == "vector":
            return np.array(values, dtype=object)
        if term.kind == "product":
            return reduce(lambda x, y: x * y, values, mp.mpf(1))
        assert term.kind == "sum", term.kind
        if not values:
            raise NoValue  # an empty sum of arrays has no shape here
        return reduce(lambda x, y: x + y, values)

    @staticmethod
    def Delta(term: n.Delta, at: _Values) -> Any:
        return mp.mpf(_value(term.left, at) == _value(term.right, at))

    @staticmethod
    def Derivative(term: n.Derivative, at: _Values) -> Any:
        if term.order > 1:
            return _value(n.Derivative(n.Derivative(term.body, term.variable, term.order - 1), term.variable), at)
        variable = term.variable
        base = variable.base if isinstance(variable, n.Indexed) else variable
        assert isinstance(base, n.Symbol)
        start = _value(base, at)
        places = _places(variable, start, at)
        slopes = [_slope(term.body, base.name, start, place, at) for place in places]
        if isinstance(variable, n.Indexed) or not np.ndim(start):
            return slopes[0]
        stacked = np.array(slopes, dtype=object)
        shape = np.shape(slopes[0])
        return np.moveaxis(stacked, 0, -1).reshape((*shape, *np.shape(start)))


def _places(variable: n.Term, start: Any, at: _Values) -> list[tuple[int, ...]]:
    if isinstance(variable, n.Indexed):
        return [tuple(_whole(i, at) - 1 for i in variable.indices)]
    return list(itertools.product(*map(range, np.shape(start))))


def _slope(body: n.Term, name: str, start: Any, place: tuple[int, ...], at: _Values) -> Any:
    """Return the derivative by one entry, by a central difference."""
    ends = []
    for shift in (_STEP, -_STEP):
        moved = start.copy() if np.ndim(start) else start + shift
        if np.ndim(start):
            moved[place] = moved[place] + shift
        ends.append(_value(body, at.having(name, moved)))
    return (ends[0] - ends[1]) / (2 * _STEP)


def _probability(name: str, x: Any, at: _Values) -> Any:
    weights = {y: mp.mpf(random.Random(f"{name} {y} {at.seed}").random()) + mp.mpf(1) / 10 for y in _SUPPORT}
    if x not in weights:
        raise NoValue
    return weights[int(x)] / sum(weights.values())


def _softmax(x: Any) -> Any:
    powers = np.array([mp.exp(v) for v in x], dtype=object)
    return powers / powers.sum()


_OF_ARRAYS: Mapping[str, Callable[[Any], Any]] = {
    "softmax": _softmax,
    "logsumexp": lambda x: mp.log(mp.fsum(mp.exp(v) for v in x)),
    "diag": lambda x: np.array([[v if i == j else mp.mpf(0) for j in range(len(x))] for i, v in enumerate(x)]),
    "trace": lambda x: mp.fsum(x[i, i] for i in range(len(x))),
}
