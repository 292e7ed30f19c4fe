"""The sort of a term, and the refusal of terms that have none.

`sort_of` is strict: no broadcasting, no silent conversion but index to scalar. A
text that means the entrywise reading must have been read that way.
"""

from __future__ import annotations

from fractions import Fraction
from functools import singledispatch

from symloss.errors import SymlossError
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.sorts import FUNCTION, INDEX, SCALAR, SET, TRUTH, Sort, array, is_number, matrix, vector

_ONE = Fraction(1)


class SortError(SymlossError):
    """A term that is ill-typed: it has no sort."""


def sort_of(term: n.Term) -> Sort:
    """Return the sort of `term`, which is found once; raise SortError if it is ill-typed."""
    known: Sort | None = term.__dict__.get("_sort")
    if known is None:
        known = _found(term)
        object.__setattr__(term, "_sort", known)
    return known


@singledispatch
def _found(term: n.Term) -> Sort:
    raise TypeError(f"no sort is known for {type(term).__name__}: was a new node added?")


@_found.register
def _(term: n.Symbol) -> Sort:
    return term.sort


@_found.register(n.Number)
def _(term: n.Number) -> Sort:
    return INDEX if term.value.denominator == 1 and term.places is None else SCALAR


@_found.register(n.Constant)
@_found.register(n.Delta)
@_found.register(n.Indicator)
def _(term: n.Term) -> Sort:
    return SCALAR


@_found.register(n.Neg)
def _(term: n.Neg) -> Sort:
    return _value(term.term)


@_found.register(n.Add)
def _(term: n.Add) -> Sort:
    return _same(term.terms, "a sum")


@_found.register(n.Mul)
def _(term: n.Mul) -> Sort:
    sorts = [_value(f) for f in term.factors]
    arrays = [s for s in sorts if not is_number(s)]
    if len(arrays) > 1:
        raise SortError(f"a product of {arrays[0]} and {arrays[1]}: say inner, outer, matrix or entrywise product")
    if arrays:
        return arrays[0]
    return INDEX if all(s == INDEX for s in sorts) else SCALAR


@_found.register(n.Div)
def _(term: n.Div) -> Sort:
    top, bottom = _value(term.numerator), _value(term.denominator)
    if not is_number(bottom):
        raise SortError(f"division by a {bottom}")
    return SCALAR if is_number(top) else top


@_found.register(n.Pow)
def _(term: n.Pow) -> Sort:
    base, exponent = _value(term.base), _value(term.exponent)
    if not is_number(exponent) or not is_number(base):
        raise SortError(f"a power of a {base} to a {exponent}")
    return SCALAR


@_found.register(n.Apply)
def _(term: n.Apply) -> Sort:
    row = FUNCTIONS.get(term.function.name) if isinstance(term.function, n.Symbol) else None
    # only an opaque function takes functions: the divergence of two distributions
    sorts = [sort_of(a) if row is None and sort_of(a) == FUNCTION else _value(a) for a in term.arguments]
    if row is None or row.takes == "number":
        if row is not None and row.arity is not None and row.arity != len(sorts):
            raise SortError(f"{row.name} takes {row.arity} argument(s), not {len(sorts)}")
        if row is not None and not all(is_number(s) for s in sorts):
            raise SortError(f"{row.name} of a {next(s for s in sorts if not is_number(s))}")
        return SCALAR
    if len(sorts) != 1 or sorts[0].name != row.takes:
        raise SortError(f"{row.name} of a {sorts[0] if sorts else 'nothing'}, not of a {row.takes}")
    (of,) = sorts
    if row.takes == "matrix" and of.shape[0] != of.shape[1]:
        raise SortError(f"{row.name} of a {of}, which is not square")
    return {"number": SCALAR, "vector": of, "matrix": matrix(of.shape[0], of.shape[0])}[row.gives]


@_found.register
def _(term: n.Prime) -> Sort:
    return FUNCTION


@_found.register
def _(term: n.Map) -> Sort:
    sort = _value(term.argument)
    if is_number(sort):
        raise SortError("an entrywise function of a scalar")
    return sort


@_found.register
def _(term: n.Indexed) -> Sort:
    base = sort_of(term.base)
    if len(base.shape) < len(term.indices):
        raise SortError(f"{len(term.indices)} indices on a {base}")
    for index in term.indices:
        if sort_of(index) not in (INDEX, SCALAR):
            raise SortError(f"a {sort_of(index)} as an index")
    return array(base.shape[len(term.indices) :])


@_found.register(n.Range)
@_found.register(n.Except)
@_found.register(n.FiniteSet)
@_found.register(n.Interval)
def _(term: n.Term) -> Sort:
    return SET


@_found.register
def _(term: n.Bind) -> Sort:
    body = _value(term.body)
    if term.kind == "vector":
        if not isinstance(term.over, n.Range):
            raise SortError("a vector needs an index range")
        return array((_length(term.over), *body.shape))
    if term.kind in ("argmax", "argmin"):
        return term.index.sort
    return body if not is_number(body) else SCALAR


def _length(over: n.Range) -> n.Term:
    one = n.Number(_ONE)
    return over.upper if over.lower == one else n.Add((over.upper, n.Neg(over.lower), one))


@_found.register
def _(term: n.Cases) -> Sort:
    return _same((*term.values, *([term.otherwise] if term.otherwise is not None else [])), "cases")


@_found.register
def _(term: n.Row) -> Sort:
    raise SortError("a row outside a matrix")


@_found.register
def _(term: n.Stack) -> Sort:
    rows = [r for r in term.rows if isinstance(r, n.Row)]
    widths = {len(r.entries) for r in rows}
    if len(rows) != len(term.rows) or len(widths) != 1:
        raise SortError("a matrix with rows of different length")
    count = n.Number(_ONE * len(rows))
    (width,) = widths
    return vector(count) if width == 1 else matrix(count, n.Number(_ONE * width))


@_found.register
def _(term: n.Transpose) -> Sort:
    sort = _value(term.term)
    if sort.name == "matrix":
        return matrix(sort.shape[1], sort.shape[0])
    if sort.name == "vector":
        return matrix(n.Number(_ONE), sort.shape[0])
    if is_number(sort):
        return sort
    raise SortError(f"the transpose of a {sort}")


@_found.register
def _(term: n.Inner) -> Sort:
    left, right = _value(term.left), _value(term.right)
    if left.name != "vector" or right.name != "vector" or left.shape != right.shape:
        raise SortError(f"the inner product of a {left} and a {right}")
    return SCALAR


@_found.register
def _(term: n.MatMul) -> Sort:
    sort = _value(term.factors[0])
    for factor in term.factors[1:]:
        sort = _product(sort, _value(factor))
    return sort


def _product(left: Sort, right: Sort) -> Sort:
    if left.name not in ("vector", "matrix"):
        raise SortError(f"the matrix product of a {left} and a {right}")
    # a vector is a column; as a left factor it meets only one-row matrices (outer products)
    rows, inner = left.shape if left.name == "matrix" else (*left.shape, n.Number(_ONE))
    if right.name == "matrix":
        if inner != right.shape[0]:
            raise SortError(f"the product of a {left} and a {right}")
        return matrix(rows, right.shape[1])
    if right.name != "vector" or inner != right.shape[0]:
        raise SortError(f"the product of a {left} and a {right}")
    return vector(rows) if left.name == "matrix" else left


@_found.register
def _(term: n.Hadamard) -> Sort:
    return _same(term.factors, "an entrywise product")


@_found.register
def _(term: n.Norm) -> Sort:
    if is_number(_value(term.term)):
        raise SortError("the norm of a scalar: write abs")
    return SCALAR


@_found.register
def _(term: n.Derivative) -> Sort:
    body, by = sort_of(term.body), sort_of(term.variable)
    return body if is_number(by) and not is_number(body) else array((*body.shape, *by.shape * term.order))


@_found.register(n.At)
@_found.register(n.Integral)
@_found.register(n.Limit)
def _(term: n.At | n.Integral | n.Limit) -> Sort:
    sort = _value(term.body)
    return SCALAR if is_number(sort) else sort


@_found.register
def _(term: n.Relation) -> Sort:
    _same((term.left, term.right), f"the two sides of {term.op}")
    return TRUTH


@_found.register(n.Member)
@_found.register(n.And)
@_found.register(n.Or)
@_found.register(n.Not)
@_found.register(n.Implies)
def _(term: n.Term) -> Sort:
    return TRUTH


def _value(term: n.Term) -> Sort:
    sort = sort_of(term)
    if sort in (TRUTH, FUNCTION, SET):
        raise SortError(f"a {sort} where a value is expected: {term}")
    return sort


def _same(terms: tuple[n.Term, ...], what: str) -> Sort:
    sorts = [_value(t) for t in terms]
    if all(is_number(s) for s in sorts):
        return INDEX if all(s == INDEX for s in sorts) else SCALAR
    first = next(s for s in sorts if not is_number(s))
    for sort in sorts:
        if sort != first:
            raise SortError(f"{what} of a {first} and a {sort}")
    return first
