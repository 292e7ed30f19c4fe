"""The sets that bound indices run over: their ends, their size, and what lies in them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from symloss.kernel.proof import OutOfReach, Undetermined
from symloss.kernel.proving.lattice import NEGATIVE, OF_RELATION
from symloss.kernel.proving.quotient import Quotient, parts, used
from symloss.kernel.proving.signs import sign
from symloss.kernel.shown import shown
from symloss.term import nodes as n

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_BOX = 200  # points at which an end is tried


def range_of(over: n.Term, field: Field) -> n.Term:
    """Return an index set with normalised ends."""
    match over:
        case n.Range(lower, upper):
            return n.Range(_whole(lower, field), _whole(upper, field))
        case n.Except(base, without):
            return n.Except(range_of(base, field), tuple(_whole(w, field) for w in without))
    raise OutOfReach(f"an index that runs over a {type(over).__name__}")


def _whole(at: n.Term, field: Field) -> n.Term:
    """Return a normalised index, which is a whole number: a sum to n/2 means nothing where n is odd."""
    value = field.of(at)
    if not _is_whole(value, field):
        raise OutOfReach(f"whether {shown(at)} is a whole number, as an index is, is not known")
    return field.term(value)


def _is_whole(value: Quotient, field: Field) -> bool:
    """Return whether a value is a whole number wherever the names in it are: n*(n - 1)/2 is, n/2 is not.

    A polynomial of degrees d_1, ..., d_m has whole values at all whole numbers if it has
    them on {0..d_1} x ... x {0..d_m}: in the basis of products of binomial coefficients
    its coefficients are differences of these values (Polya, 1915).
    """
    names = used(value.top)
    if not value.bottom.is_one() or not all(isinstance(field.kernels[i], n.Symbol | n.Indexed) for i in names):
        return False
    terms = list(parts(value.top))
    if all(coefficient.denominator == 1 for _, coefficient in terms):
        return True
    degrees = value.top.degrees()
    box = [range(int(degrees[i]) + 1) for i in names]
    if prod(map(len, box)) > _BOX:
        return False
    return all(
        sum(c * prod(x ** powers[i] for i, x in zip(names, at, strict=True)) for powers, c in terms).denominator == 1
        for at in product(*box)
    )


def length(over: n.Term, field: Field) -> int | None:
    """Return how many indices a range has if that is a number."""
    if not isinstance(over, n.Range):
        return None
    count = (field.of(over.upper) - field.of(over.lower)).number
    return None if count is None else max(0, int(count) + 1)


def lies_in(at: n.Term, over: n.Term, field: Field) -> bool:
    """Return whether an index lies in a range.

    Raises:
        Undetermined: it is open on which side of an end of the range the index lies.
    """
    at = _whole(at, field)
    if field.in_range(at, over):
        return True
    if not isinstance(over, n.Range):
        raise OutOfReach(f"whether the index {shown(at)} lies in the range of the sum is not known")
    known = [r for r in field.ranges.get(at, ()) if isinstance(r, n.Range)]
    ends: tuple[tuple[n.RelationOp, n.Term, bool], ...] = (
        (">=", over.lower, any(r.lower == over.lower for r in known)),
        ("<=", over.upper, any(r.upper == over.upper for r in known)),
    )
    for op, end, settled in ends:
        if settled:
            continue
        relation = n.Relation(op, at, end)
        found = sign(field.of(at) - field.of(end), field)
        if not found & OF_RELATION[op]:
            return False
        if found & ~OF_RELATION[op]:
            raise Undetermined(relation)
    return True


def size_of(over: n.Term, field: Field) -> Quotient:
    """Return how many indices a range has; raise OutOfReach if it may be reversed."""
    if isinstance(over, n.Except):
        return size_of(over.base, field) - field.ring.constant(len(over.without))
    assert isinstance(over, n.Range)
    size = field.of(over.upper) - field.of(over.lower) + field.ring.constant(1)
    if sign(size, field) & NEGATIVE:
        raise OutOfReach(f"whether the range {shown(over)} is empty is not known")
    return size


def constant_part(value: Quotient) -> Fraction:
    """Return the whole number that is added in an end like K - 1; 0 if there is none."""
    constant = sum((c for powers, c in parts(value.top) if not any(powers)), Fraction(0))
    return constant if value.bottom.is_one() and constant.denominator == 1 else Fraction(0)
