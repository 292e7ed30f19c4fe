"""Where a term has a real value, as conditions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.lattice import OF_RELATION
from symloss.kernel.proving.nesting import index_at
from symloss.kernel.proving.signs import sign
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, function_of
from symloss.term.sorts import INDEX
from symloss.term.walk import children, free_symbols, fresh, substitute

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_LETTERS = 2000  # a depth at which no index of a sum stands

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

    def put(self, values: Mapping[n.Term, n.Term]) -> Need:
        """Return the condition with symbols replaced, also in the ranges of its letters."""
        letters = tuple((letter, substitute(over, values)) for letter, over in self.letters)
        return replace(self, letters=letters).map(lambda term: substitute(term, values))

    def outside(self, binder: n.Bind, over: n.Term | None = None) -> Need:
        """Return a condition met in the body of a binder as it stands outside: an empty sum asks for nothing.

        It is for every value of the index if it speaks of it; else it holds where the
        range has a member at all. `over`: the range, where it is not the binder's own.
        """
        index, over = binder.index, binder.over if over is None else over
        guards = _not_empty(binder.kind, over)
        need = self.apart({index, *free_symbols(over)})
        if index in need.spoken_of():
            return replace(need, letters=(*need.letters, (index, over)))
        return replace(need, guards=(*guards, *need.guards))

    def spoken_of(self) -> frozenset[n.Symbol]:
        """Return the free symbols of the condition, of its guards and of the ranges of its letters."""
        terms = (self.truth, *self.guards, *(r for group in self.unless for r in group))
        found = frozenset(s for term in terms for s in free_symbols(term))
        for letter, over in self.letters:  # the innermost first
            found = (found - {letter}) | free_symbols(over)
        return found

    def apart(self, others: Collection[n.Symbol]) -> Need:
        """Return the condition with other names for the letters that are among `others`."""
        need = self
        for place, (letter, over) in enumerate(need.letters):
            if letter in others:
                new = fresh(letter, {*others, *need.spoken_of(), *(other for other, _ in need.letters)})
                inner = [(one, substitute(its, {letter: new})) for one, its in need.letters[:place]]
                letters = (*inner, (new, over), *need.letters[place + 1 :])
                need = replace(need.map(partial(substitute, values={letter: new})), letters=letters)
        return need


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
    return _surely(need.truth, _any_letters(need, field), field)


def unguarded(need: Need, field: Field) -> Need:
    """Return the condition without the guards that surely hold: 1..K has a member if K is a size."""
    at = _any_letters(need, field)
    guards = tuple(g for g in need.guards if not (isinstance(g, n.Relation) and _surely(g, at, field)))
    if guards == need.guards:
        return need
    need = replace(need, guards=guards)
    for place, (letter, over) in enumerate(need.letters):
        others = (*need.letters[:place], *need.letters[place + 1 :])
        without = replace(need, letters=others, guards=(*_not_empty("sum", over), *guards))
        if letter not in without.spoken_of():  # of a letter that only a guard spoke of, one value must be there
            return unguarded(without, field)
    return need


def _any_letters(need: Need, field: Field) -> dict[n.Term, n.Term]:
    """Return names for arbitrary values of the letters in their ranges."""
    put: dict[n.Term, n.Term] = {}
    for letter, over in reversed(need.letters):  # the outermost first
        if isinstance(over, n.Range | n.Except):
            put[letter] = index_at(_LETTERS + len(put), substitute(over, put), field)
    return put


def _surely(truth: n.Relation, at: Mapping[n.Term, n.Term], field: Field) -> bool:
    if truth.op not in OF_RELATION:  # a limit, or digits that are printed
        return False
    left, right = (substitute(side, at) for side in (truth.left, truth.right))
    try:
        found = sign(field.of(left) - field.of(right), field)
    except OutOfReach:
        return False
    return not found & ~OF_RELATION[truth.op]


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
        yield from (need.outside(term) for need in _needs(term.body))
        yield from _needs_of_range(term)
        return
    if isinstance(term, n.Cases):
        yield from _needs_of_cases(term)
        return
    if isinstance(term, n.Integral):  # where its integrand has no value it may still have one: of 1/sqrt(x) from 0
        yield from (need for need in _needs(term.body) if term.variable not in need.spoken_of())
        yield from (need for end in (term.lower, term.upper) if end is not None for need in _needs(end))
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


def _not_empty(kind: n.BinderKind, over: n.Term) -> tuple[n.Term, ...]:
    """Return the guard that the range has a member, unless it is sure; an optimum asks for one anyway."""
    base = over.base if isinstance(over, n.Except) else over
    if kind in n.OPTIMA or not isinstance(base, n.Range):
        return ()
    left_out = len(over.without) if isinstance(over, n.Except) else 0
    low = n.Add((base.lower, n.Number(Fraction(left_out)))) if left_out else base.lower
    first, last = literal(low), literal(base.upper)
    return () if first is not None and last is not None and first <= last else (n.Relation("<=", low, base.upper),)


def _needs_of_range(term: n.Bind) -> Iterator[Need]:
    """Yield what the bounds ask for, and that a maximum or minimum has something to be taken of."""
    yield from _needs(term.over)
    if term.kind in n.OPTIMA and isinstance(term.over, n.Range):
        yield Need(n.Relation("<=", term.over.lower, term.over.upper))
    if term.kind in n.OPTIMA and isinstance(term.over, n.Except) and isinstance(term.over.base, n.Range):
        yield _something_left(term.over.base, term.over.without)


def _something_left(base: n.Range, without: tuple[n.Term, ...]) -> Need:
    """Return that a range has more members than are left out.

    One letter that is left out of 1..K is taken to lie in it. One that is left out of a part of it (2..K) need not, and
    two may be equal: there the condition suffices.
    """
    low, more = base.lower, Fraction(len(without) - 1)
    if more:
        first = literal(low)
        low = n.Add((low, n.Number(more))) if first is None or first < 0 else n.Number(first + more)
    return Need(n.Relation("<", low, base.upper), exact=len(without) == 1 and base.lower in (ZERO, ONE))


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
