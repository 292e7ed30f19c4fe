r"""Numbers of steps above names: \theta^0 of \theta^{n+1} = \theta^n - \alpha g is where \theta starts, no power.

So are the parts that a text gives it, (b^0, w^0) of \theta^0 = (b^0, w^0). Where no step is made yet, what is written
with b^0 is about b: it is read so, and whoever rests on that says it (`symloss.proofs.judging.settle`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.documents.region import Document


@dataclass(frozen=True)
class Step:
    """A name with the number of a step above: which letter, which number, as written."""

    letter: str
    number: str
    node: t.Scripted


@dataclass(frozen=True)
class Start:
    """Where a name with the step 0 above stands in a document, its line, and its letter."""

    start: int
    end: int
    line: int
    letter: str


def stepped(regions: Sequence[Sequence[Formula]]) -> frozenset[str]:
    """Return the letters above which the numbers of steps stand, given the formulas of each region.

    Not those that stand without a number too: f(w^0) + f'(w^0) (w - w^0) tells w^0 from w.
    """
    formulas = [formula for region in regions for formula in region]
    found = {letter for formula in formulas for letter in _updated(_sides(formula))}
    size = -1
    while size < len(found):
        size = len(found)
        for formula in formulas:
            sides = _sides(formula)
            numbers = {step.number for side in sides if (step := step_of(side)) and step.letter in found}
            for side in sides if numbers else ():
                parts = [step_of(item) for item in _items(side)]
                found |= {p.letter for p in parts if p is not None and all(q and q.number in numbers for q in parts)}
    return frozenset(found).difference(*(_told_apart(region) for region in regions)) if found else frozenset()


def starts(document: Document, regions: Mapping[int, Sequence[Formula]], letters: frozenset[str]) -> tuple[Start, ...]:
    """Return where names stand with a 0 above that is the number of a step; formulas: by the offset of their region."""
    return tuple(
        Start(region + part.start, region + part.end, document.place(region + part.start)[0], step.letter)
        for region, found in (regions.items() if letters else ())
        for side in (side for formula in found for side in _sides(formula))
        for part in t.walk(side)
        if (step := step_of(part)) is not None and step.letter in letters and step.number == "0"
    )


def _told_apart(region: Sequence[Formula]) -> set[str]:
    """Return the letters that stand in a region both with a 0 above and without; one differentiates by the latter."""
    parts = [part for formula in region for side in _sides(formula) for part in _unvaried(side)]
    begun = {step.letter for part in parts if (step := step_of(part)) is not None and step.number == "0"}
    raised = {id(p.base) for p in parts if isinstance(p, t.Scripted) and p.sup is not None}
    return {part.name for part in parts if isinstance(part, t.Letter) and id(part) not in raised} & begun


def _unvaried(node: t.Node) -> Iterator[t.Node]:
    """Yield the nodes of a tree but those that name what is differentiated by."""
    yield node
    inner = [node.body] if isinstance(node, t.DerivativeSign) else list(t.below(node))
    for part in inner:
        yield from _unvaried(part) if part is not None else ()


def as_label(step: Step) -> t.Node:
    """Return b for b^0, and b with a label for b^1."""
    node = step.node
    if step.number == "0":
        return node.base if node.sub is None else replace(node, sup=None)
    assert node.sup is not None
    return replace(node, sup=t.Fenced(left="(", right=")", body=node.sup, start=node.sup.start, end=node.sup.end))


def step_of(node: t.Node) -> Step | None:
    """Return what stands above a letter, if it is 0 or 1: neither is written as a power."""
    if not isinstance(node, t.Scripted) or node.primes or not isinstance(node.base, t.Letter):
        return None
    number = node.sup.text if isinstance(node.sup, t.Literal) else ""
    return Step(node.base.name, number, node) if number in ("0", "1") else None


def _updated(sides: list[t.Node]) -> Iterator[str]:
    r"""Yield \theta of \theta^{n+1} = \theta^n - \alpha g; in x^{n+1} = x^n + x^{n-1} they may be powers."""
    if len(sides) < 2 or not isinstance(sides[1], t.Sum):
        return
    after = sides[0]
    above = _next(after)
    if not above or not isinstance(after, t.Scripted) or not isinstance(after.base, t.Letter):
        return
    name, right = after.base.name, sides[1]
    before = {_above(part, name) for part in right.terms}
    if name != "e" and above in before and {_above(part, name) for part in t.walk(right)} <= {above, ""}:
        yield name


def _above(node: t.Node, name: str) -> str:
    """Return what stands above a name, or "" if this is not the name or nothing does."""
    if not isinstance(node, t.Scripted) or not isinstance(node.base, t.Letter) or node.base.name != name:
        return ""
    return (names.spell(node.sup) or "?") if node.sup is not None else ""


def _next(node: t.Node) -> str:
    """Return n of x^{n+1}, 0 of x^1, or ""."""
    sup = node.sup if isinstance(node, t.Scripted) else None
    if isinstance(sup, t.Sum) and sup.signs == ("+", "+") and names.spell(sup.terms[1]) == "1":
        return names.spell(sup.terms[0])
    return "0" if isinstance(sup, t.Literal) and sup.text == "1" else ""


def _items(side: t.Node) -> tuple[t.Node, ...]:
    body = side.body if isinstance(side, t.Fenced) else side
    return body.items if isinstance(body, t.Listing) else ()


def _sides(formula: Formula) -> list[t.Node]:
    return [side.node for side in formula.sides if side is not None and side.node is not None]
