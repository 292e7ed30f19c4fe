"""Normal forms for the reader: bound indices get letters again, and slopes of unknown functions their names."""

from __future__ import annotations

from symloss.term.nodes import Apply, Bind, Prime, Symbol, Term
from symloss.term.printer import plain
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.walk import free_symbols, rebuild, rename_bound, substitute, subterms

_LETTERS = "kijlmn"


def shown(term: Term) -> str:
    """Return a term of the kernel in plain notation, with letters for its numbered indices."""
    loose = sorted((s for s in free_symbols(term) if s.name[0] == "#"), key=lambda s: s.name)
    for symbol in loose:
        term = substitute(term, {symbol: _letter(term)})
    return plain(_named(_lettered(term)))


def _named(term: Term) -> Term:
    """Return the term with slopes of unknown functions as they are written: f;0 is f', g;0,1 is g_12."""
    term = rebuild(term, _named)
    if isinstance(term, Apply) and isinstance(term.function, Symbol) and ";" in term.function.name:
        name, _, places = term.function.name.partition(";")
        numbers = places.split(",")
        if len(term.arguments) == 1:
            return Apply(Prime(Symbol(name, FUNCTION), len(numbers)), term.arguments)
        return Apply(Symbol(f"{name}_{''.join(str(int(n) + 1) for n in numbers)}", FUNCTION), term.arguments)
    return term


def _lettered(term: Term) -> Term:
    term = rebuild(term, _lettered)
    if isinstance(term, Bind) and term.index.name[0] == "#":
        return rename_bound(term, _letter(term))
    return term


def _letter(term: Term) -> Symbol:
    """Return a letter that is free nowhere in the term, nor bound in it."""
    inside = {s.name for s in free_symbols(term)} | _bound(term)
    candidates = [*_LETTERS, *(f"{letter}{i}" for i in range(1, 100) for letter in _LETTERS)]
    return Symbol(next(name for name in candidates if name not in inside), INDEX)


def _bound(term: Term) -> set[str]:
    return {part.index.name for part in subterms(term) if isinstance(part, Bind)}
