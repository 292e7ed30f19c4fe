r"""The chain rule of arrays: \partial L/\partial z \, \partial z/\partial W sums over the entries of z.

The middle quantity is written on both sides, so that these products mean one thing whatever
the number of axes and the order; matrix products are only what this comes to for vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symloss.latex.reading.entries import ONE, entry, new_index
from symloss.term import nodes as n
from symloss.term.sorting import sort_of
from symloss.term.walk import free_symbols

CHAINED = frozenset({"prod", "product"})  # operators that texts describe for these products


@dataclass(frozen=True)
class Slope:
    """An array of derivatives of `above` by `below`; the axes of `above` come first."""

    array: n.Term
    above: n.Term
    below: n.Term


def slope_of(term: n.Term) -> Slope | None:
    """Return a first derivative as such; None for anything else."""
    return Slope(term, term.body, term.variable) if isinstance(term, n.Derivative) and term.order == 1 else None


def chained(first: Slope | None, second: Slope | None) -> Slope | None:
    """Return the product of dL/dz and dz/dx, in either order; None if the one does not begin where the other ends."""
    if first is None or second is None:
        return None
    if first.below == second.above:
        return Slope(_contracted(first, second), first.above, second.below)
    return Slope(_contracted(second, first), second.above, first.below) if second.below == first.above else None


def _contracted(left: Slope, right: Slope) -> n.Term:
    """Return the sum over the entries of what stands between two slopes."""
    shared = sort_of(left.below).shape
    outer, inner = sort_of(left.array).shape, sort_of(right.array).shape
    rows, columns = outer[: len(outer) - len(shared)], inner[len(shared) :]
    used = {s.name for s in free_symbols(left.array) | free_symbols(right.array)}
    letters: list[n.Symbol] = []
    for _ in (*rows, *shared, *columns):
        letters.append(new_index(used))
        used.add(letters[-1].name)
    first, last = len(rows), len(rows) + len(shared)
    result: n.Term = n.Mul((_at(left.array, letters[:last]), _at(right.array, letters[first:])))
    for letter, size in zip(letters[first:last], shared, strict=True):
        result = n.Bind("sum", letter, n.Range(ONE, size), result)
    free = [*zip(letters[:first], rows, strict=True), *zip(letters[last:], columns, strict=True)]
    for letter, size in reversed(free):
        result = n.Bind("vector", letter, n.Range(ONE, size), result)
    return result


def _at(array: n.Term, letters: Sequence[n.Symbol]) -> n.Term:
    for letter in letters:
        array = entry(array, letter)
    return array
