"""The questions a report answers for a loss of one raw value."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from symloss.derive.build import ONE, ZERO, equal, less, minus, number
from symloss.derive.derivation import Fact
from symloss.derive.optimum import MEAN
from symloss.derive.output_form import output_form
from symloss.derive.report.subject import LOSS, Question, Subject, together
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.walk import free_symbols, substitute

INFINITY = n.Constant("inf")


def gradient(subject: Subject) -> tuple[Fact, ...]:
    """The gradient in the raw variable."""
    claim = equal(n.Derivative(LOSS, subject.raw), subject.formulas.gradient)
    return (Fact("gradient", subject.write(claim), subject.ask(claim, *_off_kinks(subject))),)


def domain(subject: Subject) -> tuple[Fact, ...]:
    """What is declared of raw and label, and where there is no derivative."""
    formulas = subject.formulas
    facts = [subject.write(h.truth) for h in subject.scope.domain]
    for entry in (subject.raw, subject.y):
        if not any(_root(entry) in free_symbols(h.truth) for h in subject.scope.domain):
            facts.append(f"{subject.write(entry)} real")
    corners = " and ".join(f"{subject.write(subject.raw)} = {subject.write(k)}" for k in formulas.kinks)
    facts.append(f"no derivative at {corners}: 0 is returned there" if corners else "no kinks")
    return (Fact("domain", "; ".join(facts), None),)


def _root(entry: n.Term) -> n.Symbol:
    base = entry.base if isinstance(entry, n.Indexed) else entry
    assert isinstance(base, n.Symbol)
    return base


def _off_kinks(subject: Subject) -> tuple[n.Term, ...]:
    return tuple(n.Relation("!=", subject.raw, kink) for kink in subject.formulas.kinks)


def slope(subject: Subject) -> tuple[Fact, ...]:
    """How steep the activation is: 0 < sigma' <= 1/4."""
    facts = []
    for name, body in subject.formulas.where:
        if not isinstance(name, n.Symbol) or function_of(body) is None:
            continue
        steepness = n.Derivative(name, subject.raw)
        claims = [n.Relation("<", ZERO, steepness)]
        most = _most(output_form(name, body, subject.formulas.raw), name)
        if most is not None:
            claims.append(n.Relation("<=", steepness, most))
        shown = " <= ".join([f"0 < {subject.write(steepness)}", *([subject.write(most)] if most else [])])
        facts.append(Fact("slope", shown, together(*(subject.ask(c) for c in claims))))
    return tuple(facts)


def _most(term: n.Term, variable: n.Symbol) -> n.Term | None:
    """Return the largest value of a polynomial on the unit interval or on (-1, 1), as a proposal."""
    try:
        sent = to_sympy(term)
    except NoDoor:
        return None
    a = symbol(variable.name)
    if not sent.is_polynomial(a) or sent.free_symbols - {a}:
        return None
    values = [sent.subs(a, root) for root in sp.Poly(sp.diff(sent, a), a).ground_roots()] if sent.has(a) else [sent]
    return from_sympy(max(values)) if values else None


def lower_bound(subject: Subject) -> tuple[Fact, ...]:
    """Whether the loss is never negative."""
    claim = n.Relation(">=", LOSS, ZERO)
    verdict = subject.never_negative(subject.formulas.value)
    text = f"L takes both signs: {subject.evidence(verdict)}" if verdict.word == "refuted" else subject.write(claim)
    return (Fact("range", text, verdict),)


def convexity(subject: Subject) -> tuple[Fact, ...]:
    """Whether the second derivative is never negative; at a kink the gradient must jump upwards."""
    formulas = subject.formulas
    second = n.Derivative(LOSS, subject.raw, 2)
    verdict = subject.ask(n.Relation(">=", formulas.hessian, ZERO), *_off_kinks(subject))
    shown = f"{subject.write(second)} = {subject.write(formulas.hessian)}"
    if verdict.word == "refuted":
        return (Fact("convex", f"no: {subject.evidence(verdict, subject.write(second))}", verdict),)
    for kink in formulas.kinks:
        verdict = together(verdict, *_jump(subject, kink))
        shown += f", and the gradient jumps up at {subject.write(subject.raw)} = {subject.write(kink)}"
    answer = "yes" if verdict.word == "proved" else "not known"
    return (Fact("convex", f"{answer}: {shown}", verdict),)


def _jump(subject: Subject, kink: n.Term) -> list[Verdict]:
    """Ask whether the gradient jumps upwards: its limits from both sides, and which is larger."""
    raw, sides = subject.formulas.raw, []
    verdicts = []
    for side in ("-", "+"):
        goal = limit_of(subject, subject.formulas.gradient, kink, side)
        if goal is None:
            return [Verdict("undecided", message="a limit at the kink was not found")]
        limit = n.Limit(subject.formulas.gradient, raw, kink, side)
        verdicts.append(subject.ask(equal(limit, goal)))
        sides.append(goal)
    return [*verdicts, subject.ask(n.Relation("<", *sides))]


def minimum(subject: Subject) -> tuple[Fact, ...]:
    """Where the gradient changes its sign: at a = y, or at z = the start score of y, and only there."""
    left, right = subject.prediction, subject.y
    if not subject.formulas.where and subject.formulas.optimal is not None:
        right = substitute(subject.formulas.optimal, {MEAN: subject.y})
    slope_ = subject.formulas.gradient
    above = n.Implies(n.Relation(">", left, right), n.Relation(">", slope_, ZERO))
    below = n.Implies(n.Relation("<", left, right), n.Relation("<", slope_, ZERO))
    verdict = together(subject.ask(above), subject.ask(below))
    if verdict.word not in ("proved", "undecided"):  # the minimum is elsewhere, or nowhere
        return ()
    derivative, residual = (subject.write(t) for t in (n.Derivative(LOSS, subject.raw), less(left, right)))
    text = f"at {subject.write(equal(left, right))} only: {derivative} has the sign of {residual}"
    return (Fact("minimum", text if verdict.word == "proved" else f"not settled: {text}", verdict),)


def start_score(subject: Subject) -> tuple[Fact, ...]:
    """The constant prediction at which the gradient is 0 on average."""
    formulas = subject.formulas
    if formulas.optimal is None:
        return ()
    mean = MEAN
    scope = subject.scope.declare(mean)
    lower, upper = formulas.y_domain
    given = [n.Relation("<", lower, mean)] if lower is not None else []
    given += [n.Relation("<", mean, upper)] if upper is not None else []
    start = substitute(subject.at(formulas.gradient, {formulas.raw: formulas.optimal}), {formulas.y: mean})
    verdict = together(_affine(subject), subject.ask(equal(start, ZERO), *given, scope=scope))
    text = f"{subject.write(subject.raw)} = {subject.write(formulas.optimal)}: the gradient there is 0 on average"
    return (Fact("start score", text, verdict),)


def _affine(subject: Subject) -> Verdict:
    """Ask whether the gradient is affine in y: then its mean over labels is that at the mean label."""
    return subject.ask(equal(n.Derivative(subject.formulas.gradient, subject.formulas.y, 2), ZERO))


def proper(subject: Subject) -> tuple[Fact, ...]:
    """Whether the mean loss over labels of 0 and 1 is least where the output is their mean, and only there."""
    facts = minimum(subject)
    if (subject.formulas.y_domain != (ZERO, ONE)) or not facts or facts[0].verdict is None:
        return ()
    verdict = together(facts[0].verdict, _affine(subject))
    if verdict.word != "proved":
        return ()
    text = f"strictly: the mean loss is least at {subject.write(subject.prediction)} = mean of y, and only there"
    return (Fact("proper", text, verdict),)


def tails(subject: Subject) -> tuple[Fact, ...]:
    """Where the gradient goes at the ends of the raw domain."""
    raw = subject.formulas.raw
    lower, upper = subject.formulas.raw_domain
    ends: list[tuple[n.Term, str]] = [
        (upper or INFINITY, "-" if upper else ""),
        (lower or minus(INFINITY), "+" if lower else ""),
    ]
    shown, verdicts = [], []
    for point, side in ends:
        value = limit_of(subject, subject.formulas.gradient, point, side)
        if value is None:
            continue
        limit = n.Limit(subject.at(subject.formulas.gradient, {}), raw, point, side)  # type: ignore[arg-type]
        verdicts.append(subject.ask(equal(limit, value)))
        derivative = subject.write(n.Derivative(LOSS, subject.raw))
        shown.append(f"{subject.write(raw)} -> {subject.write(point)}: {derivative} -> {subject.write(value)}")
    return (Fact("tails", "; ".join(shown), together(*verdicts)),) if verdicts else ()


def saturation(subject: Subject) -> tuple[Fact, ...]:
    """What is left of the gradient where the neuron saturates on the wrong side."""
    formulas = subject.formulas
    lower, upper = formulas.y_domain
    if lower is None or upper is None or not formulas.where or formulas.raw_domain != (None, None):
        return ()
    facts = []
    for label, point in ((lower, INFINITY), (upper, minus(INFINITY))):
        slope_, value = (substitute(t, {formulas.y: label}) for t in (formulas.gradient, formulas.value))
        goals = [limit_of(subject, t, point, "") for t in (slope_, value)]
        if goals[0] is None:
            continue
        verdicts = [subject.ask(equal(n.Limit(slope_, formulas.raw, point), goals[0]))]
        text = f"y = {subject.write(label)}, {formulas.raw} -> {subject.write(point)}: "
        text += f"gradient -> {subject.write(goals[0])}"
        if goals[1] is not None:
            verdicts.append(subject.ask(equal(n.Limit(value, formulas.raw, point), goals[1])))
            text += f" {'while' if goals[0] == ZERO else 'and'} L -> {subject.write(goals[1])}"
        facts.append(Fact("saturation", text, together(*verdicts)))
    return tuple(facts)


def limit_of(subject: Subject, term: n.Term, point: n.Term, side: str) -> n.Term | None:
    """Return the limit of a formula in the raw variable, a proposal; None where none is found."""
    return limit_in(substitute(term, dict(subject.formulas.where)), subject.formulas.raw, point, side)


def limit_in(term: n.Term, variable: n.Symbol, point: n.Term, side: str) -> n.Term | None:
    """Return a limit as SymPy finds it, a proposal; infinite ones as inf; None where it finds none."""
    try:
        found = sp.limit(to_sympy(term), symbol(variable.name), to_sympy(point), side or "+")
    except (NoDoor, NotImplementedError, ValueError):
        return None
    if found in (sp.oo, -sp.oo):
        return INFINITY if found == sp.oo else minus(INFINITY)
    if not found.is_finite or found.has(sp.AccumBounds):
        return None
    return from_sympy(sp.factor(found))


def steepest(subject: Subject) -> tuple[Fact, ...]:
    """The largest gradient for certain labels, where it is a polynomial in the output."""
    formulas = subject.formulas
    lower, upper = formulas.y_domain
    if not formulas.where or lower is None or upper is None or not isinstance(formulas.where[0][0], n.Symbol):
        return ()
    bounds, claims = [], []
    for label in (lower, upper):
        term = substitute(formulas.gradient, {formulas.y: label})
        found = largest(term, formulas.where[0][0])
        if found is None:
            return ()
        bounds.append(found[0])
        claims.append((label, term))
    most = number(max(bounds))
    verdicts = [subject.ask(n.Relation("<=", side, most)) for _, term in claims for side in (term, minus(term))]
    derivative, labels = subject.write(n.Derivative(LOSS, subject.raw)), n.FiniteSet((lower, upper))
    text = f"|{derivative}| <= {subject.write(most)} for y in {subject.write(labels)}"
    return (Fact("steepest", text, together(*verdicts)),)


def largest(term: n.Term, variable: n.Symbol) -> tuple[Fraction, Fraction] | None:
    """Return the largest absolute value of a polynomial on [0, 1] and where, if both are rational."""
    try:
        sent = to_sympy(term)
    except NoDoor:
        return None
    a = symbol(variable.name)
    if not sent.is_polynomial(a) or sent.free_symbols - {a}:
        return None
    roots = [r for r in sp.Poly(sp.diff(sent, a), a).ground_roots() if 0 <= r <= 1] if sent.has(a) else []
    top, at = max((abs(sent.subs(a, p)), p) for p in (*roots, sp.Integer(0), sp.Integer(1)))
    return (Fraction(int(top.p), int(top.q)), Fraction(int(at.p), int(at.q))) if top.is_Rational else None


QUESTIONS: tuple[Question, ...] = (
    gradient,
    domain,
    slope,
    lower_bound,
    convexity,
    minimum,
    proper,
    start_score,
    tails,
    saturation,
    steepest,
)
