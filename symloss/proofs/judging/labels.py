"""Unsaid conditions about labels: the class that a letter names, the entry where a one-hot vector is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symloss.proofs.discourse.shapes import unfolded_names
from symloss.proofs.judging.unsaid import Told, Unsaid, reached_terms
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, substitute, subterms

_ONE = n.Number(Fraction(1))


def of_classes(statement: Statement, claim: n.Term, told: Told) -> Iterator[Unsaid]:
    """Yield that each belongs to one class, and that labels are one-hot at the letter that is called the true class."""
    scope = statement.scope
    terms = reached_terms(statement, claim)
    arrays = {s: None for term in terms for s in sorted(free_symbols(term), key=lambda s: s.name) if s.sort.shape}
    free = [array for array in arrays if array.name not in scope.definitions]
    for array in free:
        if array.name in told.exclusive:
            letters = tuple(n.Symbol(f"{array.name}_index{axis or ''}", INDEX) for axis in range(len(array.sort.shape)))
            row = n.Bind("sum", letters[-1], n.Range(_ONE, array.sort.shape[-1]), n.Indexed(array, letters))
            fact = Hypothesis(n.Relation("=", row, _ONE), "found")
            yield Unsaid(str(fact.truth), replace(statement, scope=scope.suppose(fact)))
    weights = [array for array in free if len(array.sort.shape) == 1 and not any(_is_inside(array, t) for t in terms)]
    hot = set(_one_hot_arrays(statement))
    others: list[tuple[n.Term, Statement]] = [(other, statement) for other in _free_indices(claim)]
    others += [(kept, _counting(statement, other, kept)) for _, other, kept in _kept_apart(statement)]
    for letter, asked in others:
        for array in weights:
            beside = asked is not statement and array in hot  # "for k != c", of one-hot labels
            if beside or str(letter) in told.classes:
                index = n.Symbol("k" if str(letter) != "k" else "j", INDEX)
                label = Definition(array.name, n.Delta(index, letter), (index,), "indexed")
                text = n.Relation("=", n.Indexed(array, (index,)), label.body)
                yield Unsaid(str(text), replace(asked, scope=asked.scope.define(label)))


def _counting(statement: Statement, other: n.Term, kept: n.Term) -> Statement:
    """Return a statement in which what an index is not is an index too."""
    hypotheses = tuple(replace(h, truth=substitute(h.truth, {other: kept})) for h in statement.hypotheses)
    scope = statement.scope.declare(kept) if isinstance(kept, n.Symbol) else statement.scope
    return replace(statement, scope=scope, hypotheses=hypotheses)


def _is_inside(array: n.Symbol, term: n.Term) -> bool:
    """Whether an array stands under a function or a fraction line, or is differentiated by: then it is no label."""
    under: list[n.Term] = []
    for part in subterms(term):
        match part:
            case n.Apply(arguments=arguments):
                under += arguments
            case n.Div(denominator=bottom):
                under.append(bottom)
            case n.Derivative(variable=variable):
                under.append(variable)
    return any(array in free_symbols(part) for part in under)


def named_classes(statement: Statement, claim: n.Term) -> Iterator[n.Term]:
    """Yield k = y_i where y_i is used as an index and k is free."""
    bodies = [d.body for d in statement.scope.definitions.values()]
    used = {
        index: None
        for term in (claim, *bodies)
        for part in subterms(term)
        if isinstance(part, n.Indexed)
        for index in part.indices
        if isinstance(index, n.Indexed)
    }
    for letter in _free_indices(claim):
        for entry in used:
            if letter not in free_symbols(entry):
                yield n.Relation("=", letter, entry)


def hot_entries(statement: Statement, claim: n.Term) -> Iterator[n.Term]:
    """Yield y_o = 1 where y is one-hot and o is an index letter that the claim leaves free.

    The k of "for k != c" is no such letter: it is of the other classes.
    """
    others = {letter for letter, *_ in _kept_apart(statement)}
    reached = unfolded_names(claim, statement.scope)
    for base in _one_hot_arrays(statement):
        if base.name in reached and len(sort_of(base).shape) == 1:
            for letter in _free_indices(claim):
                if letter != sort_of(base).shape[0] and letter not in others:
                    yield n.Relation("=", n.Indexed(base, (letter,)), _ONE)


def _one_hot_arrays(statement: Statement) -> dict[n.Symbol, None]:
    """Return the arrays of which the text says that each entry is of a set, {0, 1}."""
    terms = (fact.truth.term for fact in statement.facts if isinstance(fact.truth, n.Member))
    return {t.base: None for t in terms if isinstance(t, n.Indexed) and isinstance(t.base, n.Symbol)}


def _kept_apart(statement: Statement) -> list[tuple[n.Symbol, n.Term, n.Term]]:
    """Return the index letters that the text says are not something that the claim does not name, and that.

    It comes twice: as it was read, and as an index.
    """
    free = free_symbols(statement.step.claim) if isinstance(statement.step, Identity) else frozenset()
    found: list[tuple[n.Symbol, n.Term, n.Term]] = []
    for truth in (h.truth for h in statement.hypotheses if isinstance(h.truth, n.Relation) and h.truth.op == "!="):
        for one, other in ((truth.left, truth.right), (truth.right, truth.left)):
            if isinstance(one, n.Symbol) and one.sort == INDEX and one in free and other not in free:
                if isinstance(other, n.Symbol) and not other.sort.shape:
                    found.append((one, other, n.Symbol(other.name, INDEX)))
                elif isinstance(other, n.Number):
                    found.append((one, other, other))
    return found


def _free_indices(claim: n.Term) -> list[n.Symbol]:
    return sorted((s for s in free_symbols(claim) if s.sort == INDEX), key=lambda s: s.name)
