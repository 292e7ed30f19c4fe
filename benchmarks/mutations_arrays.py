"""Mistakes that people make with vectors, matrices, products and distributions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, LN
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import is_number

_TWO = n.Number(Fraction(2))
_ARRAYS = (n.Symbol, n.MatMul, n.Hadamard, n.Map, n.Transpose)


def _rank(term: n.Term) -> int:
    try:
        return len(sort_of(term).shape)
    except SortError:
        return 0


def order(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A matrix product in the other order, or with entrywise factors; an entrywise product of matrices as theirs."""
    if isinstance(term, n.MatMul) and len(term.factors) > 1:
        yield n.MatMul(tuple(reversed(term.factors)))
        yield n.Hadamard(term.factors)
    if isinstance(term, n.Hadamard) and len(term.factors) > 1:
        yield n.MatMul(term.factors)
        yield n.Hadamard((*term.factors, term.factors[-1]))


def array_sign(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A sign or a factor 2 of an array."""
    if isinstance(term, (*_ARRAYS, n.Derivative)) and _rank(term):
        yield n.Neg(term)
        yield n.Mul((_TWO, term))


def array_term(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A factor of a matrix or entrywise product is forgotten."""
    if isinstance(term, n.MatMul | n.Hadamard) and len(term.factors) > 1:
        for place in range(len(term.factors)):
            rest = (*term.factors[:place], *term.factors[place + 1 :])
            yield rest[0] if len(rest) == 1 else type(term)(rest)


def norm(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """Another norm, or an inner product of other vectors."""
    if isinstance(term, n.Norm):
        yield n.Norm(term.term, n.Number(Fraction(1)) if term.order == _TWO else _TWO)
    if isinstance(term, n.Inner):
        yield n.Inner(term.left, term.left)


def logarithm(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A logarithm is forgotten, or drawn into a sum or an expectation."""
    if isinstance(term, n.Apply) and term.function == LN.symbol:
        yield term.arguments[0]
        (inside,) = term.arguments
        if isinstance(inside, n.Bind):
            yield n.Bind(inside.kind, inside.index, inside.over, LN(inside.body))


def drawn_in(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """The expectation (or sum) of a square as the square of it, of a product as a product; a product as a sum."""
    if isinstance(term, n.Bind) and term.kind in ("expectation", "sum"):
        match term.body:
            case n.Pow(base, exponent):
                yield n.Pow(n.Bind(term.kind, term.index, term.over, base), exponent)
            case n.Mul(factors) if all(is_number(sort_of(f)) for f in factors):
                yield n.Mul(tuple(n.Bind(term.kind, term.index, term.over, f) for f in factors))
    if isinstance(term, n.Bind) and term.kind == "product":
        yield n.Bind("sum", term.index, term.over, term.body)


def special(term: n.Term, scope: frozenset[n.Symbol]) -> Iterator[n.Term]:
    """A neighbour of a special function."""
    swaps = {"erf": "Phi", "Phi": "erf", "Gamma": "lnGamma", "lnGamma": "digamma", "digamma": "lnGamma"}
    if isinstance(term, n.Apply) and isinstance(term.function, n.Symbol) and term.function.name in swaps:
        yield n.Apply(FUNCTIONS[swaps[term.function.name]].symbol, term.arguments)


ARRAY_OPERATORS = {
    "order of factors": order,
    "sign of an array": array_sign,
    "dropped matrix": array_term,
    "wrong norm": norm,
    "logarithm": logarithm,
    "drawn in": drawn_in,
    "special function": special,
}
