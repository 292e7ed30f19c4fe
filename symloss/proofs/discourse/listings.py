"""Lists of the entries of a name that begin otherwise than it was read: w = (w_0, ..., w_D), x = (1, x_1, ..., x_D)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symloss.latex import names
from symloss.latex import tree as t
from symloss.proofs.discourse.shapes import ONE, ZERO
from symloss.proofs.discourse.state import Listed, Value
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorting import sort_of
from symloss.term.walk import subterms

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower


def lists_entries(follower: Follower, left: Value, sign: str, right: Value) -> bool:
    """Keep that a text lists entries of a name that are not as many as it was read with.

    Return whether that says what the name is, and claims nothing.
    """
    name, memory = left.term, follower.memory
    if sign not in ("=", ":=") or not isinstance(name, n.Symbol) or right.node is None:
        return False
    read, line = name.sort.shape, follower.line_of(left.place.start)
    if len(read) != 1 or not any(isinstance(part, t.Dots) for part in t.walk(right.node)):
        return False
    one = right.term is None and _begins_with_1(name, right.node)
    told = sort_of(right.term).shape if right.term is not None else ()
    if not one and (len(told) != 1 or told == read):
        return False
    from_zero = one or any(part == n.Range(ZERO, read[0]) for part in subterms(right.term or name))
    memory.listed[name.name] = Listed(line, from_zero)
    if not from_zero or name.name in memory.scope.definitions:
        return False
    if one:
        first = n.Relation("=", n.Indexed(name, (ZERO,)), ONE)
        memory.assumptions.append(Hypothesis(first, follower.stated(left.place.start)))
    memory.used |= {name.name}
    memory.definitions.append(follower.note(left.place.start, f"{left.place.text} = {right.place.text}"))
    return True


def _begins_with_1(name: n.Symbol, listed: t.Node) -> bool:
    """Whether this lists 1 and then the entries of a name from 1 on to its last."""
    items = next(_items(listed), ())
    entries = [item for item in items[1:] if not isinstance(item, t.Dots)]
    own = all(isinstance(item, t.Scripted) and names.spell(item.base) == name.name for item in entries)
    below = [names.spell(item.sub) for item in entries if isinstance(item, t.Scripted) and item.sub is not None]
    begins = bool(items) and isinstance(items[0], t.Literal) and items[0].text == "1"
    return begins and own and len(below) == len(entries) > 1 and (below[0], below[-1]) == ("1", str(name.sort.shape[0]))


def _items(node: t.Node) -> Iterator[tuple[t.Node, ...]]:
    """Yield what stands in the lists of a node, be they written in a row or in a column."""
    for part in t.walk(node):
        if isinstance(part, t.Listing):
            yield part.items
        elif isinstance(part, t.Table):
            yield tuple(cell for row in part.rows for cell in row if cell is not None)
