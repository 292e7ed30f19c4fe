r"""Traces and determinants without brackets: \operatorname{tr} A B is that of A B; a number would stand before B."""

from __future__ import annotations

from symloss.latex import tree as t
from symloss.latex import words

_OF_MATRICES = ("tr", "trace", "det")


def with_traces_closed(node: t.Node) -> t.Node:
    """Return a tree with brackets around the factors that a trace takes, up to a sign or the next function."""
    node = t.rebuilt(node, with_traces_closed)
    if not isinstance(node, t.Product):
        return node
    factors, signs = list(node.factors), list(node.separators)
    for place in reversed(range(len(factors))):
        if not _takes_matrices(factors[place]):
            continue
        end = place + 1
        while end < len(factors) and not signs[end - 1] and not isinstance(factors[end], t.Word | t.Big):
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


def _takes_matrices(node: t.Node) -> bool:
    return isinstance(node, t.Word) and not node.run and words.canonical(node.text) in _OF_MATRICES
