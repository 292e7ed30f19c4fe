"""The entries of arrays: what stands at place (i, j) of a vector or matrix term.

Terms to terms, before any definition is put in: a defined or plain array gives its
indexed symbol. Sums that arise here count 1..n over an axis, with an index that
means nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import singledispatch

from symloss.kernel.proof import OutOfReach
from symloss.term import nodes as n
from symloss.term.functions import DET, EXP, FUNCTIONS, INVERSE, LN, SQRT
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX, Sort
from symloss.term.walk import free_symbols, fresh, rename_bound, substitute, subterms

Indices = tuple[n.Term, ...]
_WRITTEN = 3  # the largest matrix of which the determinant is written with its entries
ONE, TWO = n.Number(Fraction(1)), n.Number(Fraction(2))


def entry(term: n.Term, indices: Indices) -> n.Term:
    """Return the entry of an array term; a number has the entry ().

    Raises:
        OutOfReach: the entry is not known.
    """
    return _entry(term, indices) if indices else term


def total(
    length: n.Term, terms: tuple[n.Term, ...], body: Callable[[n.Term], n.Term], kind: n.BinderKind = "sum"
) -> n.Term:
    """Return the binder over 1..length of `body`, whose index is free in none of `terms`.

    If an array is written out entry by entry, so is the sum over it.
    """
    if isinstance(length, n.Number) and any(isinstance(part, n.Stack) for t in terms for part in subterms(t)):
        return _written_out(kind, tuple(body(n.Number(Fraction(i))) for i in range(1, int(length.value) + 1)))
    index = fresh(n.Symbol("i", INDEX), frozenset(s for t in (length, *terms) for s in free_symbols(t)))
    return n.Bind(kind, index, n.Range(ONE, length), body(index))


def _written_out(kind: n.BinderKind, entries: tuple[n.Term, ...]) -> n.Term:
    if kind == "vector":
        return n.Stack(tuple(n.Row((e,)) for e in entries))
    if len(entries) == 1:
        return entries[0]
    return n.Add(entries) if kind == "sum" else FUNCTIONS[kind](*entries)


def indices_of(sort: Sort, taken: frozenset[n.Symbol], largest: int) -> tuple[Indices, ...]:
    """Return indices that stand for every entry of an array: letters, or all numbers of a written size."""
    found: list[Indices] = [()]
    for place, length in enumerate(sort.shape):
        if isinstance(length, n.Number):
            if length.value > largest:
                raise OutOfReach(f"an array of more than {largest} entries")
            axis: list[n.Term] = [n.Number(Fraction(i)) for i in range(1, int(length.value) + 1)]
        else:
            letter = fresh(n.Symbol("ijklmn"[place % 6], INDEX), taken)
            taken |= {letter}
            axis = [letter]
        found = [(*f, a) for f in found for a in axis]
    return tuple(found)


def scalar(term: n.Term) -> n.Term | None:
    """Return a number that is made of arrays (an inner product, a norm, ...) as a sum of entries, or None."""
    match term:
        case n.Inner(left, right):
            return total(sort_of(left).shape[0], (term,), lambda k: n.Mul((entry(left, (k,)), entry(right, (k,)))))
        case n.Norm(inner, order):
            return _norm(inner, order)
        case n.Pow(n.Norm(inner, order), exponent) if order == exponent == TWO:
            return _fold(inner, (), lambda x: n.Pow(x, TWO))
        case n.Apply(n.Symbol("logsumexp"), (s,)):
            return LN(total(sort_of(s).shape[0], (s,), lambda k: EXP(entry(s, (k,)))))
        case n.Apply(n.Symbol("trace"), (m,)):
            return total(sort_of(m).shape[0], (m,), lambda k: entry(m, (k, k)))
        case n.Apply(n.Symbol("det"), (m,)):
            return _determinant_of(m)
    return None


def _norm(array: n.Term, order: n.Term) -> n.Term:
    absolute = FUNCTIONS["abs"]
    if order == TWO:
        return SQRT(_fold(array, (), lambda x: n.Pow(x, TWO)))
    if order == ONE:
        return _fold(array, (), absolute)
    if order == n.Constant("inf"):
        return _fold(array, (), absolute, "max")
    return n.Pow(_fold(array, (), lambda x: n.Pow(absolute(x), order)), n.Div(ONE, order))


def _fold(array: n.Term, indices: Indices, body: Callable[[n.Term], n.Term], kind: n.BinderKind = "sum") -> n.Term:
    """Return the sum (or the maximum) of `body` over all entries."""
    shape = sort_of(array).shape
    if len(indices) == len(shape):
        return body(entry(array, indices))
    return total(shape[len(indices)], (array, *indices), lambda k: _fold(array, (*indices, k), body, kind), kind)


def vector_of(array: n.Term, indices: Indices = ()) -> n.Term:
    """Return an array as the vector (of vectors) of its entries."""
    shape = sort_of(array).shape
    if len(indices) == len(shape):
        return entry(array, indices)
    return total(shape[len(indices)], (array, *indices), lambda k: vector_of(array, (*indices, k)), "vector")


# --- entries ------------------------------------------------------------------------------


@singledispatch
def _entry(term: n.Term, indices: Indices) -> n.Term:
    raise OutOfReach(f"an entry of a {type(term).__name__}")


@_entry.register
def _(term: n.Symbol, indices: Indices) -> n.Term:
    return n.Indexed(term, indices)


@_entry.register
def _(term: n.Indexed, indices: Indices) -> n.Term:
    return n.Indexed(term.base, (*term.indices, *indices))


@_entry.register
def _(term: n.Neg, indices: Indices) -> n.Term:
    return n.Neg(entry(term.term, indices))


@_entry.register
def _(term: n.Add, indices: Indices) -> n.Term:
    return n.Add(tuple(entry(t, indices) for t in term.terms))


@_entry.register
def _(term: n.Mul, indices: Indices) -> n.Term:
    return n.Mul(tuple(entry(f, indices) if sort_of(f).shape else f for f in term.factors))


@_entry.register
def _(term: n.Div, indices: Indices) -> n.Term:
    return n.Div(entry(term.numerator, indices), term.denominator)


@_entry.register
def _(term: n.Hadamard, indices: Indices) -> n.Term:
    return n.Mul(tuple(entry(f, indices) for f in term.factors))


@_entry.register
def _(term: n.Map, indices: Indices) -> n.Term:
    return n.Apply(term.function, (entry(term.argument, indices),))


@_entry.register
def _(term: n.Bind, indices: Indices) -> n.Term:
    if term.kind == "vector":
        if not isinstance(term.over, n.Range):
            raise OutOfReach("a vector over a set that is no range")
        first = indices[0] if term.over.lower == ONE else n.Add((indices[0], term.over.lower, n.Neg(ONE)))
        return entry(substitute(term.body, {term.index: first}), indices[1:])
    if term.kind != "sum":
        raise OutOfReach(f"an entry of a {term.kind}")
    taken = frozenset(s for i in indices for s in free_symbols(i))
    if term.index in taken:
        renamed = rename_bound(term, fresh(term.index, taken | free_symbols(term.body)))
        assert isinstance(renamed, n.Bind)
        term = renamed
    return n.Bind("sum", term.index, term.over, entry(term.body, indices))


@_entry.register
def _(term: n.Stack, indices: Indices) -> n.Term:
    place = [_whole(i) for i in indices]
    if not 1 <= place[0] <= len(term.rows):
        raise OutOfReach(f"the array has no row {place[0]}")
    row = term.rows[place[0] - 1]
    assert isinstance(row, n.Row)
    column = place[1] if len(place) > 1 else 1
    if not 1 <= column <= len(row.entries):
        raise OutOfReach(f"the array has no column {column}")
    return row.entries[column - 1]


def _whole(index: n.Term) -> int:
    if not isinstance(index, n.Number) or index.value.denominator != 1:
        raise OutOfReach("a symbolic entry of an array that is written out")
    return int(index.value)


@_entry.register
def _(term: n.Transpose, indices: Indices) -> n.Term:
    shape = sort_of(term.term).shape
    return entry(term.term, (indices[-1],) if len(shape) == 1 else (indices[1], indices[0]))


@_entry.register
def _(term: n.MatMul, indices: Indices) -> n.Term:
    *before, last = term.factors
    left = before[0] if len(before) == 1 else n.MatMul(tuple(before))
    own, rest = indices[:1], indices[1:]
    if len(sort_of(left).shape) == 1:  # a column: the outer product with a matrix of one row
        return n.Mul((entry(left, own), entry(last, (ONE, *rest))))
    inner = sort_of(last).shape[0]
    return total(inner, (term, *indices), lambda k: n.Mul((entry(left, (*own, k)), entry(last, (k, *rest)))))


@_entry.register
def _(term: n.Derivative, indices: Indices) -> n.Term:
    """Return the entry of a derivative: the body's indices first, then those of the variable, once for each order."""
    of_body = len(sort_of(term.body).shape)
    width = len(sort_of(term.variable).shape)
    body, rest = entry(term.body, indices[:of_body]), indices[of_body:]
    if not width:
        return n.Derivative(body, term.variable, term.order, term.style)
    for step in range(term.order):
        variable = entry(term.variable, rest[step * width : (step + 1) * width])
        body = n.Derivative(body, variable, 1, term.style)
    return body


@_entry.register
def _(term: n.Cases, indices: Indices) -> n.Term:
    otherwise = None if term.otherwise is None else entry(term.otherwise, indices)
    return n.Cases(tuple(entry(v, indices) for v in term.values), term.conditions, otherwise)


@_entry.register
def _(term: n.At, indices: Indices) -> n.Term:
    return n.At(entry(term.body, indices), term.variable, term.value)


@_entry.register
def _(term: n.Apply, indices: Indices) -> n.Term:
    match term:
        case n.Apply(n.Symbol("softmax"), (s,)):
            below = total(sort_of(s).shape[0], (s,), lambda k: EXP(entry(s, (k,))))
            return n.Div(EXP(entry(s, indices)), below)
        case n.Apply(n.Symbol("diag"), (s,)):
            return n.Mul((n.Delta(*indices), entry(s, indices[:1])))
        case n.Apply(n.Symbol("inverse")):
            return of_inverse(term, indices)
    if isinstance(term.function, n.Symbol) and term.function.name not in FUNCTIONS:
        return n.Indexed(term, indices)  # an unknown or defined function whose values are arrays
    raise OutOfReach(f"an entry of {term.function}")


# --- inverses and determinants ------------------------------------------------------------


def _is_written_out(matrix: n.Term) -> bool:
    """Whether the determinant of a matrix is written with its entries, as ad - bc."""
    over = matrix.over if isinstance(matrix, n.Bind) else None  # what is expanded already may have no sort
    size = over.upper if isinstance(over, n.Range) else sort_of(matrix).shape[0]
    return isinstance(size, n.Number) and size.value <= _WRITTEN


def _determinant_of(matrix: n.Term) -> n.Term | None:
    """Return a determinant as far as it is made of others or of entries, or None."""
    match matrix:
        case n.Apply(n.Symbol("inverse"), (of,)):
            return n.Div(ONE, DET(of))
        case n.Transpose(of):
            return DET(of)
        case n.MatMul(factors) if _all_square(factors):
            return n.Mul(tuple(DET(factor) for factor in factors))
    return _determinant(_rows(matrix)) if _is_written_out(matrix) else None


def of_inverse(term: n.Apply, indices: Indices) -> n.Term:
    """Return the entry of an inverse, as far as that is made of others or of entries; else the entry by its name."""
    match term.arguments[0]:
        case n.Apply(n.Symbol("inverse"), (of,)):
            return entry(of, indices)
        case n.Apply(n.Symbol("diag"), (of,)):
            return n.Div(n.Delta(*indices), entry(of, indices[:1]))  # 0/s_i asks for s_i != 0, too
        case n.Transpose(of):
            return entry(INVERSE(of), indices[::-1])
        case n.Neg(of):
            return n.Neg(entry(INVERSE(of), indices))
        case n.Div(of, number):
            return n.Mul((number, entry(INVERSE(of), indices)))
        case n.Mul(factors) if len(arrays := [f for f in factors if sort_of(f).shape]) == 1:
            numbers = tuple(f for f in factors if not sort_of(f).shape)
            return n.Div(entry(INVERSE(arrays[0]), indices), n.Mul(numbers) if len(numbers) > 1 else numbers[0])
        case n.MatMul(factors) if _all_square(factors):
            return entry(n.MatMul(tuple(INVERSE(factor) for factor in reversed(factors))), indices)
        case n.Bind("vector", i, _, n.Bind("vector", j, _, n.Delta(left, right))) if {left, right} == {i, j}:
            return n.Delta(*indices)
        case matrix if _is_written_out(matrix):
            return _cofactor(_rows(matrix), *(_whole(index) - 1 for index in indices))
    return n.Indexed(term, indices)


def _all_square(factors: tuple[n.Term, ...]) -> bool:
    return all(sort.name == "matrix" and sort.shape[0] == sort.shape[1] for sort in map(sort_of, factors))


def _rows(matrix: n.Term) -> list[list[n.Term]]:
    size = sort_of(matrix).shape[0]
    assert isinstance(size, n.Number)
    places = [n.Number(Fraction(i)) for i in range(1, int(size.value) + 1)]
    return [[entry(matrix, (i, j)) for j in places] for i in places]


def _minor(rows: list[list[n.Term]], i: int, j: int) -> list[list[n.Term]]:
    return [row[:j] + row[j + 1 :] for row in rows[:i] + rows[i + 1 :]]


def _determinant(rows: list[list[n.Term]]) -> n.Term:
    """Return a determinant by its first row."""
    if len(rows) < 2:
        return rows[0][0] if rows else ONE
    terms = [n.Mul((x, _determinant(_minor(rows, 0, j)))) for j, x in enumerate(rows[0])]
    return n.Add(tuple(n.Neg(term) if j % 2 else term for j, term in enumerate(terms)))


def _cofactor(rows: list[list[n.Term]], i: int, j: int) -> n.Term:
    """Return the entry of an inverse: a cofactor over the determinant."""
    if not (0 <= i < len(rows) and 0 <= j < len(rows)):
        raise OutOfReach("the inverse has no such entry")
    cofactor = _determinant(_minor(rows, j, i))
    return n.Div(n.Neg(cofactor) if (i + j) % 2 else cofactor, _determinant(rows))
