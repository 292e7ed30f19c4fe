"""Which quantities a term depends on, through definitions and declared dependences."""

from __future__ import annotations

from collections.abc import Iterable

from symloss.kernel.values.balls import Unknown
from symloss.term.nodes import Derivative, Indexed, Symbol, Term
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.walk import free_symbols


def parents(symbol: Symbol, scope: Scope) -> tuple[Symbol, ...]:
    """Return the symbols that `symbol` is directly made of, sorted by name; none if it is independent."""
    definition = scope.definitions.get(symbol.name)
    if definition is not None:
        found = free_symbols(definition.body) - set(definition.parameters)
        return tuple(sorted(found, key=lambda s: s.name))
    return scope.depends.get(symbol.name, ())


def reach(start: frozenset[Symbol], scope: Scope, stop: str = "") -> frozenset[Symbol]:
    """Return `start` and all that its symbols are made of, not looking inside the symbol called `stop`."""
    found: set[Symbol] = set()
    waiting = list(start)
    while waiting:
        symbol = waiting.pop()
        if symbol in found:
            continue
        found.add(symbol)
        if symbol.name != stop:
            waiting.extend(parents(symbol, scope))
    return frozenset(found)


def goes_round(start: frozenset[Symbol], scope: Scope) -> bool:
    """Return whether a quantity that `start` is made of is said to depend on itself: then nothing gives it a value."""
    made = (s for s in reach(start, scope) if s.name in scope.depends and s.name not in scope.definitions)
    return any(s in reach(frozenset(parents(s, scope)), scope) for s in made)


def check_variable(term: Derivative, scope: Scope) -> None:
    """Raise Unknown if a derivative by a named quantity has more than one reading.

    dL/da with a = sigma(z) holds a as the variable. That is clear if L is made of a
    alone; it is not if L is written in z, and not for a total derivative if L is
    written in both.
    """
    variable = term.variable.base if isinstance(term.variable, Indexed) else term.variable
    if not isinstance(variable, Symbol):
        raise Unknown("a derivative by something that is not a quantity")
    above = reach(frozenset(parents(variable, scope)), scope)
    if not above:
        return
    below = reach(free_symbols(term.body), scope, stop=variable.name)
    shared = {s.name for s in above & below if s.sort not in (INDEX, FUNCTION)}
    if shared and (variable not in below or term.style == "d"):
        raise Unknown(f"the derivative by {variable.name} of a term that is also made of {min(shared)}")


def check_pinned(body: Term, variable: Symbol, values: Iterable[Symbol], scope: Scope) -> None:
    """Raise Unknown if a derivative by z is taken while an `a` that is made of z has a value of its own.

    So it is in d/da (dL/dz), where a = sigma(z): z cannot move while a is the variable.
    """
    pinned = [s for s in values if s != variable and parents(s, scope)]
    if not pinned:
        return
    below = reach(free_symbols(body), scope)
    for symbol in pinned:
        if symbol in below and variable in reach(frozenset(parents(symbol, scope)), scope):
            raise Unknown(
                f"the derivative by {variable.name} where {symbol.name}, which is made of it, is the variable"
            )
