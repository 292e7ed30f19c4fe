"""What all printers share: how tightly things bind, and the shapes that are written in a short way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from symloss.term import nodes as n
from symloss.term.sorts import FUNCTION

# How tightly things bind, loosest first; the reader has the same levels.
IMPLIES, LIST, OR, AND, NOT, RELATION, SUM, PRODUCT, FACTOR, POWER, ATOM = range(1, 12)
CHAINED = ("=", "<", "<=", ">", ">=", "~=")


BINDER_WORDS = {"sum": "sum", "product": "prod", "max": "max", "min": "min", "sup": "supremum", "inf": "infimum",
                "argmax": "argmax", "argmin": "argmin", "vector": "vector"}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A printed term."""

    text: str
    level: int = ATOM
    open: bool = False


def digits(number: n.Number) -> str:
    """Return a number as it was written, with as many digits after the point."""
    if not number.places:
        return str(number.value)
    shifted = str(number.value * 10**number.places).rjust(number.places + 1, "0")
    return f"{shifted[: -number.places]}.{shifted[-number.places :]}"


def is_quantity(body: n.Term) -> bool:
    """Whether dBODY/dz can be written without parentheses: a name, or an entry of one."""
    base = body.base if isinstance(body, n.Indexed) else body
    return isinstance(base, n.Symbol) and base.sort != FUNCTION


def mixed_second(term: n.Derivative) -> n.Derivative | None:
    """Return the inner derivative of d2L/ds_i ds_j, a second derivative that is written as one quotient, or None."""
    inner = term.body
    if not isinstance(inner, n.Derivative) or (term.order, inner.order) != (1, 1) or not is_quantity(inner.body):
        return None
    return inner if term.style == inner.style != "nabla" and term.variable != inner.variable else None


def chain(term: n.And) -> list[n.Relation]:
    """Return the relations of `0 < a < 1`, or nothing if the truths do not link up."""
    links = [t for t in term.truths if isinstance(t, n.Relation) and t.op in CHAINED]
    if len(links) < len(term.truths) or len(links) < 2:
        return []
    linked = all(a.right == b.left for a, b in pairwise(links))
    return links if linked else []
