"""The Gamma function and its derivative as functions of residues that obey their recursions.

Gamma(x + 1) = x*Gamma(x) ties all residues together, so a value drawn by lot at x ties those at x + 1, x + 2, ...: they
are cut into blocks, each with one value of its own, and what is near the end of its block has no value. A claim that
moves an argument by less than `_MARGIN` never sees two blocks. Gamma(1) = 1 and Gamma(1/2) = sqrt(pi) are the values of
two blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from symloss.kernel.replaying.prime_fields import PRIMES, Outside
from symloss.term.effort import VALUE, charge

_BLOCK, _MARGIN = 512, 24


def gamma(x: int, level: int, lot: Callable[..., Random], root_of_pi: Callable[[], int]) -> int:
    """Return Gamma at a residue; raise Outside at 0, -1, ... and near the end of a block."""
    prime, half = PRIMES[level], (PRIMES[level] + 1) // 2
    if 1 <= x <= _BLOCK:
        return _rising(1, x, prime)
    if half <= x < half + _MARGIN:
        return root_of_pi() * _rising(half, x, prime) % prime
    start = _start(x, level)
    own = lot("Gamma", start, level).randrange(2, prime) ** 2
    return own * _rising(start, x, prime) % prime


def digamma(x: int, level: int, lot: Callable[..., Random]) -> int:
    """Return the derivative of ln Gamma at a residue; the step from x to x + 1 adds 1/x."""
    prime = PRIMES[level]
    start = 1 if 1 <= x <= _BLOCK else _start(x, level)
    charge(VALUE * (x - start))
    own = lot("digamma", start, level).randrange(2, prime)
    return (own + sum(pow(i, -1, prime) for i in range(start, x))) % prime


def _start(x: int, level: int) -> int:
    place = x % _BLOCK
    if x == 0 or x > PRIMES[level] - _BLOCK or not _MARGIN <= place < _BLOCK - _MARGIN:
        raise Outside("a pole of the Gamma function, or too near to the end of a block")
    return x - place


def _rising(start: int, end: int, prime: int) -> int:
    charge(VALUE * (end - start) // 8)
    product = 1
    for factor in range(start, end):
        product = product * factor % prime
    return product
