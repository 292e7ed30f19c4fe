r"""Probabilities of samples, and what else their letter names: P(y_i | x_i; w), the p of p(y) = p^y (1 - p)^{1 - y}.

One that is always written of one sample is a number P_i for each i, if more than the sample goes into it; a text that
says what it is defines P_i by that. Of a P that it also writes with something else in the brackets, nothing follows.
An equation that says what p(y) is by a p that stands alone has two things of one letter: the law goes by another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.walks import LAWS, links, nodes, on_sides, roots

_OF_SAMPLES = LAWS | {"f"}  # letters of probabilities and densities
OF_LAW = "_law"  # ends the name of a law whose letter names something else


@dataclass(frozen=True)
class Law:
    """What p(y_i) is read as.

    said: what stands in the brackets, with a star for the number of a sample. numbered: whether it is a number for each
    sample, and no function of what stands in the brackets.
    """

    name: str
    said: str
    numbered: bool


def likelihoods_in(formulas: Iterable[Formula]) -> dict[str, Law]:
    """Return the laws that a text says of a sample in the same words throughout, or beside others of their letter."""
    formulas = list(formulas)
    said: dict[str, set[str]] = {}
    for letter, fence in (call for f in formulas for node in nodes(f) for call in _calls(node)):
        said.setdefault(letter, set()).add(_words(fence))
    bare = {m.name for f in formulas for root in roots(f) for m in survey(root) if not m.applied or m.subscripts}
    heads: dict[str, list[tuple[t.Fenced, t.Node]]] = {}
    for letter, fence, right in (head for f in formulas for head in _heads(f)):
        heads.setdefault(letter, []).append((fence, right))
    found: dict[str, Law] = {}
    for letter, equations in sorted(heads.items()):
        (words, *others), beside = dict.fromkeys(_words(fence) for fence, _ in equations), letter in bare
        itself = any(m.name == letter and not m.applied for _, right in equations for m in survey(right))
        if others or not (itself if beside else said[letter] == {words}):
            continue
        numbered = "*" in words and ("|" in words or all(_goes_into(right, fence) for fence, right in equations))
        if beside or numbered:
            found[letter] = Law(letter + OF_LAW if beside else letter, words, numbered)
    return found


def with_likelihoods(formula: Formula, laws: Mapping[str, Law]) -> Formula:
    """Return a formula in which the probability of sample i is P_i."""
    return on_sides(formula, lambda node: _rewritten(node, laws)) if laws else formula


def _rewritten(node: t.Node, laws: Mapping[str, Law]) -> t.Node:
    if isinstance(node, t.Product):
        node = _with_entries(node, laws)
    return t.rebuilt(node, lambda part: _rewritten(part, laws))


def _with_entries(node: t.Product, laws: Mapping[str, Law]) -> t.Node:
    factors: list[t.Node] = []
    signs: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        last, fence = factors[-1] if factors else None, _fence(factor)
        law = laws.get(last.name) if isinstance(last, t.Letter) and fence is not None and not sign else None
        if law is None or fence is None or not isinstance(last, t.Letter) or law.said != _words(fence):
            factors.append(factor)
            signs.append(sign)
            continue
        factors[-1] = last = replace(last, name=law.name)
        if law.numbered:
            power = factor.sup if isinstance(factor, t.Scripted) else None
            factors[-1] = t.Scripted(base=last, sub=_index(fence), sup=power, start=last.start, end=factor.end)
        else:
            factors.append(factor)
            signs.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(signs[1:]))


def _calls(node: t.Node) -> Iterator[tuple[str, t.Fenced]]:
    """Yield the laws that are applied in a product, with the brackets behind them."""
    if isinstance(node, t.Product):
        for before, behind in zip(node.factors, node.factors[1:], strict=False):
            fence = _fence(behind)
            if isinstance(before, t.Letter) and before.name in _OF_SAMPLES and fence is not None:
                yield before.name, fence


def _fence(node: t.Node) -> t.Fenced | None:
    base = node.base if isinstance(node, t.Scripted) and node.sub is None else node
    return base if isinstance(base, t.Fenced) and base.left == "(" else None


def _heads(formula: Formula) -> Iterator[tuple[str, t.Fenced, t.Node]]:
    """Yield the laws of which a formula says what they are of a sample, with their brackets and what it says."""
    for left, sign, right in links(formula):
        head = left.node if sign in ("=", ":=") and isinstance(left.node, t.Product) else None
        if head is not None and len(head.factors) == 2 and right.node is not None:
            yield from ((letter, fence, right.node) for letter, fence in _calls(head) if _words(fence))


def _words(fence: t.Fenced) -> str:
    """Return what stands in brackets, y or y_i | x_i; w, with a star for the number of the sample, or ""."""
    body = fence.body
    if isinstance(body, t.Listing):
        said = " ".join(map(_starred, body.items))
        return said if _index(fence) is not None and "|" in body.separators else ""
    return _starred(body) if isinstance(body, t.Letter) or (body is not None and _number(body) is not None) else ""


def _starred(item: t.Node) -> str:
    return f"{names.spell(item.base)}*" if isinstance(item, t.Scripted) and _number(item) else names.spell(item)


def _index(fence: t.Fenced) -> t.Letter | None:
    """Return the i of (y_i | x_i; w), the one letter that numbers what stands in brackets."""
    items = fence.body.items if isinstance(fence.body, t.Listing) else (fence.body,)
    plain = all(isinstance(item, t.Letter | t.Word | t.Scripted) for item in items)
    found = {number.name: number for item in items if (number := _number(item)) is not None}
    return next(iter(found.values())) if plain and len(found) == 1 else None


def _goes_into(node: t.Node, fence: t.Fenced) -> bool:
    """Whether more than the sample in brackets is numbered in this: the p_i of p_i^{y_i}, beside y_i."""
    index, sample = _index(fence), fence.body.base if isinstance(fence.body, t.Scripted) else fence.body
    own = names.spell(sample) if sample is not None else ""
    return index is not None and any(index.name in m.subscripts and m.name != own for m in survey(node))


def _number(item: t.Node | None) -> t.Letter | None:
    """Return the i of y_i or y^{(i)}."""
    if not isinstance(item, t.Scripted):
        return None
    above = item.sup.body if isinstance(item.sup, t.Fenced) and item.sup.left == "(" else None
    found = item.sub if above is None else above
    return found if isinstance(found, t.Letter) else None
