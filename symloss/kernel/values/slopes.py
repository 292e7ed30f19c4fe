"""The slopes of a value in several directions at once: what one evaluation tells of a whole gradient."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from symloss.kernel.values.balls import Unknown
from symloss.term.effort import VALUE, charge

if TYPE_CHECKING:
    from symloss.kernel.values.jets import Value
    from symloss.kernel.values.point import Index


class Slopes:
    """Slopes by entries of an array; zero in the directions that are left out.

    It stands where a series has its coefficient of t, and is added and multiplied by values as that is.
    """

    __slots__ = ("by",)

    def __init__(self, by: Mapping[Index, Value]) -> None:
        self.by = by

    def map(self, change: Callable[[Value], Value]) -> Slopes:
        """Return these with `change`, which keeps zero, applied to each."""
        charge(VALUE * len(self.by))
        return Slopes({place: change(slope) for place, slope in self.by.items()})

    def __add__(self, other: Slopes | Value) -> Slopes:
        if not isinstance(other, Slopes):
            if other == 0:
                return self
            raise Unknown("slopes and a number are not of one kind")
        charge(VALUE * len(other.by))
        found = dict(self.by)
        for place, slope in other.by.items():
            found[place] = found[place] + slope if place in found else slope
        return Slopes(found)

    def __mul__(self, other: Value) -> Slopes:
        return self.map(lambda slope: slope * other)

    def __neg__(self) -> Slopes:
        return self.map(lambda slope: -slope)

    def __sub__(self, other: Slopes | Value) -> Slopes:
        return self + (-other)

    def __rsub__(self, other: Slopes | Value) -> Slopes:
        return -self + other

    def __radd__(self, other: Value) -> Slopes:
        return self + other

    def __rmul__(self, other: Value) -> Slopes:
        return self * other
