"""Sequences: x_0, x_1, ... given one by one, or each by the one before.

What a text says of x_t and x_{t+1} is said of that sequence, and not of all numbers: as long as nothing says what
x_t is, numbers that are chosen for it refute nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symloss.proofs.discourse.shapes import unfolded_names
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.walk import subterms

_NAMED = re.compile(r"(\w+)_([a-zA-Z])([+-]\d+)?")
_NUMBERED = re.compile(r"(\w+)_\d+")


@dataclass(frozen=True)
class _Entry:
    """An entry of a sequence that nothing defines, and whether it is one some steps away: x_{t+1}."""

    sequence: str
    at: str
    moved: bool


def numbered(names: Iterable[str]) -> frozenset[str]:
    """Return x of x_0 and x_1: the sequences of which several entries are among these names."""
    found = Counter(number[1] for name in frozenset(names) if (number := _NUMBERED.fullmatch(name)))
    return frozenset(name for name, count in found.items() if count > 1)


def another_step(name: str) -> str:
    """Return S_t of S_{t-1}, "" of what is at no other step."""
    found = _NAMED.fullmatch(name)
    return f"{found[1]}_{found[2]}" if found is not None and found[3] else ""


def sequence_in(claim: n.Relation, scope: Scope, given: frozenset[str]) -> str:
    """Return a sequence that a claim relates the entries of, "" if it has none; given: those with numbered entries.

    An equation with the same entries on both sides, (x_{t+1} - x_t)^2 = ..., may be meant of all numbers.
    """
    left, right = (frozenset(_entries(side, scope)) for side in (claim.left, claim.right))
    begun = given - _of_one_point(claim, scope)
    for name in sorted({e.sequence for e in left | right if e.moved or e.sequence in begun}):
        here, there = (frozenset(e for e in side if e.sequence == name) for side in (left, right))
        if claim.op != "=" or here != there:
            return name
    return ""


def _entries(term: n.Term, scope: Scope) -> Iterator[_Entry]:
    """Yield the entries in a term and in what it is made of."""
    for part in (p for t in _unfolded(term, scope) for p in _free_parts(t)):
        match part:
            case n.Symbol(name) if name not in scope.definitions and (found := _NAMED.fullmatch(name)):
                yield _Entry(found[1], f"{found[2]}{found[3] or ''}", found[3] is not None)
            case n.Indexed(n.Symbol(name), indices) if name not in scope.definitions:
                moved = any(isinstance(i, n.Add) and any(isinstance(t, n.Symbol) for t in i.terms) for i in indices)
                yield _Entry(name, ", ".join(map(str, indices)), moved)


def _of_one_point(claim: n.Relation, scope: Scope) -> frozenset[str]:
    """Return the arrays that are summed over, or differentiated by: x_0 and x_1 are coordinates of a point."""
    parts = [part for term in _unfolded(claim, scope) for part in subterms(term)]
    inside = [part.body for part in parts if isinstance(part, n.Bind)]
    inside += [part.variable for part in parts if isinstance(part, n.Derivative)]
    bases = {part.base if isinstance(part, n.Indexed) else part for term in inside for part in subterms(term)}
    names = {base.name for base in bases if isinstance(base, n.Symbol)}
    return frozenset(names | {found[1] for name in names if (found := _NAMED.fullmatch(name))})


def _unfolded(term: n.Term, scope: Scope) -> list[n.Term]:
    known = sorted(unfolded_names(term, scope) & set(scope.definitions))
    return [term, *(scope.definitions[name].body for name in known)]


def _free_parts(term: n.Term) -> Iterator[n.Term]:
    """Yield the parts of a term, but no entries that a sum runs over."""
    bound = {part.index for part in subterms(term) if isinstance(part, n.Bind)}
    for part in subterms(term):
        if not isinstance(part, n.Indexed) or not any(bound & set(subterms(i)) for i in part.indices):
            yield part
