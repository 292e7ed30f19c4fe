"""dL/da = r(a, y)/s(a): the equation that L must satisfy, where s(a) is not 0."""

from __future__ import annotations

from symloss.derive.build import ONE, equal, over, times
from symloss.derive.problem import LOSS
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Apply, Derivative, Relation
from symloss.term.printer import plain
from symloss.term.scope import Hypothesis
from symloss.term.statement import Consequence, Statement


def apply(search: Search) -> Search | None:
    """Divide by the derivative of the activation, at the input 1."""
    problem = search.problem
    body = problem.neuron.definitions[problem.activated.name].body
    ready = search.knows("output form") or (search.knows("requirement") and not isinstance(body, Apply))
    if not ready or search.knows("equation") or problem.slope is None:
        return None
    wished = problem.required[0].left
    assert isinstance(wished, Derivative)
    scale = problem.inner(wished.variable)
    hypotheses = () if scale == ONE else (Hypothesis(Relation("=", scale, ONE), f"at {plain(scale)} = 1"),)
    shown = equal(Derivative(LOSS, problem.activated), over(problem.residual, problem.slope))
    step = Consequence(search.shown("requirement"), "divide", times(scale, problem.slope), shown)
    number = search.numbers["requirement"]
    parts = [f"{number} at {plain(scale)} = 1"] if scale != ONE else [f"{number}"]
    if problem.slope != ONE:
        parts.append(f"divided by {plain(problem.slope)}")
    needs = [h.truth for h in problem.neuron.domain if h.origin.startswith("range of")]
    reason = ", ".join(parts) if scale != ONE else " ".join(parts)
    if problem.slope != ONE and needs:
        reason += f"; needs {plain(needs[0])}"
    uses = tuple(search.numbers[k] for k in ("requirement", "output form") if search.knows(k))
    return search.then(
        "equation", Proposal(shown, Statement(problem.neuron, step, hypotheses, True), "divide", reason, uses)
    )
