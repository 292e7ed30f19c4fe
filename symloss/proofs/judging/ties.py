"""What a sentence supposes of quantities as a whole: "for y = -x", "if q_i = 1/n for all i"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import head_of, unfolded_names
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import subterms


def with_ties(statement: Statement, verdict: Verdict, ask: Callable[[Statement], Verdict]) -> Verdict:
    """Return the verdict on a claim in which what it supposes gives a name its value, if there was none.

    Not where something is differentiated: dL/dy at y = -x is no derivative along y = -x.
    """
    scope = statement.scope
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    terms = (claim, *(h.truth for h in statement.hypotheses), *(d.body for d in scope.definitions.values()))
    moving = (n.Derivative, n.Prime, n.Integral, n.Limit)
    if verdict.word != "undecided" or any(isinstance(p, moving) for t in terms if t is not None for p in subterms(t)):
        return verdict
    tied: list[Hypothesis] = []
    for case in statement.hypotheses:
        truth = case.truth
        head = head_of(truth.left) if isinstance(truth, n.Relation) and truth.op == "=" else None
        if head is None or not isinstance(truth, n.Relation) or not _is_whole(truth.left):
            continue
        if head.name not in scope.definitions and head.name not in unfolded_names(truth.right, scope):
            scope = scope.define(head.define(truth.right))
            tied.append(case)
    if not tied:
        return verdict
    hypotheses = tuple(h for h in statement.hypotheses if h not in tied)
    found = ask(replace(statement, scope=scope, hypotheses=hypotheses))
    conditions = tuple(Condition(str(h.truth), h.origin) for h in tied)
    return verdict if found.word == "undecided" else replace(found, conditions=(*conditions, *found.conditions))


def _is_whole(term: n.Term) -> bool:
    """Whether this is a quantity, or any entry of one; no size, which what is counted by it would keep."""
    if isinstance(term, n.Symbol):
        return term.sort not in (INDEX, FUNCTION)
    return isinstance(term, n.Indexed) and all(of_all(term.base, k) == i for k, i in enumerate(term.indices))


def of_all(base: n.Term, axis: int) -> n.Symbol:
    """Return the letter that stands for every index along an axis of an array."""
    return n.Symbol(f"{base}_index{axis or ''}", INDEX)
