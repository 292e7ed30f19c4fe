r"""The letter for how many there are, which is a letter for other things too: N, the N_k of each class, \mathcal{N}.

Each of them has a name of its own, N, N_each and cal_N, where N is the end of a sum and no N_k is one: the N_l of
layers are sizes themselves. A set of data \mathcal{D} = \{(x_i, y_i)\} is no matrix D, either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import CONVENTIONAL, bounds, dotted_letters, is_set, links, nodes

EACH = "_each"  # ends the name of what is counted for each
SCRIPT = "cal_"  # begins the name of a letter that is written in script


@dataclass(frozen=True)
class Shares:
    """What is told apart.

    sizes: letters for how many there are. below: those that have an index too, each with what stands below it.
    sets: letters that are sets where they are written in script, and something else where they are not.
    """

    sizes: frozenset[str]
    below: frozenset[tuple[str, str]]
    sets: frozenset[str]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.sizes or self.sets)


def shares_in(formulas: Iterable[Formula]) -> Shares:
    """Return the letters of a text for how many there are, and where they mean something else."""
    found = list(formulas)
    parts = [node for f in found for node in nodes(f)]
    sums = [node for node in parts if isinstance(node, t.Big)]
    sizes = {node.sup.name for node in sums if isinstance(node.sup, t.Letter) and not node.sup.font}
    sizes |= {last for f in found for _, _, last in dotted_letters(f)}
    of_layers = {name for node in sums if node.sup is not None for name, _ in _scripted(t.walk(node.sup))}
    counting = CONVENTIONAL | {letter for node in sums for letter, _ in bounds(node)}
    each = {(name, below) for name, below in _scripted(parts) if name in sizes - of_layers}
    counted = {name for name, below in each if below in counting - {name}}
    numbered = {(name, below) for name, below in each if below in counting or below.isdigit()}
    plain = {node.name for node in parts if isinstance(node, t.Letter) and node.font != "cal"}
    sets = frozenset(name for f in found for name in _sets(f) if name in plain)
    return Shares(frozenset(sizes), frozenset(pair for pair in numbered if pair[0] in counted), sets)


def _sets(formula: Formula) -> Iterator[str]:
    r"""Yield the letters in script that a formula says are sets: \mathcal{D} = \{...\}, x \in \mathcal{D}."""
    for left, sign, right in links(formula):
        node = right.node if sign == "in" else left.node if sign in ("=", ":=") and is_set(right.node) else None
        if isinstance(node, t.Letter) and node.font == "cal":
            yield node.name


def _scripted(parts: Iterable[t.Node]) -> Iterator[tuple[str, str]]:
    """Yield each letter of no particular font that has something below it, and that."""
    for part in parts:
        if isinstance(part, t.Scripted) and isinstance(part.base, t.Letter) and not part.base.font and part.sub:
            yield part.base.name, names.spell(part.sub)


def told_apart(node: t.Node, shares: Shares) -> t.Node:
    """Return a tree in which each of these has a name of its own."""
    node = t.rebuilt(node, lambda part: told_apart(part, shares))
    if isinstance(node, t.Letter) and node.font == "cal" and node.name in shares.sizes | shares.sets:
        return replace(node, name=f"{SCRIPT}{node.name}")
    if isinstance(node, t.Scripted) and set(_scripted([node])) & shares.below:
        assert isinstance(node.base, t.Letter), "only letters are told apart"
        return replace(node, base=replace(node.base, name=f"{node.base.name}{EACH}"))
    return node
