"""Exact polynomials with rational coefficients over arbitrary terms, exponents of either sign.

Only what the stable forms need: sums, products, and a printed order that does not
depend on the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from symloss.term.nodes import Add, Div, Mul, Neg, Number, Pow, Term
from symloss.term.printer import plain
from symloss.term.walk import rebuild

Monomial = tuple[tuple[Term, int], ...]  # sorted by the printed generator; no exponent is 0


def monomial(powers: Mapping[Term, int]) -> Monomial:
    """Return the monomial with these exponents."""
    return tuple(sorted(((g, e) for g, e in powers.items() if e), key=lambda power: plain(power[0])))


@dataclass(frozen=True)
class Polynomial:
    """A sum of rational coefficients times monomials; no coefficient is 0."""

    terms: Mapping[Monomial, Fraction]

    def __add__(self, other: Polynomial) -> Polynomial:
        """Return the sum."""
        found = dict(self.terms)
        for key, value in other.terms.items():
            found[key] = found.get(key, Fraction(0)) + value
        return Polynomial({k: v for k, v in found.items() if v})

    def __mul__(self, other: Polynomial) -> Polynomial:
        """Return the product."""
        found: dict[Monomial, Fraction] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                powers = dict(left)
                for generator, exponent in right:
                    powers[generator] = powers.get(generator, 0) + exponent
                key = monomial(powers)
                found[key] = found.get(key, Fraction(0)) + a * b
        return Polynomial({k: v for k, v in found.items() if v})

    def __pow__(self, exponent: int) -> Polynomial:
        """Return a power; a negative one only of a single monomial."""
        if exponent < 0:
            ((key, value),) = self.terms.items()
            return Polynomial({monomial({g: e * exponent for g, e in key}): value**exponent})
        result = constant(1)
        for _ in range(exponent):
            result = result * self
        return result

    def degree(self, generator: Term, key: Monomial) -> int:
        """Return the exponent of `generator` in one monomial."""
        return dict(key).get(generator, 0)

    def split(self, outside: Callable[[Term], bool]) -> dict[Monomial, Polynomial]:
        """Return the polynomial as a polynomial in the generators that are `outside`, by monomial in those."""
        found: dict[Monomial, dict[Monomial, Fraction]] = {}
        for key, value in self.terms.items():
            outer = tuple(p for p in key if outside(p[0]))
            inner = tuple(p for p in key if not outside(p[0]))
            found.setdefault(outer, {})[inner] = value
        return {outer: Polynomial(inner) for outer, inner in found.items()}

    def common(self) -> Monomial:
        """Return the largest monomial that divides every term."""
        keys = [dict(key) for key in self.terms]
        generators = {g for key in keys for g in key}
        return monomial({g: min(key.get(g, 0) for key in keys) for g in generators})


def constant(value: int | Fraction) -> Polynomial:
    """Return a number as a polynomial."""
    return Polynomial({(): Fraction(value)} if value else {})


def atom(term: Term) -> Polynomial:
    """Return a generator as a polynomial."""
    return Polynomial({((term, 1),): Fraction(1)})


def written(polynomial: Polynomial) -> Term:
    """Return the term a person would write: constants first, then by printed monomial, a minus as a minus."""
    keys = sorted(polynomial.terms, key=lambda key: (sum(e for _, e in key), [(plain(g), e) for g, e in key]))
    parts = [_signed(key, polynomial.terms[key]) for key in keys]
    if not parts:
        return Number(Fraction(0))
    if len(parts) > 1 and isinstance(parts[0], Neg):  # -y + a is written a - y
        first = next((i for i, part in enumerate(parts) if not isinstance(part, Neg)), 0)
        parts.insert(0, parts.pop(first))
    return parts[0] if len(parts) == 1 else Add(tuple(parts))


def factored(polynomial: Polynomial) -> list[Term]:
    """Return the polynomial as factors: c - c*y is c*(1 - y), which is exactly 0 at y = 1."""
    generators = sorted({g for key in polynomial.terms for g, _ in key}, key=plain)
    for g in generators:
        groups = polynomial.split(g.__eq__)
        if set(groups) == {(), ((g, 1),)} and not (groups[()] + groups[((g, 1),)]).terms:
            rest = groups[()]
            one = rest.terms == {(): Fraction(1)}
            return [*([] if one else factored(rest)), Add((Number(Fraction(1)), Neg(g)))]
    return [written(polynomial)]


def _signed(key: Monomial, value: Fraction) -> Term:
    above = [power(g, e) for g, e in key if e > 0]
    below = [power(g, -e) for g, e in key if e < 0]
    size = abs(value)
    if size.numerator != 1 or not above:
        above.insert(0, Number(Fraction(size.numerator)))
    if size.denominator != 1:
        below.insert(0, Number(Fraction(size.denominator)))
    term = product(above)
    if below:
        term = Div(term, product(below))
    return Neg(term) if value < 0 else term


def product(factors: list[Term]) -> Term:
    """Return the product of the factors, products among them dissolved; 1 if there are none."""
    flat = [part for f in factors for part in (f.factors if isinstance(f, Mul) else (f,))]
    return Number(Fraction(1)) if not flat else flat[0] if len(flat) == 1 else Mul(tuple(flat))


def power(base: Term, exponent: int) -> Term:
    """Return base^exponent."""
    return base if exponent == 1 else Pow(base, Number(Fraction(exponent)))


def without_zeros(term: Term) -> Term:
    """Return the term without summands that are 0 times something, and without factors 1."""
    term = rebuild(term, without_zeros)
    zero = Number(Fraction(0))
    match term:
        case Mul(factors) if zero in factors:
            return zero
        case Mul(factors) if Number(Fraction(1)) in factors:
            return product([f for f in factors if f != Number(Fraction(1))])
        case Neg(inner) if inner == zero:
            return zero
        case Neg(Neg(inner)):
            return inner
        case Pow(base, Number(value)) if base == zero and value > 0:
            return zero
        case Div(top, _) if top == zero:
            return zero
        case Add(terms):
            kept = tuple(part for part in terms if part != zero)
            if len(kept) == 2 and kept[1] == Neg(kept[0]):
                return zero
            return zero if not kept else kept[0] if len(kept) == 1 else Add(kept)
    return term
