"""The door of the kernel: a statement in, a verdict out. It never raises."""

from __future__ import annotations

from dataclasses import replace

from symloss.kernel.conditions import find_conditions
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.limits_at import decide_limit
from symloss.kernel.points import satisfiable
from symloss.kernel.proof import Failure, Proof
from symloss.kernel.prove import prove
from symloss.kernel.refute import gap, refute
from symloss.kernel.screen import refusal
from symloss.kernel.verdict import Verdict
from symloss.term.nodes import And
from symloss.term.scope import Hypothesis
from symloss.term.statement import Ansatz, Assume, Define, Identity, Statement


def judge(statement: Statement, limits: Limits = LIMITS) -> Verdict:
    """Return the verdict on a statement: prove, else refute, else look for a missing condition.

    A definition or an assumption is listed and never judged: "undecided", and the
    message says so.
    """
    if isinstance(statement.step, Define | Assume):
        kind = "a definition" if isinstance(statement.step, Define) else "an assumption"
        return Verdict("undecided", message=f"{kind}: listed, not judged")
    reason = refusal(statement, limits)
    if reason:
        return Verdict("undecided", message=reason)
    limit = decide_limit(statement, limits)
    if limit is not None:
        return limit
    found = prove(statement, limits)
    if isinstance(found, Proof):
        return _proved(statement, found, limits)
    return _not_proved(statement, found, limits)


def _proved(statement: Statement, proof: Proof, limits: Limits) -> Verdict:
    """Return `proved` if a point shows that the hypotheses can be true, and the declared domain has no hole."""
    natural = tuple(Hypothesis(truth, "natural domain") for truth in proof.natural)
    possible = replace(statement, hypotheses=(*statement.hypotheses, *natural))
    if isinstance(statement.step, Ansatz) and statement.step.solution is None:
        possible = replace(possible, step=Identity(And(())))  # the constants are not there to be chosen
    if satisfiable(possible, limits) is None:
        return Verdict(
            "undecided", message="the hypotheses may contradict each other: no point was found in the domain"
        )
    if statement.domain_declared and proof.one_sided:
        hole = gap(statement, limits)
        if hole is not None:
            return Verdict("conditional", proof.method, proof.conditions, hole)
    return Verdict("proved", proof.method, proof.conditions, certificate=proof)


def _not_proved(statement: Statement, failure: Failure, limits: Limits) -> Verdict:
    if failure.contradiction:
        return Verdict("undecided", message="the hypotheses may contradict each other")
    witness = refute(statement, limits)
    if witness is None and failure.nowhere:
        hole = gap(statement, limits)
        if hole is not None:
            return Verdict("refuted", witness=hole, message=failure.reason)
    if witness is None:
        wider = None if statement.domain_declared else prove(statement, limits, lenient=True)
        if isinstance(wider, Proof):
            return _proved(statement, wider, limits)
        return Verdict("undecided", message=failure.reason)
    conditions = find_conditions(statement, lambda supposed: isinstance(prove(supposed, limits), Proof), limits)
    if conditions:
        return Verdict("conditional", conditions=conditions, witness=witness)
    return Verdict("refuted", witness=witness)
