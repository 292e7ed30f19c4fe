r"""Diagonal matrices of which a text writes one entry: diag(p_i (1 - p_i)) is diag(p_1 (1 - p_1), ..., p_N (1 - p_N)).

So it is for a letter that sums of the text count from 1 to one end, and that stands nowhere else in the formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import bounds, nodes, on_sides, roots


def ends_in(formulas: Iterable[Formula]) -> dict[str, t.Letter]:
    """Return the letters that are counted from 1 to one end, with this end; nothing where no diagonal is written."""
    formulas = list(formulas)
    if not any(_diagonal(*pair) for f in formulas for node in nodes(f) for pair in _neighbours(node)):
        return {}
    ends: dict[str, dict[str, t.Node | None]] = {}
    for node in (node for f in formulas for node in nodes(f) if isinstance(node, t.Big)):
        for letter, upper in bounds(node):
            ends.setdefault(letter, {})[upper] = node.sup if upper else None
    alone = {letter: [end for end in found.values() if isinstance(end, t.Letter)] for letter, found in ends.items()}
    return {letter: found[0] for letter, found in alone.items() if len(found) == 1}


def with_diagonals(formula: Formula, ends: Mapping[str, t.Letter]) -> Formula:
    """Return a formula in which the diagonal is a list of all entries."""
    used = [s for root in roots(formula) for m in survey(root) for s in (*m.numbered, m.name)]

    def changed(node: t.Node) -> t.Node:
        node = t.rebuilt(node, changed)
        factors = list(_factors(node))
        for k, (called, fence) in enumerate(_neighbours(node)):
            if isinstance(node, t.Product) and not node.separators[k] and (body := _diagonal(called, fence)):
                inside = [s for m in survey(body) for s in (*m.numbered, m.name) if m.role != "bound"]
                letters = {s for s in inside if s in ends and inside.count(s) == used.count(s)}
                if len(letters) == 1:
                    letter = letters.pop()
                    factors[k + 1] = replace(fence, body=_listed(body, letter, ends[letter]))  # type: ignore[call-arg]
        return replace(node, factors=tuple(factors)) if isinstance(node, t.Product) else node

    return on_sides(formula, changed)


def _factors(node: t.Node) -> tuple[t.Node, ...]:
    return node.factors if isinstance(node, t.Product) else ()


def _neighbours(node: t.Node) -> Iterable[tuple[t.Node, t.Node]]:
    return pairwise(_factors(node))


def _diagonal(called: t.Node, fence: t.Node) -> t.Node | None:
    """Return the one thing in the brackets of diag(...)."""
    named = isinstance(called, t.Word) and called.text in ("diag", "Diag")
    plain = named and isinstance(fence, t.Fenced) and not isinstance(fence.body, t.Listing)
    return fence.body if plain and isinstance(fence, t.Fenced) else None


def _listed(body: t.Node, letter: str, end: t.Letter) -> t.Listing:
    one = t.Literal(text="1", start=body.start, end=body.end)
    dots = t.Dots(start=body.start, end=body.end)
    items = (_at(body, letter, one), dots, _at(body, letter, end))
    return t.Listing(items=items, separators=(",", ","), start=body.start, end=body.end)


def _at(node: t.Node, letter: str, value: t.Node) -> t.Node:
    """Return a tree with a value for a letter."""
    if isinstance(node, t.Letter) and node.name == letter:
        return value
    return t.rebuilt(node, lambda part: _at(part, letter, value))
