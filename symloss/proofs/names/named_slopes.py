r"""Derivatives by name: a text that writes dO for \partial L/\partial O writes dV for \partial L/\partial V.

So it does for every other dV that begins an equation and that it does not explain, if V is a name of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import called_slopes, links, nodes


@dataclass(frozen=True)
class NamedSlopes:
    """of: what is differentiated. by: the names that are not explained, dV."""

    of: t.Node | None
    by: frozenset[str]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.of is not None and bool(self.by)


def named_slopes_in(formulas: Iterable[Formula]) -> NamedSlopes:
    """Return the derivatives that a text names like others that it explains."""
    formulas = list(formulas)
    explained = {word for f in formulas for word in called_slopes(f)}
    of = {names.spell(body): body for f in formulas for body in _differentiated(f)}
    letters = {node.name for f in formulas for node in nodes(f) if isinstance(node, t.Letter)} if explained else set()
    heads = {head.text for f in formulas for head in _heads(f) if head.text[1:] in letters} - explained
    one = next(iter(of.values())) if len(of) == 1 and "" not in of and explained else None
    return NamedSlopes(one, frozenset(heads))


def with_slopes_named(node: t.Node, slopes: NamedSlopes) -> t.Node:
    """Return a tree in which these names are the derivatives."""
    called = _called(node)
    if called is None or called.text not in slopes.by:
        return t.rebuilt(node, lambda part: with_slopes_named(part, slopes))
    variable: t.Node = t.Letter(name=called.text[1:], start=called.start, end=called.end)
    above = node.sup if isinstance(node, t.Scripted) else None
    if isinstance(node, t.Scripted) and node.sub is not None:
        variable = t.Scripted(base=variable, sub=node.sub, start=node.start, end=node.end)
    slope: t.Node = t.DerivativeSign(
        style="partial", body=slopes.of, variables=((variable, 1),), start=node.start, end=node.end
    )
    if above is None:
        return slope
    whole = t.Fenced(left="(", right=")", body=slope, start=node.start, end=node.end)
    return t.Scripted(base=whole, sup=above, start=node.start, end=node.end)


def _called(node: t.Node | None) -> t.Word | None:
    """Return the dV that a name is, with or without scripts."""
    base = node.base if isinstance(node, t.Scripted) else node
    named = isinstance(base, t.Word) and base.run and base.text[:1] == "d" and len(base.text) == 2
    return base if named and isinstance(base, t.Word) and base.text[1].isupper() else None


def _heads(formula: Formula) -> Iterator[t.Word]:
    for left, sign, _ in list(links(formula))[:1]:
        called = _called(left.node) if sign in ("=", ":=") else None
        if called is not None:
            yield called


def _differentiated(formula: Formula) -> Iterator[t.Node]:
    r"""Yield the L of dO = \partial L/\partial O."""
    for left, _, right in links(formula) if list(called_slopes(formula)) else ():
        if _called(left.node) is not None and right.node is not None:
            found = [node for node in t.walk(right.node) if isinstance(node, t.DerivativeSign)]
            yield from (node.body for node in found if node.body is not None)
