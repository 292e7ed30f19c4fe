"""What the names in a term are worth while it is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.values.balls import Number, Unknown, number
from symloss.kernel.values.jets import Value
from symloss.kernel.values.point import Entries, Index, Point, indices
from symloss.term.effort import VALUE, charge
from symloss.term.nodes import Symbol
from symloss.term.scope import Scope


@dataclass(slots=True)
class Array:
    """An array of numbers or jets, in row-major order; never changed, though not frozen: that takes time."""

    shape: Index
    entries: tuple[Value, ...]

    def at(self, index: Index) -> Value:
        """Return one entry; indices count from 1."""
        return self.entries[self._place(index)]

    def part(self, index: Index) -> Value | Array:
        """Return the entry, or the rest of the array if `index` is shorter than its shape."""
        rest = self.shape[len(index) :]
        if not rest:
            return self.at(index)
        return Array(rest, tuple(self.at((*index, *inner)) for inner in indices(rest)))

    def put(self, index: Index, value: Value) -> Array:
        """Return the array with one entry replaced."""
        place = self._place(index)
        return Array(self.shape, (*self.entries[:place], value, *self.entries[place + 1 :]))

    def map(self, change: Callable[[Value], Value]) -> Array:
        """Return the array with `change` applied to each entry."""
        return Array(self.shape, tuple(change(entry) for entry in self.entries))

    def _place(self, index: Index) -> int:
        if len(index) != len(self.shape):
            raise Unknown("an array has another number of indices")
        place = 0
        for i, size in zip(index, self.shape, strict=True):
            if not 1 <= i <= size:
                raise Unknown(f"index {i} is outside 1..{size}")
            place = place * size + i - 1
        return place


Worth: TypeAlias = Value | Array


@dataclass
class Budget:
    """How many more nodes may be evaluated."""

    left: int

    def spend(self) -> None:
        """Count one node; raise Unknown when nothing is left."""
        charge(VALUE)
        self.left -= 1
        if self.left < 0:
            raise Unknown("too much to evaluate")


@dataclass(slots=True, eq=False)
class Environment:
    """Values of names. `local` are bound names and parameters; definitions do not see them.

    One is made for every entry of every sum, and never changed.

    `known` remembers what does not depend on `local`; it is emptied when a global
    value changes. `depth` counts the infinitesimals in use. `smooth`: where pieces meet no
    derivative is taken, though those of both sides may agree there.
    """

    scope: Scope
    globals: dict[Symbol, Worth]
    budget: Budget
    limits: Limits = LIMITS
    local: dict[Symbol, Worth] = field(default_factory=dict)
    depth: int = 0
    known: dict[object, Worth] = field(default_factory=dict)
    smooth: bool = False

    def bind(self, symbol: Symbol, value: Worth) -> Environment:
        """Return this environment with a bound name."""
        return self.only({**self.local, symbol: value})

    def only(self, local: dict[Symbol, Worth]) -> Environment:
        """Return this environment with other bound names: the inside of a definition."""
        # every entry of every sum asks for one: `replace` would take twice as long
        return Environment(
            self.scope, self.globals, self.budget, self.limits, local, self.depth, self.known, self.smooth
        )

    def vary(self, symbol: Symbol, value: Worth) -> Environment:
        """Return this environment with `symbol` given another value, wherever it is used."""
        if symbol in self.local:
            return self.bind(symbol, value)
        values = {**self.globals, symbol: value}
        return Environment(self.scope, values, self.budget, self.limits, self.local, self.depth, smooth=self.smooth)

    def at(self, symbol: Symbol, value: Fraction | Entries) -> Environment:
        """Return the environment of the point with another value for `symbol`, and its own budget."""
        values = {**self.globals, symbol: _worth(value)}
        return Environment(self.scope, values, Budget(self.limits.operations), self.limits)

    def deeper(self) -> Environment:
        """Return this environment with one more infinitesimal in use."""
        return replace(self, depth=self.depth + 1)


def environment(
    scope: Scope,
    point: Point,
    budget: Budget | None = None,
    limits: Limits = LIMITS,
    extra: Mapping[Symbol, Number] | None = None,
) -> Environment:
    """Return the environment of `point`; `extra` are values that no exact number can write."""
    values: dict[Symbol, Worth] = {symbol: _worth(found) for symbol, found in point.values}
    values.update(extra or {})
    return Environment(scope, values, budget or Budget(limits.operations), limits)


def _worth(value: Fraction | Entries) -> Worth:
    if isinstance(value, Fraction):
        return number(value)
    return Array(value.shape, value.exact)
