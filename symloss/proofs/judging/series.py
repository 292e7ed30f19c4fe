r"""Series that have a closed form: \sum_{k=0}^\infty r^k = 1/(1 - r), and that of the exponential function.

A summand is a polynomial of k, of degree 2 at most, times c r^k, or that over k!. The first has a sum where |r| < 1,
and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import comb, factorial

from symloss.kernel.proving.definedness import literal
from symloss.kernel.shown import shown
from symloss.kernel.verdict import Condition
from symloss.proofs.judging.restated import Restated
from symloss.term import nodes as n
from symloss.term.functions import ABS, EXP, FUNCTIONS
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

_ZERO, _ONE, _TWO = (n.Number(Fraction(value)) for value in (0, 1, 2))
_INFINITY = n.Constant("inf")
_MOST = 8  # first terms that a sum may leave out
_DEGREE = 2  # of k beside r^k
_NATURAL = "natural domain"
Factor = tuple[n.Term, int]  # with its exponent, 1 or -1


def with_series(statement: Statement) -> Restated | None:
    """Return a statement with its series in closed form; None: it has none, or others too."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    bodies = [d.body for d in statement.scope.definitions.values()]
    if claim is None or not any(_is_series(part) for term in (claim, *bodies) for part in subterms(term)):
        return None
    series = _Series()
    said = series.summed(claim)
    defined = {name: replace(d, body=series.summed(d.body)) for name, d in statement.scope.definitions.items()}
    if any(map(_is_series, subterms(said))):
        return None
    truths = [n.Relation("<", ABS(ratio), _ONE) for ratio in dict.fromkeys(series.ratios)]
    facts = tuple(Hypothesis(truth, _NATURAL) for truth in truths)
    scope = replace(statement.scope, definitions=defined)
    meant = replace(statement, step=Identity(said), scope=scope, hypotheses=(*statement.hypotheses, *facts))
    return Restated(meant, tuple(Condition(shown(truth), _NATURAL, truth) for truth in truths))


def _is_series(term: n.Term) -> bool:
    over = term.over if isinstance(term, n.Bind) and term.kind == "sum" else None
    return isinstance(over, n.Range) and over.upper == _INFINITY


@dataclass
class _Series:
    """Terms with series in closed form, and the ratios of the geometric ones among them."""

    ratios: list[n.Term] = field(default_factory=list)

    def summed(self, term: n.Term) -> n.Term:
        """Return a term with those series in closed form that have one."""
        term = rebuild(term, self.summed)
        if not _is_series(term) or not isinstance(term, n.Bind) or not isinstance(term.over, n.Range):
            return term
        total = self._total(term.body, term.index, term.over.lower)
        return term if total is None else total

    def _total(self, body: n.Term, index: n.Symbol, start: n.Term) -> n.Term | None:
        first = start.value if isinstance(start, n.Number) else None
        if first is None or not 0 <= first <= _MOST or first.denominator != 1:
            return None
        apart = _apart(body, index)
        if apart is not None:
            totals = [total for part in apart if (total := self._total(part, index, start)) is not None]
            return n.Add(tuple(totals)) if len(totals) == len(apart) else None
        shape = _shape(body, index, int(first))
        if shape is None:
            return None
        ratio, shift = shape.ratio, shape.shift
        number = literal(ratio)
        if not shape.over_factorial and (number is None or abs(number) >= 1):
            self.ratios.append(ratio)
        sums = _of_exponential(ratio) if shape.over_factorial else _of_geometric(ratio)
        parts = [
            n.Mul((n.Number(Fraction(comb(shape.degree, i) * (-shift) ** (shape.degree - i))), sums[i]))
            for i in range(shape.degree + 1)
            if shift or i == shape.degree
        ]  # of (j - shift)^degree
        less = [n.Neg(_term(shape, j)) for j in range(int(first) + shift)]
        whole = n.Add((*parts, *less)) if len(parts) + len(less) > 1 else parts[0]
        return n.Mul((*shape.free, whole))


@dataclass(frozen=True)
class _Shape:
    """A summand: the factors without k, then k^degree ratio^(k + shift), perhaps over k! if nothing is shifted."""

    free: tuple[n.Term, ...]
    degree: int
    ratio: n.Term
    shift: int
    over_factorial: bool


def _term(shape: _Shape, j: int) -> n.Term:
    """Return the term of k = j - shift, but for the factors without k."""
    value = n.Number(Fraction((j - shape.shift) ** shape.degree, factorial(j) if shape.over_factorial else 1))
    return n.Mul((value, n.Pow(shape.ratio, n.Number(Fraction(j))))) if j else value


def _of_geometric(r: n.Term) -> tuple[n.Term, ...]:
    """Return the sums of r^k, k r^k, k^2 r^k over k = 0, 1, ..."""
    rest = n.Add((_ONE, n.Neg(r)))
    second = n.Div(n.Mul((r, n.Add((_ONE, r)))), n.Pow(rest, n.Number(Fraction(3))))
    return n.Div(_ONE, rest), n.Div(r, n.Pow(rest, _TWO)), second


def _of_exponential(r: n.Term) -> tuple[n.Term, ...]:
    """Return the sums of r^k/k!, k r^k/k!, k^2 r^k/k! over k = 0, 1, ..."""
    return EXP(r), n.Mul((r, EXP(r))), n.Mul((n.Add((r, n.Pow(r, _TWO))), EXP(r)))


def _shape(body: n.Term, index: n.Symbol, first: int) -> _Shape | None:
    free: list[n.Term] = []
    ratios: list[n.Term] = []
    rests: list[n.Term] = []
    exponents: list[n.Term] = []
    degree, factorials = 0, 0
    for factor, sign in _factors(body):
        if index not in free_symbols(factor):
            free.append(factor if sign > 0 else n.Div(_ONE, factor))
            continue
        match factor:
            case n.Symbol():
                degree += sign
            case n.Pow(base, n.Number(value)) if base == index and value.denominator == 1:
                degree += sign * int(value)
            case n.Pow(base, exponent) if index not in free_symbols(base):
                slope = _slope(exponent, index)
                if slope is None or slope.denominator != 1:
                    return None
                ratios.append(_power(base, n.Number(sign * slope)))
                rest = substitute(exponent, {index: _ZERO})
                exponents.append(exponent if sign > 0 else n.Neg(exponent))
                rests.append(_power(base, rest if sign > 0 else n.Neg(rest)) if rest != _ZERO else _ONE)
            case n.Apply(function, (argument,)) if function == FUNCTIONS["factorial"].symbol and argument == index:
                factorials -= sign
            case _:
                return None
    if not ratios or not 0 <= degree <= _DEGREE or factorials not in (0, 1):
        return None
    ratio = ratios[0] if len(ratios) == 1 else n.Mul(tuple(ratios))
    shift = 0 if factorials else _shift(exponents, index, first)
    return _Shape((*free, *(() if shift else rests)) or (_ONE,), degree, ratio, shift, bool(factorials))


def _shift(exponents: list[n.Term], index: n.Symbol, first: int) -> int:
    """Return c if r^(k + c) is all that there is of r, for no exponent below 0: that has a value for r = 0, too."""
    rest = _number(substitute(exponents[0], {index: _ZERO})) if len(exponents) == 1 else None
    whole = rest is not None and rest.denominator == 1 and _slope(exponents[0], index) == 1
    return int(rest) if rest is not None and whole and first + rest >= 0 else 0


def _number(term: n.Term) -> Fraction | None:
    """Return the value of a sum of numbers, or None."""
    if isinstance(term, n.Number):
        return term.value
    if isinstance(term, n.Neg):
        inner = _number(term.term)
        return None if inner is None else -inner
    terms = term.terms if isinstance(term, n.Add) else ()
    values = [value for part in terms if (value := _number(part)) is not None]
    return sum(values, Fraction(0)) if terms and len(values) == len(terms) else None


def _apart(body: n.Term, index: n.Symbol) -> list[n.Term] | None:
    """Return k r^k and r^k for (k + 1) r^k, which has a sum where they have; None: there is no such factor."""
    factors = list(_factors(body))
    for k, (factor, sign) in enumerate(factors):
        if len(factors) > 1 and sign > 0 and isinstance(factor, n.Add) and index in free_symbols(factor):
            others = [other if way > 0 else n.Div(_ONE, other) for other, way in (*factors[:k], *factors[k + 1 :])]
            return [n.Mul((*others, term)) for term in factor.terms]
    return None


def _power(base: n.Term, exponent: n.Term) -> n.Term:
    if exponent == n.Number(Fraction(-1)):
        return n.Div(_ONE, base)
    return base if exponent == _ONE else n.Pow(base, exponent)


def _factors(term: n.Term, sign: int = 1) -> Iterator[Factor]:
    match term:
        case n.Mul(factors):
            for factor in factors:
                yield from _factors(factor, sign)
        case n.Div(above, below):
            yield from _factors(above, sign)
            yield from _factors(below, -sign)
        case n.Neg(inner):
            yield n.Number(Fraction(-1)), 1
            yield from _factors(inner, sign)
        case _:
            yield term, sign


def _slope(exponent: n.Term, index: n.Symbol) -> Fraction | None:
    """Return a of an exponent a k + c, or None."""
    match exponent:
        case _ if exponent == index:
            return Fraction(1)
        case _ if index not in free_symbols(exponent):
            return Fraction(0)
        case n.Neg(inner):
            slope = _slope(inner, index)
            return None if slope is None else -slope
        case n.Add(terms):
            slopes = [_slope(part, index) for part in terms]
            known = [slope for slope in slopes if slope is not None]
            return sum(known, Fraction(0)) if len(known) == len(slopes) else None
        case n.Mul((n.Number(value), inner)) if inner == index:
            return value
    return None
