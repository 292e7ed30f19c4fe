"""What rests on the custom that w_ij is an entry of W: that is a condition, and refutes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.latex.reading.survey import survey
from symloss.proofs.discourse.reading import Reading
from symloss.proofs.discourse.state import Assertion, Source
from symloss.proofs.judging.anew import rests_on


def if_entries(verdict: Verdict, assertion: Assertion, reading: Reading, later: Mapping[str, Source]) -> Verdict:
    """Return the verdict on a claim: that small letters are the entries of a capital one is a condition."""
    if not reading.beside.small or verdict.word in ("undecided", "unread"):
        return verdict
    sides = (side for formula in rests_on(assertion, reading, later) for side in formula.sides)
    mentions = (m for side in sides if side is not None and side.node is not None for m in survey(side.node))
    seen = {(m.name, bool(m.subscripts)) for m in mentions if m.name in reading.beside.small}
    both = sorted(name for name, entry in seen if entry and (name, False) in seen)
    if both and verdict.refuted:
        message = f"the text does not say that the entries of {both[0]} are called {both[0].lower()}"
        return Verdict("undecided", message=message)
    found = tuple(Condition(f"{name.lower()}_ij is the entry i, j of {name}", "found") for name in both)
    return replace(verdict, word="conditional", conditions=(*found, *verdict.conditions)) if found else verdict
