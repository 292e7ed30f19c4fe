"""The questions a report answers for a loss over K classes, for every K or for the size it says."""

from __future__ import annotations

from symloss.derive.build import INFINITY, ONE, ZERO, equal, minus, number, plus, power, times
from symloss.derive.derivation import Fact
from symloss.derive.indexed import written_out
from symloss.derive.report.class_curvature import convexity, met, outputs
from symloss.derive.report.class_range import by_entry, one_entry, range_, strict_labels, summand_of
from symloss.derive.report.families import E as RAISED
from symloss.derive.report.families import Family, in_outputs
from symloss.derive.report.limits import limit
from symloss.derive.report.scalar import domain, gradient, largest
from symloss.derive.report.small import small
from symloss.derive.report.subject import Question, Subject, every, together
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import substitute, subterms

I, J, K_ = (n.Symbol(name, INDEX) for name in ("i", "j", "k"))  # noqa: E741


def shift(subject: Subject) -> tuple[Fact, ...]:
    """Whether adding a constant to every score changes nothing; then the gradient sums to 0."""
    if not subject.formulas.where:
        return ()
    total = n.Bind("sum", J, subject.scope.index_sets[J.name], subject.formulas.gradient)
    c, scores = n.Symbol("c"), subject.formulas.raw
    value = subject.formulas.value
    for name, body in subject.formulas.where:
        assert isinstance(name, n.Indexed)
        value = written_out(value, name, body)
    claims = (equal(_shifted(value, scores, c), value), equal(total, ZERO))
    verdict = together(*(subject.ask(claim, scope=subject.scope.declare(c)) for claim in claims))
    text = f"L(y, {scores} + c) = L(y, {scores}), so sum_j dL/d{subject.write(subject.raw)} = 0"
    return (every("shift", text, verdict),)


def _shifted(term: n.Term, scores: n.Symbol, c: n.Symbol) -> n.Term:
    entries = [t for t in subterms(term) if isinstance(t, n.Indexed) and t.base == scores]
    return substitute(term, {t: n.Add((t, c)) for t in entries})


def start_score(subject: Subject) -> tuple[Fact, ...]:
    """The constant scores at which the gradient is 0 on average: it is affine in y, and 0 where p = y."""
    optimal = subject.formulas.optimal
    if optimal is None or not subject.formulas.where:
        return ()
    raw = subject.write(n.Indexed(subject.formulas.raw, (K_,)))
    text = f"{raw} = {subject.write(optimal)}: the gradient there is 0 on average"
    return (every("start score", text, met(subject)),)


def proper(subject: Subject) -> tuple[Fact, ...]:
    """Whether the mean loss is least where p is the mean of y, and only there.

    The gradient is affine in y and 0 where p = y. If u^T H u is a sum of p_k times
    squares that are 0 only for equal u, no other p will do; neither if L is a sum of
    terms that are 0 where p = y and else positive.
    """
    if not subject.formulas.where:
        return ()
    p_k = n.Indexed(outputs(subject), (K_,))
    reasons = (
        [f.verdict for f in subject.once(convexity)] + [subject.ask(n.Relation(">", p_k, ZERO))],
        _separated(subject),
    )
    for verdicts in reasons:
        verdict = together(met(subject), *(v for v in verdicts if v is not None))
        if verdicts and verdict.word == "proved":
            return (
                every("proper", "strictly: the mean loss is least where p is the mean of y, and only there", verdict),
            )
    return ()


def _separated(subject: Subject) -> list[Verdict | None]:
    """Ask whether the summand is 0 for equal entries and else positive."""
    form = in_outputs(subject)
    parts = None if form is None else summand_of(form)
    entry = None if parts is None else one_entry(subject, times(*parts))
    if entry is None:
        return []
    y, p = n.Symbol("y"), n.Symbol("p")
    apart = n.Implies(n.Relation("!=", y, p), n.Relation(">", entry, ZERO))
    scope = Scope().declare(y, p, n.Symbol("K", INDEX))
    return [subject.ask(claim, scope=scope) for claim in (apart, equal(substitute(entry, {y: p}), ZERO))]


def saturation(subject: Subject) -> tuple[Fact, ...]:
    """One-hot labels, the score of a wrong class going to infinity: what is left of the gradient."""
    form = in_outputs(subject)
    if form is None or not subject.formulas.where or strict_labels(subject):
        return ()
    family = Family(subject, number(2), RAISED)
    slope = subject.formulas.gradient
    terms = [(substitute(slope, {J: ONE}), ()), (substitute(slope, {J: number(2)}), ()), (slope, (J,)), (form, ())]
    verdicts, goals = [family.are_outputs()], []
    for term, others in terms:
        found = family.value(term, *others)
        goal = None if found is None else limit(subject, found[0], RAISED, INFINITY, scope=family.scope)
        if found is None or goal is None:
            return ()
        verdicts += [found[1], goal[1]]
        goals.append(goal[0])
    *slopes, value = goals
    raw = subject.write(n.Indexed(subject.formulas.raw, (number(2),)))
    entries = [subject.write(slopes[0]), subject.write(slopes[1]), *([subject.write(slopes[2])] * 2)]
    vanishes = set(slopes) == {ZERO}
    where = "0 while" if vanishes else f"({entries[0]}, {entries[1]}, {entries[2]}, ..., {entries[3]}) and"
    text = f"y = e_1, {raw} -> inf: gradient -> {where} L -> {subject.write(value)}"
    return (subject.from_two("saturation", text, together(*verdicts)),)


def steepest(subject: Subject) -> tuple[Fact, ...]:
    """The largest entry of the gradient, where it is a polynomial in the outputs; for two classes at least."""
    if not subject.formulas.where:
        return ()
    two = small(subject, 2)
    first, second = two.outputs
    term = substitute(two.at(two.gradient[0], 1), {second: plus(ONE, minus(first))})
    found = largest(term, first)
    if found is None:
        return ()
    most, at = (number(value) for value in found)
    inside = n.And((n.Relation("<", ZERO, first), n.Relation("<", first, ONE)))
    scope = subject.scope.declare(first)
    bounds = [n.Implies(inside, n.Relation("<=", side, most)) for side in (term, minus(term))]
    attained = subject.ask(equal(power(substitute(term, {first: at}), number(2)), power(most, number(2))), scope=scope)
    verdict = together(*(subject.ask(claim, scope=scope) for claim in bounds), attained)
    slope = f"|dL/d{subject.write(n.Indexed(subject.formulas.raw, (J,)))}|"
    sides = (subject.formulas.gradient, minus(subject.formulas.gradient))
    general = together(*(_bounded(subject, side, most) for side in sides))
    if general.word == "proved":
        return (every("steepest", f"{slope} <= {most}", general),)
    if at in (ZERO, ONE):
        text = f"sup {slope} = {most} as {first} -> {at}, y = (1, 0)"
    else:
        text = f"max {slope} = {most} at {first} = {at}, y = (1, 0)"
    also = ((general, "K >= 3"),) if general.word == "undecided" else ()
    return (Fact("steepest", text, verdict, "K = 2", also),)


def _bounded(subject: Subject, side: n.Term, most: n.Term) -> Verdict:
    """Ask a bound on the gradient for every K, entry by entry if it mentions no other class."""
    claim = n.Relation("<=", side, most)
    alone = by_entry(subject, claim)
    return alone if alone is not None else subject.ask(claim)


def gradient_for_every(subject: Subject) -> tuple[Fact, ...]:
    """The gradient, component j."""
    return tuple(every(fact.topic, fact.text, fact.verdict) for fact in gradient(subject) if fact.verdict is not None)


QUESTIONS: tuple[Question, ...] = (
    gradient_for_every,
    domain,
    range_,
    shift,
    convexity,
    proper,
    start_score,
    saturation,
    steepest,
)
