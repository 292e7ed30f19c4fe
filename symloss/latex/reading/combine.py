"""Sums and products by sort: which product is meant, and what holds entry by entry.

The tree has no silent broadcasting, so a sum of a scalar and a vector, a quotient of
vectors and the like become explicit vectors of their entries.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

from symloss.latex.reading.chain_rule import Slope, chained, slope_of
from symloss.latex.reading.entries import ONE, column, entry, entrywise, is_row, new_index
from symloss.term import nodes as n
from symloss.term.functions import INVERSE
from symloss.term.scope import Beside
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, Sort, is_number, vector
from symloss.term.walk import free_symbols, fresh, substitute

_SIGNS: dict[Beside, str] = {"": "", "inner": "dot", "entrywise": "star"}
ZERO = n.Number(Fraction(0))
MINUS_ONE = n.Neg(n.Number(Fraction(1)))


def unknown_size(offset: int) -> n.Symbol:
    """Return a size that the text leaves open, of the 1 or I that stands at `offset`."""
    return n.Symbol(f"?{offset}", INDEX)


def is_unknown_size(term: n.Term) -> bool:
    """Return whether `term` is a size that was left open."""
    return isinstance(term, n.Symbol) and term.name.startswith("?")


def ones(size: n.Term) -> n.Term:
    """Return the vector of `size` ones."""
    return n.Bind("vector", n.Symbol("i", INDEX), n.Range(ONE, size), ONE)


def identity(size: n.Term) -> n.Term:
    """Return the identity matrix."""
    i, j = n.Symbol("i", INDEX), n.Symbol("j", INDEX)
    over = n.Range(ONE, size)
    return n.Bind("vector", i, over, n.Bind("vector", j, over, n.Delta(i, j)))


def matched(shapes: list[tuple[n.Term, ...]], terms: tuple[n.Term, ...]) -> tuple[n.Term, ...]:
    """Return `terms` with the open sizes chosen so that the shapes agree where they can."""
    for first, second in itertools.pairwise([s for s in shapes if s]):
        for a, b in zip(first, second, strict=False):
            if a != b and (is_unknown_size(a) or is_unknown_size(b)):
                values = {a: b} if is_unknown_size(a) else {b: a}
                terms = tuple(substitute(term, values) for term in terms)
                return matched([sort_of(term).shape for term in terms], terms) if len(shapes) == len(terms) else terms
    return terms


def fitted(term: n.Term, like: tuple[n.Term, ...]) -> n.Term:
    """Return `term` with its open sizes chosen as those of what it is equated with."""
    shape = sort_of(term).shape
    if len(shape) != len(like):
        return term
    values = {mine: size for mine, size in zip(shape, like, strict=True) if is_unknown_size(mine)}
    return substitute(term, values) if values else term


def zeros(sort: Sort) -> n.Term:
    """Return the array of zeros of this sort."""
    return constant(ZERO, sort)


def constant(value: n.Term, sort: Sort) -> n.Term:
    """Return the array of this sort with every entry `value`."""
    result = value
    for position, size in reversed(list(enumerate(sort.shape))):
        index = fresh(n.Symbol("ijkl"[position], INDEX), free_symbols(value))
        result = n.Bind("vector", index, n.Range(ONE, size), result)
    return result


# --- sums --------------------------------------------------------------------------------


def add(terms: tuple[n.Term, ...], *, each_column: bool = False) -> n.Term:
    """Return the sum; a scalar beside arrays is added to every entry, and a row to each row of a matrix.

    each_column: a vector beside a matrix is added to each column.
    """
    terms = _each_row(matched([sort_of(term).shape for term in terms], terms))
    terms = _each_column(terms) if each_column else terms
    sorts = [sort_of(term) for term in terms]
    arrays = [s for s in sorts if not is_number(s)]
    if arrays and len(arrays) < len(terms):
        return entrywise(n.Add, terms)
    result = n.Add(terms)
    sort_of(result)
    return result


def _each_row(terms: tuple[n.Term, ...]) -> tuple[n.Term, ...]:
    """Return terms of which a row beside a matrix as wide is added to each row of it: X W + b."""
    sorts = [sort_of(term) for term in terms]
    tall = next((s for s in sorts if s.name == "matrix" and s.shape[0] != ONE), None)
    if tall is None:
        return terms
    size, width = tall.shape
    index = new_index({s.name for term in terms for s in free_symbols(term)})
    return tuple(
        n.Bind("vector", index, n.Range(ONE, size), column(term)) if is_row(sort) and sort.shape[1] == width else term
        for term, sort in zip(terms, sorts, strict=True)
    )


def _each_column(terms: tuple[n.Term, ...]) -> tuple[n.Term, ...]:
    """Return terms of which a vector beside a matrix as high is added to each column of it: W X + b."""
    sorts = [sort_of(term) for term in terms]
    wide = next((s for s in sorts if s.name == "matrix"), None)
    if wide is None:
        return terms
    high, size = wide.shape
    index = new_index({s.name for term in terms for s in free_symbols(term)})

    def spread(term: n.Term) -> n.Term:
        return n.Bind("vector", index, n.Range(ONE, high), constant(entry(term, index), vector(size)))

    return tuple(
        spread(term) if sort.name == "vector" and sort.shape[0] == high else term
        for term, sort in zip(terms, sorts, strict=True)
    )


def divide(top: n.Term, bottom: n.Term) -> n.Term:
    """Return a quotient; by an array it is entrywise."""
    if not is_number(sort_of(bottom)):
        return entrywise(lambda parts: n.Div(*parts), (top, bottom))
    result = n.Div(top, bottom)
    sort_of(result)
    return result


def power(base: n.Term, exponent: n.Term) -> n.Term:
    """Return a power; it is entrywise of a vector, of what a function gives for each entry, of a matrix not square."""
    if is_number(sort_of(base)) and is_number(sort_of(exponent)):
        return n.Pow(base, exponent)
    sort = sort_of(base)
    if sort.name == "matrix" and exponent == MINUS_ONE and not _is_entrywise(base):
        inverse = INVERSE(base)
        sort_of(inverse)
        return inverse
    squared = is_row(sort) or (sort.shape[:1] != sort.shape[1:] and isinstance(exponent, n.Number))
    if sort.name == "matrix" and not (squared or _is_entrywise(base)):
        raise SortError("a power of a matrix")
    return entrywise(lambda parts: n.Pow(*parts), (base, exponent))


def _is_entrywise(term: n.Term) -> bool:
    r"""Whether this is a function of each entry: \tanh^2(Z) has the squares of the entries."""
    return isinstance(term, n.Map)


def transpose(term: n.Term) -> n.Term:
    """Return the transpose; the transpose of a row that was written as one is the vector."""
    if isinstance(term, n.Transpose) and sort_of(term.term).name == "vector":
        return term.term
    result = n.Transpose(term)
    sort_of(result)
    return result


# --- products --------------------------------------------------------------------------


class Chain:
    """Arrays side by side, multiplied as matrices until they are a number."""

    def __init__(self, first: n.Term, beside: Beside) -> None:
        self.factors, self.beside = _flat_row(first), beside
        self.slope = slope_of(first)
        self.closed: n.Term | None = None  # the number it has become

    def term(self) -> n.Term:
        """Return the product so far."""
        if self.closed is not None:
            return self.closed
        return self.factors[0] if len(self.factors) == 1 else n.MatMul(tuple(self.factors))

    def times(self, right: n.Term, sign: str) -> None:
        """Multiply by an array on the right; raise SortError if no product is meant without doubt."""
        slope = chained(self.slope, slope_of(right)) if sign in ("", "dot", "point") else None
        if slope is not None and not _conform(sort_of(self.term()), sort_of(right)):
            self._follow(slope)
            return
        onward = slope is not None and self.slope is not None and slope.above == self.slope.above
        self.slope = slope if onward else None
        for sort in (sort_of(self.term()), sort_of(right)):
            if len(sort.shape) > 2:
                raise SortError(f"a matrix product with an array of {len(sort.shape)} axes")
        right = self._sized(right)
        left, other = sort_of(self.term()), sort_of(right)
        if left.name == other.name == "vector":
            self._vectors(left, other, right, sign)
        elif (
            left.name == "matrix"
            and left.shape[0] == ONE
            and other.name == "vector"
            and left.shape[1] == other.shape[0]
        ):
            self._close(right)
        elif _conform(left, other) and not (sign == "star" and left == other):
            self.factors.append(right)
        elif left == other and sign == "star":
            self.factors = [n.Hadamard((self.term(), right))]
        else:
            raise SortError(f"the product of a {left} and a {other}")

    def _follow(self, slope: Slope) -> None:
        """Become the product that the chain rule makes of a derivative and what it follows."""
        self.factors, self.slope = [slope.array], slope
        if is_number(sort_of(slope.array)):
            self.closed = slope.array

    def _sized(self, right: n.Term) -> n.Term:
        """Choose open sizes so that the product exists."""
        left, other = sort_of(self.term()), sort_of(right)
        inner = left.shape[1] if left.name == "matrix" else ONE
        if left.name == other.name == "vector":
            inner = left.shape[0]
        if inner == other.shape[0] or not (is_unknown_size(inner) or is_unknown_size(other.shape[0])):
            return right
        values = {inner: other.shape[0]} if is_unknown_size(inner) else {other.shape[0]: inner}
        self.factors = [substitute(f, values) for f in self.factors]
        return substitute(right, values)

    def _vectors(self, left: Sort, other: Sort, right: n.Term, sign: str) -> None:
        if left != other:
            raise SortError(f"the product of a {left} and a {other}")
        named = len(self.factors) == 1 and all(isinstance(f, n.Symbol | n.Indexed) for f in (self.factors[0], right))
        meant = sign or (_SIGNS[self.beside] if named else "")
        if meant in ("dot", "point"):
            self.closed = n.Inner(self.term(), right, bool(sign))
        elif meant == "star":
            self.factors = [n.Hadamard((self.term(), right), bool(sign))]
        else:
            raise SortError("two column vectors side by side: say inner (a^T b), outer (a b^T) or entrywise product")

    def _close(self, right: n.Term) -> None:
        first, *rest = self.factors
        tail = right if not rest else n.MatMul((*rest, right))
        if isinstance(first, n.Add | n.Neg) and is_row(sort_of(first)):  # (x^T A - b^T) y
            self.closed = n.Inner(column(first), tail)
            return
        if not isinstance(first, n.Transpose):
            self.factors.append(right)
            return
        if sort_of(first.term).name == "vector":
            self.closed = n.Inner(first.term, tail)
        else:
            self.factors.append(right)


def _flat_row(first: n.Term) -> list[n.Term]:
    """A bracketed row x^T A is multiplied on as if it had no brackets."""
    if isinstance(first, n.MatMul) and isinstance(first.factors[0], n.Transpose) and sort_of(first).shape[0] == ONE:
        return list(first.factors)
    return [first]


def _conform(left: Sort, right: Sort) -> bool:
    try:
        a, b = n.Symbol("a", left), n.Symbol("b", right)
        sort_of(n.MatMul((a, b)))
    except SortError:
        return False
    return True


def multiply(factors: list[tuple[str, n.Term]], beside: Beside = "") -> n.Term:
    """Return the product of (times sign before it, factor), in the written order.

    beside: what two vectors without a sign between them mean.
    """
    result: list[n.Term | Chain] = []
    open_chain: Chain | None = None
    for sign, factor in factors:
        sort = sort_of(factor)
        if not sort.shape and not is_number(sort):
            raise SortError(f"a {sort} where a value is expected")
        if is_number(sort):
            result.append(factor)
        elif open_chain is None:
            open_chain = Chain(factor, beside)
            result.append(open_chain)
        else:
            open_chain.times(factor, sign)
            if open_chain.closed is not None:
                open_chain = None
    terms = tuple(r.term() if isinstance(r, Chain) else r for r in result)
    if len(terms) == 1:
        return terms[0]
    product = n.Mul(terms)
    sort_of(product)
    return product


def hadamard(parts: tuple[n.Term, ...]) -> n.Term:
    """Return the entrywise product of what stands between its signs."""
    parts = matched([sort_of(p).shape for p in parts], parts)
    if all(is_number(sort_of(p)) for p in parts):
        return n.Mul(parts)
    if any(is_number(sort_of(p)) for p in parts):
        return n.Mul(parts)
    result = n.Hadamard(parts)
    sort_of(result)
    return result


def relate(op: n.RelationOp, left: n.Term, right: n.Term) -> n.Term:
    """Return the relation of two sides; a number beside an array means the array of that number.

    Raises SortError if the sides cannot be compared.
    """
    left, right = matched([sort_of(left).shape, sort_of(right).shape], (left, right))
    first, second = sort_of(left), sort_of(right)
    if is_number(first) and not is_number(second) and isinstance(left, n.Number):
        left = constant(left, second)
    elif is_number(second) and not is_number(first) and isinstance(right, n.Number):
        right = constant(right, first)
    relation = n.Relation(op, left, right)
    sort_of(relation)
    return relation
