r"""Primes as derivatives by a name: the H and the Z of H'(Z) \cdot Z'(w) are quantities, and these dH/dZ and dZ/dw.

People write a chain of layers so. What such a prime differentiates is the next one's
argument; what is applied without a prime somewhere is a function, and keeps its prime.
Where there is an f', f^{(3)}(x) has three of them, and f^{(n)} is a function of its own, not the n-th of several;
where there is an f^{(1)}, too, these are layers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import applications, nodes, on_sides

_MOST = 9  # derivatives one after the other


def with_slopes(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas with derivatives instead of the primes of names that are chained somewhere, and of orders."""
    whole = [f for found in formulas.values() if not isinstance(found, ReadError) for f in found]
    known, ordered = _chained(whole), _with_orders(whole)

    def changed(found: Parsed) -> Parsed:
        if isinstance(found, ReadError) or not known | ordered:
            return found
        primed = (on_sides(formula, partial(_primed, known=ordered)) for formula in found)
        return tuple(on_sides(formula, partial(_derived, known=known)) for formula in primed)

    return {start: changed(found) for start, found in formulas.items()}


def _with_orders(formulas: Sequence[Formula]) -> frozenset[str]:
    """Return the letters that have a prime somewhere, and nowhere a 1 in brackets above."""
    scripted = [p for f in formulas for p in nodes(f) if isinstance(p, t.Scripted) and isinstance(p.base, t.Letter)]
    primed = {names.spell(p.base) for p in scripted if p.primes and p.sup is None}
    return frozenset(primed - {names.spell(p.base) for p in scripted if _order(p) == 1})


def _order(node: t.Node) -> int:
    """Return the number that stands above a letter in brackets, or 0."""
    sup = node.sup.body if isinstance(node, t.Scripted) and isinstance(node.sup, t.Fenced) else None
    plain = isinstance(node, t.Scripted) and node.sub is None and not node.primes
    return int(sup.text) if plain and isinstance(sup, t.Literal) and sup.text.isdigit() else 0


def _primed(node: t.Node, known: frozenset[str]) -> t.Node:
    r"""Return f'''(x) for f^{(3)}(x)."""
    if isinstance(node, t.Scripted) and _letter(node) in known and _is_of_letters(node.sup):
        name = names.full(_letter(node), [], names.spell(node.sup))  # type: ignore[arg-type]
        return t.Letter(name=name, start=node.start, end=node.end)
    node = t.rebuilt(node, lambda part: _primed(part, known))
    if not isinstance(node, t.Product):
        return node
    raised = {id(name) for name, _, _ in applications(node) if 1 < _order(name) <= _MOST and _letter(name) in known}
    factors = (replace(f, sup=None, primes=_order(f)) if id(f) in raised else f for f in node.factors)  # type: ignore[call-arg]
    return replace(node, factors=tuple(factors))


def _is_of_letters(sup: t.Node | None) -> bool:
    """Whether what stands above is an order in brackets that is no number: (n), (n + 1)."""
    inside = sup.body if isinstance(sup, t.Fenced) and sup.left == "(" else None
    return isinstance(inside, t.Letter | t.Sum) and bool(names.spell(inside))


def _letter(node: t.Node) -> str:
    return names.spell(node.base) if isinstance(node, t.Scripted) else ""


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


def _is_primed(node: t.Node) -> bool:
    return isinstance(node, t.Scripted) and node.primes == 1 and node.sup is None


def _bare(node: t.Node) -> t.Node:
    """Return a name without its primes."""
    if not isinstance(node, t.Scripted):
        return node
    return replace(node, primes=0) if node.sub is not None or node.sup is not None else node.base
