"""The search for counterexamples: exact points inside the domain, balls that exclude zero."""

from __future__ import annotations

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.verdict import Witness
from symloss.term.statement import Statement


def refute(statement: Statement, limits: Limits = LIMITS) -> Witness | None:
    """Return a point within all hypotheses where the claim is false, or None.

    Every kind of step is understood (for `Antiderivative` the two sides are the
    integrand and the derivative of the value; for `Solution` the sides of the first
    equation that fails). Both sides are defined at the witness; see `gap` otherwise.
    """
    return None


def gap(statement: Statement, limits: Limits = LIMITS) -> Witness | None:
    """Return a point within all hypotheses where exactly one side of the claim is defined, or None.

    One of `left` and `right` of the witness is then "undefined".
    """
    return None
