r"""How far a sum reaches: in \partial s_i/\partial x_j = \sum_j e^{x_j} \cdot 0 - e^{x_i} e^{x_j} up to the minus.

A letter that is used behind a sum over it is meant to be summed, too, where it has no other meaning. It has one
where the chain begins with something that has this letter below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import bounds, on_sides


def with_sums_ended(formulas: Iterable[Formula]) -> tuple[Formula, ...]:
    """Return the formulas of a region with brackets around sums over letters that the start of their chain has."""
    found: list[Formula] = []
    fixed: frozenset[str] = frozenset()
    for formula in formulas:
        for first in (side for side in formula.sides[:1] if side is not None):
            fixed = _free(first.node) if first.node is not None else frozenset()
        found.append(on_sides(formula, lambda node, fixed=fixed: _ended(node, fixed)) if fixed else formula)  # type: ignore[misc]
    return tuple(found)


def _free(node: t.Node) -> frozenset[str]:
    """Return the letters below names that nothing binds: no operator, and no family {x_n}_{n = 1}^N."""
    mentions = survey(node)
    families = (p.sub for p in t.walk(node) if isinstance(p, t.Scripted) and isinstance(p.base, t.Fenced) and p.sub)
    bound = {m.name for below in families for m in survey(below)} | {m.name for m in mentions if m.role == "bound"}
    return frozenset(s for m in mentions for s in m.numbered) - bound


def _ended(node: t.Node, fixed: frozenset[str]) -> t.Node:
    node = t.rebuilt(node, lambda part: _ended(part, fixed))
    if not isinstance(node, t.Sum):
        return node
    terms = list(node.terms)
    for place, term in enumerate(terms[:-1]):
        big = term.factors[-1] if isinstance(term, t.Product) else term
        if not isinstance(big, t.Big):
            continue
        later = frozenset().union(*map(_free, terms[place + 1 :]))
        if fixed & later & {letter for letter, _ in bounds(big)}:
            whole = t.Fenced(left="(", right=")", body=big, start=big.start, end=big.end)
            terms[place] = replace(term, factors=(*term.factors[:-1], whole)) if isinstance(term, t.Product) else whole
    return replace(node, terms=tuple(terms))
