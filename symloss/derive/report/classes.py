"""The questions a report answers for a loss over K classes, for every K."""

from __future__ import annotations

from symloss.derive.build import ZERO, equal, minus, plus, power, times
from symloss.derive.build import number as numeral
from symloss.derive.calculus import contract
from symloss.derive.derivation import Fact
from symloss.derive.indexed import simplest_indexed
from symloss.derive.report.scalar import domain, gradient, lower_bound
from symloss.derive.report.subject import Question, Subject, together
from symloss.term import nodes as n
from symloss.term.sorts import INDEX, vector
from symloss.term.walk import substitute, subterms

I, J, K_ = (n.Symbol(name, INDEX) for name in ("i", "j", "k"))  # noqa: E741


def shift(subject: Subject) -> tuple[Fact, ...]:
    """Whether adding a constant to every score changes nothing; then the gradient sums to 0."""
    if not subject.formulas.where:
        return ()
    over_set = subject.scope.index_sets[J.name]
    total = n.Bind("sum", J, over_set, subject.formulas.gradient)
    c = n.Symbol("c")
    scores = subject.formulas.raw
    value = subject.formulas.value
    for name, body in subject.formulas.where:
        assert isinstance(name, n.Indexed)
        value = _write_out(value, name, body)
    shifted = _shifted(value, scores, c)
    claims = (equal(shifted, value), equal(total, ZERO))
    verdict = together(*(subject.ask(claim, scope=subject.scope.declare(c)) for claim in claims))
    raw = subject.write(subject.raw)
    return (Fact("shift", f"L(y, {scores} + c) = L(y, {scores}), so sum_j dL/d{raw} = 0", verdict),)


def _write_out(term: n.Term, name: n.Indexed, body: n.Term) -> n.Term:
    """Put its definition for each entry of a quantity of `where`."""
    entries = {t: t for t in subterms(term) if isinstance(t, n.Indexed) and t.base == name.base}
    return substitute(term, {t: substitute(body, {name.indices[0]: t.indices[0]}) for t in entries})


def _shifted(term: n.Term, scores: n.Symbol, c: n.Symbol) -> n.Term:
    entries = [t for t in subterms(term) if isinstance(t, n.Indexed) and t.base == scores]
    return substitute(term, {t: n.Add((t, c)) for t in dict.fromkeys(entries)})


def convexity(subject: Subject) -> tuple[Fact, ...]:
    """Whether u^T H u >= 0 for every u: by a sum of squares, or not, by a negative entry of the diagonal."""
    formulas = subject.formulas
    diagonal = simplest_indexed(_without_delta(substitute(formulas.hessian, {I: J})))
    verdict = subject.ask(n.Relation(">=", diagonal, ZERO))
    second = f"d2L/d{subject.write(subject.raw)}^2"
    if verdict.word == "refuted" and verdict.witness is not None:
        at = ", ".join(f"{name} = {value}" for name, value in verdict.witness.at)
        return (Fact("convex", f"no: {at}: {second} = {verdict.witness.left}", verdict),)
    u = n.Symbol("u", vector(subject.scope.symbols["K"]))
    squares = _squares(subject, diagonal, u)
    if squares is None:
        return (Fact("convex", f"not known: {second} = {subject.write(diagonal)}", verdict),)
    over_set = subject.scope.index_sets[J.name]
    form = n.Bind("sum", J, over_set, n.Bind("sum", I, over_set, times(_u(u, J), formulas.hessian, _u(u, I))))
    scope = subject.scope.declare(u)
    total, summand = squares
    claims = (equal(form, total), n.Relation(">=", summand, ZERO))
    verdict = together(verdict, *(subject.ask(claim, scope=scope) for claim in claims))
    answer = "yes" if verdict.word == "proved" else "not known"
    return (Fact("convex", f"{answer}: u^T H u = {subject.write(total)}", verdict),)


def _u(u: n.Symbol, index: n.Symbol) -> n.Term:
    return n.Indexed(u, (index,))


def _squares(subject: Subject, diagonal: n.Term, u: n.Symbol) -> tuple[n.Term, n.Term] | None:
    """Return u^T H u as a sum over k of something not negative, and that something; None if no form is known.

    A diagonal H gives sum_k H_kk*u_k^2; diag(p) - p p^T the variance sum_k p_k*(u_k - sum_i p_i*u_i)^2.
    """
    over_set = subject.scope.index_sets[J.name]
    hessian = subject.formulas.hessian
    if simplest_indexed(plus(hessian, minus(times(diagonal, n.Delta(J, I))))) == ZERO:
        summand = times(substitute(diagonal, {J: K_}), power(_u(u, K_), numeral(2)))
        return n.Bind("sum", K_, over_set, summand), summand
    for name, _ in subject.formulas.where:
        assert isinstance(name, n.Indexed)
        p = {index: n.Indexed(name.base, (index,)) for index in (I, J, K_)}
        covariance = times(p[J], plus(n.Delta(J, I), minus(p[I])))
        if contract(hessian) == contract(covariance):
            mean = n.Bind("sum", I, over_set, times(p[I], _u(u, I)))
            summand = times(p[K_], power(plus(_u(u, K_), minus(mean)), numeral(2)))
            return n.Bind("sum", K_, over_set, summand), summand
    return None


def _without_delta(term: n.Term) -> n.Term:
    """Put delta(j, j) = 1."""
    return substitute(term, {n.Delta(J, J): numeral(1)})


QUESTIONS: tuple[Question, ...] = (gradient, domain, lower_bound, shift, convexity)
