"""Sums that do not run over the whole of what they sum: to J over an array of length K."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX
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


def _ends(term: n.Term) -> Iterator[tuple[str, str]]:
    """Yield the end of each sum over entries of an array and the length of that array, where two letters name them."""
    for part in subterms(term):
        if not isinstance(part, n.Bind) or not isinstance(part.over, n.Range):
            continue
        upper = part.over.upper
        for entry in subterms(part.body):
            if isinstance(upper, n.Symbol) and isinstance(entry, n.Indexed) and part.index in entry.indices:
                for length in _lengths(entry, part.index):
                    if isinstance(length, n.Symbol) and length != upper and length.sort == INDEX == upper.sort:
                        yield upper.name, length.name


def _lengths(entry: n.Indexed, index: n.Symbol) -> Iterator[n.Term]:
    try:
        shape = sort_of(entry.base).shape
    except SortError:
        return
    yield from (size for size, used in zip(shape, entry.indices, strict=False) if used == index)
