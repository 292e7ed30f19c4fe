"""A condition that authors leave unsaid, and what words say of labels that tells whether it may be meant."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.proofs.discourse.shapes import unfolded_names
from symloss.term import nodes as n
from symloss.term.statement import Statement


@dataclass(frozen=True)
class Unsaid:
    """A condition in words of the plain notation, and the statement under it."""

    text: str
    statement: Statement
    meant: bool = False  # surely: what is not shown under it is not false without it
    origin: str = "found"


@dataclass(frozen=True)
class Told:
    """What the text says: the letters of true classes, the arrays of which one entry in a row is one, and more."""

    classes: frozenset[str] = frozenset()
    exclusive: frozenset[str] = frozenset()
    symmetric: tuple[tuple[str, str], ...] = ()  # matrices, and where that is said
    any_symmetric: bool = False  # whether the text speaks of such matrices, perhaps without a name
    apart: frozenset[str] = frozenset()  # the o of u_o, u_1, ..., u_K


def reached_terms(statement: Statement, claim: n.Term) -> tuple[n.Term, ...]:
    """Return what is claimed, and the definitions that it reaches."""
    reached = unfolded_names(claim, statement.scope)
    return (claim, *(d.body for name, d in statement.scope.definitions.items() if name in reached))


NOTHING_TOLD = Told()
