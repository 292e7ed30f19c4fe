r"""Squares that are names: the variance \sigma^2 = \frac1m \sum_i (x_i - \mu)^2, in which \sigma is nothing by itself.

A text that says what \sigma^2 is, or differentiates by it, means one quantity by it. A
\sigma that stands there without the square is then the standard deviation, its root.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import links, nodes

SQUARED = "_squared"
_DEFINES = ("=", ":=")


def squares_in(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters whose squares are names in a text."""
    formulas = list(formulas)
    named = {letter for formula in formulas for letter in _named(formula)}
    return frozenset(letter for letter in named if not any(_means_more(letter, formula) for formula in formulas))


def _named(formula: Formula) -> Iterator[str]:
    """Yield the letters of the squares that a formula defines or differentiates by."""
    for left, sign, _ in list(links(formula))[:1]:
        if sign in _DEFINES and left.node is not None:
            yield _square(left.node)
    for node in nodes(formula):
        if isinstance(node, t.DerivativeSign) and node.sought == 1 and [order for _, order in node.variables] == [2]:
            yield _base(node.variables[0][0])


def _means_more(letter: str, formula: Formula) -> bool:
    """Whether a formula applies, defines or differentiates by the letter itself, or has it beside its square.

    That of a standard deviation may stand alone: it is not negative.
    """
    if letter == "":
        return True
    for left, sign, _ in links(formula):
        if sign in _DEFINES and left.node is not None and _base(left.node) == letter and not _raised(left.node):
            return True
    for node in nodes(formula):
        if isinstance(node, t.DerivativeSign) and any(
            _base(variable) == letter and not (order == 2 and node.sought == 1) for variable, order in node.variables
        ):
            return True
    root = [s.node for s in formula.sides if s is not None and s.node is not None]
    mentions = [m for node in root for m in survey(node) if m.name == letter]
    alone = any(m.superscript != "2" and m.role != "variable" for m in mentions)
    called = any((m.applied and m.superscript != "2") or m.primes or m.font for m in mentions)
    return called or (alone and not letter.endswith("sigma"))


def _base(node: t.Node) -> str:
    """Return the letter that a node consists of, with any scripts, or ""."""
    letter = node.base if isinstance(node, t.Scripted) else node
    plain = isinstance(letter, t.Letter) and not letter.font and not letter.name.isdigit()
    return letter.name if plain and isinstance(letter, t.Letter) else ""


def _square(node: t.Node) -> str:
    """Return x of x^2 and x_k^2, or ""."""
    two = isinstance(node, t.Scripted) and isinstance(node.sup, t.Literal) and node.sup.text == "2"
    return _base(node) if two and isinstance(node, t.Scripted) and not node.primes else ""


def _raised(node: t.Node) -> bool:
    return isinstance(node, t.Scripted) and isinstance(node.sup, t.Literal)


def squared(node: t.Node, letters: frozenset[str]) -> t.Node:
    """Return a tree in which the squares of these letters are names, and the letters their roots."""
    if isinstance(node, t.Letter | t.Scripted) and _base(node) in letters:
        return _renamed(node, letters)
    if isinstance(node, t.DerivativeSign):
        by = tuple(
            (_name(v, letters), 1) if _base(v) in letters else (squared(v, letters), o) for v, o in node.variables
        )
        return replace(node, body=squared(node.body, letters) if node.body is not None else None, variables=by)

    def changed(value: object) -> object:
        if isinstance(value, t.Node):
            return squared(value, letters)
        return tuple(changed(v) for v in value) if isinstance(value, tuple) else value

    return replace(node, **{f.name: changed(getattr(node, f.name)) for f in fields(node)})  # type: ignore[arg-type]


def _renamed(node: t.Letter | t.Scripted, letters: frozenset[str]) -> t.Node:
    bare = replace(node, sup=None) if isinstance(node, t.Scripted) else node
    if _square(node):
        return _name(bare, letters)
    root = t.Root(radicand=_name(bare, letters), degree=None, start=bare.start, end=bare.end)
    if not isinstance(node, t.Scripted) or node.sup is None:
        return root
    return t.Scripted(base=root, sub=None, sup=squared(node.sup, letters), primes=0, start=node.start, end=node.end)


def _name(node: t.Node, letters: frozenset[str]) -> t.Node:
    letter = node.base if isinstance(node, t.Scripted) else node
    assert isinstance(letter, t.Letter)
    named = replace(letter, name=f"{letter.name}{SQUARED}")
    if not isinstance(node, t.Scripted) or node.sub is None:
        return replace(named, start=node.start, end=node.end)
    return replace(node, base=named, sub=squared(node.sub, letters))
