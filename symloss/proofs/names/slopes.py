r"""Primes as derivatives by a name: the H and the Z of H'(Z) \cdot Z'(w) are quantities, and these dH/dZ and dZ/dw.

People write a chain of layers so. What such a prime differentiates is the next one's
argument; what is applied without a prime somewhere is a function, and keeps its prime.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import nodes, on_sides


def with_slopes(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas with derivatives instead of the primes of names that are chained somewhere."""
    known = _chained([f for found in formulas.values() if not isinstance(found, ReadError) for f in found])

    def changed(found: Parsed) -> Parsed:
        if isinstance(found, ReadError) or not known:
            return found
        return tuple(on_sides(formula, partial(_derived, known=known)) for formula in found)

    return {start: changed(found) for start, found in formulas.items()}


def _chained(formulas: Sequence[Formula]) -> frozenset[str]:
    """Return the names in chains of primes, each differentiated by what the next one is, that nothing applies."""
    found: set[str] = set()
    applied: set[str] = set()
    for product in (part for formula in formulas for part in nodes(formula) if isinstance(part, t.Product)):
        called = [
            (names.spell(_bare(name)), names.spell(by), _is_primed(name)) for name, _, by in applications(product)
        ]
        above = {name for name, _, primed in called if primed}
        found |= {name for head, by, primed in called if primed and by in above - {head} for name in (head, by)}
        applied |= {name for name, _, primed in called if not primed}
    return frozenset(found - applied - {""})


def _derived(node: t.Node, known: frozenset[str]) -> t.Node:
    node = t.rebuilt(node, lambda part: _derived(part, known))
    if not isinstance(node, t.Product):
        return node
    slopes: dict[int, t.Node] = {}
    behind: set[int] = set()
    for name, fence, by in applications(node):
        named = isinstance(by, t.Letter | t.Word | t.Scripted) and bool(names.spell(by))
        if named and _is_primed(name) and names.spell(_bare(name)) in known:
            variables = ((by, 1),)
            slopes[id(name)] = t.DerivativeSign(
                style="d", body=_bare(name), variables=variables, start=name.start, end=fence.end
            )
            behind.add(id(fence))
    signed = zip(("", *node.separators), node.factors, strict=True)
    kept = [(sign, slopes.get(id(factor), factor)) for sign, factor in signed if id(factor) not in behind]
    factors, signs = tuple(factor for _, factor in kept), tuple(sign for sign, _ in kept[1:])
    return factors[0] if len(factors) == 1 else replace(node, factors=factors, separators=signs)


def applications(product: t.Product) -> Iterator[tuple[t.Node, t.Node, t.Node]]:
    """Yield the names that stand directly before brackets, these, and what is in them: a name, or f(x)."""
    for name, fence, sign in zip(product.factors, product.factors[1:], product.separators, strict=False):
        body = fence.body if isinstance(fence, t.Fenced) and fence.left == "(" and not sign else None
        named = isinstance(name, t.Letter | t.Word | t.Scripted)
        if named and body is not None and (isinstance(body, t.Product) or names.spell(body)):
            yield name, fence, body


def _is_primed(node: t.Node) -> bool:
    return isinstance(node, t.Scripted) and node.primes == 1 and node.sup is None


def _bare(node: t.Node) -> t.Node:
    """Return a name without its primes."""
    if not isinstance(node, t.Scripted):
        return node
    return replace(node, primes=0) if node.sub is not None or node.sup is not None else node.base
