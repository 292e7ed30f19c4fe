"""Prime fields in which exponentials and logarithms are exact: numbers, signs, discrete logarithms."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import isqrt

from symloss.term.effort import charge

PRIMES = (28974865919, 14487432959, 7243716479, 3621858239, 1810929119, 905464559, 452732279)
BASE = 2  # the level of what is asked; ln goes up the list, exp goes down
_LOGARITHM = 500  # steps, in the middle: few are looked up anew


class Outside(Exception):
    """The term has no value at this point."""


@lru_cache(maxsize=8)
def _small_powers(level: int) -> tuple[int, dict[int, int]]:
    prime = PRIMES[level]
    count = isqrt(prime // 2) + 1
    found: dict[int, int] = {}
    power = 1
    for i in range(count):
        found.setdefault(power, i)
        power = power * 4 % prime
    return count, found


def discrete_logarithm(value: int, level: int) -> int:
    """Return u with 4^u = value, for a square."""
    charge(_LOGARITHM)  # also for one that is remembered: the steps must not depend on what was asked before
    return _discrete_logarithm(value, level)


@lru_cache(maxsize=50_000)
def _discrete_logarithm(value: int, level: int) -> int:
    """Return it by baby steps and giant steps."""
    prime = PRIMES[level]
    count, found = _small_powers(level)
    giant = pow(4, -count, prime)
    for step in range(count + 1):
        if value in found:
            return (step * count + found[value]) % (prime // 2)
        value = value * giant % prime
    raise Outside("no square")


def character(value: int, level: int) -> int:
    """Return 0 for zero, 1 for a square ("positive"), -1 for the others."""
    prime = PRIMES[level]
    if value % prime == 0:
        return 0
    return 1 if pow(value, (prime - 1) // 2, prime) == 1 else -1


def product(values: list[int], level: int) -> int:
    """Return the product of numbers of a level."""
    result = 1
    for value in values:
        result = result * value % PRIMES[level]
    return result


def rational(value: Fraction, level: int) -> int:
    """Return a rational number in the field of a level."""
    prime = PRIMES[level]
    if value.denominator % prime == 0:
        raise Outside("a denominator is zero")
    return value.numerator * pow(value.denominator, -1, prime) % prime


def quotient(top: int, bottom: int, level: int) -> int:
    """Return top/bottom in the field of a level."""
    if bottom % PRIMES[level] == 0:
        raise Outside("a denominator is zero")
    return top * pow(bottom, -1, PRIMES[level]) % PRIMES[level]


def determinant(matrix: list[list[int]], level: int) -> int:
    """Return the determinant of a square matrix, by elimination."""
    return _eliminated(matrix, level)[0]


def inverted(matrix: list[list[int]], level: int) -> list[list[int]]:
    """Return the inverse of a square matrix; raise Outside if it has none."""
    found, rows = _eliminated(matrix, level)
    if not found:
        raise Outside("a matrix without an inverse")
    return [row[len(matrix) :] for row in rows]


def _eliminated(matrix: list[list[int]], level: int) -> tuple[int, list[list[int]]]:
    """Return the determinant, and beside the identity what the identity becomes if it is not zero."""
    prime, size = PRIMES[level], len(matrix)
    rows = [[*row, *(int(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    found = 1
    for k in range(size):
        pivot = next((i for i in range(k, size) if rows[i][k] % prime), None)
        if pivot is None:
            return 0, rows
        found = found * rows[pivot][k] * (1 if pivot == k else -1) % prime
        rows[k], rows[pivot] = rows[pivot], rows[k]
        scale = pow(rows[k][k], -1, prime)
        rows[k] = [x * scale % prime for x in rows[k]]
        for i in range(size):
            if i != k and rows[i][k]:
                factor = rows[i][k]
                rows[i] = [(x - factor * y) % prime for x, y in zip(rows[i], rows[k], strict=True)]
    return found, rows
