"""Terms as series: what the variable of a limit is close to its point, and definitions looked through."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce, singledispatch
from operator import add

from symloss.kernel.deciding import leading
from symloss.kernel.deciding.coefficients import Coefficient, positive
from symloss.kernel.deciding.leading import OutsideScale, Series
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, substitute

_INFINITY = n.Constant("inf")


@dataclass(frozen=True)
class Expander:
    """Terms as series: what the variable is, and definitions looked through."""

    scope: Scope
    known: dict[n.Symbol, Series]

    def series(self, term: n.Term) -> Series:
        """Return the series of `term`."""
        return _series(term, self)


@singledispatch
def _series(term: n.Term, by: Expander) -> Series:
    raise OutsideScale(f"{type(term).__name__} is outside")


@_series.register
def _(term: n.Number, by: Expander) -> Series:
    return Series.constant(Coefficient.number(term.value))


@_series.register
def _(term: n.Constant, by: Expander) -> Series:
    if term == _INFINITY:
        raise OutsideScale("infinity")
    return leading.exp(leading.ONE) if term.name == "e" else Series.constant(Coefficient.of(term))


@_series.register
def _(term: n.Symbol, by: Expander) -> Series:
    if term in by.known:
        return by.known[term]
    definition = by.scope.definitions.get(term.name)
    if definition is not None and not definition.parameters:
        return by.series(definition.body)
    if term.name in by.scope.depends or definition is not None:
        raise OutsideScale(f"{term.name} is not known")
    if term.sort == INDEX and term.name not in by.scope.index_sets:
        return Series.constant(positive(term))  # a size
    return Series.constant(Coefficient.of(term))


@_series.register
def _(term: n.Indexed, by: Expander) -> Series:
    parts = (term.base, *term.indices)
    if any(not isinstance(p, n.Symbol) or p in by.known or p.name in by.scope.definitions for p in parts):
        raise OutsideScale("an entry that is not known")
    return Series.constant(Coefficient.of(term))


@_series.register
def _(term: n.Bind, by: Expander) -> Series:
    """Return a sum over 1..K term by term: K is fixed, so a sum of what vanishes vanishes."""
    if term.kind != "sum" or not isinstance(term.over, n.Range) or not isinstance(term.over.upper, n.Symbol):
        raise OutsideScale(f"a {term.kind}")
    if term.over.lower != n.Number(Fraction(1)) or {term.index, term.over.upper} & by.known.keys():
        raise OutsideScale("a sum that does not count from 1, or whose length moves")
    if any(
        s.name in by.scope.definitions for s in {term.over.upper, *free_symbols(term.body)} if isinstance(s, n.Symbol)
    ):
        raise OutsideScale("a sum of what is defined elsewhere")
    inside = by.series(term.body)
    size = positive(term.over.upper)
    return Series({place: _summed(x, term, size) for place, x in inside.terms.items()}, inside.error)


def _summed(coefficient: Coefficient, over: n.Bind, size: Coefficient) -> Coefficient:
    """Return the sum of a coefficient over an index, monomial by monomial."""
    total = Coefficient()
    for monomial, x in coefficient.terms:
        tied = tuple((k, e) for k, e in monomial if over.index in free_symbols(k))
        free = tuple((k, e) for k, e in monomial if over.index not in free_symbols(k))
        body = Coefficient(((tied, Fraction(1)),)).term
        inside = Coefficient.of(n.Bind("sum", over.index, over.over, body)) if tied else size
        total = total + Coefficient(((free, x),)) * inside
    return total


@_series.register
def _(term: n.Neg, by: Expander) -> Series:
    return -by.series(term.term)


@_series.register
def _(term: n.Add, by: Expander) -> Series:
    total = Series()
    for part in term.terms:
        total = total + by.series(part)
    return total


@_series.register
def _(term: n.Mul, by: Expander) -> Series:
    total = leading.ONE
    for factor in term.factors:
        total = total * by.series(factor)
    return total


@_series.register
def _(term: n.Div, by: Expander) -> Series:
    return by.series(term.numerator) * leading.power(by.series(term.denominator), Fraction(-1))


@_series.register
def _(term: n.Pow, by: Expander) -> Series:
    exponent = by.series(term.exponent)
    if exponent.error is None and all(place == (Fraction(0), 0) for place in exponent.terms):
        fixed = exponent.terms.get((Fraction(0), 0), Coefficient()).rational
        if fixed is not None:
            return leading.power(by.series(term.base), fixed)
    try:
        return leading.exp(exponent * leading.log(by.series(term.base)))
    except leading.NoValue as error:  # it has one, if the exponent is a whole number
        raise OutsideScale("a power of a negative number") from error


@_series.register
def _(term: n.Apply, by: Expander) -> Series:
    if function_of(term) is LN and isinstance(term.arguments[0], n.Add) and (found := _logarithm_of_sum(term, by)):
        return found
    own = by.scope.definitions.get(term.function.name) if isinstance(term.function, n.Symbol) else None
    if own is not None and own.kind == "function" and len(own.parameters) == len(term.arguments):
        return by.series(substitute(own.body, dict(zip(own.parameters, term.arguments, strict=True))))
    if not isinstance(term.function, n.Symbol) or own is not None:
        raise OutsideScale("a function of one's own")
    arguments = [by.series(a) for a in term.arguments]
    if term.function.name in ("max", "min"):
        return _extreme(arguments, 1 if term.function.name == "max" else -1)
    known = leading.FUNCTIONS_OF.get(term.function.name)
    if known is None or len(arguments) != 1:
        raise OutsideScale(f"the function {term.function.name}")
    return known(arguments[0])


def _logarithm_of_sum(term: n.Apply, by: Expander) -> Series | None:
    """Return ln(e^u + e^v + ...) as u + ln(1 + e^(v - u) + ...), where no exponent is larger than u in the end."""
    whole = term.arguments[0]
    assert isinstance(whole, n.Add)
    exponents = []
    for part in whole.terms:
        if function_of(part) is not EXP or not isinstance(part, n.Apply):
            return None
        exponents.append(by.series(part.arguments[0]))
    for u in exponents:
        differences = [v + -u for v in exponents]
        if all(leading.tends_to(d) <= 0 for d in differences):
            return u + leading.log(reduce(add, map(leading.exp, differences)))
    return None


def _extreme(arguments: list[Series], way: int) -> Series:
    """Return the largest (way 1) or smallest of some series in the end."""
    best = arguments[0]
    for other in arguments[1:]:
        best = other if way * leading.sign_of(other + -best) > 0 else best
    return best


@_series.register
def _(term: n.Indicator, by: Expander) -> Series:
    return leading.ONE if holds(term.condition, by) else Series()


@_series.register
def _(term: n.Cases, by: Expander) -> Series:
    for value_, condition in zip(term.values, term.conditions, strict=True):
        if holds(condition, by):
            return by.series(value_)
    if term.otherwise is None:
        raise OutsideScale("no alternative of the cases applies")
    return by.series(term.otherwise)


def holds(truth: n.Term, by: Expander) -> bool:
    """Return whether a condition is true close to the point."""
    match truth:
        case n.Relation(op, left, right) if op in _TRUE_FOR:
            return leading.sign_of(by.series(left) + -by.series(right)) in _TRUE_FOR[op]
        case n.And(truths):
            return all(holds(t, by) for t in truths)
        case n.Or(truths):
            return any(holds(t, by) for t in truths)
        case n.Not(inner):
            return not holds(inner, by)
    raise OutsideScale("a condition that is not a comparison")


_TRUE_FOR = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,), "!=": (-1, 1)}
