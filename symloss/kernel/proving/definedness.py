"""Where a term has a real value, as conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.lattice import OF_RELATION
from symloss.kernel.proving.nesting import index_at
from symloss.kernel.proving.signs import sign
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, function_of
from symloss.term.sorts import INDEX
from symloss.term.walk import children, free_symbols, substitute

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_LETTERS = 2000  # a depth at which no index of a sum stands
_COUNTERS = frozenset("ijklrst")  # customary names of what runs, not of how far it runs

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))


@dataclass(frozen=True)
class Need:
    """A condition for a term to have a value.

    It is needed for every value of `letters` in their ranges, and only where all
    `guards` are true. `exact`: without it there is no value; otherwise the term may
    have one (0^b) and the prover has to show the condition or leave the claim open.
    `unless`: a derivative exists also where the condition fails if all equations of one
    of these groups hold there (two pieces that meet with one value and one slope).
    `seam`: it was met on the way to a derivative, which may exist also where it fails.
    """

    truth: n.Relation
    letters: tuple[tuple[n.Symbol, n.Term], ...] = ()
    guards: tuple[n.Term, ...] = ()
    exact: bool = True
    unless: tuple[tuple[n.Relation, ...], ...] = ()
    seam: bool = field(default=False, compare=False)

    def map(self, change: Callable[[n.Term], n.Term]) -> Need:
        """Return the condition with every truth in it changed."""
        truth = _relation(change(self.truth))
        guards = tuple(map(change, self.guards))
        return replace(
            self,
            truth=truth,
            guards=guards,
            unless=tuple(tuple(_relation(change(r)) for r in group) for group in self.unless),
        )

    def for_every(self, index: n.Symbol, over: n.Term) -> Need:
        """Return the condition for every value of an index, unless an index further in has its name."""
        bound = any(letter == index for letter, _ in self.letters)
        return self if bound else replace(self, letters=(*self.letters, (index, over)))


def _relation(term: n.Term) -> n.Relation:
    assert isinstance(term, n.Relation)
    return term


def needs(term: n.Term) -> Iterator[Need]:
    """Yield the conditions under which an expanded term has a value, without repetition."""
    seen: set[Need] = set()
    for need in _needs(term):
        if need not in seen:
            seen.add(need)
            yield need


def discharged(need: Need, field: Field) -> bool:
    """Return whether the facts imply the condition, for every value of its letters."""
    put: dict[n.Term, n.Term] = {}
    for letter, over in reversed(need.letters):  # the outermost first
        if isinstance(over, n.Range | n.Except):
            put[letter] = index_at(_LETTERS + len(put), substitute(over, put), field)
    left, right = (substitute(side, put) for side in (need.truth.left, need.truth.right))
    try:
        found = sign(field.of(left) - field.of(right), field)
    except OutOfReach:
        return False
    return not found & ~OF_RELATION[need.truth.op]


def fails_at_first(need: Need, field: Field) -> bool:
    """Return whether a condition for every index of a range surely fails at its first: 1/k for k = 0."""
    if len(need.letters) != 1 or need.guards or not need.exact or need.seam:
        return False
    ((letter, over),) = need.letters
    if not isinstance(over, n.Range) or not field.certainly_not_empty(over):
        return False
    first: dict[n.Term, n.Term] = {letter: over.lower}
    try:
        found = sign(
            field.of(substitute(need.truth.left, first)) - field.of(substitute(need.truth.right, first)), field
        )
    except OutOfReach:
        return False
    return not found & OF_RELATION[need.truth.op]


def literal(term: n.Term) -> Fraction | None:
    """Return the value of a term made of numbers only (a short one), or None."""
    match term:
        case n.Number(value):
            return value
        case n.Neg(inner):
            inside = literal(inner)
            return None if inside is None else -inside
        case n.Div(top, bottom):
            left, right = literal(top), literal(bottom)
            return left / right if left is not None and right else None
        case n.Add(terms):
            values = [literal(t) for t in terms]
            return sum((v for v in values if v is not None), Fraction(0)) if None not in values else None
    return None


def _needs(term: n.Term) -> Iterator[Need]:
    if isinstance(term, n.Bind):
        for need in _needs(term.body):
            bound = any(letter == term.index for letter, _ in need.letters)  # by an index further in
            inside = term.index in free_symbols(need.truth) and not bound
            if inside:
                yield need.for_every(term.index, term.over)
            else:
                yield replace(need, guards=(*_not_empty(term), *need.guards))
        yield from _needs_of_range(term)
        return
    if isinstance(term, n.Cases):
        yield from _needs_of_cases(term)
        return
    for child in children(term):
        yield from _needs(child)
    match term:
        case n.Div(_, bottom):
            if not literal(bottom):
                yield Need(n.Relation("!=", bottom, ZERO))
        case n.Pow(base, exponent):
            yield from _needs_of_power(base, exponent)
        case n.Apply():
            row = function_of(term)
            if row is not None:
                yield from _needs_of_function(row.name, term.arguments)


def _not_empty(term: n.Bind) -> tuple[n.Term, ...]:
    """Return the guard that a sum or product has something in it at all: an empty one asks for nothing.

    It is left out where there is one: 1..K, 0..K - 1, and K of what arrays and sizes count is at least 1.
    A letter that counts (`_COUNTERS`) may itself begin at 0.
    """
    over = term.over.base if isinstance(term.over, n.Except) else term.over
    if term.kind not in ("sum", "product") or not isinstance(over, n.Range):
        return ()
    low, high = over.lower, over.upper
    if isinstance(term.over, n.Except):
        most = n.Number(Fraction(len(term.over.without)))
        return (n.Relation("<=", n.Add((low, most)), high),)
    whole = n.Range(ONE, high), n.Range(ZERO, high)
    before = isinstance(high, n.Add) and len(high.terms) == 2 and high.terms[1] == n.Neg(ONE)
    if (over in whole and isinstance(high, n.Symbol) and high.name not in _COUNTERS) or (over == whole[1] and before):
        return ()
    first, last = literal(low), literal(high)
    return () if first is not None and last is not None and first <= last else (n.Relation("<=", low, high),)


def _needs_of_range(term: n.Bind) -> Iterator[Need]:
    """Yield what the bounds ask for, and that a maximum or minimum has something to be taken of."""
    yield from _needs(term.over)
    if term.kind in n.OPTIMA and isinstance(term.over, n.Range):
        yield Need(n.Relation("<=", term.over.lower, term.over.upper))
    if term.kind in n.OPTIMA and isinstance(term.over, n.Except) and isinstance(term.over.base, n.Range):
        low, high = term.over.base.lower, term.over.base.upper
        yield Need(n.Relation("<", low, high))


def _needs_of_cases(term: n.Cases) -> Iterator[Need]:
    before: tuple[n.Term, ...] = ()
    for value, condition in zip(term.values, term.conditions, strict=True):
        yield from _needs(condition)
        yield from (replace(need, guards=(*before, condition, *need.guards)) for need in _needs(value))
        before = (*before, n.Not(condition))
    if term.otherwise is not None:
        yield from (replace(need, guards=(*before, *need.guards)) for need in _needs(term.otherwise))


def _needs_of_power(base: n.Term, exponent: n.Term) -> Iterator[Need]:
    value = literal(exponent)
    if value is None:
        if all(s.sort == INDEX for s in free_symbols(exponent)) and free_symbols(exponent):
            if not isinstance(exponent, n.Symbol):
                yield Need(n.Relation("!=", base, ZERO), exact=False)
        elif (known := literal(base)) is None or known <= 0:
            yield Need(n.Relation(">", base, ZERO), exact=False)
    elif value.denominator == 1:
        if value <= 0:
            yield Need(n.Relation("!=", base, ZERO))
    else:
        yield Need(n.Relation(">=" if value > 0 else ">", base, ZERO))


def _needs_of_function(name: str, arguments: tuple[n.Term, ...]) -> Iterator[Need]:
    x = arguments[0]
    known = literal(x)
    if known is not None and known > 0 and name in ("ln", "sqrt", "log_base"):
        arguments = arguments[1:]
        if not arguments:
            return
        x = arguments[0]
        name = "base"
    match name:
        case "ln":
            yield Need(n.Relation(">", x, ZERO))
        case "log_base":
            yield Need(n.Relation(">", x, ZERO))
            yield from _needs_of_function("base", arguments[1:])
        case "base":
            if known is None or literal(x) is None or literal(x) == 1 or (literal(x) or 0) <= 0:
                yield Need(n.Relation(">", x, ZERO))
                yield Need(n.Relation("!=", x, ONE))
        case "sqrt":
            yield Need(n.Relation(">=", x, ZERO))
        case "logit":
            yield Need(n.Relation(">", x, ZERO))
            yield Need(n.Relation("<", x, ONE))
        case "artanh":
            yield Need(n.Relation(">", x, n.Neg(ONE)))
            yield Need(n.Relation("<", x, ONE))
        case "tan":
            yield Need(n.Relation("!=", FUNCTIONS["cos"](x), ZERO))
        case "Gamma" | "lnGamma" | "digamma":
            yield Need(n.Relation(">", x, ZERO), exact=False)
        case "factorial":
            yield Need(n.Relation(">=", x, ZERO))
