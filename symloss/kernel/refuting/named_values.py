"""Values of unknown functions as numbers: if f stands only in f(x), f(x) may be any number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symloss.kernel.refuting.questions import Question
from symloss.kernel.values.opaque import unknown_functions
from symloss.term.nodes import Apply, At, Bind, Derivative, Integral, Limit, Symbol, Term
from symloss.term.printer import plain
from symloss.term.walk import children, substitute, subterms


def with_named_values(question: Question) -> tuple[Question, bool]:
    """Return the question with f(x) a number of that name, for each function that stands in one place only.

    A fact like f(x) = g(x)/h(x) is no law about polynomials; but it can hold at a point.
    The last value says whether one name stands for functions of several arities, as in
    p(x, e)/p(e): that they are independent of each other is not known.
    """
    facts = (*question.domain, *question.hypotheses)
    terms = (question.claim, *facts)
    if question.law is not None or not unknown_functions(facts, question.scope):
        return question, False
    bodies = [definition.body for definition in question.scope.definitions.values()]
    names: dict[Term, Term] = {}
    for symbol, _ in unknown_functions(terms, question.scope):
        everywhere = [part for term in (*terms, *bodies) for part in subterms(term) if part == symbol]
        places = [place for term in terms for place in _exposed(term) if place.function == symbol]
        different = dict.fromkeys(places)
        if len(places) == len(everywhere) and len({len(p.arguments) for p in different}) == len(different):
            names.update((place, Symbol(plain(place))) for place in different)
    said = replace(
        question,
        claim=substitute(question.claim, names),
        domain=tuple(substitute(t, names) for t in question.domain),
        hypotheses=tuple(substitute(t, names) for t in question.hypotheses),
    )
    if unknown_functions((*said.domain, *said.hypotheses), said.scope):
        return question, False
    return said, len({place.function for place in names if isinstance(place, Apply)}) < len(names)


def _exposed(term: Term) -> Iterator[Apply]:
    """Yield the applications at which no name is bound and nothing is differentiated."""
    if isinstance(term, Bind | Derivative | Integral | Limit | At):
        return
    if isinstance(term, Apply):
        yield term
    for child in children(term):
        yield from _exposed(child)
