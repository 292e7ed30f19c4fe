"""Arrays with an entry 0, the x_0 of sum_{i=0..n} theta_i x_i: refuted with the names of their entries moved up.

Arrays of the kernel have entries from 1 on. A proof does not need to know whether there is an entry 0, but a point
has no value for it, so that nothing about such a sum could be shown to be false. Moving all of them up by one
says the same of every entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeGuard

from symloss.kernel.verdict import Condition, Verdict, Witness
from symloss.proofs.discourse.shapes import ONE, ZERO, unfolded_names
from symloss.proofs.judging.lengths import over_all_entries
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorts import array
from symloss.term.statement import Identity, Statement, rewritten
from symloss.term.walk import children, free_symbols, rebuild, subterms

Axis = tuple[n.Symbol, int]  # an array, and the place of an index below it


def with_entries_0(statement: Statement, verdict: Verdict, judged: Callable[[Statement], Verdict]) -> Verdict:
    """Return `refuted` for what is false of arrays with an entry 0, where nothing else was found."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None:
        return verdict
    axes = _from_zero(statement, claim)
    if not axes or over_all_entries(statement, verdict, judged).word == "conditional":
        return verdict
    moved = _moved(statement, axes)
    found = judged(moved)
    if not found.refuted:
        return verdict
    biased = _with_a_bias(moved, axes, judged)
    return replace(found if biased is None else biased, witness=_as_written(found.witness, axes))


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
    reached = unfolded_names(claim, statement.scope)
    terms = (claim, *(d.body for name, d in known.items() if name in reached))
    axes = {axis for term in terms for axis in _entries_0(term, frozenset())}
    kept = {(base, axis) for base, axis in axes if base.name not in known and base.name not in statement.scope.depends}
    facts = (fact.truth for fact in statement.facts)
    whole = kept != axes or any(_is_whole(term, kept) for term in (*terms, *facts))
    open_ = any(_is_before(upper) for _, upper in _ranges(kept, terms)) and _leaves_open(claim, kept)
    return frozenset() if whole or open_ or any(_counts_alike(kept, terms)) else frozenset(kept)


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


def _moved(statement: Statement, axes: frozenset[Axis]) -> Statement:
    """Return a statement in which entry 0 of these arrays is entry 1, and so on."""
    longer = {base: n.Symbol(base.name, array(_sizes(base, axes))) for base, _ in axes}

    def moved(term: n.Term) -> n.Term:
        made = rebuild(term, moved)
        if not isinstance(made, n.Indexed) or made.base not in longer:
            return made
        indices = tuple(_next(i) if (made.base, k) in axes else i for k, i in enumerate(made.indices))
        return n.Indexed(longer[made.base], indices)  # type: ignore[index]

    special = rewritten(statement, moved)
    return replace(special, scope=special.scope.declare(*sorted(longer.values(), key=str)))


def _sizes(base: n.Symbol, axes: frozenset[Axis]) -> tuple[n.Term, ...]:
    return tuple(n.Add((size, ONE)) if (base, k) in axes else size for k, size in enumerate(base.sort.shape))


def _next(index: n.Term) -> n.Term:
    return n.Number(index.value + 1) if isinstance(index, n.Number) else n.Add((index, ONE))


def _as_written(witness: Witness | None, axes: frozenset[Axis]) -> Witness | None:
    """Return a point with the names of the entries as the text has them."""
    if witness is None:
        return None

    def name(of: str) -> str:
        for base, _ in axes:
            found = re.fullmatch(re.escape(base.name) + r"_(?:(\d+)|\{([\d,]+)\})", of)
            if found is not None:
                places = (found[1] or found[2]).split(",")
                less = [str(int(p) - ((base, k) in axes)) for k, p in enumerate(places)]
                return f"{base.name}_{less[0]}" if found[1] else f"{base.name}_{{{','.join(less)}}}"
        return of

    return replace(witness, at=tuple((name(of), value) for of, value in witness.at))
