"""Indices, lengths and exponents: what is made of numbers and indices has a value that is exact."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symloss.term import nodes as n


def exact(term: n.Term, integers: Mapping[n.Term, int]) -> Fraction | None:
    """Return the value of a term, or None if it is not made of numbers and these indices."""
    if term in integers:
        return Fraction(integers[term])
    match term:
        case n.Number(value):
            return value
        case n.Neg(inner):
            found = exact(inner, integers)
            return None if found is None else -found
        case n.Add(parts) | n.Mul(parts):
            total = Fraction(0 if isinstance(term, n.Add) else 1)
            for part in parts:
                known = exact(part, integers)
                if known is None:
                    return None
                total = total + known if isinstance(term, n.Add) else total * known
            return total
        case n.Div(top, bottom):
            above, below = exact(top, integers), exact(bottom, integers)
            return None if above is None or not below else above / below
    return None
