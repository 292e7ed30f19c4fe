"""Antiderivatives of single terms, by the rules of a first course; logarithms real on the domain.

SymPy's `integrate` is not asked: it answers with ln(a - 1) on 0 < a < 1. Every value
is differentiated back by the kernel, and must be real where the loss is defined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symloss.derive.build import ONE, TWO, ZERO, less, minus, number, over, plus, power, rational, times
from symloss.derive.calculus import EXP, LN
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, function_of
from symloss.term.printer import plain
from symloss.term.walk import free_symbols


@dataclass(frozen=True)
class Antiderivative:
    """An antiderivative and the reason a reader is given."""

    value: n.Term
    reason: str


_ROOT_TWO_PI = FUNCTIONS["sqrt"](times(TWO, n.Constant("pi")))

# int f(u) du for a named function f.
_OF: dict[str, Callable[[n.Term], n.Term]] = {
    "exp": lambda u: EXP(u),
    "ln": lambda u: less(times(u, LN(u)), u),
    "sin": lambda u: minus(FUNCTIONS["cos"](u)),
    "cos": lambda u: FUNCTIONS["sin"](u),
    "sinh": lambda u: FUNCTIONS["cosh"](u),
    "cosh": lambda u: FUNCTIONS["sinh"](u),
    "sigma": lambda u: FUNCTIONS["softplus"](u),
    "tanh": lambda u: LN(FUNCTIONS["cosh"](u)),
    "arctan": lambda u: less(times(u, FUNCTIONS["arctan"](u)), over(LN(plus(ONE, power(u, TWO))), TWO)),
    "Phi": lambda u: plus(times(u, FUNCTIONS["Phi"](u)), over(EXP(over(minus(power(u, TWO)), TWO)), _ROOT_TWO_PI)),
}


def integrate(term: n.Term, variable: n.Symbol, positive: Callable[[n.Term], bool]) -> Antiderivative | None:
    """Return an antiderivative of coefficient * u^m or coefficient * f(u), u linear in the variable; else None.

    positive: whether a factor is positive on the domain, as far as the caller knows.
    """
    if isinstance(term, n.Neg):
        found = integrate(term.term, variable, positive)
        return None if found is None else Antiderivative(minus(found.value), found.reason)
    coefficient, core = _split(term, variable)
    if core == ONE:
        return Antiderivative(times(coefficient, variable), "power rule")
    base, exponent = (core.base, rational(core.exponent)) if isinstance(core, n.Pow) else (core, _ONE_POWER)
    if isinstance(core, n.Div) and core.numerator == ONE:
        below = core.denominator
        base, exponent = (below.base, rational(below.exponent)) if isinstance(below, n.Pow) else (below, _ONE_POWER)
        exponent = None if exponent is None else -exponent
    slope = _linear(base, variable)
    if slope is not None and exponent is not None:
        return _power_rule(coefficient, base, exponent, slope, variable, positive)
    row = function_of(core)
    if row is not None and row.name in _OF and isinstance(core, n.Apply):
        (inner,) = core.arguments
        slope = _linear(inner, variable)
        if slope is not None:
            return Antiderivative(
                over(times(coefficient, _OF[row.name](inner)), slope), f"antiderivative of {row.name}"
            )
    return None


_ONE_POWER = Fraction(1)


def _split(term: n.Term, variable: n.Symbol) -> tuple[n.Term, n.Term]:
    """Split a product into the part free of the variable and the rest."""
    if variable not in free_symbols(term):
        return term, ONE
    if isinstance(term, n.Div) and variable not in free_symbols(term.numerator):
        free, below = (
            _split(term.denominator, variable) if isinstance(term.denominator, n.Mul) else (ONE, term.denominator)
        )
        return over(term.numerator, free), over(ONE, below)
    if isinstance(term, n.Div) and variable not in free_symbols(term.denominator):
        coefficient, core = _split(term.numerator, variable)
        return over(coefficient, term.denominator), core
    if isinstance(term, n.Mul):
        apart = [f for f in term.factors if variable not in free_symbols(f)]
        rest = [f for f in term.factors if variable in free_symbols(f)]
        return times(*apart) if apart else ONE, times(*rest)
    return ONE, term


def _linear(term: n.Term, variable: n.Symbol) -> n.Term | None:
    """Return q if the term is p + q*variable, else None."""
    if term == variable:
        return ONE
    if variable not in free_symbols(term):
        return ZERO
    match term:
        case n.Neg(inner):
            slope = _linear(inner, variable)
            return None if slope is None else minus(slope)
        case n.Add(terms):
            slopes = [_linear(t, variable) for t in terms]
            return None if any(s is None for s in slopes) else plus(*(s for s in slopes if s is not None))
        case n.Mul(factors):
            rest = [f for f in factors if f != variable]
            if len(rest) == len(factors) - 1 and all(variable not in free_symbols(f) for f in rest):
                return times(*rest)
    return None


def _power_rule(
    coefficient: n.Term,
    base: n.Term,
    exponent: Fraction,
    slope: n.Term,
    variable: n.Symbol,
    positive: Callable[[n.Term], bool],
) -> Antiderivative:
    """Int c*u^m du/q: c*u^(m + 1)/((m + 1)*q), and c*ln(u)/q for m = -1."""
    if base == variable:
        why = "power rule"
    else:
        du = "du = da" if slope == ONE else f"du = {plain(times(slope, n.Symbol('da')))}"
        why = f"u = {plain(base)}, {du.replace('da', f'd{variable.name}')}"
    if exponent != -1:
        raised = power(base, number(exponent + 1))
        if exponent < -1:
            value = over(coefficient, times(number(exponent + 1), slope, power(base, number(-exponent - 1))))
        elif isinstance(coefficient, n.Div) and slope == ONE:
            value = times(number(1 / (exponent + 1)), coefficient, raised)
        else:
            value = over(times(coefficient, raised), times(number(exponent + 1), slope))
        return Antiderivative(value, why)
    inside = base if positive(base) else minus(base) if positive(minus(base)) else FUNCTIONS["abs"](base)
    value = times(over(coefficient, slope), LN(inside))
    if base == variable:
        return Antiderivative(value, f"ln {plain(inside)} is real: 0 < {plain(inside)}")
    return Antiderivative(value, f"{why}; 0 < u" if inside == base else f"{why}; u < 0")
