"""What a math region says, untyped: formulas, their sides, and the signs between them."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.errors import ReadError
from symloss.latex.tree import Node


@dataclass(frozen=True)
class Side:
    """One side of a relation: its tree, or the error that prevented one; `text` is the source."""

    node: Node | None
    start: int
    end: int
    text: str
    error: ReadError | None = None


@dataclass(frozen=True)
class Sign:
    """A relation sign; `op` is the normal form in `notation.RELATIONS` (":" for the colon of f: A -> B)."""

    op: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Condition:
    """A condition written into the math: its word (if, for, for all, otherwise, "" for none) and its formula."""

    word: str
    formula: Formula | None
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Formula:
    """A chain: sides[0] signs[0] sides[1] ...

    sides[0] is None in a row that begins with a sign: it continues the chain before
    it. One side and no sign: an expression that is only mentioned. lead: what joins it
    to the formula before it: "" (a new row), "," or "quad" (side by side), a
    connective ("=>", "<=>", "therefore", "because", "and", "or"), or a cue word
    ("where", "so"). conditions: "if i = j", "for k = 1..K", before or after it.
    notes: other words in its row. row: its row in the region.
    """

    sides: tuple[Side | None, ...]
    signs: tuple[Sign, ...]
    conditions: tuple[Condition, ...]
    labels: tuple[str, ...]
    tags: tuple[str, ...]
    start: int
    end: int
    lead: str = ""
    notes: tuple[str, ...] = ()
    row: int = 0
