"""Signs by comparing quantities of one kind.

Numbers are compared by balls, exponentials by their exponents, logarithms by what is under
them, roots by their squares; a polynomial in one quantity by counting its roots. Each rule
answers for the points at which every kernel has a value; one that does not apply answers ANY.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly, fmpq_poly

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.constants import sign_of_number
from symloss.kernel.proving.exponential import exponential, logarithm
from symloss.kernel.proving.lattice import (
    ANY,
    NEGATIVE,
    NONNEGATIVE,
    POSITIVE,
    ZERO,
    flipped,
    product,
    total,
)
from symloss.kernel.proving.quotient import Quotient, fraction, parts, used
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_DEPTH = 4
_TERMS = 8
_WEIGHT = 12  # the largest power to which an argument of a logarithm is raised
_FINE = 16  # the largest denominator of an exponent: exp(x/1000) would make polynomials of degree 1000
_COUNTED = 12  # degree of a polynomial whose roots are counted


def by_value(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Return the sign of a polynomial in numbers only, such as ln(3) - 1, by balls."""
    generators = used(polynomial)
    if not generators or len(polynomial) > _TERMS:
        return ANY
    return sign_of_number(polynomial, {i: of.kernels[i] for i in generators})


# --- exponentials -----------------------------------------------------------------------------


def _by_exponents(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Compare two positive products, c*exp(a) with d*exp(b): as a + ln(c) with b + ln(d)."""
    if len(polynomial) != 2 or depth > _DEPTH:
        return ANY
    (first, c), (second, d) = parts(polynomial)
    shared = any(a and b for a, b in zip(first, second, strict=True))
    if c * d > 0 or shared or not any(function_of(of.kernels[i]) is EXP for i in used(polynomial)):
        return ANY
    distance = of.ring.constant(0)
    try:
        for i in used(polynomial):
            weight = first[i] - second[i]
            if weight:
                distance = distance + of.ring.constant(weight) * _logarithm_of(i, of, depth)
        if abs(c) != abs(d):
            distance = distance + logarithm(of.ring.constant(abs(c) / abs(d)), of)
    except (OutOfReach, _NotPositive):
        return ANY
    found = of.sign(distance, depth + 1)
    return found if c > 0 else flipped(found)


class _NotPositive(Exception):
    pass


def _logarithm_of(number: int, of: Field, depth: int) -> Quotient:
    kernel = of.kernels[number]
    if function_of(kernel) is EXP and isinstance(kernel, n.Apply):
        return of.of(kernel.arguments[0])
    if of.sign(of.ring.generator(number), depth + 1) != POSITIVE:
        raise _NotPositive
    return logarithm(of.ring.generator(number), of)


# --- logarithms ---------------------------------------------------------------------------------


def _by_arguments(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Compare logarithms: c*ln(a) + b with 0 as a^c*exp(b) with 1."""
    if len(polynomial) > _TERMS or depth > _DEPTH:
        return ANY
    logs = [i for i in used(polynomial) if function_of(of.kernels[i]) is LN]
    weights: dict[int, Fraction] = {}
    rest = of.ring.constant(0)
    for powers, c in parts(polynomial):
        inside = [i for i in logs if powers[i]]
        if not inside and any(powers) and c.denominator > _FINE:
            return ANY
        if not inside:
            rest = rest + of.ring.constant(c) * of.ring.monomial(powers)
        elif len(inside) == 1 and sum(powers) == 1:
            weights[inside[0]] = c
        else:
            return ANY
    scale = lcm(*(w.denominator for w in weights.values())) if weights else 0
    if not weights or max(abs(w) * scale for w in weights.values()) > _WEIGHT:
        return ANY
    try:
        whole = exponential(rest * of.ring.constant(scale), of)
        for i, w in weights.items():
            kernel = of.kernels[i]
            assert isinstance(kernel, n.Apply)
            whole = of.reduce(whole * of.of(kernel.arguments[0]) ** int(w * scale))
        return of.sign(whole - of.ring.constant(1), depth + 1)
    except OutOfReach:
        return ANY


# --- roots ----------------------------------------------------------------------------------------


def _by_squaring(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Compare a + b*r with 0 for a square root r: if a and b differ in sign, as a^2 with b^2*r^2."""
    if len(polynomial) > _TERMS or depth > _DEPTH:
        return ANY
    for i in used(polynomial):
        if i not in of.powers or of.powers[i][0] != 2 or not isinstance(of.kernels[i], n.Pow):
            continue
        under = of.powers[i][1]
        if polynomial.degrees()[i] != 1 or of.sign(under, depth + 1) & NEGATIVE:
            continue
        a, b = linear(polynomial, i, of)
        sign_a, sign_b = of.sign(a, depth + 1), of.sign(b, depth + 1)
        if not sign_a & NEGATIVE and not sign_b & POSITIVE:
            return of.sign(of.reduce(a * a - b * b * under), depth + 1)
        if not sign_a & POSITIVE and not sign_b & NEGATIVE:
            return flipped(of.sign(of.reduce(a * a - b * b * under), depth + 1))
        at_root = NONNEGATIVE if of.sign(under, depth + 1) != POSITIVE else POSITIVE
        found = total(sign_a, product(sign_b, at_root))
        if found != ANY:
            return found
    return ANY


def linear(polynomial: fmpq_mpoly, number: int, of: Field) -> tuple[Quotient, Quotient]:
    """Return A and B of the polynomial A + B*g."""
    zero, one = of.ring.constant(0), of.ring.constant(1)
    whole = of.ring.polynomial(polynomial)
    rest = of.put(whole, {number: zero})
    return rest, of.put(whole, {number: one}) - rest


# --- polynomials in one quantity -------------------------------------------------------------------


def _by_counting(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Find the sign of a polynomial in one quantity where it has no root between the quantity's bounds."""
    generators = used(polynomial)
    if len(generators) != 1 or not 1 < polynomial.total_degree() <= _COUNTED:
        return ANY
    (i,) = generators
    low, high, closed = _interval(i, of)
    coefficients = [Fraction(0)] * (int(polynomial.degrees()[i]) + 1)
    for powers, c in parts(polynomial):
        coefficients[powers[i]] = c
    one = fmpq_poly([_rational(c) for c in coefficients])
    if (low is not None and high is not None and low >= high) or _roots_between(one, low, high):
        return ANY
    found = _sign_at(one, _between(low, high))
    for end in closed:
        found |= _sign_at(one, end)
    if found != ANY:
        for text, origin in of.signs.bound_sources.get(i, ()):
            of.use(text, origin)
    return found


def _interval(number: int, of: Field) -> tuple[Fraction | None, Fraction | None, list[Fraction]]:
    """Return the ends between which a generator lies (None: infinite), and those that belong to it."""
    low, high = of.signs.lower.get(number), of.signs.upper.get(number)
    left, right = (None if end is None else end.value for end in (low, high))
    closed = [end.value for end in (low, high) if end is not None and not end.strict]
    known = of.sign(of.ring.generator(number), _DEPTH)
    if not known & NEGATIVE and (left is None or left <= 0):
        closed = [end for end in closed if end != left] + ([Fraction(0)] if known & ZERO else [])
        left = Fraction(0)
    if not known & POSITIVE and (right is None or right >= 0):
        closed = [end for end in closed if end != right] + ([Fraction(0)] if known & ZERO else [])
        right = Fraction(0)
    return left, right, closed


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None:
        return Fraction(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2


def _rational(x: Fraction) -> fmpq:
    return fmpq(x.numerator, x.denominator)


def _sign_at(one: fmpq_poly, x: Fraction) -> int:
    value = fraction(one(_rational(x)))
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


def _roots_between(one: fmpq_poly, low: Fraction | None, high: Fraction | None) -> int:
    """Return how many different roots lie in the open interval, by Sturm's theorem."""
    chain = [one // one.gcd(one.derivative())]
    chain.append(chain[0].derivative())
    while chain[-1].degree() >= 0 and not _is_zero(chain[-1]):
        rest = -(chain[-2] % chain[-1])
        if _is_zero(rest):
            break
        chain.append(rest)
    count = _changes(chain, low, -1) - _changes(chain, high, 1)
    return count - (high is not None and _sign_at(one, high) == ZERO)


def _is_zero(one: fmpq_poly) -> bool:
    return bool(one.degree() < 0)


def _changes(chain: list[fmpq_poly], at: Fraction | None, side: int) -> int:
    """Return how often the sign changes along the chain at a point (None: at infinity on that side)."""
    signs = [_sign_far(p, side) if at is None else _sign_at(p, at) for p in chain if not _is_zero(p)]
    signs = [s for s in signs if s != ZERO]
    return sum(a != b for a, b in pairwise(signs))


def _sign_far(one: fmpq_poly, side: int) -> int:
    degree = int(one.degree())
    lead = fraction(one[degree])
    return POSITIVE if (lead > 0) == (side > 0 or degree % 2 == 0) else NEGATIVE


COMPARISONS = (by_value, _by_counting, _by_squaring, _by_exponents, _by_arguments)
