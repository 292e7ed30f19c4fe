"""Kronecker's delta in normal form: one kernel for every way to write that two indices are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.lattice import ZERO
from symloss.kernel.proving.quotient import Quotient, parts
from symloss.term import nodes as n

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field


def delta(left: n.Term, right: n.Term, field: Field) -> Quotient:
    """Return Kronecker's delta: decided, or a kernel that is its own square."""
    distance = field.of(left) - field.of(right)
    if distance.is_zero:
        return field.ring.constant(1)
    if distance.number is not None:
        return field.ring.constant(0)
    pair = told_apart(distance, field)
    if frozenset(pair) in field.distinct or not field.sign(distance) & ZERO:
        return field.ring.constant(0)
    kernel = n.Delta(*pair)
    return field.algebraic(kernel, 2, field.kernel(kernel))


def told_apart(distance: Quotient, field: Field) -> tuple[n.Term, n.Term]:
    """Return the two sides of `distance = 0`, the same for i + 1 = j + 1 and j = i: what is added on each side."""
    if not distance.bottom.is_one():
        raise OutOfReach("indices that are quotients")
    sides = [
        field.ring.polynomial(field.ring.context.from_dict(terms))
        for terms in (
            {p: c for p, c in distance.top.to_dict().items() if c > 0},
            {p: -c for p, c in distance.top.to_dict().items() if c < 0},
        )
    ]
    first, second = sorted((field.term(side) for side in sides), key=repr)
    return first, second


def place(kernel: n.Term, index: n.Symbol, field: Field) -> n.Term | None:
    """Return the one value of the index at which a kernel is a delta that is 1, or None if it is no such delta."""
    if not isinstance(kernel, n.Delta):
        return None
    slope, rest = along(field.of(kernel.left) - field.of(kernel.right), index, field)
    return field.term(rest * field.ring.constant(-slope)) if slope else None


def along(value: Quotient, index: n.Symbol, field: Field) -> tuple[int, Quotient]:
    """Return (1, c) for index + c and (-1, c) for c - index, where c is free of the index; else (0, value)."""
    number = field.numbers.get(index)
    if number is None or not value.bottom.is_one():
        return 0, value
    slope = next((c for p, c in parts(value.top) if p[number] == 1 and sum(p) == 1), None)
    if slope not in (1, -1):
        return 0, value
    rest = value - field.ring.constant(slope) * field.ring.generator(number)
    tied = any(field.mentions(i, index) for i in field.supports(rest))
    return (0, value) if tied else (int(slope), rest)
