"""Doubts about sizes: a sum to J over an array of length K, an array of more axes than are ever written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.walk import free_symbols, subterms


def two_lengths(terms: Iterable[n.Term], scope: Scope) -> str:
    """Return a doubt if two letters count the same entries, in the terms or in the definitions they rest on."""
    waiting, seen = list(terms), set[str]()
    while waiting:
        term = waiting.pop()
        for upper, length in _ends(term):
            return f"the sum to {upper} is over entries that number {length}: are {upper} and {length} the same?"
        for symbol in sorted(free_symbols(term), key=lambda s: s.name):
            definition = scope.definitions.get(symbol.name)
            if definition is not None and symbol.name not in seen:
                seen.add(symbol.name)
                waiting.append(definition.body)
    return ""


def unseen_axes(terms: Iterable[n.Term]) -> str:
    """Return a doubt if a name is taken for an array of three axes or more of which the text shows one index."""
    for term in terms:
        written = {part.base: len(part.indices) for part in subterms(term) if isinstance(part, n.Indexed)}
        for symbol in sorted(free_symbols(term), key=lambda s: s.name):
            axes = len(symbol.sort.shape)
            if axes > 2 and written.get(symbol, 0) < axes - 1:
                return f"{symbol.name} would have {axes} axes: say its sizes"
    return ""


def _ends(term: n.Term) -> Iterator[tuple[str, str]]:
    """Yield the end of each sum over entries of an array and the length of that array, where they differ as named."""
    for part in subterms(term):
        if not isinstance(part, n.Bind) or not isinstance(part.over, n.Range):
            continue
        upper = part.over.upper
        for entry in subterms(part.body):
            if isinstance(upper, n.Symbol) and isinstance(entry, n.Indexed) and part.index in entry.indices:
                for length in _lengths(entry, part.index):
                    if isinstance(length, n.Symbol | n.Number) and length != upper:
                        yield upper.name, str(length)


def _lengths(entry: n.Indexed, index: n.Symbol) -> Iterator[n.Term]:
    try:
        shape = sort_of(entry.base).shape
    except SortError:
        return
    yield from (size for size, used in zip(shape, entry.indices, strict=False) if used == index)
