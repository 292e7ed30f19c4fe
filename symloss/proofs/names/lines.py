"""How many things stand in a row of a text, and in a column of it."""

from __future__ import annotations

from collections.abc import Sequence

from symloss.latex import tree as t
from symloss.proofs.names.shape import ONE, Axis
from symloss.proofs.names.walks import dotted


def is_dotted(items: Sequence[t.Node | None]) -> bool:
    """Whether dots stand among these."""
    return any(isinstance(item, t.Dots) for item in items)


def is_list(node: t.Node) -> bool:
    """Whether this is a list in brackets: (a, b)."""
    return isinstance(node, t.Fenced) and node.left in ("(", "[") and isinstance(node.body, t.Listing)


def length_of(items: Sequence[t.Node | None]) -> Axis:
    """Return how many these are, the n of x_1, ..., x_n; of others with dots a length that is like no other."""
    if not is_dotted(items):
        return _size(len(items))
    ends = {last for _, _, last in dotted(items)}
    return ("size", ends.pop()) if len(ends) == 1 else object()


def _size(count: int) -> Axis:
    return ("size", str(count))


def lines_of(node: t.Table) -> tuple[Axis, Axis]:
    """Return how many rows a table has, and how many columns."""
    cells = [cell for row in node.rows for cell in row]
    high, wide = len(node.rows) > 1, len(node.rows[0]) > 1
    if high and wide:
        return length_of([row[0] for row in node.rows]), length_of(node.rows[0])
    return length_of(cells) if high else ONE, length_of(cells) if wide else ONE
