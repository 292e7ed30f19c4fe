r"""A probability that is always written of one sample: P(y_i | x_i; w) is a number for each i, and no other P is meant.

A text that says what it is defines P_i by that; of a P that it also writes with something else in the brackets,
nothing follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import LAWS, links, nodes, on_sides, roots


def likelihoods_in(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters of laws that a text says of sample i, and writes of single samples in the same words only."""
    formulas = list(formulas)
    said: dict[str, set[str]] = {}
    for law, fence in (call for f in formulas for node in nodes(f) for call in _calls(node)):
        said.setdefault(law, set()).add(_of_sample(fence))
    heads = {law for f in formulas for left, sign, _ in links(f) if sign in ("=", ":=") for law in _head(left.node)}
    bare = {m.name for f in formulas for root in roots(f) for m in survey(root) if not m.applied or m.subscripts}
    return frozenset(law for law in heads - bare if len(said[law]) == 1 and "" not in said[law])


def with_likelihoods(formula: Formula, laws: frozenset[str]) -> Formula:
    """Return a formula in which the probability of sample i is P_i."""
    return on_sides(formula, lambda node: _rewritten(node, laws)) if laws else formula


def _rewritten(node: t.Node, laws: frozenset[str]) -> t.Node:
    if isinstance(node, t.Product):
        node = _with_entries(node, laws)
    return t.rebuilt(node, lambda part: _rewritten(part, laws))


def _with_entries(node: t.Product, laws: frozenset[str]) -> t.Node:
    factors: list[t.Node] = []
    signs: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        last, fence = factors[-1] if factors else None, _fence(factor)
        if isinstance(last, t.Letter) and last.name in laws and fence is not None and not sign:
            power = factor.sup if isinstance(factor, t.Scripted) else None
            factors[-1] = t.Scripted(base=last, sub=_index(fence), sup=power, start=last.start, end=factor.end)
        else:
            factors.append(factor)
            signs.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(signs[1:]))


def _calls(node: t.Node) -> Iterator[tuple[str, t.Fenced]]:
    """Yield the laws that are applied in a product, with the brackets behind them."""
    if isinstance(node, t.Product):
        for before, behind in zip(node.factors, node.factors[1:], strict=False):
            fence = _fence(behind)
            if isinstance(before, t.Letter) and before.name in LAWS and fence is not None:
                yield before.name, fence


def _fence(node: t.Node) -> t.Fenced | None:
    base = node.base if isinstance(node, t.Scripted) and node.sub is None else node
    return base if isinstance(base, t.Fenced) and base.left == "(" else None


def _head(node: t.Node | None) -> Iterator[str]:
    """Yield the law of which an equation begins with the probability of a sample, and nothing else."""
    if isinstance(node, t.Product) and len(node.factors) == 2:
        yield from (law for law, fence in _calls(node) if _of_sample(fence))


def _of_sample(fence: t.Fenced) -> str:
    """Return what stands in brackets if it is of one sample, with a star for its number; else ""."""
    if _index(fence) is None or not isinstance(fence.body, t.Listing) or "|" not in fence.body.separators:
        return ""
    words = (item.base if isinstance(item, t.Scripted) and _number(item) else item for item in fence.body.items)
    stars = ("*" if _number(item) else "" for item in fence.body.items)
    return " ".join(names.spell(word) + star for word, star in zip(words, stars, strict=True))


def _index(fence: t.Fenced) -> t.Letter | None:
    """Return the i of (y_i | x_i; w), the one letter that numbers what stands in brackets."""
    items = fence.body.items if isinstance(fence.body, t.Listing) else ()
    plain = all(isinstance(item, t.Letter | t.Word | t.Scripted) for item in items)
    found = {number.name: number for item in items if (number := _number(item)) is not None}
    return next(iter(found.values())) if plain and len(found) == 1 else None


def _number(item: t.Node) -> t.Letter | None:
    """Return the i of y_i or y^{(i)}."""
    if not isinstance(item, t.Scripted):
        return None
    above = item.sup.body if isinstance(item.sup, t.Fenced) and item.sup.left == "(" else None
    found = item.sub if above is None else above
    return found if isinstance(found, t.Letter) else None
