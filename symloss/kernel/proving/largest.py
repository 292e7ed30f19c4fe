"""Bounds of the largest and smallest of many: not exceeded at any index, attained at one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symloss.kernel.proving.bounding import Asked, Question, case
from symloss.kernel.proving.hypotheses import Fact
from symloss.kernel.proving.termwise import fresh_name
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, substitute, subterms

_DEPTH = 4
_TRIED = 3


def by_largest(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield the question with what a maximum is not less than, then with the maximum attained at some index."""
    question = asked.question
    extremes = [t for t in dict.fromkeys(subterms(question.term)) if is_extreme(t)]
    if not extremes or question.depth >= _DEPTH:
        return
    known = dict.fromkeys(f.truth for f in question.facts)
    spoken = dict.fromkeys((*extremes, *(t for truth in known for t in subterms(truth) if is_extreme(t))))
    bounds = [truth for extreme in spoken for truth in _members(asked, extreme)]
    new = [truth for truth in bounds if truth not in known]
    if new:
        yield "a maximum is not exceeded", [replace(question.given(*new), depth=question.depth + 1)]
    for extreme in extremes[:_TRIED]:
        assert isinstance(extreme, n.Bind)
        if asked.field.certainly_not_empty(extreme.over):
            yield "a maximum is attained", [_attained(extreme, asked)]


def _attained(extreme: n.Bind, asked: Asked) -> Question:
    """Return the question with a maximum as what it is taken of, at an index at which that is not exceeded."""
    question, at = asked.question, fresh_name(asked, "m")
    value = substitute(extreme.body, {extreme.index: at})
    put: dict[n.Term, n.Term] = {extreme: value}
    facts = tuple(replace(f, truth=substitute(f.truth, put)) for f in question.facts)
    op: n.RelationOp = ">=" if extreme.kind == "max" else "<="
    others = replace(case(n.Relation(op, value, extreme.body), (extreme.index,)), over=extreme.over)
    facts = (*facts, *_lies_in(at, extreme.over), others)
    return replace(question, term=substitute(question.term, put), facts=facts, depth=question.depth + 1)


def is_extreme(term: n.Term) -> bool:
    """Return whether a term is the largest or smallest of as many as a range has indices."""
    free = free_symbols(term)
    return (
        isinstance(term, n.Bind)
        and term.kind in ("max", "min")
        and isinstance(term.over, n.Range | n.Except)
        and not any("#" in s.name for s in free)
    )


def _lies_in(index: n.Symbol, over: n.Term) -> Iterator[Fact]:
    """Yield that an index lies in a range, and is none of those that are left out."""
    if isinstance(over, n.Except):
        yield from _lies_in(index, over.base)
        yield from (case(n.Relation("!=", index, w)) for w in over.without)
    else:
        yield case(n.Member(index, over))


def _members(asked: Asked, extreme: n.Term) -> Iterator[n.Relation]:
    """Yield that a maximum is not less than what it is taken of, at the indices in sight."""
    assert isinstance(extreme, n.Bind)
    op: n.RelationOp = ">=" if extreme.kind == "max" else "<="
    letters = {s for s in free_symbols(asked.question.term) if s.sort == INDEX and s not in free_symbols(extreme)}
    for letter in sorted(letters, key=lambda s: s.name):
        if asked.field.in_range(letter, extreme.over):
            yield n.Relation(op, extreme, substitute(extreme.body, {extreme.index: letter}))
