"""Whoever says where a number lies claims what he says there: of a != 0, ln(a^2) = 2 ln(a) is true on a condition.

A proof is of the points at which both sides have a value. Where the text says nothing of a number, that is what is
meant; where it gives bounds, or says "for all real x", a point with a value of one side only is a condition left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from symloss.kernel.verdict import Verdict
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement


def where_stated(
    statement: Statement, verdict: Verdict, everywhere: Collection[str], ask: Callable[[Statement], Verdict]
) -> Verdict:
    """Return `conditional` for a proof that leaves out points of what the text states; everywhere: see `Assertion`."""
    natural = (c.text for c in verdict.conditions if c.origin == "natural domain")
    asked = [set(re.findall(r"[^\W\d]\w*", text)) - FUNCTIONS.keys() for text in natural]
    stated = {name for fact in statement.facts if (name := _bounded(fact.truth))} | set(everywhere)
    if (
        not verdict.proved
        or not isinstance(statement.step, Identity)
        or not any(names and names <= stated for names in asked)
    ):
        return verdict
    found = ask(replace(statement, domain_declared=True))
    one_sided = found.witness is not None and "undefined" in (found.witness.left, found.witness.right)
    return found if found.word == "conditional" and one_sided else verdict


def _bounded(truth: n.Term) -> str:
    """Return the name of which a relation gives a bound, or ""."""
    match truth:
        case n.Relation("<" | "<=" | ">" | ">=" | "!=", left, right):
            for side, other in ((left, right), (right, left)):
                if isinstance(side, n.Symbol) and side.sort != INDEX and is_closed(other):
                    return side.name
    return ""
