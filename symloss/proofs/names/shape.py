"""What shapes are: the axes of an array."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

Axis = Hashable
ONE: Axis = ("size", "1")


@dataclass(frozen=True)
class Shape:
    """The axes of an array; a row is a vector that was transposed. No axes: a number."""

    axes: tuple[Axis, ...] = ()
    row: bool = False

    @property
    def number(self) -> bool:
        """Whether this is a single number."""
        return not self.axes


NUMBER = Shape()


@dataclass(frozen=True)
class Slope:
    """Derivatives side by side: what is differentiated, what by, and the shape; the axes of `above` come first."""

    above: str
    below: str
    middle: int  # the number of axes of `below`
    shape: Shape


def chained(first: Slope | None, second: Slope | None, join: Callable[[Axis, Axis], None]) -> Slope | None:
    """Return the slope that two are by the chain rule, joining the axes of what stands between them."""
    if first is not None and second is not None and first.below != second.above:
        first, second = second, first
    if first is None or second is None or first.below != second.above:
        return None
    outer, inner = first.shape.axes, second.shape.axes
    rows = outer[: len(outer) - first.middle]
    for a, b in zip(outer[len(rows) :], inner[: first.middle], strict=False):
        join(a, b)
    return Slope(first.above, second.below, second.middle, Shape((*rows, *inner[first.middle :])))


def diagonal(argument: Shape | None) -> Shape | None:
    """Return the shape of diag(r): a square, also where nothing is known of r."""
    if argument is None or argument.number:
        axis = object()
        return Shape((axis, axis))
    return Shape(argument.axes * 2) if len(argument.axes) == 1 else None


def written_out(entry: Shape | None, rows: Axis, columns: Axis) -> Shape | None:
    """Return the shape of a table of things like this entry: of numbers, of columns in a row, of rows in a column."""
    if entry is None or len(entry.axes) > 1:
        return None
    if entry.number and columns == ONE:
        return Shape((rows,))
    if entry.number:  # a row with dots is used as a column, too
        counted = isinstance(columns, tuple) and str(columns[1]).isdigit()
        return Shape((rows, columns)) if rows != ONE or counted else None
    if entry.row:
        return Shape((rows, *entry.axes)) if columns == ONE else None
    return Shape((*entry.axes, columns)) if rows == ONE else None


def transposed(shape: Shape) -> Shape:
    """Return the shape of a transpose; that of a column is a row."""
    if len(shape.axes) == 1:
        return Shape(shape.axes, row=not shape.row)
    return Shape(tuple(reversed(shape.axes)))
