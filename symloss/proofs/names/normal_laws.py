r"""Normal laws: the \mathcal{N} of \mathcal{N}(\mu, \sigma^2) and \mathcal{N}(x; \mu, \sigma^2) is a law, no number N.

A plain N is one too, where a text draws from N(\mu, \sigma^2) or compares laws with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from symloss.errors import ReadError
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import NORMAL, links, nodes, on_sides

_CALLIGRAPHIC = "cal"


def with_normal_laws(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas in which the sign of the normal law has a name of its own."""
    read = [formula for found in formulas.values() if not isinstance(found, ReadError) for formula in found]
    fonts = (_CALLIGRAPHIC, "") if any(_is_plain(formula) for formula in read) else (_CALLIGRAPHIC,)

    def changed(found: Parsed) -> Parsed:
        if isinstance(found, ReadError):
            return found
        return tuple(on_sides(formula, partial(_named, fonts=fonts)) for formula in found)

    return {start: changed(found) for start, found in formulas.items()}


def _is_plain(formula: Formula) -> bool:
    """Whether a plain N is a law in a formula: something is drawn from it, compared with it, or has it as density."""
    drawn = [right.node for _, sign, right in links(formula) if sign == "~" and right.node is not None]
    listed: list[t.Node] = []
    for node in nodes(formula):
        if isinstance(node, t.Chain) and node.ops[-1:] == ("~",):
            drawn.append(node.sides[-1])
        if isinstance(node, t.Listing) and "||" in node.separators:
            drawn += node.items
        listed += [fence for _, fence in _laws(node, ("",)) if _separators(fence)[:1] in ((";",), ("|",))]
    return bool(listed) or any(True for node in drawn for _ in _laws(node, ("",)))


def _laws(node: t.Node, fonts: tuple[str, ...]) -> Iterator[tuple[t.Node, t.Fenced]]:
    """Yield each N directly before two numbers in brackets, or what it is the density of and two numbers."""
    for before, behind in pairwise(node.factors) if isinstance(node, t.Product) else ():
        plain = isinstance(before, t.Letter) and before.name == "N" and before.font in fonts
        if plain and isinstance(behind, t.Fenced) and behind.left == "(" and len(_separators(behind)) in (1, 2):
            yield before, behind


def _separators(fence: t.Fenced) -> tuple[str, ...]:
    return fence.body.separators if isinstance(fence.body, t.Listing) else ()


def _named(node: t.Node, fonts: tuple[str, ...]) -> t.Node:
    node = t.rebuilt(node, partial(_named, fonts=fonts))
    laws = {id(before) for before, _ in _laws(node, fonts)}
    if not isinstance(node, t.Product) or not laws:
        return node
    factors = (_law(factor) if id(factor) in laws else factor for factor in node.factors)
    return replace(node, factors=tuple(factors))


def _law(letter: t.Node) -> t.Node:
    return t.Letter(name=NORMAL, start=letter.start, end=letter.end)
