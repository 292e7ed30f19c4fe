"""Conditions that stand behind what they are for: "t_k = 0 for k != c", "t_k = 0 (k != c)"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symloss.errors import ReadError
from symloss.proofs.discourse.flow import Sentence
from symloss.proofs.discourse.reading import Line
from symloss.proofs.discourse.relations import truths_of
from symloss.proofs.discourse.shapes import is_arrow, is_fact_about, is_index_case, is_order
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.discourse.updating import note_start
from symloss.proofs.words.conditions import goes, includes, supposes_next, trails
from symloss.proofs.words.prose import MATH, last_clause
from symloss.term.scope import Hypothesis

SUPPOSED = frozenset({"mention", "assume", "case", "instance", "value"})  # roles of what is not claimed

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower


def attach(follower: Follower, line: Line, recent: list[Assertion], between: str) -> bool:
    """Take `... for i != j` after a claim as its condition; between: the words between the two."""
    conditions = _conditions(follower, line, between)
    for condition in conditions:
        note_start(follower.memory, condition)
    for assertion in recent if conditions else ():
        if assertion.verdict is None and includes(between):
            case = replace(assertion)
            case.suppose(conditions)
            assertion.also = (*assertion.also, case)
        elif assertion.verdict is None:
            assertion.suppose(conditions)
    return bool(conditions)


def give_reason(follower: Follower, line: Line, claims: list[Assertion]) -> None:
    """Take what a text gives as a reason, and does not claim, as a condition of the claims: "A, since y = 1"."""
    truths = [truth for truth in truths_of(line.values, line.signs) if truth is not None and not line.continues]
    if follower.roles <= SUPPOSED and len(truths) == len(line.signs):
        reasons = tuple(Hypothesis(truth, follower.stated(line.values[0].place.start)) for truth in truths)
        for assertion in claims:
            if assertion.verdict is None:
                assertion.suppose(reasons)


def coming(follower: Follower, sentence: Sentence, number: int) -> tuple[Hypothesis, ...]:
    """Return the conditions that a formula of a sentence is, if it stands behind another one."""
    region = sentence.regions[number] if number < len(sentence.regions) else None
    clause = last_clause(sentence.before(number)) if region is not None else ""
    between = clause.rpartition(MATH)[2]
    if region is None or includes(between) or not trails(between, sentence.after(number)):
        return ()
    lines = follower.reading.lines(region, follower.memory.scope)
    found = [] if isinstance(lines, ReadError) else [_conditions(follower, line, between) for line in lines]
    return tuple(condition for of_line in found for condition in of_line) if all(found) else ()


def _conditions(follower: Follower, line: Line, between: str) -> tuple[Hypothesis, ...]:
    """Return what a formula says that can be a condition, or nothing; after an "if", any truth is one."""
    truths, scope = list(truths_of(line.values, line.signs)), follower.memory.scope
    supposed = supposes_next(between)
    known = [t for t in filter(None, truths) if supposed or is_order(t) or is_index_case(t) or is_fact_about(t, scope)]
    if line.continues or not truths or len(known) < len(truths):
        return ()
    if goes(between) and not all(map(is_arrow, known)):
        return ()
    return tuple(Hypothesis(t, follower.stated(line.values[0].place.start)) for t in known)
