r"""The number of a sample that slipped onto the line: y(i) of a text that writes y^{(i)}, as in a copy of print.

Nobody multiplies a label by its number: where the text has y^{(i)}, a y before a bracket that holds i alone is that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import CONVENTIONAL, nodes


def numbered_above(formulas: Iterable[Formula]) -> frozenset[tuple[str, str]]:
    """Return the letters above which a letter that counts stands in brackets, each with that.

    Not of what also stands before other brackets: f^{(n)} beside f(x) is a derivative.
    """
    found: set[tuple[str, str]] = set()
    called: set[tuple[str, str]] = set()
    for node in (node for f in formulas for node in nodes(f)):
        found |= {_numbered(node)}
        called |= set(_called(node))
    functions = {name for name, number in called if (name, number) not in found}
    return frozenset((name, letter) for name, letter in found if letter in CONVENTIONAL and name not in functions)


def _called(node: t.Node) -> Iterator[tuple[str, str]]:
    """Yield y, i of y(i), and y, nothing of y(x + 1) and y^{(i)}(x)."""
    if isinstance(node, t.Product):
        for sign, before, behind in zip(node.separators, node.factors, node.factors[1:], strict=False):
            letter = before.base if isinstance(before, t.Scripted) else before
            if isinstance(letter, t.Letter) and not sign and isinstance(behind, t.Fenced):
                yield letter.name, _bracketed(behind) if letter is before else ""


def _numbered(node: t.Node) -> tuple[str, str]:
    """Return y, i of y^{(i)}, y_k^{(i)}, or nothing."""
    sup = node.sup if isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) else None
    return (names.spell(node.base), _bracketed(sup)) if isinstance(node, t.Scripted) and sup is not None else ("", "")


def _bracketed(node: t.Node) -> str:
    fence = isinstance(node, t.Fenced) and node.left == "(" and isinstance(node.body, t.Letter)
    return names.spell(node.body) if fence and isinstance(node, t.Fenced) and node.body is not None else ""


def with_number_above(node: t.Node, numbered: frozenset[tuple[str, str]]) -> t.Node:
    """Return a tree in which the y(i) of these are y^{(i)}."""
    node = t.rebuilt(node, lambda part: with_number_above(part, numbered))
    if not isinstance(node, t.Product):
        return node
    factors, separators = [node.factors[0]], list[str]()
    for sign, factor in zip(node.separators, node.factors[1:], strict=True):
        before = factors[-1]
        if isinstance(before, t.Letter) and not sign and (before.name, _bracketed(factor)) in numbered:
            factors[-1] = t.Scripted(base=before, sup=factor, start=before.start, end=factor.end)
        else:
            factors.append(factor)
            separators.append(sign)
    if len(factors) == 1:
        return factors[0]
    return t.Product(factors=tuple(factors), separators=tuple(separators), start=node.start, end=node.end)
