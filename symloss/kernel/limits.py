"""How much work a question may cost. Beyond it the answer is "undecided", never a guess."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The bounds of one question to the kernel.

    seconds: processor time for the whole verdict (a busy machine must not change it). nodes: size of a term that is
    looked at. terms: monomials of a normal form. degree: the largest exponent that is
    expanded. size: the largest array or sum that is evaluated entry by entry.
    operations: arithmetic steps spent at one point. count: points tried. kernels: different
    kernels (symbols, exponentials, sums, ...) of one normal form.
    """

    seconds: float = 0.9
    nodes: int = 20_000
    terms: int = 20_000
    degree: int = 64
    size: int = 64
    operations: int = 20_000
    count: int = 60
    kernels: int = 192


LIMITS = Limits()
