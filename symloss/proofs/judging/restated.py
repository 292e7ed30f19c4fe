"""Statements said otherwise, on conditions that are named beside their proofs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.term import nodes as n
from symloss.term.statement import Identity, Statement


@dataclass(frozen=True)
class Restated:
    """A statement that says the same as another where the conditions hold."""

    statement: Statement
    conditions: tuple[Condition, ...]

    @property
    def claim(self) -> n.Relation | None:
        """Its claim, if that is a relation."""
        step = self.statement.step
        return step.claim if isinstance(step, Identity) and isinstance(step.claim, n.Relation) else None

    def named(self, verdict: Verdict) -> Verdict:
        """Return a proof that says what it takes for granted."""
        told = {condition.text for condition in verdict.conditions}
        more = (condition for condition in self.conditions if condition.text not in told)
        return replace(verdict, conditions=(*verdict.conditions, *more))
