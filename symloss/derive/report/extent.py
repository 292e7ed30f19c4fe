"""How small and how large a loss of one raw value gets, and where: the range and the minimum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from symloss.derive.build import INFINITY, ONE, ZERO, equal, less, minus, rational, times
from symloss.derive.calculus import simplest
from symloss.derive.derivation import Fact
from symloss.derive.kinks import joints
from symloss.derive.optimum import MEAN
from symloss.derive.report.limits import limit
from symloss.derive.report.subject import LOSS, Subject, together
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.functions import LN
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols, substitute, subterms


@dataclass(frozen=True)
class End:
    """An end of the raw domain for certain labels: where it lies, from which side, and how it is said."""

    point: n.Term
    side: str
    label: n.Term | None

    def of(self, term: n.Term, y: n.Symbol) -> n.Term:
        """Return a formula for these labels."""
        return term if self.label is None else substitute(term, {y: self.label})

    def said(self, subject: Subject) -> str:
        """Return `z -> inf, y = 1`."""
        way = f"{subject.write(subject.raw)} -> {subject.write(self.point)}"
        return way if self.label is None else f"{way}, {subject.write(equal(subject.y, self.label))}"


def ends(subject: Subject, *, certain: bool = False) -> Iterator[End]:
    """Yield the ends of the raw domain: for each label of a finite set, or, if `certain`, at the ends of theirs."""
    formulas = subject.formulas
    lower, upper = formulas.raw_domain
    bounds = [label for label in formulas.y_domain if label is not None and rational(label) is not None]
    labels: list[n.Term | None] = list(formulas.y_values) or (list(bounds) if certain and len(bounds) == 2 else [None])
    for label in labels:
        yield End(upper or INFINITY, "-" if upper else "", label)
        yield End(lower or minus(INFINITY), "+" if lower else "", label)


# --- the minimum -------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where the loss may be least: an equation as it is shown, the values to put for it, and what it needs."""

    shown: n.Relation
    values: dict[n.Term, n.Term]
    given: tuple[n.Term, ...] = ()

    def said(self, subject: Subject) -> str:
        """Return `z = ln(y) (y > 0)`."""
        needs = "".join(f" ({subject.write(truth)})" for truth in self.given)
        return f"{subject.write(self.shown)}{needs}"


def places(subject: Subject) -> list[Place]:
    """Return where the loss may be least: where the prediction is the label, at the start score of y, at joints."""
    formulas, raw, y = subject.formulas, subject.formulas.raw, subject.formulas.y
    found = []
    if formulas.where or formulas.optimal in (None, MEAN):
        found.append(Place(equal(subject.prediction, y), {subject.prediction: y}))
    elif formulas.optimal is not None:
        best = substitute(formulas.optimal, {MEAN: y})
        positive = n.Relation(">", y, ZERO)
        known = [h.truth for h in subject.scope.domain]
        given = (positive,) if LN(y) in subterms(best) and positive not in known else ()
        found.append(Place(equal(raw, best), {raw: best}, given))
    return found + [Place(equal(raw, at), {raw: at}) for at in joints(formulas.value, raw)]


def minimum(subject: Subject) -> tuple[Fact, ...]:
    """Where the gradient changes its sign, and only there; or that it never does."""
    if not subject.formulas.y_values or subject.formulas.where:
        place = places(subject)[0]
        verdict = changes_sign(subject, place.shown.left, place.shown.right)
        if verdict.word == "proved":
            residual = less(place.shown.left, place.shown.right)
            derivative = subject.write(n.Derivative(LOSS, subject.raw))
            text = f"at {subject.write(place.shown)} only: {derivative} has the sign of {subject.write(residual)}"
            return (Fact("minimum", text, verdict),)
        by_curvature = stationary(subject, place)
        if by_curvature.word == "proved":
            text = f"at {place.said(subject)} only: the gradient is 0 there, and the second derivative positive"
            return (Fact("minimum", text, by_curvature),)
    return _never(subject)


def changes_sign(subject: Subject, left: n.Term, right: n.Term, scope: Scope | None = None) -> Verdict:
    """Ask whether the gradient is positive where left > right and negative where left < right."""
    slope, labels = subject.formulas.gradient, sorted(subject.formulas.y_values, key=_order)
    if scope is None and len(labels) == 2 and right == subject.formulas.y:
        # the prediction lies between the two labels, so its side is known for each of them
        low, high = labels
        inside = (n.Relation("<", low, left), n.Relation("<", left, high))
        at_low, at_high = (substitute(slope, {right: label}) for label in labels)
        claims = (n.Relation(">", at_low, ZERO), n.Relation("<", at_high, ZERO))
        verdict = together(*(subject.ask(fact) for fact in inside), *(subject.of_any_output(c) for c in claims))
        if verdict.word == "proved":
            return verdict
    above = n.Implies(n.Relation(">", left, right), n.Relation(">", slope, ZERO))
    below = n.Implies(n.Relation("<", left, right), n.Relation("<", slope, ZERO))
    return together(subject.ask(above, scope=scope), subject.ask(below, scope=scope))


def _order(label: n.Term) -> Fraction:
    return rational(label) or Fraction(0)


def stationary(subject: Subject, place: Place) -> Verdict:
    """Ask whether the gradient is 0 there and the second derivative positive everywhere."""
    formulas = subject.formulas
    if formulas.where or formulas.kinks:
        return Verdict("undecided", message="the minimum was not settled")
    there = equal(substitute(formulas.gradient, place.values), ZERO)
    return together(subject.ask(n.Relation(">", formulas.hessian, ZERO)), subject.ask(there, *place.given))


def _never(subject: Subject) -> tuple[Fact, ...]:
    """Say where a loss of a margin y*z is least: from a joint on, or nowhere."""
    formulas, raw, y = subject.formulas, subject.formulas.raw, subject.formulas.y
    if set(map(rational, formulas.y_values)) != {-1, 1}:
        return ()
    margin = n.Mul((y, raw))
    for place in joints(formulas.value, raw):
        from_there = n.Relation(">=", margin, simplest(times(y, place), subject.scope.symbols))
        claims = (n.Implies(from_there, equal(formulas.value, ZERO)), n.Relation(">=", formulas.value, ZERO))
        verdict = together(*(subject.ask(claim) for claim in claims))
        if verdict.word == "proved":
            return (Fact("minimum", f"wherever {subject.write(from_there)}: L = 0 there", verdict),)
    slopes = (n.Mul((label, substitute(formulas.gradient, {y: label}))) for label in formulas.y_values)
    verdict = together(*(subject.ask(n.Relation("<", slope, ZERO)) for slope in slopes))
    if verdict.word == "proved":
        return (Fact("minimum", f"none: L falls as {subject.write(margin)} grows, its gradient is never 0", verdict),)
    return ()


# --- the range ---------------------------------------------------------------------


def range_(subject: Subject) -> tuple[Fact, ...]:
    """The least value and whether it is reached, and how large the loss gets."""
    least = _least(subject)
    if least is None:
        refuted = subject.ask(n.Relation(">=", subject.formulas.value, ZERO))
        if refuted.word == "refuted":
            return (Fact("range", f"L takes both signs: {subject.evidence(refuted, 'L')}", refuted),)
        return (Fact("range", "L >= 0", refuted),)
    bound, verdict, how = least
    op = ">" if how.endswith("never reached") else ">="
    texts, verdicts = [f"L {op} {subject.write(bound)}" + (f", {how}" if how else "")], [verdict]
    top = _most(subject)
    if top is not None:
        texts.append(top[0])
        verdicts.append(top[1])
    return (Fact("range", "; ".join(texts), together(*verdicts)),)


def _least(subject: Subject) -> tuple[n.Term, Verdict, str] | None:
    """Return the greatest lower bound, the verdict on it, and whether it is reached; None if none was found."""
    formulas = subject.formulas
    not_negative = subject.never_negative(formulas.value)
    if not_negative.word == "proved":
        how, verdict = _attained(subject, ZERO)
        return ZERO, not_negative if verdict is None else together(not_negative, verdict), how
    if not formulas.y_values:
        place = places(subject)[0]
        least = stationary(subject, place)
        if least.word == "proved":
            there = substitute(formulas.value, place.values)
            bound = simplest(there, subject.scope.symbols)
            value = subject.ask(equal(there, bound), *place.given)
            return bound, together(least, value), f"reached at {place.said(subject)}"
    if _never(subject):
        falling = _never(subject)[0].verdict
        assert falling is not None
        how, verdict = _attained(subject, ZERO)
        if verdict is not None and how.startswith("approached"):
            return ZERO, together(falling, verdict), how
    return None


def _attained(subject: Subject, bound: n.Term) -> tuple[str, Verdict | None]:
    """Say where the loss is equal to a bound, else where it tends to it."""
    for place in places(subject):
        there = subject.ask(equal(subject.at(subject.formulas.value, place.values), bound))
        if there.word == "proved":
            return f"reached at {subject.write(place.shown)}", there
    for end in ends(subject, certain=True):
        value = end.of(subject.formulas.value, subject.formulas.y)
        found = limit(subject, value, subject.formulas.raw, end.point, end.side)
        if found is not None and found[0] == bound and found[1].word == "proved":
            strict = subject.of_any_output(n.Relation(">", subject.formulas.value, bound))
            if strict.word == "proved":
                return f"approached as {end.said(subject)}, never reached", together(strict, found[1])
            return f"approached as {end.said(subject)}", found[1]
    return "", None


def _most(subject: Subject) -> tuple[str, Verdict] | None:
    """Say that the loss grows without bound, and where, or what it stays below."""
    formulas, finite = subject.formulas, []
    for end in ends(subject, certain=True):
        found = limit(subject, end.of(formulas.value, formulas.y), formulas.raw, end.point, end.side)
        if found is None or found[1].word != "proved":
            return None
        if found[0] == INFINITY:
            return f"L -> inf as {end.said(subject)}", found[1]
        finite.append((found, end))
    tops = [(value, found[1], end) for found, end in finite if (value := rational(found[0])) is not None]
    if len(tops) < len(finite) or not tops:
        return None
    value, reached, end = max(tops, key=lambda top: top[0])
    bound = ONE if value == 1 else None
    if bound is None or free_symbols(bound):
        return None
    below = subject.never_negative(less(bound, formulas.value))
    return f"L < {subject.write(bound)}, approached as {end.said(subject)}", together(below, reached)
