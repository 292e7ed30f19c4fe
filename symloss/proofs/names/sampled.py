r"""One letter for a sample and for all of them: the x_j beside x^{(i)} are the entries of one x, not the other samples.

Whoever numbers samples above, x^{(i)}, numbers entries below. What is numbered above is then another name, x_sample,
and so are the targets y^{(i)}, unless the text multiplies y as a vector of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.strains import MATRICES
from symloss.proofs.names.walks import bounds, nodes, on_sides, roots

SAMPLE = "_sample"  # ends the name of what is numbered above


def sampled_in(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters that stand for one sample where they have no number above."""
    formulas = list(formulas)
    above: defaultdict[str, set[str]] = defaultdict(set)  # the ends of sums over samples
    below: defaultdict[str, set[str]] = defaultdict(set)  # the ends of sums over entries, "" for a single entry
    both: set[str] = set()
    for part, bound in (found for f in formulas for root in roots(f) for found in _scripted(root, {})):
        assert isinstance(part.base, t.Letter), "only letters are numbered"
        number, entry = _above(part), _below(part)
        if number in bound:
            above[part.base.name].add(bound[number])
            both |= {part.base.name} if entry else set()
        elif not number and entry:
            below[part.base.name].add(bound.get(entry, ""))
    entered = {x for x in above.keys() & below.keys() if x in both or _differ(above[x], below[x])}
    weighted = above.keys() & {x for f in formulas for node in nodes(f) for x, by in _turned(node) if by not in above}
    single = entered | weighted
    return frozenset(single | (above.keys() - below.keys() - _whole(formulas))) if single else frozenset()


def with_samples(formula: Formula, letters: frozenset[str]) -> Formula:
    """Return a formula in which what is numbered above has a name of its own."""
    return on_sides(formula, lambda node: _renamed(node, letters)) if letters else formula


def _renamed(node: t.Node, letters: frozenset[str]) -> t.Node:
    if isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and node.base.name in letters and _above(node):
        node = replace(node, base=replace(node.base, name=f"{node.base.name}{SAMPLE}"))
    return t.rebuilt(node, lambda part: _renamed(part, letters))


def _scripted(node: t.Node, bound: dict[str, str]) -> Iterable[tuple[t.Scripted, dict[str, str]]]:
    """Yield the letters with scripts, each with the index letters that are bound there and the ends of their sums."""
    if isinstance(node, t.Big):
        end = names.spell(node.sup) if node.sup is not None else ""
        bound = {**bound, **{letter: known or end for letter, known in bounds(node)}}
    if isinstance(node, t.Scripted) and isinstance(node.base, t.Letter):
        yield node, bound
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, t.Node):
                yield from _scripted(part, bound)


def _above(node: t.Scripted) -> str:
    """Return the i of x^{(i)}, or of its transpose, or ""."""
    sup = node.sup.factors[0] if isinstance(node.sup, t.Product) else node.sup
    single = isinstance(sup, t.Fenced) and sup.left == "(" and isinstance(sup.body, t.Letter)
    return names.spell(sup.body) if single and isinstance(sup, t.Fenced) and sup.body is not None else ""


def _below(node: t.Scripted) -> str:
    """Return the j or 1 of x_j, x_1, or ""."""
    return names.spell(node.sub) if isinstance(node.sub, t.Letter | t.Literal) else ""


def _differ(above: set[str], below: set[str]) -> bool:
    """Whether two indices run to two ends that the text names."""
    return bool(above - {""} and below - {""}) and above.isdisjoint(below)


def _turned(node: t.Node) -> Iterator[tuple[str, str]]:
    r"""Yield x and \beta of x^T \beta: weights have an entry for each entry of x, not for each sample."""
    if isinstance(node, t.Product):
        for turned, behind in zip(node.factors, node.factors[1:], strict=False):
            plain = isinstance(turned, t.Scripted) and isinstance(turned.base, t.Letter) and turned.sub is None
            weights = isinstance(behind, t.Letter) and behind.name.islower()
            if plain and weights and isinstance(turned, t.Scripted) and isinstance(behind, t.Letter):
                sign = names.spell(turned.sup) if turned.sup is not None else ""
                if sign in names.TRANSPOSED and isinstance(turned.base, t.Letter) and turned.base.name.islower():
                    yield turned.base.name, behind.name


def _whole(formulas: Iterable[Formula]) -> set[str]:
    """Return the letters that are transposed, or stand beside a matrix: y is all of the y^{(i)} in X^T y."""
    found: set[str] = set()
    for formula in formulas:
        mentions = [m for root in roots(formula) for m in survey(root) if not (m.font or m.superscript.startswith("("))]
        matrix = any(m.name in MATRICES and not m.applied for m in mentions)
        turned = (m.superscript in names.TRANSPOSED for m in mentions)
        found |= {m.name for m, t_ in zip(mentions, turned, strict=True) if t_ or matrix}
        found |= {p.name for node in nodes(formula) if _is_norm(node) for p in t.walk(node) if isinstance(p, t.Letter)}
    return found


def _is_norm(node: t.Node) -> bool:
    return isinstance(node, t.Fenced) and node.left in ("||", "langle")
