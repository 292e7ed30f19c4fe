"""Sums with their indices moved: sum_{k=0..n-1} a_{k+1} is sum_{k=1..n} a_k.

Each summand counts from where its own subscripts do, so that shifted sums are one kernel
and telescoping ones cancel. Moving an index is a bijection of the range: no value is
asked for that was not asked for before.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpq_mpoly

from symloss.kernel.proving.deltas import along
from symloss.kernel.proving.nesting import index_at
from symloss.kernel.proving.quotient import Quotient, fraction, used
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
    for summand in _summands(body, index, field):
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
        found = [(slope, rest) for slope, rest in (along(field.of(e), index, field) for e in written) if slope]
        if found:
            direction = max(slope for slope, _ in found)
            return direction, _first([rest for slope, rest in found if slope == direction], field)
    starts = [start for _, start in _linear_factors(summand.bottom, index, field) if start is not None]
    return 1, field.ring.constant(min((s for s in starts if s.denominator == 1), default=Fraction(0)))


def _first(starts: list[Quotient], field: Field) -> Quotient:
    """Return the least of the starts that differ by numbers only; of others, those that are numbers count."""
    bare = {field.term(start - field.ring.constant(constant_part(start))) for start in starts}
    if len(bare) > 1:
        starts = [start for start in starts if start.number is not None] or [field.ring.constant(0)]
    return min(starts, key=constant_part)


# --- summands ---------------------------------------------------------------------------------------


def _summands(body: Quotient, index: n.Symbol, field: Field) -> Iterator[Quotient]:
    """Yield the summands of a sum: products over one denominator, or over one linear factor of it each."""
    for top, bottom in _over_linear_factors(body, index, field):
        for powers, coefficient in top.to_dict().items():
            yield field.ring.quotient(field.ring.context.from_dict({powers: coefficient}), bottom)


def _over_linear_factors(body: Quotient, index: n.Symbol, field: Field) -> Iterator[tuple[fmpq_mpoly, fmpq_mpoly]]:
    """Yield the partial fractions for the simple factors index + c of a denominator, if it has several of them."""
    factors = [(f, start) for f, start in _linear_factors(body.bottom, index, field) if start is not None]
    rest = body.bottom
    for factor, _ in factors:
        rest = divmod(rest, factor)[0]
    tied = any(field.mentions(i, index) for i in used(rest))
    number = field.numbers.get(index)
    whole = number is not None and body.top.degrees()[number] < len(factors)
    others = any(field.mentions(i, index) for i in used(body.top) if i != number)
    if len(factors) < 2 or tied or others or not whole:
        yield body.top, body.bottom
        return
    assert number is not None
    for factor, start in factors:
        at = {number: field.ring.constant(-start)}
        others_there = field.put(field.ring.polynomial(divmod(body.bottom, factor * rest)[0]), at)
        residue = field.put(field.ring.polynomial(body.top), at) / others_there
        yield residue.top, field.ring.times(factor * rest, residue.bottom)


def _linear_factors(bottom: fmpq_mpoly, index: n.Symbol, field: Field) -> list[tuple[fmpq_mpoly, Fraction | None]]:
    """Return the factors index + c of a denominator, with c if the factor is a simple one."""
    number = field.numbers.get(index)
    if number is None or bottom.degrees()[number] == 0:
        return []
    found: list[tuple[fmpq_mpoly, Fraction | None]] = []
    for factor, exponent in bottom.factor()[1]:
        if used(factor) == [number] and factor.total_degree() == 1:
            monic = factor / factor.leading_coefficient()
            start = (
                fraction((monic - field.ring.context.gen(number)).leading_coefficient())
                if len(monic) > 1
                else Fraction(0)
            )
            found.append((monic, start if exponent == 1 else None))
    return found
