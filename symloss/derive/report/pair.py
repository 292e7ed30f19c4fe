"""The questions a report answers for a loss of two raw values: those of one, for each, and what joins them."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.build import INFINITY, ZERO, less, minus, times
from symloss.derive.derivation import Fact
from symloss.derive.report import extent, scalar
from symloss.derive.report.extent import changes_sign
from symloss.derive.report.limits import limit
from symloss.derive.report.subject import LOSS, Question, Subject
from symloss.term import nodes as n
from symloss.term.walk import substitute


def sides(subject: Subject) -> tuple[Subject, Subject]:
    """Return the loss as one of its first raw value, and as one of its second; the other is a letter."""
    formulas, second = subject.formulas, subject.formulas.second
    assert second is not None
    first = replace(formulas, shape="scalar", second=None)
    other = replace(
        first,
        raw=second.raw,
        gradient=second.gradient,
        hessian=second.hessian,
        raw_domain=second.raw_domain,
        kinks=second.kinks,
    )
    one, two = (Subject(replace(subject.derivation, formulas=f)) for f in (first, other))
    return one, two


def gradient(subject: Subject) -> tuple[Fact, ...]:
    """The gradient by each raw value."""
    one, two = sides(subject)
    return (*scalar.gradient(one), *(replace(fact, topic="") for fact in scalar.gradient(two)))


def domain(subject: Subject) -> tuple[Fact, ...]:
    """What is declared of the raw values and the label, and where there is no derivative."""
    one, two = sides(subject)
    (first,), (other,) = scalar.domain(one), scalar.domain(two)
    own, _, rest = first.text.partition("; ")
    return (replace(first, text=f"{own}; {other.text.partition('; ')[0]}; {rest}"),)


def range_(subject: Subject) -> tuple[Fact, ...]:
    """Whether the loss has a least value: not if a sample that is met exactly may have any scale."""
    one, two = sides(subject)
    met = substitute(subject.formulas.value, {one.formulas.raw: one.formulas.y})
    found = limit(two, met, two.formulas.raw, minus(INFINITY))
    if found is not None and found[0] == minus(INFINITY) and found[1].word == "proved":
        where = f"{one.write(n.Relation('=', one.raw, one.y))}, {two.write(two.raw)} -> -inf"
        return (Fact("range", f"no least value: {where}: L -> -inf", found[1]),)
    return extent.range_(one)


def convexity(subject: Subject) -> tuple[Fact, ...]:
    """Whether the loss is convex in both raw values together: then the determinant is not negative; and in each."""
    one, two = sides(subject)
    alone = [
        replace(fact, topic="", text=f"in {side.write(side.raw)}: {fact.text}")
        for side in (one, two)
        for fact in scalar.convexity(side)
    ]
    assert subject.formulas.second is not None
    mixed = subject.formulas.second.mixed
    determinant = less(times(one.formulas.hessian, two.formulas.hessian), times(mixed, mixed))
    verdict = subject.ask(n.Relation(">=", determinant, ZERO))
    text = "not known"
    if verdict.word == "refuted":
        text = f"no: {subject.evidence(verdict, 'determinant of the Hessian')}"
    elif verdict.word == "proved" and all(fact.word == "proved" for fact in alone):
        text = "yes: the determinant of the Hessian is >= 0"
    return (Fact("convex", text, verdict), *alone)


def minimum(subject: Subject) -> tuple[Fact, ...]:
    """Whether the first raw value is best at the label, whatever the second is."""
    one, _ = sides(subject)
    verdict = changes_sign(one, one.raw, one.y)
    if verdict.word != "proved":
        return ()
    derivative, residual = one.write(n.Derivative(LOSS, one.raw)), one.write(less(one.raw, one.y))
    at = one.write(n.Relation("=", one.raw, one.y))
    return (Fact("minimum", f"at {at}: {derivative} has the sign of {residual}", verdict),)


QUESTIONS: tuple[Question, ...] = (gradient, domain, range_, convexity, minimum)
