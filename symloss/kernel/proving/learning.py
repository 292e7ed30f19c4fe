"""Facts about signs, recorded: signs of polynomials, and intervals in which generators lie."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpq_mpoly

from symloss.kernel.proving.lattice import (
    ANY,
    NEGATIVE,
    NONNEGATIVE,
    NONPOSITIVE,
    NONZERO,
    POSITIVE,
    ZERO,
    Bound,
    Contradiction,
    flipped,
)
from symloss.kernel.proving.quotient import Quotient, factored, parts, used
from symloss.kernel.proving.signs import primitive, sign_of_polynomial

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_FACTORED_TERMS = 60


def learn(value: Quotient, mask: int, source: tuple[str, str], of: Field) -> None:
    """Record that a normal form has one of the signs `mask`."""
    bottom = sign_of_polynomial(value.bottom, of)
    polynomial = value.top
    if bottom == NEGATIVE:
        mask = flipped(mask)
    elif bottom != POSITIVE and mask not in (NONZERO, ZERO):
        polynomial = of.ring.times(value.top, value.bottom)
    if polynomial.is_zero():
        if not mask & ZERO:
            raise Contradiction
        return
    _learn_factors(polynomial, mask, source, of)
    of.signs.memory.clear()


def _learn_factors(polynomial: fmpq_mpoly, mask: int, source: tuple[str, str], of: Field) -> None:
    """Strip factors of known sign; if the product is not zero, no factor is."""
    if len(polynomial) > _FACTORED_TERMS:
        _record(polynomial, mask, source, of)
        return
    content, factors = factored(polynomial)
    if sign_of_polynomial(polynomial, of) & mask == ZERO:
        _learn_zero([factor for factor, _ in factors], source, of)
        return
    if content < 0:
        mask = flipped(mask)
    rest, count = of.ring.context.constant(1), 0
    for factor, exponent in factors:
        known = sign_of_polynomial(factor, of)
        if not mask & ZERO and known & ZERO:
            _record(factor, NONZERO, source, of)
        if known in (POSITIVE, NEGATIVE) or (exponent % 2 == 0 and not mask & ZERO):
            mask = flipped(mask) if known == NEGATIVE and exponent % 2 else mask
            continue
        rest, count = rest * factor ** (exponent if mask & ZERO else exponent % 2), count + 1
    if count:
        _record(rest, mask, source, of)
    elif not mask & POSITIVE:
        raise Contradiction


def _learn_zero(factors: list[fmpq_mpoly], source: tuple[str, str], of: Field) -> None:
    """Record that a product is zero: its one factor that can be."""
    possible = [factor for factor in factors if sign_of_polynomial(factor, of) & ZERO]
    if not possible:
        raise Contradiction
    if len(possible) == 1:
        _record(possible[0], ZERO, source, of)


def _record(polynomial: fmpq_mpoly, mask: int, source: tuple[str, str], of: Field) -> None:
    key, turned = primitive(polynomial)
    mask = flipped(mask) if turned else mask
    old, sources = of.signs.known.get(key, (ANY, ()))
    if old & mask == 0:
        raise Contradiction
    if old & mask != old:
        of.signs.known[key] = (old & mask, (*sources, source))
        if mask not in (NONZERO, ANY):
            lead = polynomial.leading_coefficient()
            of.signs.inequalities.append((polynomial / lead, mask, (source,)))
    _record_bound(polynomial / polynomial.leading_coefficient(), mask, source, of)


def _record_bound(polynomial: fmpq_mpoly, mask: int, source: tuple[str, str], of: Field) -> None:
    """Note that a generator lies on one side of a number, if that is what the sign of g + c says."""
    if polynomial.total_degree() != 1 or mask not in (POSITIVE, NONNEGATIVE, NEGATIVE, NONPOSITIVE):
        return
    generators = used(polynomial)
    if len(generators) != 1:
        return
    (generator,) = generators
    constant = sum((c for powers, c in parts(polynomial) if not any(powers)), Fraction(0))
    bound = Bound(-constant, mask in (POSITIVE, NEGATIVE))
    below = mask in (POSITIVE, NONNEGATIVE)
    side = of.signs.lower if below else of.signs.upper
    old = side.get(generator)
    tighter = old is None or (bound.value > old.value if below else bound.value < old.value)
    if tighter or (old is not None and bound.value == old.value and bound.strict):
        side[generator] = bound
        of.signs.bound_sources[generator] = (*of.signs.bound_sources.get(generator, ()), source)
    low, high = of.signs.lower.get(generator), of.signs.upper.get(generator)
    if low and high and (low.value > high.value or (low.value == high.value and (low.strict or high.strict))):
        raise Contradiction
