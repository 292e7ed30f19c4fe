"""Opaque quantities by their names again, for the reader of a condition."""

from __future__ import annotations

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.expand import Expander, opaque
from symloss.term import nodes as n
from symloss.term.walk import alpha_equal, rebuild


def as_named(term: n.Term, of: Expander) -> n.Term:
    """Return an expanded term with the opaque quantities by their names again: L for L(a(z), y)."""
    function = term.function if isinstance(term, n.Apply) else None
    known = of.scope.symbols.get(function.name) if isinstance(function, n.Symbol) else None
    if known is not None and known.name in of.scope.depends and _is_itself(term, known.name, of):
        return known
    return rebuild(term, lambda part: as_named(part, of))


def _is_itself(term: n.Term, name: str, of: Expander) -> bool:
    """Whether an application is the opaque quantity where it stands, and not at another point."""
    try:
        return alpha_equal(term, opaque(name, of))
    except OutOfReach:
        return False
