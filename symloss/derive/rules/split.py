"""r/s = polynomial + proper quotient, or a sum of terms that can be integrated one by one."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.build import equal, plus
from symloss.derive.fractions_of import decompose
from symloss.derive.integrals import integrate
from symloss.derive.search import Proposal, Search
from symloss.term.nodes import Add, Neg, Term
from symloss.term.statement import Identity, Statement


def apply(search: Search) -> Search | None:
    """Divide the polynomials; show it only where the quotient is not as it stands."""
    if not search.knows("equation") or search.pieces is not None:
        return None
    problem = search.problem
    right = search.shown("equation").right
    parts = decompose(right, problem.activated, search.inside)
    if parts is None or not parts.poles:
        terms = _terms(right)
        whole = () if parts is None else parts.whole
        as_it_is = not whole or all(integrate(t, problem.activated, search.positive) is not None for t in terms)
        return replace(search, pieces=terms if as_it_is else whole)
    single = sum(len(row) for row in parts.coefficients) == 1  # y/a is as simple as it gets
    pieces = (*parts.whole, parts.proper) if single else parts.whole
    fraction = None if single else parts
    shown = equal(right, plus(*parts.whole, parts.proper))
    if shown.right == right:
        return replace(search, pieces=pieces, fraction=fraction)
    statement = Statement(problem.output, Identity(shown), (), True)
    reason = "polynomial division" if parts.whole else "in lowest terms"
    step = Proposal(shown, statement, "polynomial division", reason, (search.numbers["equation"],))
    return replace(search.then("split", step), pieces=pieces, fraction=fraction)


def _terms(term: Term) -> tuple[Term, ...]:
    if isinstance(term, Neg) and isinstance(term.term, Add):
        return tuple(Neg(t) for t in term.term.terms)
    return term.terms if isinstance(term, Add) else (term,)
