"""phi'(z) = s(a): the derivative of the activation, written in its output."""

from __future__ import annotations

from symloss.derive.build import equal
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Apply, Prime
from symloss.term.statement import Identity, Statement


def apply(search: Search) -> Search | None:
    """Write phi'(z) in a, by the form that elimination found."""
    problem = search.problem
    if not search.knows("requirement") or search.knows("output form") or problem.slope is None:
        return None
    body = problem.neuron.definitions[problem.activated.name].body
    if not isinstance(body, Apply):
        return None
    shown = equal(Apply(Prime(body.function), body.arguments), problem.slope)
    reason = f"differentiate {body.function}, write it in {problem.activated}"
    statement = Statement(problem.neuron, Identity(shown), (), True)
    return search.then("output form", Proposal(shown, statement, "output form", reason))
