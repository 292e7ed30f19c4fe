r"""Implications: what stands before \implies is supposed where it is not proved, and what stands behind rests on that.

Of \iff both ways are claimed: the second formula from the first, and the first from the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.binding import define
from symloss.proofs.discourse.reading import Line
from symloss.proofs.discourse.relations import sign_of, truth_of, written
from symloss.proofs.discourse.shapes import head_of, names_in
from symloss.proofs.discourse.state import SENTENCE, Assertion, Case, Memory, Value
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity
from symloss.term.walk import subterms

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

SIGNS = ("=>", "<=>")
_TOGETHER = (",", ";", "quad", "and")  # what joins the premises of one implication


def is_premise(following: Sequence[Line]) -> bool:
    """Whether a line stands before an implication sign, alone or with others, by the lines that follow it."""
    return next((line.lead in SIGNS for line in following if line.lead not in _TOGETHER), False)


def joined(
    follower: Follower, lines: Sequence[Line], at: int, made: list[Assertion], cases: Sequence[Case]
) -> list[Assertion]:
    """Return what a line claims, by the signs of implication that stand before and behind it; cases: before them."""
    lead = lines[at].lead
    if lead == "=>":
        _hedge(follower, made, cases)
    if follower.supposing:
        made = _premises(follower, made, goes_on=lines[at].continues)
    if lead == "<=>":
        _claim_both_ways(follower, _premises_of(lines, at), made, cases)
    if lead in SIGNS:
        _keep_solution(follower, made)
    return made


def is_solved(left: Value, memory: Memory) -> bool:
    r"""Whether a name behind an implication sign is one of which its premise speaks: n v = 2 \implies v = 2/n."""
    head = head_of(left.term) if left.term is not None else None
    return head is not None and any(head.name in names_in(case.hypothesis.truth) for case in memory.cases)


def _keep_solution(follower: Follower, made: list[Assertion]) -> None:
    """Let what was concluded of a name that nothing defines be its meaning from here on; it is judged without that."""
    for assertion in made:
        left, right = assertion.left, assertion.right
        head = head_of(left.term) if left.term is not None and assertion.relation == "=" else None
        if head is None or right.term is None or head.name in follower.memory.scope.definitions:
            continue
        if head.name not in names_in(right.term) and is_solved(left, follower.memory):
            follower.settler.settle(assertion, follower.memory)
            define(follower, head.define(right.term), left, right)


def _premises_of(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """Return the lines that stand together before an implication sign."""
    first = at - 1
    while first > 0 and lines[first].lead in _TOGETHER:
        first -= 1
    return lines[max(first, 0) : at]


def _premises(follower: Follower, made: list[Assertion], *, goes_on: bool) -> list[Assertion]:
    """Return which of these assertions before an implication sign are claims; what follows supposes all of them.

    What is itself concluded is claimed, and so is what is proved, the steps of a chain that is set to a number at its
    end, J' = 2 a - 2 b = 0, and a step that goes on from the line above; anything else is only supposed.
    """
    made = [a for a in made if any(a is claim for claim in follower.memory.assertions)]  # the others became definitions
    kept: list[Assertion] = []
    left, end = (made[-1].left.term, made[-1].right.term) if made else (None, None)
    solved = end is not None and is_closed(end) and not (left is not None and is_closed(left))
    steps = made[:-1] if solved else made if goes_on else []
    for assertion in made:
        truth = truth_of(assertion.left, sign_of(assertion.relation), assertion.right)
        claimed = truth is None or follower.concluded or follower.settler.settle(assertion, follower.memory).proved
        if assertion in steps and not claimed:
            kept.append(assertion)
            continue
        place = assertion.left.place
        if claimed:
            kept.append(assertion)
        else:
            follower.memory.assertions.remove(assertion)
            text = f"{place.text} {assertion.relation} {assertion.right.place.text}"
            follower.memory.stated.append(follower.note(place.start, text))
        if truth is not None and (follower.concluded or not claimed):
            follower.memory.cases.append(Case(Hypothesis(truth, follower.stated(place.start)), SENTENCE))
    return kept


def _claim_both_ways(
    follower: Follower, premises: Sequence[Line], made: Sequence[Assertion], before: Sequence[Case]
) -> None:
    r"""Let the claim behind an \iff rest on what stands before the sign, and on nothing earlier in the line, and back.

    Else a \implies b \iff c would say no more than that c follows from a.
    """
    earlier = {c.hypothesis.truth for c in follower.memory.cases if not any(c is kept for kept in before)}
    links = [link for line in premises for link in zip(line.values, line.signs, line.values[1:], strict=False)]
    firsts = [truth for link in links if (truth := truth_of(*link)) is not None]
    for claim in made[:1]:
        second, asked = truth_of(claim.left, sign_of(claim.relation), claim.right), claim.statement
        if asked is None or second is None or not firsts or len(firsts) < len(links):
            claim.verdict = claim.verdict or Verdict("undecided", message="what is to be equivalent was not understood")
            continue
        origin = follower.stated(claim.left.place.start)
        apart = tuple(h for h in asked.hypotheses if h.truth not in earlier)
        claim.cases = tuple(h for h in claim.cases if h.truth not in earlier)
        claim.statement = replace(asked, hypotheses=(*(Hypothesis(first, origin) for first in firsts), *apart))
        both = tuple(Hypothesis(first, origin) for first in firsts if _is_condition(first, firsts))
        claim.converse = tuple(
            replace(
                claim,
                left=left,
                relation=written(sign),
                right=right,
                statement=replace(asked, step=Identity(first), hypotheses=(Hypothesis(second, origin), *both, *apart)),
            )
            for (left, sign, right), first in zip(links, firsts, strict=True)
            if not _is_condition(first, firsts)
        )


def _is_condition(truth: n.Term, beside: Sequence[n.Term]) -> bool:
    """Whether a truth beside equations is no part of the equivalence, but said of both sides: a^2 = b^2, a, b > 0."""
    equations = [other for other in beside if isinstance(other, n.Relation) and other.op == "="]
    return bool(equations) and truth not in equations


def _hedge(follower: Follower, made: Sequence[Assertion], before: Sequence[Case]) -> None:
    """Let nothing be refuted that follows from what is supposed of other names: |x - 3| < e => r^t < e."""
    memory = follower.memory
    known = {*memory.scope.definitions, *FUNCTIONS}
    supposed = [c.hypothesis.truth for c in memory.cases if not any(c is kept for kept in before)]
    parts = [names_in(truth) - known for truth in supposed]
    for assertion in made:
        tied = assertion.names | _put(assertion)
        while near := [part for part in parts if part & tied and not part <= tied]:
            tied = tied.union(*near)
        apart = sorted(frozenset().union(*parts) - tied)
        if apart:
            assertion.hedge = assertion.hedge or f"it is said to follow from what is supposed of {apart[0]}"


def _put(assertion: Assertion) -> frozenset[str]:
    """Return the names for which a claim puts values."""
    terms = (v.term for v in (assertion.left, assertion.right) if v.term is not None)
    return frozenset(p.variable.name for term in terms for p in subterms(term) if isinstance(p, n.At))
