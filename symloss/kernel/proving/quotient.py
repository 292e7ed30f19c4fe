"""Quotients of exact polynomials in numbered generators, within limits.

A generator stands for a kernel (an entry `s_k`, `exp(z)`, `ln(2)`, a sum, ...); the
table of kernels is kept by `symloss.kernel.proving.field`. The polynomials are python-flint's
`fmpq_mpoly`: exact, and the only arithmetic a proof rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symloss.kernel.limits import Limits
from symloss.kernel.proof import OutOfReach
from symloss.term.effort import OPERATION, PRODUCT, charge

Exponents = tuple[int, ...]

_GCD_TERMS = 400  # beyond this a quotient is left unreduced, which is slower later but never wrong
_DIGITS = 2000  # of a number that is computed
_FACTORED_DEGREE = 128  # in one generator; the time goes with its third power
_FACTORED_WORK = 3000  # terms times the sum of the degrees: what was measured to stay within a few milliseconds


def fraction(number: object) -> Fraction:
    """Return a flint rational as a Fraction."""
    return Fraction(int(number.p), int(number.q))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Ring:
    """Polynomials in `size` generators over the rationals."""

    size: int
    limits: Limits

    @cached_property
    def context(self) -> fmpq_mpoly_ctx:
        """The flint context (flint keeps one per size)."""
        return fmpq_mpoly_ctx.get(("g", self.size), Ordering.lex)

    @cached_property
    def one(self) -> fmpq_mpoly:
        """The polynomial 1."""
        return self.context.constant(1)

    def constant(self, value: Fraction | int) -> Quotient:
        """Return a number."""
        return Quotient(self.context.constant(fmpq(value.numerator, value.denominator)), self.one, self)

    def generator(self, number: int) -> Quotient:
        """Return the generator of that number."""
        return Quotient(self.context.gen(number), self.one, self)

    def polynomial(self, top: fmpq_mpoly) -> Quotient:
        """Return a polynomial as a quotient."""
        return Quotient(top, self.one, self)

    def monomial(self, powers: Exponents) -> Quotient:
        """Return the product of generators to integer powers (negative ones too)."""
        charge(PRODUCT * self.size)
        up = self.context.from_dict({tuple(max(e, 0) for e in powers): 1})
        down = self.context.from_dict({tuple(max(-e, 0) for e in powers): 1})
        return Quotient(up, down, self)

    def times(self, left: fmpq_mpoly, right: fmpq_mpoly) -> fmpq_mpoly:
        """Return the product; raise OutOfReach if it could be too large."""
        if len(left) > 1 and len(right) > 1 and len(left) * len(right) > self.limits.terms:
            raise OutOfReach(f"more than {self.limits.terms} terms")
        charge(OPERATION + PRODUCT * len(left) * len(right))
        return left * right

    def quotient(self, top: fmpq_mpoly, bottom: fmpq_mpoly) -> Quotient:
        """Return top/bottom in lowest terms, the leading coefficient of the bottom 1."""
        if bottom.is_zero():
            raise OutOfReach("a denominator is zero")
        if top.is_zero():
            return self.constant(0)
        if not bottom.is_constant() and not top.is_constant() and max(len(top), len(bottom)) <= _GCD_TERMS:
            charge(PRODUCT * len(top) * len(bottom) + self.size)
            common = top.gcd(bottom)
            if not common.is_constant():
                top, bottom = top / common, bottom / common
                if len(top) > self.limits.terms or len(bottom) > self.limits.terms:
                    raise OutOfReach(f"more than {self.limits.terms} terms")
        lead = bottom.leading_coefficient()
        if lead != 1:
            top, bottom = top / lead, bottom / lead
        return Quotient(top, bottom, self)


@dataclass(slots=True, eq=False)
class Quotient:
    """top/bottom, reduced, never changed; the field operations check the limits."""

    top: fmpq_mpoly
    bottom: fmpq_mpoly
    ring: Ring

    @property
    def key(self) -> str:
        """A text that is the same for equal quotients."""
        return f"{self.top} over {self.bottom}"

    @property
    def is_zero(self) -> bool:
        """Whether it is zero."""
        return bool(self.top.is_zero())

    @property
    def number(self) -> Fraction | None:
        """Its value if it is a number."""
        if not (self.top.is_constant() and self.bottom.is_constant()):
            return None
        if self.top.is_zero():
            return Fraction(0)
        return fraction(self.top.leading_coefficient()) / fraction(self.bottom.leading_coefficient())

    def __neg__(self) -> Quotient:
        """Return the negative."""
        return Quotient(-self.top, self.bottom, self.ring)

    def __add__(self, other: Quotient) -> Quotient:
        """Return the sum."""
        charge(OPERATION + PRODUCT * (len(self.top) + len(other.top)))
        ring = self.ring
        if self.bottom.is_one() and other.bottom.is_one():
            return self._checked(Quotient(self.top + other.top, self.bottom, ring))
        if self.bottom == other.bottom:
            return self._checked(ring.quotient(self.top + other.top, self.bottom))
        left, right = ring.times(self.top, other.bottom), ring.times(other.top, self.bottom)
        return self._checked(ring.quotient(left + right, ring.times(self.bottom, other.bottom)))

    def _checked(self, result: Quotient) -> Quotient:
        if len(result.top) > self.ring.limits.terms:
            raise OutOfReach(f"more than {self.ring.limits.terms} terms")
        return result

    def __sub__(self, other: Quotient) -> Quotient:
        """Return the difference."""
        return self + -other

    def __mul__(self, other: Quotient) -> Quotient:
        """Return the product."""
        ring = self.ring
        top, bottom = ring.times(self.top, other.top), ring.times(self.bottom, other.bottom)
        return Quotient(top, bottom, ring) if bottom.is_one() else ring.quotient(top, bottom)

    def __truediv__(self, other: Quotient) -> Quotient:
        """Return the quotient; raise OutOfReach for a zero denominator."""
        ring = self.ring
        return ring.quotient(ring.times(self.top, other.bottom), ring.times(self.bottom, other.top))

    def __pow__(self, exponent: int) -> Quotient:
        """Return the power; raise OutOfReach if it could be too large."""
        if exponent < 0:
            return self.ring.constant(1) / self**-exponent
        monomial = len(self.top) <= 1 and len(self.bottom) <= 1
        number = self.number
        limits = self.ring.limits
        if number is not None:
            if exponent * max(len(str(number.numerator)), len(str(number.denominator))) > _DIGITS and abs(number) != 1:
                raise OutOfReach(f"a number of more than {_DIGITS} digits")
            return self.ring.constant(number**exponent)
        if exponent > (limits.degree if not monomial else 10**6):
            raise OutOfReach(f"an exponent above {limits.degree}")
        if exponent * (len(self.top) + len(self.bottom)) > 4 and not monomial:
            for part in (self.top, self.bottom):
                if _expanded_terms(len(part), exponent) > limits.terms:
                    raise OutOfReach(f"more than {limits.terms} terms")
        return Quotient(self.top**exponent, self.bottom**exponent, self.ring)


def factored(polynomial: fmpq_mpoly) -> tuple[fmpq, list[tuple[fmpq_mpoly, int]]]:
    """Return the number and the factors with their exponents that a polynomial is the product of.

    They are irreducible, but what is left without its powers of generators is one factor where the degrees are high:
    nobody can tell how long python-flint takes for it, and nothing stops it (x^3001 - 2: seven seconds).
    """
    generators, degrees = _generators(polynomial), [int(d) for d in polynomial.degrees()]
    charge(len(polynomial) * generators * (generators + 96) // 128)  # as measured, whether or not it is known by now
    work = len(polynomial) * sum(degrees)
    if max(degrees, default=0) > _FACTORED_DEGREE or work > _FACTORED_WORK:
        return _coarsely(polynomial)
    charge(work // 2)
    content, factors = _factors(_Asked(polynomial.context(), tuple(polynomial.to_dict().items()), polynomial))
    return content, list(factors)


def _coarsely(polynomial: fmpq_mpoly) -> tuple[fmpq, list[tuple[fmpq_mpoly, int]]]:
    """Return the leading coefficient, the generators that divide a polynomial, and the rest as one factor."""
    context, lead = polynomial.context(), polynomial.leading_coefficient()
    least = [min(int(powers[i]) for powers in polynomial.monoms()) for i in range(_generators(polynomial))]
    rest = polynomial / lead / context.from_dict({tuple(least): 1})
    found = [(context.gen(i), exponent) for i, exponent in enumerate(least) if exponent]
    return lead, found if rest.is_one() else [*found, (rest, 1)]


@dataclass(frozen=True)
class _Asked:
    """A polynomial whose factors are asked for; python-flint's own have no hash."""

    context: fmpq_mpoly_ctx
    terms: tuple[tuple[Exponents, fmpq], ...]
    polynomial: fmpq_mpoly = field(compare=False)


@lru_cache(maxsize=4096)  # the factors of few polynomials are asked for ten times each
def _factors(asked: _Asked) -> tuple[fmpq, tuple[tuple[fmpq_mpoly, int], ...]]:
    content, factors = asked.polynomial.factor()
    return content, tuple((factor, int(exponent)) for factor, exponent in factors)


def reading(polynomial: fmpq_mpoly) -> int:
    """Return the steps of reading each exponent of a polynomial."""
    return OPERATION + len(polynomial) * _generators(polynomial) // 2


def _generators(polynomial: fmpq_mpoly) -> int:
    return int(polynomial.context().nvars())


def _expanded_terms(terms: int, exponent: int) -> int:
    """Return how many terms the power of a sum of independent terms has: a binomial coefficient."""
    result = 1
    for i in range(1, terms):
        result = result * (exponent + i) // i
        if result > 10**9:
            break
    return result


def parts(polynomial: fmpq_mpoly) -> Iterator[tuple[Exponents, Fraction]]:
    """Yield the monomials of a polynomial with their coefficients, in its order."""
    charge(reading(polynomial))
    for powers, coefficient in polynomial.terms():
        yield tuple(map(int, powers)), fraction(coefficient)


def used(polynomial: fmpq_mpoly) -> list[int]:
    """Return the numbers of the generators that occur, in order."""
    charge(_generators(polynomial) // 8)
    return [i for i, degree in enumerate(polynomial.degrees()) if degree > 0]
