"""Letters of their own for the arguments of functions: the x of f(x) = ... may be another x than that of a claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import pairwise

from symloss.latex import tree as t
from symloss.latex.names import spell
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.discourse.shapes import definable
from symloss.proofs.discourse.state import Source, equation
from symloss.proofs.names.mentions import label_of, names_written
from symloss.proofs.names.walks import nodes
from symloss.term.sorts import INDEX

OWN = "_own"  # ends the name of such a letter, which means nothing outside of its function


def with_own_parameters(
    source: Source, mentions: Iterable[Mention], moved: frozenset[str], behind: frozenset[str]
) -> Source:
    """Return f(x) = ... with a letter of its own for x, which may be a vector elsewhere; not if f(x) is differentiated.

    moved: the names by which a claim differentiates. behind: the names in the definitions that f is made of, which
    keep their letters: L(w) = -log p is about the w of p = sigma(w x).
    """
    head = definable(source.left.term) if source.left.term is not None and not source.swapped else None
    if head is None or head.kind != "function" or source.left.node is None or source.right.node is None:
        return source
    called, *own = survey(source.left.node)
    if moved & {m.name for m in own} and {m.arguments for m in mentions if _calls(m, head.name)} == {called.arguments}:
        return source
    mentions = [m for v in (source.left, source.right) if v.node is not None for m in survey(v.node)]
    scripted = {m.name for m in mentions if m.applied or m.subscripts} | {s for m in mentions for s in m.subscripts}
    names = {p.name for p in head.parameters if p.sort != INDEX} - scripted - behind
    left, right = (replace(v, node=_renamed(v.node, names)) for v in (source.left, source.right) if v.node is not None)
    return replace(source, left=left, right=right)


def _calls(mention: Mention, function: str) -> bool:
    return mention.name == function and mention.applied > 0


def _renamed(node: t.Node, names: set[str]) -> t.Node:
    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return _renamed(value, names)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    if isinstance(node, t.Letter):
        return replace(node, name=f"{node.name}{OWN}") if node.name in names else node
    values = {f.name: changed(getattr(node, f.name)) for f in fields(node)}
    return replace(node, **values)  # type: ignore[arg-type]


def behind(source: Source, sources: Mapping[str, Source], index: Collection[str]) -> frozenset[str]:
    """Return the names in what defines those that an equation is made of, but for the letters of functions."""
    todo = _names_in(source, index)
    seen: set[str] = set()
    found: set[str] = set()
    while todo:
        name = todo.pop()
        made = sources.get(name)
        if made is not None and name not in seen:
            seen.add(name)
            head = _head(made)
            own = {spell(item) for item in _items(head.factors[1])} if head is not None else set[str]()
            found |= (written := set(_names_in(made, index)) - own)
            todo += sorted(written)
    return frozenset(found)


def _names_in(source: Source, index: Collection[str]) -> list[str]:
    """Return the names in what an equation says that another is."""
    body = (source.left if source.swapped else source.right).node
    return names_written(body, index) if body is not None else []


def arguments_put_in(
    formulas: Iterable[Formula], known: Mapping[str, Source], index: Collection[str]
) -> Iterator[Formula]:
    """Yield that what a function is called with is of the kind of its own letter: x_i = x_own for f(x) and f(x_i)."""
    heads = {name: _items(node.factors[1]) for name, source in known.items() if (node := _head(source)) is not None}
    seen: set[tuple[str, str]] = set()
    for node in (node for f in formulas for node in nodes(f) if isinstance(node, t.Product) and heads):
        for (called, fence), sign in zip(pairwise(node.factors), node.separators, strict=True):
            named = survey(called)[:1] if isinstance(called, t.Letter | t.Word | t.Scripted) and not sign else ()
            own = heads.get(label_of(named[0], index), ()) if named else ()
            given = _items(fence)
            for letter, value in zip(own, given, strict=False) if len(own) == len(given) else ():
                told = (str(letter), str(value))
                if (
                    _is_own(letter)
                    and isinstance(value, t.Letter | t.Scripted)
                    and value != letter
                    and told not in seen
                ):
                    seen.add(told)
                    yield equation(value, "=", letter)


def _head(source: Source) -> t.Product | None:
    """Return the f(x) of f(x) = ..."""
    node = (source.right if source.swapped else source.left).node
    return node if isinstance(node, t.Product) and len(node.factors) == 2 else None


def _items(node: t.Node) -> tuple[t.Node, ...]:
    if not isinstance(node, t.Fenced) or node.body is None:
        return ()
    return node.body.items if isinstance(node.body, t.Listing) else (node.body,)


def _is_own(node: t.Node) -> bool:
    return isinstance(node, t.Letter) and node.name.endswith(OWN)
