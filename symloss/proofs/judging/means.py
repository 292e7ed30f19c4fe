r"""The mean that a name stands for by custom, where the text does not say so: \bar x beside a sum over x_i, or mu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symloss.proofs.discourse.shapes import derivatives
from symloss.proofs.judging.meanings import is_closed
from symloss.proofs.judging.unsaid import Unsaid, reached_terms
from symloss.term import nodes as n
from symloss.term.scope import Definition
from symloss.term.sorting import sort_of
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, subterms

_ONE = n.Number(Fraction(1))


def of_samples(statement: Statement, claim: n.Term) -> Iterator[Unsaid]:
    """Yield that the names that may be means are those of what a claim sums over."""
    terms = reached_terms(statement, claim)
    sums = [p for t in terms for p in subterms(t) if isinstance(p, n.Bind) and p.kind == "sum"]
    summed = {entry.base: (total, entry) for total in reversed(sums) for entry in _entries(total)}
    by = {s for t in terms for slope in derivatives(t) for s in free_symbols(slope.variable)}
    free = {s for t in terms for s in free_symbols(t)} - by
    means: dict[n.Symbol, n.Bind] = {}
    for name in sorted(free, key=str):
        sides = (claim.left, claim.right) if isinstance(claim, n.Relation) else ()
        if name in sides or (name.name == "mu" and any(map(is_closed, sides))):
            continue  # it says itself what it is, or is an equation for it
        of = [b for b in summed if _is_mean_of(name.name, str(b), lone=len(summed) == 1)]
        for total, entry in (summed[base] for base in of):
            if name.name not in statement.scope.definitions and sort_of(entry) == name.sort:
                means[name] = replace(total, body=entry)
    if means:
        made = {
            name: n.Div(total, total.over.upper) for name, total in means.items() if isinstance(total.over, n.Range)
        }
        scope = statement.scope
        for name, body in made.items():
            scope = scope.define(Definition(name.name, body))
        said = ", ".join(f"{name} is the mean of {total.body}" for name, total in means.items())
        yield Unsaid(said, replace(statement, scope=scope))


def _entries(total: n.Bind) -> Iterator[n.Indexed]:
    """Yield the x_i in a sum over i from 1."""
    if isinstance(total.over, n.Range) and total.over.lower == _ONE:
        inside = (p for p in subterms(total.body) if isinstance(p, n.Indexed) and p.indices == (total.index,))
        yield from (entry for entry in inside if isinstance(entry.base, n.Symbol))


def _is_mean_of(name: str, base: str, *, lone: bool) -> bool:
    return name in (f"bar_{base}", f"mu_{base}") or (name == "mu" and lone)
