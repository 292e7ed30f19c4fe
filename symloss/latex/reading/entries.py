"""Entries of arrays: which one, and what holds for each of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import singledispatch

from symloss.term import nodes as n
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, Sort, is_number
from symloss.term.walk import free_symbols, fresh, substitute

_INDEX_LETTERS = "ijklmnrt"
ONE = n.Number(Fraction(1))


@singledispatch
def entry(array: n.Term, index: n.Term) -> n.Term:
    """Return entry (or row) number `index` of an array."""
    return n.Indexed(array, (index,))


@entry.register
def _(array: n.Neg, index: n.Term) -> n.Term:
    return n.Neg(entry(array.term, index))


@entry.register
def _(array: n.Add, index: n.Term) -> n.Term:
    return n.Add(tuple(entry(term, index) for term in array.terms))


@entry.register
def _(array: n.Map, index: n.Term) -> n.Term:
    inner = entry(array.argument, index)
    return n.Apply(array.function, (inner,)) if is_number(sort_of(inner)) else n.Map(array.function, inner)


@entry.register
def _(array: n.Transpose, index: n.Term) -> n.Term:
    row = sort_of(array.term).name == "vector" and index == ONE
    return array.term if row else n.Indexed(array, (index,))


@entry.register
def _(array: n.Bind, index: n.Term) -> n.Term:
    if array.kind != "vector":
        return n.Indexed(array, (index,))
    return substitute(array.body, {array.index: index})


@entry.register
def _(array: n.Indexed, index: n.Term) -> n.Term:
    return n.Indexed(array.base, (*array.indices, index))


def column(term: n.Term) -> n.Term:
    """Return a row as the vector that it is the transpose of, anything else as it is."""
    return entry(term, ONE) if is_row(sort_of(term)) else term


def is_row(sort: Sort) -> bool:
    """Whether this is the sort of a row."""
    return sort.name == "matrix" and sort.shape[0] == ONE


def new_index(used: set[str]) -> n.Symbol:
    """Return an index whose letter is not among the names used."""
    name = next((c for c in _INDEX_LETTERS if c not in used), None)
    return n.Symbol(name, INDEX) if name else fresh(n.Symbol("i", INDEX), {n.Symbol(u, INDEX) for u in used})


def entrywise(build: Callable[[tuple[n.Term, ...]], n.Term], operands: tuple[n.Term, ...]) -> n.Term:
    """Return the array of `build` of the operands' entries; scalar operands are the same for every entry."""
    sorts = [sort_of(o) for o in operands]
    arrays = [s for s in sorts if not is_number(s)]
    if not arrays:
        return build(operands)
    if any(not s.shape for s in arrays):
        raise SortError(f"a {next(s for s in arrays if not s.shape)} where a value is expected")
    if any(s != arrays[0] for s in arrays):
        raise SortError(f"an entrywise operation on a {arrays[0]} and a {next(s for s in arrays if s != arrays[0])}")
    index = new_index({s.name for o in operands for s in free_symbols(o)})
    rows = tuple(o if is_number(s) else entry(o, index) for o, s in zip(operands, sorts, strict=True))
    return n.Bind("vector", index, n.Range(ONE, arrays[0].shape[0]), entrywise(build, rows))
