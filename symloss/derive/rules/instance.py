"""At a root of one factor every other term of the cleared equation vanishes: one constant is left."""

from __future__ import annotations

from symloss.derive.build import equal
from symloss.derive.search import Proposal, Search
from symloss.term.printer import plain
from symloss.term.scope import Definition
from symloss.term.statement import Identity, Instance, Statement


def apply(search: Search) -> Search | None:
    """Put a root for the variable and read off the next constant; several at a multiple root."""
    if not search.knows("cleared"):
        return None
    found = next(((i, c) for i, c in enumerate(search.constants) if not search.knows(f"constant {i}")), None)
    if found is None:
        return None
    i, (letter, value) = found
    problem = search.problem
    parts = search.fraction
    assert parts is not None
    premise, number = search.shown("cleared"), search.numbers["cleared"]
    scope = problem.output.declare(*(s for s, _ in search.constants))
    shown = equal(letter, value)
    poles = [(pole, m) for pole in parts.poles for m in range(1, pole.multiplicity + 1)]
    pole, m = poles[i]
    if m == pole.multiplicity:
        step = Instance(premise, problem.activated, pole.root, shown)
        statement = Statement(scope, step, (), True)
        reason = f"{number} at {problem.activated} = {plain(pole.root)}"
        return search.then(f"constant {i}", Proposal(shown, statement, "instance", reason, (number,)))
    every = [Definition(s.name, v) for s, v in search.constants]
    statement = Statement(scope.define(*every), Identity(premise), (), True)
    reason = f"compare the powers of {problem.activated} in {number}"
    return search.then(f"constant {i}", Proposal(shown, statement, "compare coefficients", reason, (number,)))
