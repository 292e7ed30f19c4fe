"""Coefficients of series: polynomials with rational numbers in symbols and constants, which count as independent.

A zero is certainly zero. A symbol that is known to be positive is written e^t with t = ln of it, so that
its sign is seen; whether a coefficient that is written differently is another number is never assumed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from symloss.kernel.values import balls
from symloss.kernel.values.evaluate import value
from symloss.kernel.values.point import Point
from symloss.term.functions import EXP, LN
from symloss.term.nodes import Add, Apply, Constant, Div, Mul, Neg, Number, Pow, Symbol, Term
from symloss.term.scope import Scope

_POWER = 64

Monomial = tuple[tuple[Term, int], ...]


@dataclass(frozen=True)
class Coefficient:
    """A polynomial in symbols and constants, with rational coefficients."""

    terms: tuple[tuple[Monomial, Fraction], ...] = ()

    @staticmethod
    def number(x: Fraction | int) -> Coefficient:
        """Return a rational number."""
        return Coefficient((((), Fraction(x)),)) if x else Coefficient()

    @staticmethod
    def of(kernel: Term) -> Coefficient:
        """Return a symbol or a constant."""
        return Coefficient(((((kernel, 1),), Fraction(1)),))

    @property
    def is_zero(self) -> bool:
        """Whether this is certainly zero."""
        return not self.terms

    @property
    def rational(self) -> Fraction | None:
        """The number that this is, if it is one."""
        if not self.terms:
            return Fraction(0)
        return self.terms[0][1] if len(self.terms) == 1 and not self.terms[0][0] else None

    @property
    def sign(self) -> int | None:
        """The sign, if it is certain: of a sum of terms of one sign, or of a number."""
        if not self.terms:
            return 0
        ways = {1 if x > 0 else -1 for _, x in self.terms}
        weak = [all(e % 2 == 0 or _is_positive(k) for k, e in m) for m, _ in self.terms]
        if len(ways) == 1 and all(weak) and any(all(_is_positive(k) for k, _ in m) for m, _ in self.terms):
            return ways.pop()
        try:
            return balls.sign(value(self.term, Scope(), Point())) or None
        except ArithmeticError:
            return None

    @property
    def inverse(self) -> Coefficient:
        """1/self, for a coefficient that is not zero."""
        if len(self.terms) == 1:
            ((monomial, x),) = self.terms
            return Coefficient(((tuple((k, -e) for k, e in monomial), 1 / x),))
        return Coefficient(((((self.term, -1),), Fraction(1)),))

    @property
    def logarithm(self) -> Coefficient:
        """ln(self), for a positive coefficient: of a product the sum of the logarithms of what is positive by form."""
        if len(self.terms) != 1 or any(not _is_positive(k) for k, _ in self.terms[0][0]):
            return Coefficient.of(LN(self.term))
        ((monomial, x),) = self.terms
        total = log_of(x)
        for kernel, e in monomial:
            inside = _exponent(kernel) or Coefficient.of(LN(kernel))
            total = total + inside * Coefficient.number(e)
        return total

    def __add__(self, other: Coefficient) -> Coefficient:
        return _collected([*self.terms, *other.terms])

    def __neg__(self) -> Coefficient:
        return Coefficient(tuple((m, -x) for m, x in self.terms))

    def __mul__(self, other: Coefficient) -> Coefficient:
        return _collected([(_times(m, q), x * y) for m, x in self.terms for q, y in other.terms])

    @property
    def term(self) -> Term:
        """The same as a term."""
        parts: list[Term] = []
        for monomial, x in self.terms:
            factors: list[Term] = [] if x == 1 and monomial else [as_number(x)]
            factors += [k if e == 1 else Pow(k, as_number(Fraction(e))) for k, e in monomial]
            parts.append(factors[0] if len(factors) == 1 else Mul(tuple(factors)))
        if len(parts) < 2:
            return parts[0] if parts else as_number(Fraction(0))
        return Add(tuple(parts))


def as_number(x: Fraction) -> Term:
    """Return a rational number as a term."""
    size = Number(Fraction(abs(x.numerator)))
    whole: Term = size if x.denominator == 1 else Div(size, Number(Fraction(x.denominator)))
    return Neg(whole) if x < 0 else whole


def _times(a: Monomial, b: Monomial) -> Monomial:
    if not a or not b:
        return a or b
    powers = dict(a)
    for kernel, exponent in b:
        powers[kernel] = powers.get(kernel, 0) + exponent
    return tuple(sorted(((k, e) for k, e in powers.items() if e), key=lambda pair: str(pair[0])))


def _collected(parts: Iterable[tuple[Monomial, Fraction]]) -> Coefficient:
    total: dict[Monomial, Fraction] = {}
    for monomial, x in parts:
        total[monomial] = total[monomial] + x if monomial in total else x
    return Coefficient(tuple((m, x) for m, x in total.items() if x))


def positive(symbol: Symbol) -> Coefficient:
    """Return a symbol that is known to be positive."""
    return Coefficient.of(EXP(LN(symbol)))


def _exponent(kernel: Term) -> Coefficient | None:
    """Return t of e^t."""
    if isinstance(kernel, Apply) and kernel.function == EXP.symbol:
        return Coefficient.of(kernel.arguments[0])
    return None


def _is_positive(kernel: Term) -> bool:
    """Return whether a kernel is positive by its form."""
    match kernel:
        case Constant("pi" | "e") | Pow(Number(), _):
            return True
        case Apply(function, (Number(inside),)) if function == LN.symbol:
            return inside > 1
        case Apply(function, _):
            return function == EXP.symbol
    return False


def exp_of(x: Coefficient) -> Coefficient:
    """Return e^x as a product of powers of e^monomial, so that e^2*e and e^3 are the same; e^ln(2) is 2."""
    total = Coefficient.number(1)
    for monomial, c in x.terms:
        match monomial:
            case ((Apply(function, (Number(prime),)), 1),) if (
                function == LN.symbol and c.denominator == 1 and abs(c) <= _POWER
            ):
                total = total * Coefficient.number(prime ** int(c))
                continue
        whole, kernel = c.numerator, Coefficient(((monomial, Fraction(1, c.denominator)),))
        total = total * Coefficient(((((EXP(kernel.term), whole),), Fraction(1)),))
    return total


def log_of(c: Fraction) -> Coefficient:
    """Return ln(c) in the logarithms of primes, so that ln(1/2) and -ln(2) are the same."""
    total = Coefficient()
    for whole, way in ((c.numerator, 1), (c.denominator, -1)):
        rest, prime = whole, 2
        while prime * prime <= rest and prime < 1000:
            while rest % prime == 0:
                rest //= prime
                total = total + Coefficient.of(LN(as_number(Fraction(prime)))) * Coefficient.number(way)
            prime += 1
        if rest > 1:
            total = total + Coefficient.of(LN(as_number(Fraction(rest)))) * Coefficient.number(way)
    return total
