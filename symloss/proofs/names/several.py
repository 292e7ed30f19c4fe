r"""Relations of several names at once: `p, q > 0` says p > 0 and q > 0, and `0 < a, b < 1` says it of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula, Side
from symloss.proofs.names.walks import real_space

_ORDER = frozenset({"<", "<=", ">", ">="})
_EACH = _ORDER | {"!=", "in"}
_LETTER = "i"  # counts the entries of x_1, ..., x_n


def each_of(formulas: tuple[Formula, ...]) -> tuple[Formula, ...]:
    """Return formulas in which every relation is of one name."""
    return tuple(part for formula in _between(formulas) for part in _parts(formula))


def _parts(formula: Formula) -> Iterator[Formula]:
    listings = [k for k, side in enumerate(formula.sides) if side is not None and _listing(side) is not None]
    last = formula.sides[-1] if formula.sides else None
    space = last is not None and last.node is not None and real_space(last.node) is not None
    if len(listings) != 1 or space or not all(sign.op in _EACH for sign in formula.signs) or not formula.signs:
        yield formula
        return
    whole = formula.sides[listings[0]]
    listing = _listing(whole)
    assert whole is not None and listing is not None, "only listings were counted"
    items = listing.items
    if any(isinstance(item, t.Dots) for item in items):
        yield replace(formula, sides=(whole,), signs=(), conditions=(), labels=(), tags=())
        items = tuple(_entry(item) for item in items[:1])
    for number, item in enumerate(items):
        text = whole.text[item.start - whole.start : item.end - whole.start] if item in listing.items else ""
        side = Side(item, item.start, item.end, text or names.spell(item))
        sides = tuple(side if k == listings[0] else other for k, other in enumerate(formula.sides))
        yield replace(formula, sides=sides, lead=formula.lead if not number else ",")


def _listing(side: Side | None) -> t.Listing | None:
    """Return the names that a side lists: p, q or x_1, ..., x_n."""
    node = side.node if side is not None else None
    if not isinstance(node, t.Listing) or set(node.separators) != {","}:
        return None
    plain = [item for item in node.items if not isinstance(item, t.Dots)]
    if not all(isinstance(item, t.Letter | t.Word | t.Scripted) for item in plain):
        return None
    if len(plain) == len(node.items):
        return node
    numbered = isinstance(plain[0], t.Scripted) and isinstance(plain[0].sub, t.Literal) and plain[0].sup is None
    return node if numbered and isinstance(node.items[-2], t.Dots) else None


def listed_apart(formulas: tuple[Formula, ...]) -> Iterator[str]:
    """Yield the o of `u_o, u_1, ..., u_K`: u_o is none of the others."""
    for side in (side for formula in formulas for side in formula.sides if side is not None):
        items = side.node.items if isinstance(side.node, t.Listing) else ()
        entries = [(item.base, item.sub) for item in items if isinstance(item, t.Scripted)]
        many = {names.spell(base) for base, below in entries if isinstance(below, t.Literal)}
        for base, below in entries if any(isinstance(item, t.Dots) for item in items) else ():
            if isinstance(below, t.Letter) and names.spell(base) in many and (base, below) != entries[-1]:
                yield below.name


def _entry(first: t.Node) -> t.Node:
    """Return x_i for the x_1 with which a list of entries begins."""
    assert isinstance(first, t.Scripted) and first.sub is not None, "only entries are listed with dots"
    return replace(first, sub=t.Letter(name=_LETTER, start=first.sub.start, end=first.sub.end))


def _between(formulas: tuple[Formula, ...]) -> Iterator[Formula]:
    """Yield formulas in which `0 < a` and `b < 1` beside each other say that a and b both lie between."""
    found = list(formulas)
    for at, (first, second) in enumerate(pairwise(formulas)):
        if second.lead == "," and _bounds(first, below=True) and _bounds(second, below=False):
            sides, signs = (first.sides[0], first.sides[1], second.sides[1]), (first.signs[0], second.signs[0])
            found[at] = replace(first, sides=sides, signs=signs)
            found[at + 1] = replace(second, sides=(first.sides[0], *second.sides), signs=signs)
    yield from found


def _bounds(formula: Formula, *, below: bool) -> bool:
    """Whether this is a number and a name with a sign of order between them: 0 < a, or b < 1."""
    if len(formula.sides) != 2 or formula.signs[0].op not in ("<", "<="):
        return False
    nodes = [side.node for side in formula.sides if side is not None]
    number, name = nodes if below else nodes[::-1]
    return isinstance(number, t.Literal) and isinstance(name, t.Letter | t.Word | t.Scripted)
