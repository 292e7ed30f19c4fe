"""Definitions that a claim rests on and that do not fit beside it: where the claim may do without them.

What is true of all X is true of the X that the text defines, unless the claim differentiates by what X is made of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from symloss.proofs.discourse.shapes import derivatives, unfolded_names
from symloss.proofs.discourse.state import Source
from symloss.proofs.names.mentions import names_written
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, subterms


def may_be_left_out(
    names: Collection[str], truth: n.Term, scope: Scope, known: Mapping[str, Source], index: Collection[str]
) -> bool:
    """Whether no slope in a claim, or in what defines its names, turns on what these names are made of.

    known: what is defined, as it is written.
    """
    reached = unfolded_names(truth, scope)
    terms = [truth, *(d.body for name, d in scope.definitions.items() if name in reached)]
    if any(isinstance(part, n.Prime) for term in terms for part in subterms(term)):
        return False  # f' is by whatever f is a function of
    variables = (d.variable for term in terms for d in derivatives(term))
    by = {_stem(s.name) for variable in variables for s in free_symbols(variable) if s.sort != INDEX}
    return all(not by & (_made_of(name, scope, known, index) - {_stem(name)}) for name in names) if by else True


def _made_of(name: str, scope: Scope, known: Mapping[str, Source], index: Collection[str]) -> frozenset[str]:
    """Return the letters of all names that a name is made of, however many definitions lie between."""
    found: set[str] = set()
    todo = [name]
    while todo:
        here = todo.pop()
        if here in found:
            continue
        found.add(here)
        todo += [s.name for s in scope.depends.get(here, ())]
        source = known.get(here)
        body = (source.left if source.swapped else source.right).node if source is not None else None
        todo += names_written(body, index) if body is not None else []
    return frozenset(map(_stem, found))


def _stem(name: str) -> str:
    return name.partition("_")[0]
