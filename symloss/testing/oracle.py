"""The true value of a formula at floating-point arguments, and how far a result is from it.

Ball arithmetic with as many bits as it takes; nothing here knows a stable form. It
shares no code with the kernel's evaluator, so each can be checked against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch
from typing import Any

import numpy as np
from flint import arb, ctx, fmpq
from numpy.typing import NDArray

from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.walk import subterms

BITS = (160, 1280, 5120)
ONE = n.Number(Fraction(1))
TINY = arb(2) ** -1200  # far below the smallest float


@dataclass(frozen=True)
class Environment:
    """The values of the symbols, exact, and whether sums are replaced by their largest term."""

    values: Mapping[n.Symbol, arb]
    largest: bool = False


def truth(term: n.Term, values: Mapping[n.Symbol, float | arb], *, largest: bool = False) -> arb:
    """Return the value of `term`, to more than 60 bits, or a ball around 0 far below all floats.

    largest: return the size of the largest of the terms that are added up instead: what
    a rounding error has to be compared with where terms cancel because the arguments are
    given in so many digits only. (Sums of the arguments themselves are exact.)
    """
    found = arb("nan")
    for bits in BITS:
        ctx.prec = bits
        found = _value(term, Environment({k: arb(v) for k, v in values.items()}, largest))
        if found.rel_accuracy_bits() > 60 or abs(found) < TINY:
            return found
    return found if found.rel_accuracy_bits() > 30 else arb("nan")  # not known is not right


def ulps(got: NDArray[Any], true: list[arb], scale: list[arb] | None = None) -> NDArray[np.float64]:
    """Return |got - true| in units of the last place of `true` (or of `scale`); nan where the truth overflows.

    An infinite or undefined result counts as infinitely wrong.
    """
    ctx.prec = BITS[-1]
    dtype, limit = got.dtype, float(np.finfo(got.dtype).max)
    errors = np.empty(got.size)
    for i, (value, exact) in enumerate(zip(got.ravel().tolist(), true, strict=True)):
        size = abs(exact if scale is None else scale[i])
        if not abs(exact) < limit:
            errors[i] = np.nan
        elif not np.isfinite(value):
            errors[i] = np.inf
        else:
            unit = float(np.spacing(np.asarray(min(float(size.mid()), limit / 2), dtype)))
            errors[i] = float(abs(arb(value) - exact).mid() / arb(unit))
    return errors


# --- balls -------------------------------------------------------------------------


@singledispatch
def _value(term: n.Term, environment: Environment) -> arb:
    raise TypeError(f"the oracle does not know {type(term).__name__}")


@_value.register
def _(term: n.Number, environment: Environment) -> arb:
    return arb(fmpq(term.value.numerator, term.value.denominator))


@_value.register
def _(term: n.Constant, environment: Environment) -> arb:
    return {"pi": arb.pi, "e": arb.const_e}[term.name]()


@_value.register
def _(term: n.Symbol, environment: Environment) -> arb:
    value = environment.values[term]
    return abs(value) if environment.largest else value


@_value.register
def _(term: n.Neg, environment: Environment) -> arb:
    value = _value(term.term, environment)
    return value if environment.largest else -value


@_value.register
def _(term: n.Add, environment: Environment) -> arb:
    if environment.largest:
        parts = list(subterms(term))
        plain = all(isinstance(t, n.Add | n.Neg | n.Symbol | n.Number) for t in parts)
        if plain and sum(isinstance(t, n.Symbol | n.Number) for t in parts) == 2:
            # 1 - y and z - y lose nothing: the arguments are given; in c - (z - y) the difference is rounded
            return abs(_value(term, Environment(environment.values)))
        return max((_value(t, environment) for t in term.terms), key=lambda ball: float(ball.upper()))
    if len(term.terms) == 2 and term.terms[0] == ONE and isinstance(term.terms[1], n.Neg):
        function = function_of(term.terms[1].term)
        if function is not None and function.name in _COMPLEMENTS:  # no precision tells 1 - sigma(1e300) from 0
            return _COMPLEMENTS[function.name](_value(term.terms[1].term.arguments[0], environment))  # type: ignore[attr-defined]
    return sum((_value(t, environment) for t in term.terms), arb(0))


@_value.register
def _(term: n.Mul, environment: Environment) -> arb:
    result = arb(1)
    for factor in term.factors:
        result *= _value(factor, environment)
    return result


@_value.register
def _(term: n.Div, environment: Environment) -> arb:
    return _value(term.numerator, environment) / _value(term.denominator, environment)


@_value.register
def _(term: n.Pow, environment: Environment) -> arb:
    base, exponent = _value(term.base, environment), _value(term.exponent, environment)
    if exponent.is_integer():
        return _whole_power(base, int(float(exponent.mid())))
    return base**exponent


def _whole_power(base: arb, exponent: int) -> arb:
    """Return the power as a product: of a ball around 0 the library's own one is not a number."""
    if exponent < 0:
        return 1 / _whole_power(base, -exponent)
    half = arb(1) if exponent < 2 else _whole_power(base, exponent // 2)
    return half * half * base if exponent % 2 else half * half


@_value.register
def _(term: n.Cases, environment: Environment) -> arb:
    for value, condition in zip(term.values, term.conditions, strict=True):
        if _holds(condition, environment):
            return _value(value, environment)
    if term.otherwise is None:
        return arb("nan")
    return _value(term.otherwise, environment)


def _holds(condition: n.Term, environment: Environment) -> bool:
    if isinstance(condition, n.And):
        return all(_holds(t, environment) for t in condition.truths)
    if isinstance(condition, n.Or):
        return any(_holds(t, environment) for t in condition.truths)
    assert isinstance(condition, n.Relation), condition
    exact = Environment(environment.values)
    left, right = _value(condition.left, exact), _value(condition.right, exact)
    return bool(_RELATIONS[condition.op](left, right))


_RELATIONS: dict[str, Callable[[arb, arb], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


@_value.register
def _(term: n.Apply, environment: Environment) -> arb:
    function = function_of(term)
    if function is None or function.name not in _FUNCTIONS:
        raise TypeError(f"the oracle does not know the function in {term}")
    inner = Environment(environment.values)
    result = _FUNCTIONS[function.name](*(_value(a, inner) for a in term.arguments))
    return abs(result) if environment.largest else result


def _exp(x: arb) -> arb:
    """Return e^x, far below every float a number that is below it too; what cannot be held is not known."""
    limit = arb(2) ** 4000
    return arb("nan") if x > limit else (-limit if x < -limit else x).exp()


def _phi(x: arb) -> arb:
    """Return the normal distribution function, far out by what bounds it from both sides."""
    if x < -(arb(2) ** 40):
        return _exp(-x * x / 2) / (-x * (2 * arb.pi()).sqrt()) * (1 - arb(0.5, 0.5) / (x * x))
    return (-x / arb(2).sqrt()).erfc() / 2


def _sigma(x: arb) -> arb:
    return 1 / (1 + (-x).exp()) if x >= 0 else x.exp() / (1 + x.exp())


def _softplus(x: arb) -> arb:
    return x + (-x).exp().log1p() if x >= 0 else x.exp().log1p()


def _sign(x: arb) -> arb:
    return arb(1) if x > 0 else arb(-1) if x < 0 else arb(0)


_COMPLEMENTS: dict[str, Callable[[arb], arb]] = {  # 1 - f(x)
    "sigma": lambda x: _sigma(-x),
    "exp": lambda x: -x * (1 + x / 2) if abs(x) < arb(2) ** -6000 else -x.expm1(),
    "Phi": lambda x: _phi(-x),
}
_FUNCTIONS: dict[str, Callable[..., arb]] = {
    "exp": _exp,
    "ln": lambda x: x.log(),
    "sqrt": lambda x: x.sqrt(),
    "abs": abs,
    "sign": _sign,
    "max": lambda *xs: max(xs),
    "min": lambda *xs: min(xs),
    "relu": lambda x: max(x, arb(0)),
    "sigma": _sigma,
    "softplus": _softplus,
    "sinh": lambda x: x.sinh(),
    "cosh": lambda x: x.cosh(),
    "tanh": lambda x: x.tanh(),
    "arctan": lambda x: x.atan(),
    "erf": lambda x: x.erf(),
    "Phi": lambda x: _phi(x),
}
