"""Sums of symbolic length in normal form, for every length at once.

The summand is expanded; Kronecker deltas are contracted; what is free of the index
is pulled out; each remaining product is a kernel whose bound indices are named by
their depth (#0 innermost) and range, so that renamed sums, reordered double sums and sums over
reordered products are the same kernel.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.definedness import discharged, needs
from symloss.kernel.proving.deltas import delta, place
from symloss.kernel.proving.exponential import exponential, logarithm, power
from symloss.kernel.proving.extremes import extreme
from symloss.kernel.proving.inverses import cancelled
from symloss.kernel.proving.lattice import NEGATIVE, POSITIVE
from symloss.kernel.proving.nesting import depths, flatten, index_at, nesting
from symloss.kernel.proving.quotient import Exponents, Quotient, factored, parts, used
from symloss.kernel.proving.ranges import constant_part, length, lies_in, range_of, size_of
from symloss.kernel.proving.shifting import moved, renamed
from symloss.kernel.proving.signs import sign
from symloss.kernel.shown import shown
from symloss.term import nodes as n
from symloss.term.walk import free_symbols, rename_bound, substitute

if TYPE_CHECKING:
    from symloss.kernel.proving.field import Field

_POWERS = 8
_SINGLE = 4  # how many summands are written beside a sum to give it plain ends


def bound(term: n.Bind, field: Field) -> Quotient:
    """Return the normal form of a binder."""
    if term.kind == "expectation":
        return _expectation(term, field)
    over = range_of(term.over, field)
    count = length(over, field)
    if term.kind in ("sum", "product") and count is not None:
        return _unfolded(term, over, count, field)
    if term.kind in ("max", "min") and count == 1 and isinstance(over, n.Range):
        return field.of(substitute(term.body, {term.index: over.lower}))
    (depth,) = depths(nesting(term.body), 1, free_symbols(term.body) - {term.index})
    index = index_at(depth, over, field)
    renamed = rename_bound(term, index)
    assert isinstance(renamed, n.Bind)
    term = renamed
    body = field.of(term.body)
    if term.kind == "sum":
        return _sum_over(over, index, body, field)
    if term.kind == "product" and sign(body, field) == POSITIVE:
        return exponential(_sum_over(over, index, logarithm(body, field), field), field)
    if term.kind == "product" and field.certainly_not_empty(over):
        return _product_over(over, index, body, field)
    if term.kind in ("max", "min"):
        return extreme(term.kind, over, index, body, field)
    return _kernel(term.kind, over, index, body, field)


def _product_over(over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient:
    """Return the product of the factors of the body, each over the whole range; a factor free of the index counts."""
    count = size_of(over, field)
    total = field.ring.constant(1)
    for polynomial, direction in ((body.top, 1), (body.bottom, -1)):
        content, pieces = factored(polynomial)
        for base, exponent in (*pieces, (polynomial * 0 + content, 1)):
            piece = field.ring.polynomial(base)
            if not any(field.mentions(i, index) for i in field.supports(piece)):
                whole = power(piece, count, field)
            elif sign(piece, field) == POSITIVE:
                whole = exponential(_sum_over(over, index, logarithm(piece, field), field), field)
            else:
                whole = _kernel("product", over, index, piece, field)
            total = field.reduce(total * whole ** (direction * int(exponent)))
    return total


def _expectation(term: n.Bind, field: Field) -> Quotient:
    """Return an expectation by its linearity: what is free of the quantity comes out, E[1] = 1, and so E[score] = 0.

    That of a sum of any number of quantities is the sum of theirs.
    """
    (depth,) = depths(nesting(term.body), 1, free_symbols(term.body) - {term.index})
    index = index_at(depth, term.over, field, term.index.sort)
    renamed = rename_bound(term, index)
    assert isinstance(renamed, n.Bind)

    def of_one(body: Quotient) -> Quotient:
        if _is_score(body, index, term.over, field):
            return field.ring.constant(0)
        turned = _sum_outside(body, index, term.over, field)
        return field.of(turned) if turned is not None else _kernel("expectation", term.over, index, body, field)

    return linear(index, field.of(renamed.body), field, of_one)


def _sum_outside(body: Quotient, index: n.Symbol, law: n.Term, field: Field) -> n.Term | None:
    """Return E[f sum_k g_k] as sum_k E[f g_k], if a sum of what depends on the quantity is a factor."""
    for number in used(body.top):
        total = field.kernels[number]
        if not isinstance(total, n.Bind) or total.kind != "sum" or index in free_symbols(total.over):
            continue
        if field.mentions(number, index) and min(powers[number] for powers, _ in parts(body.top)) > 0:
            rest = field.reduce(body / field.ring.generator(number))
            inner = n.Bind("expectation", index, law, n.Mul((field.term(rest), total.body)))
            return n.Bind("sum", total.index, total.over, inner)
    return None


def _is_score(body: Quotient, index: n.Symbol, law: n.Term, field: Field) -> bool:
    """Whether this is dp/du / p of the density p(x; u) of a law p(u), times a number: its mean is that of 1, moved."""
    if not isinstance(law, n.Apply) or not isinstance(law.function, n.Symbol):
        return False
    if any(len(p) != 1 or p.total_degree() != 1 for p in (body.top, body.bottom)):
        return False
    density = n.Apply(law.function, (index, *law.arguments))
    slope, below = (field.kernels[used(p)[0]] for p in (body.top, body.bottom))
    if below != density or not isinstance(slope, n.Apply) or not isinstance(slope.function, n.Symbol):
        return False
    name, _, places = slope.function.name.partition(";")
    return slope.arguments == density.arguments and name == law.function.name and "0" not in places.split(",") != [""]


def vector(term: n.Bind, field: Field) -> n.Term:
    """Return a vector of entries as a term that is the same for equal entries."""
    over = range_of(term.over, field)
    (depth,) = depths(nesting(term.body), 1, free_symbols(term.body) - {term.index})
    index = index_at(depth, over, field)
    body = substitute(term.body, {term.index: index})
    if isinstance(body, n.Bind) and body.kind == "vector":
        return n.Bind("vector", index, over, vector(body, field))
    entry = field.of(body)
    normal = field.term(entry)
    (depth,) = depths(nesting(normal), 1, free_symbols(normal) - {index})  # how deep it was written does not matter
    if (named := index_at(depth, over, field)) != index:
        index, normal = named, field.term(field.rename(entry, {index: named}))
    return n.Bind("vector", index, over, normal)


def _unfolded(term: n.Bind, over: n.Term, count: int, field: Field) -> Quotient:
    assert isinstance(over, n.Range)
    start = field.of(over.lower).number
    if start is None or count > field.limits.size:
        raise OutOfReach(f"a {term.kind} of {count} terms: more than {field.limits.size}")
    total = field.ring.constant(0 if term.kind == "sum" else 1)
    for i in range(count):
        value = field.of(substitute(term.body, {term.index: n.Number(start + i)}))
        total = total + value if term.kind == "sum" else field.reduce(total * value)
    return total


# --- sums -------------------------------------------------------------------------------


def _sum_over(over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient:
    if body.is_zero:
        return body
    if isinstance(over, n.Except):
        return _without(over, index, body, field)
    assert isinstance(over, n.Range)
    apart = moved(over, index, body, field)
    if apart is not None:
        return sum((_sum_over(*one, field) for one in apart), field.ring.constant(0))
    ended = _with_plain_ends(over, index, body, field)
    if ended is not None:
        return ended
    contracted = _contract(over, index, body, field)
    if contracted is not None:
        return contracted
    return linear(index, body, field, lambda summand: _kernel("sum", over, index, summand, field))


def _with_plain_ends(over: n.Range, index: n.Symbol, body: Quotient, field: Field) -> Quotient | None:
    """Return a sum over 2..K or 1..K - 1 as the sum over 1..K and single summands, or None if its ends are plain.

    That needs a range that is at most empty, not reversed, and summands that have a
    value at the places that are added.
    """
    lower, upper = field.of(over.lower), field.of(over.upper)
    first, shift = lower.number, constant_part(upper)
    if first is None:
        return _as_difference(over, index, body, field)
    if upper.number is not None or (first == 1 and not shift) or max(abs(first), abs(shift)) > _SINGLE:
        return None
    one = field.ring.constant(1)
    plain = upper - field.ring.constant(shift)
    if NEGATIVE & (sign(upper - lower + one, field) | sign(plain, field)):
        return None
    places = [(field.ring.constant(i), -1) for i in range(1, int(first))]
    places += [(field.ring.constant(i), 1) for i in range(int(first), 1)]
    places += [(plain + field.ring.constant(i), 1) for i in range(1, int(shift) + 1)]
    places += [(plain + field.ring.constant(i), -1) for i in range(int(shift) + 1, 1)]
    terms = [(field.term(place), weight) for place, weight in places]
    if not all(_harmless(body, index, at, field) for at, _ in terms):
        return None
    whole = n.Range(field.term(one), field.term(plain))
    total = _sum_over(whole, *renamed(whole, index, body, field), field)
    for at, weight in terms:
        total = total + field.ring.constant(weight) * field.rename(body, {index: at})
    return total


def _as_difference(over: n.Range, index: n.Symbol, body: Quotient, field: Field) -> Quotient | None:
    """Return a sum over j..K as the one over 1..K less the one over 1..j - 1, or None if these ask for more.

    That needs 1 <= j <= K + 1, and a summand that has a value everywhere in 1..K.
    """
    one = field.ring.constant(1)
    lower, upper = field.of(over.lower), field.of(over.upper)
    if NEGATIVE & (sign(lower - one, field) | sign(upper - lower + one, field)):
        return None
    whole, before = (n.Range(field.term(one), field.term(end)) for end in (upper, lower - one))
    everywhere = renamed(whole, index, body, field)
    if not _harmless(everywhere[1], everywhere[0], everywhere[0], field):
        return None
    return _sum_over(whole, *everywhere, field) - _sum_over(before, *renamed(before, index, body, field), field)


def _without(over: n.Except, index: n.Symbol, body: Quotient, field: Field) -> Quotient:
    """Return the sum over a range but for some indices: the whole sum minus those summands, if they have a value."""
    inside = [w for w in over.without if lies_in(w, over.base, field)]
    over = n.Except(over.base, tuple(inside))
    for i, one in enumerate(inside):
        for other in inside[:i]:
            if not delta(one, other, field).is_zero:
                raise OutOfReach(f"whether {shown(one)} and {shown(other)} are two indices is not known")
        body = field.put(
            body,
            {
                number: field.ring.constant(0)
                for number in field.supports(body)
                if place(field.kernels[number], index, field) == one
            },
        )
    if all(_harmless(body, index, w, field) for w in inside):
        total = _sum_over(over.base, index, body, field)
        for one in inside:
            total = total - field.rename(body, {index: one})
        return total
    return linear(index, body, field, lambda summand: _kernel("sum", over, index, summand, field))


def _harmless(body: Quotient, index: n.Symbol, at: n.Term, field: Field) -> bool:
    """Return whether the summand certainly has a value at the index."""
    summand = substitute(field.term(body), {index: at})
    return all(not need.letters and discharged(need, field) for need in needs(summand))


def _contract(over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient | None:
    """Return the sum with one Kronecker delta of the index contracted, or None if there is none."""
    for number in used(body.top):
        at = place(field.kernels[number], index, field)
        if at is None:
            continue
        if body.bottom.degrees()[number]:
            raise OutOfReach("a Kronecker delta in a denominator")
        off = field.put(body, {number: field.ring.constant(0)})
        if not lies_in(at, over, field):
            return _sum_over(over, index, off, field)
        on = field.put(body, {number: field.ring.constant(1)})
        chosen = field.rename(on - off, {index: at})
        return _sum_over(over, index, off, field) + chosen
    return None


def linear(index: n.Symbol, body: Quotient, field: Field, kernel: Callable[[Quotient], Quotient]) -> Quotient:
    """Pull out what is free of the index; each product that is left becomes a kernel."""
    ring = field.ring
    bound_here = [field.mentions(i, index) for i in range(len(field.kernels))]
    outside, inside = _split_denominator(body.bottom, bound_here, field)
    total = ring.constant(0)
    for whole, denominator in _digits(body.top, inside, bound_here, field):
        groups: dict[Exponents, dict[Exponents, fmpq]] = {}
        for powers, coefficient in whole.terms():
            free = tuple(0 if i < len(bound_here) and bound_here[i] else int(e) for i, e in enumerate(powers))
            tied = tuple(int(e) - f for e, f in zip(powers, free, strict=True))
            groups.setdefault(tied, {})[free] = coefficient
        for tied, coefficients in groups.items():
            summand = ring.monomial(tied) / ring.polynomial(denominator)
            factor = ring.polynomial(ring.context.from_dict(coefficients))
            total = total + factor * kernel(summand)
    return field.reduce(total / ring.polynomial(outside))


def _split_denominator(bottom: fmpq_mpoly, bound_here: list[bool], field: Field) -> tuple[fmpq_mpoly, fmpq_mpoly]:
    """Return the factors of a denominator free of the index, and the others."""
    outside = inside = field.ring.context.constant(1)
    if bottom.is_constant():
        return bottom, inside
    constant, pieces = factored(bottom)
    for base, exponent in pieces:
        if any(bound_here[i] for i in used(base)):
            inside = inside * base**exponent
        else:
            outside = outside * base**exponent
    return outside * constant, inside


def _digits(
    top: fmpq_mpoly, inside: fmpq_mpoly, bound_here: list[bool], field: Field
) -> list[tuple[fmpq_mpoly, fmpq_mpoly]]:
    """Return top/inside as a sum of a polynomial and proper quotients, where division needs no condition.

    Division by a polynomial with a constant leading coefficient changes no value. A
    monomial in the denominator is kept: the summands are Laurent monomials.
    """
    ring = field.ring
    monomial, rest = ring.context.constant(1), ring.context.constant(1)
    if inside.is_constant():
        return [(top, inside)]
    for base, exponent in factored(inside)[1]:
        if len(base) == 1:
            monomial = monomial * base**exponent
        else:
            rest = rest * base**exponent
    if rest.is_constant() or not _has_constant_lead(rest, bound_here):
        return [(top, inside)]
    whole, remainder = divmod(top, rest)
    return [(whole, monomial), (remainder, inside)]


def _has_constant_lead(polynomial: fmpq_mpoly, bound_here: list[bool]) -> bool:
    powers = next(iter(polynomial.terms()))[0]
    occurring = [i for i, e in enumerate(powers) if e]
    return len(occurring) == 1 and bound_here[occurring[0]]


def _kernel(kind: n.BinderKind, over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient:
    """Return the kernel of one summand; a sum of 1 is the number of its indices."""
    tied = any(field.mentions(i, index) for i in field.supports(body))
    if kind == "sum" and not tied:
        return body * size_of(over, field)
    if kind == "sum" and (closed := _sum_of_powers(over, index, body, field)) is not None:
        return closed
    if kind == "expectation" and not tied:
        return body
    written = min(flatten(kind, over, index, body, field), key=repr)
    together = cancelled(written, field) if kind == "sum" else None
    return field.kernel(written) if together is None else field.of(together)


def _sum_of_powers(over: n.Term, index: n.Symbol, body: Quotient, field: Field) -> Quotient | None:
    """Return 1^d + 2^d + ... + K^d as the polynomial in K that it is, or None if this is no such sum."""
    if used(body.top) != [field.numbers.get(index)] or not body.bottom.is_one() or len(body.top) != 1:
        return None
    degree = int(body.top.degrees()[field.numbers[index]])
    upper = field.of(over.upper) if isinstance(over, n.Range) and field.of(over.lower).number == 1 else None
    if upper is None or degree > _POWERS or sign(upper, field) & NEGATIVE:
        return None
    sums = [field.ring.constant(0)] * (degree + 1)
    for d in range(degree + 1):  # (K + 1)^(d + 1) - 1 is the sum of the binomials of d + 1 times the lower sums
        found = (upper + field.ring.constant(1)) ** (d + 1) - field.ring.constant(1)
        for lower in range(d):
            found = found - field.ring.constant(comb(d + 1, lower)) * sums[lower]
        sums[d] = found * field.ring.constant(Fraction(1, d + 1))
    return body / field.ring.generator(field.numbers[index]) ** degree * sums[degree]
