r"""Expectations of which the text does not say what is random: \mathbb{E} is linear, whatever that is."""

from __future__ import annotations

from symloss.kernel.verdict import Verdict
from symloss.latex.reading.survey import survey
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.meanings import Ask
from symloss.term import nodes as n
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Statement, rewritten
from symloss.term.walk import children, rebuild


def of_linear(assertion: Assertion, statement: Statement, verdict: Verdict, ask: Ask) -> Verdict:
    """Return a proof of an open claim with sums, numbers and sizes outside of its expectations, if there is one."""
    letters = [letter for value in (assertion.left, assertion.right) if value.node for letter in survey(value.node)]
    written = [letter for letter in letters if letter.name == "E"]
    if verdict.word != "undecided" or not written or not all(letter.font == "bb" for letter in written):
        return verdict
    changed = rewritten(statement, _linear)
    found = ask(changed) if changed != statement else verdict
    return found if found.word in ("proved", "conditional") else verdict


def _linear(term: n.Term) -> n.Term:
    if isinstance(term, n.Apply) and _is_operator(term.function) and len(term.arguments) == 1:
        return _of(term.function, _linear(term.arguments[0]))
    return rebuild(term, _linear)


def _is_operator(function: n.Term) -> bool:
    return isinstance(function, n.Symbol) and function.sort == FUNCTION and function.name.partition("_")[0] == "E"


def _of(operator: n.Term, term: n.Term) -> n.Term:
    """Return the expectation of a term: a sum of expectations of products."""
    if _is_certain(term):
        return term
    match term:
        case n.Add(terms):
            return n.Add(tuple(_of(operator, part) for part in terms))
        case n.Neg(inner):
            return n.Neg(_of(operator, inner))
        case n.Div(top, bottom) if _is_certain(bottom):
            return n.Div(_of(operator, top), bottom)
        case n.Div(n.Add(terms), bottom):
            return n.Add(tuple(_of(operator, n.Div(part, bottom)) for part in terms))
        case n.Pow(n.Add() as base, n.Number(value=exponent)) if exponent in (2, 3):
            return _of(operator, n.Mul((base,) * int(exponent)))
        case n.Mul(factors):
            return _of_product(operator, factors)
        case n.Bind("sum", index, n.Range(upper=upper) as over, body) if upper != n.Constant("inf"):
            return n.Bind("sum", index, over, _of(operator, body))
    return n.Apply(operator, (term,))


def _of_product(operator: n.Term, factors: tuple[n.Term, ...]) -> n.Term:
    for at, factor in enumerate(factors):
        before, behind = factors[:at], factors[at + 1 :]
        if _is_certain(factor):
            return n.Mul(
                (factor, _of(operator, n.Mul((*before, *behind)) if len(factors) > 2 else (*before, *behind)[0]))
            )
        if isinstance(factor, n.Neg):
            return n.Neg(_of(operator, n.Mul((*before, factor.term, *behind))))
        if isinstance(factor, n.Add):
            return n.Add(tuple(_of(operator, n.Mul((*before, part, *behind))) for part in factor.terms))
    return n.Apply(operator, (n.Mul(factors),))


def _is_certain(term: n.Term) -> bool:
    """Whether nothing in a term can be random: it is made of numbers, sizes and expectations."""
    if isinstance(term, n.Symbol):
        return term.sort == INDEX
    return (isinstance(term, n.Apply) and _is_operator(term.function)) or all(map(_is_certain, children(term)))
