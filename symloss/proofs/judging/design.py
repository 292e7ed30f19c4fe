r"""The matrix of all samples, which texts name without a word: the X of X^T (y - p) beside x_i.

The samples are its rows, or its columns where X (y - p) is written. That is a condition: who writes X may mean another
matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from symloss.proofs.judging.unsaid import Unsaid, reached_terms
from symloss.term import nodes as n
from symloss.term.statement import Statement, rewritten
from symloss.term.walk import free_symbols, rebuild


def of_samples(statement: Statement, claim: n.Term) -> Iterator[Unsaid]:
    """Yield that a matrix of which the text says nothing has the samples for its rows, or for its columns."""
    letters = {s for term in reached_terms(statement, claim) for s in free_symbols(term)}
    matrices = {s.name: s for s in letters if len(s.sort.shape) == 2 and s.name not in statement.scope.definitions}
    for name, matrix in sorted(matrices.items()):
        samples = matrices.get(name.lower())
        if not name.isupper() or len(name) != 1 or samples is None:
            continue
        for lines, made in (("rows", samples), ("columns", n.Transpose(samples))):
            shape = samples.sort.shape if lines == "rows" else samples.sort.shape[::-1]
            if matrix.sort.shape == shape:
                changed = rewritten(statement, partial(_put, matrix=matrix, made=made))
                yield Unsaid(f"the {lines} of {name} are the samples {samples.name}_i", changed)


def _put(term: n.Term, matrix: n.Symbol, made: n.Term) -> n.Term:
    return made if term == matrix else rebuild(term, partial(_put, matrix=matrix, made=made))
