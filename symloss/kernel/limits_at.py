"""Limits of scalar functions at a point or at infinity, decided by leading terms."""

from __future__ import annotations

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.verdict import Verdict
from symloss.term.statement import Statement


def decide_limit(statement: Statement, limits: Limits = LIMITS) -> Verdict | None:
    """Return proved or refuted for a claim `Limit(f, x, point) = value`; None: not of this kind, or not settled."""
    return None
