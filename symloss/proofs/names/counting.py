"""Entries that a text counts from 0: its sums from 0 to N - 1 are read as sums from 1 to N.

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
    indices = {letter for part in parts for letter in _indices(part)}
    found: set[str] = set()
    together: list[set[str]] = []
    for part in parts:
        if isinstance(part, t.Scripted) and part.sub is not None and _is_written_out(part.sub):
            found.add(names.spell(part.base))
        elif isinstance(part, t.Big) and not _from_zero(part):
            found |= {array for letter in _letters(part) for array, _ in _entries(part.body, letter)}
        elif isinstance(part, t.Big):
            arrays = {array for array, _ in _entries(part.body, _from_zero(part))}
            ends = {node.name for node in t.walk(part.sup) if isinstance(node, t.Letter)} if part.sup else set()
            together.append(arrays | {f"to {end}" for end in ends})
            found |= {f"to {end}" for end in ends & indices}
    while any(group & found and not group <= found for group in together):
        found |= {name for group in together if group & found for name in group}
    return frozenset(found)


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


def _from_zero(node: t.Big) -> str:
    """Return the letter of a sum from 0 to N - 1, or ""."""
    sub, sup = node.sub, node.sup
    if not isinstance(sub, t.Chain) or sub.ops != ("=",) or names.spell(sub.sides[1]) != "0":
        return ""
    ends = isinstance(sup, t.Sum) and sup.signs == ("+", "-") and names.spell(sup.terms[1]) == "1"
    return names.spell(sub.sides[0]) if ends else ""


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
