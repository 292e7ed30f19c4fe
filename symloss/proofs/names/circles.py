r"""The \pi of 2\pi beside weights \pi_k and a policy \pi(a | s): it is the number, where the text has no number \pi.

Gaussians and their mixtures write both: \sum_k \pi_k \frac{1}{\sqrt{2\pi} s_k} e^{...}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symloss.errors import ReadError
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import nodes, on_sides, throughout


def with_circles(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    r"""Return formulas in which the \pi of 2\pi is the number, if no other \pi of the text may be a number."""
    read = {start: found for start, found in formulas.items() if not isinstance(found, ReadError)}
    every = [node for found in read.values() for formula in found for node in nodes(formula)]
    letters = sum(map(_is_pi, every))
    named, circles = (sum(len(list(kind(node))) for node in every) for kind in (_named, _circles))
    named += sum(_lists(formula) for found in read.values() for formula in found)
    if not named or not circles or letters > named + circles:
        return dict(formulas)
    settled = {
        start: tuple(throughout(f, lambda g: on_sides(g, _settled)) for f in found) for start, found in read.items()
    }
    return {**formulas, **settled}


def _is_pi(node: t.Node | None) -> bool:
    return isinstance(node, t.Letter) and node.name == "pi"


def _lists(formula: Formula) -> bool:
    r"""Whether a formula says of which weights \pi consists: \pi = (\pi_1, \dots, \pi_K)."""
    first, *rest = (side.node if side is not None else None for side in (*formula.sides, None))
    listed = (isinstance(node, t.Fenced) and isinstance(node.body, t.Listing) for node in rest if node is not None)
    return _is_pi(first) and all(listed)


def _named(node: t.Node) -> Iterator[t.Node]:
    r"""Yield what is a \pi of the text and no number: \pi_k, \pi(a | s), Q^\pi, (\pi, \mu), J(\pi), a \sim \pi."""
    match node:
        case t.Scripted():
            yield from (part for part in (node.sub, node.sup) if part is not None and _is_pi(part))
            yield from (node.base,) if _is_pi(node.base) and node.sub is not None else ()
        case t.Listing():
            yield from filter(_is_pi, node.items)
        case t.Chain() if "~" in node.ops:
            yield from filter(_is_pi, node.sides)
        case t.Product():
            behind = zip(node.separators, node.factors[1:], strict=True)
            for name, (sign, fence) in zip(node.factors, behind, strict=False):
                if not sign and isinstance(fence, t.Fenced):
                    yield from (name,) if _is_pi(name) else ()
                    inside = fence.body
                    yield from (inside,) if inside is not None and isinstance(name, t.Letter) and _is_pi(inside) else ()


def _circles(node: t.Node) -> Iterator[t.Node]:
    r"""Yield the factors of a product that are the \pi of 2\pi, or a power of it."""
    if isinstance(node, t.Product):
        following = (*node.factors[2:], None)
        for before, sign, factor, fence in zip(
            node.factors, node.separators, node.factors[1:], following, strict=False
        ):
            bare = factor.base if isinstance(factor, t.Scripted) and factor.sub is None else factor
            listed = isinstance(fence, t.Fenced) and isinstance(fence.body, t.Listing)  # 2 \pi(a | s)
            if isinstance(before, t.Literal) and before.text == "2" and sign != "/" and _is_pi(bare) and not listed:
                yield factor


def _settled(node: t.Node) -> t.Node:
    changed = t.rebuilt(node, _settled)
    circles = list(_circles(node))
    if not isinstance(changed, t.Product) or not circles:
        return changed
    pairs = zip(node.factors, changed.factors, strict=True)  # type: ignore[attr-defined]
    return replace(changed, factors=tuple(_number(b) if any(a is c for c in circles) else b for a, b in pairs))


def _number(node: t.Node) -> t.Node:
    if isinstance(node, t.Scripted):
        return replace(node, base=_number(node.base))
    return t.Literal(text=t.PI, start=node.start, end=node.end)
