"""Facts: which hypotheses hold for every value of an index letter."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.term.implied import implied_range
from symloss.term.nodes import Indexed, Symbol, Term
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import bound_symbol, children, free_symbols, subterms


@dataclass(frozen=True)
class Fact:
    """A truth that holds for all values of its `letters`, each running over its set."""

    truth: Term
    letters: tuple[tuple[Symbol, Term], ...] = ()


def only_in_subscripts(letter: Symbol, term: Term) -> bool:
    """Return whether `letter` is free in `term` inside subscripts only, as k is in y_k >= 0."""
    if letter not in free_symbols(term):
        return True
    if isinstance(term, Indexed):
        return only_in_subscripts(letter, term.base)
    if term == letter:
        return False
    bound = bound_symbol(term)
    return all(only_in_subscripts(letter, child) for child in children(term) if child is not bound)


def generalised(truth: Term, scope: Scope, fixed: frozenset[Symbol]) -> Fact:
    """Return the fact that `truth` says, for every value of its index letters but those that are `fixed`."""
    letters: list[tuple[Symbol, Term]] = []
    for letter in sorted(free_symbols(truth), key=lambda s: s.name):
        if letter.sort != INDEX or letter in fixed or not only_in_subscripts(letter, truth):
            continue
        over = scope.index_sets.get(letter.name) or implied_range(letter, truth)
        if over is not None:
            letters.append((letter, over))
    return Fact(truth, tuple(letters))


def used_like(letter: Symbol, truth: Term, terms: list[Term]) -> list[Symbol]:
    """Return the free index letters of `terms` that stand where `letter` stands in `truth`, sorted by name."""
    places = {
        (part.base, place)
        for part in subterms(truth)
        if isinstance(part, Indexed)
        for place, index in enumerate(part.indices)
        if index == letter
    }
    free = {s for term in terms for s in free_symbols(term)}
    found = {
        part.indices[place]
        for term in terms
        for part in subterms(term)
        if isinstance(part, Indexed)
        for base, place in places
        if part.base == base and len(part.indices) > place
    }
    return sorted((s for s in found if isinstance(s, Symbol) and s in free), key=lambda s: s.name)
