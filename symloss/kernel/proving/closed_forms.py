"""Integrals of a power times an exponential in closed form.

x^d exp(k x) has an antiderivative that is continuous everywhere, and is 0 at an infinite
end if the integral converges. Of x^d exp(-c x^2 + b x)
with c > 0 the integrals over all numbers follow from each other by parts, from the
Gaussian integral. A negative power has an antiderivative between two positive ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING

from symloss.kernel.proof import Undetermined
from symloss.kernel.proving.exponential import exponential, logarithm, power
from symloss.kernel.proving.lattice import NEGATIVE, POSITIVE, ZERO
from symloss.kernel.proving.quotient import Quotient, used
from symloss.kernel.proving.signs import sign
from symloss.kernel.shown import shown
from symloss.term import nodes as n
from symloss.term.functions import EXP

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

POWERS = 8  # of the variable, that are integrated
PLUS = n.Constant("inf")
MINUS = n.Neg(PLUS)


@dataclass(frozen=True)
class Shape:
    """An integrand: constant * x^degree * exp(linear * x + square * x^2)."""

    constant: Quotient
    degree: int
    linear: Quotient
    square: Quotient


def closed(part: Quotient, variable: n.Symbol, over: n.Interval, field: Field) -> Quotient | None:
    """Return the integral of one product of powers of kernels, or None if it has no closed form here."""
    shape = _shape(part, variable, field)
    if shape is None or abs(shape.degree) > POWERS:
        return None
    if shape.square.is_zero and shape.linear.is_zero:
        found = _of_power(shape.degree, over, field)
    elif shape.degree < 0:
        return None
    elif shape.square.is_zero:
        found = _of_exponential(shape.degree, shape.linear, over, field)
    else:
        found = _gaussian(shape, over, field)
    return None if found is None else field.reduce(shape.constant * found)


def _shape(part: Quotient, variable: n.Symbol, field: Field) -> Shape | None:
    """Return what a product is made of, or None if it is of another kind."""
    if len(part.top) != 1 or len(part.bottom) != 1:
        return None
    zero, constant, degree = field.ring.constant(0), part, 0
    linear, square = zero, zero
    for i in field.supports(part):
        if not field.mentions(i, variable):
            continue
        exponent = int(part.top.degrees()[i]) - int(part.bottom.degrees()[i])
        constant = constant / field.ring.generator(i) ** exponent
        match field.kernels[i]:
            case n.Symbol() as kernel if kernel == variable:
                degree += exponent
            case n.Apply(function, (argument,)) if function == EXP.symbol:
                found = _quadratic(field.of(argument), variable, field)
                if found is None:
                    return None
                count = field.ring.constant(exponent)
                linear, square = linear + count * found[0], square + count * found[1]
            case _:
                return None
    return Shape(constant, degree, linear, square)


def _quadratic(value: Quotient, variable: n.Symbol, field: Field) -> tuple[Quotient, Quotient] | None:
    """Return b and a of b x + a x^2, or None if an exponent is something else."""
    number = field.numbers.get(variable)
    tied = [i for i in field.supports(value) if field.mentions(i, variable)]
    if tied != [number] or number is None or number in used(value.bottom):
        return None
    x, zero = field.ring.generator(number), field.ring.constant(0)
    found = {1: zero, 2: zero}
    for powers, coefficient in value.top.terms():
        degree = int(powers[number])
        if degree not in found:
            return None
        term = field.ring.polynomial(field.ring.context.from_dict({powers: coefficient}))
        found[degree] = found[degree] + term / x**degree / field.ring.polynomial(value.bottom)
    return found[1], found[2]


def _of_power(degree: int, over: n.Interval, field: Field) -> Quotient | None:
    ends = _finite(over, field)
    if degree >= 0:
        return (
            None if ends is None else (ends[1] ** (degree + 1) - ends[0] ** (degree + 1)) * _part(1, degree + 1, field)
        )
    if over.lower in (PLUS, MINUS) or sign(field.of(over.lower), field) != POSITIVE:
        return None
    lower, one = field.of(over.lower), field.ring.constant(1)
    if over.upper == PLUS:
        return None if degree == -1 else one / lower ** (-degree - 1) * _part(1, -degree - 1, field)
    if ends is None or sign(ends[1], field) != POSITIVE:
        return None
    if degree == -1:
        return logarithm(ends[1], field) - logarithm(lower, field)
    return (one / ends[1] ** (-degree - 1) - one / lower ** (-degree - 1)) * _part(1, degree + 1, field)


def _of_exponential(degree: int, rate: Quotient, over: n.Interval, field: Field) -> Quotient | None:
    """Return [e^(k x) (x^d/k - d x^(d - 1)/k^2 + ...)] between the ends, of which one is finite, for a k that is not 0.

    To an infinite end it is taken to converge where the sign of k is open, which is said: the integral as
    it is written has a value only if all that diverges in it cancels, and then it cancels here.
    """
    found = sign(rate, field)
    if found & ZERO and not field.is_local(rate):
        raise Undetermined(n.Relation("!=", field.term(rate), n.Number(Fraction(0))))
    if found & ZERO or {over.lower, over.upper} <= {PLUS, MINUS}:
        return None
    total = field.ring.constant(0)
    for end, direction in ((over.upper, 1), (over.lower, -1)):
        if end in (PLUS, MINUS):
            falling = NEGATIVE if end == PLUS else POSITIVE
            if not found & falling or (found != falling and field.is_local(rate)):
                return None  # it diverges, or may for some values of what runs
            if found != falling:
                slope, zero = field.term(rate if falling == POSITIVE else -rate), n.Number(Fraction(0))
                truth = n.Relation("<", zero, slope)
                field.use(shown(truth), "natural domain", truth)
            continue
        x, inside = field.of(end), field.ring.constant(0)
        for j in range(degree + 1):
            weight = field.ring.constant(Fraction((-1) ** j * factorial(degree), factorial(degree - j)))
            inside = inside + weight * x ** (degree - j) / rate ** (j + 1)
        total = total + field.ring.constant(direction) * field.reduce(exponential(rate * x, field) * inside)
    return total


def _gaussian(shape: Shape, over: n.Interval, field: Field) -> Quotient | None:
    """Return the moments of a bell over all numbers, or over the positive ones if its middle is 0."""
    curve = -shape.square
    if over.upper != PLUS or sign(curve, field) != POSITIVE:
        return None
    double = curve + curve
    middle = field.reduce(shape.linear / double)
    whole = power(field.kernel(n.Constant("pi")) / curve, _part(1, 2, field), field)
    if over.lower == MINUS:
        area = field.reduce(whole * exponential(shape.linear * middle * _part(1, 2, field), field))
        moments = [area, field.reduce(middle * area)]
    elif over.lower == n.Number(Fraction(0)) and shape.linear.is_zero:
        moments = [whole * _part(1, 2, field), field.ring.constant(1) / double]
    else:
        return None
    for d in range(2, shape.degree + 1):
        moments.append(field.reduce(middle * moments[d - 1] + field.ring.constant(d - 1) / double * moments[d - 2]))
    return moments[shape.degree]


def _finite(over: n.Interval, field: Field) -> tuple[Quotient, Quotient] | None:
    if {over.lower, over.upper} & {PLUS, MINUS}:
        return None
    return field.of(over.lower), field.of(over.upper)


def _part(top: int, bottom: int, field: Field) -> Quotient:
    return field.ring.constant(Fraction(top, bottom))
