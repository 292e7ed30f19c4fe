"""Equations that a text states and does not show, "a = p", "we have a + c = 1": what follows is conditional on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import ZERO
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.words.hedges import SOME_POINTS
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

Equations = tuple[Hypothesis, ...]
UNTOLD = "the text does not say how"
EMPTY = "both sides are zero by an equation before it, where any factor would do"
_LAST = 2  # of the equations before a claim that are tried
_MOVING = (n.Derivative, n.Prime, n.Integral, n.Limit)


def mentioned(assertion: Assertion, reached: Collection[str]) -> Equations:
    """Return which numbers of a claim, or of what it rests on, are said to be equal before it, and no more.

    Not those of which the text says later what they are, nor arrays: their sorts are fitted claim by claim.
    """
    known = assertion.asked.scope.definitions.keys() if assertion.asked is not None else set[str]()
    numbers = (e for e in assertion.equated if not any(s.sort.shape or s.name in known for s in free_symbols(e.truth)))
    return tuple(e for e in numbers if _names(e.truth) & set(reached))


def stated(assertion: Assertion, memory: Memory, reached: Collection[str]) -> Iterator[Equations]:
    """Yield the equations before a claim that hold at some points only, the last one first: each may be given.

    Not for what differentiates: a slope by a is none along a + c = 1.
    """
    claim = _claimed(assertion)
    if claim is None or any(isinstance(part, _MOVING) for part in subterms(claim)):
        return
    place, found = (assertion.chain, assertion.link), list[Hypothesis]()
    for before in memory.assertions:
        verdict, equation = before.verdict, _claimed(before)
        if (before.chain, before.link) >= place or before.section != assertion.section or verdict is None:
            continue
        open_ = verdict.word == "undecided" and verdict.message.startswith((SOME_POINTS, UNTOLD))
        if open_ and equation is not None and _names(equation) & set(reached) and not _same(equation, claim):
            found.append(Hypothesis(equation, f"stated, line {before.line}"))
    last = found[: -_LAST - 1 : -1]
    yield from ((equation,) for equation in last)
    if len(last) > 1:
        yield tuple(last)


def supposing(assertion: Assertion, equations: Equations) -> Assertion:
    """Return a claim under some equations."""
    assert assertion.statement is not None, "a claim without a statement is not asked"
    there = replace(assertion.statement, hypotheses=(*assertion.statement.hypotheses, *equations))
    return replace(assertion, statement=there, cases=(*assertion.cases, *equations))


def on_condition(found: Verdict, equations: Equations) -> Verdict:
    """Return what is proved under equations as what is true on condition of them."""
    said = tuple(Condition(str(e.truth), e.origin) for e in equations)
    texts = {condition.text for condition in said}
    return replace(found, word="conditional", conditions=(*said, *(c for c in found.conditions if c.text not in texts)))


def is_empty(asked: Statement, ask: Callable[[Statement], Verdict]) -> bool:
    """Whether what is supposed makes both sides of a claim zero, where any factor may be wrong."""
    claim = asked.step.claim if isinstance(asked.step, Identity) else None
    if not isinstance(claim, n.Relation) or ZERO in (claim.left, claim.right):
        return not isinstance(claim, n.Relation)
    return ask(replace(asked, step=Identity(n.Relation("=", claim.right, ZERO)))).proved


def _claimed(assertion: Assertion) -> n.Relation | None:
    left, right = assertion.left.term, assertion.right.term
    if assertion.relation != "=" or left is None or right is None:
        return None
    return n.Relation("=", left, right)


def _same(first: n.Relation, second: n.Relation) -> bool:
    return {first.left, first.right} == {second.left, second.right}


def _names(truth: n.Term) -> set[str]:
    return {symbol.name for symbol in free_symbols(truth)}
