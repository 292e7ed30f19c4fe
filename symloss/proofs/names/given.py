r"""Laws that a text has only given something: the a \sim \pi beside \pi(a|s) is drawn from \pi(\cdot|s).

That is read where the text has no \pi(a) without a bar, only one s behind it, and that in the mean, too: of
E_{a \sim \pi}[Q(s', a)] nobody says at which s the a is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import nodes

Known = Mapping[tuple[str, str], tuple[t.Node, ...]]  # what stands behind the bar of law(letter | ...)


def always_given(formulas: Iterable[Formula]) -> Known:
    """Return the laws that a text always gives something, by law and letter, with what it is."""
    found: dict[tuple[str, str], dict[tuple[str, ...], tuple[t.Node, ...]]] = {}
    plain: set[tuple[str, str]] = set()
    for node in (node for formula in formulas for node in nodes(formula) if isinstance(node, t.Product)):
        for law, behind, sign in zip(node.factors, node.factors[1:], node.separators, strict=False):
            inside = behind.body if isinstance(behind, t.Fenced) and behind.left == "(" and not sign else None
            name = names.spell(law)
            if inside is None or not name:
                continue
            if isinstance(inside, t.Listing) and inside.separators[0] == "|" and set(inside.separators[1:]) <= {","}:
                rest = inside.items[1:]
                known = found.setdefault((name, names.spell(inside.items[0])), {})
                known.setdefault(tuple(map(names.spell, rest)), rest)
            else:
                plain.add((name, names.spell(inside)))
    alone = {key: rests for key, rests in found.items() if len(rests) == 1 and key not in plain and all(key)}
    return {key: rest for key, rests in alone.items() for spelled, rest in rests.items() if all(spelled)}


def with_given(node: t.Node, known: Known) -> t.Node:
    """Return a tree in which the law of a mean is given what it is given in the mean."""
    node = t.rebuilt(node, lambda part: with_given(part, known))
    if not isinstance(node, t.Product):
        return node
    behind = (*node.factors[1:], None)
    factors = (
        _drawn(mean, of, known) if of is not None else mean for mean, of in zip(node.factors, behind, strict=True)
    )
    return replace(node, factors=tuple(factors))


def _drawn(mean: t.Node, of: t.Node, known: Known) -> t.Node:
    r"""Return the E of E_{a \sim \pi}[...] with \pi(\cdot|s) below it."""
    below = mean.sub if isinstance(mean, t.Scripted) else None
    if not isinstance(below, t.Chain) or below.ops != ("~",) or not isinstance(mean, t.Scripted):
        return mean
    letter, law = below.sides
    rest = known.get((names.spell(law), names.spell(letter)), ())
    if not rest or not set(map(names.spell, rest)) <= set(_names(of)):
        return mean
    place = t.Label(text="cdot", start=law.end, end=law.end)
    items = t.Listing(items=(place, *rest), separators=("|", *"," * (len(rest) - 1)), start=law.end, end=law.end)
    fence = t.Fenced(left="(", right=")", body=items, start=law.end, end=law.end)
    given = t.Product(factors=(law, fence), separators=("",), start=law.start, end=law.end)
    return replace(mean, sub=replace(below, sides=(letter, given)))


def _names(node: t.Node) -> Iterator[str]:
    return (names.spell(part) for part in t.walk(node) if isinstance(part, t.Letter | t.Scripted | t.Word))
