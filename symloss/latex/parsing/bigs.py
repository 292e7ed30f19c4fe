r"""Big operators: over which indices they run, and how far a product reaches.

\sum_{ij} x_{ij} is \sum_{i, j} x_{ij}.
\sum_{i : z_i = k} x_i is \sum_i [z_i = k] x_i, and \prod_{i : z_i = k} x_i is \prod_i x_i^{[z_i = k]}.
\prod_i a_i \prod_j b_j is a product of two: what does not speak of i is no factor for every i.
"""

from __future__ import annotations

from collections.abc import Iterator

from symloss.latex import tree as t
from symloss.latex.parsing.ranges import Span

SUCH_THAT = ":"  # separates an index from what it has to satisfy


def big(op: str, sub: t.Node | None, sup: t.Node | None, body: t.Node, start: int) -> t.Big:
    """Return a big operator; what its index has to satisfy is an indicator in its body, and ij are two indices."""
    sub = _listed(sub, body) if isinstance(sub, t.Word) and sub.run else sub
    if op in ("sum", "product") and isinstance(sub, t.Listing) and sub.separators == (SUCH_THAT,):
        sub, condition = sub.items
        holds = t.Fenced(left="[", right="]", body=condition, start=condition.start, end=condition.end)
        body = _times(holds, body) if op == "sum" else _power(body, holds)
    return t.Big(op=op, sub=sub, sup=sup, body=body, start=start, end=body.end)


def _listed(sub: t.Word, body: t.Node) -> t.Node:
    r"""Return i, j of \sum_{ij} where both stand below something that is summed."""
    below = {x for node in t.walk(body) if isinstance(node, t.Scripted) and node.sub for x in _all_letters(node.sub)}
    if not below.issuperset(sub.text) or len(set(sub.text)) < len(sub.text):
        return sub
    items = tuple(t.Letter(name=x, start=sub.start + k, end=sub.start + k + 1) for k, x in enumerate(sub.text))
    return t.Listing(items=items, separators=(",",) * (len(items) - 1), start=sub.start, end=sub.end)


def _all_letters(node: t.Node) -> Iterator[str]:
    for part in t.walk(node):
        yield from _letters(part)


def _times(holds: t.Node, body: t.Node) -> t.Node:
    factors, signs = (body.factors, body.separators) if isinstance(body, t.Product) else ((body,), ())
    return t.Product(factors=(holds, *factors), separators=("", *signs), start=body.start, end=body.end)


def _power(body: t.Node, holds: t.Node) -> t.Node:
    span = Span(start=body.start, end=body.end)
    return t.Scripted(base=t.Fenced(left="(", right=")", body=body, **span), sup=holds, **span)


def ends_before(sub: t.Node | None, inner: t.Node) -> bool:
    """Whether a product over `sub` does not reach over a big operator: it binds the same letter, or lacks it."""
    letters = set(_bound(sub))
    within = set(_all_letters(inner))
    again = {name for node in t.walk(inner) if isinstance(node, t.Big) for name in _bound(node.sub)}
    return bool(letters) and (letters <= again or letters.isdisjoint(within))


def _bound(sub: t.Node | None) -> Iterator[str]:
    for item in sub.items if isinstance(sub, t.Listing) else (sub,):
        side = item.sides[0] if isinstance(item, t.Chain) else item
        if side is not None:
            yield from _letters(side)


def _letters(node: t.Node) -> Iterator[str]:
    if isinstance(node, t.Letter):
        yield node.name
    elif isinstance(node, t.Word) and node.run:
        yield from node.text
