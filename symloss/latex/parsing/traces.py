r"""Traces and determinants without brackets: \operatorname{tr} A B is that of A B; a number would stand before B.

A determinant takes capital letters only: \det A c may be c times that of A, which is not that of c A.
"""

from __future__ import annotations

from symloss.latex import tree as t
from symloss.latex import words

_TRACES, _DETERMINANT = ("tr", "trace"), "det"


def with_traces_closed(node: t.Node) -> t.Node:
    """Return a tree with brackets around the factors that a trace takes, up to a sign or the next function."""
    node = t.rebuilt(node, with_traces_closed)
    if not isinstance(node, t.Product):
        return node
    factors, signs = list(node.factors), list(node.separators)
    for place in reversed(range(len(factors))):
        name = _function(factors[place])
        if name not in (*_TRACES, _DETERMINANT):
            continue
        end = place + 1
        while end < len(factors) and not signs[end - 1] and _is_taken(factors[end], name):
            end += 1
        taken = factors[place + 1 : end]
        if len(taken) > 1 and not isinstance(taken[0], t.Fenced):
            inside = t.Product(
                factors=tuple(taken),
                separators=tuple(signs[place + 1 : end - 1]),
                start=taken[0].start,
                end=taken[-1].end,
            )
            closed = t.Fenced(left="(", right=")", body=inside, start=inside.start, end=inside.end)
            factors[place + 1 : end], signs[place + 1 : end - 1] = [closed], []
    if len(factors) == len(node.factors):
        return node
    return t.Product(factors=tuple(factors), separators=tuple(signs), start=node.start, end=node.end)


def _function(node: t.Node) -> str:
    return words.canonical(node.text) if isinstance(node, t.Word) and not node.run else ""


def _is_taken(node: t.Node, by: str) -> bool:
    base = node.base if isinstance(node, t.Scripted) else node
    capital = isinstance(base, t.Letter) and base.name[:1].isupper()
    return capital or (by != _DETERMINANT and not isinstance(node, t.Word | t.Big))
