r"""Implications: what stands before \implies is supposed where it is not proved, and what stands behind rests on that.

Of \iff both ways are claimed: the second formula from the first, and the first from the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from symloss.proofs.discourse.reading import Line
from symloss.proofs.discourse.relations import truth_of
from symloss.proofs.discourse.state import SENTENCE, Assertion, Case
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

SIGNS = ("=>", "<=>")
_TOGETHER = (",", ";", "quad", "and")  # what joins the premises of one implication


def is_premise(following: Sequence[Line]) -> bool:
    """Whether a line stands before an implication sign, alone or with others, by the lines that follow it."""
    return next((line.lead in SIGNS for line in following if line.lead not in _TOGETHER), False)


def premises(follower: Follower, made: list[Assertion]) -> list[Assertion]:
    """Return which of these assertions before an implication sign are claims; what follows supposes all of them.

    What is itself concluded is claimed, and so is what is proved; anything else is only supposed.
    """
    kept: list[Assertion] = []
    for assertion in made:
        truth = truth_of(assertion.left, assertion.relation, assertion.right)
        claimed = truth is None or follower.concluded or follower.settler.settle(assertion, follower.memory).proved
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


def claim_converse(follower: Follower, premise: Line, made: Sequence[Assertion]) -> None:
    r"""Let the claim behind an \iff speak of its converse too: that what stands before it follows."""
    if len(premise.values) != 2 or len(premise.signs) != 1:
        return
    (left, right), (sign,) = premise.values, premise.signs
    first = truth_of(left, sign, right)
    for claim in made[:1]:
        second = truth_of(claim.left, claim.relation, claim.right)
        asked = claim.statement
        if asked is not None and first is not None and second is not None:
            others = tuple(h for h in asked.hypotheses if h.truth != first)
            given = (Hypothesis(second, follower.stated(claim.left.place.start)), *others)
            statement = replace(asked, step=Identity(first), hypotheses=given)
            cases = tuple(h for h in claim.cases if h.truth != first)
            claim.converse = replace(
                claim, left=left, relation=sign, right=right, statement=statement, verdict=None, cases=cases
            )
