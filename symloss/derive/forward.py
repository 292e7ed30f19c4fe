"""From a declared loss to its gradient and Hessian, rule by rule, each step judged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symloss.derive.build import equal, times
from symloss.derive.calculus import simplest
from symloss.derive.derivation import Derivation
from symloss.derive.judging import judged
from symloss.derive.loss import LossProblem, by_variable, formulas
from symloss.derive.search import Proposal
from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.scope import Scope
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols

LOSS = n.Symbol("L")


def derive_forward(problem: LossProblem) -> Derivation:
    """Return the derivation of a declared loss: its parts, its gradient, its second derivative."""
    declared = problem.declared
    if problem.shape == "scalar":
        proposals = scalar_steps(problem)
    else:
        from symloss.derive.classes import class_steps

        proposals = class_steps(problem)
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
        latex=declared.declaration.latex,
    )


@dataclass(frozen=True)
class Page:
    """The steps written so far on one loss."""

    steps: tuple[Proposal, ...] = ()

    def write(self, scope: Scope, shown: n.Relation, rule: str, reason: str, *uses: int) -> Page:
        """Return the page with one more identity."""
        statement = Statement(scope, Identity(shown), (), True)
        return Page((*self.steps, Proposal(shown, statement, rule, reason, uses)))

    @property
    def last(self) -> int:
        """The number of the last step."""
        return len(self.steps)


def scalar_steps(problem: LossProblem) -> tuple[Proposal, ...]:
    """Differentiate a loss of one raw value: its terms, the chain rule through `where`, the second derivative."""
    page = Page()
    variable = problem.variable
    through = problem.where[0][0] if len(problem.where) == 1 else None
    outer = through if isinstance(through, n.Symbol) else variable
    scope = _freed(problem.scope, outer) if outer != variable else problem.scope
    assert isinstance(outer, n.Symbol)
    page = _terms(page, problem.value, outer, scope)
    terms = page.last
    slope = simplest(by_variable(outer, ()).of(problem.value), problem.scope.symbols)
    reason = f"the terms 1 to {terms} together" if terms > 1 else rule_of(problem.value, outer)
    page = page.write(scope, equal(n.Derivative(LOSS, outer), slope), "sum rule" if terms > 1 else reason, reason)
    gradient = n.Derivative(LOSS, variable)
    if outer != variable:
        ((name, inner),) = problem.slopes
        first = page.last
        why = f"differentiate {_function_name(problem.where[0][1])}, write it in {name}"
        page = page.write(problem.scope, equal(n.Derivative(name, variable), inner), "output form", why)
        chained = times(n.Derivative(LOSS, outer), n.Derivative(name, variable))
        page = page.write(problem.scope, equal(gradient, chained), "chain rule", "chain rule")
        why = f"{first} and {first + 1} in {first + 2}"
        uses = (first, first + 1, first + 2)
        page = page.write(problem.scope, equal(gradient, problem.gradient), "substitute", why, *uses)
    number = page.last
    second = equal(n.Derivative(LOSS, variable, 2), problem.hessian)
    page = page.write(problem.scope, second, "second derivative", f"{number} differentiated", number)
    return page.steps


def _terms(page: Page, value: n.Term, variable: n.Symbol, scope: Scope) -> Page:
    """Differentiate the summands of a loss one by one, if there are several."""
    parts = [part for part in summands(value) if variable in free_symbols(part)]
    if len(parts) < 2:
        return page
    for part in parts:
        slope = simplest(by_variable(variable, ()).of(part), scope.symbols)
        reason = rule_of(part, variable)
        page = page.write(scope, equal(n.Derivative(part, variable), slope), reason, reason)
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
    row = function_of(term)
    if row is None or not isinstance(term, n.Apply):
        return "differentiate"
    (inner,) = term.arguments[:1]
    return f"derivative of {row.name}" + ("" if inner == variable else f", u = {inner}")


def _freed(scope: Scope, quantity: n.Term) -> Scope:
    """The scope in which a quantity of `where` is a free symbol (what is known of it stays known)."""
    assert isinstance(quantity, n.Symbol)
    definitions = {name: d for name, d in scope.definitions.items() if name != quantity.name}
    return replace(scope, definitions=definitions)


def _function_name(body: n.Term) -> str:
    row = function_of(body)
    return row.name if row is not None else str(body)
