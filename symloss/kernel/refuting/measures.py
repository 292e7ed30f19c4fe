"""Integrals over all values as sums over a few, where it is asked whether hypotheses about them can be true.

A sum over a few values is linear and not negative where its summands are not, as an
integral is, and for functions of which nothing is known no more is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from symloss.kernel.refuting.questions import Question
from symloss.kernel.values.opaque import SUPPORT, unknown_functions
from symloss.term.nodes import Add, Constant, Integral, Neg, Number, Symbol, Term
from symloss.term.walk import free_symbols, rebuild, substitute

_PLUS = Constant("inf")
_INFINITE = (_PLUS, Neg(_PLUS), None)


def with_sums(question: Question) -> Question:
    """Return the question with each such integral of unknown functions as a sum."""
    terms = (question.claim, *question.domain, *question.hypotheses)
    unknown = {symbol for symbol, _ in unknown_functions(terms, question.scope, lawful=True)}
    return replace(
        question,
        claim=_summed(question.claim, unknown),
        domain=tuple(_summed(t, unknown) for t in question.domain),
        hypotheses=tuple(_summed(t, unknown) for t in question.hypotheses),
    )


def _summed(term: Term, unknown: Collection[Symbol]) -> Term:
    term = rebuild(term, lambda part: _summed(part, unknown))
    if not isinstance(term, Integral) or free_symbols(term.body).isdisjoint(unknown):
        return term
    if term.lower not in _INFINITE and term.upper not in _INFINITE:
        return term
    numbers = [Number(Fraction(x)) for x in SUPPORT]
    if term.lower is not None and term.lower not in _INFINITE:
        places: list[Term] = [Add((term.lower, x)) for x in numbers]
    elif term.upper is not None and term.upper not in _INFINITE:
        places = [Add((term.upper, Neg(x))) for x in numbers]
    else:
        places = [*numbers]
    return Add(tuple(substitute(term.body, {term.variable: place}) for place in places))
