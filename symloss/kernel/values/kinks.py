"""The derivative of a function at a point, read off its series; at a kink, off those of both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from flint import fmpq

from symloss.kernel.values import arrays, jets
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.environment import Array, Environment, Worth
from symloss.kernel.values.jets import Kink, Level, Value
from symloss.kernel.values.point import Index

MAX_ORDER = 8  # of derivatives

Function: TypeAlias = Callable[[Value, Environment], Worth]


def slope(function: Function, at: Value, order: int, env: Environment) -> Worth:
    """Return the derivative of `order` of a function of one number, which is also told its environment.

    Raises:
        Undefined: there certainly is none: the function jumps or bends at the point, or has no value near it.
        Unknown: none was found; `Kink` where pieces meet, if the environment is smooth.
    """
    if order > MAX_ORDER or env.depth >= MAX_ORDER:
        raise Unknown("a derivative of too high an order")
    inner = env.deeper()

    def coefficient(side: int, n: int) -> Worth:
        level = Level(inner.depth, side)
        found = function(jets.variable(level, at, order), inner)
        return arrays.entrywise(lambda x: jets.derivative(x, level, n) if n else _start(x, level), found)

    try:
        return coefficient(0, order)
    except Kink:
        if env.smooth:
            raise
        here = function(at, env)
        for n in range(order + 1):
            left, right = coefficient(-1, n), coefficient(1, n)
            _check_equal(left, right, "bends")
            if n == 0:
                _check_equal(left, here, "jumps")
        return left


def slopes(function: Callable[[Array, Environment], Worth], at: Array, places: list[Index], env: Environment) -> Worth:
    """Return the derivative of a function of an array by its entries at `places`, which the last axis runs over.

    Raises:
        Unknown: where pieces meet, or in no direction; one at a time (`slope`) there may be some.
    """
    if env.depth >= MAX_ORDER:
        raise Unknown("a derivative of too high an order")
    inner = env.deeper()
    level, moved = Level(inner.depth), at
    for place in places:
        moved = moved.put(place, jets.direction(level, arrays.scalar(at.part(place)), place))
    found = function(moved, inner)
    entries = found.entries if isinstance(found, Array) else (found,)
    shape = found.shape if isinstance(found, Array) else ()
    rows = (jets.slopes(entry, level).by for entry in entries)
    return Array((*shape, len(places)), tuple(row.get(place, fmpq(0)) for row in rows for place in places))


def _start(value: Value, level: Level) -> Value:
    return value.coefficients[0] if isinstance(value, jets.Jet) and value.level == level else value


def _check_equal(x: Worth, y: Worth, what: str) -> None:
    """Raise Undefined if the two certainly differ, Unknown if they are not certainly the same."""
    difference = arrays.add(x, arrays.entrywise(lambda e: -e, y))
    unsure: Unknown | None = None
    for entry in difference.entries if isinstance(difference, Array) else (difference,):
        try:
            if jets.sign_near(entry) != 0:
                raise Undefined(f"the derivative of a function that {what} at the point")
        except Unknown as reason:
            unsure = reason
    if unsure is not None:
        raise unsure
