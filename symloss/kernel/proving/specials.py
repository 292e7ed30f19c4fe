"""The error function, the normal distribution and the gamma functions in normal form.

A gamma function of x + n is brought down to one of x by its recurrence, as far as the
factors in between are proved positive: then both have a value at the same points.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from symloss.kernel.proving.exponential import logarithm, power
from symloss.kernel.proving.lattice import NEGATIVE, POSITIVE
from symloss.kernel.proving.quotient import Quotient, used
from symloss.kernel.proving.ranges import constant_part
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_STEPS = 40
_HALF = Fraction(1, 2)


def odd(name: str, x: Quotient, field: Field) -> Quotient:
    """Return f(x) for an odd f: the kernel has an argument with a positive leading coefficient."""
    x = without_roots_below(x, field)
    if x.is_zero:
        return x
    turned = x.top.leading_coefficient() < 0
    value = field.kernel(FUNCTIONS[name](field.term(-x if turned else x)))
    return -value if turned else value


def without_roots_below(x: Quotient, field: Field) -> Quotient:
    """Return x with no root as a factor of its denominator: 1/r is r^(d-1)/v where r^d = v."""
    x = field.reduce(x)
    if len(x.bottom) != 1:
        return x
    exponents = x.bottom.degrees()
    for i in used(x.bottom):
        if i in field.powers and _is_root(field.kernels[i]):
            degree, _ = field.powers[i]
            missing = -int(exponents[i]) % degree
            widened = field.ring.generator(i) ** missing
            top, bottom = x.top * widened.top, x.bottom * widened.top
            x = field.reduce(field.ring.polynomial(top)) / field.reduce(field.ring.polynomial(bottom))
    return x


def _is_root(kernel: n.Term) -> bool:
    return isinstance(kernel, n.Pow) and isinstance(kernel.exponent, n.Div)


def phi(x: Quotient, field: Field) -> Quotient:
    """Return the normal distribution function."""
    half = field.ring.constant(_HALF)
    return half * (field.ring.constant(1) + odd("erf", x * power(half, half, field), field))


# --- gamma functions -----------------------------------------------------------------------


def gamma(x: Quotient, field: Field) -> Quotient:
    """Return the gamma function, by Gamma(x) = (x - 1)*Gamma(x - 1)."""
    x, factors = _lowered(x, field)
    if x.number == 1:
        value = field.ring.constant(1)
    elif x.number == _HALF:
        value = power(field.kernel(n.Constant("pi")), field.ring.constant(_HALF), field)
    else:
        value = field.kernel(FUNCTIONS["Gamma"](field.term(x)))
    for factor in factors:
        value = field.reduce(value * factor)
    return value


def log_gamma(x: Quotient, field: Field) -> Quotient:
    """Return ln Gamma(x), which has a value for x > 0."""
    return logarithm(gamma(x, field), field)


def digamma(x: Quotient, field: Field) -> Quotient:
    """Return the slope of ln Gamma, which grows by 1/x from x to x + 1."""
    x, factors = _lowered(x, field)
    value = field.kernel(FUNCTIONS["digamma"](field.term(x)))
    for factor in factors:
        value = value + field.ring.constant(1) / factor
    return value


def factorial(x: Quotient, field: Field) -> Quotient:
    """Return x! for a natural number x."""
    return gamma(x + field.ring.constant(1), field)


def _lowered(x: Quotient, field: Field) -> tuple[Quotient, list[Quotient]]:
    """Return x - n and the factors x - 1, ..., x - n, all of them positive; n at most what x shows."""
    factors: list[Quotient] = []
    one = field.ring.constant(1)
    shown = x.number if x.number is not None else constant_part(x)
    while shown >= 1 and x.number != 1 and len(factors) < _STEPS:
        below = x - one
        if field.sign(below) != POSITIVE and field.sign(below - one) & NEGATIVE:
            break
        factors.append(below)
        x, shown = below, shown - 1
    return x, factors


SPECIAL: dict[str, Callable[[Quotient, Field], Quotient]] = {
    "erf": lambda x, field: odd("erf", x, field),
    "Phi": phi,
    "Gamma": gamma,
    "lnGamma": log_gamma,
    "digamma": digamma,
    "factorial": factorial,
}
