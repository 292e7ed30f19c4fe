"""What the generated modules of K classes share: rows in blocks, and what is returned for them.

A function of a module gets the labels and the scores of one block of rows and returns
its result for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ._arguments import Array, floating, outputs, weights
from ._runtime import Reduction, reducible, summed, weigh
from ._sharing import BLOCK, Blocks, share
from ._softmax import LONG, Room, RowLabels, WrongRow, targets_of

# --- rows in blocks ----------------------------------------------------------------

ROWS = 4 * BLOCK  # what there is one of for each row is little, and calls of NumPy are many
UNBUFFERED = 16  # entries, the fewest there may be: along rows shorter than its buffer, NumPy copies what it broadcasts

Kernel = Callable[..., tuple[Array, ...]]


def by_rows(
    kernel: Kernel,
    labels: RowLabels,
    y_true: ArrayLike,
    raw: ArrayLike,
    sample_weight: ArrayLike | None = None,
    out: Array | Sequence[Array] | None = None,
    shapes: Sequence[str] = ("row",),
    parameters: tuple[float, ...] = (),
    vector: ArrayLike | None = None,
) -> Sequence[Array]:
    """Return what `kernel` gives for each row of `raw`, in its floating dtype.

    shapes: for each output "value" (n,), "row" (n, K) or "matrix" (n, K, K).
    """
    s, y, flat = _matrix(y_true, raw, labels)
    count, size = s.shape
    dtype = s.dtype if s.dtype.itemsize > 2 else np.dtype(np.float32)
    targets = targets_of(y, s.shape, dtype)
    weight = None if sample_weight is None else weights(sample_weight, (count,))
    ends = {"value": (), "row": () if flat else (size,), "matrix": (size, size)}
    wanted = [(count, *ends[shape]) for shape in shapes]
    if out is not None and len(shapes) == 1 and isinstance(out, np.ndarray):
        out = (out,)
    given = (None,) * len(shapes) if out is None else tuple(out)
    if len(given) != len(shapes):
        raise ValueError(f"out must be {len(shapes)} arrays, not {len(given)}")
    results = [outputs(1, shape, s.dtype, one)[0] for shape, one in zip(wanted, given, strict=True)]
    if any(np.may_share_memory(r, a) for r in results for a in (s, y)):
        s, targets = s.copy(), targets_of(y.copy(), s.shape, dtype)
    direction = None if vector is None else _direction(vector, s.shape, dtype)
    lent = _to_lend(results, shapes, dtype, [a for a in (weight, direction) if a is not None])

    entries = max(1, size * size if "matrix" in shapes else size)  # of a row, in the largest array

    def work(blocks: Blocks) -> None:
        room = Room()
        if size >= LONG:
            np.setbufsize(UNBUFFERED)  # in the context of this call only
        for piece in blocks:
            scores = s[piece].astype(dtype, copy=False)
            more = () if direction is None else (direction[piece],)
            if lent is not None:  # what a kernel changes until it is the result can stand there from the start
                room.lend(lent[piece])
            with np.errstate(all="ignore"):
                found = kernel(targets.block(piece, labels, room), scores, *more, *parameters)
                for result, part in zip(results, found, strict=True):
                    if weight is not None:
                        share_of = weight[piece].reshape(-1, *(1,) * (part.ndim - 1))
                        weigh([part], np.broadcast_to(share_of, part.shape))
                    if result is not lent or not np.may_share_memory(part, lent):
                        result[piece] = part.reshape(result[piece].shape)

    try:
        share(count, dtype.itemsize * entries, ROWS, work)
    except WrongRow:
        labels.check(y)
    return results


def _to_lend(
    results: Sequence[Array], shapes: Sequence[str], dtype: np.dtype[Any], read: Sequence[Array]
) -> Array | None:
    """Return the one result of rows, if a kernel may work in it: nothing that is still read stands there."""
    rows = [result for result, shape in zip(results, shapes, strict=True) if shape == "row"]
    if len(rows) != 1 or rows[0].dtype != dtype or not rows[0].flags.c_contiguous:
        return None
    return None if any(np.may_share_memory(rows[0], a) for a in read) else rows[0]


def reduced_rows(
    kernel: Kernel,
    labels: RowLabels,
    y_true: ArrayLike,
    raw: ArrayLike,
    sample_weight: ArrayLike | None,
    reduction: Reduction,
    out: Array | None,
    parameters: tuple[float, ...] = (),
) -> Array:
    """Return the loss of each row, or their weighted sum, or that sum divided by the sum of the weights."""
    reducible(reduction, out)
    losses = by_rows(kernel, labels, y_true, raw, sample_weight, out, ("value",), parameters)[0]
    return losses if reduction == "none" else summed(losses, sample_weight, reduction)


def mean_row(labels: RowLabels, y_true: ArrayLike, sample_weight: ArrayLike | None) -> Array:
    """Return the weighted mean of the rows of labels; class numbers count up to the largest one there is."""
    y = np.asarray(y_true)
    if not y.size:
        raise ValueError("y_true is empty: nothing to fit a constant to")
    size = int(y.max()) + 1 if y.ndim == 1 else y.shape[1]
    if y.ndim == 2:
        labels.check(y)
    rows = targets_of(y, (len(y), max(size, 1)), np.dtype(np.float64)).rows
    weight = None if sample_weight is None else weights(sample_weight, (len(y),))
    if weight is not None and not weight.any():
        raise ValueError("all weights are 0: nothing to fit a constant to")
    return np.average(rows, axis=0, weights=weight)


def full_matrix(diagonal: Array, products: Sequence[tuple[Array | float, Array | float]]) -> Array:
    """Return the matrices with this diagonal and the sum of the products f_j*g_i beside it."""
    count, size = diagonal.shape
    matrix = np.zeros((count, size, size), diagonal.dtype)
    for left, right in products:
        matrix += np.broadcast_to(left, diagonal.shape)[:, :, None] * np.broadcast_to(right, diagonal.shape)[:, None, :]
    matrix[:, np.arange(size), np.arange(size)] = diagonal
    return matrix


# --- arguments ---------------------------------------------------------------------


def _matrix(y_true: ArrayLike, raw: ArrayLike, labels: RowLabels) -> tuple[Array, Array, bool]:
    """Return raw as rows, y as it is, and whether raw was one column without its axis."""
    s, y = floating(raw, y_true), np.asarray(y_true)
    if y.dtype.kind not in "fiub":
        raise ValueError(f"y_true must be real numbers, not {y.dtype}")
    flat = s.ndim == 1 and not labels.sum_to_one
    if flat:
        if y.shape != s.shape:
            raise ValueError(f"y_true has shape {y.shape} and raw {s.shape}: with one output they must be equal")
        return s[:, None], y[:, None], True
    if s.ndim != 2:
        raise ValueError(f"raw has shape {s.shape}; expected (n, K): a row of K scores for each sample")
    if not s.shape[1] and s.shape[0]:
        raise ValueError(f"raw has shape {s.shape}: rows without a score")
    if y.shape not in (s.shape, s.shape[:1]):
        raise ValueError(f"y_true has shape {y.shape}; expected {s.shape}, or {s.shape[:1]} with class numbers")
    return s, y, False


def _direction(vector: ArrayLike, shape: tuple[int, int], dtype: np.dtype[Any]) -> Array:
    found = np.asarray(vector)
    if found.shape not in (shape, shape[1:]):
        raise ValueError(f"vector has shape {found.shape}; expected {shape} or {shape[1:]}")
    return np.broadcast_to(found.astype(dtype), shape)
