r"""Families of functions: the p_\theta(x) of a text that differentiates by \theta is a p_\theta(x; \theta).

The letter below is what one varies, and what p_\theta is made of: else \nabla_\theta p_\theta(x) would be 0. A
function that the text defines has its letters in what defines it, and an f_x(x, y) is what f is at x and y.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import applications, links, nodes


def families_in(formulas: Iterable[Formula]) -> Mapping[str, t.Node]:
    """Return the functions with a letter below that the text differentiates by, each with that letter."""
    formulas = list(formulas)
    varied = {name for f in formulas for node in nodes(f) for name in _varied(node)}
    found: dict[str, t.Node] = {}
    others: set[str] = set()
    for formula in formulas:
        for node in nodes(formula):
            for name, letter, behind in _members(node) if varied else ():
                items = _within(behind)
                if names.spell(letter) not in varied or not items or letter.name in map(names.spell, items):
                    others.add(name)
                elif all(isinstance(item, t.Letter | t.Scripted | t.Literal | t.Word | t.Label) for item in items):
                    found.setdefault(name, letter)
        for left, sign, _ in list(links(formula))[:1]:
            if sign in ("=", ":=") and isinstance(left.node, t.Product) and len(left.node.factors) == 2:
                others |= {name for name, _, _ in _members(left.node)}
    functions = {names.spell(name) for f in formulas for node in nodes(f) for name in _applied(node)} if found else ()
    return {name: by for name, by in found.items() if name not in others and names.spell(by) not in functions}


def with_parameter(node: t.Node, families: Mapping[str, t.Node]) -> t.Node:
    r"""Return a tree in which these functions have their letter behind a semicolon, and x \sim p_\theta its law."""
    node = t.rebuilt(node, lambda part: with_parameter(part, families))
    if isinstance(node, t.Chain) and node.ops == ("~",) and names.spell(node.sides[1]) in families:
        law, place = node.sides[1], t.Label(text="cdot", start=node.end, end=node.end)
        fence = t.Fenced(left="(", right=")", body=place, start=node.end, end=node.end)
        factors = (law, _with(fence, families[names.spell(law)]))
        drawn = t.Product(factors=factors, separators=("",), start=law.start, end=law.end)
        return replace(node, sides=(node.sides[0], drawn))
    if not isinstance(node, t.Product):
        return node
    changed = {id(behind): _with(behind, families[name]) for name, _, behind in _members(node) if name in families}
    return replace(node, factors=tuple(changed.get(id(factor), factor) for factor in node.factors))


def _applied(node: t.Node) -> Iterator[t.Node]:
    r"""Yield the f of f(x): the J_f(x) beside \partial g/\partial f is the Jacobian of f, and f no parameter."""
    if isinstance(node, t.Product):
        yield from (name for name, _, _ in applications(node) if isinstance(name, t.Letter))


def _varied(node: t.Node) -> Iterator[str]:
    """Yield the letters by which a derivative is."""
    if isinstance(node, t.DerivativeSign):
        yield from (names.spell(by) for by, _ in node.variables if isinstance(by, t.Letter))


def _members(node: t.Node) -> Iterator[tuple[str, t.Letter, t.Node]]:
    r"""Yield p_\theta, \theta and what stands behind it, of a letter with a letter below that is no sign."""
    factors = node.factors if isinstance(node, t.Product) else ()
    signs = node.separators if isinstance(node, t.Product) else ()
    for name, behind, sign in zip(factors, factors[1:], signs, strict=False):
        if isinstance(name, t.Scripted) and name.sup is None and not name.primes and isinstance(name.sub, t.Letter):
            plain = isinstance(name.base, t.Letter) and name.base.font != "bb"
            if plain and not sign:
                yield names.spell(name), name.sub, behind


def _within(behind: t.Node) -> tuple[t.Node, ...]:
    """Return what stands in brackets, (x) or (x)^2; nothing, if that is not what a function is of, and all of it."""
    fence = behind.base if isinstance(behind, t.Scripted) else behind
    inside = fence.body if isinstance(fence, t.Fenced) and fence.left == "(" else None
    if isinstance(inside, t.Listing):
        return () if ";" in inside.separators else inside.items
    return () if inside is None else (inside,)


def _with(behind: t.Node, letter: t.Node) -> t.Node:
    """Return brackets, or a power of them, with one thing more in them, behind a semicolon."""
    if isinstance(behind, t.Scripted):
        return replace(behind, base=_with(behind.base, letter))
    assert isinstance(behind, t.Fenced)
    assert behind.body is not None
    items = behind.body.items if isinstance(behind.body, t.Listing) else (behind.body,)
    signs = behind.body.separators if isinstance(behind.body, t.Listing) else ()
    body = t.Listing(items=(*items, letter), separators=(*signs, ";"), start=behind.start, end=behind.end)
    return replace(behind, body=body)
