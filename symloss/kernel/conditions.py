"""The short list of conditions under which a claim that is false as it stands becomes true."""

from __future__ import annotations

from collections.abc import Callable

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.verdict import Condition
from symloss.term.statement import Statement


def find_conditions(
    statement: Statement, prove: Callable[[Statement], bool], limits: Limits = LIMITS
) -> tuple[Condition, ...] | None:
    """Return the fewest conditions (origin "found") under which `prove` accepts the statement, or None.

    `prove` is asked about the statement with the condition added to its hypotheses. A
    condition that contradicts the hypotheses or makes the claim trivial is not used.
    """
    return None
