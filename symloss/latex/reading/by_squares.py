r"""Derivatives by the square of a name: \partial \ell / \partial (\sigma^2), by a variance.

With v = s^2 the derivative by v is that by s, divided by 2 s; where s is 0 there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import cast

from symloss.latex import tree as t
from symloss.latex.reading.context import refusal
from symloss.term import nodes as n
from symloss.term.sorting import sort_of
from symloss.term.sorts import is_number

_DEVIATIONS = ("sigma", "tau")  # the letters of standard deviations: without parentheses, s^2 may say an order
_ONE, _TWO = n.Number(Fraction(1)), n.Number(Fraction(2))


def roots_of(node: t.DerivativeSign) -> tuple[tuple[t.Node, int, bool], ...] | None:
    r"""Return what a derivative is by, with its orders, and whether its square is meant; None if no square is."""
    if node.style == "nabla":
        return None
    found = tuple(_root(v, order) for v, order in node.variables)
    if sum(order for _, order, _ in found) != node.sought:
        found = tuple((v, 1, True) if order == 2 and _is_deviation(v) else (v, order, sq) for v, order, sq in found)
    return found if any(sq for *_, sq in found) and sum(order for _, order, _ in found) == node.sought else None


def by_squares(node: t.DerivativeSign, body: n.Term, roots: Iterable[tuple[n.Term, int, bool]]) -> n.Term:
    """Return the derivative of a term by these, and by the squares of those whose squares are meant."""
    for root, order, square in reversed(tuple(roots)):
        if not square:
            body = n.Derivative(body, root, order, cast(n.Style, node.style))
            continue
        if not is_number(sort_of(root)):
            raise refusal(node, "a derivative by the square of an array", "a name for it")
        for _ in range(order):
            slope = n.Derivative(body, root, 1, cast(n.Style, node.style))
            body = n.Mul((n.Div(_ONE, n.Mul((_TWO, root))), slope))
    return body


def _root(variable: t.Node, order: int) -> tuple[t.Node, int, bool]:
    """Return s of (s^2), and whether it is such a square."""
    inside = variable.body if isinstance(variable, t.Fenced) and variable.left == "(" else None
    square = isinstance(inside, t.Scripted) and isinstance(inside.sup, t.Literal) and inside.sup.text == "2"
    if not square or not isinstance(inside, t.Scripted) or inside.primes:
        return variable, order, False
    base = inside.base
    if inside.sub is not None:
        base = t.Scripted(base=base, sub=inside.sub, start=inside.start, end=inside.end)
    return base, order, True


def _is_deviation(variable: t.Node) -> bool:
    letter = variable.base if isinstance(variable, t.Scripted) else variable
    return isinstance(letter, t.Letter) and not letter.font and letter.name in _DEVIATIONS
