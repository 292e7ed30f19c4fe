"""Which simple exact numbers a symbol may take, as far as facts about it alone say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import prod
from zlib import crc32

from flint import fmpq

from symloss.kernel.values.balls import Undefined, Unknown, fraction
from symloss.kernel.values.environment import Environment, environment
from symloss.kernel.values.evaluate import with_more_bits, worth
from symloss.kernel.values.point import Entries, Index, Point, indices
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorts import SCALAR
from symloss.term.walk import free_symbols

_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _fractions(text: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(word) for word in text.split())


_SIMPLE = _fractions("0 1 -1 2 1/2 -2 3 -1/2 1/3 3/2 -3 2/3 1/4 5 -3/2 3/4 -5/3 7/3 -1/4 10 -7/2 13/5 -11/4 4 -6")
_BETWEEN = _fractions("1/2 1/3 2/3 1/4 3/4 1/5 4/5 2/5 3/5 1/10 9/10 3/7 5/8 1/20 19/20")


@dataclass(frozen=True)
class Domain:
    """What unary facts leave of the real numbers; `total`: the sum of the entries along `axis` (None: of all)."""

    lower: Fraction | None = None
    upper: Fraction | None = None
    open_lower: bool = False
    open_upper: bool = False
    members: tuple[Fraction, ...] | None = None
    total: Fraction | None = None
    axis: int | None = 0

    def __contains__(self, x: Fraction) -> bool:
        """Return whether x satisfies the bounds and the set."""
        if self.members is not None and x not in self._set:
            return False
        above = self.lower is None or x > self.lower or (x == self.lower and not self.open_lower)
        return above and (self.upper is None or x < self.upper or (x == self.upper and not self.open_upper))

    @cached_property
    def _set(self) -> frozenset[Fraction]:
        return frozenset(self.members or ())

    @cached_property
    def candidates(self) -> tuple[Fraction, ...]:
        """Return simple numbers of the domain, the simplest first."""
        if self.members is not None:
            return tuple(x for x in self.members if x in self)
        wide: list[Fraction] = [x for x in _SIMPLE if x in self]
        if self.lower is not None and self.upper is not None:
            ends = [x for x in (self.lower, self.upper) if x in self]
            between = [self.lower + (self.upper - self.lower) * part for part in _BETWEEN]
            wide = [*ends, *between, *wide]
        elif self.lower is not None:
            wide += [x for x in (self.lower, *(self.lower + abs(x) for x in _SIMPLE)) if x in self]
        elif self.upper is not None:
            wide += [x for x in (self.upper, *(self.upper - abs(x) for x in _SIMPLE)) if x in self]
        return tuple(dict.fromkeys(wide))

    def draw(self, key: str, turn: int) -> Fraction | None:
        """Return the number for a name at this turn: the simplest at first, later any of the candidates."""
        listed = self.candidates
        if not listed:
            return None
        if turn == 0:
            return listed[0]
        width = min(len(listed), 2 if turn < 3 else 6 if turn < 9 else len(listed))
        return listed[crc32(f"{key} {turn}".encode()) % width]

    def fill(self, name: str, shape: Index, turn: int) -> Entries | None:
        """Return an array of `shape` with all entries in the domain, and the total along each line."""
        if self.total is None:
            drawn = [self.draw(f"{name}{index}", turn) for index in indices(shape)]
            return None if None in drawn else Entries(shape, tuple(x for x in drawn if x is not None))
        if self.axis is None:
            whole = self._line(name, prod(shape), turn)
            return None if whole is None else Entries(shape, tuple(whole))
        numbers: dict[Index, Fraction] = {}
        for line in indices(tuple(1 if a == self.axis else size for a, size in enumerate(shape))):
            entries = self._line(f"{name}{line}", shape[self.axis], turn)
            if entries is None:
                return None
            for place, x in enumerate(entries, start=1):
                numbers[(*line[: self.axis], place, *line[self.axis + 1 :])] = x
        return Entries(shape, tuple(numbers[index] for index in indices(shape)))

    def _line(self, key: str, size: int, turn: int) -> list[Fraction] | None:
        assert self.total is not None
        code = crc32(f"{key} {turn}".encode())
        if self.lower is None and self.members is None and turn % 3 == 2:
            drawn = [self.draw(f"{key} {i}", turn) or Fraction(0) for i in range(size - 1)]
            return [*drawn, self.total - sum(drawn)]
        whole = self.members is not None or (turn < 5 and turn % 2 == 0)
        if whole and Fraction(0) in self and self.total in self:
            hot = code % size
            return [self.total if i == hot else Fraction(0) for i in range(size)]
        first = 0 if Fraction(0) in self and turn % 4 == 3 else 1
        weights = [Fraction(first + (code >> (3 * i)) % 4) if turn > 1 else Fraction(1) for i in range(size)]
        weights[code % size] += 1 - first
        found = [self.total * w / sum(weights) for w in weights]
        return found if all(x in self for x in found) else None


def exact(term: n.Term, scope: Scope, point: Point = Point()) -> Fraction | None:  # noqa: B008 (frozen)
    """Return the value of `term` if it is rational and known to be, else None."""
    return rational(term, lambda: environment(scope, point))


def rational(term: n.Term, make: Callable[[], Environment]) -> Fraction | None:
    """Return the value of `term` in an environment if it is rational and known to be, else None."""
    try:
        found = with_more_bits(lambda: worth(term, make()))
    except (Undefined, Unknown):
        return None
    return fraction(found) if isinstance(found, fmpq) else None


def domains(truths: Iterable[n.Term], scope: Scope) -> dict[str, Domain]:
    """Return what the facts about one symbol (or each entry of one array) alone say, by name."""
    found: dict[str, Domain] = {}
    listed = list(truths)
    for truth in listed:
        for name, change in _unary(truth, scope):
            found[name] = change(found.get(name, Domain()))
    chains = [link for truth in listed for link in _links(truth)]
    for _ in chains:  # x > y and y > 100: so x > 100
        for less, more in chains:
            low, high = found.get(less, Domain()), found.get(more, Domain())
            if low.lower is not None and (high.lower is None or high.lower < low.lower):
                found[more] = replace(high, lower=low.lower, open_lower=low.open_lower)
            if high.upper is not None and (low.upper is None or low.upper > high.upper):
                found[less] = replace(low, upper=high.upper, open_upper=high.open_upper)
    return found


def _links(truth: n.Term) -> Iterator[tuple[str, str]]:
    """Yield the names of two numbers of which the first is at most the second."""
    if isinstance(truth, n.Relation) and truth.op in _MIRROR:
        sides = (truth.left, truth.right) if truth.op[0] == "<" else (truth.right, truth.left)
        less, more = (side.name if isinstance(side, n.Symbol) and side.sort == SCALAR else "" for side in sides)
        if less and more:
            yield less, more


def _subject(term: n.Term) -> str | None:
    """Return the name of a symbol or of an array whose entry this is."""
    if isinstance(term, n.Indexed):
        term = term.base
    return term.name if isinstance(term, n.Symbol) else None


class _Narrow:
    """A change of a domain, from one fact."""

    def __init__(self, **changes: object) -> None:
        self.changes = changes

    def __call__(self, domain: Domain) -> Domain:
        """Return the narrower of what was known and what this fact says."""
        lower, upper = self.changes.get("lower"), self.changes.get("upper")
        changes = dict(self.changes)
        if isinstance(lower, Fraction) and domain.lower is not None and domain.lower > lower:
            del changes["lower"], changes["open_lower"]
        if isinstance(upper, Fraction) and domain.upper is not None and domain.upper < upper:
            del changes["upper"], changes["open_upper"]
        return replace(domain, **changes)  # type: ignore[arg-type]


def _unary(truth: n.Term, scope: Scope) -> Iterator[tuple[str, _Narrow]]:
    if isinstance(truth, n.Relation):
        yield from _from_relation(truth.op, truth.left, truth.right, scope)
        yield from _from_relation(_MIRROR.get(truth.op, truth.op), truth.right, truth.left, scope)
    elif isinstance(truth, n.Member):
        yield from _from_set(truth, scope)
    elif isinstance(truth, n.Or) and all(isinstance(t, n.Relation) and t.op == "=" for t in truth.truths):
        equations = [t for t in truth.truths if isinstance(t, n.Relation)]
        names = {_subject(t.left) for t in equations}
        values = [exact(t.right, scope) for t in equations]
        if len(names) == 1 and None not in names and None not in values:
            yield names.pop() or "", _Narrow(members=tuple(values))


def _from_relation(op: str, left: n.Term, right: n.Term, scope: Scope) -> Iterator[tuple[str, _Narrow]]:
    if free_symbols(right):
        return
    bound = exact(right, scope)
    name = _subject(left)
    if bound is None:
        return
    if name is not None and op in _MIRROR:
        side = "lower" if op in (">", ">=") else "upper"
        yield name, _Narrow(**{side: bound, f"open_{side}": op in ("<", ">")})
    if name is not None and op == "=" and isinstance(left, n.Symbol):
        yield name, _Narrow(members=(bound,))
    if op == "=" and (base := _summed_array(left)) is not None:
        yield base, _Narrow(total=bound, axis=None)
    elif op == "=" and isinstance(left, n.Bind) and left.kind == "sum" and isinstance(left.body, n.Indexed):
        base = _subject(left.body)
        if base is not None and left.body.indices.count(left.index) == 1 and isinstance(left.over, n.Range):
            yield base, _Narrow(total=bound, axis=left.body.indices.index(left.index))


def _summed_array(term: n.Term) -> str | None:
    """Return the name of the array of several axes whose entries are all summed up."""
    letters: list[n.Symbol] = []
    while isinstance(term, n.Bind) and term.kind == "sum" and isinstance(term.over, n.Range):
        letters.append(term.index)
        term = term.body
    if len(letters) < 2 or not isinstance(term, n.Indexed) or not isinstance(term.base, n.Symbol):
        return None
    every = sorted(s.name for s in letters) == sorted(str(i) for i in term.indices)
    return term.base.name if every and len(term.base.sort.shape) == len(letters) else None


def _from_set(truth: n.Member, scope: Scope) -> Iterator[tuple[str, _Narrow]]:
    name = _subject(truth.term)
    if name is None:
        return
    over = truth.set
    if isinstance(over, n.FiniteSet):
        values = [exact(e, scope) for e in over.elements]
        if None not in values:
            yield name, _Narrow(members=tuple(values))
    elif isinstance(over, n.Interval):
        lower, upper = exact(over.lower, scope), exact(over.upper, scope)
        if lower is not None:
            yield name, _Narrow(lower=lower, open_lower=over.open_lower)
        if upper is not None:
            yield name, _Narrow(upper=upper, open_upper=over.open_upper)
