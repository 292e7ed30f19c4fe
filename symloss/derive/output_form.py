"""The derivative of an activation written in its output: sigma'(z) = a*(1 - a), found by elimination.

An activation that is rational in u = e^z, a = R(u), has the derivative g = u*R'(u);
eliminating u from the two equations by a resultant leaves a polynomial in a and g,
and the factor that vanishes on the curve gives g. Others are tried through their
inverse. What comes out is a proposal, judged like any other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy as sp

from symloss.derive.build import less, times
from symloss.derive.calculus import Differentiator, contract, simplest
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n
from symloss.term.walk import substitute

_A, _G, _U = sp.Symbol("a", real=True), sp.Symbol("_g", real=True), sp.Symbol("_u", positive=True)


def output_form(name: n.Term, body: n.Term, variable: n.Term) -> n.Term:
    """Return the derivative of the quantity `name` = `body` by `variable`, written in `name` if that is found.

    A quantity with an index, p_k = e^(s_k)/sum_i e^(s_i), gives p_k*(delta_kj - p_j).
    """
    if isinstance(name, n.Indexed):
        return _vector_output_form(name, body, variable)
    assert isinstance(name, n.Symbol) and isinstance(variable, n.Symbol)
    found = scalar_output_form(body, variable)
    if found is not None:
        return substitute(found, {n.Symbol("a"): name})
    return simplest(Differentiator(variable).of(body), {variable.name: variable})


@lru_cache(maxsize=256)
def scalar_output_form(body: n.Term, variable: n.Symbol) -> n.Term | None:
    """Return d body/d variable as a term in the symbol a = body, or None if no such form is found."""
    try:
        forward = to_sympy(body)
    except NoDoor:
        return None
    z = symbol(variable.name)
    rational = sp.together(forward.rewrite(sp.exp).subs(z, sp.log(_U)))
    if rational.is_rational_function(_U) and rational.has(_U):
        found = _eliminate(rational)
    elif forward == z:
        found = sp.Integer(1)
    else:
        found = None
    return None if found is None else from_sympy(found)


def _eliminate(rational: Any) -> Any | None:
    """Eliminate u from a = R(u) and g = u*R'(u), and solve for g."""
    slope = sp.together(_U * sp.diff(rational, _U))
    equations = [sp.numer(sp.together(_A - rational)), sp.numer(sp.together(_G - slope))]
    eliminant = sp.resultant(*equations, _U)
    samples = [sp.Rational(1, 3), sp.Rational(2), sp.Rational(7, 5)]
    for factor, _ in sp.factor_list(eliminant)[1]:
        on_curve = [sp.cancel(factor.subs({_A: rational.subs(_U, u), _G: slope.subs(_U, u)})) for u in samples]
        if _G in factor.free_symbols and not any(on_curve):
            for root in sp.roots(factor, _G):
                if all((root.subs(_A, rational.subs(_U, u)) - slope.subs(_U, u)).equals(0) for u in samples):
                    return sp.factor(root)
    return None


def _vector_output_form(name: n.Indexed, body: n.Term, variable: n.Term) -> n.Term:
    assert isinstance(variable, n.Indexed)
    (k,), (j,) = name.indices, variable.indices
    total = body.denominator if isinstance(body, n.Div) else None
    if isinstance(body, n.Div) and isinstance(total, n.Bind) and total.kind == "sum":
        top = substitute(total.body, {total.index: k})
        slope = contract(Differentiator(variable).of(total))
        if top == body.numerator and slope == substitute(top, {k: j}):
            return times(name, less(n.Delta(k, j), n.Indexed(name.base, (j,))))
    return contract(Differentiator(variable).of(body))
