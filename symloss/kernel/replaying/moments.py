"""Integrals in a prime field: a linear functional, which is right for powers between two numbers."""

from __future__ import annotations

from collections.abc import Sequence

from symloss.term import nodes as n
from symloss.term.functions import LN, function_of
from symloss.term.walk import children, subterms

INFINITE = (n.Constant("inf"), n.Neg(n.Constant("inf")))
NODES = 9  # so powers up to the eighth are integrated


def weights(nodes: Sequence[int], ends: Sequence[int | str], prime: int) -> list[int]:
    """Return the weight of the value at each node: those of the polynomial through the values, integrated."""
    lower, upper = ends
    if isinstance(lower, str) or isinstance(upper, str):
        return [1] * len(nodes)  # no power has an integral
    found = []
    for place, node in enumerate(nodes):
        basis, scale = [1], 1
        for other in (x for i, x in enumerate(nodes) if i != place):
            basis = [(a - other * b) % prime for a, b in zip([0, *basis], [*basis, 0], strict=True)]
            scale = scale * (node - other) % prime
        moments = ((pow(upper, k, prime) - pow(lower, k, prime)) * pow(k, -1, prime) for k in range(1, len(basis) + 1))
        found.append(sum(c * m for c, m in zip(basis, moments, strict=True)) * pow(scale, -1, prime) % prime)
    return found


def has_closed_form(term: n.Integral) -> bool:
    """Whether an integral may be replaced by what no functional here knows: of an exponential, or of 1/x."""
    for part in subterms(term.body):
        match part:
            case n.Div(_, below):
                varies = below
            case n.Pow(base, exponent):
                natural = isinstance(exponent, n.Number) and exponent.value.denominator == 1 and exponent.value > 0
                varies = exponent if natural else n.Add((base, exponent))
            case n.Apply() if (row := function_of(part)) is not None and row is not LN:
                varies = part
            case _:
                continue
        if _stands_plainly(term.variable, varies):
            return True
    return False


def _stands_plainly(variable: n.Symbol, term: n.Term) -> bool:
    """Whether the variable occurs other than in the arguments of a function that is not known."""
    if isinstance(term, n.Apply) and function_of(term) is None:
        return False
    return term == variable or any(_stands_plainly(variable, child) for child in children(term))
