"""Signs as sets of possibilities out of negative, zero, positive, held as bits; and what facts say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from flint import fmpq_mpoly

from symloss.term import nodes as n
from symloss.term.functions import function_of
from symloss.term.sorts import INDEX

NEGATIVE, ZERO, POSITIVE = 1, 2, 4
NONZERO, NONNEGATIVE, NONPOSITIVE, ANY = 5, 6, 3, 7

OF_RELATION = {">": POSITIVE, ">=": NONNEGATIVE, "<": NEGATIVE, "<=": NONPOSITIVE, "!=": NONZERO, "=": ZERO}

_WITHIN_ONE = {"sin": False, "cos": False, "erf": True}  # whose values lie in [-1, 1]; True: not at the ends


class Contradiction(Exception):
    """The facts exclude each other."""


def product(left: int, right: int) -> int:
    """Return the possible signs of a product."""
    found = ZERO if (left | right) & ZERO else 0
    if (left & POSITIVE and right & POSITIVE) or (left & NEGATIVE and right & NEGATIVE):
        found |= POSITIVE
    if (left & POSITIVE and right & NEGATIVE) or (left & NEGATIVE and right & POSITIVE):
        found |= NEGATIVE
    return found


def total(left: int, right: int) -> int:
    """Return the possible signs of a sum."""
    if ZERO in (left, right):
        return right if left == ZERO else left
    found = (left | right) & NONZERO
    if left & right & ZERO:
        found |= ZERO
    if (left & POSITIVE and right & NEGATIVE) or (left & NEGATIVE and right & POSITIVE):
        found = ANY
    return found


def power(sign: int, exponent: int) -> int:
    """Return the possible signs of a positive integer power."""
    if exponent % 2:
        return sign
    return (POSITIVE if sign & NONZERO else 0) | (sign & ZERO)


def flipped(sign: int) -> int:
    """Return the possible signs of the negative."""
    return (sign & ZERO) | (POSITIVE if sign & NEGATIVE else 0) | (NEGATIVE if sign & POSITIVE else 0)


@dataclass(frozen=True)
class Bound:
    """An end of the interval in which a generator lies."""

    value: Fraction
    strict: bool


@dataclass(frozen=True)
class General:
    """A relation that holds for every value of `letters`; `over`: what one of them is drawn from or runs over."""

    truth: n.Relation
    letters: tuple[n.Symbol, ...]
    source: tuple[str, str]
    over: n.Term | None = None


@dataclass
class Signs:
    """What the facts say: signs of polynomials, bounds of generators.

    Polynomials are keyed by their primitive form with a positive leading coefficient.
    """

    known: dict[str, tuple[int, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    lower: dict[int, Bound] = field(default_factory=dict)
    upper: dict[int, Bound] = field(default_factory=dict)
    inequalities: list[tuple[fmpq_mpoly, int, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    bound_sources: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    memory: dict[str, tuple[int, int]] = field(default_factory=dict)
    asked: dict[str, fmpq_mpoly] = field(default_factory=dict)
    general: list[General] = field(default_factory=list)
    instantiated: set[n.Term] = field(default_factory=set)

    def bound_kernel(self, kernel: n.Term, number: int, least: Fraction | None) -> None:
        """Note between which numbers a kernel lies by what it is: an index from `least` on, a sine in [-1, 1]."""
        row = function_of(kernel)
        if isinstance(kernel, n.Symbol) and kernel.sort == INDEX:
            if least is not None:
                self.lower[number] = Bound(least, strict=False)
        elif row is not None and row.name in _WITHIN_ONE:
            self.lower[number], self.upper[number] = (Bound(Fraction(end), _WITHIN_ONE[row.name]) for end in (-1, 1))
