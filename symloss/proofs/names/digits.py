r"""Two digits below a letter: the w_{12} of a text that writes w_{ij} is an entry in row 1, and no twelfth."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import CONVENTIONAL, bounds, nodes


def with_two_indices(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters below which a text writes two that count, or one and a digit."""
    parts = [node for formula in formulas for node in nodes(formula)]
    counting = CONVENTIONAL | {letter for node in parts if isinstance(node, t.Big) for letter, _ in bounds(node)}
    found: set[str] = set()
    for node in parts:
        below = [names.spell(part) for part in names.parts(node.sub)] if isinstance(node, t.Scripted) else []
        if len(below) == 2 and any(k in counting for k in below) and all(k in counting or k.isdigit() for k in below):
            found.add(names.spell(node.base))  # type: ignore[attr-defined]
    return frozenset(found - {""})


def with_digits_apart(node: t.Node, letters: Collection[str]) -> t.Node:
    """Return a tree in which two digits below these letters are two indices."""
    node = t.rebuilt(node, lambda part: with_digits_apart(part, letters))
    if not isinstance(node, t.Scripted) or not isinstance(node.sub, t.Literal) or names.spell(node.base) not in letters:
        return node
    text, start = node.sub.text, node.sub.start
    if len(text) != 2 or not text.isdigit() or "0" in text:
        return node
    items = tuple(t.Literal(text=digit, start=start + k, end=start + k + 1) for k, digit in enumerate(text))
    return replace(node, sub=t.Listing(items=items, separators=(",",), start=start, end=node.sub.end))
