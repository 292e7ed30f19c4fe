"""Largest and smallest things of symbolic number in normal form: max_k (s_k + x) is x + max_k s_k.

What is free of the index is added or, if its sign is known, multiplied outside; exponentials
and logarithms, which grow, stand outside, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from symloss.kernel.proving.exponential import exponential, factors, logarithm
from symloss.kernel.proving.lattice import NEGATIVE
from symloss.kernel.proving.nesting import flatten
from symloss.kernel.proving.quotient import Quotient
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

Kind = Literal["max", "min"]
_OTHER: dict[Kind, Kind] = {"max": "min", "min": "max"}


def extreme(kind: Kind, over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient:
    """Return the largest or smallest value of a body; one free of the index is it only if there is a value at all."""
    outside, body = _apart(body, index, field)
    if body.is_zero and field.certainly_not_empty(over):
        return outside
    if body.is_zero:
        return _kernel(kind, over, index, outside, field)
    factor, turned, body = _factored(body, index, field)
    if turned:
        kind = _OTHER[kind]
    return field.reduce(outside + factor * _outgrown(kind, over, index, body, field))


def _apart(body: Quotient, index: n.Symbol, field: Field) -> tuple[Quotient, Quotient]:
    """Return the terms free of the index, and the others."""
    sums = [field.ring.constant(0), field.ring.constant(0)]
    for powers, coefficient in body.top.to_dict().items():
        term = field.ring.quotient(field.ring.context.from_dict({powers: coefficient}), body.bottom)
        sums[_is_tied(term, index, field)] += term
    return sums[0], sums[1]


def _factored(body: Quotient, index: n.Symbol, field: Field) -> tuple[Quotient, bool, Quotient]:
    """Return the factors free of the index whose sign is known, whether their product turns the order, and the rest."""
    content, pieces = factors(body, field)
    factor = rest = field.ring.constant(1)
    for piece in pieces:
        if _is_tied(piece.base, index, field) or (piece.sign & NEGATIVE and piece.exponent % 2):
            rest = rest * piece.base**piece.exponent
        else:
            factor = factor * piece.base**piece.exponent
    if rest.top.leading_coefficient() < 0:
        rest, content = -rest, -content
    return factor * field.ring.constant(content), content < 0, field.reduce(rest)


def _outgrown(kind: Kind, over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient:
    """Return the extreme value of exp(u) or ln(u) as the exponential or logarithm of that of u."""
    rows = {function_of(field.kernels[i]) for i in field.supports(body)}
    if rows == {EXP} and len(body.top) == len(body.bottom) == 1:
        return exponential(extreme(kind, over, index, logarithm(body, field), field), field)
    if rows == {LN} and len(body.top) == 1 and body.top.total_degree() == 1 and body.bottom.is_one():
        (number,) = field.supports(body)
        argument = field.kernels[number]
        assert isinstance(argument, n.Apply)
        return logarithm(extreme(kind, over, index, field.of(argument.arguments[0]), field), field)
    return _kernel(kind, over, index, body, field)


def _kernel(kind: Kind, over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient:
    return field.kernel(min(flatten(kind, over, index, body, field), key=repr))


def _is_tied(value: Quotient, index: n.Symbol, field: Field) -> bool:
    return any(field.mentions(i, index) for i in field.supports(value))
