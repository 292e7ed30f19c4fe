"""Ways of writing that leave open what is meant: a proof says what it takes them for.

sum_i u^2 is n u^2, or its author means u_i; w x of two vectors is a number, or a vector.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import unfolded_names
from symloss.proofs.names.units import NEXT
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

_PRODUCTS = {
    n.Inner: "two vectors side by side are their inner product",
    n.Hadamard: "two vectors side by side are multiplied entry by entry",
}


def with_constant_summands(verdict: Verdict, statement: Statement) -> Verdict:
    """Return a proof with the summands that it takes to be the same for every index."""
    if not verdict.proved:
        return verdict
    found: dict[Condition, None] = {}
    for part in (part for term in _reached(statement) for part in subterms(term)):
        if isinstance(part, n.Bind) and part.kind in ("sum", "product") and _is_constant(part):
            found.setdefault(Condition(f"{part.body} is the same for every {part.index}", "as written"))
    return replace(verdict, conditions=(*verdict.conditions, *found)) if found else verdict


def with_manner(verdict: Verdict, statement: Statement) -> Verdict:
    """Return a proof with what it takes two vectors side by side, and a letter with two indices, for."""
    if verdict.word not in ("proved", "conditional"):
        return verdict
    pairs = (p for t in _reached(statement) for p in subterms(t) if isinstance(p, n.Inner | n.Hadamard))
    found = dict.fromkeys(Condition(_PRODUCTS[type(p)], "as written") for p in pairs if not p.signed)
    known = sorted({s.name for term in _reached(statement) for s in free_symbols(term) if s.name.endswith(NEXT)})
    layers = (f"{name} is of another layer than {name.removesuffix(NEXT)}" for name in known)
    found |= dict.fromkeys(Condition(text, "as written") for text in layers)
    return replace(verdict, conditions=(*verdict.conditions, *found)) if found else verdict


def with_data(verdict: Verdict, statement: Statement, lines: Mapping[str, int]) -> Verdict:
    """Return a proof with the data that it takes to be one-hot, y_k = delta(k, c), and the line that says so."""
    definitions = statement.scope.definitions.values()
    reached = {name for term in _reached(statement) for name in unfolded_names(term, statement.scope)}
    found: dict[Condition, None] = {}
    for made in sorted(definitions, key=lambda d: d.name) if verdict.proved else ():
        if made.name in reached and isinstance(made.body, n.Delta | n.Indicator) and made.name in lines:
            entry = n.Indexed(statement.scope.symbols[made.name], made.parameters) if made.parameters else made.name
            found.setdefault(Condition(f"{entry} = {made.body}", f"stated, line {lines[made.name]}"))
    return replace(verdict, conditions=(*verdict.conditions, *found)) if found else verdict


def _reached(statement: Statement) -> tuple[n.Term, ...]:
    """Return what is claimed, and the definitions that it reaches."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None:
        return ()
    definitions = statement.scope.definitions
    return claim, *(definitions[k].body for k in sorted(unfolded_names(claim, statement.scope)) if k in definitions)


def _is_constant(bind: n.Bind) -> bool:
    """Whether the summand has names, but not the index, nor an index of its own."""
    free = free_symbols(bind.body)
    return bind.index not in free and any(s.sort != INDEX for s in free) and not any(s.sort == INDEX for s in free)
