"""Multiply an ansatz by its common denominator: an equation of polynomials, so for every a."""

from __future__ import annotations

from symloss.derive.build import equal, plus, power, times
from symloss.derive.build import number as numeral
from symloss.derive.search import Proposal, Search
from symloss.term.printer import plain
from symloss.term.statement import Consequence, Statement


def apply(search: Search) -> Search | None:
    """Multiply both sides by the denominator."""
    if not search.knows("ansatz") or search.knows("cleared"):
        return None
    problem = search.problem
    parts = search.fraction
    assert parts is not None
    letters = iter(letter for letter, _ in search.constants)
    terms = []
    for pole, row in zip(parts.poles, parts.coefficients, strict=True):
        for m in range(1, len(row) + 1):
            rest = [power(p.factor, numeral(p.multiplicity)) for p in parts.poles if p != pole]
            own = power(pole.factor, numeral(pole.multiplicity - m))
            terms.append(times(next(letters), own, *rest))
    premise = search.shown("ansatz")
    shown = equal(parts.numerator, plus(*terms))
    number = search.numbers["ansatz"]
    scope = problem.output.declare(*(letter for letter, _ in search.constants))
    statement = Statement(scope, Consequence(premise, "multiply", parts.denominator, shown), (), True)
    reason = f"{number} times {plain(parts.denominator)}"
    return search.then("cleared", Proposal(shown, statement, "clear denominators", reason, (number,)))
