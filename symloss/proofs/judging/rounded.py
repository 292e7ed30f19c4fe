"""Worked examples that go on with rounded values: sigma'(1) = 0.731 (1 - 0.731), 2 (0.7311 - 1) = -0.5379."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symloss.kernel.values.digits import decimals, formula_of
from symloss.kernel.verdict import Verdict
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.statement import Identity, Statement

METHOD = "equal for some numbers that are printed as the decimals are"
OPEN = "equal or not within the digits printed, and not exactly: print more digits"


def to_the_digits(statement: Statement, found: Verdict, ask: Callable[[Statement], Verdict]) -> Verdict:
    """Return what is true of an equation if its decimals were rounded before the author went on with them.

    Decimals of few digits are compared as they stand if both sides are arithmetic: 0.5 * 0.5 = 0.26 is wrong.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or not decimals(claim) or found.word not in ("refuted", "undecided"):
        return found
    closed = is_closed(claim)
    if claim.op == "~=":
        return Verdict("undecided", message=OPEN) if closed and not found.refuted else found
    formula = formula_of(claim)
    if all(isinstance(side, n.Number) for side in (claim.left, claim.right)) and not _is_finer(claim):
        return found  # 0.3 = 0.33
    if claim.op != "=" or found.word != "refuted" or not (closed if formula is None else is_closed(formula)):
        return found
    rounded = ask(replace(statement, step=Identity(replace(claim, op="~="))))
    if rounded.refuted:
        return found
    proved = rounded.proved and formula is not None
    return replace(rounded, method=METHOD) if proved else Verdict("undecided", message=OPEN)


def _is_finer(claim: n.Relation) -> bool:
    """Whether the left one of two numbers is printed with more digits: 0.73106 = 0.7311."""
    first, second = (getattr(side, "places", None) or 0 for side in (claim.left, claim.right))
    return first > second
