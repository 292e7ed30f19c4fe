"""Values of unknown functions as numbers: if f stands only in f(x), f(x) may be any number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from symloss.kernel.refuting.questions import Question
from symloss.kernel.values.opaque import is_event, unknown_functions
from symloss.term.nodes import And, Apply, At, Bind, Derivative, Integral, Limit, Not, Number, Relation, Symbol, Term
from symloss.term.printer import plain
from symloss.term.walk import children, substitute, subterms

_NEVER_NEGATIVE = frozenset({"Var", "var", "KL"})
_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))


def with_named_values(question: Question, *, lawful: bool = False) -> tuple[Question, bool]:
    """Return the question with f(x) a number of that name, for each function that stands in one place only.

    A fact like f(x) = g(x)/h(x) is no law about polynomials; but it can hold at a point.
    The last value says whether one name stands for functions of several arities, as in
    p(x, e)/p(e): that they are independent of each other is not known.

    lawful: the same for what has laws of its own, P(y = 1) or Var(w), also in several
    places that differ, since it is asked only whether the facts can be true.
    """
    facts = (*question.domain, *question.hypotheses)
    terms = (question.claim, *facts)
    if question.law is not None or not unknown_functions(facts, question.scope, lawful=lawful):
        return question, False
    bodies = [definition.body for definition in question.scope.definitions.values()]
    names: dict[Term, Term] = {}
    known: list[Term] = []
    for symbol, _ in unknown_functions(terms, question.scope, lawful=lawful):
        everywhere = [part for term in (*terms, *bodies) for part in subterms(term) if part == symbol]
        places = [place for term in terms for place in _exposed(term) if place.function == symbol]
        different = dict.fromkeys(places)
        alike = [(a, b) for a, b in combinations(different, 2) if len(a.arguments) == len(b.arguments)]
        if len(places) == len(everywhere) and (lawful or not alike):
            names.update((place, Symbol(plain(place))) for place in different)
            known += [Not(And(_equal(a, b))) for a, b in alike]
    known += [truth for place, value in names.items() if isinstance(place, Apply) for truth in _bounds(place, value)]
    said = replace(
        question,
        claim=substitute(question.claim, names),
        domain=(*(substitute(t, names) for t in question.domain), *(substitute(t, names) for t in known)),
        hypotheses=tuple(substitute(t, names) for t in question.hypotheses),
    )
    if unknown_functions((*said.domain, *said.hypotheses), said.scope, lawful=lawful):
        return question, False
    return said, len({place.function for place in names if isinstance(place, Apply)}) < len(names)


def _equal(one: Apply, other: Apply) -> tuple[Term, ...]:
    """Return when two values of a function are one and the same."""
    return tuple(Relation("=", a, b) for a, b in zip(one.arguments, other.arguments, strict=True) if a != b)


def _bounds(place: Apply, value: Term) -> Iterator[Term]:
    """Yield what every variance or divergence, and every probability of an event, satisfies."""
    event = is_event(place)
    name = place.function.name if isinstance(place.function, Symbol) else ""
    if event or name.partition("_")[0] in _NEVER_NEGATIVE:
        yield Relation(">=", value, _ZERO)
    if event:
        yield Relation("<=", value, _ONE)


def _exposed(term: Term) -> Iterator[Apply]:
    """Yield the applications at which no name is bound and nothing is differentiated."""
    if isinstance(term, Bind | Derivative | Integral | Limit | At):
        return
    if isinstance(term, Apply):
        yield term
    for child in children(term):
        yield from _exposed(child)
