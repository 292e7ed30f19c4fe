"""Sums that are squares: u^T X^T X u, written as one sum over three indices, is not negative.

If two of the indices run over one range, a body is C*A(a)*A(b), and neither C nor the
range of another index mentions a or b, then the sum is sum C*(sum_a A(a))^2 over the
others: not negative if C is not.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from symloss.kernel.proving.lattice import ANY, NEGATIVE, NONNEGATIVE, POSITIVE, power, product
from symloss.kernel.proving.quotient import parts
from symloss.term import nodes as n
from symloss.term.walk import free_symbols, substitute

if TYPE_CHECKING:
    from collections.abc import Callable

    from symloss.kernel.proving.field import Field


def sign_of_nested(kernel: n.Bind, of: Field, sign_of_generator: Callable[[int], int]) -> int:
    """Return NONNEGATIVE if a nested sum is a sum of squares with weights that are not negative, else ANY."""
    binders, body = _nested(kernel)
    if len(binders) < 2:
        return ANY
    value = of.of(body)
    if len(value.top) != 1 or not value.bottom.is_one():
        return ANY
    ((powers, coefficient),) = parts(value.top)
    factors = {of.kernels[i]: (i, e) for i, e in enumerate(powers) if e}
    for (a, over), (b, same) in combinations(binders, 2):
        if over != same or any({a, b} & free_symbols(other) for _, other in binders):
            continue
        mentions = {factor: {a, b} & free_symbols(factor) for factor in factors}
        of_a = {substitute(f, {a: b}): factors[f][1] for f, letters in mentions.items() if letters == {a}}
        of_b = {f: factors[f][1] for f, letters in mentions.items() if letters == {b}}
        if of_a != of_b or any(len(letters) == 2 for letters in mentions.values()):
            continue
        weight = POSITIVE if coefficient > 0 else NEGATIVE
        for factor, (i, exponent) in factors.items():
            if not mentions[factor]:
                weight = product(weight, power(sign_of_generator(i), exponent))
        if not weight & NEGATIVE:
            return NONNEGATIVE
    return ANY


def _nested(kernel: n.Term) -> tuple[list[tuple[n.Symbol, n.Term]], n.Term]:
    binders: list[tuple[n.Symbol, n.Term]] = []
    while isinstance(kernel, n.Bind) and kernel.kind == "sum":
        binders.append((kernel.index, kernel.over))
        kernel = kernel.body
    return binders, kernel
