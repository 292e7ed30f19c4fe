"""What a second derivative is on average, where the gradients are 0 on average: a proposal, judged by whoever asks."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n


def on_average(
    entry: n.Term, gradients: Sequence[n.Term], y: n.Symbol, symbols: dict[str, n.Symbol]
) -> tuple[n.Term, tuple[n.Term, ...]] | None:
    """Return F and multiples c, all free of y, with entry = F + sum of c times the gradients; None if none are found.

    Entry and gradients have to be polynomials in y. A gradient is 0 on average, and so the entry is F.
    """
    label = symbol(y.name)
    try:
        rest, *slopes = (sp.Poly(sp.expand(to_sympy(term)), label) for term in (entry, *gradients))
        multiples = [sp.Integer(0)] * len(slopes)
        for i in sorted(range(len(slopes)), key=lambda i: -slopes[i].degree()):  # the highest power of y first
            if slopes[i].degree() > 0:
                leading = rest.coeff_monomial(label ** slopes[i].degree())
                multiples[i] = sp.simplify(leading / slopes[i].LC())
                rest = sp.Poly(sp.simplify((rest - multiples[i] * slopes[i]).as_expr()), label)
        if rest.degree() > 0:
            return None
        known, *found = (from_sympy(sp.simplify(term), symbols) for term in (rest.as_expr(), *multiples))
    except (NoDoor, sp.PolynomialError):
        return None
    return known, tuple(found)
