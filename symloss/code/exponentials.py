"""Sums of exponentials of multiples of the raw value, each product of exponentials written as one.

exp(-rho*z)*(exp(z) - y)*exp(z) overflows, and underflows, where exp((2 - rho)*z) and
y*exp((1 - rho)*z) are ordinary numbers.
"""

from __future__ import annotations

from fractions import Fraction

from symloss.code.polynomial import Polynomial, atom, constant, product, written
from symloss.term import nodes as n
from symloss.term.functions import EXP, function_of
from symloss.term.walk import free_symbols, subterms

ONE = n.Number(Fraction(1))
Parts = list[tuple[Polynomial, Polynomial]]  # exponents, each with its coefficient


class NotExponential(Exception):
    """The term is no sum of exponentials with coefficients that are free of the raw value."""


def merged(term: n.Term, raw: n.Symbol) -> n.Term | None:
    """Return `term` as such a sum if a parameter stands in an exponent, else None."""
    exponents = [part.arguments[0] for part in subterms(term) if isinstance(part, n.Apply) and _is_exp(part)]
    if not any(free_symbols(exponent) - {raw} for exponent in exponents):
        return None
    try:
        parts = _parts(term, raw)
    except NotExponential:
        return None
    shown = [_shown(exponent, coefficient, raw) for exponent, coefficient in parts if coefficient.terms]
    shown.sort(key=lambda part: isinstance(part, n.Neg))  # stable: what is subtracted comes last
    return None if not shown else shown[0] if len(shown) == 1 else n.Add(tuple(shown))


def _is_exp(term: n.Term) -> bool:
    function = function_of(term)
    return function is not None and function.name == "exp"


def _parts(term: n.Term, raw: n.Symbol) -> Parts:
    if raw not in free_symbols(term):
        return [(constant(0), _polynomial(term))]
    match term:
        case n.Neg(inner):
            return _times(_parts(inner, raw), [(constant(0), constant(-1))])
        case n.Add(terms):
            return _collected([part for t in terms for part in _parts(t, raw)])
        case n.Mul(factors):
            found: Parts = [(constant(0), constant(1))]
            for factor in factors:
                found = _times(found, _parts(factor, raw))
            return found
        case n.Div(top, bottom) if raw not in free_symbols(bottom):
            return _times(_parts(top, raw), [(constant(0), atom(bottom) ** -1)])
        case n.Apply(_, (exponent,)) if _is_exp(term):
            multiple = _polynomial(exponent)
            if set(multiple.split(raw.__eq__)) == {((raw, 1),)}:
                return [(multiple, constant(1))]
    raise NotExponential(str(term))


def _times(left: Parts, right: Parts) -> Parts:
    return _collected([(a + b, c * d) for a, c in left for b, d in right])


def _collected(parts: Parts) -> Parts:
    found: Parts = []
    for exponent, coefficient in parts:
        at = next((i for i, (known, _) in enumerate(found) if known.terms == exponent.terms), None)
        if at is None:
            found.append((exponent, coefficient))
        else:
            found[at] = (exponent, found[at][1] + coefficient)
    return found


def _polynomial(term: n.Term) -> Polynomial:
    match term:
        case n.Number(value):
            return constant(value)
        case n.Neg(inner):
            return _polynomial(inner) * constant(-1)
        case n.Add(terms):
            found = constant(0)
            for part in terms:
                found = found + _polynomial(part)
            return found
        case n.Mul(factors):
            found = constant(1)
            for factor in factors:
                found = found * _polynomial(factor)
            return found
        case n.Div(top, n.Number(value)):
            return _polynomial(top) * constant(1 / value)
    return atom(term)


def _shown(exponent: Polynomial, coefficient: Polynomial, raw: n.Symbol) -> n.Term:
    if not exponent.terms:
        return written(coefficient)
    slope, front = written(exponent.split(raw.__eq__)[((raw, 1),)]), written(coefficient)
    power = EXP(raw if slope == ONE else product([slope, raw]))
    negative = isinstance(front, n.Neg)
    size = front.term if isinstance(front, n.Neg) else front
    whole = power if size == ONE else product([size, power])
    return n.Neg(whole) if negative else whole
