"""The questions a report answers for a loss of one raw value."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import sympy as sp

from symloss.derive.build import INFINITY, ONE, ZERO, equal, less, minus, number, plus
from symloss.derive.derivation import Fact
from symloss.derive.kinks import joints
from symloss.derive.optimum import MEAN
from symloss.derive.output_form import output_form
from symloss.derive.report.curvature import at_logarithms
from symloss.derive.report.extent import End, changes_sign, ends, minimum, range_
from symloss.derive.report.limits import limit
from symloss.derive.report.subject import LOSS, Question, Subject, together
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, fresh, substitute

K_ = n.Symbol("k", INDEX)


def gradient(subject: Subject) -> tuple[Fact, ...]:
    """The gradient in the raw variable."""
    claim = equal(n.Derivative(LOSS, subject.raw), subject.formulas.gradient)
    return (Fact("gradient", subject.write(claim), subject.ask(claim, *_off_kinks(subject))),)


def domain(subject: Subject) -> tuple[Fact, ...]:
    """What is declared of raw and label, and where there is no derivative."""
    formulas = subject.formulas
    groups = [_known_of(subject, root) for root in (formulas.raw, formulas.y)]
    groups += [_known_of(subject, parameter) for parameter in formulas.parameters]
    text = "; ".join(", ".join(group) for group in groups if group)
    if not formulas.kinks:
        return (Fact("domain", f"{text}; no kinks"),)
    corners = " and ".join(subject.write(equal(formulas.raw, kink)) for kink in formulas.kinks)
    there = (equal(substitute(formulas.gradient, {formulas.raw: kink}), ZERO) for kink in formulas.kinks)
    verdict = together(*(subject.ask(claim) for claim in there))
    return (Fact("domain", f"{text}; kink at {corners}: 0 is returned there, a subgradient", verdict),)


def _known_of(subject: Subject, symbol: n.Symbol) -> list[str]:
    """Return what is declared of one quantity, and of its number of entries with the raw value: s_k real, K >= 2."""
    entry = n.Indexed(symbol, (K_,)) if symbol.sort.shape else symbol
    facts = [h.truth for h in subject.scope.domain]
    own = [subject.write(truth) for truth in facts if symbol in free_symbols(truth)]
    if not any(not _is_sum(truth) for truth in facts if symbol in free_symbols(truth)):
        own.insert(0, f"{subject.write(entry)} real")
    if symbol == subject.formulas.raw:
        mine = {s for s in symbol.sort.shape if isinstance(s, n.Symbol)}
        own += [subject.write(truth) for truth in facts if free_symbols(truth) and free_symbols(truth) <= mine]
    return own


def _is_sum(truth: n.Term) -> bool:
    return isinstance(truth, n.Relation) and isinstance(truth.left, n.Bind)


def _off_kinks(subject: Subject) -> tuple[n.Term, ...]:
    """Leave out where the gradient jumps, and where |u| or max turns from one piece to the next."""
    value, raw = subject.formulas.value, subject.formulas.raw
    turns = () if isinstance(value, n.Cases) or subject.over_classes else joints(value, raw)
    return tuple(n.Relation("!=", raw, place) for place in dict.fromkeys((*subject.formulas.kinks, *turns)))


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


def convexity(subject: Subject) -> tuple[Fact, ...]:
    """Whether the second derivative is never negative; at a kink the gradient must jump upwards."""
    formulas = subject.formulas
    second = n.Derivative(LOSS, subject.raw, 2)
    verdict = subject.ask(n.Relation(">=", formulas.hessian, ZERO), *_off_kinks(subject))
    shown = f"{subject.write(second)} = {subject.write(formulas.hessian)}"
    if verdict.word == "refuted":
        evidence = at_logarithms(subject) or subject.evidence(verdict, subject.write(second))
        return (Fact("convex", f"no: {evidence}", verdict),)
    for joint in joints(formulas.value, formulas.raw):
        verdict = together(verdict, _rises(subject, joint))
        if joint in formulas.kinks:
            shown += f", and the gradient jumps up at {subject.write(subject.raw)} = {subject.write(joint)}"
    answer = "yes" if verdict.word == "proved" else "not known"
    return (Fact("convex", f"{answer}: {shown}", verdict),)


def _rises(subject: Subject, joint: n.Term) -> Verdict:
    """Ask whether the gradient is nowhere less right of a joint than left of it."""
    formulas = subject.formulas
    t = fresh(n.Symbol("t"), free_symbols(formulas.gradient) | set(subject.scope.symbols.values()))
    scope = subject.scope.declare(t).suppose(Hypothesis(n.Relation(">", t, ZERO), "beside the joint"))
    verdicts = []
    for label in formulas.y_values or (formulas.y,):
        gradient_, place = (substitute(term, {formulas.y: label}) for term in (formulas.gradient, joint))
        left, right = (substitute(gradient_, {formulas.raw: side}) for side in (less(place, t), plus(place, t)))
        verdicts.append(subject.ask(n.Relation("<=", left, right), scope=scope))
    return together(*verdicts)


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
    """Whether the mean loss over labels of 0 and 1 is least where the output is their mean, and only there.

    The gradient must be affine in y and have the sign of output - y for every y between
    0 and 1, for the means of labels lie there.
    """
    formulas, y = subject.formulas, subject.formulas.y
    if formulas.y_domain != (ZERO, ONE) or not (formulas.where or formulas.raw_domain == (ZERO, ONE)):
        return ()  # nothing here is the probability of a label
    between = [Hypothesis(n.Relation("<=", *pair), "a mean of labels") for pair in ((ZERO, y), (y, ONE))]
    scope = replace(subject.scope, domain=tuple(h for h in subject.scope.domain if y not in free_symbols(h.truth)))
    scope = scope.suppose(*between)
    there = equal(substitute(formulas.gradient, {y: subject.prediction}), ZERO)
    met = subject.ask(there, scope=scope)
    if met.word == "refuted":
        text = f"no: where {subject.write(subject.prediction)} is the mean of y the gradient is not 0"
        return (
            Fact("proper", f"{text}: {subject.evidence(met, subject.write(n.Derivative(LOSS, subject.raw)))}", met),
        )
    verdict = together(changes_sign(subject, subject.prediction, y, scope), _affine(subject))
    if verdict.word != "proved":
        return ()
    text = f"strictly: the mean loss is least at {subject.write(subject.prediction)} = mean of y, and only there"
    return (Fact("proper", text, verdict),)


def tails(subject: Subject) -> tuple[Fact, ...]:
    """Where the gradient goes at the ends of the raw domain."""
    formulas = subject.formulas
    shown, verdicts = [], []
    for end in ends(subject):
        gradient_ = end.of(subject.at(formulas.gradient, {}), formulas.y)
        found = limit(subject, gradient_, formulas.raw, end.point, end.side)
        if found is None:
            continue
        derivative = subject.write(n.Derivative(LOSS, subject.raw))
        shown.append(f"{end.said(subject)}: {derivative} -> {subject.write(found[0])}")
        verdicts.append(found[1])
    return (Fact("tails", "; ".join(shown), together(*verdicts)),) if verdicts else ()


def saturation(subject: Subject) -> tuple[Fact, ...]:
    """What is left of the gradient where the neuron saturates on the wrong side."""
    formulas = subject.formulas
    lower, upper = formulas.y_domain
    if lower is None or upper is None or not formulas.where or formulas.raw_domain != (None, None):
        return ()
    facts = []
    for end in (End(INFINITY, "", lower), End(minus(INFINITY), "", upper)):
        terms = (end.of(t, formulas.y) for t in (formulas.gradient, formulas.value))
        slope_, value = (limit(subject, t, formulas.raw, end.point) for t in terms)
        if slope_ is None:
            continue
        label = subject.write(equal(formulas.y, end.label)) if end.label is not None else ""
        text = f"{label}, {formulas.raw} -> {subject.write(end.point)}: gradient -> {subject.write(slope_[0])}"
        if value is not None:
            text += f" {'while' if slope_[0] == ZERO else 'and'} L -> {subject.write(value[0])}"
        facts.append(Fact("saturation", text, together(*(found[1] for found in (slope_, value) if found))))
    return tuple(facts)


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
    range_,
    convexity,
    minimum,
    proper,
    start_score,
    tails,
    saturation,
    steepest,
)
