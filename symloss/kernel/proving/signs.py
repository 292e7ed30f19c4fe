"""The signs a normal form can have, from the facts.

A sign is a set of possibilities out of negative, zero, positive, held as bits. All
rules below narrow the set and none guesses; an empty set says that the facts
contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly

from symloss.kernel.proving.comparing import COMPARISONS, by_value
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
    power,
    product,
    total,
)
from symloss.kernel.proving.quadratic import sign_of_nested
from symloss.kernel.proving.quotient import Quotient, factored, fraction, parts, used
from symloss.term import nodes as n
from symloss.term.effort import NODE, charge
from symloss.term.functions import function_of
from symloss.term.sorts import DENSITY, INDEX
from symloss.term.walk import free_symbols

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_FACTORED_TERMS = 60
_DEPTH = 3
_NEVER = 1000
_CHAIN = 4  # how many facts are added up


def sign(value: Quotient, of: Field, depth: int = 0) -> int:
    """Return the possible signs of a normal form."""
    found = product(sign_of_polynomial(value.top, of, depth), sign_of_polynomial(value.bottom, of, depth) & NONZERO)
    if found & POSITIVE and found & NEGATIVE and not value.bottom.is_constant():  # a quotient has its product's sign
        found &= sign_of_polynomial(of.ring.times(value.top, value.bottom), of, depth)
    return found


def sign_of_polynomial(polynomial: fmpq_mpoly, of: Field, depth: int = 0) -> int:
    """Return the possible signs of a polynomial in the generators of `of`."""
    if polynomial.is_zero():
        return ZERO
    key = str(polynomial)
    known, asked = of.signs.memory.get(key, (ANY, _NEVER))
    if known in (NEGATIVE, ZERO, POSITIVE) or depth >= asked:
        return known  # asked again from further inside there is no better answer
    of.signs.asked[key] = polynomial
    of.signs.memory[key] = (known, -1)  # a question within the question finds no answer rather than no end
    for rule in _RULES:
        known &= rule(polynomial, of, depth)
        if known in (NEGATIVE, ZERO, POSITIVE):
            break
    if known == 0:
        raise Contradiction
    of.signs.memory[key] = (known, depth)
    return known


# --- the rules ----------------------------------------------------------------------


def _by_terms(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    return _terms_sign(polynomial, lambda i: sign_of_kernel(i, of, depth))


def _terms_sign(polynomial: fmpq_mpoly, of_generator: Callable[[int], int]) -> int:
    found = 0
    for powers, coefficient in parts(polynomial):
        one = POSITIVE if coefficient > 0 else NEGATIVE
        for i, exponent in enumerate(powers):
            if exponent:
                one = product(one, power(of_generator(i), exponent))
        found = one if not found else total(found, one)
        if found == ANY:
            break
    return found or ZERO


def _by_facts(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    key, turned = primitive(polynomial)
    fact = of.signs.known.get(key)
    if fact is None:
        return ANY
    found, sources = fact
    for text, origin in sources:
        of.use(text, origin)
    return flipped(found) if turned else found


def _by_factors(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Multiply the signs of the factors; what a fact says of a product of open ones counts too."""
    if len(polynomial) > _FACTORED_TERMS:
        return ANY
    content, factors = factored(polynomial)
    if len(factors) == 1 and factors[0][1] == 1:
        return ANY
    found = settled = POSITIVE if content > 0 else NEGATIVE
    rest = of.ring.context.constant(1)
    for factor, exponent in factors:
        known = power(sign_of_polynomial(factor, of, depth), exponent)
        found = product(found, known)
        if known in (POSITIVE, NEGATIVE):
            settled = product(settled, known)
        else:
            rest = rest * factor**exponent
    if rest.is_constant() or str(rest) == str(polynomial):
        return found
    return found & product(settled, _by_facts(rest, of, depth))


def _by_bounds(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Map each bounded generator to (0, inf); a polynomial with coefficients of one sign keeps that sign there."""
    limited = of.signs.lower.keys() | of.signs.upper.keys()
    bounded = [i for i in used(polynomial) if i in limited and i not in of.powers]
    if not bounded or len(bounded) > 3 or depth > _DEPTH:
        return ANY
    inner, free = polynomial, set(bounded)
    found = 0
    for i in bounded:
        low, high = of.signs.lower.get(i), of.signs.upper.get(i)
        for end in (low, high):
            if end is not None and not end.strict:
                found |= sign_of_polynomial(_at(polynomial, i, end.value, of), of, depth + 1)
        inner = _stretched(inner, i, low, high, of)
    found |= _terms_sign(inner, lambda i: POSITIVE if i in free else sign_of_kernel(i, of, depth))
    if found != ANY:
        _note_bounds(bounded, of)
    return found


def _note_bounds(bounded: list[int], of: Field) -> None:
    for i in bounded:
        for text, origin in of.signs.bound_sources.get(i, ()):
            of.use(text, origin)


def _by_difference(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Subtract positive multiples of what is known not to be negative: x - z is x - y and y - z."""
    if len(polynomial) > _FACTORED_TERMS or not of.signs.inequalities:
        return ANY
    found = _beyond_facts(polynomial, of, depth, _CHAIN)
    return found if found != ANY else flipped(_beyond_facts(-polynomial, of, depth, _CHAIN))


def _beyond_facts(polynomial: fmpq_mpoly, of: Field, depth: int, steps: int) -> int:
    """Return POSITIVE or NONNEGATIVE if the polynomial is a sum of facts and something plainly so, else ANY."""
    for fact, known, sources in of.signs.inequalities:
        fact, known = (fact, known) if not known & NEGATIVE else (-fact, flipped(known))
        scale = _common_scale(polynomial, fact)
        if scale is None:
            continue
        rest = polynomial - fact * scale
        if len(rest) > max(len(polynomial), len(fact)):
            continue
        found = ZERO if rest.is_zero() else _plainly(rest, of, depth)
        if found & NEGATIVE and steps > 1:
            found = _beyond_facts(rest, of, depth, steps - 1)
        if not found & NEGATIVE:
            for text, origin in sources:
                of.use(text, origin)
            return total(found, known)
    return ANY


def _plainly(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    found = _by_terms(polynomial, of, depth) & _by_facts(polynomial, of, depth)
    return found if found != ANY else by_value(polynomial, of, depth)


def _common_scale(polynomial: fmpq_mpoly, fact: fmpq_mpoly) -> fmpq | None:
    """Return the positive factor by which the first term of `fact` that both have cancels."""
    charge(NODE * (len(polynomial) + len(fact)))
    for powers, coefficient in fact.terms():
        if any(powers) and (own := polynomial[powers]):
            scale = own / coefficient
            return scale if scale > 0 else None
    return None


def _at(polynomial: fmpq_mpoly, generator: int, value: Fraction, of: Field) -> fmpq_mpoly:
    return of.put(of.ring.polynomial(polynomial), {generator: of.ring.constant(value)}).top


def _stretched(polynomial: fmpq_mpoly, generator: int, low: Bound | None, high: Bound | None, of: Field) -> fmpq_mpoly:
    """Return the polynomial with the generator replaced so that (0, inf) covers its interval, times a positive."""
    t, one = of.ring.generator(generator), of.ring.constant(1)
    if low is not None and high is not None:
        image = (of.ring.constant(low.value) + of.ring.constant(high.value) * t) / (one + t)
    elif low is not None:
        image = of.ring.constant(low.value) + t
    else:
        assert high is not None
        image = of.ring.constant(high.value) - t
    return of.put(of.ring.polynomial(polynomial), {generator: image}).top  # the bottom is a power of 1 + t


def _by_range(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Count an index from an end of its range: K - k is not negative for k in 1..K."""
    if depth > _DEPTH or len(polynomial) > _FACTORED_TERMS:
        return ANY
    for i in used(polynomial):
        ranges = of.ranges.get(of.kernels[i], ()) if i not in of.powers else ()
        for end, step in ((e, s) for r in ranges if isinstance(r, n.Range) for e, s in ((r.lower, 1), (r.upper, -1))):
            if isinstance(end, n.Constant) or of.kernels[i] in free_symbols(end):
                continue  # infinity, or K in 1..K, as a subscript
            steps = of.ring.constant(step) * of.ring.generator(i)
            counted = of.put(of.ring.polynomial(polynomial), {i: of.of(end) + steps})
            steps_sign = partial(_member_sign, i, NONNEGATIVE, of, depth)
            found = _terms_sign(counted.top, steps_sign) if counted.bottom.is_one() else ANY
            if found != ANY:
                return found
    return ANY


def _by_square(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Complete the square: A*v^2 + B*v + C with A > 0 has the sign of 4*A*C - B^2 if that is not negative."""
    if depth > _DEPTH or len(polynomial) > _FACTORED_TERMS:
        return ANY
    degrees = polynomial.degrees()
    found = ANY
    for i in used(polynomial):
        if degrees[i] != 2 or found in (NEGATIVE, POSITIVE):
            continue
        c, b, a = (_coefficient(polynomial, i, e, of) for e in range(3))
        leading = sign_of_polynomial(a, of, depth + 1)
        if leading not in (POSITIVE, NEGATIVE):
            continue
        rest = sign_of_polynomial(4 * a * c - b * b, of, depth + 1)
        if not rest & NEGATIVE:
            found &= leading | (rest & ZERO)
    return found


def _coefficient(polynomial: fmpq_mpoly, generator: int, exponent: int, of: Field) -> fmpq_mpoly:
    terms = {}
    for powers, coefficient in polynomial.terms():
        if powers[generator] == exponent:
            exponents = [int(e) for e in powers]
            exponents[generator] = 0
            terms[tuple(exponents)] = coefficient
    return of.ring.context.from_dict(terms)


def _by_members(polynomial: fmpq_mpoly, of: Field, depth: int) -> int:
    """Use that a sum of non-negative things is its j-th thing and a non-negative rest."""
    if depth > _DEPTH or len(polynomial) > _FACTORED_TERMS:
        return ANY
    generators = used(polynomial)
    for i in generators:
        kernel = of.kernels[i]
        if not (isinstance(kernel, n.Bind) and kernel.kind == "sum" and not sign_of_kernel(i, of, depth) & NEGATIVE):
            continue
        body = sign(of.of(kernel.body), of, depth + 1)
        for index, member in of.members(kernel, generators):
            more = body == POSITIVE and of.certainly_not_empty(n.Except(kernel.over, (index,)))
            rest = of.put(of.ring.polynomial(polynomial), {i: of.ring.generator(i) + member})
            if rest.bottom.is_one():
                found = _terms_sign(rest.top, partial(_member_sign, i, POSITIVE if more else NONNEGATIVE, of, depth))
                if found != ANY:
                    return found
    return ANY


def _member_sign(rest: int, known: int, of: Field, depth: int, number: int) -> int:
    return known if number == rest else sign_of_kernel(number, of, depth)


_RULES = (
    _by_terms,
    _by_facts,
    _by_factors,
    _by_bounds,
    _by_members,
    _by_range,
    _by_square,
    _by_difference,
    *COMPARISONS,
)


def primitive(polynomial: fmpq_mpoly) -> tuple[str, bool]:
    """Return the key of a polynomial up to a positive factor, and whether the sign was turned."""
    lead = polynomial.leading_coefficient()
    return str(polynomial / lead), fraction(lead) < 0


# --- signs of kernels ---------------------------------------------------------------

_ODD = {"arctan", "arsinh", "artanh", "erf"}


def sign_of_kernel(number: int, of: Field, depth: int = 0) -> int:
    """Return the possible signs of a generator."""
    key = f"kernel {number}"
    known, asked = of.signs.memory.get(key, (ANY, _NEVER))
    if known in (NEGATIVE, ZERO, POSITIVE) or depth >= asked:
        return known
    of.signs.memory[key] = (known, -1)
    known &= _kernel_sign(of.kernels[number], of, depth) & _by_facts(of.ring.context.gen(number), of, depth)
    known &= _bounds_sign(number, of)
    if known == 0:
        raise Contradiction
    of.signs.memory[key] = (known, depth)
    return known


def _bounds_sign(number: int, of: Field) -> int:
    found = ANY
    low, high = of.signs.lower.get(number), of.signs.upper.get(number)
    if low is not None and low.value >= 0:
        found &= POSITIVE if low.value > 0 or low.strict else NONNEGATIVE
    if high is not None and high.value <= 0:
        found &= NEGATIVE if high.value < 0 or high.strict else NONPOSITIVE
    if found != ANY:
        _note_bounds([number], of)
    return found


def _kernel_sign(kernel: n.Term, of: Field, depth: int) -> int:
    if isinstance(kernel, n.Symbol):
        return POSITIVE if kernel.sort == INDEX and kernel not in of.ranges else ANY
    if isinstance(kernel, n.Constant):
        return POSITIVE
    if isinstance(kernel, n.Delta):
        return NONNEGATIVE
    if isinstance(kernel, n.Pow) and isinstance(kernel.exponent, n.Div):  # a root
        return sign(of.of(kernel.base), of, depth + 1) & NONNEGATIVE or NONNEGATIVE
    if isinstance(kernel, n.Pow):  # b^k of whole numbers k: of any sign, but for b >= 0
        base = sign(of.of(kernel.base), of, depth + 1)
        return base if not base & NEGATIVE else ANY if base & ZERO else NONZERO
    if isinstance(kernel, n.Bind) and kernel.kind == "expectation":
        return sign(of.of(kernel.body), of, depth + 1)
    if isinstance(kernel, n.Bind) and kernel.kind in ("sum", "max", "min"):
        if kernel.kind == "sum" and isinstance(kernel.body, n.Bind):
            found = sign_of_nested(kernel, of, lambda i: sign_of_kernel(i, of, depth + 1))
            if found != ANY:
                return found
        body = sign(of.of(kernel.body), of, depth + 1)
        if of.certainly_not_empty(kernel.over):
            return body if body in (POSITIVE, NEGATIVE, ZERO, NONNEGATIVE, NONPOSITIVE) else ANY
        return body | ZERO if body in (POSITIVE, NEGATIVE, ZERO, NONNEGATIVE, NONPOSITIVE) else ANY
    if isinstance(kernel, n.Apply) and isinstance(kernel.function, n.Symbol) and kernel.function.sort == DENSITY:
        return NONNEGATIVE
    row = function_of(kernel)
    if row is not None and isinstance(kernel, n.Apply):
        return _function_sign(row.name, kernel, of, depth)
    return ANY


def _function_sign(name: str, kernel: n.Apply, of: Field, depth: int) -> int:
    if name in ("exp", "Phi"):
        return POSITIVE
    if depth > _DEPTH:
        return NONNEGATIVE if name == "abs" else ANY
    argument = of.of(kernel.arguments[0])
    if name == "ln":
        return sign(argument - of.ring.constant(1), of, depth + 1)
    if name == "abs":
        return power(sign(argument, of, depth + 1), 2)
    if name in _ODD:
        return sign(argument, of, depth + 1)
    if name == "Gamma":
        return POSITIVE if sign(argument, of, depth + 1) == POSITIVE else NONZERO
    return ANY
