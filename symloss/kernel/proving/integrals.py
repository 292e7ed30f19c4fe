"""Definite integrals in normal form: by their linearity, and in closed form where that is known.

An integral that has a value is linear in its integrand, and two integrands that are
equal wherever both have a value have one integral. What an integral without a closed
form is stays open, and so does whether it has a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symloss.kernel.proof import CONVERGENT
from symloss.kernel.proving.closed_forms import MINUS, PLUS, closed
from symloss.kernel.proving.nesting import depths, index_at, nesting
from symloss.kernel.proving.quotient import Quotient
from symloss.kernel.proving.sums import linear
from symloss.term import nodes as n
from symloss.term.functions import ABS, LN
from symloss.term.walk import free_symbols, rebuild, substitute

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_INFINITE = (PLUS, MINUS)
_SMOOTH = ("exp", "sin", "cos", "sigma", "tanh", "softplus")


def integral(term: n.Integral, field: Field) -> Quotient:
    """Return the normal form of an integral with bounds."""
    assert term.lower is not None
    assert term.upper is not None
    lower, upper = _end(term.lower, field), _end(term.upper, field)
    over = n.Interval(lower, upper)
    variable = _named(term.body, term.variable, over, field)
    body = field.of(_with_logarithms_apart(substitute(term.body, {term.variable: variable})))
    return linear(variable, body, field, lambda part: _of(part, variable, over, field))


def _with_logarithms_apart(term: n.Term) -> n.Term:
    """Return an integrand with ln|a| - ln|b| for ln(a/b): where that has a value, nothing need be known of signs."""
    term = rebuild(term, _with_logarithms_apart)
    if not isinstance(term, n.Apply) or term.function != LN.symbol:
        return term
    return _logarithm(term.arguments[0])


def _logarithm(term: n.Term) -> n.Term:
    match term:
        case n.Neg(inner):
            return _logarithm(inner)
        case n.Mul(factors):
            return n.Add(tuple(map(_logarithm, factors)))
        case n.Div(top, bottom):
            return n.Add((_logarithm(top), n.Neg(_logarithm(bottom))))
    return LN(ABS(term))


def _has_value(term: n.Integral) -> bool:
    """Return whether an integral surely has a value: of a function that is continuous everywhere, to finite ends."""
    if term.lower is None or term.lower in _INFINITE or term.upper in _INFINITE:
        return False
    return _is_continuous(term.body)


def _is_continuous(term: n.Term) -> bool:
    match term:
        case n.Number() | n.Symbol() | n.Indexed():
            return True
        case n.Neg(inner):
            return _is_continuous(inner)
        case n.Add(parts) | n.Mul(parts):
            return all(map(_is_continuous, parts))
        case n.Pow(base, n.Number(exponent)):
            return exponent.denominator == 1 and exponent > 0 and _is_continuous(base)
        case n.Apply(n.Symbol() as function, (argument,)):
            return function.name in _SMOOTH and _is_continuous(argument)
        case n.Integral():
            return _has_value(term)
    return False


def _end(term: n.Term, field: Field) -> n.Term:
    return term if term in _INFINITE else field.term(field.of(term))


def _named(body: n.Term, variable: n.Symbol, over: n.Interval, field: Field) -> n.Symbol:
    """Return the name of the variable in normal form: by its depth and its range."""
    (depth,) = depths(nesting(body), 1, free_symbols(body) - {variable})
    return index_at(depth, over, field, variable.sort)


def _of(part: Quotient, variable: n.Symbol, over: n.Interval, field: Field) -> Quotient:
    """Return the integral of one product: in closed form, or as a kernel."""
    found = closed(part, variable, over, field)
    if found is not None:
        return found
    body = field.term(part)
    named = _named(body, variable, over, field)
    kernel = n.Integral(substitute(body, {variable: named}), named, over.lower, over.upper)
    if not _has_value(kernel):
        field.use(CONVERGENT.text, CONVERGENT.origin)
    return field.kernel(kernel)
