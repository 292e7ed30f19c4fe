"""The questions a report answers for a loss over K classes, for every K or for the size it says."""

from __future__ import annotations

from symloss.derive.build import ZERO, equal, minus, number, plus, power, times
from symloss.derive.derivation import Fact
from symloss.derive.indexed import simplest_indexed, with_entries, written_out
from symloss.derive.report.limits import INFINITY, limit_in
from symloss.derive.report.scalar import domain, gradient, largest
from symloss.derive.report.small import small
from symloss.derive.report.subject import LOSS, Question, Subject, together
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.sorts import INDEX, vector
from symloss.term.walk import substitute, subterms

I, J, K_ = (n.Symbol(name, INDEX) for name in ("i", "j", "k"))  # noqa: E741


def lower_bound(subject: Subject) -> tuple[Fact, ...]:
    """Whether the loss is never negative: directly, or because each summand of it, or of an equal form, is."""
    claim = n.Relation(">=", LOSS, ZERO)
    verdict = subject.ask(claim)
    for form in (subject.formulas.value, *subject.equal_forms):
        summand = _summand(form)
        if verdict.word == "proved" or summand is None:
            continue
        by_term = together(subject.ask(equal(LOSS, form)), subject.never_negative(substitute(summand, {K_: J})))
        if by_term.word == "proved":
            return (Fact("range", f"L >= 0: {subject.write(summand)} >= 0 for every k", by_term),)
    if verdict.word == "refuted":
        return (Fact("range", f"L takes both signs: {subject.evidence(verdict)}", verdict),)
    return (Fact("range", subject.write(claim), verdict),)


def _summand(form: n.Term) -> n.Term | None:
    """Return the summand of a sum, what stands before the sum multiplied in."""
    if isinstance(form, n.Neg):
        inner = _summand(form.term)
        return None if inner is None else minus(inner)
    factors = form.factors if isinstance(form, n.Mul) else (form,)
    last = factors[-1]
    return times(*factors[:-1], last.body) if isinstance(last, n.Bind) and last.kind == "sum" else None


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
    return (Fact("shift", text, verdict),)


def _shifted(term: n.Term, scores: n.Symbol, c: n.Symbol) -> n.Term:
    entries = [t for t in subterms(term) if isinstance(t, n.Indexed) and t.base == scores]
    return substitute(term, {t: n.Add((t, c)) for t in entries})


def convexity(subject: Subject) -> tuple[Fact, ...]:
    """Whether u^T H u >= 0 for every u: by a sum of squares, or not, by a negative entry of the diagonal."""
    diagonal = simplest_indexed(substitute(substitute(subject.formulas.hessian, {I: J}), {n.Delta(J, J): number(1)}))
    verdict = subject.ask(n.Relation(">=", diagonal, ZERO))
    second = f"d2L/d{subject.write(subject.raw)}^2"
    if verdict.word == "refuted":
        return (Fact("convex", f"no: {subject.evidence(verdict, second)}", verdict),)
    if simplest_indexed(plus(subject.formulas.hessian, minus(times(diagonal, n.Delta(J, I))))) == ZERO:
        off = subject.ask(equal(subject.formulas.hessian, times(diagonal, n.Delta(J, I))))
        verdict = together(verdict, off)
        answer = "yes" if verdict.word == "proved" else "not known"
        return (Fact("convex", f"{answer}: H is diagonal, {second} = {subject.write(diagonal)}", verdict),)
    u = n.Symbol("u", vector(subject.scope.symbols["K"]))
    squares = _squares(subject, u)
    if squares is None:
        return (Fact("convex", f"not known: {second} = {subject.write(diagonal)}", verdict),)
    over_set = subject.scope.index_sets[J.name]
    form = n.Bind("sum", J, over_set, n.Bind("sum", I, over_set, times(_u(u, J), subject.formulas.hessian, _u(u, I))))
    scope = subject.scope.declare(u)
    total, summand = squares
    claims = (equal(form, total), n.Relation(">=", summand, ZERO))
    verdict = together(verdict, *(subject.ask(claim, scope=scope) for claim in claims))
    answer = "yes" if verdict.word == "proved" else "not known"
    return (Fact("convex", f"{answer}: u^T H u = {subject.write(total)}", verdict),)


def _u(u: n.Symbol, index: n.Symbol) -> n.Term:
    return n.Indexed(u, (index,))


def _squares(subject: Subject, u: n.Symbol) -> tuple[n.Term, n.Term] | None:
    """Return u^T H u as a sum over k of something not negative, and that something; None if no form is known.

    diag(p) - p p^T gives the variance sum_k p_k*(u_k - sum_i p_i*u_i)^2.
    """
    over_set = subject.scope.index_sets[J.name]
    hessian = subject.formulas.hessian
    for name, _ in subject.formulas.where:
        assert isinstance(name, n.Indexed)
        p = {index: n.Indexed(name.base, (index,)) for index in (I, J, K_)}
        if simplest_indexed(hessian) == simplest_indexed(times(p[J], plus(n.Delta(J, I), minus(p[I])))):
            mean = n.Bind("sum", I, over_set, times(p[I], _u(u, I)))
            summand = times(p[K_], power(plus(_u(u, K_), minus(mean)), number(2)))
            return n.Bind("sum", K_, over_set, summand), summand
    return None


def start_score(subject: Subject) -> tuple[Fact, ...]:
    """The constant scores at which the gradient is 0 on average: it is affine in y, and 0 where p = y."""
    optimal = subject.formulas.optimal
    if optimal is None or not subject.formulas.where:
        return ()
    raw = subject.write(n.Indexed(subject.formulas.raw, (K_,)))
    text = f"{raw} = {subject.write(optimal)}: the gradient there is 0 on average"
    return (Fact("start score", text, _met(subject)),)


def _met(subject: Subject) -> Verdict:
    """Ask whether the gradient is 0 where p = y, and affine in y, so that means of labels behave like labels."""
    met = with_entries(subject.formulas.gradient, subject.formulas.y, _outputs(subject))
    y_i = n.Indexed(subject.formulas.y, (I,))
    affine = equal(n.Derivative(n.Derivative(subject.formulas.gradient, y_i), y_i), ZERO)
    return together(subject.ask(equal(met, ZERO)), subject.ask(affine))


def _outputs(subject: Subject) -> n.Term:
    name = subject.formulas.where[0][0]
    assert isinstance(name, n.Indexed)
    return name.base


def proper(subject: Subject) -> tuple[Fact, ...]:
    """Whether the mean loss is least where p is the mean of y.

    The gradient is affine in y and 0 where p = y. If L is convex that is its least
    value; so it is if L >= 0 and L = 0 where p = y.
    """
    if not subject.formulas.where:
        return ()
    at_label = with_entries(subject.formulas.value, subject.formulas.y, _outputs(subject))
    reasons = (
        ("L is convex, and stationary there", [f.verdict for f in convexity(subject)]),
        (
            "L >= 0, and L = 0 where p = y",
            [*(f.verdict for f in lower_bound(subject)), subject.ask(equal(at_label, ZERO))],
        ),
    )
    for reason, verdicts in reasons:
        verdict = together(_met(subject), *(v for v in verdicts if v is not None))
        if verdict.word == "proved":
            return (Fact("proper", f"the mean loss is least where p is the mean of y: {reason}", verdict),)
    return ()


def saturation(subject: Subject) -> tuple[Fact, ...]:
    """Two classes, the first true, the score of the second going to infinity: what is left of the gradient."""
    if not subject.formulas.where:
        return ()
    two = small(subject, 2)
    t = n.Symbol("s_2")
    start: dict[n.Term, n.Term] = {n.Symbol("s_1"): ZERO}
    written: dict[n.Term, n.Term] = {
        n.Symbol(d.name): substitute(d.body, start) for d in two.scope.definitions.values() if d.name != "L"
    }
    parts = [substitute(two.at(term, 1), {**written, **start}) for term in (*two.gradient, two.value)]
    goals = [limit_in(part, t, INFINITY, "") for part in parts]
    if any(goal is None for goal in goals):
        return ()
    claims = [equal(n.Limit(part, t, INFINITY), goal) for part, goal in zip(parts, goals, strict=True) if goal]
    verdict = together(*(subject.ask(claim, scope=two.scope) for claim in claims))
    slope = ", ".join(subject.write(goal) for goal in goals[:-1] if goal is not None)
    text = f"K = 2, y = (1, 0), s_1 = 0, s_2 -> inf: gradient -> ({slope}), L -> {goals[-1]}"
    return (Fact("saturation", text, verdict),)


def steepest(subject: Subject) -> tuple[Fact, ...]:
    """The largest entry of the gradient for two classes, where it is a polynomial in the outputs."""
    if not subject.formulas.where:
        return ()
    two = small(subject, 2)
    first, second = two.outputs
    term = substitute(two.at(two.gradient[0], 1), {second: plus(number(1), minus(first))})
    found = largest(term, first)
    if found is None:
        return ()
    most, at = (number(value) for value in found)
    inside = n.And((n.Relation("<", ZERO, first), n.Relation("<", first, number(1))))
    scope = subject.scope.declare(first)
    bounds = [n.Implies(inside, n.Relation("<=", side, most)) for side in (term, minus(term))]
    verdict = together(*(subject.ask(claim, scope=scope) for claim in bounds))
    text = f"K = 2, y = (1, 0): |dL/d{subject.write(n.Indexed(subject.formulas.raw, (number(1),)))}| <= {most}"
    return (Fact("steepest", f"{text}, at {first} = {at}", verdict),)


QUESTIONS: tuple[Question, ...] = (
    gradient,
    domain,
    lower_bound,
    shift,
    convexity,
    proper,
    start_score,
    saturation,
    steepest,
)
