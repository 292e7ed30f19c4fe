"""Sorts: what kind of thing a term is.

A sort is scalar, index, truth, function, vector(n), matrix(m, n) or a tensor of
more axes; sizes are terms, so `vector(K)` says "a vector of symbolic length K".
An index (a natural number, such as K or k) may stand where a scalar is expected;
no other sort is ever converted in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symloss.term.nodes import Term


@dataclass(frozen=True)
class Sort:
    """A sort: its name and, for arrays, the size of each axis."""

    name: str
    shape: tuple[Term, ...] = ()

    def __str__(self) -> str:
        if not self.shape:
            return self.name
        from symloss.term.printer import plain

        return f"{self.name}({', '.join(plain(size) for size in self.shape)})"


SCALAR = Sort("scalar")
INDEX = Sort("index")
TRUTH = Sort("truth")
FUNCTION = Sort("function")
DENSITY = Sort("density")  # a function that is known to be the density, or the probabilities, of a distribution
SET = Sort("set")


def vector(size: Term) -> Sort:
    """Return the sort of a column vector with `size` entries."""
    return Sort("vector", (size,))


def matrix(rows: Term, columns: Term) -> Sort:
    """Return the sort of a `rows` x `columns` matrix."""
    return Sort("matrix", (rows, columns))


def array(shape: tuple[Term, ...]) -> Sort:
    """Return the sort with one axis for each entry of `shape`; no axis is a scalar."""
    names = {0: "scalar", 1: "vector", 2: "matrix"}
    return Sort(names.get(len(shape), "tensor"), shape)


def is_number(sort: Sort) -> bool:
    """Return whether things of this sort are single numbers (scalars and indices)."""
    return sort in (SCALAR, INDEX)
