"""Integrals between two numbers as balls that are certain to contain them.

The range is cut into panels. On each the integrand is its Taylor polynomial at the
middle, and the rest its highest coefficient over the whole panel, a ball, times a power
that is not negative there. An integrand that may have no value or no slope somewhere
on a panel, a pole or a kink, has no such ball, so nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import arb, fmpq

from symloss.kernel.values import jets
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.jets import Level, Value

PANELS = 4
_ORDER = 8  # even: the power of the rest is not negative


def integrated(function: Callable[[Value], Value], lower: Value, upper: Value, depth: int) -> Value:
    """Return the integral of a function between two values; `depth`: of an infinitesimal that is not in use."""
    half = fmpq(1, 2 * PANELS)  # x = lower + (upper - lower) s for s in 0..1
    level = Level(depth)

    def series(at: Value) -> tuple[Value, ...]:
        moved = lower + (upper - lower) * jets.variable(level, at, _ORDER)
        try:
            found = function(moved)
        except Undefined as reason:
            raise Unknown(f"an integrand without a value: {reason}") from reason
        return _coefficients(found, level)

    total: Value = fmpq(0)
    for panel in range(PANELS):
        middle = half * (2 * panel + 1)
        smooth = series(middle)[:_ORDER]
        rest = series(arb(middle, half))[_ORDER]
        for power, coefficient in _even((*smooth, rest)):
            total = total + coefficient * (2 * half ** (power + 1) / (power + 1))
    return (upper - lower) * total


def _coefficients(value: Value, level: Level) -> tuple[Value, ...]:
    if isinstance(value, jets.Jet) and value.level == level:
        return value.coefficients
    return (value, *(fmpq(0),) * _ORDER)


def _even(coefficients: tuple[Value, ...]) -> Iterator[tuple[int, Value]]:
    """Yield the coefficients that count between -h and h, with their powers."""
    yield from ((power, c) for power, c in enumerate(coefficients) if power % 2 == 0)
