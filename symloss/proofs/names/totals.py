r"""One letter for what is numbered and for all of it: the L of L = \frac{1}{N} \sum_i L_i is no array, though L_i is.

A bare L is then a name of its own wherever the text writes it, L_all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import bounds, links, nodes, on_sides

ALL = "_all"  # ends the name of a total
_OTHERS = ("bold", "bb")  # fonts that make another name of a letter


def totals_in(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters that a text equates with a sum of what it numbers with the same letter."""
    formulas = list(formulas)
    found = {name for f in formulas for name in _totals(f)}
    trees = [side.node for f in formulas for side in f.sides if side is not None and side.node is not None]
    for mention in (m for tree in trees if found for m in survey(tree)):
        array = mention.font == "bold" or mention.superscript.rpartition(")")[2] in names.TRANSPOSED
        if array and not mention.subscripts:
            found.discard(mention.name)
    return frozenset(found - {name for f in formulas if found for node in nodes(f) for name in _bracketed(node)})


def _totals(formula: Formula) -> Iterator[str]:
    for left, sign, right in links(formula):
        name = _called(left.node)
        if sign in ("=", ":=") and isinstance(name, t.Letter) and name.font not in _OTHERS and right.node is not None:
            sums = (node for node in t.walk(right.node) if isinstance(node, t.Big) and node.op == "sum")
            yield from (name.name for node in sums if _numbered(node) == name.name)


def _numbered(node: t.Big) -> str:
    r"""Return the letter of what a sum is of, L of \sum_i L_i, or ""."""
    entry = _called(node.body)
    if not isinstance(entry, t.Scripted) or entry.sub is None or entry.sup is not None or entry.primes:
        return ""
    counted = names.spell(entry.sub) in {letter for letter, _ in bounds(node)}
    return entry.base.name if counted and isinstance(entry.base, t.Letter) else ""


def _bracketed(node: t.Node) -> Iterator[str]:
    """Yield the letters before square brackets: E of E[x] is no error."""
    if isinstance(node, t.Product):
        for before, behind in pairwise(node.factors):
            if isinstance(before, t.Letter) and isinstance(behind, t.Fenced) and behind.left == "[":
                yield before.name


def _called(node: t.Node | None) -> t.Node | None:
    """Return the name before the brackets that say what it is a function of: L of L(w)."""
    if isinstance(node, t.Product) and len(node.factors) == 2 and isinstance(node.factors[1], t.Fenced):
        return node.factors[0]
    return node


def with_totals(formula: Formula, totals: frozenset[str]) -> Formula:
    """Return a formula in which these letters have a name of their own where they have no index."""
    return on_sides(formula, lambda node: _renamed(node, totals)) if totals else formula


def _renamed(node: t.Node, totals: frozenset[str]) -> t.Node:
    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return _renamed(value, totals)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    if isinstance(node, t.Letter) and node.name in totals and node.font not in _OTHERS:
        return replace(node, name=f"{node.name}{ALL}")
    values = {f.name: changed(getattr(node, f.name)) for f in fields(node)}
    if isinstance(node, t.Scripted) and node.sub is not None and isinstance(node.base, t.Letter):
        values["base"] = node.base
    return replace(node, **values)  # type: ignore[arg-type]
