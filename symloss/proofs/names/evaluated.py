r"""Derivatives with arguments behind them: \frac{df}{dx}(x) is that of f(x), \frac{df}{dx}(0) the one at 0.

They are no factors where the text writes f(x), \frac{\partial L}{\partial w}(0, 1) where it writes L(w, b).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import nodes, on_sides

Applied = Mapping[str, tuple[t.Node, ...]]  # function -> the letters that it is a function of


def with_evaluated(formulas: Mapping[int, Parsed]) -> dict[int, Parsed]:
    """Return formulas in which such derivatives are those of values, and stand at points."""
    known = {
        name: arguments
        for found in formulas.values()
        for formula in (() if isinstance(found, ReadError) else found)
        for name, arguments in _applied(formula)
    }

    def changed(found: Parsed) -> Parsed:
        if isinstance(found, ReadError) or not known:
            return found
        return tuple(on_sides(formula, partial(_evaluated, known=known)) for formula in found)

    return {start: changed(found) for start, found in formulas.items()}


def _applied(formula: Formula) -> Iterator[tuple[str, tuple[t.Node, ...]]]:
    """Yield L and w, b of a formula that begins with L(w, b), or is nothing else."""
    first = formula.sides[0] if formula.sides else None
    node = first.node if first is not None else None
    factors = node.factors if isinstance(node, t.Product) and node.separators == ("",) else ()
    for function, fence in pairwise(factors):
        arguments = _arguments(fence)
        if names.spell(function) and arguments and all(isinstance(a, t.Letter | t.Scripted) for a in arguments):
            yield names.spell(function), arguments


def _arguments(node: t.Node) -> tuple[t.Node, ...]:
    """Return what stands in round brackets, or nothing."""
    inside = node.body if isinstance(node, t.Fenced) and node.left == "(" and node.right == ")" else None
    if isinstance(inside, t.Listing):
        return inside.items if set(inside.separators) <= {",", ";"} else ()
    return (inside,) if inside is not None else ()


def may_stand_at(formula: Formula) -> str:
    """Return a doubt about df/dx (a): taken at a, or times a?"""
    for node in nodes(formula):
        factors, signs = (node.factors, node.separators) if isinstance(node, t.Product) else ((), ())
        for slope, fence, sign in zip(factors, factors[1:], signs, strict=False):
            one = _arguments(fence)
            if _differentiated(slope) and not sign and len(one) == 1 and isinstance(one[0], t.Letter | t.Scripted):
                return f"{names.spell(one[0])} in brackets may be where the derivative before it is taken, or a factor"
    return ""


def _evaluated(node: t.Node, known: Applied) -> t.Node:
    node = t.rebuilt(node, partial(_evaluated, known=known))
    if not isinstance(node, t.Product):
        return node
    factors: list[t.Node] = []
    signs: list[str] = []
    behind = (*node.factors[1:], None)
    for sign, factor, after in zip(("", *node.separators), node.factors, behind, strict=True):
        in_row = len(_arguments(factor)) == 1 and after is not None and bool(_arguments(after))  # dL/da (a)(1 - a)
        there = _there(factors[-1], factor, known) if factors and not sign and not in_row else None
        if there is not None:
            factors[-1] = there
        else:
            factors.append(factor)
            signs.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(signs[1:]))


def _differentiated(slope: t.Node) -> t.Node | None:
    """Return the letter that is differentiated, df/dx, or None."""
    function = slope.body if isinstance(slope, t.DerivativeSign) and slope.style in ("d", "partial") else None
    return function if isinstance(function, t.Letter | t.Scripted) else None


def _there(slope: t.Node, fence: t.Node, known: Applied) -> t.Node | None:
    """Return a derivative with the arguments behind it, or None if they may be a factor."""
    function, arguments = _differentiated(slope), _arguments(fence)
    letters = known.get(names.spell(function), ()) if function is not None else ()
    if not isinstance(slope, t.DerivativeSign) or function is None or len(arguments) != len(letters) or not letters:
        return None
    spelled = [names.spell(letter) for letter in letters]
    if [names.spell(argument) for argument in arguments] == spelled:
        value = t.Product(factors=(function, fence), separators=("",), start=function.start, end=fence.end)
        return replace(slope, body=value, end=fence.end)
    moved = {mention.name for argument in arguments for mention in survey(argument)} & set(spelled)
    number = isinstance(arguments[0], t.Literal)
    if moved or (len(arguments) == 1 and not number):  # dL/da (1 - a) is a product
        return None
    sides = zip(letters, arguments, strict=True)
    chains = tuple(t.Chain(sides=(a, b), ops=("=",), start=b.start, end=b.end) for a, b in sides)
    at = t.Listing(items=chains, separators=(",",) * (len(chains) - 1), start=fence.start, end=fence.end)
    return t.Barred(body=slope, at=at if len(chains) > 1 else chains[0], start=slope.start, end=fence.end)
