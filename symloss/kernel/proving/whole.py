"""A whole goal: settled directly, in its cases, or by induction on the length of its sums."""

from __future__ import annotations

from dataclasses import replace

from symloss.kernel.proof import Failure, OutOfReach, Undetermined
from symloss.kernel.proving.definedness import Need, discharged, unguarded
from symloss.kernel.proving.field import Refine
from symloss.kernel.proving.goals import Goal, Trial, trial
from symloss.kernel.proving.hypotheses import Fact, as_fact
from symloss.kernel.proving.induction import Part, inductions
from symloss.kernel.proving.lattice import Contradiction
from symloss.kernel.proving.settle import field_of, record, settle
from symloss.kernel.replaying.certificate import Settled, premises_of
from symloss.term import nodes as n
from symloss.term.walk import subterms


def settle_whole(goal: Goal, facts: list[Fact], of: Trial) -> Failure | None:
    """Settle a goal, directly or by induction on the length of its sums."""
    of.hints.expect(_kernels(goal, facts), of.limits)
    goal = _unguarded(goal, facts, of)
    failure = _settle_directly(goal, facts, of)
    if failure is None or failure.contradiction or not _by_induction(goal, facts, of):
        return failure
    return None


def _kernels(goal: Goal, facts: list[Fact]) -> int:
    """Return how many kernels a goal and the facts beside it are about to have, roughly."""
    terms = (goal.left, goal.right, *(need.truth for need in _needs(goal)), *(fact.truth for fact in facts))
    parts = {part for term in terms for part in subterms(term)}
    return sum(isinstance(part, n.Symbol | n.Indexed | n.Apply | n.Bind | n.Delta) for part in parts)


def _unguarded(goal: Goal, facts: list[Fact], of: Trial) -> Goal:
    """Return the goal whose conditions have lost the guards that surely hold where the facts do."""
    if not any(need.guards for need in _needs(goal)):
        return goal
    try:
        field_ = field_of(goal, facts, of)
        left, right = (
            tuple(dict.fromkeys(unguarded(need, field_) for need in needs))
            for needs in (goal.left_needs, goal.right_needs)
        )
    except (OutOfReach, Undetermined, Contradiction, Refine):
        return goal
    return replace(goal, left_needs=left, right_needs=right)


def _settle_directly(goal: Goal, facts: list[Fact], of: Trial) -> Failure | None:
    """Settle a goal, and keep what its proof consists of if a certificate is wanted."""
    of.leaves.clear()
    failure = settle(goal, facts, of)
    if failure is None and of.record:
        needed = tuple(need.truth for need in _needs(goal))
        leaves = tuple(of.leaves)
        of.settled.append(Settled(goal.left, goal.op, goal.right, needed, premises_of(facts), leaves))
    return failure


def _by_induction(goal: Goal, facts: list[Fact], of: Trial) -> bool:
    """Return whether an equation between sums is shown by induction on their length, and note it."""
    try:
        field_ = field_of(goal, facts, of)
        left = [need for need in goal.left_needs if not discharged(need, field_)]
        right = [need for need in goal.right_needs if not discharged(need, field_)]
        if not of.lenient and any(not need.exact for need in (*left, *right)):
            return False
        for found in inductions(goal, facts, field_):
            if any(found.on in on for on in of.scope.depends.values()):
                continue  # what a name is at n says nothing of what it is before
            own = trial(of.scope, of.limits, of.lenient, of.record)
            own.deadline, own.hints = of.deadline, of.hints
            of.exact &= all(need.exact for part in found.parts for need in _needs(part.goal))  # r > 0 of r^n, say
            if all(_shown(part, own) for part in found.parts):
                own.methods.clear()
                record(goal, facts, field_, left, right, of, f"induction on {found.on}")
                of.used.update(own.used)
                of.settled += own.settled
                return True
    except (OutOfReach, Contradiction, Refine):
        return False
    return False


def _needs(goal: Goal) -> tuple[Need, ...]:
    return (*goal.left_needs, *goal.right_needs)


def _shown(part: Part, of: Trial) -> bool:
    goal = _unguarded(part.goal, list(part.facts), of)
    others = [need for need in _needs(goal) if need not in part.defined]
    natural = [fact for need in others if (fact := as_fact(need, of.lenient)) is not None]
    field_ = field_of(goal, [*part.facts, *natural], of)
    defined = all(discharged(need, field_) for need in part.defined)
    return defined and _settle_directly(goal, list(part.facts), of) is None
