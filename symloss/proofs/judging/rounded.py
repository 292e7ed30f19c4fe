"""Worked examples that go on with rounded values: sigma'(1) = 0.731 (1 - 0.731)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symloss.kernel.values.digits import formula_of
from symloss.kernel.verdict import Verdict
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.statement import Identity, Statement

METHOD = "equal for some numbers that are printed as the decimals are"
OPEN = "equal or not within the digits printed, and not exactly: print more digits"


def to_the_digits(statement: Statement, refuted: Verdict, ask: Callable[[Statement], Verdict]) -> Verdict:
    """Return what is true of a refuted equation if its decimals were rounded before the author went on with them.

    Decimals on both sides are compared as they stand if both are arithmetic: 0.5 * 0.5 = 0.26 is wrong.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=":
        return refuted
    formula = formula_of(claim)
    if formula is None or not is_closed(formula):
        return refuted
    found = ask(replace(statement, step=Identity(replace(claim, op="~="))))
    if found.refuted:
        return refuted
    return replace(found, method=METHOD) if found.proved else Verdict("undecided", message=OPEN)
