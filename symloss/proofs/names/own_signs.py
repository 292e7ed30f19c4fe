r"""Signs that a text gives a meaning that is not read: a weight \pi = 0.3, an error e = 2, the imaginary unit i."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.documents.region import Document
from symloss.proofs.names.walks import nodes

_WORTH: Mapping[str, float] = {"pi": math.pi, "e": math.e}
_NEAR = 0.01  # pi = 3.14 says how much it is
_UNITS = frozenset({"i", "j"})
_COMPLEX = re.compile(
    r"\bimaginary\b|\bcomplex[- ](?:numbers?|plane|conjugates?|valued?|roots?|variables?|exponentials?|analysis)\b"
    r"|\bEuler's (?:formula|identity)|\bkomplexe[nr]? Zahl|\bimaginäre|\bnombres? complexes?|\bnúmeros? complejos?"
    r"|复数|虚数|虚部",
    re.IGNORECASE,
)


def own_signs(document: Document, formulas: Iterable[Formula]) -> frozenset[str]:
    """Return which of pi, e, i and j are no number of which anything is known: names of the text, the unit i."""
    found = {name for formula in formulas for name in (*_numbered(formula), *_in_exponents(formula))}
    spoken = any(_COMPLEX.search(region.text) for region in document.regions if not region.is_math)
    return frozenset(found | _UNITS if spoken else found)


def has_differentials(sides: Collection[t.Node]) -> bool:
    r"""Whether d stands in all sides of a claim, and only before what it may be the differential of: dX, d(X Y)."""
    return bool(sides) and all(_differentials(side) for side in sides)


def _differentials(node: t.Node) -> bool:
    parts = list(t.walk(node))
    products = [part for part in parts if isinstance(part, t.Product)]
    before = {id(f) for p in products for f, sign in zip(p.factors, p.separators, strict=False) if not sign}
    letters = [id(part) in before for part in parts if isinstance(part, t.Letter) and part.name == "d"]
    runs = (part.text for part in parts if isinstance(part, t.Word) and part.run and "d" in part.text)
    rows = [len(text) > 1 and text.rindex("d") == 0 for text in runs]
    return bool(letters or rows) and all((*letters, *rows))


def _numbered(formula: Formula) -> Iterator[str]:
    r"""Yield pi of \pi = 0.3, of \pi \in (0, 1), and of 0 < \pi < 1."""
    sides = [side.node if side is not None else None for side in formula.sides]
    for left, sign, right in zip(sides, formula.signs, sides[1:], strict=False):
        name = left.name if isinstance(left, t.Letter) and not left.font else ""
        value = _value(right)
        if name not in _WORTH:
            continue
        other = value is not None and abs(value - _WORTH[name]) > _NEAR * _WORTH[name]
        below = value is not None and sign.op in ("<", "<=") and value < _WORTH[name]
        if sign.op == "in" or (sign.op in ("=", ":=") and other) or below:
            yield name


def _value(node: t.Node | None) -> float | None:
    match node:
        case t.Literal(text=text):
            return float(text) if re.fullmatch(r"\d*\.?\d+", text) else None
        case t.Fraction(numerator=above, denominator=below):
            up, down = _value(above), _value(below)
            return up / down if up is not None and down else None
    return None


def _in_exponents(formula: Formula) -> Iterator[str]:
    r"""Yield i of e^{i \theta}."""
    for node in nodes(formula):
        if isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and node.base.name == "e":
            parts = list(t.walk(node.sup)) if node.sup is not None else []
            factors = [factor for part in parts if isinstance(part, t.Product) for factor in part.factors]
            yield from (f.name for f in factors if isinstance(f, t.Letter) and f.name == "i")
