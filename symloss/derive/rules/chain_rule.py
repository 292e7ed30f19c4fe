"""dL/dw = dL/da * phi'(z) * dz/dw."""

from __future__ import annotations

from symloss.derive.build import ONE, equal, times
from symloss.derive.problem import LOSS
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Apply, Derivative, Prime, Term
from symloss.term.statement import Identity, Statement


def apply(search: Search) -> Search | None:
    """Open the first required derivative: L depends on w through a, and a through z."""
    if search.knows("chain rule"):
        return None
    problem = search.problem
    wished = problem.required[0].left
    assert isinstance(wished, Derivative)
    body = problem.neuron.definitions[problem.activated.name].body
    factors: list[Term] = [Derivative(LOSS, problem.activated)]
    if isinstance(body, Apply):
        factors.append(Apply(Prime(body.function), body.arguments))
    inner = problem.inner(wished.variable)
    shown = equal(wished, times(*factors, inner) if inner != ONE else times(*factors))
    step = Proposal(shown, Statement(problem.neuron, Identity(shown), (), True), "chain rule", "chain rule")
    return search.then("chain rule", step)
