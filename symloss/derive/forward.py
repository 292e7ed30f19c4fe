"""From a declared loss to its gradient and Hessian, rule by rule, each step judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from symloss.derive.activations import ACTIVATIONS, range_of
from symloss.derive.build import equal, times
from symloss.derive.calculus import simplest
from symloss.derive.classes import class_steps
from symloss.derive.declaration import Loss
from symloss.derive.derivation import Derivation, Shape
from symloss.derive.judging import judged
from symloss.derive.kinks import joints, joints_of
from symloss.derive.loss import LOSS, LossProblem, by_variable, formulas
from symloss.derive.page import Page
from symloss.derive.search import Proposal
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.scope import Hypothesis, Scope
from symloss.term.walk import free_symbols, rebuild, substitute


def derive_forward(problem: LossProblem) -> Derivation:
    """Return the derivation of a declared loss: its parts, its gradient, its second derivative."""
    declared = problem.declared
    loss = declared.declaration
    assert isinstance(loss, Loss)
    proposals = _STEPS[problem.shape](problem)
    given = (equal(LOSS, problem.value), *(equal(name, body) for name, body in problem.where))
    facts = tuple(h.truth for h in problem.scope.domain)
    return Derivation(
        name=declared.name,
        title=declared.title,
        prose=declared.prose,
        source=declared.source.name,
        scope=problem.scope,
        given=(*given, *facts),
        required=(),
        steps=judged(proposals),
        formulas=formulas(problem),
        heading="its gradient and its second derivative",
        latex=loss.latex,
        declaration=loss,
    )


def scalar_steps(problem: LossProblem) -> tuple[Proposal, ...]:
    """Differentiate a loss of one raw value."""
    return _by_one(problem, Page(problem.scope))[0].steps


def pair_steps(problem: LossProblem) -> tuple[Proposal, ...]:
    """Differentiate a loss of two raw values: by one, by the other, and by both."""
    page, first = _by_one(problem, Page(problem.scope))
    page, _ = _by_one(problem.other, page)
    mixed = n.Derivative(n.Derivative(LOSS, problem.variable), problem.other.variable)
    page = page.within(smooth(problem, 2))
    return page.write(equal(mixed, problem.mixed), "second derivative", f"{first} differentiated", first).steps


_STEPS: dict[Shape, Callable[[LossProblem], tuple[Proposal, ...]]] = {
    "scalar": scalar_steps,
    "classes": class_steps,
    "pair": pair_steps,
}


def _by_one(problem: LossProblem, page: Page) -> tuple[Page, int]:
    """Differentiate by one raw value: the terms, the chain rule through `where`, the second derivative.

    Returns the page, and the number of the step that gives the gradient.
    """
    variable, whole = problem.variable, smooth(problem)
    through = problem.where[0][0] if len(problem.where) == 1 else None
    outer = through if isinstance(through, n.Symbol) else variable
    assert isinstance(outer, n.Symbol)
    before = page.last
    page = _terms(page.within(_freed(whole, outer)), problem, outer)
    terms = page.last - before
    slope = problem.shortest(by_variable(outer, problem.slopes if outer == variable else ()).of(problem.value))
    reason = " + ".join(map(str, range(before + 1, page.last + 1))) if terms > 1 else rule_of(problem.value, outer)
    page = page.write(equal(n.Derivative(LOSS, outer), slope), "sum rule" if terms > 1 else reason, reason)
    page = page.within(whole)
    gradient = n.Derivative(LOSS, variable)
    if outer != variable:
        ((name, inner),) = problem.slopes
        first = page.last
        why = f"differentiate {_function_name(problem.where[0][1])}, write it in {name}"
        page = page.write(equal(n.Derivative(name, variable), inner), "output form", why)
        chained = times(n.Derivative(LOSS, outer), n.Derivative(name, variable))
        page = page.write(equal(gradient, chained), "chain rule", "chain rule")
        why = f"{first} and {first + 1} in {first + 2}"
        page = page.write(equal(gradient, problem.gradient), "substitute", why, first, first + 1, first + 2)
    number, page = page.last, _meeting(page, problem)
    second = equal(n.Derivative(LOSS, variable, 2), problem.hessian)
    page = page.within(smooth(problem, 2))
    return page.write(second, "second derivative", f"{number} differentiated", number), number


def _meeting(page: Page, problem: LossProblem) -> Page:
    """Show that the pieces a loss is declared by meet, and their slopes: then the derivative exists there as well."""
    raw, pieces = problem.raw.symbol, problem.value
    if not isinstance(pieces, n.Cases) or pieces.otherwise is None or problem.kinks:
        return page
    here = page.scope
    for name, whole in (("pieces", pieces), ("slopes", problem.gradient)):
        sides = (*whole.values, whole.otherwise) if isinstance(whole, n.Cases) and whole.otherwise else ()
        for place in joints_of(pieces, raw):
            for pair in pairwise(sides):
                left, right = (_sums_carried_out(substitute(side, {raw: place})) for side in pair)
                why = f"the {name} meet at {equal(raw, place)}"
                page = page.within(problem.scope).write(equal(left, right), "meet", why)
    return page.within(here)


def _sums_carried_out(term: n.Term) -> n.Term:
    """Write (y + delta) - y as delta, wherever it stands."""
    term = rebuild(term, _sums_carried_out)
    return simplest(term, {s.name: s for s in free_symbols(term)}) if isinstance(term, n.Add) else term


def smooth(problem: LossProblem, order: int = 1) -> Scope:
    """Return the scope without the points where the gradient jumps, and without those where |u| or max turns."""
    raw, value = problem.raw.symbol, problem.value
    turns = () if isinstance(value, n.Cases) and order == 1 else joints(value, raw)
    away = dict.fromkeys(turns, "where the pieces meet") | dict.fromkeys(problem.kinks, "away from the kink")
    return problem.scope.suppose(*(Hypothesis(n.Relation("!=", raw, at), why) for at, why in away.items()))


def _terms(page: Page, problem: LossProblem, variable: n.Symbol) -> Page:
    """Differentiate the summands of a loss one by one, if there are several."""
    parts = [part for part in summands(problem.value) if variable in free_symbols(part)]
    if len(parts) < 2:
        return page
    for part in parts:
        slope = problem.shortest(by_variable(variable, ()).of(part))
        reason = rule_of(part, variable)
        page = page.write(equal(n.Derivative(part, variable), slope), reason, reason)
    return page


def summands(term: n.Term) -> tuple[n.Term, ...]:
    """Return the terms a loss is the sum of, a sign before all of them left aside."""
    if isinstance(term, n.Neg):
        return summands(term.term)
    if isinstance(term, n.Add):
        return tuple(t.term if isinstance(t, n.Neg) else t for t in term.terms)
    return (term,)


def rule_of(term: n.Term, variable: n.Symbol) -> str:
    """Return the name of the rule that opens the derivative of `term`."""
    match term:
        case n.Neg(inner):
            return rule_of(inner, variable)
        case n.Add():
            return "sum rule"
        case n.Mul(factors):
            depending = [f for f in factors if variable in free_symbols(f)]
            return rule_of(depending[0], variable) if len(depending) == 1 else "product rule"
        case n.Div(top, bottom):
            return "quotient rule" if variable in free_symbols(bottom) else rule_of(top, variable)
        case n.Pow(base, _):
            return "power rule" if base == variable else f"power rule, u = {base}"
        case n.Symbol():
            return f"linear in {variable}"
        case n.Cases():
            return "piece by piece"
    row = function_of(term)
    if row is None or not isinstance(term, n.Apply):
        return "differentiate"
    (inner,) = term.arguments[:1]
    return f"derivative of {row.name}" + ("" if inner == variable else f", u = {inner}")


def _freed(scope: Scope, quantity: n.Term) -> Scope:
    """The scope in which a quantity of `where` is a free symbol in the range of its activation."""
    assert isinstance(quantity, n.Symbol)
    definition = scope.definitions.get(quantity.name)
    definitions = {name: d for name, d in scope.definitions.items() if name != quantity.name}
    rows = [r for r in ACTIVATIONS.values() if definition is not None and r.function == _function_name(definition.body)]
    known = [f for row in rows for f in range_of(row, quantity)]
    return replace(scope, definitions=definitions).suppose(*known)


def _function_name(body: n.Term) -> str:
    row = function_of(body)
    return row.name if row is not None else str(body)
