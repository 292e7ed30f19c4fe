"""Capital letters that are numbers: how surprising that is, by where they stand among arrays."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names import strains
from symloss.proofs.names.shape import Shape
from symloss.proofs.names.walks import GREEK_CAPITALS, capital, entrywise, nodes


@dataclass
class CapitalNumbers:
    """The capital letters of a product that are numbers in it, met one factor after the other.

    strain: of those before and behind arrays. within: the last that stands behind an array, or is a vector behind a
    row. between: one of those that have an array behind them, too: u^T R v.
    """

    strain: int = 0
    within: str = ""
    between: str = ""
    _vector: bool = False  # whether that is one

    def meet(self, factor: t.Node, shape: Shape | None, before: Shape | None) -> None:
        """Take in a factor; before: the shape of what stands before it."""
        letter = capital(factor)
        behind = before is not None and not before.number
        if shape is not None and not shape.number and self.within:
            if not (self._vector and shape.row):  # u^T X X^T v is a product of two numbers
                self.between = self.within
            self.within = "" if self._vector else self.within
        if letter and shape is not None and shape.number:
            custom = strains.OF_A_CAPITAL if letter in strains.MATRICES else 0
            self.strain = max(self.strain, strains.BEHIND if behind and custom else custom)
            self.within, self._vector = (letter, False) if behind else (self.within, self._vector)
        elif letter and shape is not None and len(shape.axes) == 1 and before is not None and before.row:
            self.within, self._vector = ("", False) if shape.row else (letter, True)

    def strain_of(self, product: Shape | None) -> int:
        """Return how surprising that is in a product of this shape."""
        if self.between:  # a number between two arrays
            return strains.NEVER if self.between in strains.MATRICES else strains.BEHIND
        return self.strain if product is not None and not product.number else 0


def strain_of_bars(node: t.Node | None, inside: Shape) -> int:
    """Return how surprising it is that a letter between bars is a number: |Sigma| is a determinant."""
    return strains.BEHIND if inside.number and _is_determinant(node) else 0


def of_arrays(formula: Formula) -> bool:
    """Whether a formula has signs that only arrays have: a table, a norm, an entrywise product, |Sigma|."""
    written = any(
        isinstance(node, t.Table)
        or (isinstance(node, t.Fenced) and (node.left in ("||", "langle") or _is_determinant_of(node)))
        for node in nodes(formula)
    )
    return written or entrywise(formula)


def _is_determinant_of(node: t.Fenced) -> bool:
    return node.left == "|" and _is_determinant(node.body)


def _is_determinant(inside: t.Node | None) -> bool:
    """Whether what stands between bars begins with a Greek letter that people give to matrices."""
    return inside is not None and capital(inside) in strains.MATRICES & GREEK_CAPITALS
