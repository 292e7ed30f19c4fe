"""Mutation operators: small mistakes that people make, put into a claim one place at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from fractions import Fraction

from benchmarks.mutations_arrays import ARRAY_OPERATORS
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, LN
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, TRUTH, is_number
from symloss.term.walk import children, substitute

_TWO, _ONE = n.Number(Fraction(2)), n.Number(Fraction(1))
_NEIGHBOURS = {
    "sigma": "tanh",
    "tanh": "sigma",
    "sin": "cos",
    "cos": "sin",
    "sinh": "cosh",
    "cosh": "sinh",
    "exp": "sigma",
    "max": "min",
    "min": "max",
    "relu": "abs",
    "softplus": "relu",
}
_TURNED: dict[str, n.RelationOp] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_STRICTER: dict[str, n.RelationOp] = {"<=": "<", ">=": ">"}
_INFINITY = n.Constant("inf")
_TINY = n.Number(Fraction(1, 10**12))
Edit = Callable[[n.Term, frozenset[n.Symbol]], Iterator[n.Term]]


def _is_value(term: n.Term) -> bool:
    try:
        return is_number(sort_of(term)) and not isinstance(term, n.Constant)
    except SortError:
        return False


def sign(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A sign is lost or comes in."""
    if isinstance(term, n.Neg):
        yield term.term
    elif isinstance(term, n.Symbol | n.Indexed | n.Apply | n.Mul | n.Div) and _is_value(term):
        yield n.Neg(term)


def factor(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A factor 2 too many."""
    if isinstance(term, n.Symbol | n.Indexed | n.Apply | n.Div) and _is_value(term):
        yield n.Mul((_TWO, term))


def exponent(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """The exponent is one too high, or the power is lost."""
    if isinstance(term, n.Pow):
        yield n.Pow(term.base, n.Add((term.exponent, _ONE)))
        yield term.base


def index(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """Another index letter."""
    if isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol):
        for place, old in enumerate(term.indices):
            size = term.base.sort.shape[place]
            for other in sorted(scope, key=lambda s: s.name):
                fits = (other.name in "mn") == (size == n.Symbol("N", INDEX))
                if other.sort == INDEX and other.name in "ijklmn" and other != old and fits:
                    yield n.Indexed(term.base, (*term.indices[:place], other, *term.indices[place + 1 :]))


def bound(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A sum begins or ends one too late or too early."""
    if isinstance(term, n.Bind) and isinstance(term.over, n.Range):
        upper = n.Add((term.over.upper, n.Neg(_ONE)))
        yield n.Bind(term.kind, term.index, n.Range(term.over.lower, upper), term.body)
        yield n.Bind(term.kind, term.index, n.Range(_TWO, term.over.upper), term.body)


def swapped(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """Numerator and denominator, minuend and subtrahend, base and exponent exchanged."""
    if isinstance(term, n.Div):
        yield n.Div(term.denominator, term.numerator)
    if isinstance(term, n.Add) and len(term.terms) == 2 and isinstance(term.terms[1], n.Neg):
        yield n.Add((term.terms[1].term, n.Neg(term.terms[0])))


def dropped_term(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A term of a sum is forgotten."""
    if isinstance(term, n.Add):
        for place in range(len(term.terms)):
            rest = (*term.terms[:place], *term.terms[place + 1 :])
            yield n.Add(rest) if len(rest) > 1 else rest[0]


def dropped_factor(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A factor or a denominator is forgotten."""
    if isinstance(term, n.Mul):
        for place in range(len(term.factors)):
            rest = (*term.factors[:place], *term.factors[place + 1 :])
            yield n.Mul(rest) if len(rest) > 1 else rest[0]
    if isinstance(term, n.Div):
        yield term.numerator


def dropped_sum(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A sum sign is forgotten, or an index is no longer left out."""
    if isinstance(term, n.Bind) and isinstance(term.over, n.Except):
        yield n.Bind(term.kind, term.index, term.over.base, term.body)
    elif isinstance(term, n.Bind):
        for other in sorted(scope, key=lambda s: s.name):
            if other.sort == INDEX and other.name in "ijklmn" and other != term.index:
                yield substitute(term.body, {term.index: other})
                return


def dropped_condition(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A condition is forgotten or turned around."""
    if isinstance(term, n.Implies):
        yield term.conclusion
        if isinstance(term.premise, n.Relation):
            other = {"=": "!=", "!=": "="}.get(term.premise.op)
            if other is not None:
                yield n.Implies(n.Relation(other, term.premise.left, term.premise.right), term.conclusion)  # type: ignore[arg-type]


def variable(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """Another quantity of the same sort."""
    if isinstance(term, n.Symbol) and term.sort != INDEX:
        for other in sorted(scope, key=lambda s: s.name):
            if other.sort == term.sort and other != term:
                yield other


def base(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A logarithm to base 2 where the natural one is meant."""
    if isinstance(term, n.Apply) and term.function == LN.symbol:
        yield n.Div(term, LN(_TWO))


def constant(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A number is one too large."""
    if isinstance(term, n.Number):
        yield n.Number(term.value + 1)


def power(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A square too many."""
    if isinstance(term, n.Symbol | n.Indexed | n.Apply) and _is_value(term) and not _is_index(term):
        yield n.Pow(term, _TWO)


def _is_index(term: n.Term) -> bool:
    return sort_of(term) == INDEX


def function(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A neighbour of the function."""
    if isinstance(term, n.Apply) and isinstance(term.function, n.Symbol) and term.function.name in _NEIGHBOURS:
        yield n.Apply(FUNCTIONS[_NEIGHBOURS[term.function.name]].symbol, term.arguments)
    if isinstance(term, n.Bind) and term.kind in ("max", "min"):
        yield n.Bind("min" if term.kind == "max" else "max", term.index, term.over, term.body)


def complement(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """1 - x for x, as for the two classes."""
    if isinstance(term, n.Symbol | n.Indexed | n.Apply | n.Delta) and _is_value(term) and not _is_index(term):
        yield n.Add((_ONE, n.Neg(term)))


def prime(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A derivative of another order, or none."""
    if isinstance(term, n.Derivative):
        yield n.Derivative(term.body, term.variable, term.order + 1, term.style)
    if isinstance(term, n.Prime):
        yield n.Prime(term.function, term.order + 1)


def direction(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """An inequality is turned around."""
    if isinstance(term, n.Relation) and term.op in _TURNED:
        yield n.Relation(_TURNED[term.op], term.left, term.right)


def strictness(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """An inequality is made strict."""
    if isinstance(term, n.Relation) and term.op in _STRICTER:
        yield n.Relation(_STRICTER[term.op], term.left, term.right)


def tightness(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A bound is tighter by 1e-12, or by a thousandth of itself."""
    if isinstance(term, n.Relation) and term.op in _TURNED:
        less = n.Neg(_TINY) if term.op in ("<", "<=") else _TINY
        yield n.Relation(term.op, term.left, n.Add((term.right, less)))
        share = Fraction(999, 1000) if term.op in ("<", "<=") else Fraction(1001, 1000)
        yield n.Relation(term.op, term.left, n.Mul((n.Div(_whole(share.numerator), _whole(1000)), term.right)))


def _whole(x: int) -> n.Number:
    return n.Number(Fraction(x))


def boundary(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """The alternatives of cases are exchanged, or the threshold moved."""
    if isinstance(term, n.Cases) and term.otherwise is not None:
        yield n.Cases((term.otherwise, *term.values[1:]), term.conditions, term.values[0])
        first = term.conditions[0]
        if isinstance(first, n.Relation):
            moved = n.Relation(first.op, first.left, n.Add((first.right, _ONE)))
            yield n.Cases(term.values, (moved, *term.conditions[1:]), term.otherwise)
    if isinstance(term, n.Indicator) and isinstance(term.condition, n.Relation) and term.condition.op in _TURNED:
        condition = term.condition
        yield n.Indicator(n.Relation(_TURNED[condition.op], condition.left, condition.right))


def limit(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A limit at another point, or from the other side."""
    if isinstance(term, n.Limit):
        if term.point == _INFINITY:
            points: tuple[n.Term, ...] = (n.Neg(_INFINITY), n.Number(Fraction(0)))
        elif term.point == n.Neg(_INFINITY):
            points = (_INFINITY, n.Number(Fraction(0)))
        else:
            points = (n.Add((term.point, _ONE)), _INFINITY)
        for point in points:
            yield n.Limit(term.body, term.variable, point)
        if term.side:
            yield n.Limit(term.body, term.variable, term.point, "-" if term.side == "+" else "+")


def limit_value(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """Another value of a limit."""
    if isinstance(term, n.Relation) and term.op == "=" and isinstance(term.left, n.Limit):
        others = (_INFINITY, n.Neg(_INFINITY), n.Number(Fraction(0)), _ONE)
        near = () if isinstance(term.right, n.Constant | n.Neg) else (n.Add((term.right, n.Div(_ONE, _whole(50)))),)
        for value in (*others, *near):
            if value != term.right:
                yield n.Relation("=", term.left, value)


def digits(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """The last printed digit, or one before it, is wrong; two digits are exchanged."""
    if isinstance(term, n.Number) and term.places:
        unit = Fraction(1, 10**term.places)
        for changed in (term.value + unit, term.value - unit, term.value + 10 * unit, term.value / 10):
            if changed > 0:
                yield n.Number(changed, term.places)
        last, before = int(term.value / unit) % 10, int(term.value / unit / 10) % 10
        yield n.Number(term.value + (last - before) * 10 * unit + (before - last) * unit, term.places)


def transposed(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A transpose is forgotten, or the factors of a matrix product exchanged."""
    if isinstance(term, n.Transpose):
        yield term.term
    if isinstance(term, n.MatMul):
        yield n.MatMul(tuple(reversed(term.factors)))
        for place, factor in enumerate(term.factors):
            yield n.MatMul((*term.factors[:place], n.Transpose(factor), *term.factors[place + 1 :]))


def weighting(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """The mean of the square is taken for the mean."""
    if isinstance(term, n.Bind) and term.kind == "expectation":
        yield n.Bind(term.kind, term.index, term.over, n.Pow(term.body, _TWO))


OPERATORS: dict[str, Edit] = {
    "sign": sign,
    "factor": factor,
    "exponent": exponent,
    "index": index,
    "bound": bound,
    "swapped operands": swapped,
    "dropped term": dropped_term,
    "dropped factor": dropped_factor,
    "dropped sum": dropped_sum,
    "dropped condition": dropped_condition,
    "wrong variable": variable,
    "log base": base,
    "constant": constant,
    "wrong power": power,
    "wrong function": function,
    "complement": complement,
    "wrong order": prime,
    "direction": direction,
    "strictness": strictness,
    "tighter bound": tightness,
    "boundary": boundary,
    "limit point": limit,
    "limit value": limit_value,
    "printed digits": digits,
    "transpose": transposed,
    "expectation": weighting,
    **ARRAY_OPERATORS,
}


def mutants(claim: n.Term, scope: frozenset[n.Symbol]) -> Iterator[tuple[str, n.Term]]:
    """Yield (operator, claim with one mistake) for every place and operator, well-sorted ones only."""
    seen = {claim}
    for name, edit in OPERATORS.items():
        for changed in _everywhere(claim, edit, scope):
            if changed not in seen and _is_well_sorted(changed):
                seen.add(changed)
                yield name, changed


def _is_well_sorted(claim: n.Term) -> bool:
    try:
        return sort_of(claim) == TRUTH and all(_is_well_sorted_value(c) for c in children(claim))
    except SortError:
        return False


def _is_well_sorted_value(term: n.Term) -> bool:
    sort_of(term)
    return True


def _everywhere(term: n.Term, edit: Edit, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    yield from edit(term, scope)
    for field in fields(term):  # type: ignore[arg-type]
        if field.name in ("over", "variable", "index", "function", "indices", "order", "premise"):
            continue  # edited as part of the node they belong to
        found = getattr(term, field.name)
        inside = scope | ({term.index} if isinstance(term, n.Bind) else set())
        if isinstance(found, n.Term):
            for new in _everywhere(found, edit, inside):
                yield _with(term, field.name, new)
        elif isinstance(found, tuple):
            for place, child in enumerate(found):
                for new in _everywhere(child, edit, inside):
                    yield _with(term, field.name, (*found[:place], new, *found[place + 1 :]))


def _with(term: n.Term, name: str, new: object) -> n.Term:
    values = {f.name: getattr(term, f.name) for f in fields(term)}  # type: ignore[arg-type]
    return type(term)(**{**values, name: new})
