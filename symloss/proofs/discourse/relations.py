"""From two sides and a sign to a truth."""

from __future__ import annotations

from collections.abc import Iterator

from symloss.latex.reading.combine import relate
from symloss.proofs.discourse.state import Value
from symloss.term import nodes as n
from symloss.term.sorting import SortError

_WRITTEN = {"in": r"\in", "!=": r"\ne", "<=": r"\le", ">=": r"\ge", "~=": r"\approx", "->": r"\to",
            "<-": r"\gets", "|->": r"\mapsto", "~": r"\sim", "propto": r"\propto",
            "subset": r"\subseteq", "notin": r"\notin"}  # fmt: skip
_OPS = ("=", "!=", "<", "<=", ">", ">=", "~=", "->")


def written(sign: str) -> str:
    """Return a sign as LaTeX writes it."""
    return _WRITTEN.get(sign, sign)


def raw_truth(left: Value, sign: str, right: Value) -> n.Relation | n.Member | None:
    """Return a relation of the sides exactly as they stand: what role it plays depends on what is written."""
    if left.term is None or right.term is None:
        return None
    if sign == "in":
        return n.Member(left.term, right.term)
    op = {":=": "="}.get(sign, sign)
    return n.Relation(op, left.term, right.term) if op in _OPS else None  # type: ignore[arg-type]


def truth_of(left: Value, sign: str, right: Value) -> n.Relation | n.Member | None:
    """Return what two sides and the sign between them state; None if a side was not understood.

    Sides of different sorts still make a relation: whoever judges it says so.
    """
    if left.term is None or right.term is None:
        return None
    if sign == "in":
        return n.Member(left.term, right.term)
    op = {":=": "="}.get(sign, sign)
    if op not in _OPS:
        return None
    try:
        made = relate(op, left.term, right.term)  # type: ignore[arg-type]
    except SortError:
        return n.Relation(op, left.term, right.term)  # type: ignore[arg-type]
    return made if isinstance(made, n.Relation) else None


def truths_of(values: tuple[Value, ...], signs: tuple[str, ...]) -> Iterator[n.Term | None]:
    """Yield what each link of a chain states."""
    for left, sign, right in zip(values, signs, values[1:], strict=False):
        yield truth_of(left, sign, right)
