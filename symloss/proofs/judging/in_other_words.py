"""The other words in which a claim may be judged: with what is known of normal laws, and of series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symloss.proofs.discourse.shapes import names_in
from symloss.proofs.discourse.state import Memory
from symloss.proofs.judging.gaussians import of_gaussians
from symloss.proofs.judging.meanings import Ask, Given
from symloss.proofs.judging.restated import Restated
from symloss.proofs.judging.series import with_series
from symloss.term.statement import Identity, Statement


def restatements(
    statement: Statement,
    memory: Memory,
    section: int,
    random: frozenset[str],
    given: Mapping[str, Given],
    shown: Ask,
) -> Iterator[Restated]:
    """Yield a statement in other words, as far as there are any.

    section: the one of the claim; random: names that the text calls so; given: those that it gives by numbers.
    """
    laws = {name: d for name, d in memory.scope.definitions.items() if name not in memory.doubts}
    drawn = {name: law for (name, where), law in memory.drawn.items() if where == section}
    of_laws = of_gaussians(statement, drawn, laws, random | {name for name, _ in memory.drawn})
    of_series = with_series(statement)
    if of_laws is not None:
        yield of_laws
    if of_series is not None and _converges(of_series, statement, given, shown):
        yield of_series


def _converges(said: Restated, statement: Statement, given: Mapping[str, Given], shown: Ask) -> bool:
    """Whether the numbers that a text gives leave its series a sum."""
    for truth in (c.truth for c in said.conditions if c.truth is not None):
        values = [g.definition for name, g in given.items() if name in names_in(truth)]
        there = replace(statement, step=Identity(truth), scope=statement.scope.define(*values))
        if values and not shown(there).proved:
            return False
    return True
