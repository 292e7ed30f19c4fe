"""L is the sum of the integrals and a constant c(y), which is chosen."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.build import equal, plus
from symloss.derive.calculus import cost, simplest
from symloss.derive.problem import LOSS
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Relation
from symloss.term.printer import plain
from symloss.term.statement import Solution, Statement


def apply(search: Search) -> Search | None:
    """Add the integrals up; the claim is that the sum solves the equation, up to a constant."""
    done = search.pieces and len(search.integrals) == len(search.pieces)
    if not done or search.loss is not None:
        return None
    problem = search.problem
    total = plus(*(value for value, _ in search.integrals), problem.constant)
    shorter = simplest(total, problem.output.symbols)
    loss = shorter if cost(shorter) < cost(total) else total
    equation = search.shown("equation")
    assert isinstance(equation, Relation)
    shown = equal(LOSS, loss)
    statement = Statement(problem.output, Solution(LOSS, loss, (equation,), problem.activated), (), True)
    numbers = tuple(number for _, number in search.integrals)
    reason = f"{' + '.join(map(str, numbers))}, constant c({problem.y}) = {plain(problem.constant)}"
    return replace(search.then("loss", Proposal(shown, statement, "collect", reason, numbers)), loss=loss)
