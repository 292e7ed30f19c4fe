"""Entries that a text counts from 0 to N - 1: they are read as those from 1 to N.

That changes the names of the entries and nothing else, as long as the whole text counts
them so: its sums run from 0 to N - 1 or from some number to N - 1, its dots from x_0 to
x_{N-1}, and what it writes out is x_0, x_1, x_{N-1} or x_i. An array that it counts from
elsewhere, or shifts (a_{k+1}), and one with whose index it also reckons (i a_i, j = 0)
keep the numbers that are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.mentions import within
from symloss.proofs.names.walks import bounds, nodes, on_sides, with_conditions

_PLAIN = frozenset(map(str, range(10)))  # 00 is an entry of a matrix


@dataclass(frozen=True)
class Counting:
    """How a text counts: `from_zero`, the arrays that it counts from 0 to N - 1 wherever it counts them.

    otherwise: those that it counts in another way, and "to N" for an N that is more than a number of entries.
    letters: those that it lets run from 0 to N - 1 through the first.
    """

    from_zero: frozenset[str] = frozenset()
    otherwise: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Run:
    """Entries in a row, of a sum or with dots: the arrays, the letters of N, and whether only entries are counted."""

    arrays: frozenset[str]
    ends: frozenset[str]
    plain: bool


def counting_in(formulas: Iterable[Formula], said: Iterable[Formula] = ()) -> Counting:
    """Return which arrays a text counts from 0, if it does so wherever it counts them; said: what is assumed beside it.

    Arrays that are summed together, or to the same N, are counted alike. Where an N is itself an index (a_N, S_N) or
    is counted (j from 0 to i - 1), the numbers that are written matter.
    """
    read = list(with_conditions(formulas))
    parts = [part for formula in read for part in _own_nodes(formula)]
    runs = [run for part in parts if (run := _run(part)) is not None]
    ends = frozenset().union(*(run.ends for run in runs))
    indices = {letter for part in parts for letter in _indices(part)}
    counted_by = _counted_by(parts)
    otherwise = {array for part in parts for array in _counted_otherwise(part, ends)}
    otherwise |= {names.spell(part.base) for part in _below(said) if not isinstance(part.sub, t.Letter)}
    otherwise |= {array for run in runs if not run.plain for array in run.arrays}
    otherwise |= {array for formula in read for array in _reckoned_with(formula, counted_by)}
    otherwise |= {_to(end) for end in ends & indices}
    together = [run.arrays | {_to(end) for end in run.ends} for run in runs]
    while any(group & otherwise and not group <= otherwise for group in together):
        otherwise |= {name for group in together if group & otherwise for name in group}
    from_zero = frozenset().union(*(run.arrays for run in runs)) - otherwise
    letters = {letter for letter, arrays in counted_by.items() if arrays <= from_zero}
    return Counting(from_zero, frozenset(otherwise), frozenset(letters))


def from_one(node: t.Node, counting: Counting) -> t.Node:
    """Return an entry x_0 as x_1, and a sum from 0 to N - 1 over entries as one from 1 to N."""
    if isinstance(node, t.Scripted) and node.sub is not None and names.spell(node.base) in counting.from_zero:
        return replace(node, sub=_next(node.sub))
    if not isinstance(node, t.Big) or (ends := _ends(node)) is None:
        return node
    letter, lower = ends
    arrays = dict(_entries(node.body, letter))
    if _is_a_number(letter, node.body) or not all(arrays.values()) or counting.otherwise & set(arrays):
        return node
    if lower != "0" and not (arrays and set(arrays) <= counting.from_zero):
        return node
    assert isinstance(node.sub, t.Chain) and node.sup is not None, "both ends were seen"
    sub = replace(node.sub, sides=(node.sub.sides[0], _next(node.sub.sides[1])))
    return replace(node, sub=sub, sup=_next(node.sup))


def range_from_one(formula: Formula, counting: Counting) -> Formula:
    r"""Return `i = 0, \ldots, N - 1` as `i = 1, \ldots, N`, where i counts the entries of arrays counted from 0."""
    head = formula.sides[0] if formula.sides else None
    if head is None or head.node is None or names.spell(head.node) not in counting.letters:
        return formula
    return on_sides(formula, lambda node: _next_items(node) if _is_range(node) else node)


def _is_range(node: t.Node) -> bool:
    """Whether this is 0, ..., N - 1."""
    if isinstance(node, t.Fenced) and node.body is not None:
        return _is_range(node.body)
    items = _items(node)
    dots = any(isinstance(item, t.Dots) for item in items)
    return dots and names.spell(items[0]) == "0" and _is_less_one(items[-1])


def _next_items(node: t.Node) -> t.Node:
    return t.rebuilt(node, lambda item: _next(item) if isinstance(item, t.Literal | t.Sum) else _next_items(item))


def _next(node: t.Node) -> t.Node:
    """Return 1 for 0, N for N - 1; a letter stays what it is."""
    if isinstance(node, t.Literal):
        return replace(node, text=str(int(node.text) + 1))
    return node.terms[0] if _is_less_one(node) and isinstance(node, t.Sum) else node


def _is_less_one(node: t.Node | None) -> bool:
    """Whether this is N - 1."""
    return isinstance(node, t.Sum) and node.signs == ("+", "-") and names.spell(node.terms[1]) == "1"


def _to(end: str) -> str:
    return f"to {end}"


# --- what counts from 0 ------------------------------------------------------------------


def _run(node: t.Node) -> _Run | None:
    """Return the entries that a sum from 0 to N - 1 or x_0, ..., x_{N-1} runs through."""
    if isinstance(node, t.Big):
        ends = _ends(node)
        if ends is None or ends[1] != "0" or node.sup is None:
            return None
        arrays = dict(_entries(node.body, ends[0]))
        plain = all(arrays.values()) and not _is_a_number(ends[0], node.body)
        return _Run(frozenset(arrays), _letters(node.sup), plain)
    items = _items(node)
    dots = [k for k, item in enumerate(items) if isinstance(item, t.Dots)]
    if not dots or dots[-1] + 1 == len(items):
        return None
    first = {
        names.spell(p.base) for p in _scripted(items[: dots[0]]) if p.sub is not None and names.spell(p.sub) == "0"
    }
    last = [p for p in _scripted(items[dots[-1] + 1 :]) if _is_less_one(p.sub) and names.spell(p.base) in first]
    letters = frozenset().union(*(_letters(p.sub) for p in last if p.sub is not None))
    below = {id(part) for p in last if p.sub is not None for part in t.walk(p.sub)}
    apart = (part for part in t.walk(items[dots[-1] + 1]) if id(part) not in below)
    plain = not any(_is_less_one(part) or (isinstance(part, t.Letter) and part.name in letters) for part in apart)
    return _Run(frozenset(names.spell(p.base) for p in last), letters, plain) if last else None


def _items(node: t.Node) -> tuple[t.Node, ...]:
    match node:
        case t.Sum(terms=items) | t.Listing(items=items) | t.Product(factors=items):
            return items
        case _:
            return ()


def _scripted(items: Iterable[t.Node]) -> Iterator[t.Scripted]:
    yield from (part for item in items for part in t.walk(item) if isinstance(part, t.Scripted))


def _letters(node: t.Node) -> frozenset[str]:
    return frozenset(part.name for part in t.walk(node) if isinstance(part, t.Letter))


def _ends(node: t.Big) -> tuple[str, str] | None:
    """Return the letter and the first number of a sum from a number to N - 1."""
    sub = node.sub
    if not isinstance(sub, t.Chain) or sub.ops != ("=",) or not _is_less_one(node.sup):
        return None
    lower = sub.sides[1]
    return (names.spell(sub.sides[0]), lower.text) if isinstance(lower, t.Literal) and lower.text.isdigit() else None


def _own(formula: Formula) -> Iterator[t.Node]:
    """Yield the sides of a formula; a letter that only runs from 0 to N - 1 is no number there."""
    sides = [side.node for side in formula.sides if side is not None and side.node is not None]
    if len(sides) == 2 and isinstance(sides[0], t.Letter) and _is_range(sides[1]):
        sides = sides[1:]
    yield from sides


def _own_nodes(formula: Formula) -> Iterator[t.Node]:
    for side in _own(formula):
        yield from t.walk(side)


# --- what does not ------------------------------------------------------------------------


def _counted_otherwise(node: t.Node, ends: frozenset[str]) -> Iterator[str]:
    """Yield the array of an entry that is shifted, or has numbers among several indices, and those of other sums."""
    if isinstance(node, t.Scripted) and node.sub is not None and not _may_count_from_zero(node.sub, ends):
        yield names.spell(node.base)
    elif isinstance(node, t.Scripted) and isinstance(node.sup, t.Fenced) and isinstance(node.sup.body, t.Literal):
        yield _above(node)
    elif isinstance(node, t.Big) and _ends(node) is None:
        for item in node.sub.items if isinstance(node.sub, t.Listing) else (node.sub,):
            if isinstance(item, t.Chain) and item.ops == ("=",):
                yield from dict(_entries(node.body, names.spell(item.sides[0])))


def _below(formulas: Iterable[Formula]) -> Iterator[t.Scripted]:
    """Yield the entries in formulas."""
    parts = (part for formula in formulas for part in nodes(formula))
    yield from (part for part in parts if isinstance(part, t.Scripted) and part.sub is not None)


def _may_count_from_zero(sub: t.Node, ends: frozenset[str]) -> bool:
    """Whether a subscript is 0, N - 1 or a letter; those of several indices are letters only."""
    if isinstance(sub, t.Literal):
        return sub.text in _PLAIN
    if _is_less_one(sub):
        return _letters(sub) <= ends
    return not any(isinstance(part, t.Literal | t.Sum) for part in t.walk(sub))


def _counted_by(parts: Iterable[t.Node]) -> dict[str, set[str]]:
    """Return the arrays of which a letter alone counts the entries."""
    found: dict[str, set[str]] = {}
    for part in parts:
        if isinstance(part, t.Scripted) and isinstance(part.sub, t.Letter):
            found.setdefault(names.spell(part.sub), set()).add(names.spell(part.base))
    return found


def _reckoned_with(formula: Formula, counted_by: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the arrays with whose index a formula reckons: i x_i, or j = 0, whatever j counts."""
    own = list(_own(formula))
    for letter, arrays in _counted_by(part for side in own for part in t.walk(side)).items():
        if any(_is_a_number(letter, _without_ends(side)) for side in own):
            yield from arrays
    for one, other in pairwise(names.spell(side) for side in own):
        for letter in (one if other.isdigit() else "", other if one.isdigit() else ""):
            yield from counted_by.get(letter, ())


def _without_ends(node: t.Node) -> t.Node:
    """Return a tree in which sums do not say from where to where they run."""
    return _without_ends(node.body) if isinstance(node, t.Big) else t.rebuilt(node, _without_ends)


def _indices(node: t.Node) -> Iterator[str]:
    """Yield the letters that are indices: below a name, bound by a sum, or all that stands in the brackets of S(n)."""
    if isinstance(node, t.Scripted) and node.sub is not None and not _is_less_one(node.sub):
        yield from _letters(node.sub)
    elif isinstance(node, t.Big):
        yield from (letter for letter, _ in bounds(node))
    elif isinstance(node, t.Product):
        for before, behind in pairwise(node.factors):
            if isinstance(before, t.Letter) and isinstance(behind, t.Fenced) and isinstance(behind.body, t.Letter):
                yield behind.body.name


def _entries(node: t.Node, letter: str) -> Iterator[tuple[str, bool]]:
    """Yield the arrays of which the letter counts entries, and whether it does so alone, not as k + 1."""
    for part in t.walk(node):
        if isinstance(part, t.Scripted) and part.sub is not None and _mentions(part.sub, letter):
            sums = (inner for inner in t.walk(part.sub) if isinstance(inner, t.Sum))
            yield names.spell(part.base), not any(_mentions(inner, letter) for inner in sums)
        if isinstance(part, t.Scripted) and isinstance(part.sup, t.Fenced) and _mentions(part.sup, letter):
            yield _above(part), isinstance(part.sup.body, t.Letter)


def _above(node: t.Scripted) -> str:
    """Return the name of what is counted above: x^{(i)}."""
    return f"{names.spell(node.base)}^"


def _is_a_number(letter: str, node: t.Node) -> bool:
    """Whether the letter is used as a number: outside of subscripts, or in what may be an exponent."""
    mentions = survey(node)
    if any(m.name == letter and not any(within(m, other) for other in mentions) for m in mentions):
        return True
    above = (part.sup for part in t.walk(node) if isinstance(part, t.Scripted) and part.sup is not None)
    return any(_stands_alone(letter, sup) for sup in above if not isinstance(sup, t.Fenced))


def _stands_alone(letter: str, node: t.Node) -> bool:
    """Whether the letter is there otherwise than below another."""
    if isinstance(node, t.Scripted):
        return _stands_alone(letter, node.base)
    if isinstance(node, t.Letter):
        return node.name == letter
    return any(_stands_alone(letter, child) for child in t.below(node))


def _mentions(node: t.Node, letter: str) -> bool:
    return any(isinstance(part, t.Letter) and part.name == letter for part in t.walk(node))
