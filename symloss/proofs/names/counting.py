"""Entries that a text counts from 0: its sums from 0 to N - 1, and a_0 + ... + a_{N-1}, are read as sums from 1 to N.

That changes the names of the entries and nothing else, as long as the whole text counts
them so. An array of which an entry is written out (a_0, a_1), that another sum counts
from elsewhere, or that is shifted (a_{k+1}), keeps the numbers that are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.reading.survey import survey
from symloss.proofs.names.mentions import within
from symloss.proofs.names.walks import bounds


def counted_otherwise(formulas: Iterable[t.Node]) -> frozenset[str]:
    """Return the arrays of which a text writes out an entry, or which it counts otherwise than from 0 to N - 1.

    Arrays that are summed together, or to the same N, are counted alike. Where an N is itself an index (a_N, S_N) or
    is counted (j from 0 to i - 1), the numbers that are written matter.
    """
    parts = [part for formula in formulas for part in t.walk(formula)]
    run = listed_from_zero(parts)
    indices = {letter for part in parts if not _is_listed(part, run) for letter in _indices(part)}
    found: set[str] = set()
    together: list[set[str]] = []
    for part in parts:
        if isinstance(part, t.Scripted) and part.sub is not None and _is_written_out(part.sub):
            found |= set() if _is_listed(part, run) else {names.spell(part.base)}
        elif isinstance(part, t.Big) and not _from_zero(part):
            found |= {array for letter in _letters(part) for array, _ in _entries(part.body, letter)}
        elif isinstance(part, t.Big):
            arrays = {array for array, _ in _entries(part.body, _from_zero(part))}
            ends = {node.name for node in t.walk(part.sup) if isinstance(node, t.Letter)} if part.sup else set()
            together.append(arrays | {f"to {end}" for end in ends})
            found |= {f"to {end}" for end in ends & indices}
        together.append({names.spell(entry.base) for entry in _run_from_zero(part)})
    while any(group & found and not group <= found for group in together):
        found |= {name for group in together if group & found for name in group}
    return frozenset(found)


def listed_from_zero(parts: Iterable[t.Node]) -> frozenset[str]:
    """Return the arrays that a text lists as a_0, a_1, ..., a_{N-1}."""
    return frozenset(names.spell(entry.base) for part in parts for entry in _run_from_zero(part))


def _is_listed(node: t.Node, listed: frozenset[str]) -> bool:
    """Whether this is one of a_0, a_1, ..., a_{N-1}, of an array that is listed so."""
    entry = isinstance(node, t.Scripted) and node.sub is not None and _is_numbered(node.sub)
    return entry and isinstance(node, t.Scripted) and names.spell(node.base) in listed


def _indices(node: t.Node) -> Iterator[str]:
    """Yield the letters that are indices: below a name, bound by a sum, or all that stands in the brackets of S(n)."""
    if isinstance(node, t.Scripted) and node.sub is not None:
        yield from (part.name for part in t.walk(node.sub) if isinstance(part, t.Letter))
    elif isinstance(node, t.Big):
        yield from (letter for letter, _ in bounds(node))
    elif isinstance(node, t.Product):
        for before, behind in pairwise(node.factors):
            if isinstance(before, t.Letter) and isinstance(behind, t.Fenced) and isinstance(behind.body, t.Letter):
                yield behind.body.name


def from_one(node: t.Big, otherwise: frozenset[str]) -> t.Big:
    """Return a sum from 0 to N - 1 over entries as one from 1 to N, unless `otherwise` has one of the arrays."""
    letter = _from_zero(node)
    if not letter or _is_a_number(letter, node.body):
        return node
    if any(array in otherwise or not alone for array, alone in _entries(node.body, letter)):
        return node
    assert isinstance(node.sub, t.Chain) and isinstance(node.sup, t.Sum)
    zero = node.sub.sides[1]
    one = replace(zero, text="1") if isinstance(zero, t.Literal) else zero
    return replace(node, sub=replace(node.sub, sides=(node.sub.sides[0], one)), sup=node.sup.terms[0])


def entry_from_one(node: t.Scripted) -> t.Scripted:
    """Return a_0, a_1, ..., a_{N-1} as a_1, a_2, ..., a_N; a_j is any of the ones as well as of the others."""
    if isinstance(node.sub, t.Literal):
        return replace(node, sub=replace(node.sub, text=str(int(node.sub.text) + 1)))
    return replace(node, sub=node.sub.terms[0]) if isinstance(node.sub, t.Sum) else node


def _run_from_zero(node: t.Node) -> tuple[t.Scripted, ...]:
    """Return the entries of a_0, a_1, ..., a_{N-1}, or of the sum or product of such items."""
    items: tuple[t.Node, ...] = ()
    match node:
        case t.Sum(terms=items) | t.Product(factors=items) | t.Listing(items=items):
            pass
    dots = [k for k, item in enumerate(items) if isinstance(item, t.Dots)]
    if len(dots) != 1 or not 0 < dots[0] < len(items) - 1:
        return ()
    shown = [part for item in items for part in t.walk(item) if isinstance(part, t.Scripted) and part.sub is not None]
    first = {names.spell(part.base) for part in shown if isinstance(part.sub, t.Literal) and part.sub.text == "0"}
    last = {names.spell(part.base) for part in shown if part.sub is not None and _is_before(part.sub)}
    arrays = first & last
    mine = [part for part in shown if names.spell(part.base) in arrays]
    below = {id(part.sub) for part in mine}
    numbers = any(_is_before(part) and id(part) not in below for item in items for part in t.walk(item))  # r^{N-1}
    fit = first == last and all(part.sub is not None and _is_numbered(part.sub) for part in mine)
    return tuple(mine) if fit and not numbers else ()


def _is_numbered(sub: t.Node) -> bool:
    """Whether this is a number, or N - 1."""
    return _is_before(sub) or (isinstance(sub, t.Literal) and sub.text.isdigit())


def _is_before(sub: t.Node | None) -> bool:
    """Whether this is N - 1."""
    return isinstance(sub, t.Sum) and sub.signs == ("+", "-") and names.spell(sub.terms[1]) == "1"


def _from_zero(node: t.Big) -> str:
    """Return the letter of a sum from 0 to N - 1, or ""."""
    sub, sup = node.sub, node.sup
    if not isinstance(sub, t.Chain) or sub.ops != ("=",) or names.spell(sub.sides[1]) != "0":
        return ""
    return names.spell(sub.sides[0]) if _is_before(sup) else ""


def _letters(node: t.Big) -> Iterator[str]:
    """Yield what a big operator binds, if it says from where on."""
    for item in node.sub.items if isinstance(node.sub, t.Listing) else (node.sub,):
        if isinstance(item, t.Chain) and item.ops == ("=",):
            yield names.spell(item.sides[0])


def _entries(node: t.Node, letter: str) -> Iterator[tuple[str, bool]]:
    """Yield the arrays of which the letter counts entries, and whether it does so alone, not as k + 1."""
    for part in t.walk(node):
        if isinstance(part, t.Scripted) and part.sub is not None and _mentions(part.sub, letter):
            sums = (inner for inner in t.walk(part.sub) if isinstance(inner, t.Sum))
            yield names.spell(part.base), not any(_mentions(inner, letter) for inner in sums)


def _is_written_out(sub: t.Node) -> bool:
    """Whether this is a number, or is shifted: a_0, a_{k+1}."""
    items = sub.items if isinstance(sub, t.Listing) else (sub,)
    return any(isinstance(item, t.Literal | t.Sum) for item in items)


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
