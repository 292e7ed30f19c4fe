r"""What a text says of means and variances in words: "$X_1, \ldots, X_n$ are drawn with the mean $\mu$"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symloss.proofs.discourse.flow import Sentence
from symloss.proofs.discourse.shapes import names_in
from symloss.proofs.discourse.wording import lone
from symloss.proofs.documents.region import Region
from symloss.proofs.words.moments import moments_in_words
from symloss.term import nodes as n
from symloss.term.functions import EXPECTATION
from symloss.term.scope import Hypothesis
from symloss.term.sorts import FUNCTION, INDEX, SCALAR

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

_OPERATORS = {"mean": EXPECTATION, "variance": "Var"}


def note(follower: Follower, sentence: Sentence) -> None:
    """Suppose the moments that the words of a sentence give of the first formula before them that may be random."""
    told = [(moment, at) for moment, at in moments_in_words(sentence.words) if at < len(sentence.regions)]
    first = min((number for _, number in told), default=0)
    plain = (r for r in sentence.regions[:first] if "=" not in r.text or "dots" in r.text)
    found = (_quantity(follower, region) for region in plain)
    quantity = next((q for q in found if q is not None), None)
    for moment, number in told:
        value = lone(follower, sentence.regions[number])
        if quantity is None or value is None or value.term is None or names_in(quantity) & names_in(value.term):
            continue
        of = n.Apply(n.Symbol(_OPERATORS[moment], FUNCTION), (quantity,))
        start = sentence.regions[number].start
        truth = n.Relation("=", of, value.term)
        follower.memory.assumptions.append(Hypothesis(truth, follower.stated(start)))
        follower.memory.stated.append(follower.note(start, f"{moment} {sentence.regions[number].text.strip()}"))


def _quantity(follower: Follower, region: Region) -> n.Symbol | n.Indexed | None:
    """Return what a formula names that may be random: X, X_i, each of X_1, ..., X_n."""
    symbols, definitions = follower.memory.scope.symbols, follower.memory.scope.definitions
    names = [name if name in symbols else name.rpartition("_")[0] for name in follower.reading.names_in(region)]
    named = [symbols[name] for name in names if name in symbols]  # X of X_1, ..., X_n, too
    arrays = [symbol for symbol in named if symbol.sort.shape]
    if arrays:
        free = len(arrays[0].sort.shape) == 1 and arrays[0].name not in definitions
        return n.Indexed(arrays[0], (n.Symbol("i", INDEX),)) if free else None
    value = lone(follower, region)
    term = value.term if value is not None else None
    if isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol):
        free = all(isinstance(place, n.Symbol) for place in term.indices)
        return term if free and term.base.name not in definitions else None
    if isinstance(term, n.Symbol) and term.sort == SCALAR and term.name not in definitions:
        return term
    return None
