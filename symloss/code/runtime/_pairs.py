"""What the generated losses of two raw values share: raw is (n, 2), a location and a scale for each sample.

Rows are worked through in blocks, as in `_runtime`. Where the second raw value is so
large that its exponential leaves the range of the dtype, a block is computed with the
formulas that are right for every argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ._arguments import Array, Labels, floating, outputs, weights
from ._runtime import FAR, Reduction, reducible, summed, weigh
from ._sharing import BLOCK, Blocks, aligned, share

NEAR = 0.98  # of the logarithm of the largest float: how large an exponent may be
_LEAST = 1.5e3  # exp of more than this, or of less than minus this, leaves float64 whatever it is multiplied by


@dataclass(frozen=True, eq=False, repr=False)
class PairPlan:
    """How one function of y and two raw values is computed; `fast`, `safe` and `buffers` as in `Plan`.

    reach: the largest multiple of the second raw value that an exponential is taken of.
    """

    fast: Callable[..., None]
    safe: tuple[Callable[..., Array], ...]
    buffers: int
    labels: Labels
    reach: float

    def run(self, y: Array, first: Array, second: Array, arrays: Sequence[Array], parameters: Sequence[float]) -> None:
        """Compute one block: contiguous arrays of one length and dtype, outputs before work arrays. Errors raise."""
        if not self.labels.hold(y):
            raise WrongLabel
        limit = NEAR * float(np.log(np.finfo(second.dtype).max)) / self.reach
        if second.min() >= -limit and second.max() <= limit:
            try:
                return self.fast(y, first, second, *arrays, *parameters)
            except FloatingPointError:
                pass
        with np.errstate(all="ignore"):
            for result, formula in zip(arrays, self.safe, strict=False):
                result[...] = _with_limits(formula, y, first, second, parameters)


def _with_limits(
    formula: Callable[..., Array], y: Array, first: Array, second: Array, parameters: Sequence[float]
) -> Array:
    """Return the formula; where infinite terms of it compete, what it is for a scale that only exp feels."""
    found = np.asarray(formula(y, first, second, *parameters))
    lost = np.isnan(found) & np.isinf(second)
    if lost.any():
        found[lost] = formula(y[lost], first[lost], np.copysign(FAR, second[lost]).astype(second.dtype), *parameters)
    return found


class WrongLabel(Exception):
    """Somewhere in this block is a label outside its domain."""


ENDS: dict[str, tuple[int, ...]] = {"value": (), "row": (2,), "matrix": (2, 2)}


def by_pairs(
    plan: PairPlan,
    y_true: ArrayLike,
    raw: ArrayLike,
    sample_weight: ArrayLike | None = None,
    out: Array | Sequence[Array] | None = None,
    shapes: Sequence[str] = ("row",),
    parameters: tuple[float, ...] = (),
) -> Sequence[Array]:
    """Return the outputs of `plan` for each row of `raw`, in its floating dtype.

    shapes: for each output "value" (n,), "row" (n, 2) or "matrix" (n, 2, 2).
    """
    y, z = _checked(y_true, raw)
    dtype = z.dtype if z.dtype.itemsize > 2 else np.dtype(np.float32)
    weight = None if sample_weight is None else weights(sample_weight, y.shape)
    given = out if isinstance(out, list | tuple) else (None if out is None and len(shapes) > 1 else out,) * len(shapes)
    if len(given) != len(shapes):
        raise ValueError(f"out must be {len(shapes)} arrays, not {len(given)}")
    wanted = [(len(y), *ENDS[shape]) for shape in shapes]
    results = [outputs(1, shape, z.dtype, one)[0] for shape, one in zip(wanted, given, strict=True)]
    if any(np.may_share_memory(r, a) for r in results for a in (y, z)):
        y, z = y.copy(), z.copy()
    columns = [column for result in results for column in _columns(result)]

    longest = min(BLOCK // dtype.itemsize, len(y))

    def work(blocks: Blocks) -> None:
        room = [aligned(longest, dtype) for _ in range(3 + len(columns) + plan.buffers)]
        for piece in blocks:
            labels, first, second, *arrays = (array[: piece.stop - piece.start] for array in room)
            labels[...], first[...], second[...] = y[piece], z[piece, 0], z[piece, 1]
            plan.run(labels, first, second, arrays, parameters)
            found = arrays[: len(columns)]
            if weight is not None:
                weigh(found, weight[piece])
            with np.errstate(over="ignore"):  # a float16 ends at 65504
                for column, part in zip(columns, found, strict=True):
                    column[piece] = part

    try:
        share(len(y), dtype.itemsize, BLOCK, work)
    except WrongLabel:
        plan.labels.check(y)
    for result in results:
        if result.ndim == 3:
            result[:, 1, 0] = result[:, 0, 1]
    return results


def reduced_pairs(
    plan: PairPlan,
    y_true: ArrayLike,
    raw: ArrayLike,
    sample_weight: ArrayLike | None,
    reduction: Reduction,
    out: Array | None,
    parameters: tuple[float, ...] = (),
) -> Array:
    """Return the loss of each row, or their weighted sum, or that sum divided by the sum of the weights."""
    reducible(reduction, out)
    losses = by_pairs(plan, y_true, raw, sample_weight, out, ("value",), parameters)[0]
    return losses if reduction == "none" else summed(losses, sample_weight, reduction)


def _checked(y_true: ArrayLike, raw: ArrayLike) -> tuple[Array, Array]:
    """Return y (n,) and raw (n, 2)."""
    z, y = floating(raw, y_true), np.asarray(y_true)
    if y.dtype.kind not in "fiub":
        raise ValueError(f"y_true must be real numbers, not {y.dtype}")
    if z.ndim != 2 or z.shape[1] != 2:
        raise ValueError(f"raw has shape {z.shape}; expected (n, 2): two raw values for each sample")
    if y.shape != z.shape[:1]:
        hint = " (did you mean y_true.ravel()?)" if y.size == len(z) and y.ndim else ""
        raise ValueError(f"y_true has shape {y.shape}; expected {z.shape[:1]}, one label for each row of raw{hint}")
    return y, z


def _columns(result: Array) -> list[Array]:
    """Return the places of an output that are computed one by one: of a symmetric matrix three."""
    if result.ndim == 1:
        return [result]
    if result.ndim == 2:
        return [result[:, 0], result[:, 1]]
    return [result[:, 0, 0], result[:, 0, 1], result[:, 1, 1]]


# --- exponentials that are multiplied by something ---------------------------------


def scaled(q: Array, x: Array) -> Array:
    """Return q*exp(x) where exp(x) alone would overflow or underflow; q decides, if both are infinite or 0."""
    return _scaled(q, x, 1)


def scaled_square(q: Array, x: Array) -> Array:
    """Return q^2*exp(x); the square alone would overflow or underflow too."""
    return _scaled(q, x, 2)


def _scaled(q: Array, x: Array, power: int) -> Array:
    """Return the product of fraction and exponent of each: exp(x) = exp(f)*2^k, f between -ln 2 and 0."""
    near = np.clip(x, -2 * _LEAST, 2 * _LEAST)
    k = np.ceil(near / np.log(2.0))
    f = (near - k * _LN2) - k * _REST
    fraction, exponent = np.frexp(q)
    whole = np.where(np.isnan(k), 0, k).astype(np.int32) + power * exponent
    product: Array = np.ldexp(fraction**power * np.exp(f), np.clip(whole, -9999, 9999))
    return product


_LN2 = 0.693145751953125  # ln 2 to 18 bits: a multiple of it by a small integer is exact
_REST = 1.428606820309417e-06
