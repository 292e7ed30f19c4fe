"""The start score: the constant prediction with the least mean loss, as a term in the mean of y."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from symloss.derive.activations import ACTIVATIONS, A
from symloss.derive.build import ZERO
from symloss.derive.indexed import simplest_indexed, with_entries
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.sorts import INDEX
from symloss.term.walk import substitute, subterms

MEAN = n.Symbol("mean_y")


def optimal_scalar(gradient: n.Term, y: n.Symbol, raw: n.Symbol, where: Mapping[n.Term, n.Term]) -> n.Term | None:
    """Return z with mean gradient 0 if the gradient is g(z)*(h(z) - y): then h(z) = mean of y. Else None.

    h is inverted where it is the output of an activation with a known inverse, z itself or e^z.
    """
    output = next((name for name in where if isinstance(name, n.Symbol)), raw)
    assert isinstance(output, n.Symbol)
    label = symbol(y.name)
    try:
        sent = sp.expand(to_sympy(gradient))
        if not sent.is_polynomial(label) or sp.degree(sent, label) != 1:
            return None
        met = from_sympy(sp.cancel(-sent.coeff(label, 0) / sent.coeff(label, 1)), {raw.name: raw})
    except (NoDoor, sp.PolynomialError):
        return None
    if met == output:
        return MEAN if output == raw else _inverse(where[output])
    return LN(MEAN) if met == EXP(raw) else None


def _inverse(body: n.Term) -> n.Term | None:
    """Return the inverse of an activation at the mean label, if its row has one."""
    row = function_of(body)
    known = [r for r in ACTIVATIONS.values() if row is not None and r.function == row.name and r.inverse]
    return substitute(known[0].term(known[0].inverse), {A: MEAN}) if known else None


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
