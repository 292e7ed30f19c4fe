"""Sums with their indices moved: sum_{k=0..n-1} a_{k+1} is sum_{k=1..n} a_k.

Each summand counts from where its own subscripts do, so that shifted and reversed sums
are one kernel. Moving an index is a bijection of the range, for ends and steps of any
kind: no value is asked for that was not asked for before. What depends on how long a sum
is (telescoping fractions, geometric and triangular sums) is shown by `induction.py`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from symloss.kernel.proving.deltas import along
from symloss.kernel.proving.nesting import index_at
from symloss.kernel.proving.quotient import Quotient
from symloss.kernel.proving.ranges import constant_part
from symloss.term import nodes as n
from symloss.term.walk import free_symbols, subterms

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_ZERO = n.Number(Fraction(0))
Moved = tuple[n.Range, n.Symbol, Quotient]  # a range, its index, and what is summed


def moved(over: n.Range, index: n.Symbol, body: Quotient, field: Field) -> list[Moved] | None:
    """Return the sums that a sum falls apart into when each counts from its own start; None if it does already."""
    groups: dict[tuple[int, n.Term], Quotient] = {}
    for powers, coefficient in body.top.to_dict().items():
        summand = field.ring.quotient(field.ring.context.from_dict({powers: coefficient}), body.bottom)
        direction, start = _way(summand, index, field)
        way = direction, field.term(start)
        groups[way] = groups.get(way, field.ring.constant(0)) + summand
    if set(groups) <= {(1, _ZERO)}:
        return None
    return [_move(over, index, summand, way, field) for way, summand in groups.items()]


def renamed(over: n.Range, index: n.Symbol, body: Quotient, field: Field) -> tuple[n.Symbol, Quotient]:
    """Return a summand with the name of the index that belongs to another range."""
    new = _name(over, index, field)
    return new, field.rename(body, {index: new})


def _name(over: n.Range, index: n.Symbol, field: Field) -> n.Symbol:
    return index_at(int(index.name[1:].partition(".")[0]), over, field)


def _move(over: n.Range, index: n.Symbol, body: Quotient, way: tuple[int, n.Term], field: Field) -> Moved:
    """Return a sum with its index put at `index - start`, or at `start - index`, counted from the other end."""
    direction, start = way[0], field.of(way[1])
    lower, upper = field.of(over.lower), field.of(over.upper)
    ends = (lower + start, upper + start) if direction > 0 else (start - upper, start - lower)
    over = n.Range(*(field.term(end) for end in ends))
    new = _name(over, index, field)
    old = field.of(new) - start if direction > 0 else start - field.of(new)
    return over, new, field.rename(body, {index: field.term(old)})


# --- from where a summand counts ------------------------------------------------------------------


def _way(summand: Quotient, index: n.Symbol, field: Field) -> tuple[int, Quotient]:
    """Return the direction in which the subscripts of a summand run, and where the first of them starts."""
    inside = [
        part for i in field.supports(summand) for part in subterms(field.kernels[i]) if index in free_symbols(part)
    ]
    entries = [subscript for part in inside if isinstance(part, n.Indexed) for subscript in part.indices]
    arguments = [argument for part in inside if isinstance(part, n.Apply) for argument in part.arguments]
    for written in (entries, arguments):
        moving = (field.of(e) for e in written if index in free_symbols(e))  # others may be arrays
        found = [(slope, rest) for slope, rest in (along(e, index, field) for e in moving) if slope]
        if found:
            direction = max(slope for slope, _ in found)
            return direction, _first([rest for slope, rest in found if slope == direction], field)
    return 1, field.ring.constant(0)


def _first(starts: list[Quotient], field: Field) -> Quotient:
    """Return the least of the starts that differ by numbers only; of others, those that are numbers count."""
    bare = {field.term(start - field.ring.constant(constant_part(start))) for start in starts}
    if len(bare) > 1:
        starts = [start for start in starts if start.number is not None] or [field.ring.constant(0)]
    return min(starts, key=constant_part)
