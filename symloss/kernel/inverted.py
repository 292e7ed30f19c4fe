"""The matrices that a claim inverts: it is about such of them as have an inverse."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symloss.kernel.shown import shown
from symloss.kernel.values.dependence import reach
from symloss.kernel.verdict import Condition
from symloss.term import nodes as n
from symloss.term.functions import DET, INVERSE
from symloss.term.sorting import sort_of
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

_ZERO = n.Number(Fraction(0))


def inverted(statement: Statement) -> tuple[Condition, ...]:
    """Return that what a claim inverts, or what its names are defined by, is invertible."""
    matrices = dict.fromkeys(m for m in _inverted(statement) if len(sort_of(m).shape) == 2)
    return tuple(
        Condition(f"{shown(matrix)} is invertible", "natural domain", n.Relation("!=", DET(matrix), _ZERO))
        for matrix in matrices
    )


def _inverted(statement: Statement) -> Iterator[n.Term]:
    if not isinstance(statement.step, Identity):
        return
    claim, known = statement.step.claim, statement.scope.definitions
    reached = sorted(s.name for s in reach(free_symbols(claim), statement.scope))
    for term in (claim, *(known[name].body for name in reached if name in known)):
        for part in subterms(term):
            if isinstance(part, n.Apply) and part.function == INVERSE.symbol:
                yield part.arguments[0]
