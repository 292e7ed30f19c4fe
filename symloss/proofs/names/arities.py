r"""Quantities of one letter with so many arguments and with more: the J of J(\theta_0, \theta_1) and that of J(\theta).

A text that says what both are, and writes each of the same names throughout, none of which is a function, has two
quantities: the one with more arguments goes by a name of its own. A derivative by what only one of them is of is one
of that one: \partial J/\partial \theta_0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.context import Key, key
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import links, nodes, roots

OF = "_of"  # before the number of arguments, in the name of the one that has more


@dataclass(frozen=True)
class More:
    """Of two quantities of one letter the one that has more arguments: how many, and the names of its own."""

    count: int
    own: frozenset[str]


def arities_in(formulas: Iterable[Formula]) -> dict[str, More]:
    """Return the letters of two such quantities, with what is said of the one that has more arguments."""
    formulas = list(formulas)
    calls: dict[str, dict[int, dict[Key, t.Fenced]]] = {}
    arguments: dict[str, set[str]] = {}
    for letter, fence in (call for f in formulas for node in nodes(f) for call in _calls(node)):
        calls.setdefault(letter, {}).setdefault(_count(fence), {})[key(fence)] = fence
        arguments.setdefault(letter, set()).update(m.name for m in survey(fence))
    heads: dict[str, set[int]] = {}
    for letter, count in (head for f in formulas for head in _heads(f)):
        heads.setdefault(letter, set()).add(count)
    applied = {m.name for f in formulas for root in roots(f) for m in survey(root) if m.applied}
    plain = {letter: by for letter, by in calls.items() if not applied & arguments[letter]}
    two = {letter: by for letter, by in plain.items() if len(by) == 2 and heads.get(letter) == by.keys()}
    once = {letter: by for letter, by in two.items() if all(len(written) == 1 for written in by.values())}
    return {letter: _more(by) for letter, by in once.items()}


def _more(by: Mapping[int, Mapping[Key, t.Fenced]]) -> More:
    few, many = ({m.name for fence in by[count].values() for m in survey(fence)} for count in sorted(by))
    return More(max(by), frozenset(many - few))


def with_arities(node: t.Node, letters: Mapping[str, More]) -> t.Node:
    """Return a tree in which these have names of their own."""
    node = t.rebuilt(node, lambda part: with_arities(part, letters))
    if isinstance(node, t.DerivativeSign):
        by = {m.name for variable, _ in node.variables for m in survey(variable)}
        body = node.body
        if isinstance(body, t.Letter) and body.name in letters and by and by <= letters[body.name].own:
            return replace(node, body=_named(body, letters))
        return node
    if not isinstance(node, t.Product):
        return node
    factors = list(node.factors)
    for k, (called, fence) in enumerate(pairwise(factors)):
        for letter, of in _called(called, fence, node.separators[k]):
            if letter in letters and letters[letter].count == _count(of):
                factors[k] = _named(called, letters)  # type: ignore[arg-type]
    return replace(node, factors=tuple(factors))


def _named(letter: t.Letter, letters: Mapping[str, More]) -> t.Letter:
    return replace(letter, name=f"{letter.name}{OF}{letters[letter.name].count}")


def _heads(formula: Formula) -> Iterator[tuple[str, int]]:
    """Yield what the equation that a formula begins with says of names: J(a, b) = ..., with how many arguments."""
    for left, sign, right in list(links(formula))[:1]:
        if sign in ("=", ":=") and isinstance(left.node, t.Product) and len(left.node.factors) == 2:
            own = {letter for node in (t.walk(right.node) if right.node else ()) for letter, _ in _calls(node)}
            yield from ((letter, _count(fence)) for letter, fence in _calls(left.node) if letter not in own)


def _calls(node: t.Node) -> Iterator[tuple[str, t.Fenced]]:
    """Yield the letters that stand directly before brackets, and these."""
    if isinstance(node, t.Product):
        for (called, fence), sign in zip(pairwise(node.factors), node.separators, strict=True):
            yield from _called(called, fence, sign)


def _called(called: t.Node, fence: t.Node, sign: str) -> Iterator[tuple[str, t.Fenced]]:
    if isinstance(called, t.Letter) and not sign and isinstance(fence, t.Fenced) and fence.left == "(" and fence.body:
        yield called.name, fence


def _count(fence: t.Fenced) -> int:
    return len(fence.body.items) if isinstance(fence.body, t.Listing) else 1
