"""What the chain rule gives is what is wished for."""

from __future__ import annotations

from symloss.derive.build import ONE, equal
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Derivative
from symloss.term.statement import Consequence, Statement


def apply(search: Search) -> Search | None:
    """Set the opened derivative equal to the required one."""
    if not search.knows("chain rule") or search.knows("requirement"):
        return None
    problem = search.problem
    wish = problem.required[0]
    shown = equal(search.shown("chain rule").right, wish.right)
    assert isinstance(wish.left, Derivative)
    scale = problem.inner(wish.left.variable)
    reason = "requirement" if scale == ONE else f"requirement, for every {scale}"
    statement = Statement(problem.neuron, Consequence(wish, "rewrite", None, shown), (), True)
    return search.then("requirement", Proposal(shown, statement, "requirement", reason, (1,)))
