r"""A letter as the operator of a derivative: with "let \mathbf{D} be the derivative", D e^x is the derivative of e^x.

What the derivative is by is what the text differentiates by around it: the argument of
D f(x), or what the last derivative before was by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.documents.region import Document
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import applications, nodes, on_sides

_OPERATOR = re.compile(r"\b(?:derivatives?|differentiation|differential)\b[^.:;]*\boperator\b", re.IGNORECASE)


def with_operators(document: Document, formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas in which the letters that the prose calls operators of a derivative are that."""
    letters = frozenset(_called(document, formulas))
    if not letters:
        return dict(formulas)
    made: dict[int, Parsed] = {}
    by: t.Node | None = None
    for start, found in sorted(formulas.items()):
        if isinstance(found, ReadError):
            made[start] = found
            continue
        by = next(_variables(found), by)
        made[start] = tuple(on_sides(f, lambda node, by=by: _applied(node, letters, by)) for f in found)  # type: ignore[misc]
        by = list(_variables(found))[-1] if list(_variables(found)) else by
    return made


def _called(document: Document, formulas: Mapping[int, Parsed]) -> Iterator[str]:
    """Yield D of "the derivative is represented by the operator $D$"; an operator L may be any."""
    for before, region in zip(document.regions, document.regions[1:], strict=False):
        found = formulas.get(region.start, ())
        if before.kind != "prose" or isinstance(found, ReadError) or not _OPERATOR.search(before.text):
            continue
        lone = [f.sides[0].node for f in found if len(f.sides) == 1 and f.sides[0] is not None]
        yield from (node.name for node in lone if isinstance(node, t.Letter) and node.name == "D")


def _variables(formulas: tuple[Formula, ...]) -> Iterator[t.Node]:
    for node in (node for formula in formulas for node in nodes(formula)):
        if isinstance(node, t.DerivativeSign) and len(node.variables) == 1 and node.variables[0][1] == 1:
            yield node.variables[0][0]


def _applied(node: t.Node, letters: frozenset[str], by: t.Node | None) -> t.Node:
    node = t.rebuilt(node, lambda part: _applied(part, letters, by))
    if not isinstance(node, t.Product):
        return node
    factors = list(zip(("", *node.separators), node.factors, strict=True))
    kept: list[tuple[str, t.Node]] = []
    while factors:
        sign, factor = factors.pop(0)
        operator = isinstance(factor, t.Letter) and factor.name in letters and factors and not factors[0][0]
        kept.append((sign, _slope(factor, factors, by) if operator else factor))
    made, signs = tuple(factor for _, factor in kept), tuple(sign for sign, _ in kept[1:])
    return made[0] if len(made) == 1 else replace(node, factors=made, separators=signs)


def _slope(operator: t.Node, behind: list[tuple[str, t.Node]], by: t.Node | None) -> t.Node:
    """Return the derivative of the factor behind an operator, which is taken from there: of f(x) by x."""
    _, body = behind.pop(0)
    follows = behind[0][1] if behind and not behind[0][0] else None
    if isinstance(body, t.Letter) and isinstance(follows, t.Fenced) and follows.left == "(":
        behind.pop(0)
        body = t.Product(factors=(body, follows), separators=("",), start=body.start, end=follows.end)
    products = (part for part in t.walk(body) if isinstance(part, t.Product))
    arguments = {names.spell(x): x for part in products for _, _, x in applications(part) if isinstance(x, t.Letter)}
    by = next(iter(arguments.values())) if len(arguments) == 1 else by
    variables = ((by, 1),) if by is not None and names.spell(by) else ()
    return t.DerivativeSign(style="d", body=body, variables=variables, start=operator.start, end=body.end)
