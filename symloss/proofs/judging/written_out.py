r"""How many entries an array has that a claim writes out: two, in w^T x = w_1 x_1 + w_2 x_2.

Where the text gives no length and writes no more entries elsewhere, the claim is true on this condition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import unfolded_names
from symloss.proofs.judging.lengths import with_length
from symloss.term import nodes as n
from symloss.term.statement import Identity, Statement
from symloss.term.walk import subterms


def of_as_many(
    statement: Statement,
    verdict: Verdict,
    judged: Callable[[Statement], Verdict],
    told: Collection[str],
    highest: Mapping[str, int],
) -> Verdict:
    """Return `conditional` for a refuted claim that is true of arrays of as many entries as it writes.

    told: lengths of the text. highest: the largest number that it writes below a name.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not verdict.refuted or claim is None:
        return verdict
    special, said = statement, []
    for length, (name, most) in sorted(_written_out(statement, claim, told, highest).items(), key=str):
        special = with_length(special, length, n.Number(Fraction(most)))
        said.append(Condition(f"{name} has {most} entries", "found"))
    answer = judged(special) if said else verdict
    if answer.word not in ("proved", "conditional"):
        return verdict
    return replace(answer, word="conditional", conditions=(*said, *answer.conditions), witness=verdict.witness)


def _written_out(
    statement: Statement, claim: n.Term, told: Collection[str], highest: Mapping[str, int]
) -> dict[n.Symbol, tuple[str, int]]:
    """Return the lengths of which a claim writes the entries 1, 2, ..., with an array of that length, and how many."""
    reached, definitions = unfolded_names(claim, statement.scope), statement.scope.definitions
    terms = [claim, *(d.body for name, d in definitions.items() if name in reached)]
    entries: dict[n.Symbol, dict[str, set[int]]] = {}
    for part in (part for term in terms for part in subterms(term)):
        match part:
            case n.Indexed(n.Symbol(name) as base, (n.Number(value),)) if isinstance(base.sort.shape[0], n.Symbol):
                entries.setdefault(base.sort.shape[0], {}).setdefault(name, set()).add(int(value))
    found: dict[n.Symbol, tuple[str, int]] = {}
    for length, arrays in entries.items():
        name, places = min(arrays.items())
        alike = all(other == places for other in arrays.values())
        if max(highest.get(other, 0) for other in arrays) > len(places):
            continue
        if length.name not in told and alike and len(places) > 1 and places == set(range(1, len(places) + 1)):
            found[length] = (name, len(places))
    return found
