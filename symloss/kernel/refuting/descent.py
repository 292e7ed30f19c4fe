"""The search for a counterexample to an inequality, downhill: far out, where two numbers meet, at a flat minimum.

Only for claims that the simple points leave open. The way is chosen by rounded numbers, but
a point counts only if it satisfies every hypothesis exactly and balls show the claim false.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from flint import arb, ctx

from symloss.kernel.limits import Limits
from symloss.kernel.refuting.points import Sample, Search
from symloss.kernel.refuting.questions import questions
from symloss.kernel.refuting.refute import judge_at, simplified
from symloss.kernel.refuting.roots import with_value
from symloss.kernel.values.arrays import scalar
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.environment import environment
from symloss.kernel.values.evaluate import worth
from symloss.kernel.values.jets import Jet
from symloss.kernel.values.point import Entries, Point
from symloss.kernel.verdict import Witness
from symloss.term.nodes import Relation, Symbol
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement

_STARTS = 4
_STEPS = 160
_FINEST = Fraction(1, 2**22)
_LARGEST = Fraction(2**12)
_NEAR = 1e-6  # a difference this small may be a counterexample
_BITS = 256


def lowest(statement: Statement, limits: Limits) -> Witness | None:
    """Return a point within all hypotheses where an inequality is false, or None."""
    try:
        for question in questions(statement):
            claim = question.claim
            if isinstance(claim, Relation) and claim.op in ("<", "<=", ">", ">="):
                found = _search(Search(question, limits))
                if found is not None:
                    return found
    except (Undefined, Unknown, RecursionError):
        return None
    return None


def _search(search: Search) -> Witness | None:
    for sample in islice(search.decisive(), _STARTS):
        found = _Descent(search).down(sample)
        if found is not None:
            return found
    return None


@dataclass
class _Descent:
    """One way down."""

    search: Search
    steps: int = _STEPS

    def down(self, sample: Sample) -> Witness | None:
        """Follow the claim's margin down from a point; return the first point where the claim is false."""
        margin, step = self.margin(sample), Fraction(1)
        while step >= _FINEST and self.steps > 0 and not self.search.late:
            better = next(self._lower(sample, margin, step), None)
            if better is None:
                step /= 4
                continue
            sample, margin = better
            step = min(step * 2, _LARGEST)
            if margin < _NEAR:
                outcome = judge_at(self.search.claim, sample, self.search.budget)
                if outcome.kind == "differ":
                    sample, outcome = simplified(self.search, sample, outcome)
                    point = self.search.relevant(sample.point)
                    return Witness(point.at, outcome.left, outcome.right)
        return None

    def _lower(self, sample: Sample, margin: float, step: Fraction) -> Iterator[tuple[Sample, float]]:
        for proposal in _moves(sample.point, step):
            self.steps -= 1
            if self.steps < 0:
                return
            new = self.search.complete(proposal, sample.turn)
            if new is not None and (found := self.margin(new)) < margin:
                yield new, found

    def margin(self, sample: Sample) -> float:
        """Return by how much the claim holds, rounded; infinite where it has no value."""
        claim = self.search.claim
        assert isinstance(claim, Relation)
        try:
            with ctx.workprec(_BITS):
                env = environment(sample.scope, sample.point, self.search.budget, extra=sample.extra)
                left, right = scalar(worth(claim.left, env)), scalar(worth(claim.right, env))
                if isinstance(left, Jet) or isinstance(right, Jet):
                    return math.inf
                return float(arb(right - left if claim.op in ("<", "<=") else left - right).mid())
        except (Undefined, Unknown):
            return math.inf


def _moves(point: Point, step: Fraction) -> Iterator[Point]:
    """Yield points with one number moved by a step, or made equal to another."""
    numbers = [v for s, v in point.values if isinstance(v, Fraction) and s.sort != INDEX]
    for symbol, found in point.values:
        if symbol.sort == INDEX:
            continue
        if isinstance(found, Fraction):
            others = [x for x in dict.fromkeys(numbers) if x != found][:2] if step == 1 else []
            for x in (found + step, found - step, *others):
                yield with_value(point, symbol, x)
        else:
            yield from _in_array(point, symbol, found, step)


def _in_array(point: Point, symbol: Symbol, found: Entries, step: Fraction) -> Iterator[Point]:
    if step == 1:
        yield with_value(point, symbol, Entries(found.shape, (found.numbers[0],) * len(found.numbers)))
    for place, old in enumerate(found.numbers):
        for x in (old + step, old - step):
            numbers = (*found.numbers[:place], x, *found.numbers[place + 1 :])
            yield with_value(point, symbol, Entries(found.shape, numbers))
