"""Inverses of matrices of symbolic size: their entries are kernels, and sum_k G_ik*inverse(G)_kj is Kronecker's delta.

In normal form sum_k (sum_n X_ni*X_nk)*inverse(X^T X)_kj is one sum over k and n. Such a sum is looked through for
what one summand of G_ik is made of, and is replaced by the delta less what the other summands of G_ik make of it.
That holds wherever the inverse has a value, on whichever side of it G stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from symloss.kernel.proving.nesting import index_at
from symloss.kernel.proving.quotient import Quotient, parts
from symloss.kernel.proving.ranges import range_of
from symloss.term import nodes as n
from symloss.term.functions import INVERSE
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, rename_bound, substitute

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_OWN = 3000  # a depth at which no index of a sum stands
Binder = tuple[n.Symbol, n.Term]
Powers = dict[n.Term, int]  # kernels with their exponents


@dataclass(frozen=True)
class Pattern:
    """What the entry (row, column) of a matrix is: (coefficient*kernels, summed over the binders, + others)/bottom."""

    row: n.Symbol
    column: n.Symbol
    over: n.Term
    binders: tuple[Binder, ...]
    kernels: Powers
    coefficient: Fraction
    others: Quotient
    bottom: Quotient
    turned: bool  # whether the entry (column, row) is the same

    def ends(self, place: int) -> tuple[n.Symbol, n.Symbol]:
        """Return the letter that meets the inverse at its first or second index, and the other."""
        return (self.column, self.row) if place == 0 or self.turned else (self.row, self.column)


def is_inverse(kernel: n.Term) -> bool:
    """Whether this is an entry of an inverse."""
    return isinstance(kernel, n.Indexed) and isinstance(kernel.base, n.Apply) and kernel.base.function == INVERSE.symbol


def with_sorted_indices(kernel: n.Indexed, field: Field) -> n.Indexed:
    """Return the entry of an inverse, the same for (i, j) and (j, i) if what is inverted is its own transpose."""
    found = _entry(kernel, field)
    if found is None or not _is_turned(*found, field):
        return kernel
    return n.Indexed(kernel.base, tuple(sorted(kernel.indices, key=repr)))


def cancelled(term: n.Term, field: Field) -> n.Term | None:
    """Return a sum, as its binders write it, with a matrix and its inverse taken together; None if there are none."""
    binders: list[Binder] = []
    while isinstance(term, n.Bind) and term.kind == "sum":
        binders.append((term.index, term.over))
        term = term.body
    body = field.of(term)
    if len(body.top) != 1:
        return None
    ((powers, coefficient),) = parts(body.top)
    bottom = field.ring.polynomial(body.bottom)
    fixed = frozenset(s for i in field.supports(bottom) for s in free_symbols(field.kernels[i]))
    kernels = {field.kernels[i]: e for i, e in enumerate(powers) if e}
    for inverse in [kernel for kernel, exponent in kernels.items() if exponent == 1 and is_inverse(kernel)]:
        pattern = _pattern(inverse, field)
        beside = {kernel: e for kernel, e in kernels.items() if kernel != inverse}
        for place in (0, 1) if pattern is not None else ():
            assert pattern is not None and isinstance(inverse, n.Indexed)
            found = _taken(pattern, beside, inverse, place, binders, field)
            if found is not None and found.gone.isdisjoint(fixed):
                rest = _product(found.left, field) * field.ring.constant(coefficient / pattern.coefficient) / bottom
                return _replaced(found, pattern, inverse, place, binders, rest, field)
    return None


@dataclass(frozen=True)
class Taken:
    """Where a summand was found: the other index of the matrix, the kernels beside it, and the indices it took."""

    index: n.Symbol
    left: Powers
    gone: frozenset[n.Symbol]


def _entry(inverse: n.Term, field: Field) -> tuple[n.Symbol, n.Symbol, n.Term, Quotient] | None:
    """Return two letters, what they run over, and the entry with them of the matrix that is inverted."""
    assert isinstance(inverse, n.Indexed) and isinstance(inverse.base, n.Apply)
    matrix = inverse.base.arguments[0]
    if isinstance(matrix, n.Symbol):
        over = range_of(n.Range(n.Number(Fraction(1)), sort_of(matrix).shape[0]), field)
    elif isinstance(matrix, n.Bind) and isinstance(matrix.body, n.Bind):
        over = matrix.over
    else:
        return None
    row, column = (index_at(_OWN + k, over, field) for k in (0, 1))
    entry: n.Term = n.Indexed(matrix, (row, column))
    if isinstance(matrix, n.Bind):
        inner = substitute(matrix.body, {matrix.index: row})
        assert isinstance(inner, n.Bind)
        entry = substitute(inner.body, {inner.index: column})
    return row, column, over, field.of(entry)


def _is_turned(row: n.Symbol, column: n.Symbol, over: n.Term, entry: Quotient, field: Field) -> bool:
    return (entry - field.rename(entry, {row: column, column: row})).is_zero


def _pattern(inverse: n.Term, field: Field) -> Pattern | None:
    """Return the summand by which an entry of the matrix is known: the one that is made of most, without a delta."""
    known = _entry(inverse, field)
    if known is None:
        return None
    row, column, over, entry = known
    bottom = field.ring.polynomial(entry.bottom)
    if any(not free_symbols(field.kernels[i]).isdisjoint((row, column)) for i in field.supports(bottom)):
        return None
    found: list[Pattern] = []
    for powers, coefficient in parts(entry.top):
        kernels = {field.kernels[i]: e for i, e in enumerate(powers) if e}
        if any(isinstance(k, n.Delta) or free_symbols(k).isdisjoint((row, column)) for k in kernels):
            continue  # what multiplies it may be zero
        others = entry * bottom - field.ring.constant(coefficient) * field.ring.monomial(powers)
        binders, opened = _opened(kernels, field)
        turned = _is_turned(*known, field)
        found.append(Pattern(row, column, over, binders, opened, coefficient, others, bottom, turned))
    return min(found, key=lambda p: (-len(p.binders), -sum(p.kernels.values()), repr(list(p.kernels))), default=None)


def _opened(kernels: Powers, field: Field) -> tuple[tuple[Binder, ...], Powers]:
    """Return over what a summand is summed, and what: X_ni*X_nk over n."""
    term: n.Term = next(iter(kernels)) if list(kernels.values()) == [1] else n.Number(Fraction(0))
    binders: list[Binder] = []
    while isinstance(term, n.Bind) and term.kind == "sum":
        term = rename_bound(term, index_at(_OWN + 2 + len(binders), term.over, field))
        assert isinstance(term, n.Bind)
        binders.append((term.index, term.over))
        term = term.body
    body = field.of(term)
    if not binders or len(body.top) != 1 or not body.bottom.is_one():
        return (), kernels
    ((powers, coefficient),) = parts(body.top)
    return (
        (tuple(binders), {field.kernels[i]: e for i, e in enumerate(powers) if e})
        if coefficient == 1
        else ((), kernels)
    )


def _taken(
    pattern: Pattern, kernels: Powers, inverse: n.Indexed, place: int, binders: Sequence[Binder], field: Field
) -> Taken | None:
    """Return how the summand of G_ik stands among the kernels of a sum over k beside an entry (k, j)."""
    index, other = inverse.indices[place], inverse.indices[1 - place]
    over = dict(binders)
    if not isinstance(index, n.Symbol) or over.get(index) != pattern.over or index in free_symbols(other):
        return None
    here, there = pattern.ends(place)
    letters = {s: None for kernel in kernels for s in sorted(free_symbols(kernel), key=repr) if s.sort == INDEX}
    for chosen in permutations([s for s in over if s != index], len(pattern.binders)):
        own: dict[n.Term, n.Term] = {a: s for (a, _), s in zip(pattern.binders, chosen, strict=True)}
        if any(over[s] != range_ for s, (_, range_) in zip(chosen, pattern.binders, strict=True)):
            continue
        gone = frozenset((index, *chosen))
        if not gone.isdisjoint(s for k, range_ in binders if k not in gone for s in free_symbols(range_)):
            continue
        for end in [letter for letter in letters if letter not in gone]:
            left = _less(kernels, pattern.kernels, {**own, here: index, there: end}, field)
            if left is not None and all(gone.isdisjoint(free_symbols(part)) for part in (*left, other)):
                return Taken(end, left, gone)
    return None


def _less(kernels: Powers, taken: Powers, put: dict[n.Term, n.Term], field: Field) -> Powers | None:
    """Return kernels without those of a summand, with its letters put in; None if they are not among them."""
    left = dict(kernels)
    for kernel, exponent in taken.items():
        known = substitute(kernel, put)
        if known not in left:
            known = field.term(field.of(known))
        if left.get(known, 0) < exponent:
            return None
        left[known] -= exponent
    return {kernel: exponent for kernel, exponent in left.items() if exponent}


def _product(kernels: Powers, field: Field) -> Quotient:
    total = field.ring.constant(1)
    for kernel, exponent in kernels.items():
        total = total * field.of(kernel) ** exponent
    return total


def _replaced(
    found: Taken,
    pattern: Pattern,
    inverse: n.Indexed,
    place: int,
    binders: Sequence[Binder],
    rest: Quotient,
    field: Field,
) -> n.Term:
    """Return the sum with a delta for the whole matrix and its inverse, less the other summands of the matrix."""
    here, there = pattern.ends(place)
    index = inverse.indices[place]
    assert isinstance(index, n.Symbol)
    others = field.term(field.rename(pattern.others, {here: index, there: found.index}))
    delta = n.Mul((field.term(pattern.bottom), n.Delta(found.index, inverse.indices[1 - place])))
    beside = n.Bind("sum", index, pattern.over, n.Mul((others, inverse)))
    term: n.Term = n.Mul((field.term(rest), n.Add((delta, n.Neg(beside)))))
    for symbol, over in reversed([binder for binder in binders if binder[0] not in found.gone]):
        term = n.Bind("sum", symbol, over, term)
    return term
