r"""Trees in the spelling of this language.

dA of d\boldsymbol{A}, the j' of a sum, and a bold h beside a number h of entries are names; sums count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.below import with_cases_below
from symloss.proofs.names.counting import Counting, from_one, range_from_one
from symloss.proofs.names.layers import by_layers, layer_of, of_layer
from symloss.proofs.names.marks import is_marked, is_of_policy
from symloss.proofs.names.reaches import with_sums_ended
from symloss.proofs.names.several import each_of
from symloss.proofs.names.steps import as_label, step_of
from symloss.proofs.names.units import NEXT, entry_of
from symloss.proofs.names.walks import bounds, on_sides, real_space, throughout
from symloss.term.nodes import OPTIMA

PLACE = "dot"  # the name of the place that f(\\cdot) leaves open


@dataclass(frozen=True)
class Spelling:
    """Letters of a document: `layers` (see there) are no powers; a bold letter is none of `counters`; b1 is b_1.

    numbered: the names b_1 of which that is so. units: entries of another layer, by name and letter (see `units`).
    counting: the arrays that the document counts from 0 (see `counting`).
    steps: letters above which the numbers of steps stand (see `steps`).
    marked: letters above which names stand that are no powers, policies, worded: such names (see `marks`).
    """

    layers: frozenset[str] = frozenset()
    counters: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    units: frozenset[tuple[str, str]] = frozenset()
    counting: Counting = field(default_factory=Counting)
    steps: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    primed: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()
    worded: frozenset[str] = frozenset()


def spelled(formulas: tuple[Formula, ...], spelling: Spelling = Spelling()) -> tuple[Formula, ...]:
    """Return formulas of one name each, with their cases and conditions, in the spelling of this language."""
    ruled = (of_any_functions(on_sides(f, filled)) if f.signs else f for f in with_sums_ended(each_of(formulas)))

    def changed(formula: Formula) -> Formula:
        counted = _with_plain_results(range_from_one(formula, spelling.counting))
        return on_sides(counted, lambda node: tidied(node, spelling))

    return tuple(throughout(with_cases_below(formula), changed) for formula in ruled)


def _with_plain_results(formula: Formula) -> Formula:
    r"""Return a formula in which what is computed from numbers only, 3 - 2 = \mathbf{1}, is a number, not an array."""

    def plain(node: t.Node) -> t.Node:
        digit = isinstance(node, t.Letter) and node.name.isdigit()
        return t.Literal(text=node.name, start=node.start, end=node.end) if digit else node  # type: ignore[attr-defined]

    of_numbers = (
        side is not None and side.node is not None and all(isinstance(part, _OF_NUMBERS) for part in t.walk(side.node))
        for side in formula.sides
    )
    return on_sides(formula, plain) if any(of_numbers) else formula


_OF_NUMBERS = (t.Literal, t.Fenced, t.Sum, t.Product, t.Fraction, t.Root)


def tidied(node: t.Node, spelling: Spelling = Spelling()) -> t.Node:
    """Return a tree in the spelling of this language."""
    return _tidied(node, replace(spelling, primed=_primed_letters(node)))


def filled(node: t.Node) -> t.Node:
    r"""Return a tree with a name in the place that f(\cdot) leaves open: an equation of such values is one of all.

    In z ~ q(\cdot) the place is that of z.
    """
    if isinstance(node, t.Chain) and "~" in node.ops:
        return node
    if isinstance(node, t.Fenced) and isinstance(node.body, t.Label) and node.body.text == "cdot":
        place = node.body
        return replace(node, body=t.Letter(name=PLACE, start=place.start, end=place.end))
    return t.rebuilt(node, filled)


def of_any_functions(formula: Formula) -> Formula:
    """Return a rule of calculus, (u/v)' = (u'v - uv')/v^2, with its letters as functions of one place.

    It is one if it has brackets with a prime and no letter that is not primed somewhere.
    What u and v are elsewhere in the text is nothing to the rule.
    """
    spelled = on_sides(formula, _in_letters)
    parts = [part for side in spelled.sides if side is not None and side.node is not None for part in t.walk(side.node)]
    primed = {letter for part in parts if (letter := _primed(part))}
    letters = {part.name for part in parts if isinstance(part, t.Letter)}
    plain = all(isinstance(part, _IN_RULES) for part in parts)
    brackets = any(isinstance(p, t.Scripted) and isinstance(p.base, t.Fenced) and p.primes == 1 for p in parts)
    return on_sides(spelled, _of_place) if brackets and plain and letters == primed else formula


_IN_RULES = (t.Letter, t.Literal, t.Scripted, t.Fenced, t.Sum, t.Product, t.Fraction, t.Root)


def _in_letters(node: t.Node) -> t.Node:
    """Return u v' of what was taken for one word uv'."""
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Word) or not base.run:
        return t.rebuilt(node, _in_letters)
    letters: list[t.Node] = [
        t.Letter(name=c, start=base.start + k, end=base.start + k + 1) for k, c in enumerate(base.text)
    ]
    if isinstance(node, t.Scripted):
        letters[-1] = replace(node, base=letters[-1], start=letters[-1].start)
    return t.Product(factors=tuple(letters), separators=("",) * (len(letters) - 1), start=node.start, end=node.end)


def _of_place(node: t.Node) -> t.Node:
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Letter):
        return t.rebuilt(node, _of_place)
    named = replace(base, name=f"any_{base.name}")
    letter = t.Letter(name=PLACE, start=node.start, end=node.end)
    place = t.Fenced(left="(", right=")", body=letter, start=node.start, end=node.end)
    function = replace(node, base=named) if isinstance(node, t.Scripted) else named
    return t.Product(factors=(function, place), separators=("",), start=node.start, end=node.end)


def numbered_in(node: t.Node) -> frozenset[str]:
    """Return the names that are a letter with a number below: b_1."""
    scripted = (p for p in t.walk(node) if isinstance(p, t.Scripted) and isinstance(p.base, t.Letter))
    return frozenset(names.full(p.base.name, [p.sub.text]) for p in scripted if isinstance(p.sub, t.Literal))  # type: ignore[attr-defined]


def counters_in(node: t.Node) -> frozenset[str]:
    r"""Return the letters that count: those that sums bind, and h of \mathbb{R}^h."""
    found: set[str] = set()
    for part in t.walk(node):
        if isinstance(part, t.Big) and part.op not in OPTIMA:
            found |= {letter for letter, _ in bounds(part)}
        elif isinstance(part, t.Scripted) and isinstance(part.base, t.Letter) and part.base.font == "bb":
            found |= set(real_space(part) or ())
    return frozenset(found)


def _tidied(node: t.Node, spelling: Spelling) -> t.Node:
    def changed(value: object, by: Spelling) -> object:
        if isinstance(value, t.Node):
            return _tidied(value, by)
        return tuple(changed(v, by) for v in value) if isinstance(value, tuple) else value

    if isinstance(node, t.Letter) and node.font == "bold" and node.name in spelling.counters:
        return replace(node, name=f"bold_{node.name}")
    if (letter := _primed(node)) in spelling.primed:
        return t.Letter(name=f"{letter}_prime", start=node.start, end=node.end)
    if (gradient := _gradient_itself(node)) is not None:
        return gradient
    step = step_of(node) if spelling.steps else None
    if step is not None and step.letter in spelling.steps:
        node = as_label(step)
    if isinstance(node, t.Scripted) and entry_of(node) in spelling.units:
        base = t.Letter(name=f"{names.spell(node.base)}{NEXT}", start=node.base.start, end=node.base.end)
        return replace(node, base=base)
    if isinstance(node, t.DerivativeSign) and spelling.layers:
        node = by_layers(node, spelling.layers)
    above = isinstance(node, t.Scripted) and (
        bool(layer_of(node) & spelling.layers)
        or is_marked(node, spelling.marked, spelling.worded)
        or is_of_policy(node, spelling.policies)
    )
    if above:
        node = of_layer(node)  # type: ignore[arg-type]
    if isinstance(node, t.Product):
        node = _joined_differentials(_with_numbers_below(node, spelling.numbered))
    node = from_one(node, spelling.counting)
    scripts = replace(spelling, counters=frozenset())  # an index is one in any font
    inner = ("sub", "sup") if isinstance(node, t.Scripted | t.Big) and not _is_power_of_e(node) else ()
    values = {f.name: changed(getattr(node, f.name), scripts if f.name in inner else spelling) for f in fields(node)}
    return replace(node, **values)  # type: ignore[arg-type]


def _is_power_of_e(node: t.Node) -> bool:
    return isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and node.base.name == "e"


def _gradient_itself(node: t.Node) -> t.Letter | None:
    r"""Return the name of a gradient that does not say of what: \nabla_\theta alone."""
    if not isinstance(node, t.DerivativeSign) or node.style != "nabla" or node.body is not None:
        return None
    spelled = [names.spell(variable) for variable, _ in node.variables]
    known = len(spelled) == 1 and bool(spelled[0])
    return t.Letter(name=f"nabla_{spelled[0]}", start=node.start, end=node.end) if known else None


def _primed(node: t.Node) -> str:
    """Return j of j', or ""."""
    primed = isinstance(node, t.Scripted) and node.primes == 1 and node.sub is None and node.sup is None
    return node.base.name if primed and isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) else ""


def _primed_letters(node: t.Node) -> frozenset[str]:
    """Return the letters that some big operator binds with a prime."""
    below = [part.sub for part in t.walk(node) if isinstance(part, t.Big) and part.sub is not None]
    items = [item for sub in below for item in (sub.items if isinstance(sub, t.Listing) else (sub,))]
    heads = (item.sides[0] if isinstance(item, t.Chain) else item for item in items)
    return frozenset(filter(None, map(_primed, heads)))


def _with_numbers_below(node: t.Product, numbered: frozenset[str]) -> t.Product:
    """Return b1 as b_1: a number behind a letter multiplies nothing where the text has that name."""
    factors: list[t.Node] = []
    separators: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        last = factors[-1] if factors else None
        if isinstance(last, t.Letter) and isinstance(factor, t.Literal) and not sign and last.end == factor.start:
            below = names.full(last.name, [factor.text]) in numbered
            factors[-1:] = (_below(last, factor),) if below else (last, factor)
            separators += () if below else (sign,)
        else:
            factors.append(factor)
            separators.append(sign)
    return replace(node, factors=tuple(factors), separators=tuple(separators[1:]))


def _below(letter: t.Letter, number: t.Literal) -> t.Scripted:
    return t.Scripted(base=letter, sub=number, start=letter.start, end=number.end)


def _joined_differentials(node: t.Product) -> t.Node:
    factors: list[t.Node] = []
    separators: list[str] = []
    for sign, factor in zip(("", *node.separators), node.factors, strict=True):
        last = factors[-1] if factors else None
        base = factor.base if isinstance(factor, t.Scripted) else factor
        marked = isinstance(base, t.Letter) and (base.font == "bold" or base.name.isupper())
        if isinstance(last, t.Letter) and last.name == "d" and not last.font and not sign and marked:
            assert isinstance(base, t.Letter)
            named = replace(base, name=f"d{base.name}", start=last.start)
            factors[-1] = replace(factor, base=named, start=last.start) if isinstance(factor, t.Scripted) else named
        else:
            factors.append(factor)
            separators.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(separators[1:]))
