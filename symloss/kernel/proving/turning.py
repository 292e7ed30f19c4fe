"""Sums counted from the other end: sum_{i=1..t} b^(t - i) is sum_{i=1..t} b^(i - 1).

Turning a range round is a bijection of it, whatever its ends are. It is done where the
index stands in exponents alone and counts down in each: then no summand is made of t any
more, which is what an induction on t asks for, and no b^t is divided by b^i.
"""

from __future__ import annotations

from fractions import Fraction

from symloss.term import nodes as n
from symloss.term.walk import children, free_symbols, rebuild, substitute

_DOWN = Fraction(-1)


def turned(term: n.Term) -> n.Term:
    """Return a term in which no sum counts down in the exponents of its summand, and nowhere else."""
    term = rebuild(term, turned)
    if not isinstance(term, n.Bind) or term.kind != "sum" or not isinstance(term.over, n.Range):
        return term
    if _slopes(term.body, term.index) != {_DOWN} or n.Constant("inf") in (term.over.lower, term.over.upper):
        return term
    other = n.Add((term.over.lower, term.over.upper, n.Neg(term.index)))
    return n.Bind("sum", term.index, term.over, substitute(term.body, {term.index: other}))


def _slopes(term: n.Term, index: n.Symbol) -> set[Fraction | None]:
    """Return by how much the exponents of a term grow with an index; None: it stands elsewhere, too."""
    if index not in free_symbols(term):
        return set()
    if isinstance(term, n.Pow) and index not in free_symbols(term.base):
        return {_slope(term.exponent, index)}
    if isinstance(term, n.Symbol | n.Indexed | n.Bind | n.Delta):
        return {None}
    return set().union(*(_slopes(part, index) for part in children(term)))


def _slope(exponent: n.Term, index: n.Symbol) -> Fraction | None:
    """Return by how much a sum of an index and of what is free of it grows with the index, or None."""
    match exponent:
        case _ if exponent == index:
            return Fraction(1)
        case _ if index not in free_symbols(exponent):
            return Fraction(0)
        case n.Neg(inner):
            slope = _slope(inner, index)
            return None if slope is None else -slope
        case n.Add(terms):
            slopes = [_slope(part, index) for part in terms]
            return None if None in slopes else sum((s for s in slopes if s is not None), Fraction(0))
    return None
