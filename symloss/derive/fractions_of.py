"""A quotient of polynomials in one variable, taken apart: what partial fractions start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symloss.derive.build import number, over, power, times
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n


@dataclass(frozen=True)
class Pole:
    """A linear factor of a denominator, written positive where it is used, its root and its multiplicity."""

    factor: n.Term
    root: n.Term
    multiplicity: int


@dataclass(frozen=True)
class Decomposition:
    """Terms of a polynomial, and numerator/denominator, proper; the denominator is the product of `poles`.

    coefficients: those of 1/factor, ..., 1/factor^m, pole by pole.
    """

    whole: tuple[n.Term, ...]
    numerator: n.Term
    poles: tuple[Pole, ...]
    coefficients: tuple[tuple[n.Term, ...], ...]

    @property
    def denominator(self) -> n.Term:
        """The product of the poles' factors."""
        return times(*(power(p.factor, number(p.multiplicity)) for p in self.poles))

    @property
    def proper(self) -> n.Term:
        """The proper quotient."""
        return over(self.numerator, self.denominator)


def decompose(term: n.Term, variable: n.Symbol, inside: n.Term) -> Decomposition | None:
    """Take apart a quotient that is rational in `variable` and has rational poles; None otherwise.

    inside: a rational point of the domain, where every factor is to be written positive.
    """
    try:
        quotient = sp.cancel(sp.together(to_sympy(term)))
    except (NoDoor, sp.PolynomialError):
        return None
    a = symbol(variable.name)
    top, bottom = sp.fraction(quotient)
    if not (top.is_polynomial(a) and bottom.is_polynomial(a)):
        return None
    factored = _poles(bottom, a, to_sympy(inside))
    if factored is None:
        return None
    scale, poles = factored
    whole, rest = sp.div(sp.Poly(sp.expand(top / scale), a), sp.Poly(sp.prod([f**m for f, _, m in poles]), a))
    coefficients = []
    for factor, root, multiplicity in poles:
        others = sp.prod([f**m for f, r, m in poles if r != root])
        coefficients.append(_at_pole(rest.as_expr() / others, a, factor, root, multiplicity))
    return Decomposition(
        tuple(times(from_sympy(sp.factor(c)), power(variable, number(k))) for (k,), c in whole.terms() if c != 0),
        from_sympy(_numerator(rest.as_expr(), a)),
        tuple(Pole(from_sympy(f), from_sympy(r), m) for f, r, m in poles),
        tuple(tuple(from_sympy(sp.factor(c)) for c in row) for row in coefficients),
    )


def _numerator(expression: Any, a: Any) -> Any:
    factored = sp.factor(expression)
    return factored if factored.is_Mul or factored.is_Pow else sp.collect(sp.expand(expression), a)


def _poles(bottom: Any, a: Any, inside: Any) -> tuple[Any, list[tuple[Any, Any, int]]] | None:
    """Factor a denominator: a scale free of a, and (factor, root, multiplicity) by root; None if not linear."""
    scale, factors = sp.factor_list(bottom, a)
    poles = []
    for factor, multiplicity in factors:
        poly = sp.Poly(factor, a)
        if poly.degree() == 0:
            scale *= factor**multiplicity
            continue
        leading, constant = [*poly.all_coeffs(), sp.Integer(0)][:2]
        if poly.degree() > 1 or not (leading.is_Rational and constant.is_Rational):
            return None
        unit = abs(constant) if constant else abs(leading)  # 1 - a rather than 2 - 2*a, a rather than 2*a
        unit *= 1 if leading * inside + constant > 0 else -1
        scale *= unit**multiplicity
        poles.append((sp.expand(factor / unit), -constant / leading, multiplicity))
    return scale, sorted(poles, key=lambda pole: pole[1])


def _at_pole(rest: Any, a: Any, factor: Any, root: Any, multiplicity: int) -> list[Any]:
    """Return the coefficients of 1/factor, ..., 1/factor^m: Taylor coefficients in `factor` at the root."""
    slope = sp.diff(factor, a)
    taylor = []
    for k in range(multiplicity):
        taylor.append(sp.cancel(sp.cancel(sp.diff(rest, a, k)).subs(a, root) / (sp.factorial(k) * slope**k)))
    return list(reversed(taylor))
