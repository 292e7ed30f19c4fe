"""The short list of conditions under which a claim that is false as it stands becomes true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from symloss.kernel.balls import Unknown
from symloss.kernel.dependence import parents, reach
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.points import Search
from symloss.kernel.questions import questions
from symloss.kernel.refute import outcomes
from symloss.kernel.verdict import Condition
from symloss.term import statement as st
from symloss.term.nodes import And, Bind, FiniteSet, Indexed, Member, Number, Range, Relation, Symbol, Term
from symloss.term.printer import plain
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, fresh, subterms

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))


@dataclass(frozen=True)
class Candidate:
    """A condition that might be missing; `general` ones hold for every index."""

    truth: Term
    general: bool = False

    def added(self, statement: Statement) -> Statement:
        """Return the statement with this condition among its hypotheses."""
        found = Hypothesis(self.truth, "found")
        if self.general:
            return replace(statement, scope=statement.scope.suppose(found))
        return replace(statement, hypotheses=(*statement.hypotheses, found))


def find_conditions(
    statement: Statement, prove: Callable[[Statement], bool], limits: Limits = LIMITS
) -> tuple[Condition, ...] | None:
    """Return the fewest conditions (origin "found") under which `prove` accepts the statement, or None.

    `prove` is asked about the statement with the condition added to its hypotheses. A
    condition that contradicts the hypotheses or makes the claim trivial is not used.
    """
    listed = list(candidates(statement))
    tried = [*((c,) for c in listed), *combinations(listed[:4], 2)]
    for chosen in tried:
        supposed = statement
        for candidate in chosen:
            supposed = candidate.added(supposed)
        if _possible(supposed, limits) and prove(supposed):
            return tuple(Condition(plain(c.truth), "found") for c in chosen)
    return None


def candidates(statement: Statement) -> Iterator[Candidate]:
    """Yield the conditions of the short list that speak about this statement, the most usual first."""
    terms = _terms(statement)
    named = {s for t in terms for s in free_symbols(t)}
    inputs = sorted((s for s in reach(frozenset(named), statement.scope)), key=lambda s: s.name)
    free = [s for s in inputs if not parents(s, statement.scope)]
    if isinstance(statement.step, st.Consequence) and statement.step.factor is not None:
        yield Candidate(Relation("!=", statement.step.factor, _ZERO))
    for array in (s for s in free if len(s.sort.shape) == 1):
        total = _total(array)
        yield Candidate(total, general=True)
    yield from _index_cases(terms)
    for array in (s for s in free if len(s.sort.shape) == 1):
        index = fresh(Symbol("k", INDEX), named)
        binary = Member(Indexed(array, (index,)), FiniteSet((_ZERO, _ONE)))
        yield Candidate(And((binary, _total(array))), general=True)
    scalars = [s for s in free if s.sort == SCALAR]
    for symbol in scalars:
        yield Candidate(Member(symbol, FiniteSet((_ZERO, _ONE))))
        yield Candidate(Relation(">=", symbol, _ZERO))
        yield Candidate(Relation(">", symbol, _ZERO))
        yield Candidate(And((Relation("<", _ZERO, symbol), Relation("<", symbol, _ONE))))
        yield Candidate(Relation("!=", symbol, _ZERO))
    for array in (s for s in free if len(s.sort.shape) == 1):
        index = fresh(Symbol("k", INDEX), named)
        yield Candidate(Relation(">", Indexed(array, (index,)), _ZERO), general=True)
    for size in (s for s in free if s.sort == INDEX and s not in _letters(terms)):
        yield Candidate(Relation(">=", size, Number(Fraction(2))))


def _terms(statement: Statement) -> list[Term]:
    return [question.claim for question in questions(statement)]


def _total(array: Symbol) -> Relation:
    (size,) = array.sort.shape
    index = fresh(Symbol("k", INDEX), free_symbols(size))
    return Relation("=", Bind("sum", index, Range(_ONE, size), Indexed(array, (index,))), _ONE)


def _letters(terms: list[Term]) -> list[Symbol]:
    """Return the free symbols that stand in subscripts, sorted by name."""
    found = {
        index
        for term in terms
        for part in subterms(term)
        if isinstance(part, Indexed)
        for index in part.indices
        if isinstance(index, Symbol) and index in free_symbols(term)
    }
    return sorted(found, key=lambda s: s.name)


def _index_cases(terms: list[Term]) -> Iterator[Candidate]:
    for left, right in combinations(_letters(terms), 2):
        yield Candidate(Relation("=", left, right))
        yield Candidate(Relation("!=", left, right))


def _possible(statement: Statement, limits: Limits) -> bool:
    """Return whether there are points within the hypotheses that agree with the claim, and not trivial ones only."""
    for question in questions(statement):
        agreed = 0
        try:
            for _, outcome in outcomes(Search(question, limits), 12):
                if outcome.kind in ("differ", "left", "right"):
                    return False
                agreed += outcome.kind == "agree"
        except Unknown:
            return False
        if agreed < 2:
            return False
    return True
