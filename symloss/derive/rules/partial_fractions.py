"""r/s = A/a + B/(1 - a) + ...: constants A, B, ... are sought."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.build import equal, number, over, plus, power
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Symbol, Term
from symloss.term.statement import Ansatz, Statement


def apply(search: Search) -> Search | None:
    """Write the proper quotient as a sum of simple fractions with unknown numerators."""
    parts = search.fraction
    if search.pieces is None or parts is None or search.knows("ansatz"):
        return None
    problem = search.problem
    letters = (Symbol(name) for name in "ABCDEFGH" if name not in problem.output.symbols)
    constants: list[tuple[Symbol, Term]] = []
    fractions: list[Term] = []
    for pole, row in zip(parts.poles, parts.coefficients, strict=True):
        for power_, value in enumerate(row, start=1):
            letter = next(letters)
            constants.append((letter, value))
            fractions.append(over(letter, power(pole.factor, number(power_))))
    shown = equal(parts.proper, plus(*fractions))
    names = tuple(letter for letter, _ in constants)
    values = tuple(value for _, value in constants)
    scope = problem.output.declare(*names)
    step = Proposal(
        shown,
        Statement(scope, Ansatz(shown, names, problem.activated, values), (), True),
        "partial fractions",
        f"partial fractions; {', '.join(s.name for s in names)} sought",
        (search.numbers.get("split", search.numbers["equation"]),),
    )
    pieces = (*search.pieces, *fractions)
    return replace(search.then("ansatz", step), pieces=pieces, constants=tuple(constants))
