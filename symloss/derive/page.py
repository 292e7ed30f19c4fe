"""A page on which the steps of a derivation are written, one identity below the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symloss.derive.search import Proposal
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.statement import Identity, Statement


@dataclass(frozen=True)
class Page:
    """The steps written so far, and the scope they are read in."""

    scope: Scope
    steps: tuple[Proposal, ...] = ()

    def write(self, shown: n.Term, rule: str, reason: str, *uses: int) -> Page:
        """Return the page with one more identity."""
        statement = Statement(self.scope, Identity(shown), (), True)
        return replace(self, steps=(*self.steps, Proposal(shown, statement, rule, reason, uses)))

    def within(self, scope: Scope) -> Page:
        """Return the page with the next steps read in another scope."""
        return replace(self, scope=scope)

    @property
    def last(self) -> int:
        """The number of the last step."""
        return len(self.steps)
