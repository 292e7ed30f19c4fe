"""Sums up to n by induction on n: telescoping, geometric and triangular sums, sums of sums.

Let D(n) be the difference of the two sides. If D(b) = 0, and D(n + 1) = D(n) for every
n >= b, then D(n) = 0 for every n >= b. Each sum up to n + c turns into itself and its
next summand; b >= 1 is where the last of these sums is empty, or later. What is known
of n is not known of the numbers before it, so no fact about n is used, and an array of
n entries is taken as the beginning of a longer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.proving.definedness import Need, needs
from symloss.kernel.proving.field import Field
from symloss.kernel.proving.goals import Goal
from symloss.kernel.proving.hypotheses import Fact
from symloss.kernel.proving.lattice import NEGATIVE
from symloss.kernel.proving.nesting import nesting
from symloss.kernel.proving.signs import sign
from symloss.term import nodes as n
from symloss.term.sorts import INDEX, array
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

_ONE = n.Number(Fraction(1))
_NESTED = 3  # sums in each other; the step writes each of them twice

Values = dict[n.Term, n.Term]


@dataclass(frozen=True)
class Part:
    """A part of an induction: a goal, the facts that it may use, and what must have a value whatever n is."""

    goal: Goal
    facts: tuple[Fact, ...]
    defined: tuple[Need, ...]


@dataclass(frozen=True)
class Induction:
    """What shows a goal for every n."""

    on: n.Symbol
    parts: tuple[Part, Part, Part]


def inductions(goal: Goal, facts: list[Fact], field: Field) -> Iterator[Induction]:
    """Yield each way to show an equation between sums by induction."""
    if goal.op != "=" or goal.must or max(nesting(goal.left), nesting(goal.right)) > _NESTED:
        return
    for symbol in sorted(_ends(goal), key=lambda s: s.name):
        begin = _beginning(goal, symbol, field)
        if begin is None:
            continue
        known = tuple(f for f in facts if symbol not in free_symbols(f.truth))
        later = (*known, Fact(n.Relation(">=", symbol, begin), (), "", "case"))
        endless = _endless(goal, symbol)
        moving = [need for need in (*goal.left_needs, *goal.right_needs) if _moves(need, symbol)]
        first: Values = {symbol: begin}
        after: Values = {symbol: n.Add((symbol, _ONE))}
        reached = Goal(symbol, ">=", begin)
        yield Induction(
            symbol,
            (
                Part(reached, tuple(facts), ()),
                Part(_without_empty(endless.put(first), field), known, tuple(need.put(first) for need in moving)),
                Part(_next(endless, symbol), later, tuple(need.put(after) for need in moving)),
            ),
        )


def _ends(goal: Goal) -> set[n.Symbol]:
    """Return the numbers n of which a sum runs up to n, n + 1, n - 1, ..."""
    return {
        end
        for side in (goal.left, goal.right)
        for part in subterms(side)
        if isinstance(part, n.Bind) and isinstance(part.over, n.Range) and part.kind == "sum"
        for end in free_symbols(part.over.upper)
        if end.sort == INDEX and end not in free_symbols(part.over.lower) and end in free_symbols(side)
    }


def _shift(upper: n.Term, symbol: n.Symbol) -> bool:
    """Return whether an end is n, or n and a number."""
    if upper == symbol:
        return True
    others = [t for t in upper.terms if t != symbol] if isinstance(upper, n.Add) else []
    return (
        isinstance(upper, n.Add) and len(others) == len(upper.terms) - 1 and all(_number(t) is not None for t in others)
    )


def _sums(goal: Goal, symbol: n.Symbol) -> list[n.Bind]:
    found = [part for side in (goal.left, goal.right) for part in subterms(side) if isinstance(part, n.Bind)]
    return list(dict.fromkeys(part for part in found if symbol in free_symbols(part.over)))


def _beginning(goal: Goal, symbol: n.Symbol, field: Field) -> n.Term | None:
    """Return the least n >= 1 at which no sum runs backwards, if it is known that n is not below it."""
    begins: list[n.Term] = [_ONE]
    for part in _sums(goal, symbol):
        over = part.over
        if part.kind != "sum" or not isinstance(over, n.Range) or not _shift(over.upper, symbol):
            return None
        if symbol in free_symbols(over.lower):
            return None
        beyond = n.Add((over.lower, n.Neg(substitute(over.upper, {symbol: _ONE}))))  # lower - 1 - c
        begins.append(field.term(field.of(beyond)))
    begins = list(dict.fromkeys(begins))
    for begin in begins:
        others = [b for b in begins if b != begin]
        if all(_not_below(begin, other, field) for other in others) and _not_below(symbol, begin, field):
            return begin
    return None


def _not_below(one: n.Term, other: n.Term, field: Field) -> bool:
    return not sign(field.of(one) - field.of(other), field) & NEGATIVE


def _moves(need: Need, symbol: n.Symbol) -> bool:
    """Return whether a condition speaks of n otherwise than by the range of its letters."""
    return any(symbol in free_symbols(truth) for truth in (need.truth, *need.guards))


def _endless(goal: Goal, symbol: n.Symbol) -> Goal:
    """Return the goal with arrays of n entries as beginnings of longer ones."""
    more: Values = {symbol: n.Symbol(f"{symbol.name}#all", INDEX)}
    arrays: Values = {
        part: n.Symbol(part.name, array(tuple(substitute(size, more) for size in part.sort.shape)))
        for side in (goal.left, goal.right)
        for part in subterms(side)
        if isinstance(part, n.Symbol) and any(symbol in free_symbols(size) for size in part.sort.shape)
    }
    return goal.put(arrays)


def _without_empty(goal: Goal, field: Field) -> Goal:
    """Return a goal in which sums from l to l - 1 are 0."""

    def change(term: n.Term) -> n.Term:
        over = term.over if isinstance(term, n.Bind) and term.kind == "sum" else None
        empty = isinstance(over, n.Range) and (field.of(over.upper) - field.of(over.lower)).number == -1
        return n.Number(Fraction(0)) if empty else rebuild(term, change)

    return _with_needs(goal, change(goal.left), change(goal.right))


def _with_needs(goal: Goal, left: n.Term, right: n.Term) -> Goal:
    """Return the equation of these sides; what was met on the way to the derivatives in `goal` stays."""
    seams = ([need for need in side if need.seam] for side in (goal.left_needs, goal.right_needs))
    left_needs, right_needs = (
        tuple(dict.fromkeys((*needs(side), *met))) for side, met in zip((left, right), seams, strict=True)
    )
    return Goal(left, goal.op, right, left_needs, right_needs)


def _number(term: n.Term) -> Fraction | None:
    if isinstance(term, n.Number):
        return term.value
    return -term.term.value if isinstance(term, n.Neg) and isinstance(term.term, n.Number) else None


def _next(goal: Goal, symbol: n.Symbol) -> Goal:
    """Return the goal D(n + 1) = D(n), with each sum at n + 1 as the sum at n and one summand."""
    left, right = (n.Add((_peeled(a, symbol), b)) for a, b in ((goal.left, goal.right), (goal.right, goal.left)))
    return _with_needs(goal.put({symbol: n.Add((symbol, _ONE))}), left, right)


def _peeled(term: n.Term, symbol: n.Symbol) -> n.Term:
    """Return a term at n + 1."""
    after: Values = {symbol: n.Add((symbol, _ONE))}
    if isinstance(term, n.Bind) and symbol in free_symbols(term.over):
        assert isinstance(term.over, n.Range)
        body = _peeled(term.body, symbol)
        last = substitute(body, {term.index: substitute(term.over.upper, after)})
        return n.Add((replace(term, body=body), last))
    if term == symbol:
        return after[symbol]
    return rebuild(term, lambda part: _peeled(part, symbol))
