"""The start score: the constant prediction with the least mean loss, as a term in the mean of y."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n
from symloss.term.walk import substitute

MEAN = n.Symbol("mean_y")


def optimal_scalar(gradient: n.Term, y: n.Symbol, raw: n.Symbol, where: Mapping[n.Term, n.Term]) -> n.Term | None:
    """Return z with mean gradient 0 if the gradient is g(z)*(h(z) - y): then h(z) = mean of y. Else None."""
    try:
        sent = to_sympy(substitute(gradient, where))
    except NoDoor:
        return None
    label, z, mean = symbol(y.name), symbol(raw.name), symbol(MEAN.name)
    factors = [f for f in sp.Mul.make_args(sp.factor(sent)) if f.has(label)]
    if len(factors) != 1:
        return None
    numerator = sp.Poly(sp.expand(factors[0]), label) if factors[0].is_polynomial(label) else None
    if numerator is None or numerator.degree() != 1:
        return None
    try:
        roots = sp.solve(sp.Eq(numerator.as_expr().subs(label, mean), 0), z)
    except NotImplementedError:
        return None
    return from_sympy(sp.logcombine(roots[0], force=True)) if len(roots) == 1 else None
