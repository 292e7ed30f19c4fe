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
    whole = (_of_its_entries(formula) for formula in _between(formulas))
    return tuple(part for f in whole for named in _named_last(f) for part in _parts(named))


def _of_its_entries(formula: Formula) -> Formula:
    r"""Return `\beta = \beta_0, ..., \beta_p` with brackets around the list: a name that its own entries follow."""
    sides = list(formula.sides)
    for at, (name, listed) in enumerate(pairwise(formula.sides), start=1):
        if name is None or not isinstance(name.node, t.Letter | t.Word) or formula.signs[at - 1].op not in ("=", ":="):
            continue
        listing = _listing(listed)
        entries = [item for item in listing.items if not isinstance(item, t.Dots)] if listing is not None else []
        if entries and listed is not None and listing is not None and all(_is_entry(e, name.node) for e in entries):
            sides[at] = replace(listed, node=_bracketed(listing))
    return replace(formula, sides=tuple(sides))


def _is_entry(node: t.Node, name: t.Letter | t.Word) -> bool:
    """Whether this is a name with a number or letter below it."""
    return isinstance(node, t.Scripted) and node.sub is not None and names.spell(node.base) == names.spell(name)


def _named_last(formula: Formula) -> Iterator[Formula]:
    """Yield `u - log S := -E` as the definition E := -(u - log S), behind the chain that it ends."""
    before, last = (formula.sides[-2], formula.sides[-1]) if len(formula.sides) > 1 else (None, None)
    node, value = last.node if last is not None else None, before.node if before is not None else None
    negated = isinstance(node, t.Sum) and node.signs == ("-",)
    name = node.terms[0] if negated and isinstance(node, t.Sum) else node
    told = formula.signs[-1].op == ":=" if formula.signs else False
    if not told or not _is_name(name) or value is None or _is_name(value) or _is_call(value):
        yield formula
        return
    assert last is not None and before is not None and name is not None, "both sides have trees"
    if len(formula.sides) > 2:
        yield replace(formula, sides=formula.sides[:-1], signs=formula.signs[:-1])
    body = t.Sum(signs=("-",), terms=(_bracketed(value),), start=value.start, end=value.end) if negated else value
    sides = (replace(last, node=name), replace(before, node=body))
    yield replace(formula, sides=sides, signs=formula.signs[-1:], conditions=(), labels=(), tags=(), lead="where")


def _bracketed(node: t.Node) -> t.Node:
    return t.Fenced(left="(", right=")", body=node, start=node.start, end=node.end)


def _is_name(node: t.Node | None) -> bool:
    letter = node.base if isinstance(node, t.Scripted) else node
    return isinstance(letter, t.Letter | t.Word)


def _is_call(node: t.Node) -> bool:
    return isinstance(node, t.Product) and len(node.factors) == 2 and isinstance(node.factors[1], t.Fenced)


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
