"""The names of a document told apart: what is one name for two things, or two for one, becomes one for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symloss.errors import ReadError
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.entries import by_entries, with_entries
from symloss.proofs.names.squares import squared, squares_in
from symloss.proofs.names.totals import totals_in, with_totals
from symloss.proofs.names.walks import on_sides

Parsed = tuple[Formula, ...] | ReadError  # of one region


def renamed(formulas: dict[int, Parsed]) -> dict[int, Parsed]:
    """Return the formulas of a document, by where they stand, with a name for each thing that they name."""

    def every() -> Iterator[Formula]:
        return (f for found in formulas.values() if not isinstance(found, ReadError) for f in found)

    def changed(change: Callable[[Formula], Formula]) -> dict[int, Parsed]:
        return {k: v if isinstance(v, ReadError) else tuple(map(change, v)) for k, v in formulas.items()}

    functions = by_entries(every())
    formulas = changed(lambda f: with_entries(f, functions)) if functions else formulas
    totals = totals_in(every())
    formulas = changed(lambda f: with_totals(f, totals)) if totals else formulas
    squares = squares_in(every())
    return changed(lambda f: on_sides(f, lambda node: squared(node, squares))) if squares else formulas
