"""A judge apart from symloss: high-precision numbers at random points, nothing shared with the kernel.

It walks the terms by itself, in mpmath at 60 digits, takes derivatives by finite
differences and draws irrational-looking points inside the declared kinds. It settles
which mutants of a true claim are really false; it cannot prove anything.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import mpmath as mp

from benchmarks.identities import Group
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorting import sort_of
from symloss.term.statement import Identity, Statement
from symloss.term.walk import rebuild, subterms

DIGITS = 60
_MANY_DIGITS = 1000
_STEP = mp.mpf(10) ** -12  # central differences of order 1e-24 relative error at 60 digits
_TOLERANCE = mp.mpf(10) ** -9
_NAMED = mp.mpf(10) ** -15  # at a point that somebody names, which may be chosen close to a seam
_FINE = mp.mpf(10) ** -30
_FAR, _FARTHER = mp.mpf(10) ** 7, mp.mpf(10) ** 14  # where limits are looked at
_TOO_FAST = mp.mpf(10) ** 30

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
    "sign": mp.sign,
    "relu": lambda x: max(x, mp.mpf(0)),
    "max": max,
    "min": min,
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

    def __init__(self, scope: Scope, names: dict[Any, Any], tolerance: Any = _TOLERANCE) -> None:
        self.scope = scope
        self.names = names
        self.tolerance = tolerance  # where finite differences are taken

    def having(self, key: object, number: Any) -> _Values:
        return _Values(self.scope, {**self.names, key: number}, self.tolerance)


def false_somewhere(statement: Statement, group: Group, points: int = 8, seed: int = 1) -> bool | None:
    """Return whether the claim is false at some point; False: agrees wherever it has a value; None: no value found.

    Half of the points are generic, half made of a few simple numbers, so that they meet
    equality, zeros and the seams of cases.
    """
    assert isinstance(statement.step, Identity)
    claim = statement.step.claim
    seen = False
    with mp.workdps(DIGITS):
        for turn in range(2 * points):
            dice = random.Random(seed * 1000 + turn)
            size = (2, 3, 5, 4, 1, 6, 3, 7)[turn % 8]
            values = _draw(group, statement.scope, dice, size, simple=turn >= points)
            if turn % 4 == 3 and turn > points:
                values = _coinciding(group, values)
            if not all(_holds(h.truth, values) for h in statement.scope.domain if _is_about_numbers(h.truth)):
                continue
            for pattern in _patterns(values, turn):
                try:
                    if not _true(claim, pattern):
                        return True
                    seen = True
                except (NoValue, ZeroDivisionError, ValueError, OverflowError):
                    continue
    return False if seen else None


def is_false_at(statement: Statement, at: Mapping[str, str]) -> bool | None:
    """Return whether the claim is false at a point that somebody names (`x`: "1/2", `s`: "(0, 1)"); None: no value."""
    assert isinstance(statement.step, Identity)
    names: dict[Any, Any] = {"K": 2, "N": 1}
    with mp.workdps(DIGITS):
        try:
            for name, text in at.items():
                numbers = [Fraction(part) for part in text.strip("()").split(",")]
                entry = re.fullmatch(r"(\w+?)_(\d+)", name)
                if entry and entry[1] in statement.scope.symbols:
                    names[(entry[1], int(entry[2]))] = _exact(numbers[0])
                elif text.startswith("("):
                    names.update({(name, i): _exact(x) for i, x in enumerate(numbers, start=1)})
                else:
                    names[name] = _exact(numbers[0]) if name not in "KNijklmn" else int(numbers[0])
            return not _true(statement.step.claim, _Values(statement.scope, names, _NAMED))
        except (NoValue, ZeroDivisionError, ValueError, OverflowError, KeyError):
            return None


def _exact(x: Fraction) -> Any:
    with mp.workdps(_MANY_DIGITS):
        return mp.mpf(x.numerator) / x.denominator


def _is_about_numbers(truth: n.Term) -> bool:
    return isinstance(truth, n.Relation) and not any(isinstance(t, n.Indexed) for t in subterms(truth))


def _holds(truth: n.Term, values: _Values) -> bool:
    try:
        return _true(truth, values)
    except (NoValue, ZeroDivisionError, ValueError, OverflowError):
        return False


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


def _draw(group: Group, scope: Scope, dice: random.Random, size: int, simple: bool) -> _Values:
    names: dict[Any, Any] = {"K": size, "N": 1 + size % 3}
    for kind, listed in group.numbers.items():
        for name in listed.split():
            names[name] = _number(kind, dice, simple)
    for kind, listed in group.vectors.items():
        for name in listed.split():
            names.update({(name, i): x for i, x in enumerate(_vector(kind, size, dice, simple), start=1)})
    for kind, listed in group.matrices.items():
        for name in listed.split():
            for row in range(1, names["N"] + 1):
                entries = _vector(kind, size, dice, simple)
                names.update({(name, row, i): x for i, x in enumerate(entries, start=1)})
    return _Values(scope, names)


def _coinciding(group: Group, values: _Values) -> _Values:
    """Return a point where the numbers of one kind are all the same."""
    names = dict(values.names)
    for listed in group.numbers.values():
        first, *others = listed.split()
        names.update(dict.fromkeys(others, names[first]))
    for kind, listed in group.vectors.items():
        if kind == "real":
            for name in listed.split():
                names.update({key: names[(name, 1)] for key in names if isinstance(key, tuple) and key[0] == name})
    return _Values(values.scope, names)


_SIMPLE: Mapping[str, tuple[Fraction, ...]] = {
    "real": (*map(Fraction, (0, 1, -1, 2, -2, 0, 1)), Fraction(1, 2), Fraction(-1, 2)),
    "positive": (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(1)),
    "unit": (Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(1, 2)),
    "binary": (Fraction(0), Fraction(1)),
}


def _number(kind: str, dice: random.Random, simple: bool) -> Any:
    if simple:
        return _exact(dice.choice(_SIMPLE[kind]))
    u = mp.mpf(dice.random())
    return {"real": 4 * u - 2, "positive": 3 * u + 0.05, "unit": u * 0.9 + 0.05, "binary": mp.mpf(dice.randint(0, 1))}[
        kind
    ]


def _vector(kind: str, size: int, dice: random.Random, simple: bool) -> list[Any]:
    if kind in ("real", "binary"):
        return [_number(kind, dice, simple) for _ in range(size)]
    weights = [_number("positive", dice, simple) for _ in range(size)]
    if kind == "simplex" and simple and dice.random() < 0.5:  # all of it on one
        weights = [mp.mpf(int(i == size - 1)) for i in range(size)]
    return [w / sum(weights) for w in weights]


def _true(claim: n.Term, values: _Values) -> bool:
    match claim:
        case n.Implies(premise, conclusion):
            if not _true(premise, values):
                raise NoValue
            return _true(conclusion, values)
        case n.And(truths):
            return all(_true(t, values) for t in truths)
        case n.Or(truths):
            return any(_true(t, values) for t in truths)
        case n.Not(truth):
            return not _true(truth, values)
        case n.Relation("=", n.Limit() as limit, right):
            return _tends(limit, right, values)
        case n.Relation("~=", left, right):
            return _is_rounded(_value(left, values), right, values)
        case n.Relation(op, left_, right_):
            left, right = _value(left_, values), _value(right_, values)
            slopes = _has_slopes(claim, values.scope)
            if op in ("<", ">") and not slopes:
                return _is_below(*((left_, right_) if op == "<" else (right_, left_)), values)
            return _compares(op, left, right, values.tolerance if slopes else _FINE)
    raise NoValue


def _has_slopes(claim: n.Term, scope: Scope) -> bool:
    """Return whether derivatives are taken, which finite differences know to 18 digits only."""
    terms = (claim, *(d.body for d in scope.definitions.values()))
    return any(isinstance(part, n.Derivative | n.Prime) for term in terms for part in subterms(term))


def _is_below(left: n.Term, right: n.Term, values: _Values) -> bool:
    """Return whether left < right, also if only an exponential that is tiny tells them apart."""
    for digits in (DIGITS, _MANY_DIGITS):
        with mp.workdps(digits):
            difference = _value(right, values) - _value(left, values)
            scale = max(1, abs(_value(left, values)))
        if abs(difference) > mp.mpf(10) ** -45 * scale:
            return bool(difference > 0)
    if difference and abs(difference) > mp.mpf(10) ** -100 * scale:
        raise NoValue  # the numbers of the point are rounded to 60 digits
    return bool(difference > 0)


def _compares(op: str, left: Any, right: Any, tolerance: Any) -> bool:
    scale = max(1, abs(left), abs(right))
    if op in ("=", "!="):
        return bool(abs(left - right) <= tolerance * scale) == (op == "=")
    if abs(left - right) < mp.mpf(10) ** -18 * scale:  # equal, as far as finite differences tell
        return op in ("<=", ">=")
    return bool(left < right) == (op in ("<", "<="))


def _is_rounded(exact: Any, printed: n.Term, values: _Values) -> bool:
    """Return whether a number is rounded to the digits printed; NoValue if they were cut."""
    number = printed.term if isinstance(printed, n.Neg) else printed
    if not isinstance(number, n.Number):
        raise NoValue
    unit = mp.mpf(10) ** -(number.places or 0)
    distance = abs(exact - _value(printed, values))
    if unit / 2 < distance < unit:
        raise NoValue
    return bool(distance <= unit / 2)


def _tends(limit: n.Limit, right: n.Term, values: _Values) -> bool:
    """Return whether a limit has a value, by looking close to the point; NoValue where that does not tell."""
    infinite = {n.Constant("inf"): 1, n.Neg(n.Constant("inf")): -1}
    for way in _ways(limit, values, infinite):
        near, nearer = (_value(limit.body, values.having(limit.variable.name, x)) for x in way)
        if right in infinite:
            if not infinite[right] * (nearer - near) > 1:
                return False
            continue
        wanted = _value(right, values)
        first, second = abs(near - wanted), abs(nearer - wanted)
        if second > mp.mpf(10) ** -4 and second > first / 8:
            return False
        if second > mp.mpf(10) ** -4:
            raise NoValue
    return True


def _ways(limit: n.Limit, values: _Values, infinite: Mapping[n.Term, int]) -> Iterator[tuple[Any, Any]]:
    if limit.point in infinite:
        yield tuple(infinite[limit.point] * x for x in (_FAR, _FARTHER))  # type: ignore[misc]
        return
    at = _value(limit.point, values)
    for sign in {"+": (1,), "-": (-1,)}.get(limit.side, (1, -1)):
        yield at + sign / _FAR, at + sign / _FARTHER


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
        if isinstance(term.base, n.Neg | n.Add | n.Mul):  # (2*p)_k is 2*p_k
            entry = rebuild(term.base, lambda t: n.Indexed(t, term.indices) if sort_of(t).shape else t)
            return _value(entry, at)
        if not isinstance(term.base, n.Symbol):
            raise NoValue
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
        return sum((_value(t, at) for t in term.terms), mp.mpf(0))  # fsum would shift e^(10^18) into an integer

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
        if any(abs(a) > _TOO_FAST for a in arguments) and function.name in ("exp", "sinh", "cosh", "sin", "cos"):
            if function.name == "exp" and arguments[0] < 0:
                return mp.mpf(0)
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
        values = [_value(term.body, at.having(term.index.name, i)) for i in listed if i not in without]
        if not values and term.kind in ("max", "min"):
            raise NoValue
        return {"sum": mp.fsum, "product": mp.fprod, "max": max, "min": min}[term.kind](values)

    @staticmethod
    def Delta(term: n.Delta, at: _Values) -> Any:
        return mp.mpf(_value(term.left, at) == _value(term.right, at))

    @staticmethod
    def Indicator(term: n.Indicator, at: _Values) -> Any:
        return mp.mpf(_true(term.condition, at))

    @staticmethod
    def Cases(term: n.Cases, at: _Values) -> Any:
        for value, condition in zip(term.values, term.conditions, strict=True):
            if _true(condition, at):
                return _value(value, at)
        if term.otherwise is None:
            raise NoValue
        return _value(term.otherwise, at)

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
    """Return the derivative of `order` by central differences; NoValue at a kink or a jump, where the sides differ."""
    h = _STEP
    weights = {1: ((1, 1), (0, -1)), 2: ((2, 1), (1, -2), (0, 1)), 3: ((3, 1), (2, -3), (1, 3), (0, -1))}.get(order)
    if weights is None:
        raise NoValue
    right, left = (
        mp.fsum(w * function(x + way * shift * h) for shift, w in weights) * way**order / h**order for way in (1, -1)
    )
    if abs(right - left) > mp.mpf(10) ** -6 * max(1, abs(right), abs(left)):
        raise NoValue
    return (right + left) / 2
