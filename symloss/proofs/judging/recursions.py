r"""Closed forms of recursions: v_t = (1 - b) \sum_i b^{t-i} g_i, of v_0 = 0 and v_t = b v_{t-1} + (1 - b) g_t.

What has the right start and takes the right step is what the text says that v is: the recursion is the definition,
and the closed form a claim.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import ONE, ZERO, label_of
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.words.conditions import IN_WORDS
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, substitute, subterms

if TYPE_CHECKING:
    from symloss.proofs.judging.asking import Asker


def recursion_before(memory: Memory, section: int, closed: Definition) -> Assertion | None:
    """Return what says what v_t is by v_{t-1}, before its closed form does."""
    if closed.kind != "indexed" or len(closed.parameters) != 1:
        return None
    return next((a for a in memory.assertions if a.section == section and _is_recursion(a, closed.name)), None)


def by_induction(memory: Memory, ask: Asker) -> None:
    """Settle the closed forms that were taken as definitions although a recursion goes before them."""
    for closed in memory.assertions:
        if closed.defines is None or closed.verdict is None or closed.verdict.word != "undecided":
            continue
        step = recursion_before(memory, closed.section, closed.defines)
        if step is None or step.verdict is None or step.left.place.start > closed.left.place.start:
            continue
        ask.next_claim()
        start = _start(memory, closed.defines.name)
        if step.verdict.refuted:  # of two that contradict each other the first is what is meant
            message = f"it does not take the step of line {step.line}"
            closed.verdict, closed.statement = replace(step.verdict, message=message), step.statement
            step.is_definition = True
        elif step.verdict.proved and start is not None and _holds(step, start, closed.defines, memory, ask):
            recursion = Condition(f"the recursion of {closed.defines.name}", f"stated, line {step.line}")
            known = (Condition(str(start.truth), start.origin), recursion, *step.verdict.conditions)
            closed.verdict = Verdict("proved", method="start and step", conditions=known)
            closed.statement = closed.statement or step.statement
            step.is_definition = True


def _is_recursion(assertion: Assertion, name: str) -> bool:
    """Whether an equation says what v_t is by v_{t-1} alone."""
    here, right = assertion.left.term, assertion.right.term
    if assertion.relation != "=" or assertion.is_definition or right is None:
        return False
    if not isinstance(here, n.Indexed) or not _is_of(here, name) or not isinstance(here.indices[0], n.Symbol):
        return False
    before = {part for part in subterms(right) if isinstance(part, n.Indexed) and _is_of(part, name)}
    if name in {s.name for s in free_symbols(substitute(right, dict.fromkeys(before, ZERO)))}:
        return False  # of the whole sequence
    return {str(part.indices[0]) for part in before} == {str(n.Add((here.indices[0], n.Neg(ONE))))}


def _start(memory: Memory, name: str) -> Hypothesis | None:
    """Return what the text says that v_0 is, if it says one thing."""
    said = memory.starts.get(f"{name}_0", [])
    return said[0] if said and all(_side(other) == _side(said[0]) for other in said) else None


def _is_start(truth: n.Term, start: Hypothesis) -> bool:
    """Whether this is the start, v_0 a name of its own or an entry of v."""
    assert isinstance(start.truth, n.Relation), "it says what the start is"
    if not isinstance(truth, n.Relation) or (truth.op, truth.right) != ("=", start.truth.right):
        return False
    return label_of(truth.left) == label_of(start.truth.left)


def _side(start: Hypothesis) -> n.Term:
    assert isinstance(start.truth, n.Relation), "it says what the start is"
    return start.truth.right


def _is_of(entry: n.Indexed, name: str) -> bool:
    return isinstance(entry.base, n.Symbol) and entry.base.name == name and len(entry.indices) == 1


def _holds(step: Assertion, start: Hypothesis, closed: Definition, memory: Memory, ask: Asker) -> bool:
    """Whether the step was proved of this closed form at every t, and it has the start that is said."""
    asked = step.asked or step.statement
    assert asked is not None, "it was asked"
    claim = asked.step.claim if isinstance(asked.step, Identity) else None
    if asked.scope.definitions.get(closed.name) != closed or step.loosely or step.hedge == IN_WORDS:
        return False
    if not isinstance(claim, n.Relation) or not isinstance(claim.left, n.Indexed):
        return False
    if memory.traits.keys() & {s.name for s in free_symbols(claim)}:
        return False  # "for even t"
    counts, scope = claim.left.indices[0], asked.scope.forget(closed.name)
    said = {hypothesis.truth for hypothesis in memory.assumptions}
    for truth in (h.truth for h in (*asked.hypotheses, *scope.domain)):
        if counts in free_symbols(truth):
            if not _is_said_of_all(truth, counts, scope, ask):
                return False
        elif truth not in {*said, *(h.truth for h in scope.domain)} and not _is_start(truth, start):
            return False  # "if g = 0, then v_t = b v_{t-1}": a recursion in a case
    first = substitute(closed.body, {closed.parameters[0]: ZERO})
    others = tuple(h for h in asked.hypotheses if counts not in free_symbols(h.truth) and not _is_start(h.truth, start))
    equation = Identity(n.Relation("=", first, _side(start)))
    return ask(replace(asked, scope=scope, step=equation, hypotheses=others)).proved


def _is_said_of_all(bound: n.Term, counts: n.Term, scope: Scope, ask: Asker) -> bool:
    """Whether a bound leaves out no step from the first on: it holds of 1, and of t + 1 if it does of t."""
    later = Identity(substitute(bound, {counts: n.Add((counts, ONE))}))
    statements = (
        Statement(scope, Identity(substitute(bound, {counts: ONE}))),
        Statement(scope, later, (Hypothesis(bound, "stated"),)),
    )
    return all(ask(statement).proved for statement in statements)
