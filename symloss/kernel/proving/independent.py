"""The symbols that a symbol is made of, by definitions and by what it is said to depend on."""

from __future__ import annotations

from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols


def ground(symbol: n.Symbol, scope: Scope) -> frozenset[n.Symbol]:
    """Return the independent symbols that a symbol is made of, itself if it is one."""
    return frozenset(s for s in {symbol, *made_of(symbol, scope)} if not _parts(s, scope))


def made_of(symbol: n.Symbol, scope: Scope) -> frozenset[n.Symbol]:
    """Return all symbols that a symbol is made of."""
    found: set[n.Symbol] = set()
    waiting = [symbol]
    while waiting:
        new = _parts(waiting.pop(), scope) - found
        found |= new
        waiting += new
    return frozenset(found)


def _parts(symbol: n.Symbol, scope: Scope) -> frozenset[n.Symbol]:
    """Return the symbols that a symbol is made of directly."""
    definition = scope.definitions.get(symbol.name)
    if definition is not None:
        return free_symbols(definition.body) - set(definition.parameters)
    return frozenset(scope.depends.get(symbol.name, ()))
