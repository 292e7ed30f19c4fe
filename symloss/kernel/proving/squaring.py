"""Bounds with square roots: a norm compared with a sum, the triangle inequality, Cauchy-Schwarz with roots.

a + b*r is not negative, r a square root with a value, r^2 = u >= 0, if
- b >= 0 and b^2*u >= a^2, for then b*r >= |a|;
- a >= 0 and a^2 >= b^2*u, for then a >= |b|*r.
The same holds with both > where the question is strict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symloss.kernel.proving.bounding import Asked, Question
from symloss.kernel.proving.comparing import linear
from symloss.kernel.proving.lattice import NEGATIVE
from symloss.kernel.proving.quotient import Quotient, used
from symloss.term import nodes as n

_DEPTH = 4
_TERMS = 8


def by_squares(asked: Asked) -> Iterator[tuple[str, list[Question]]]:
    """Yield what has to be known of a and b, and of their squares, for each square root in a + b*r."""
    question, field = asked.question, asked.field
    top = asked.numerator()
    if top is None or len(top.top) > _TERMS or question.depth >= _DEPTH:
        return
    for i in used(top.top):
        is_root = i in field.powers and field.powers[i][0] == 2 and isinstance(field.kernels[i], n.Pow)
        if not is_root or top.top.degrees()[i] != 1 or field.sign(field.powers[i][1]) & NEGATIVE:
            continue
        a, b = linear(top.top, i, field)
        apart = field.reduce(a * a - b * b * field.powers[i][1])
        if not field.sign(b) & NEGATIVE:
            yield "squares compared", [_asks(asked, -apart)]
        else:
            alone = replace(_asks(asked, a), strict=False)
            yield "squares compared", [alone, _asks(asked, apart)]


def _asks(asked: Asked, value: Quotient) -> Question:
    """Return the question of a value in place of the one asked."""
    question = asked.question
    return replace(question, term=asked.field.term(value), depth=question.depth + 1)
