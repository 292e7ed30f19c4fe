"""The short list of conditions under which a claim that is false as it stands becomes true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, islice

from symloss.kernel.facts import generalised
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting.points import Sample, Search
from symloss.kernel.refuting.questions import questions
from symloss.kernel.refuting.refute import outcomes
from symloss.kernel.refuting.restated import restates
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.dependence import parents, reach
from symloss.kernel.values.satisfying import satisfied
from symloss.kernel.verdict import Condition
from symloss.term import statement as st
from symloss.term.functions import LN, SQRT, function_of
from symloss.term.implied import implied_range
from symloss.term.nodes import (
    Add,
    And,
    Bind,
    Cases,
    Delta,
    Derivative,
    Div,
    FiniteSet,
    Indexed,
    Indicator,
    Member,
    Mul,
    Neg,
    Number,
    Pow,
    Range,
    Relation,
    RelationOp,
    Symbol,
    Term,
)
from symloss.term.printer import plain
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, fresh, subterms

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
_STRICT = ("<", ">", "!=")
_APART = 4  # numbers of which each two are tried as different ones
_MOST = 60  # conditions, and pairs of them, that are tried
_POINTS = 12  # at which the claim is tried under each
_PART = 10  # of the work for a whole verdict, for the points of one condition
_FIRST = 6  # points at which the claim is tried as it stands: they tell at once most conditions that are of no use


@dataclass(frozen=True)
class Candidate:
    """A condition that might be missing; `general` ones hold for every index, `asked` ones the step itself asks for.

    joint: it is about several numbers at once, and an inequality under it is worth a longer proof.
    """

    truth: Term
    general: bool = False
    asked: bool = False
    joint: bool = False

    def added(self, statement: Statement) -> Statement:
        """Return the statement with this condition among its hypotheses."""
        found = Hypothesis(self.truth, "found")
        if self.general:
            return replace(statement, scope=statement.scope.suppose(found))
        return replace(statement, hypotheses=(*statement.hypotheses, found))


@dataclass(frozen=True)
class _Failed:
    """A point within the hypotheses and the conditions tried with them at which the claim still fails."""

    search: Search
    sample: Sample

    def despite(self, conditions: Iterable[Candidate]) -> bool:
        """Return whether all of these hold there as well, so that they cannot be what is missing."""
        letters = frozenset(s for s in free_symbols(self.search.claim) if s.sort == INDEX)
        scope, point = self.sample.scope, self.sample.point
        facts = [generalised(c.truth, scope, frozenset() if c.general else letters) for c in conditions]
        try:
            return satisfied(facts, scope, point, self.search.budget, self.sample.extra)
        except (Undefined, Unknown):
            return False


def find_conditions(
    statement: Statement,
    prove: Callable[[Statement], bool],
    limits: Limits = LIMITS,
    at_length: Callable[[Statement], bool] = lambda _: False,
) -> tuple[Condition, ...] | None:
    """Return the fewest conditions (origin "found") under which `prove` accepts the statement, or None.

    `prove` is asked about the statement with the condition added to its hypotheses, `at_length` under joint ones. A
    condition that contradicts the hypotheses or makes the claim trivial is not used, and
    a claim that is itself one of the conditions has none but what its step asks for.
    The points where the claim fails under one condition tell which others are of no use.
    """
    listed = list(candidates(statement))
    if any(restates(candidate.truth, claim) for candidate in listed for claim in _terms(statement)):
        listed = [candidate for candidate in listed if candidate.asked]
    due = limits.deadline
    limits = replace(limits, operations=limits.operations // _PART, steps=limits.steps // _PART)
    failures = list(_failures(statement, limits))
    barren: set[Candidate] = set()  # no point was found under them that could speak for the claim
    for chosen in islice(_tried(listed), _MOST):
        if due.passed:
            break
        if not barren.isdisjoint(chosen) or any(failed.despite(chosen) for failed in failures):
            continue
        supposed = statement
        for candidate in chosen:
            supposed = candidate.added(supposed)
        possible = _possible(supposed, limits, any(c.asked for c in chosen))
        if isinstance(possible, _Failed):
            failures.append(possible)
        elif not possible:
            barren |= set(chosen) if len(chosen) == 1 else set()
        elif prove(supposed) or (any(c.joint for c in chosen) and at_length(supposed)):
            return tuple(Condition(plain(c.truth), "found", c.truth) for c in chosen)
    return None


def _failures(statement: Statement, limits: Limits) -> Iterator[_Failed]:
    """Yield points within the hypotheses at which the claim fails as it stands."""
    for question in questions(statement):
        try:
            search = Search(question, limits)
            for sample, outcome in outcomes(search, _FIRST):
                if outcome.kind in ("differ", "left", "right"):
                    yield _Failed(search, sample)
        except Unknown:
            continue


def _tried(listed: list[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """Yield the conditions one by one, then the first of them in pairs."""
    yield from ((candidate,) for candidate in listed)
    yield from combinations(listed[:4], 2)


def candidates(statement: Statement) -> Iterator[Candidate]:
    """Yield the conditions of the short list that speak about this statement, the most usual first."""
    terms = _terms(statement)
    named = _named(terms)
    reached = sorted(reach(named, statement.scope), key=lambda s: s.name)
    free = _free(reached, statement.scope)
    constant = [s for s in free if s not in _varied(terms)]
    if isinstance(statement.step, st.Consequence) and statement.step.factor is not None:
        yield Candidate(Relation("!=", statement.step.factor, _ZERO), asked=True)
    written = _written(reached, terms, statement)
    weights = sorted((s for s in constant if len(s.sort.shape) in (1, 2)), key=lambda s: not _is_label(s))
    yield from (Candidate(_total(array, named), general=True) for array in weights if array in written)
    yield from _index_cases(terms, statement.scope)
    for array in weights:
        if _is_label(array):
            binary = Member(_entry(array, named), FiniteSet((_ZERO, _ONE)))
            yield Candidate(And((binary, _total(array, named))), general=True)
    scalars = [s for s in free if s.sort == SCALAR]
    for symbol in scalars:
        if symbol in constant and _is_used_as_label(symbol, terms):
            yield Candidate(Member(symbol, FiniteSet((_ZERO, _ONE))))
        yield Candidate(Relation(">=", symbol, _ZERO))
        yield Candidate(Relation("!=", symbol, _ZERO))
        yield Candidate(Relation(">", symbol, _ZERO))
        yield Candidate(And((Relation("<", _ZERO, symbol), Relation("<", symbol, _ONE))))
    for positive, factors in _factors_inside(terms):
        if factors <= set(scalars):  # where only the product has to be positive, each of them is meant to be
            each = tuple(Relation(positive, factor, _ZERO) for factor in sorted(factors, key=plain))
            yield Candidate(And(each), joint=True)
    for array in (s for s in free if len(s.sort.shape) == 1):
        yield Candidate(Relation(">", _entry(array, named), _ZERO), general=True)
    yield from map(Candidate, differences(statement))
    for size in (s for s in free if s.sort == INDEX and s not in _letters(terms)):
        yield Candidate(Relation(">=", size, Number(Fraction(2))))


def differences(statement: Statement) -> Iterator[Relation]:
    """Yield x != y for the free numbers of a strict inequality: many are strict for different numbers only."""
    terms = _terms(statement)
    if not any(isinstance(term, Relation) and term.op in _STRICT for term in terms):
        return
    named = _named(terms)
    free = _free(sorted(reach(named, statement.scope), key=lambda s: s.name), statement.scope)
    entries = {p for t in terms for p in subterms(t) if isinstance(p, Indexed) and p.base in free}
    single = sorted((entry for entry in entries if free_symbols(entry) <= named), key=plain)
    numbers = [*(s for s in free if s.sort == SCALAR), *single][:_APART]
    yield from (Relation("!=", left, right) for left, right in combinations(numbers, 2))


def _terms(statement: Statement) -> list[Term]:
    return [question.claim for question in questions(statement)]


def _named(terms: list[Term]) -> frozenset[Symbol]:
    return frozenset(s for term in terms for s in free_symbols(term))


def _free(reached: list[Symbol], scope: Scope) -> list[Symbol]:
    """Return the symbols that are not made of others."""
    return [s for s in reached if not parents(s, scope) and not st.is_for_every(s)]


def _written(reached: list[Symbol], terms: list[Term], statement: Statement) -> frozenset[Term]:
    """Return the arrays that may be weights: vectors, matrices with entries that are written, none of known sum."""
    definitions = statement.scope.definitions
    bodies = [definitions[s.name].body for s in reached if s.name in definitions]
    entries = {part.base for term in (*terms, *bodies) for part in subterms(term) if isinstance(part, Indexed)}
    facts = [part for fact in statement.facts for part in subterms(fact.truth)]
    sums = [part for part in facts if isinstance(part, Bind) and part.kind == "sum"]
    told = {part.base for total in sums for part in subterms(total.body) if isinstance(part, Indexed)}
    return frozenset(s for s in reached if s not in told and (len(s.sort.shape) == 1 or s in entries))


def _is_label(symbol: Symbol) -> bool:
    """Return whether the name is one that targets usually have: only those are tried as 0 or 1."""
    return symbol.name.split("_")[0] in ("y", "t")


def _is_used_as_label(symbol: Symbol, terms: list[Term]) -> bool:
    """Return whether a number is named like a target and used like one: as 1 - y, as an exponent, or alone."""
    if not _is_label(symbol):
        return False
    complement = Add((_ONE, Neg(symbol)))
    for term in terms:
        if free_symbols(term) == {symbol}:
            return True
        for part in subterms(term):
            if part == complement or (isinstance(part, Pow) and symbol in free_symbols(part.exponent)):
                return True
    return False


def _factors_inside(terms: list[Term]) -> Iterator[tuple[RelationOp, frozenset[Symbol]]]:
    """Yield >= with the a and b of sqrt(a*b), and > with those of ln(a/b)."""
    for part in (part for term in terms for part in subterms(term)):
        if function_of(part) in (SQRT, LN):
            inside = part.arguments[0]  # type: ignore[attr-defined]
            factors = frozenset(s for s in free_symbols(inside) if s.sort == SCALAR)
            if isinstance(inside, Mul | Div) and len(factors) > 1:
                yield ">=" if function_of(part) is SQRT else ">", factors


def _varied(terms: list[Term]) -> frozenset[Symbol]:
    """Return the symbols that a derivative is taken by."""
    found: set[Symbol] = set()
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Derivative):
                variable = part.variable.base if isinstance(part.variable, Indexed) else part.variable
                found |= free_symbols(variable)
    return frozenset(found)


def _entry(array: Symbol, named: frozenset[Symbol]) -> Indexed:
    """Return the entry y_k, or y_{n,k} of a matrix; in a general fact the letters mean every index."""
    return Indexed(array, _subscripts(array, named))


def _subscripts(array: Symbol, named: frozenset[Symbol]) -> tuple[Symbol, ...]:
    letters = ("k",) if len(array.sort.shape) == 1 else ("n", "k")
    other = {s for s in named if s.sort != INDEX}
    return tuple(fresh(Symbol(letter, INDEX), other) for letter in letters)


def _total(array: Symbol, named: frozenset[Symbol]) -> Relation:
    """Return sum_k y_k = 1, or sum_k y_{n,k} = 1 for every n."""
    subscripts = _subscripts(array, named)
    total = Bind("sum", subscripts[-1], Range(_ONE, array.sort.shape[-1]), Indexed(array, subscripts))
    return Relation("=", total, _ONE)


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


def _index_cases(terms: list[Term], scope: Scope) -> Iterator[Candidate]:
    """Yield i = j and i != j for the letters that count the same things."""
    sets: dict[Symbol, Term | None] = {}
    for letter in _letters(terms):
        implied = (implied_range(letter, term) for term in terms)
        sets[letter] = scope.index_sets.get(letter.name) or next((r for r in implied if r is not None), None)
    told = {pair for term in terms if isinstance(term, Relation) for pair in _compared(term.right)}
    axes = frozenset().union(*map(_of_matrices, terms))
    for left, right in combinations(sets, 2):
        if sets[left] == sets[right] and frozenset((left, right)) not in told:
            if not {left, right} <= axes:
                yield Candidate(Relation("=", left, right))
            yield Candidate(Relation("!=", left, right))


def _of_matrices(term: Term) -> frozenset[Term]:
    """Return the indices of entries with several: whoever writes w_ij, or dp_ij/dx_kl, means all rows and columns."""
    entries = (part for part in subterms(term) if isinstance(part, Indexed) and len(part.indices) > 1)
    return frozenset(index for entry in entries for index in entry.indices)


def _compared(term: Term) -> Iterator[frozenset[Term]]:
    """Yield the pairs of indices that a term tells apart itself: whoever writes delta(i, j) means all i and j."""
    for part in subterms(term):
        match part:
            case Delta(left, right):
                yield frozenset((left, right))
            case Indicator(truth):
                yield from _pairs(truth)
            case Cases(conditions=conditions):
                for truth in conditions:
                    yield from _pairs(truth)


def _pairs(truth: Term) -> Iterator[frozenset[Term]]:
    if isinstance(truth, Relation):
        yield frozenset((truth.left, truth.right))


def _possible(statement: Statement, limits: Limits, asked: bool) -> bool | _Failed:
    """Return whether points within the hypotheses agree with the claim, and it has not become trivial.

    If the claim fails at one of them, that point is returned.

    Trivial: both sides have one and the same value at all points without saying that
    value (delta(i, j) = 2*delta(i, j) for i != j), or a number of the claim is left
    with a single value (y in {0, 1} and y > 0). That does not matter where the step
    itself asks for the condition: dividing by what is not zero leaves little.
    """
    for question in questions(statement):
        values: set[str] = set()
        numbers: dict[Symbol, set[Fraction]] = {}
        count = 0
        try:
            search = Search(question, limits)
            for sample, outcome in outcomes(search, _POINTS):
                if outcome.kind in ("differ", "left", "right"):
                    return _Failed(search, sample)
                if outcome.kind == "agree":
                    count += 1
                    values.add(outcome.left.removesuffix("...").removesuffix(".0000"))
                    for symbol, found in sample.point.values:
                        if symbol.sort == SCALAR and isinstance(found, Fraction):
                            numbers.setdefault(symbol, set()).add(found)
        except Unknown:
            return False
        fixed = any(len(found) == 1 for symbol, found in numbers.items() if symbol in free_symbols(question.claim))
        if asked and count:
            continue
        if count < 2 or fixed or (len(values) == 1 and not _says_a_number(question.claim)):
            return False
    return True


def _says_a_number(claim: Term) -> bool:
    return not isinstance(claim, Relation) or any(not free_symbols(side) for side in (claim.left, claim.right))
