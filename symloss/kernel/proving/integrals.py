"""Definite integrals in normal form: by their linearity, and in closed form where that is known.

An integral that has a value is linear in its integrand, and two integrands that are
equal wherever both have a value have one integral. What an integral without a closed
form is stays open, and so does whether it has a value.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from symloss.kernel.proof import CONVERGENT, OutOfReach
from symloss.kernel.proving.closed_forms import MINUS, PLUS, closed
from symloss.kernel.proving.definedness import literal, needs
from symloss.kernel.proving.lattice import OF_RELATION
from symloss.kernel.proving.nesting import depths, index_at, nesting
from symloss.kernel.proving.quotient import Quotient
from symloss.kernel.proving.signs import sign
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
    _check_integrand(term, field)
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


def _check_integrand(term: n.Integral, field: Field) -> None:
    """Raise OutOfReach for ln(x) from -1 to 1; where nothing shows that it has a value, it is said to have one."""
    for need in needs(term.body):
        if term.variable not in need.spoken_of() or need.truth.op == "!=":  # it fails at single points only
            continue
        field.use(CONVERGENT.text, CONVERGENT.origin)
        for place in _inside(term):
            truth = substitute(need.truth, {term.variable: n.Number(place)})
            assert isinstance(truth, n.Relation)
            found = sign(field.of(truth.left) - field.of(truth.right), field)
            if not need.guards and not need.letters and not found & OF_RELATION[truth.op]:
                raise OutOfReach("an integral of what has no value between its ends")


def _inside(term: n.Integral) -> list[Fraction]:
    """Return some numbers between the ends, if these are numbers or infinite."""
    low, high = (None if end is None or end in _INFINITE else literal(end) for end in (term.lower, term.upper))
    if (low is None and term.lower != MINUS) or (high is None and term.upper != PLUS):
        return []
    if low is None or high is None:
        at = low if low is not None else high or Fraction(0)
        steps = (1, 10) if low is not None else (-1, -10) if high is not None else (-10, -1, 1, 10)
        return [at + step for step in steps]
    return [low + (high - low) * Fraction(k, 8) for k in (1, 3, 5, 7)]


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
