r"""The entries of a matrix in small letters: w_{ij} of a W = (w_{ij}), and by custom where a text has both.

What the text says defines the entries, W_{ij} = w_{ij}. By custom they are called as the matrix is, and what rests on
that says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula, Side
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.walks import with_conditions

_NO_MATRICES = frozenset("EILNOPRT")  # expectations, losses, numbers of things, signs of their own
_COUNTING = frozenset("deijklmnt")


def by_entries_of(formula: Formula) -> Iterator[Formula]:
    """Yield W = (w_{ij}) as W_{ij} = w_{ij}, and what is said of W behind it."""
    first, second = (formula.sides[0], formula.sides[1]) if len(formula.sides) > 1 else (None, None)
    entry = _listed(second.node) if second is not None and formula.signs[0].op in ("=", ":=") else None
    if first is None or second is None or entry is None or not isinstance(first.node, t.Letter):
        yield formula
        return
    whole = t.Scripted(base=first.node, sub=entry.sub, start=first.node.start, end=first.node.end)
    sides: tuple[Side, ...] = (replace(first, node=whole), replace(second, node=entry))
    yield replace(formula, sides=sides, signs=formula.signs[:1])
    if len(formula.sides) > 2:
        yield replace(formula, sides=(first, *formula.sides[2:]), signs=formula.signs[1:])


def _listed(node: t.Node | None) -> t.Scripted | None:
    """Return the entry of (w_{ij}), [w_{ij}] or (w_{ij})_{m x n}, or None."""
    fence = node.base if isinstance(node, t.Scripted) and node.sup is None else node
    entry = fence.body if isinstance(fence, t.Fenced) and fence.left in ("(", "[", "{") else None
    letters = names.parts(entry.sub) if isinstance(entry, t.Scripted) and entry.sup is None else ()
    counted = len(letters) == 2 and all(isinstance(part, t.Letter) for part in letters)
    return entry if isinstance(entry, t.Scripted) and counted and isinstance(entry.base, t.Letter) else None


def written_small(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the capital letters whose entries a text writes in small letters, without saying so."""
    found = list(with_conditions(formulas))
    trees = [side.node for f in found for side in f.sides if side is not None and side.node is not None]
    mentions: dict[str, list[Mention]] = {}
    for mention in (m for tree in trees for m in survey(tree)):
        mentions.setdefault(mention.name, []).append(mention)
    ends = {names.spell(p.sup) for tree in trees for p in t.walk(tree) if isinstance(p, t.Big) and p.sup is not None}
    told = {p.name for f in found for p in _defined_beside_entries(f)}
    return frozenset(
        capital
        for capital in mentions.keys() - ends - told - _NO_MATRICES
        if len(capital) == 1 and capital.isupper() and capital.lower() not in _COUNTING
        if all(not m.subscripts and not m.primes and m.font in ("", "bold") for m in mentions[capital])
        if capital.lower() in mentions and all(len(m.subscripts) == 2 for m in mentions[capital.lower()])
    )


def _defined_beside_entries(formula: Formula) -> Iterator[t.Letter]:
    """Yield W of an equation that says what it is by its entries, which it writes out."""
    letters = [side.node for side in formula.sides if side is not None and isinstance(side.node, t.Letter)]
    others = [side.node for side in formula.sides if side is not None and side.node is not None]
    for letter in letters:
        if any(m.name == letter.name.lower() for node in others for m in survey(node)):
            yield letter


def with_capitals(node: t.Node, capitals: Collection[str]) -> t.Node:
    """Return a tree in which these entries have the letter of their matrix."""
    node = t.rebuilt(node, lambda part: with_capitals(part, capitals))
    if isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and len(names.parts(node.sub)) == 2:
        capital = node.base.name.upper() if len(node.base.name) == 1 else ""
        if capital in capitals and capital != node.base.name:
            return replace(node, base=replace(node.base, name=capital))
    return node
