"""What the generated functions are called with: labels, raw values, weights and out=, checked.

Nothing is broadcast in silence, no argument is changed, and every error says what was
found and what was expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy import ndarray
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Out = Any  # an array to write to, or None: then NumPy makes one

_BITS: dict[str, Any] = {"d": np.uint64, "f": np.uint32}


@dataclass(frozen=True, eq=False, repr=False)
class Labels:
    """The values that y_true may have: an interval, or a few numbers. They are finite."""

    lower: float = -np.inf
    upper: float = np.inf
    values: tuple[float, ...] = ()

    def __str__(self) -> str:
        """Return how an error message says it."""
        if self.values:
            return f"one of {', '.join(f'{v:g}' for v in self.values)}"
        if self.upper == np.inf:
            return "a finite number" if self.lower == -np.inf else f">= {self.lower:g} and finite"
        return f"in [{self.lower:g}, {self.upper:g}]"

    def wrong(self, y: Array) -> Array:
        """Return where `y` is none of them (nan never is)."""
        if self.values:
            wrong: Array = np.logical_and.reduce([y != value for value in self.values])
            return wrong
        return ~((y >= self.lower) & (y <= self.upper) & np.isfinite(y))

    @cached_property
    def last(self) -> dict[str, tuple[Any, int]]:
        """For labels from 0 to a bound, by dtype: its bits as integers, and those of the bound."""
        if self.lower != 0 or self.values:
            return {}
        top = min(self.upper, np.finfo(np.float32).max)
        return {char: (np.dtype(bits), int(np.asarray(top, char).view(bits))) for char, bits in _BITS.items()}

    def hold(self, y: Array) -> bool:
        """Return whether every entry of the non-empty array `y` is allowed."""
        known = self.last.get(y.dtype.char)
        if known is not None:  # numbers >= 0 are in the order of their bits; negative ones and nan come after them
            bits = y.view(known[0])
            return bits.item(bits.argmax()) <= known[1] or not self.wrong(y).any()
        if not self.values and y.dtype.kind == "f":  # the place of a nan is that of the least and of the largest
            low, high = y.item(y.argmin()), y.item(y.argmax())
            return bool(self.lower <= low and high <= self.upper and -np.inf < low and high < np.inf)
        return not self.wrong(y).any()

    def check(self, y: Array) -> None:
        """Raise ValueError that names the first entry outside."""
        wrong = self.wrong(y).reshape(-1)
        if wrong.any():
            row = int(np.argmax(wrong))
            raise ValueError(f"y_true must be {self}; row {row} is {y.reshape(-1)[row]:g}")


def pair(y_true: ArrayLike, raw: ArrayLike) -> tuple[Array, Array]:
    """Return y and z as arrays of one shape, z floating."""
    alike = type(y_true) is ndarray and type(raw) is ndarray and y_true.dtype is raw.dtype
    if alike and raw.shape == y_true.shape and raw.dtype.char in "fd":  # type: ignore[union-attr]
        return y_true, raw  # type: ignore[return-value]
    y, z = np.asarray(y_true), floating(raw, y_true)
    if y.dtype is z.dtype and y.shape == z.shape:
        return y, z
    if y.dtype.kind not in "fiub":
        raise ValueError(f"y_true must be real numbers, not {y.dtype}")
    if y.shape != z.shape:
        if y.ndim and z.ndim:
            hint = " (did you mean y_true.ravel() or raw.ravel()?)" if y.size == z.size else ""
            raise ValueError(
                f"y_true has shape {y.shape} and raw {z.shape}: they must be equal, nothing is broadcast{hint}"
            )
        shape = z.shape or y.shape
        y, z = np.broadcast_to(y, shape), np.broadcast_to(z, shape)
    return y, z


def floating(raw: ArrayLike, y_true: ArrayLike) -> Array:
    """Return `raw` as an array of its own floating dtype; integers become float64, a Python number takes y's."""
    for given, name in ((raw, "raw"), (y_true, "y_true")):
        if isinstance(given, ndarray) and hasattr(given, "mask"):
            raise ValueError(f"{name} is a masked array, whose mask would be lost; give {name}.compressed(), or filled")
    z = np.asarray(raw)
    if z.dtype.kind == "f":
        if type(raw) is float and isinstance(y_true, np.ndarray) and y_true.dtype.kind == "f":
            return z.astype(y_true.dtype)
        return z
    if z.dtype.kind not in "iub":
        raise ValueError(f"raw must be real numbers, not {z.dtype}")
    weak = type(raw) in (int, bool) and isinstance(y_true, np.ndarray) and y_true.dtype.kind == "f"
    return z.astype(np.asarray(y_true).dtype if weak else np.float64)


def flat_or_one(array: Array, size: int) -> Array:
    """Return an array as one axis of `size` entries, without copying where one number stands for all."""
    if size and array.ndim and not any(array.strides):  # one number for all
        return np.broadcast_to(array[(0,) * array.ndim], (size,))
    return array.reshape(-1)


def outputs(
    count: int, shape: tuple[int, ...], dtype: np.dtype[Any], out: Array | Sequence[Array] | None
) -> tuple[Array, ...]:
    """Return the arrays to write to: those given, if they are fit for it, or new ones."""
    if out is None:
        return tuple(np.empty(shape, dtype) for _ in range(count))
    given = (out,) if type(out) is ndarray else tuple(out) if isinstance(out, list | tuple) else (out,)
    if len(given) != count:
        raise ValueError(f"out must be {'one array' if count == 1 else f'{count} arrays'}, not {len(given)}")
    for array in given:
        if not isinstance(array, np.ndarray) or array.shape != shape or array.dtype != dtype:
            found = f"{array.dtype} {array.shape}" if isinstance(array, np.ndarray) else type(array).__name__
            raise ValueError(f"out must be an array of dtype {dtype} and shape {shape}, not {found}")
        if not array.flags.writeable:
            raise ValueError("out is read-only")
    if count == 2 and overlap(given[0], given[1]):
        raise ValueError("the two arrays of out share memory")
    return given


def overlap(result: Array, array: Array) -> bool:
    """Return whether two arrays may share memory; two that own theirs do only if they are one."""
    if result.base is None and array.base is None:
        return result is array
    return np.may_share_memory(result, array)


def apart(y: Array, z: Array, results: Sequence[Array]) -> tuple[Array, Array, bool]:
    """Return y and z, copied where an output overlaps them at other places, and whether one is an output."""
    staged = False
    inputs = []
    for array in (y, z):
        for result in results:
            if np.may_share_memory(array, result):
                same = array.__array_interface__["data"] == result.__array_interface__["data"]
                if same and array.strides == result.strides and array.dtype == result.dtype:
                    staged = True
                else:
                    array = array.copy()
        inputs.append(array)
    return inputs[0], inputs[1], staged


def weights(sample_weight: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Return one weight for each entry of an array of this shape, flat."""
    weight = np.asarray(sample_weight)
    if weight.dtype.kind not in "fiub":
        raise ValueError(f"sample_weight must be real numbers, not {weight.dtype}")
    if weight.shape != shape[:1] and weight.shape != shape:
        raise ValueError(f"sample_weight has shape {weight.shape}; expected {shape[:1]}, one weight for each row")
    wrong = ~((weight >= 0) & (weight < np.inf)).reshape(-1)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ValueError(f"sample_weight must be >= 0 and finite; entry {row} is {weight.reshape(-1)[row]:g}")
    if weight.shape != shape:
        weight = np.broadcast_to(weight.reshape(shape[:1] + (1,) * (len(shape) - 1)), shape)
    return weight.reshape(-1)
