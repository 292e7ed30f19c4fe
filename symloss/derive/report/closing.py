"""What is said below the derivation of a loss that was sought: the constant, and what the wish was for."""

from __future__ import annotations

from symloss.derive.build import INFINITY, ZERO, equal, less, minus, number, power, times
from symloss.derive.derivation import Fact
from symloss.derive.problem import FunctionalProblem
from symloss.derive.report.limits import limit_of
from symloss.derive.report.subject import Subject, together
from symloss.term import nodes as n
from symloss.term.walk import substitute


def closing(problem: FunctionalProblem, loss: n.Term, subject: Subject) -> tuple[Fact, ...]:
    """Return the facts that close a derivation, judged."""
    return (_constant(problem, loss, subject), *_purpose(problem, subject))


def _constant(problem: FunctionalProblem, loss: n.Term, subject: Subject) -> Fact:
    """Say that c(y) is a choice, and what it achieves: L is 0, or tends to 0, where a = y."""
    a, y = problem.activated, problem.y
    choice = f"c({y}) = {subject.write(problem.constant)} is a choice"
    scope = problem.output
    meets = subject.ask(equal(substitute(loss, {a: y}), ZERO), scope=scope)
    if meets.word == "proved":
        return Fact("constant", f"{choice}: then L = 0 at {a} = {y}", meets)
    lower, upper = subject.formulas.y_domain
    if lower is None or upper is None:
        return Fact("constant", choice)
    ends = ((lower, "+"), (upper, "-"))
    limits = [n.Limit(substitute(loss, {y: end}), a, end, side) for end, side in ends]  # type: ignore[arg-type]
    verdict = together(*(subject.ask(equal(limit, ZERO), scope=scope) for limit in limits))
    if verdict.word != "proved":
        return Fact("constant", choice)
    labels = n.FiniteSet((lower, upper))
    return Fact("constant", f"{choice}: then L -> 0 as {a} -> {y} for {y} in {subject.write(labels)}", verdict)


def _purpose(problem: FunctionalProblem, subject: Subject) -> tuple[Fact, ...]:
    """Say what is left of the gradient where the neuron saturates on the wrong side, beside the squared error's."""
    lower, upper = subject.formulas.y_domain
    if lower is None or upper is None or problem.slope is None or not subject.formulas.where:
        return ()
    a, y, z = problem.activated, problem.y, problem.pre_activation
    squared = times(number(2), less(a, y), problem.slope)
    facts = []
    for label, point in ((lower, INFINITY), (upper, minus(INFINITY))):
        ours, theirs = (substitute(g, {y: label}) for g in (subject.formulas.gradient, squared))
        goals = [limit_of(subject, g, point, "") for g in (ours, theirs)]
        if goals[0] is None or goals[1] is None:
            continue
        claims = [equal(n.Limit(g, z, point), goal) for g, goal in zip((ours, theirs), goals, strict=True) if goal]
        text = (
            f"{y} = {subject.write(label)}, {z} -> {subject.write(point)}: dL/d{z} -> {subject.write(goals[0])}, "
            f"while the gradient of {subject.write(power(less(a, y), number(2)))} -> {subject.write(goals[1])}"
        )
        facts.append(Fact("saturation", text, together(*(subject.ask(c) for c in claims))))
    return tuple(facts)
