"""What goes where, for what a sentence says: "as z -> infinity", "if p is close to 1"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symloss.proofs.discourse.alternatives import give_way
from symloss.proofs.discourse.flow import Sentence
from symloss.proofs.discourse.state import SENTENCE, Case
from symloss.proofs.discourse.wording import lone
from symloss.proofs.judging.meanings import is_closed
from symloss.proofs.words.approach import approaches
from symloss.term import nodes as n
from symloss.term.reader import read
from symloss.term.scope import Hypothesis, Scope

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower


_TENDING = re.compile(r"\\(?:to|(?:long)?rightarrow|approx|simeq|thickapprox)(?![a-zA-Z])|[→≈]")


def go(follower: Follower, sentence: Sentence) -> None:
    """Take in where words let names go, if anything tends to something there; what is said twice is not followed."""
    memory = follower.memory
    if not any(_TENDING.search(region.text) for region in sentence.regions):
        return
    told: dict[n.Symbol, list[tuple[n.Term, int]]] = {}
    for what, target in approaches(sentence.words):
        values = [lone(follower, sentence.regions[k]) for k in (what, target) if isinstance(k, int)]
        terms = [value.term for value in values if value is not None]
        point = read(target, Scope()) if isinstance(target, str) else terms[-1] if terms else None
        if len(terms) == len(values) and isinstance(terms[0], n.Symbol) and point is not None and is_closed(point):
            told.setdefault(terms[0], []).append((point, sentence.regions[what].start))
    for name, [(point, start), *others] in told.items():
        if not others:
            truth = n.Relation("->", name, point)
            give_way(memory, truth)
            memory.cases.append(Case(Hypothesis(truth, follower.stated(start)), SENTENCE))
