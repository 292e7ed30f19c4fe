"""Normal forms for the reader: bound indices get letters again, and slopes of unknown functions their names."""

from __future__ import annotations

from symloss.term.nodes import Apply, Prime, Symbol, Term
from symloss.term.printer import plain
from symloss.term.sorts import FUNCTION, INDEX, Sort
from symloss.term.walk import bound_symbol, free_symbols, rebuild, rename_bound, substitute, subterms

_LETTERS, _VARIABLES = "kijlmn", "xtuvwz"


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
    bound = bound_symbol(term)
    if bound is not None and bound.name[0] == "#":
        return rename_bound(term, _letter(term, _LETTERS if bound.sort == INDEX else _VARIABLES, bound.sort))
    return term


def _letter(term: Term, letters: str = _LETTERS, sort: Sort = INDEX) -> Symbol:
    """Return a letter that is free nowhere in the term, nor bound in it."""
    inside = {s.name for s in free_symbols(term)} | _bound(term)
    candidates = [*letters, *(f"{letter}{i}" for i in range(1, 100) for letter in letters)]
    return Symbol(next(name for name in candidates if name not in inside), sort)


def _bound(term: Term) -> set[str]:
    return {bound.name for part in subterms(term) if (bound := bound_symbol(part)) is not None}
