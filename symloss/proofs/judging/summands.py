"""Sums whose summand does not mention their index: sum_i u^2 is n u^2, or its author means u_i.

What is proved of the one need not hold of the other, so a proof says which it is of.
"""

from __future__ import annotations

from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import unfolded_names
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms


def with_constant_summands(verdict: Verdict, statement: Statement) -> Verdict:
    """Return a proof with the summands that it takes to be the same for every index."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None or not verdict.proved:
        return verdict
    definitions = statement.scope.definitions
    bodies = [definitions[k].body for k in sorted(unfolded_names(claim, statement.scope)) if k in definitions]
    found: dict[Condition, None] = {}
    for part in (part for term in (claim, *bodies) for part in subterms(term)):
        if isinstance(part, n.Bind) and part.kind in ("sum", "product") and _is_constant(part):
            found.setdefault(Condition(f"{part.body} is the same for every {part.index}", "as written"))
    return replace(verdict, conditions=(*verdict.conditions, *found)) if found else verdict


def _is_constant(bind: n.Bind) -> bool:
    """Whether the summand has names, but not the index, nor an index of its own."""
    free = free_symbols(bind.body)
    return bind.index not in free and any(s.sort != INDEX for s in free) and not any(s.sort == INDEX for s in free)
