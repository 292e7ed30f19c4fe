"""The search for counterexamples: exact points inside the domain, balls that exclude zero."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import Literal

from flint import ctx

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting import ansatz
from symloss.kernel.refuting.points import Sample, Search
from symloss.kernel.refuting.questions import Question, questions
from symloss.kernel.refuting.roots import with_value
from symloss.kernel.values import arrays, balls
from symloss.kernel.values.balls import Imprecise, Undefined, Unknown
from symloss.kernel.values.digits import close
from symloss.kernel.values.environment import Array, Budget, Environment, Worth, environment
from symloss.kernel.values.evaluate import PRECISIONS, compare, evaluate_truth, with_more_bits, worth
from symloss.kernel.values.point import Entries, Point
from symloss.kernel.verdict import Witness
from symloss.term.nodes import Relation, Symbol, Term
from symloss.term.printer import plain
from symloss.term.sorts import INDEX
from symloss.term.statement import Ansatz, Statement

_GLANCE = 2  # points
_SILENT = 16  # points from the first on at which the claim cannot be evaluated, until it is taken that it never can

Kind = Literal["agree", "differ", "left", "right", "neither", "unknown"]


@dataclass(frozen=True)
class Outcome:
    """What one point says of a claim.

    "left" and "right": only that side has a value there. "agree": no difference can
    be seen; that proves nothing.
    """

    kind: Kind
    left: str = ""
    right: str = ""


def refute(statement: Statement, limits: Limits = LIMITS) -> Witness | None:
    """Return a point within all hypotheses where the claim is false, or None.

    Every kind of step is understood (for `Antiderivative` the two sides are the
    integrand and the derivative of the value; for `Solution` the sides of the first
    equation that fails). Both sides are defined at the witness; see `gap` otherwise.
    """
    if isinstance(statement.step, Ansatz) and statement.step.solution is None:
        return ansatz.unsolvable(statement, limits)
    return _first(statement, {"differ"}, limits)


def at_a_glance(statement: Statement, limits: Limits = LIMITS) -> Witness | None:
    """Return one of two telling points if the claim is false there: then no proof needs to be sought.

    Where pieces meet, a derivative has a value by accident only (of tau (y - z)^2 above and
    (1 - tau) (y - z)^2 below, at tau = 1/2); such points are left to the prover, which leaves them out.
    """
    return None if isinstance(statement.step, Ansatz) else _telling(statement, limits, smooth=True)


def at_the_seam(statement: Statement, limits: Limits = LIMITS) -> Witness | None:
    """Return one of two telling points if the claim is false there; for a claim on a seam between pieces.

    If the pieces meet smoothly, the derivative has a value all along the seam, also at such a point.
    """
    return _telling(statement, limits, smooth=False)


def _telling(statement: Statement, limits: Limits, *, smooth: bool) -> Witness | None:
    try:
        for search in [Search(question, limits) for question in questions(statement)]:
            for sample in islice(search.telling(), _GLANCE):
                outcome = judge_at(search.claim, sample, search.budget, smooth=smooth)
                if outcome.kind == "differ":
                    return _witness(search, sample, outcome)
    except (Unknown, RecursionError):
        return None
    return None


def gap(statement: Statement, limits: Limits = LIMITS) -> Witness | None:
    """Return a point within all hypotheses where exactly one side of the claim is defined, or None.

    One of `left` and `right` of the witness is then "undefined".
    """
    return _first(statement, {"left", "right"}, limits)


def _first(statement: Statement, wanted: set[Kind], limits: Limits) -> Witness | None:
    try:
        asked = questions(statement)
    except RecursionError:
        return None
    for question in asked:
        found = find(question, wanted, limits)
        if found is not None:
            return found
    return None


def find(question: Question, wanted: set[Kind], limits: Limits = LIMITS) -> Witness | None:
    """Return the simplest point found where the outcome is one of those wanted."""
    try:
        search = Search(question, limits)
        silent = 0
        for sample, outcome in outcomes(search, limits.count):
            if outcome.kind in wanted:
                return _witness(search, *simplified(search, sample, outcome))
            silent = silent + 1 if outcome.kind == "unknown" else -limits.count
            if silent == _SILENT:
                return None
    except (Unknown, RecursionError):
        return None
    return None


def _witness(search: Search, sample: Sample, outcome: Outcome) -> Witness:
    return Witness(search.relevant(sample.point).at, outcome.left, outcome.right)


def outcomes(search: Search, count: int) -> Iterator[tuple[Sample, Outcome]]:
    """Yield what each of up to `count` points says of the claim; nothing if the claim has two readings."""
    for sample in islice(search.decisive(), count):
        yield sample, judge_at(search.claim, sample, search.budget)


# --- one claim at one point --------------------------------------------------------


def judge_at(claim: Term, sample: Sample, budget: Budget, *, smooth: bool = False) -> Outcome:
    """Return what the point of `sample` says of `claim`; smooth: nothing of a derivative taken where pieces meet."""
    make = partial(_environment, sample, budget, smooth)
    try:
        if isinstance(claim, Relation):
            return _judge_relation(claim, make)
        true = with_more_bits(lambda: evaluate_truth(claim, make()))
    except Undefined:
        return Outcome("neither")
    except (Unknown, RecursionError):
        return Outcome("unknown")
    return Outcome("agree") if true else Outcome("differ", f"{plain(claim)} is false", "true")


def _environment(sample: Sample, budget: Budget, smooth: bool) -> Environment:
    return replace(environment(sample.scope, sample.point, budget, extra=sample.extra), smooth=smooth)


def _judge_relation(claim: Relation, make: Callable[[], Environment]) -> Outcome:
    if claim.op == "->":
        return Outcome("unknown")
    for precision in PRECISIONS:
        with ctx.workprec(precision):
            env = make()
            left, right = _side(claim.left, env), _side(claim.right, env)
            if left is None or right is None:
                kind: Kind = "neither" if left is right else "right" if left is None else "left"
                return Outcome(kind, shown(left), shown(right))
            try:
                true = close(claim, left, right, env) if claim.op == "~=" else compare(claim.op, left, right)
            except Imprecise:
                continue
            return Outcome("agree" if true else "differ", shown(left), shown(right))
    return Outcome("agree", shown(left), shown(right))


def _side(term: Term, env: Environment) -> Worth | None:
    """Return the value of one side; None: it certainly has none."""
    try:
        return worth(term, env)
    except Undefined:
        return None


def shown(found: Worth | None) -> str:
    """Return a value as a witness prints it."""
    if found is None:
        return "undefined"
    if isinstance(found, Array):
        return f"({', '.join(balls.text(arrays.scalar(e)) for e in found.entries)})"
    return balls.text(found)


# --- simple witnesses --------------------------------------------------------------

_PLAIN = tuple(Fraction(x) for x in ("0", "1", "-1", "2", "1/2"))


def _effort(point: Point) -> int:
    """Return how hard the numbers of a point are to work with by hand."""
    numbers: list[Fraction] = []
    for symbol, found in point.values:
        if symbol.sort != INDEX:
            numbers.extend(found.numbers if isinstance(found, Entries) else [found])
    return sum(_PLAIN.index(x) if x in _PLAIN else 4 + len(str(x)) for x in numbers)


def simplified(search: Search, sample: Sample, outcome: Outcome) -> tuple[Sample, Outcome]:
    """Return a simpler point with the same kind of outcome, by replacing one number at a time."""
    for smaller in search.smaller(sample.point):
        found = judge_at(search.claim, smaller, search.budget)
        if found.kind == outcome.kind:
            sample, outcome = smaller, found
            break
    tries = 60
    changed = True
    while changed and tries > 0:
        changed = False
        for proposal in list(_simpler(search, sample.point)):
            tries -= 1
            if tries < 0 or search.budget.left < 0:
                break
            accepted = _accepted(search, proposal, sample, outcome)
            if accepted is not None:
                sample, outcome = accepted
                changed = True
                break
    return sample, outcome


def _accepted(search: Search, proposal: Point, sample: Sample, outcome: Outcome) -> tuple[Sample, Outcome] | None:
    if _effort(proposal) >= _effort(sample.point):
        return None
    new = search.complete(proposal, sample.turn)
    if new is None or _effort(new.point) >= _effort(sample.point):
        return None
    found = judge_at(search.claim, new, search.budget)
    return (new, found) if found.kind == outcome.kind else None


def _simpler(search: Search, point: Point) -> Iterator[Point]:
    for symbol, found in point.values:
        if symbol.sort == INDEX:
            continue
        if isinstance(found, Fraction):
            yield from (with_value(point, symbol, x) for x in _PLAIN if x != found)
        else:
            yield from (with_value(point, symbol, entries) for entries in _simpler_arrays(search, symbol, found))


def _simpler_arrays(search: Search, symbol: Symbol, found: Entries) -> Iterator[Entries]:
    domain = search.domain(symbol)
    for turn in range(5):
        filled = domain.fill(symbol.name, found.shape, turn)
        if filled is not None and filled != found:
            yield filled
    if domain.total is None:
        for place, old in enumerate(found.numbers):
            for x in _PLAIN:
                if x != old and (x == 0 or old != 0):
                    yield Entries(found.shape, (*found.numbers[:place], x, *found.numbers[place + 1 :]))
