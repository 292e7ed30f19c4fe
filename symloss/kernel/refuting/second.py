"""The second checker: it starts from the original statement and shares nothing with the first.

Derivatives come from Taylor series, values from balls, at exact points within the
hypotheses: every pattern of equal and unequal indices, sizes up to 8. Agreement at
these points proves nothing; a contradiction means that one of the two is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting.points import Search
from symloss.kernel.refuting.questions import questions
from symloss.kernel.refuting.refute import outcomes
from symloss.kernel.values.balls import Unknown
from symloss.kernel.verdict import Witness
from symloss.term.statement import Statement

COUNT = 20
SHORT = 6  # points before any verdict "proved" leaves the kernel


class KernelContradiction(AssertionError):
    """The second checker contradicts a proof: an internal error, never a verdict."""


@dataclass(frozen=True)
class Check:
    """What the second checker saw: at how many points all hypotheses hold, and why the claim cannot be true."""

    points: int = 0
    doubt: str | None = None


def check(statement: Statement, count: int = COUNT, limits: Limits = LIMITS) -> Check:
    """Look at the claim until `count` points agree with it, or one does not (the point and both values).

    Points where a side has no value are passed over; they do not agree.
    """
    limits = replace(limits, operations=limits.operations * max(1, count // SHORT))
    points = 0
    for question in questions(statement):
        agreed = 0
        try:
            for sample, outcome in outcomes(Search(question, limits), 4 * count):
                points += 1
                if outcome.kind == "differ":
                    return Check(points, str(Witness(sample.point.at, outcome.left, outcome.right)))
                agreed += outcome.kind == "agree"
                if agreed == count:
                    break
        except Unknown:
            continue
    return Check(points)


def contradicts(statement: Statement, count: int = COUNT) -> str | None:
    """Return why the claim cannot be true, or None if `count` points agree."""
    return check(statement, count).doubt
