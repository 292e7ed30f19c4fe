"""The integral of one term, by the power rule, the logarithm or the substitution u = 1 - a."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.build import equal
from symloss.derive.integrals import integrate
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Integral, Term
from symloss.term.scope import Definition
from symloss.term.statement import Antiderivative, Statement
from symloss.term.walk import substitute


def apply(search: Search) -> Search | None:
    """Integrate the next piece, its constant put in."""
    ready = all(search.knows(f"constant {i}") for i in range(len(search.constants)))
    waiting = search.fraction is not None and not search.knows("ansatz")
    if search.pieces is None or not ready or waiting or len(search.integrals) == len(search.pieces):
        return None
    problem = search.problem
    piece = search.pieces[len(search.integrals)]
    values: dict[Term, Term] = dict(search.constants)
    found = integrate(substitute(piece, values), problem.activated, search.positive)
    if found is None:
        return None
    known = (Definition(letter.name, value) for letter, value in search.constants)
    scope = problem.output.declare(*(letter for letter, _ in search.constants)).define(*known)
    shown = equal(Integral(piece, problem.activated), found.value)
    statement = Statement(scope, Antiderivative(piece, problem.activated, found.value), (), True)
    step = Proposal(shown, statement, "integrate", found.reason)
    number = len(search.steps) + 1
    search = search.then("integration", step)
    return replace(search, integrals=(*search.integrals, (found.value, number)))
