r"""Values of functions as what they are: the J(w) of \partial J(w)/\partial w shows what w is if J(w) = |X w - y|^2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from symloss.latex import tree as t
from symloss.latex.names import spell
from symloss.latex.reading.survey import survey
from symloss.proofs.discourse.state import Source


def with_bodies(node: t.Node, known: Mapping[str, Source]) -> t.Node:
    """Return a tree with the right side of f(x) = ... for each f(x) of the same x."""
    if isinstance(node, t.DerivativeSign) and node.style == "nabla" and not node.variables:
        node = _by_argument(node, known)
    node = t.rebuilt(node, partial(with_bodies, known=known))
    if not isinstance(node, t.Product):
        return node
    for at, (function, fence) in enumerate(pairwise(node.factors)):
        body = _body(function, fence, known) if not node.separators[at] else None
        if body is not None:
            value = t.Fenced(left="(", right=")", body=body, start=function.start, end=fence.end)
            factors = (*node.factors[:at], value, *node.factors[at + 2 :])
            separators = (*node.separators[:at], *node.separators[at + 1 :])
            return replace(node, factors=factors, separators=separators) if separators else value
    return node


def differentiated_by(node: t.Node) -> Iterator[str]:
    r"""Yield the names by which a tree differentiates, \nabla f(x) by x."""
    for slope in t.walk(node):
        if isinstance(slope, t.DerivativeSign):
            by: list[t.Node | None] = [variable for variable, _ in slope.variables]
            yield from (m.name for part in by or [slope.body] if part is not None for m in survey(part))


def _by_argument(slope: t.DerivativeSign, known: Mapping[str, Source]) -> t.DerivativeSign:
    r"""Return \nabla f(x) by x."""
    factors = slope.body.factors if isinstance(slope.body, t.Product) else ()
    fence = factors[1] if len(factors) == 2 and _body(*factors, known) is not None else None
    argument = fence.body if isinstance(fence, t.Fenced) else None
    by_name = isinstance(argument, t.Letter | t.Scripted)
    return replace(slope, variables=((argument, 1),)) if argument is not None and by_name else slope


def _body(function: t.Node, fence: t.Node, known: Mapping[str, Source]) -> t.Node | None:
    """Return what a function is where it has the arguments of its definition, or None."""
    source = known.get(spell(function)) if isinstance(fence, t.Fenced) else None
    head = source.left.node if source is not None and not source.swapped else None
    if source is None or not isinstance(head, t.Product) or len(head.factors) != 2:
        return None
    mine, theirs = ([m.name for node in pair for m in survey(node)] for pair in ((function, fence), head.factors))
    return source.right.node if mine == theirs else None
