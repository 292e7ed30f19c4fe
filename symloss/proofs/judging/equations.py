r"""Equations that a text set up before a claim and did not prove: \sum_i a_i y_i = 0, of a slope that is set to zero.

Whoever goes on from there leaves such summands out without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import ZERO, derivatives, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement

Ask = Callable[[Statement], Verdict]
_LAST = 4  # of the equations before a claim that are tried


def under_equations(statement: Statement, found: Verdict, said: Iterable[Assertion], ask: Ask) -> Verdict:
    """Return a claim that fails as a condition on an equation of the text, if it is proved under that.

    said: the claims before it, and those beside it that are not judged yet. The equation gives a number, and has no
    other names than the claim.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=" or not found.refuted or is_closed(claim):
        return found
    about = unfolded_names(claim, statement.scope)
    open_ = [a for a in said if (a.verdict is None or a.verdict.word == "undecided") and a.relation == "="]
    equations: dict[n.Relation, Assertion] = {}
    for assertion in open_:
        left, right = assertion.left.term, assertion.right.term
        if left is None or right is None or not is_closed(right) or next(derivatives(left), None) is not None:
            continue
        names = names_in(left) - FUNCTIONS.keys()
        supposed_there = assertion.statement.hypotheses if assertion.statement is not None else ()
        if any(h.truth == claim for h in supposed_there):
            continue  # it is what the claim implies
        equation = n.Relation("=", left, right)
        if names and (names < about or (assertion.verdict is None and names == about and equation != claim)):
            equations[equation] = assertion
    for equation, assertion in [*equations.items()][: -_LAST - 1 : -1]:
        supposed = Hypothesis(equation, f"stated, line {assertion.line}")
        there = replace(statement, hypotheses=(supposed, *statement.hypotheses))
        under = ask(there)
        if under.word == "undecided" and assertion.verdict is None:
            return Verdict("undecided", message=f"{equation} beside it may be a condition: {under.message}")
        nothing = replace(there, step=Identity(n.Relation("=", claim.right, ZERO)))
        if under.proved and not ask(nothing).proved:  # where both sides are zero, any factor may be lost
            others = (c for c in under.conditions if c.text != str(equation))
            conditions = (Condition(str(equation), "found"), *others)
            return replace(under, word="conditional", conditions=conditions, witness=found.witness)
    return found
