"""Constants that make a polynomial vanish for every value of one variable."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq, fmpq_mpoly

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.field import Field
from symloss.kernel.proving.quotient import Exponents, Quotient, used
from symloss.kernel.proving.signs import sign


def solve(
    field: Field, polynomial: fmpq_mpoly, variable: int, unknowns: Sequence[int | None]
) -> list[Quotient | None] | None:
    """Return values of the unknowns for which all coefficients of the variable vanish, or None if there are none.

    The coefficients must be linear in the unknowns; an unknown that is None or that
    nothing fixes has no value in the result. Raises OutOfReach for other equations.
    """
    numbers = [u for u in unknowns if u is not None]
    rows = [_row(field, coefficient, numbers) for coefficient in _coefficients(field, polynomial, variable)]
    values: dict[int, Quotient] = {}
    pivots: list[tuple[int, list[Quotient]]] = []
    for row in rows:
        for column, pivot in pivots:
            row = _minus(row, pivot, row[column])
        column = next((c for c in range(len(numbers)) if not row[c].is_zero), -1)
        if column < 0:
            if not row[-1].is_zero:
                return None
            continue
        if sign(row[column], field) & 2:
            raise OutOfReach("a coefficient that may be zero")
        row = [entry / row[column] for entry in row]
        pivots = [(c, _minus(p, row, p[column])) for c, p in pivots] + [(column, row)]
    for column, row in pivots:
        if all(row[c].is_zero for c in range(len(numbers)) if c != column):
            values[numbers[column]] = -row[-1]
    return [None if u is None else values.get(u) for u in unknowns]


def _minus(row: list[Quotient], pivot: list[Quotient], factor: Quotient) -> list[Quotient]:
    return [entry - factor * p for entry, p in zip(row, pivot, strict=True)]


def _coefficients(field: Field, polynomial: fmpq_mpoly, variable: int) -> list[fmpq_mpoly]:
    found: dict[int, dict[Exponents, fmpq]] = {}
    for powers, coefficient in polynomial.terms():
        exponents = [int(e) for e in powers]
        degree, exponents[variable] = exponents[variable], 0
        found.setdefault(degree, {})[tuple(exponents)] = coefficient
    return [field.ring.context.from_dict(found[degree]) for degree in sorted(found)]


def _row(field: Field, coefficient: fmpq_mpoly, unknowns: Sequence[int]) -> list[Quotient]:
    """Return the factors of the unknowns in a linear polynomial, then what is free of them."""
    zero, one = field.ring.constant(0), field.ring.constant(1)
    whole = field.ring.polynomial(coefficient)
    rest = field.put(whole, dict.fromkeys(unknowns, zero))
    row = []
    for unknown in unknowns:
        others = {u: zero for u in unknowns if u != unknown}
        slope = field.put(whole, {**others, unknown: one}) - rest
        row.append(slope)
    total = rest
    for unknown, slope in zip(unknowns, row, strict=True):
        total = total + field.ring.generator(unknown) * slope
    if not (whole - total).is_zero or any(u in used(s.top) for u in unknowns for s in row):
        raise OutOfReach("an ansatz that is not linear in its constants")
    return [*row, rest]
