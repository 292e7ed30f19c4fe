"""The sign of a number such as ln(3) - 1 or 2*sqrt(2) - e, by certified balls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import singledispatch

from flint import arb, ctx, fmpq, fmpq_mpoly

from symloss.kernel.proving.lattice import ANY, NEGATIVE, POSITIVE
from symloss.kernel.proving.quotient import parts
from symloss.term import nodes as n

_BITS = (128, 512)
_FUNCTIONS: Mapping[str, Callable[[arb], arb]] = {
    "exp": arb.exp,
    "ln": arb.log,
    "sin": arb.sin,
    "cos": arb.cos,
    "arctan": arb.atan,
    "erf": arb.erf,
}


class _NoNumber(Exception):
    """Not a number, or none that is evaluated here."""


def sign_of_number(polynomial: fmpq_mpoly, kernels: Mapping[int, n.Term]) -> int:
    """Return the sign of a polynomial whose generators stand for numbers; ANY if they do not, or balls cannot tell."""
    try:
        for bits in _BITS:
            with ctx.workprec(bits):
                values = {i: _value(kernel) for i, kernel in kernels.items()}
                total = arb(0)
                for powers, c in parts(polynomial):
                    product = arb(fmpq(c.numerator, c.denominator))
                    for i, value in values.items():
                        product = product * value ** powers[i]
                    total = total + product
                if total > 0:
                    return POSITIVE
                if total < 0:
                    return NEGATIVE
    except _NoNumber:
        return ANY
    return ANY


@singledispatch
def _value(term: n.Term) -> arb:
    raise _NoNumber


@_value.register
def _(term: n.Number) -> arb:
    return arb(fmpq(term.value.numerator, term.value.denominator))


@_value.register
def _(term: n.Constant) -> arb:
    if term.name == "inf":
        raise _NoNumber
    return arb.pi() if term.name == "pi" else arb(1).exp()


@_value.register
def _(term: n.Neg) -> arb:
    return -_value(term.term)


@_value.register
def _(term: n.Add) -> arb:
    total = arb(0)
    for part in term.terms:
        total = total + _value(part)
    return total


@_value.register
def _(term: n.Mul) -> arb:
    product = arb(1)
    for factor in term.factors:
        product = product * _value(factor)
    return product


@_value.register
def _(term: n.Div) -> arb:
    bottom = _value(term.denominator)
    if bottom.contains(0):
        raise _NoNumber
    return _value(term.numerator) / bottom


@_value.register
def _(term: n.Pow) -> arb:
    base, exponent = _value(term.base), _value(term.exponent)
    if not base > 0:
        raise _NoNumber
    return (exponent * base.log()).exp()


@_value.register
def _(term: n.Apply) -> arb:
    known = _FUNCTIONS.get(term.function.name) if isinstance(term.function, n.Symbol) else None
    if known is None or len(term.arguments) != 1:
        raise _NoNumber
    inside = _value(term.arguments[0])
    if term.function.name == "ln" and not inside > 0:  # type: ignore[attr-defined]
        raise _NoNumber
    found = known(inside)
    if not found.is_finite():
        raise _NoNumber
    return found
