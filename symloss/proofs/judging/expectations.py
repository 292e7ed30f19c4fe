r"""Expectations of which the text does not say what is random: \mathbb{E}[f(X, Y)] is one over outcomes.

Whatever stands inside is a function of the outcome, of a law of which nothing is known; what is certain is such a
function, too. What stands outside of expectations as well may be random or not: nothing is said of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.shapes import is_expected
from symloss.proofs.judging.meanings import Ask
from symloss.term import nodes as n
from symloss.term.sorts import FUNCTION, INDEX, SCALAR
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, rebuild, subterms

_OUTCOME = n.Symbol("outcome")


def of_outcomes(statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return a proof of an open claim for every law of what stands in its expectations, if there is one."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    expectations = [part for part in subterms(claim) if is_expected(part)] if claim else []
    if verdict.word != "undecided" or claim is None or not expectations:
        return verdict
    if any(len(part.arguments) > 1 for part in expectations):
        return verdict  # where something is known of the outcome, its law is another
    inside = {quantity for part in expectations for quantity in _quantities(part.arguments[0])}
    names = {part.base if isinstance(part, n.Indexed) else part for part in inside}
    known = {s for s in names if not isinstance(s, n.Symbol) or s.name in statement.scope.definitions}
    if known or names & _outside(claim) or any(isinstance(s, n.Symbol) and s.sort != SCALAR for s in inside):
        return verdict
    drawn = {s: n.Symbol(s.name, FUNCTION) for s in names if isinstance(s, n.Symbol)}
    laws = {e.function: n.Symbol(f"P_{e.function}", FUNCTION) for e in expectations}
    scope = statement.scope.declare(*drawn.values(), *laws.values())
    found = ask(replace(statement, step=Identity(_over_outcomes(claim, drawn, laws)), scope=scope))
    return found if found.word in ("proved", "conditional") else verdict


def _outside(term: n.Term) -> set[n.Term]:
    """Return the names that a term has outside of expectations."""
    if is_expected(term):
        return set()
    return {term} if isinstance(term, n.Symbol) else set().union(*map(_outside, children(term)))


def _quantities(term: n.Term) -> set[n.Term]:
    """Return the quantities and entries that a term is made of."""
    if isinstance(term, n.Indexed) or (isinstance(term, n.Symbol) and term.sort not in (INDEX, FUNCTION)):
        return {term}
    return set().union(*map(_quantities, children(term)))


def _over_outcomes(
    term: n.Term, drawn: Mapping[n.Symbol, n.Symbol], laws: Mapping[n.Term, n.Symbol], inside: bool = False
) -> n.Term:
    """Return a term with expectations over outcomes, of what is drawn."""
    if isinstance(term, n.Apply) and term.function in laws:
        body = _over_outcomes(term.arguments[0], drawn, laws, inside=True)
        return n.Bind("expectation", _OUTCOME, laws[term.function], body)
    if inside and isinstance(term, n.Symbol) and term in drawn:
        return n.Apply(drawn[term], (_OUTCOME,))
    if inside and isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol) and term.base in drawn:
        return n.Apply(drawn[term.base], (_OUTCOME, *term.indices))
    return rebuild(term, lambda part: _over_outcomes(part, drawn, laws, inside))
