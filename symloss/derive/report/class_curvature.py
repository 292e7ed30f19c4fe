"""How a loss over K classes bends: its Hessian as a sum of squares, and its gradient at p = y."""

from __future__ import annotations

from symloss.derive.build import ZERO, equal, minus, number, plus, power, times
from symloss.derive.derivation import Fact
from symloss.derive.indexed import simplest_indexed, with_entries
from symloss.derive.report.curvature import negative_somewhere
from symloss.derive.report.subject import Subject, every, together
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.sorts import INDEX, vector
from symloss.term.walk import substitute

I, J, K_ = (n.Symbol(name, INDEX) for name in ("i", "j", "k"))  # noqa: E741


def convexity(subject: Subject) -> tuple[Fact, ...]:
    """Whether u^T H u >= 0 for every u: by a sum of squares, or not, by a negative entry of the diagonal."""
    diagonal = simplest_indexed(substitute(substitute(subject.formulas.hessian, {I: J}), {n.Delta(J, J): number(1)}))
    verdict = subject.ask(n.Relation(">=", diagonal, ZERO))
    second = f"d2L/d{subject.write(subject.raw)}^2"
    if verdict.word == "refuted":
        shown = negative_somewhere(subject) or subject.evidence(verdict, second)
        return (Fact("convex", f"no: {shown}", verdict),)
    if simplest_indexed(plus(subject.formulas.hessian, minus(times(diagonal, n.Delta(J, I))))) == ZERO:
        off = subject.ask(equal(subject.formulas.hessian, times(diagonal, n.Delta(J, I))))
        verdict = together(verdict, off)
        answer = "yes" if verdict.word == "proved" else "not known"
        return (every("convex", f"{answer}: H is diagonal, {second} = {subject.write(diagonal)}", verdict),)
    u = n.Symbol("u", vector(subject.scope.symbols["K"]))
    squares = _squares(subject, u)
    if squares is None:
        return (every("convex", f"not known: {second} = {subject.write(diagonal)}", verdict),)
    over_set = subject.scope.index_sets[J.name]
    form = n.Bind("sum", J, over_set, n.Bind("sum", I, over_set, times(_u(u, J), subject.formulas.hessian, _u(u, I))))
    scope = subject.scope.declare(u)
    total, summand = squares
    claims = (equal(form, total), n.Relation(">=", summand, ZERO))
    verdict = together(verdict, *(subject.ask(claim, scope=scope) for claim in claims))
    answer = "yes" if verdict.word == "proved" else "not known"
    return (every("convex", f"{answer}: u^T H u = {subject.write(total)}", verdict),)


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


def met(subject: Subject) -> Verdict:
    """Ask whether the gradient is 0 where p = y, and affine in y, so that means of labels behave like labels."""
    met = with_entries(subject.formulas.gradient, subject.formulas.y, outputs(subject))
    y_i = n.Indexed(subject.formulas.y, (I,))
    affine = equal(n.Derivative(n.Derivative(subject.formulas.gradient, y_i), y_i), ZERO)
    return together(subject.ask(equal(met, ZERO)), subject.ask(affine))


def outputs(subject: Subject) -> n.Term:
    """Return the vector of outputs p that stands between the scores and the loss."""
    name = subject.formulas.where[0][0]
    assert isinstance(name, n.Indexed)
    return name.base
