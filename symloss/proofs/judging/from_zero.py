"""Arrays with an entry 0, the x_0 of sum_{i=0..n} theta_i x_i: judged with the names of their entries moved up.

Arrays of the kernel have entries from 1 on. A proof about entries does not need to know whether there is an entry 0,
but a point has no value for it, so that nothing about such a sum could be shown to be false, and x_0 = 1 could not be
met; and w^T x of w = (w_0, ..., w_n) has a summand more. Moving all of them up by one says the same of every entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeGuard

from symloss.kernel.judge import CONTRADICTORY
from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import ONE, ZERO, unfolded_names
from symloss.proofs.judging.lengths import over_all_entries
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import array
from symloss.term.statement import Identity, Statement, rewritten
from symloss.term.walk import children, free_symbols, rebuild, subterms

Axis = tuple[n.Symbol, int]  # an array, and the place of an index below it


@dataclass(frozen=True)
class Moved:
    """A statement in which entry 0 of these arrays is entry 1, and so on.

    letters: free indices of such entries and of nothing else, which are moved with them. whole: whether these are all
    free indices of such entries, so that what is true there is true of entry 0 as well.
    """

    statement: Statement
    axes: frozenset[Axis]
    letters: frozenset[str]
    whole: bool

    def as_written(self, verdict: Verdict) -> Verdict:
        """Return a verdict with the names of the entries as the text has them."""
        conditions = tuple(replace(c, text=self._in_text(c.text)) for c in verdict.conditions)
        witness = verdict.witness
        if witness is not None:
            witness = replace(witness, at=tuple(map(self._entry_as_written, witness.at)))
        return replace(verdict, conditions=conditions, witness=witness)

    def _entry_as_written(self, entry: tuple[str, str]) -> tuple[str, str]:
        of, value = entry
        return (of, str(int(value) - 1)) if of in self.letters else (self._in_text(of), value)

    def _in_text(self, text: str) -> str:
        for base in {base for base, _ in self.axes}:

            def less(found: re.Match[str], base: n.Symbol = base) -> str:
                places = (found[1] or found[2]).split(",")
                moved = ",".join(str(int(p) - (p != "0" and (base, k) in self.axes)) for k, p in enumerate(places))
                return f"{base.name}_{moved}" if found[1] else f"{base.name}_{{{moved}}}"

            text = re.sub(rf"(?<!\w){re.escape(base.name)}_(?:(\d+)|\{{(\d[\d,]*)\}})(?!\w)", less, text)
        return text

    @property
    def fits(self) -> bool:
        """Whether whole arrays with an entry more fit together."""
        assert isinstance(self.statement.step, Identity), "a claim stays one"
        try:
            for term in _reached(self.statement, self.statement.step.claim):
                sort_of(term)
        except SortError:
            return False
        return True


def with_entries_0(statement: Statement, verdict: Verdict, judged: Callable[[Statement], Verdict]) -> Verdict:
    """Return what holds of arrays with an entry 0: `refuted` where nothing else was found, or that x_0 = 1 helps."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None:
        return verdict
    axes = _from_zero(statement, claim)
    if not axes:
        return _with_first_entries(statement, claim, verdict, judged)
    supposed = verdict.message == CONTRADICTORY
    if not supposed and over_all_entries(statement, verdict, judged).word == "conditional":
        return verdict
    moved = _moved(statement, claim, axes)
    found = judged(moved.statement)
    if supposed and moved.whole and found.word in ("proved", "conditional"):
        return moved.as_written(found)
    if not found.refuted:
        return verdict
    biased = _with_a_bias(moved.statement, axes, judged)
    return moved.as_written(found if biased is None else biased)


def _with_first_entries(
    statement: Statement, claim: n.Term, verdict: Verdict, judged: Callable[[Statement], Verdict]
) -> Verdict:
    """Return `conditional` for what is true if w begins with an entry 0 as x does, of which the text says x_0 = 1."""
    facts = tuple(fact.truth for fact in statement.facts)
    if not any(True for fact in facts for _ in _entries_0(fact, frozenset())):
        return verdict
    terms = (*_reached(statement, claim), *facts)
    axes = frozenset(axis for term in terms for axis in _entries_0(term, frozenset()))
    moved = _moved(statement, claim, axes)
    found = judged(moved.statement) if moved.whole and moved.fits else verdict
    if found.word not in ("proved", "conditional"):
        return verdict
    whole = sorted({base.name for base, _ in axes if any(_is_whole(term, {(base, 0)}) for term in terms)})
    said = tuple(Condition(f"{name} begins with {name}_0", "found") for name in whole)
    found = moved.as_written(found)
    return replace(found, word="conditional", conditions=(*said, *found.conditions))


def listed_from_0(statement: Statement, listed: Collection[str]) -> Moved | None:
    """Return a statement with arrays as the text lists them, w = (w_0, ..., w_n); None if that does not fit."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None:
        return None
    terms = (*_reached(statement, claim), *(fact.truth for fact in statement.facts))
    axes = {axis for term in terms for axis in _entries_0(term, frozenset())}
    axes |= {(s, 0) for term in terms for s in free_symbols(term) if s.name in listed and len(s.sort.shape) == 1}
    pairs = [pair for term in terms for pair in _multiplied(term)]
    while more := {a for pair in pairs for a in pair if not axes.isdisjoint(pair)} - axes:
        axes |= more  # what w_j multiplies has the number j
    moved = _moved(statement, claim, frozenset(axes))
    return moved if moved.whole and moved.fits else None


def _multiplied(term: n.Term) -> Iterator[tuple[Axis, Axis]]:
    """Yield the axes along which products of arrays run: those of w and x in w^T x, the second of X and w in X w."""
    for part in subterms(term):
        factors: tuple[n.Term, ...] = (part.left, part.right) if isinstance(part, n.Inner) else ()
        factors = part.factors if isinstance(part, n.MatMul) else factors
        for left, right in pairwise(factors):
            ends = _axis(left, last=True), _axis(right, last=False)
            if ends[0] is not None and ends[1] is not None:
                yield ends[0], ends[1]


def _axis(factor: n.Term, *, last: bool) -> Axis | None:
    """Return the last or the first axis of an array, or of a row of it."""
    if isinstance(factor, n.Transpose):
        return _axis(factor.term, last=not last)
    base = factor.base if isinstance(factor, n.Indexed) else factor
    below = len(factor.indices) if isinstance(factor, n.Indexed) else 0
    return (
        (base, len(base.sort.shape) - 1 if last else below) if isinstance(base, n.Symbol) and base.sort.shape else None
    )


def lone_first_entry(statement: Statement) -> str:
    """Return an array of which it is open whether it has the entry 0 by which a claim differentiates: d(w^T x)/dw_0.

    A text that writes w^T x + w_0 says that w has no such entry.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    terms = _reached(statement, claim) if claim is not None else ()
    parts = [part for term in terms for part in subterms(term)]
    variables = [part.variable for part in parts if isinstance(part, n.Derivative)]
    for variable in variables:
        if (
            not isinstance(variable, n.Indexed)
            or variable.indices != (ZERO,)
            or not isinstance(variable.base, n.Symbol)
        ):
            continue
        if parts.count(variable) == variables.count(variable):
            whole = any(_is_whole(term, {(variable.base, 0)}) for term in terms)
            return variable.base.name if whole else ""
    return ""


def _with_a_bias(moved: Statement, axes: frozenset[Axis], judged: Callable[[Statement], Verdict]) -> Verdict | None:
    """Return `conditional` for what is true if an entry 0 is 1, as the x_0 that stands beside a bias theta_0."""
    for base in sorted({base for base, _ in axes if len(base.sort.shape) == 1}, key=str):
        one = n.Relation("=", n.Indexed(moved.scope.symbols[base.name], (ONE,)), ONE)
        found = judged(replace(moved, hypotheses=(Hypothesis(one, "found"), *moved.hypotheses)))
        if found.word in ("proved", "conditional"):
            others = (c for c in found.conditions if c.text != str(one))
            return replace(found, word="conditional", conditions=(Condition(f"{base}_0 = 1", "found"), *others))
    return None


def _from_zero(statement: Statement, claim: n.Term) -> frozenset[Axis]:
    """Return the arrays whose entries are counted from 0, as far as their entries alone occur."""
    known = statement.scope.definitions
    terms = _reached(statement, claim)
    facts = tuple(fact.truth for fact in statement.facts)
    axes = {axis for term in (*terms, *facts) for axis in _entries_0(term, frozenset())}
    kept = {(base, axis) for base, axis in axes if base.name not in known and base.name not in statement.scope.depends}
    whole = kept != axes or any(_is_whole(term, kept) for term in (*terms, *facts))
    open_ = any(_is_before(upper) for _, upper in _ranges(kept, terms)) and _leaves_open(claim, kept)
    return frozenset() if whole or open_ or any(_counts_alike(kept, terms)) else frozenset(kept)


def _reached(statement: Statement, claim: n.Term) -> tuple[n.Term, ...]:
    """Return a claim and what defines the names in it."""
    reached = unfolded_names(claim, statement.scope)
    return (claim, *(d.body for name, d in statement.scope.definitions.items() if name in reached))


def _leaves_open(claim: n.Term, axes: set[Axis]) -> bool:
    """Whether a letter that a claim leaves free counts entries: the n of x_n may be the N behind the last one."""
    entries = (part for part in subterms(claim) if isinstance(part, n.Indexed))
    counted = {i for e in entries for k, i in enumerate(e.indices) if (e.base, k) in axes}
    return not counted.isdisjoint(free_symbols(claim))


def _counts_alike(axes: set[Axis], terms: Iterable[n.Term]) -> Iterator[bool]:
    """Yield whether an axis is counted from 0 to N - 1 and from 1 to N: the same entries, by other numbers?"""
    ranges = list(_ranges(axes, terms))
    for axis, upper in ranges:
        if _is_before(upper):
            yield (axis, upper.terms[0]) in ranges


def _ranges(axes: set[Axis], terms: Iterable[n.Term]) -> Iterator[tuple[Axis, n.Term]]:
    """Yield each axis with the last number to which a sum counts along it."""
    for part in (part for term in terms for part in subterms(term)):
        if isinstance(part, n.Bind) and isinstance(part.over, n.Range):
            for entry in (e for e in subterms(part.body) if isinstance(e, n.Indexed) and part.index in e.indices):
                found = axes & {(entry.base, k) for k, i in enumerate(entry.indices) if i == part.index}
                yield from ((axis, part.over.upper) for axis in found)


def _is_before(upper: n.Term) -> TypeGuard[n.Add]:
    """Whether this is N - 1."""
    return isinstance(upper, n.Add) and upper.terms[1:] == (n.Neg(ONE),)


def _entries_0(term: n.Term, zeros: frozenset[n.Symbol]) -> Iterator[Axis]:
    """Yield the places of an index that is 0, or bound from 0 on."""
    if isinstance(term, n.Bind) and isinstance(term.over, n.Range):
        zeros = zeros | {term.index} if term.over.lower == ZERO else zeros - {term.index}
    if isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol):
        yield from ((term.base, axis) for axis, i in enumerate(term.indices) if i == ZERO or i in zeros)
    for child in children(term):
        yield from _entries_0(child, zeros)


def _is_whole(term: n.Term, axes: set[Axis]) -> bool:
    """Whether one of the arrays occurs otherwise than by entries with an index at that place."""
    if isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol):
        partial = any(base == term.base and axis >= len(term.indices) for base, axis in axes)
        return partial or any(_is_whole(index, axes) for index in term.indices)
    return any(term == base for base, _ in axes) or any(_is_whole(child, axes) for child in children(term))


def _moved(statement: Statement, claim: n.Term, axes: frozenset[Axis]) -> Moved:
    """Return a statement in which entry 0 of these arrays is entry 1, and so on."""
    longer = {base: n.Symbol(base.name, array(_sizes(base, axes))) for base, _ in axes}
    counted, otherwise = _free_letters(claim, statement.facts, axes)
    letters = counted - otherwise

    def moved(term: n.Term) -> n.Term:
        if isinstance(term, n.Indexed) and term.base in longer and isinstance(term.base, n.Symbol):
            shifted = ((moved(i), (term.base, k) in axes and i not in letters) for k, i in enumerate(term.indices))
            return n.Indexed(longer[term.base], tuple(_next(i) if shift else i for i, shift in shifted))
        return longer[term] if isinstance(term, n.Symbol) and term in longer else rebuild(term, moved)

    special = rewritten(statement, moved)
    definitions = {
        name: replace(known, parameters=tuple(longer.get(p, p) for p in known.parameters))
        for name, known in special.scope.definitions.items()
    }
    scope = replace(special.scope, definitions=definitions).declare(*sorted(longer.values(), key=str))
    names = frozenset(letter.name for letter in letters)
    return Moved(replace(special, scope=scope), axes, names, counted == letters)


def _free_letters(
    claim: n.Term, facts: Iterable[Hypothesis], axes: frozenset[Axis]
) -> tuple[frozenset[n.Symbol], frozenset[n.Symbol]]:
    """Return the free indices of a claim that count along these axes, and those that occur otherwise."""
    free = free_symbols(claim)
    counted: set[n.Symbol] = set()
    otherwise: set[n.Symbol] = set()

    def visit(term: n.Term) -> None:
        for k, child in enumerate(children(term)):
            along = isinstance(term, n.Indexed) and k > 0 and (term.base, k - 1) in axes
            if child in free and isinstance(child, n.Symbol):
                (counted if along else otherwise).add(child)
            visit(child)

    visit(claim)
    for truth in (fact.truth for fact in facts):  # i != j says the same of what is moved, j = 0 does not
        sides = (truth.left, truth.right) if isinstance(truth, n.Relation) else ()
        otherwise |= set() if sides and all(side in counted for side in sides) else counted & free_symbols(truth)
    return frozenset(counted), frozenset(otherwise)


def _sizes(base: n.Symbol, axes: frozenset[Axis]) -> tuple[n.Term, ...]:
    return tuple(n.Add((size, ONE)) if (base, k) in axes else size for k, size in enumerate(base.sort.shape))


def _next(index: n.Term) -> n.Term:
    return n.Number(index.value + 1) if isinstance(index, n.Number) else n.Add((index, ONE))
