"""The way back: the loss that was found has the gradient that was wished for."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.problem import LOSS
from symloss.derive.search import Proposal, Search
from symloss.term.functions import function_of
from symloss.term.nodes import Apply
from symloss.term.scope import Definition
from symloss.term.statement import Identity, Statement


def apply(search: Search) -> Search | None:
    """Differentiate the loss by the next parameter."""
    required = search.problem.required
    i = next((i for i in range(len(required)) if not search.knows(f"back {i}")), None)
    if search.loss is None or i is None:
        return None
    problem = search.problem
    neuron = problem.neuron
    depends = {name: on for name, on in neuron.depends.items() if name != LOSS.name}
    scope = replace(neuron, depends=depends).define(Definition(LOSS.name, search.loss))
    number = search.numbers["loss"]
    body = neuron.definitions[problem.activated.name].body
    reason = f"{number} differentiated"
    if i == 0 and isinstance(body, Apply):
        row = function_of(body)
        reason += f": no {row.name if row else body.function}' left"
    statement = Statement(scope, Identity(required[i]), (), True)
    return search.then(f"back {i}", Proposal(required[i], statement, "differentiate back", reason, (number,)))
