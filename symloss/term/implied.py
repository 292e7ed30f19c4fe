"""What `sum_k` leaves unsaid: the set that the index runs over."""

from __future__ import annotations

from fractions import Fraction

from symloss.term.nodes import Indexed, Number, Range, Symbol, Term
from symloss.term.sorting import SortError, sort_of
from symloss.term.walk import bound_symbol, children


def implied_range(index: Symbol, body: Term) -> Range | None:
    """Return 1..n if `index` counts entries of axes of length n in `body` and of no other length, else None."""
    sizes = list(dict.fromkeys(_axis_lengths(index, body)))
    return Range(Number(Fraction(1)), sizes[0]) if len(sizes) == 1 else None


def _axis_lengths(index: Symbol, term: Term) -> list[Term]:
    found: list[Term] = []
    if isinstance(term, Indexed):
        try:
            shape = sort_of(term.base).shape
        except SortError:
            shape = ()
        found = [size for size, entry in zip(shape, term.indices, strict=False) if entry == index]
    bound = bound_symbol(term)
    for child in children(term):
        if bound != index or child is not term.body:  # type: ignore[attr-defined]
            found += _axis_lengths(index, child)
    return found
