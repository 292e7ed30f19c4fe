"""Words to symloss inside a document, invisible when it is printed.

`assume TRUTH`, `skip` (the next formula), `waive WORD "reason"` (the next sentence's
claims with that verdict). All are counted and listed.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from symloss.kernel.verdict import WORDS
from symloss.proofs.record import Note
from symloss.term import nodes as n
from symloss.term.sorts import INDEX

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower
    from symloss.proofs.documents.region import Region

_WAIVE = re.compile(r"waive\s+(?P<word>\w+)\s+[\"“”'](?P<reason>[^\"“”]+)[\"“”']\s*\Z", re.S)


def obey(follower: Follower, region: Region) -> None:
    """Do what a directive says; one that is not understood is reported as unread."""
    text = " ".join(region.text.split())
    verb, _, rest = text.partition(" ")
    line, column = follower.document.place(region.start)
    if verb == "assume" and rest:
        if not follower.assume(rest, f"stated, line {line}", Note(line, column, rest)):
            follower.unread(region, f"the assumption `{rest}` was not understood")
    elif verb == "skip" and not rest:
        follower.memory.skip_next = True
    elif (waiver := _WAIVE.match(text)) and waiver["word"] in WORDS:
        follower.memory.waive_next[waiver["word"]] = waiver["reason"]
    else:
        expected = 'assume 0 < a < 1, skip, waive refuted "reason"'
        follower.unread(region, f"`{text}` is no directive; there are: {expected}")


def property_truths(name: str, symbol: n.Symbol) -> tuple[n.Term, ...]:
    """Return what "one-hot", "sums to one", "positive" say of an array or a number."""
    one, zero = n.Number(Fraction(1)), n.Number(Fraction(0))
    if not symbol.sort.shape:
        return (n.Relation(">", symbol, zero),) if name == "positive" else ()
    letters = tuple(n.Symbol(f"{symbol.name}_index{i or ''}", INDEX) for i in range(len(symbol.sort.shape)))
    entry = n.Indexed(symbol, letters)
    last = letters[-1]
    total = n.Relation("=", n.Bind("sum", last, n.Range(one, symbol.sort.shape[-1]), entry), one)
    return {
        "one-hot": (total, n.Member(entry, n.FiniteSet((zero, one)))),
        "normalised": (total,),
        "distribution": (total, n.Relation(">=", entry, zero)),
        "positive": (n.Relation(">", entry, zero),),
    }.get(name, ())
