"""A judge apart from symloss: high-precision numbers at random points, nothing shared with the kernel.

It walks the terms by itself, in mpmath at 60 digits, takes derivatives by finite
differences and draws irrational-looking points inside the declared kinds. It settles
which mutants of a true claim are really false; it cannot prove anything.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import mpmath as mp

from benchmarks.identities import Group
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.statement import Identity, Statement

DIGITS = 60
_STEP = mp.mpf(10) ** -12  # central differences of order 1e-24 relative error at 60 digits
_TOLERANCE = mp.mpf(10) ** -9

_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "exp": mp.exp,
    "ln": mp.log,
    "sqrt": mp.sqrt,
    "abs": abs,
    "sigma": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "logit": lambda x: mp.log(x / (1 - x)),
    "sin": mp.sin,
    "cos": mp.cos,
    "arctan": mp.atan,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "tanh": mp.tanh,
}
_OPAQUE: Mapping[str, Callable[..., Any]] = {
    "f": lambda x: mp.sin(2 * x) + x**2 / 3 + 2,
    "g": lambda x: mp.exp(x / 3) + x / 2,
    "L": lambda *xs: sum(mp.sin((i + 2) * x) for i, x in enumerate(xs)) + mp.exp(xs[0] * xs[-1]),
}


class NoValue(Exception):
    """A side has no real value at this point."""


class _Values:
    """Numbers for names at one point; definitions are looked through."""

    def __init__(self, scope: Scope, names: dict[Any, Any]) -> None:
        self.scope = scope
        self.names = names

    def having(self, key: object, number: Any) -> _Values:
        return _Values(self.scope, {**self.names, key: number})


def false_somewhere(statement: Statement, group: Group, points: int = 8, seed: int = 1) -> bool | None:
    """Return whether the claim is false at some point; False: agrees wherever it has a value; None: no value found."""
    assert isinstance(statement.step, Identity)
    claim = statement.step.claim
    seen = False
    with mp.workdps(DIGITS):
        for turn in range(points):
            values = _draw(
                group, statement.scope, random.Random(seed * 1000 + turn), size=(2, 3, 5, 4, 1, 6, 3, 7)[turn % 8]
            )
            for pattern in _patterns(values, turn):
                try:
                    if not _true(claim, pattern):
                        return True
                    seen = True
                except (NoValue, ZeroDivisionError, ValueError, OverflowError):
                    continue
    return False if seen else None


def _patterns(values: _Values, turn: int) -> list[_Values]:
    """Return the point with equal and with different values of the free index letters."""
    size, rows = values.names["K"], values.names["N"]
    found = []
    for shift in (0, 1, 2):
        names = dict(values.names)
        for place, letter in enumerate("ijkl"):
            names[letter] = 1 + (turn + shift * place) % size
        for place, letter in enumerate("mn"):
            names[letter] = 1 + (turn + shift * place) % rows
        found.append(_Values(values.scope, names))
    return found


def _draw(group: Group, scope: Scope, dice: random.Random, size: int) -> _Values:
    names: dict[Any, Any] = {"K": size, "N": 1 + size % 3}
    for kind, listed in group.numbers.items():
        for name in listed.split():
            names[name] = _number(kind, dice)
    for kind, listed in group.vectors.items():
        for name in listed.split():
            names.update({(name, i): x for i, x in enumerate(_vector(kind, size, dice), start=1)})
    for kind, listed in group.matrices.items():
        for name in listed.split():
            for row in range(1, names["N"] + 1):
                names.update({(name, row, i): x for i, x in enumerate(_vector(kind, size, dice), start=1)})
    return _Values(scope, names)


def _number(kind: str, dice: random.Random) -> Any:
    u = mp.mpf(dice.random())
    return {"real": 4 * u - 2, "positive": 3 * u + 0.05, "unit": u * 0.9 + 0.05, "binary": mp.mpf(dice.randint(0, 1))}[
        kind
    ]


def _vector(kind: str, size: int, dice: random.Random) -> list[Any]:
    if kind == "real":
        return [_number("real", dice) for _ in range(size)]
    weights = [_number("positive", dice) for _ in range(size)]
    return [w / sum(weights) for w in weights]


def _true(claim: n.Term, values: _Values) -> bool:
    if isinstance(claim, n.Implies):
        return not _true(claim.premise, values) or _true(claim.conclusion, values)
    assert isinstance(claim, n.Relation), claim
    left, right = _value(claim.left, values), _value(claim.right, values)
    if claim.op in ("=", "!="):
        close = abs(left - right) <= _TOLERANCE * max(1, abs(left), abs(right))
        return bool(close) == (claim.op == "=")
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[claim.op]


def _real(x: Any) -> Any:
    if isinstance(x, mp.mpc):
        raise NoValue
    if not mp.isfinite(x):
        raise NoValue
    return x


def _value(term: n.Term, at: _Values) -> Any:
    kind = type(term).__name__
    return _real(getattr(_Rules, kind)(term, at))


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
        if term.name in at.names:
            return mp.mpf(at.names[term.name])
        if term.name in at.scope.definitions:
            return _value(at.scope.definitions[term.name].body, at)
        return _OPAQUE[term.name](*(_value(s, at) for s in at.scope.depends[term.name]))

    @staticmethod
    def Indexed(term: n.Indexed, at: _Values) -> Any:
        assert isinstance(term.base, n.Symbol)
        where = tuple(int(_value(i, at)) for i in term.indices)
        key = (term.base.name, *where)
        if key in at.names:
            return at.names[key]
        definition = at.scope.definitions.get(term.base.name)
        if definition is None:
            raise NoValue
        inner = _Values(at.scope, {**at.names, definition.parameters[0].name: where[0]})
        return _value(definition.body, inner)

    @staticmethod
    def Neg(term: n.Neg, at: _Values) -> Any:
        return -_value(term.term, at)

    @staticmethod
    def Add(term: n.Add, at: _Values) -> Any:
        return mp.fsum(_value(t, at) for t in term.terms)

    @staticmethod
    def Mul(term: n.Mul, at: _Values) -> Any:
        return mp.fprod(_value(t, at) for t in term.factors)

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
    def Apply(term: n.Apply, at: _Values) -> Any:
        order, function = 0, term.function
        while isinstance(function, n.Prime):
            order, function = order + function.order, function.function
        assert isinstance(function, n.Symbol)
        known = _FUNCTIONS.get(function.name) or _OPAQUE[function.name]
        arguments = [_value(a, at) for a in term.arguments]
        if function.name == "ln" and arguments[0] <= 0:
            raise NoValue
        return _slope(lambda x: _real(known(x)), arguments[0], order) if order else known(*arguments)

    @staticmethod
    def Bind(term: n.Bind, at: _Values) -> Any:
        over, without = term.over, set()
        while isinstance(over, n.Except):
            without |= {int(_value(t, at)) for t in over.without}
            over = over.base
        assert isinstance(over, n.Range), term.kind
        listed = range(int(_value(over.lower, at)), int(_value(over.upper, at)) + 1)
        return mp.fsum(_value(term.body, at.having(term.index.name, i)) for i in listed if i not in without)

    @staticmethod
    def Delta(term: n.Delta, at: _Values) -> Any:
        return mp.mpf(_value(term.left, at) == _value(term.right, at))

    @staticmethod
    def Indicator(term: n.Indicator, at: _Values) -> Any:
        return mp.mpf(_true(term.condition, at))

    @staticmethod
    def Derivative(term: n.Derivative, at: _Values) -> Any:
        variable = term.variable
        key: object
        if isinstance(variable, n.Indexed):
            assert isinstance(variable.base, n.Symbol)
            key = (variable.base.name, *(int(_value(i, at)) for i in variable.indices))
        else:
            assert isinstance(variable, n.Symbol)
            key = variable.name
        return _slope(lambda x: _value(term.body, at.having(key, x)), _value(variable, at), term.order)


def _slope(function: Callable[[Any], Any], x: Any, order: int) -> Any:
    """Return the derivative of `order` by central differences."""
    h = _STEP
    weights = {1: ((1, 1), (-1, -1)), 2: ((1, 1), (0, -2), (-1, 1)), 3: ((2, 1), (1, -2), (-1, 2), (-2, -1))}.get(order)
    if weights is None:
        raise NoValue
    scale = {1: 2 * h, 2: h**2, 3: 2 * h**3}[order]
    return mp.fsum(w * function(x + shift * h) for shift, w in weights) / scale
