r"""Exponents in brackets: p^{(m-1)} beside p^m is a power, a^{(l-1)} beside a^{(l)} another layer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import nodes


def exponents_in(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters above which brackets hold nothing but what an exponent m without brackets is a part of."""
    plain: dict[str, set[str]] = {}
    bracketed: dict[str, list[set[str]]] = {}
    for node in (node for formula in formulas for node in nodes(formula)):
        if not isinstance(node, t.Scripted) or not isinstance(node.base, t.Letter) or node.sup is None:
            continue
        name, body = names.spell(node.base), _in_brackets(node.sup)
        if body is not None:
            letters = {m.name for m in survey(body)} if isinstance(body, t.Sum) else set[str]()
            bracketed.setdefault(name, []).append(letters)
        elif isinstance(node.sup, t.Letter) and names.spell(node.sup) not in names.TRANSPOSED:
            plain.setdefault(name, set()).add(names.spell(node.sup))
    return frozenset(k for k, found in bracketed.items() if all(letters & plain.get(k, set()) for letters in found))


def with_exponents(node: t.Node, letters: Collection[str]) -> t.Node:
    """Return a tree in which what stands in brackets above these letters is an exponent."""
    node = t.rebuilt(node, lambda part: with_exponents(part, letters))
    if isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and names.spell(node.base) in letters:
        body = _in_brackets(node.sup) if node.sup is not None else None
        return replace(node, sup=body) if body is not None else node
    return node


def _in_brackets(node: t.Node) -> t.Node | None:
    return node.body if isinstance(node, t.Fenced) and node.left == "(" else None
