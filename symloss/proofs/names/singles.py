r"""One letter for any sample and for the numbered ones: the x of w^T x is no array of the x_i of w^T x_i.

What is multiplied by the same weights as x_i is one sample more, and not all of them: it is then another name, x_one.
So is the z of e^z = p/(1 - p) beside e^{z_i}: an exponent is a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import CONVENTIONAL, capital, nodes, on_sides, roots

ONE = "_one"  # ends the name of a sample without a number
_OF_ARRAYS = frozenset({"softmax", "max", "min", "argmax", "LSE", "logsumexp"})
_BESIDE = frozenset({"", "dot"})


def singles_in(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters that weights multiply with an index and without one, or that are exponents so."""
    formulas = list(formulas)
    found = {pair for formula in formulas for node in nodes(formula) for pair in _multiplied(node)}
    samples = {letter for weights, letter, numbered in found if numbered and (weights, letter, False) in found}
    samples |= _exponents(formulas)
    return frozenset(samples | _beside(formulas, samples)) if samples else frozenset()


def _exponents(formulas: Iterable[Formula]) -> set[str]:
    """Return the letters that stand in exponents with an index and without one, and nowhere as an array."""
    plain: set[str] = set()
    numbered: set[str] = set()
    arrays: set[str] = set()
    for formula in formulas:
        sides = [side.node for side in formula.sides if side is not None and side.node is not None]
        of = {letter for side in sides[:1] for m in survey(side) if m.applied for letter in m.arguments}
        for mention in (m for root in roots(formula) for m in survey(root)):
            if mention.subscripts and mention.exponents and CONVENTIONAL.issuperset(mention.subscripts):
                numbered.add(mention.name)
            elif not mention.subscripts and mention.exponents and mention.name not in of:  # no e^z of f(z) = ...
                plain.add(mention.name)
            turned = mention.superscript in names.TRANSPOSED and not mention.subscripts
            arrays |= {mention.name} if turned or mention.font else set()
            arrays |= set(mention.arguments) if mention.name in _OF_ARRAYS else set()
        if len(sides) > 1 and isinstance(sides[0], t.Letter) and isinstance(sides[1], t.Fenced | t.Table):
            arrays.add(sides[0].name)  # z = (z_1, ..., z_n)
        if any(sign.op == "in" for sign in formula.signs) and sides and isinstance(sides[0], t.Letter):
            arrays.add(sides[0].name)
    return {letter for letter in plain & numbered - arrays if len(letter) == 1 and letter.islower()}


def _beside(formulas: Iterable[Formula], samples: set[str]) -> set[str]:
    """Return what is numbered along with samples and stands without a number only beside one: the y of P(y | x)."""
    along: set[str] = set()
    apart: set[str] = set()
    for formula in formulas:
        mentions = [m for root in roots(formula) for m in survey(root) if len(m.name) == 1 and m.name.islower()]
        counts = {index for m in mentions if m.name in samples for index in m.subscripts}
        along |= {m.name for m in mentions if counts.intersection(m.subscripts)}
        bare = {m.name for m in mentions if not m.subscripts and not m.applied}
        apart |= bare if bare.isdisjoint(samples) or any(map(str.isupper, _letters(formula))) else set()
        apart |= {m.name for m in mentions if m.superscript in names.TRANSPOSED and not m.subscripts}
    return along - apart


def _letters(formula: Formula) -> Iterator[str]:
    yield from (m.name for root in roots(formula) for m in survey(root) if len(m.name) == 1 and not m.applied)


def _multiplied(node: t.Node) -> Iterator[tuple[str, str, bool]]:
    r"""Yield w, x and whether x has an index, of w^T x, x^T w, W x and w \cdot x."""
    if not isinstance(node, t.Product):
        return
    for (before, behind), sign in zip(pairwise(node.factors), node.separators, strict=True):
        for weights, sample, turned in ((before, behind, before), (behind, before, before)):
            multiplied = sign == "dot" or _is_turned(turned) or (turned is weights and bool(capital(weights)))
            letter = _letter(sample) if multiplied and sign in _BESIDE else None
            called = names.spell(_unturned(weights))
            if letter is not None and called and letter.name != called:
                yield called, letter.name, isinstance(_unturned(sample), t.Scripted)


def _letter(node: t.Node) -> t.Letter | None:
    """Return x of x and of x_i, each perhaps transposed."""
    node = _unturned(node)
    if isinstance(node, t.Scripted) and node.sup is None and not node.primes and isinstance(node.sub, t.Letter):
        node = node.base if node.sub.name in CONVENTIONAL else node
    return node if isinstance(node, t.Letter) and node.name.islower() and len(node.name) == 1 else None


def _is_turned(node: t.Node) -> bool:
    return isinstance(node, t.Scripted) and node.sup is not None and names.spell(node.sup) in names.TRANSPOSED


def _unturned(node: t.Node) -> t.Node:
    if not isinstance(node, t.Scripted) or not _is_turned(node):
        return node
    return node.base if node.sub is None else replace(node, sup=None)


def with_singles(formula: Formula, letters: frozenset[str]) -> Formula:
    """Return a formula in which these letters have a name of their own where they have no index."""
    return on_sides(formula, lambda node: _renamed(node, letters)) if letters else formula


def _renamed(node: t.Node, letters: frozenset[str]) -> t.Node:
    if isinstance(node, t.Letter) and node.name in letters:
        return replace(node, name=f"{node.name}{ONE}")
    made = t.rebuilt(node, lambda part: _renamed(part, letters))
    if isinstance(node, t.Scripted) and isinstance(made, t.Scripted) and (node.sub or isinstance(node.sup, t.Fenced)):
        return replace(made, base=node.base)  # x_i and x^{(i)}
    return made
