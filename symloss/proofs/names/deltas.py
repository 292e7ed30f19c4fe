r"""The delta of \delta(z_i = k): an indicator, where the letter stands before nothing but relations in brackets.

\delta(t = 0) of an error delta is its value at t = 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symloss.errors import ReadError
from symloss.latex import tree as t
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import nodes, on_sides, throughout


def with_indicators(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    r"""Return formulas with 1(z_i = k) for \delta(z_i = k), if no other delta of the text is without indices."""
    read = {start: found for start, found in formulas.items() if not isinstance(found, ReadError)}
    every = [node for found in read.values() for formula in found for node in nodes(formula)]
    entries = sum(isinstance(node, t.Scripted) and node.sub is not None and _is_delta(node.base) for node in every)
    called = sum(len(list(_called(node))) for node in every)
    if not called or sum(map(_is_delta, every)) > called + entries:
        return dict(formulas)
    settled = {
        start: tuple(throughout(f, lambda g: on_sides(g, _settled)) for f in found) for start, found in read.items()
    }
    return {**formulas, **settled}


def _is_delta(node: t.Node) -> bool:
    return isinstance(node, t.Letter) and node.name == "delta"


def _called(node: t.Node) -> Iterator[int]:
    """Yield the places of the factors delta before a relation in brackets."""
    for place, factor in enumerate(node.factors[:-1]) if isinstance(node, t.Product) else ():
        fence = node.factors[place + 1]  # type: ignore[attr-defined]
        if _is_delta(factor) and isinstance(fence, t.Fenced) and isinstance(fence.body, t.Chain):
            yield place


def _settled(node: t.Node) -> t.Node:
    changed = t.rebuilt(node, _settled)
    if not isinstance(changed, t.Product):
        return changed
    factors = list(changed.factors)
    for place in _called(changed):
        factors[place] = t.Letter(name="1", font="bb", start=factors[place].start, end=factors[place].end)
    return replace(changed, factors=tuple(factors))
