"""Exponentials, logarithms and powers in normal form.

An exponent is written as a rational combination of monomials, each monomial m gets
one kernel exp(m/d), d the common denominator of its coefficients: exponentials
become monomials with integer exponents. A logarithm is split over the factors of
its argument that are *proved* positive, and over no others. A root r of degree d is
a kernel with r^d = what is under it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpz

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.lattice import NEGATIVE, NONNEGATIVE, POSITIVE, ZERO
from symloss.kernel.proving.quotient import Quotient, factored, fraction, parts, used
from symloss.term import nodes as n
from symloss.term.functions import ABS, EXP, LN, function_of
from symloss.term.sorts import INDEX

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_FACTORED_TERMS = 120
_FACTORED_INTEGER = 10**12
ONE = n.Number(Fraction(1))


# --- exponentials ---------------------------------------------------------------------


def exponential(exponent: Quotient, field: Field) -> Quotient:
    """Return exp(exponent)."""
    result = field.ring.constant(1)
    for coefficient, basis in additive(exponent):
        result = field.reduce(result * _exponential_of(coefficient, basis, field))
    return result


def additive(value: Quotient) -> Iterator[tuple[Fraction, Quotient]]:
    """Yield the rational coefficients and the monomials (or monomials over the denominator) that add up to `value`."""
    ring = value.ring
    if value.bottom.is_constant():
        for powers, coefficient in parts(value.top):
            yield coefficient, ring.monomial(powers)
        return
    whole, rest = divmod(value.top, value.bottom)
    for powers, coefficient in parts(whole):
        yield coefficient, ring.monomial(powers)
    for powers, coefficient in parts(rest):
        yield coefficient, ring.quotient(ring.monomial(powers).top, value.bottom)


def _exponential_of(coefficient: Fraction, basis: Quotient, field: Field) -> Quotient:
    term = field.term(basis)
    if isinstance(term, n.Apply) and term.function == LN.symbol:  # exp(c*ln(x)) = x^c
        return root(field.of(term.arguments[0]), coefficient, field)
    denominator = field.hints.denominators.get(term, 1)
    exponent = coefficient * denominator
    if exponent.denominator != 1:
        denominator = field.refined(term, coefficient.denominator, _of_exponential(term, denominator))
        exponent = coefficient * denominator
    return field.kernel(_of_exponential(term, denominator)) ** int(exponent)


def _of_exponential(term: n.Term, denominator: int) -> n.Term:
    return EXP(term if denominator == 1 else n.Div(term, n.Number(Fraction(denominator))))


def root(value: Quotient, exponent: Fraction, field: Field) -> Quotient:
    """Return value^exponent for a value that is not negative where it stands."""
    if exponent.denominator == 1:
        return field.reduce(value ** int(exponent))
    term = field.term(value)
    key = n.Pow(term, ONE)
    denominator = field.hints.denominators.get(key, 1)
    if (exponent * denominator).denominator != 1:
        denominator = field.refined(key, exponent.denominator, _of_root(term, denominator))
    kernel = _of_root(term, denominator)
    generator = field.algebraic(kernel, denominator, value)
    whole, rest = divmod(int(exponent * denominator), denominator)
    return field.reduce(value**whole * generator**rest)


def _of_root(term: n.Term, degree: int) -> n.Term:
    return n.Pow(term, n.Div(ONE, n.Number(Fraction(degree))))


# --- factors ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Factor:
    """A polynomial factor to an integer power, with the signs it can have."""

    base: Quotient
    exponent: int
    sign: int


def factors(value: Quotient, field: Field) -> tuple[Fraction, list[Factor]]:
    """Return the content and the irreducible factors of a normal form; factors proved negative are turned."""
    content, found = Fraction(1), []
    for polynomial, direction in ((value.top, 1), (value.bottom, -1)):
        if len(polynomial) > _FACTORED_TERMS:
            constant, pieces = Fraction(1), [(polynomial, 1)]
        else:
            number, pieces = factored(polynomial)
            constant = fraction(number)
        content *= constant if direction > 0 else 1 / constant
        for base, exponent in pieces:
            power_ = direction * exponent
            piece = field.ring.polynomial(base)
            known = field.sign(piece)
            if not known & POSITIVE:
                piece, known = -piece, POSITIVE if known == NEGATIVE else NONNEGATIVE
                content = -content if power_ % 2 else content
            found.append(Factor(piece, power_, known))
    return content, found


def _primes(value: Fraction) -> Iterator[tuple[Fraction, int]]:
    """Yield a positive rational as powers of primes (of itself, if it is too large to factor)."""
    for whole, direction in ((value.numerator, 1), (value.denominator, -1)):
        if whole > _FACTORED_INTEGER:
            yield Fraction(whole), direction
        elif whole > 1:
            for prime, exponent in fmpz(whole).factor():
                yield Fraction(int(prime)), direction * int(exponent)


# --- logarithms -----------------------------------------------------------------------


def logarithm(argument: Quotient, field: Field) -> Quotient:
    """Return ln(argument), split over what is proved positive."""
    if argument.is_zero:
        raise OutOfReach("the logarithm of 0")
    content, found = factors(argument, field)
    total, open_factors = field.ring.constant(0), []
    for factor in found:
        if factor.sign == POSITIVE:
            total = total + field.ring.constant(factor.exponent) * _logarithm_of(factor.base, field)
        else:
            open_factors.append(factor)
    if not open_factors and content < 0:
        raise OutOfReach("the logarithm of a negative number")
    for prime, exponent in _primes(abs(content)):
        total = total + field.ring.constant(exponent) * field.kernel(LN(field.term(field.ring.constant(prime))))
    if open_factors:
        total = total + _open_logarithm(open_factors, content < 0, field)
    return total


def _logarithm_of(base: Quotient, field: Field) -> Quotient:
    """Return ln of an irreducible positive factor."""
    generators = used(base.top)
    if len(base.top) == 1 and len(generators) == 1:
        kernel = field.kernels[generators[0]]
        row = function_of(kernel)
        if row is EXP and isinstance(kernel, n.Apply):
            return field.of(kernel.arguments[0])
        if isinstance(kernel, n.Pow) and isinstance(kernel.exponent, n.Div):
            return field.of(kernel.exponent) * logarithm(field.of(kernel.base), field)
    return field.kernel(LN(field.term(base)))


def _open_logarithm(open_factors: list[Factor], negative: bool, field: Field) -> Quotient:
    """Return ln of a product of factors whose signs are open: the product as a whole is positive where it stands."""
    if len(open_factors) == 1 and open_factors[0].exponent % 2:
        base = -open_factors[0].base if negative else open_factors[0].base
        return field.ring.constant(open_factors[0].exponent) * field.kernel(LN(field.term(base)))
    product = field.ring.constant(-1 if negative else 1)
    for factor in open_factors:
        product = product * factor.base**factor.exponent
    return field.kernel(LN(field.term(product)))


# --- powers -----------------------------------------------------------------------------


def power(base: Quotient, exponent: Quotient, field: Field) -> Quotient:
    """Return base^exponent."""
    number = exponent.number
    if number is not None:
        return _rational_power(base, number, field)
    if field.sign(base) == POSITIVE:
        return exponential(exponent * logarithm(base, field), field)
    whole = _whole_parts(exponent, field)
    upward = all(times > 0 and (part is None or field.sign(field.of(part)) == POSITIVE) for part, times in whole)
    if whole and (upward or not field.sign(base) & ZERO):
        result = field.ring.constant(1)
        for part, times in whole:  # r^(2n + 1) = (r^n)^2 r, whatever the sign of r; also 0 if n >= 1
            factor = base if part is None else field.kernel(n.Pow(field.term(base), part))
            result = result * factor**times
        return field.reduce(result)
    return field.kernel(n.Pow(field.term(base), field.term(exponent)))


def _whole_parts(exponent: Quotient, field: Field) -> list[tuple[n.Term | None, int]]:
    """Return an exponent of index letters with whole coefficients as (product of letters, times); None: the number."""
    found: list[tuple[n.Term | None, int]] = []
    for powers, coefficient in parts(exponent.top):
        letters = [field.kernels[g] for g, times in enumerate(powers) for _ in range(times)]
        whole = coefficient.denominator == 1 and all(isinstance(k, n.Symbol) and k.sort == INDEX for k in letters)
        if not whole or not exponent.bottom.is_one():
            return []
        part = None if not letters else letters[0] if len(letters) == 1 else n.Mul(tuple(letters))
        found.append((part, int(coefficient)))
    return found


def _rational_power(base: Quotient, exponent: Fraction, field: Field) -> Quotient:
    if exponent.denominator == 1:
        if exponent < 0 and base.is_zero:
            raise OutOfReach("division by 0")
        if exponent == 0 and base.is_zero:
            raise OutOfReach("0^0 has no value")
        return field.reduce(base ** int(exponent))
    if base.is_zero:
        return base
    content, found = factors(base, field)
    result, rest = field.ring.constant(1), field.ring.constant(-1 if content < 0 else 1)
    open_odd = 0
    for prime, times in _primes(abs(content)):
        result = result * root(field.ring.constant(prime), times * exponent, field)
    for factor in found:
        if factor.sign == POSITIVE:
            result = result * exponential(
                field.ring.constant(factor.exponent * exponent) * _logarithm_of(factor.base, field), field
            )
        elif factor.sign == NONNEGATIVE and factor.exponent > 0:
            result = result * root(factor.base, factor.exponent * exponent, field)
        else:
            odd = factor.exponent % 2
            if factor.exponent != odd:
                size = magnitude(factor.base, field)
                result = result * root(size, (factor.exponent - odd) * exponent, field)
            if odd:
                rest, open_odd = rest * factor.base, open_odd + 1
    if open_odd == 0 and content < 0:
        raise OutOfReach("a root of a negative number")
    if open_odd:
        result = result * root(rest, exponent, field)
    return field.reduce(result)


def magnitude(value: Quotient, field: Field) -> Quotient:
    """Return |value|: the value itself if its sign is known, else a kernel whose square is the value's."""
    known = field.sign(value)
    if not known & NEGATIVE:
        return value
    if not known & POSITIVE:
        return -value
    turned = -value if value.top.leading_coefficient() < 0 else value
    unit = field.ring.constant(fraction(turned.top.leading_coefficient()) if len(turned.top) == 1 else 1)
    turned = turned / unit  # |2*x| is 2*|x|
    return unit * field.algebraic(ABS(field.term(turned)), 2, turned * turned)
