"""The untyped tree of what is written: what stands where, before anyone says what it means.

`start` and `end` are offsets in the region, before macros were expanded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, kw_only=True)
class Node:
    """A piece of mathematics as written."""

    start: int
    end: int


PI = "pi"  # the Literal that is no row of digits


@dataclass(frozen=True, kw_only=True)
class Literal(Node):
    """Digits: 12, 0.5, .5; or PI, where it can be no name. `trailing`: dots follow (0.33...)."""

    text: str
    trailing: bool = False


@dataclass(frozen=True, kw_only=True)
class Letter(Node):
    r"""One letter, Greek letter or bold digit; accents stand in the name (hat_y); font "", bold, cal, bb, rm, sf."""

    name: str
    font: str = ""


@dataclass(frozen=True, kw_only=True)
class Word(Node):
    r"""Several letters. `run`: bare letters in a row, which may be a product; else \log, \text{..}, \mathrm{..}."""

    text: str
    run: bool = False
    font: str = ""


@dataclass(frozen=True, kw_only=True)
class Label(Node):
    """A script that is no mathematics: +, *, a mark."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Scripted(Node):
    """base_sub^sup with primes."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0


@dataclass(frozen=True, kw_only=True)
class Fenced(Node):
    r"""Something in delimiters: ( ) [ ] \{ \} langle rangle | |, || ||; `body` None: nothing inside."""

    left: str
    right: str
    body: Node | None


@dataclass(frozen=True, kw_only=True)
class Listing(Node):
    """Several things with separators: commas, semicolons, | (given) or || between them."""

    items: tuple[Node, ...]
    separators: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sum(Node):
    """Signed terms in a row; signs are "+", "-", "+-"; one term with a sign is a negation."""

    signs: tuple[str, ...]
    terms: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Product(Node):
    """Factors in a row; `separators` (one fewer) are "" or the names of `notation.TIMES`."""

    factors: tuple[Node, ...]
    separators: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fraction(Node):
    """A built-up fraction."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True, kw_only=True)
class Root(Node):
    """A root, of the given degree or square."""

    radicand: Node
    degree: Node | None = None


@dataclass(frozen=True, kw_only=True)
class Big(Node):
    """A big operator (`notation.BIG`) with its scripts and the rest of its term as body."""

    op: str
    sub: Node | None
    sup: Node | None
    body: Node


@dataclass(frozen=True, kw_only=True)
class IntegralSign(Node):
    """An integral: bounds, integrand (None: 1) and the variable after d."""

    sub: Node | None
    sup: Node | None
    body: Node | None
    variable: Node


@dataclass(frozen=True, kw_only=True)
class DerivativeSign(Node):
    r"""d^n body / d variable ...; style "d", "partial" or "nabla" (then a variable may be missing).

    variables: each with its order. `sought`: the order written in the numerator.
    `body` None: an operator without an operand. `reach`: the body was taken from
    what follows the operator, which an explicit times sign ended.
    """

    style: str
    body: Node | None
    variables: tuple[tuple[Node, int], ...]
    sought: int = 1
    reach: bool = False


@dataclass(frozen=True, kw_only=True)
class Table(Node):
    """A matrix, an array, or cases: rows of cells (None: an empty cell)."""

    environment: str
    rows: tuple[tuple[Node | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Dots(Node):
    """An ellipsis."""


@dataclass(frozen=True, kw_only=True)
class Text(Node):
    """Words between formulas."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Noted(Node):
    """A piece with a note under or over it (a brace)."""

    body: Node
    note: Node | None


@dataclass(frozen=True, kw_only=True)
class Barred(Node):
    """An evaluation bar: body at the given values."""

    body: Node
    at: Node


@dataclass(frozen=True, kw_only=True)
class Chain(Node):
    """Sides with relation signs between them (`notation.RELATIONS`)."""

    sides: tuple[Node, ...]
    ops: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Logic(Node):
    """and, or, =>, or not (one item)."""

    op: str
    items: tuple[Node, ...]


def below(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below `node`, in the written order."""
    for name in node.__dataclass_fields__:
        yield from _nodes(node.__dict__[name])


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return `node` with each node directly below it changed."""

    def changed(value: object) -> object:
        if isinstance(value, Node):
            return change(value)
        return tuple(changed(item) for item in value) if isinstance(value, tuple) else value

    return replace(node, **{field.name: changed(getattr(node, field.name)) for field in fields(node)})  # type: ignore[arg-type]


def walk(node: Node) -> tuple[Node, ...]:
    """Return `node` and every node below it, outermost first; a tree remembers them."""
    known: tuple[Node, ...] | None = node.__dict__.get("_all")
    if known is None:
        found, stack = [], [node]
        while stack:
            found.append(stack.pop())
            stack.extend(reversed(list(below(found[-1]))))
        known = tuple(found)
        object.__setattr__(node, "_all", known)
    return known
