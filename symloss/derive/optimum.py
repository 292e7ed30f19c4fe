"""The start score: the constant prediction with the least mean loss, as a term in the mean of y."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symloss.derive.build import ZERO
from symloss.derive.indexed import simplest_indexed, with_entries
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n
from symloss.term.functions import LN
from symloss.term.sorts import INDEX
from symloss.term.walk import substitute, subterms

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
        return from_sympy(sp.logcombine(roots[0], force=True)) if len(roots) == 1 else None
    except (NotImplementedError, NoDoor):
        return None


def optimal_classes(
    gradient: n.Term, y: n.Symbol, raw: n.Symbol, where: tuple[tuple[n.Term, n.Term], ...]
) -> n.Term | None:
    """Return s_k in the mean label of class k: where p = y meets the gradient 0, or class by class; else None."""
    k = n.Symbol("k", INDEX)
    mean_k = n.Indexed(n.Symbol(MEAN.name, y.sort), (k,))
    for name, _ in where:
        assert isinstance(name, n.Indexed)
        if simplest_indexed(with_entries(gradient, y, name.base)) == ZERO:
            return LN(mean_k)
    entries = {t for t in subterms(gradient) if isinstance(t, n.Indexed | n.Bind)}
    j = n.Symbol("j", INDEX)
    own: dict[n.Term, n.Term] = {n.Indexed(raw, (j,)): n.Symbol("s"), n.Indexed(y, (j,)): n.Symbol("y")}
    if not entries <= set(own):
        return None
    found = optimal_scalar(substitute(gradient, own), n.Symbol("y"), n.Symbol("s"), {})
    return None if found is None else substitute(found, {MEAN: mean_k})
