"""An exact point: what a counterexample prints, and what terms are evaluated at."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import fmpq

from symloss.kernel.values.balls import number
from symloss.term.nodes import Symbol

Index = tuple[int, ...]


@dataclass(frozen=True)
class Entries:
    """The entries of an array in row-major order; no axis: a single number."""

    shape: Index
    numbers: tuple[Fraction, ...]

    @cached_property
    def exact(self) -> tuple[fmpq, ...]:
        """The entries as they are reckoned with."""
        return tuple(map(number, self.numbers))


@dataclass(frozen=True)
class Point:
    """Exact numbers for the free symbols of a statement.

    `values`: each symbol with its number or its entries. `choices`: how quantities
    that are only known to depend on others were chosen, (name, plain notation).
    """

    values: tuple[tuple[Symbol, Fraction | Entries], ...] = ()
    choices: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> Fraction | Entries:
        """Return the value of the symbol called `name`."""
        return next(value for symbol, value in self.values if symbol.name == name)

    @property
    def at(self) -> tuple[tuple[str, str], ...]:
        """The point as a witness prints it: K = 2, s = (0, 1), z = -13/5; matrices entry by entry."""
        shown: list[tuple[str, str]] = []
        for symbol, value in self.values:
            shown.extend(_shown(symbol.name, value))
        return (*shown, *self.choices)


def _shown(name: str, value: Fraction | Entries) -> list[tuple[str, str]]:
    if isinstance(value, Fraction):
        return [(name, str(value))]
    if len(value.shape) == 1:
        return [(f"{name}_{i}", str(number)) for i, number in enumerate(value.numbers, start=1)]
    return [
        (f"{name}_{{{','.join(map(str, index))}}}", str(number))
        for index, number in zip(indices(value.shape), value.numbers, strict=True)
    ]


def indices(shape: Index) -> list[Index]:
    """Return every index into an array of `shape`, counted from 1, in row-major order."""
    found: list[Index] = [()]
    for size in shape:
        found = [(*index, i) for index in found for i in range(1, size + 1)]
    return found
