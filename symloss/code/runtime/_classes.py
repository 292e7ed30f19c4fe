"""What the generated modules of K classes share: labels of rows, softmax without lost digits, blocks of rows.

A function of a module gets the labels and the scores of one block of rows and returns
its result for them. Scores are used as they are where exp neither overflows nor
underflows: then the error does not grow with their spread. Other rows are shifted by
their largest score, and the rounding of that shift is put right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ._arguments import Array, Labels, floating, outputs, weights
from ._runtime import Reduction, share, weigh

BLOCK = 1 << 15  # entries of a block of rows
TOLERANCE = 64  # rows of labels sum to 1 within so many roundings
SHORT, LONG = 8, 100  # rows of fewer entries are added column by column; of more, pairwise, which is more accurate


@dataclass(frozen=True, eq=False, repr=False)
class RowLabels:
    """What y_true may be: entries in a domain, rows that sum to 1 or not."""

    entries: Labels
    sum_to_one: bool

    def hold(self, y: Array) -> bool:
        """Return whether these rows, as many as there are, are allowed."""
        if not y.size or not self.entries.hold(y):
            return not y.size
        return not self.sum_to_one or bool(np.all(np.abs(row_sum(y) - 1) <= self.tolerance(y)))

    def tolerance(self, y: Array) -> float:
        """Return how far from 1 the sum of a row may be."""
        spread: float = max(1.0, float(y.shape[1]) ** 0.5)
        return TOLERANCE * float(np.finfo(y.dtype).eps) * spread

    def check(self, y: Array) -> None:
        """Raise ValueError that names the first row that is not allowed."""
        wrong = self.entries.wrong(y).any(axis=1)
        if wrong.any():
            row = int(np.argmax(wrong))
            raise ValueError(f"y_true must be {self.entries}; row {row} is {y[row]}")
        exact = y if y.dtype.kind == "f" else y.astype(np.float64)
        sums = np.add.reduce(exact, axis=1, dtype=np.promote_types(exact.dtype, np.float64))
        wrong = ~(np.abs(sums - 1) <= self.tolerance(exact))
        if self.sum_to_one and wrong.any():
            row = int(np.argmax(wrong))
            raise ValueError(f"rows of y_true must sum to 1; row {row} sums to {sums[row]:g}")


class _WrongRow(Exception):
    """Somewhere in this block is a row of labels that is not allowed."""


@dataclass(frozen=True, eq=False, repr=False)
class Targets:
    """The labels of some rows: dense rows, or the numbers of the true classes."""

    dense: Array | None
    numbers: Array | None
    size: int
    dtype: np.dtype[Any]

    def block(self, piece: slice, labels: RowLabels) -> Targets:
        """Return the labels of some of the rows, checked."""
        numbers = None if self.numbers is None else self.numbers[piece]
        dense = None
        if self.dense is not None:
            dense = self.dense[piece]
            exact = dense if dense.dtype.kind == "f" else dense.astype(self.dtype)
            if not labels.hold(exact):
                raise _WrongRow
            dense = exact.astype(self.dtype, copy=False)
        return Targets(dense, numbers, self.size, self.dtype)

    def through(self, put: Callable[..., Array], *parameters: float) -> Targets:
        """Return the rows that `put` gives for these: smoothed labels."""
        return Targets(put(self.rows, *parameters), None, self.size, self.dtype)

    @cached_property
    def rows(self) -> Array:
        """The labels as rows."""
        if self.dense is not None:
            return self.dense
        assert self.numbers is not None
        rows = np.zeros((len(self.numbers), self.size), self.dtype)
        rows[np.arange(len(rows)), self.numbers] = 1
        return rows

    @cached_property
    def true(self) -> Array | None:
        """Where the true class of each row stands in a flat array, if every row has exactly one, else None."""
        if self.numbers is not None or self.dense is None:
            assert self.numbers is not None
            return np.arange(len(self.numbers)) * self.size + self.numbers
        places = np.flatnonzero(self.dense != 0)
        if places.size != len(self.dense):
            return None
        column = places - np.arange(len(places)) * self.size
        if not np.all((column >= 0) & (column < self.size)) or not np.all(self.dense.take(places) == 1):
            return None
        return places


# --- softmax -----------------------------------------------------------------------


def total(x: Array) -> Array:
    """Return the sum of each row, as a column."""
    return row_sum(x)[:, None]


def row_sum(x: Array) -> Array:
    """Return the sum of each row, the same wherever the row stands: by the way that is fastest for its length."""
    if 0 < x.shape[1] < SHORT:
        found: Array = x[:, 0].copy()
        for k in range(1, x.shape[1]):
            found += x[:, k]
        return found
    long: Array = np.einsum("ij->i", x) if x.shape[1] < LONG else np.add.reduce(x, axis=1)
    return long


class Softmax:
    """p_k = exp(s_k)/sum_i exp(s_i) of some rows, and what is made of it without cancellation."""

    def __init__(self, s: Array) -> None:
        self.s = s
        self.e = np.exp(s)  # up to a factor for each row
        self._split: tuple[Array, Array] | None = None
        self.sum = row_sum(self.e)
        info = np.finfo(s.dtype)
        wrong = ~(self.sum <= info.max / 4)
        low = np.flatnonzero(self.sum < 1)
        if low.size:
            wrong[low] |= np.minimum.reduce(self.e[low], axis=1) < info.tiny
        if wrong.any():
            rows = np.flatnonzero(wrong)
            self.e[rows] = _shifted(s[rows])
            self.sum[rows] = row_sum(self.e[rows])

    @cached_property
    def p(self) -> Array:
        """The probabilities."""
        found: Array = self.e / self.sum[:, None]
        return found

    @cached_property
    def top(self) -> Array:
        """Where the largest entry of each row stands, in the flat array."""
        found: Array = np.arange(len(self.s)) * self.s.shape[1] + self.e.argmax(axis=1)
        return found

    def others(self, at: Array) -> tuple[Array, Array]:
        """Return the entry of e at one place of each row, and the sum of the others."""
        flat = self.e.reshape(-1)
        one = flat[at]
        flat[at] = 0
        others = row_sum(self.e)
        flat[at] = one
        return one, others

    @cached_property
    def rest(self) -> Array:
        """1 - p_k, as the sum of the other probabilities."""
        rest: Array = self.sum[:, None] - self.e
        rest.put(self.top, self.others(self.top)[1])  # only there the difference would cancel
        rest /= self.sum[:, None]
        return rest

    def split(self, true: Array) -> tuple[Array, Array]:
        """Return the entry of e of the true class, and the sum of the others, computed once."""
        if self._split is None:
            self._split = self.others(true)
        return self._split

    def residual(self, labels: Targets) -> Array:
        """Return p_k - y_k = (1 - y_k)*p_k - y_k*(1 - p_k)."""
        if labels.true is None:
            y = labels.rows
            soft: Array = (1 - y) * self.p - y * self.rest
            return soft
        one, others = self.split(labels.true)
        whole = one + others
        residual: Array = self.e / whole[:, None]
        residual.reshape(-1)[labels.true] = -others / whole
        return residual

    def loss(self, labels: Targets) -> Array:
        """Return sum_k y_k*(ln(sum_i exp(s_i)) - s_k) as a column; nothing is subtracted that could cancel."""
        if labels.true is None:
            return self._loss_below_top(labels.rows)[:, None]
        one, others = self.split(labels.true)
        info = np.finfo(self.s.dtype)
        ratio = others / one
        loss: Array = np.log1p(ratio)
        small = ~((one >= info.tiny) & (ratio < info.max / 4))
        if small.any():
            rows = np.flatnonzero(small)
            loss[rows] = Softmax(self.s[rows])._loss_below_top(labels.rows[rows])
        return loss[:, None]

    def _loss_below_top(self, y: Array) -> Array:
        """Return the losses as sum_k y_k*(s_top - s_k) + ln(1 + others/top): sums of terms >= 0."""
        one, others = self.others(self.top)
        below = self.s.take(self.top)[:, None] - self.s
        loss: Array = np.add.reduce(np.where(y == 0, 0, y * below), axis=1)
        loss += np.log1p(others / one)
        return loss


def _shifted(s: Array) -> Array:
    """Return exp(s - m), m the largest of each row, with the rounding of s - m put right."""
    m = np.maximum.reduce(s, axis=1, keepdims=True)
    d = s - m
    back = d - s
    lost = (s - (d - back)) - (m + back)
    e: Array = np.exp(d)
    e += e * np.where(np.isfinite(lost), lost, 0)
    return e


# --- rows in blocks ----------------------------------------------------------------

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
    targets = _targets(y, s.shape, dtype)
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
        s, targets = s.copy(), _targets(y.copy(), s.shape, dtype)
    direction = None if vector is None else _direction(vector, s.shape, dtype)

    def work(start: int, stop: int, block: int) -> None:
        step = max(1, block // max(size, 1))
        for first in range(start, stop, step):
            piece = slice(first, min(first + step, stop))
            scores = s[piece].astype(dtype, copy=False)
            more = () if direction is None else (direction[piece],)
            with np.errstate(all="ignore"):
                found = kernel(targets.block(piece, labels), scores, *more, *parameters)
                for result, part in zip(results, found, strict=True):
                    if weight is not None:
                        share_of = weight[piece].reshape(-1, *(1,) * (part.ndim - 1))
                        weigh([part], np.broadcast_to(share_of, part.shape))
                    result[piece] = part.reshape(result[piece].shape)

    try:
        share(count, work, entries=count * size)
    except _WrongRow:
        labels.check(y)
    return results


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
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f'reduction is one of "none", "mean", "sum"; not {reduction!r}')
    if reduction != "none" and out is not None:
        raise ValueError('out= goes with reduction="none": the other reductions return a number')
    losses = by_rows(kernel, labels, y_true, raw, sample_weight, out, ("value",), parameters)[0]
    if reduction == "none":
        return losses
    whole = np.add.reduce(losses, dtype=np.promote_types(losses.dtype, np.float64))
    count = len(losses) if sample_weight is None else np.add.reduce(weights(sample_weight, losses.shape))
    with np.errstate(all="ignore"):
        return np.asarray(whole / np.float64(count) if reduction == "mean" else whole).astype(losses.dtype)


def mean_row(labels: RowLabels, y_true: ArrayLike, sample_weight: ArrayLike | None) -> Array:
    """Return the weighted mean of the rows of labels; class numbers count up to the largest one there is."""
    y = np.asarray(y_true)
    if not y.size:
        raise ValueError("y_true is empty: nothing to fit a constant to")
    size = int(y.max()) + 1 if y.ndim == 1 else y.shape[1]
    if y.ndim == 2:
        labels.check(y)
    rows = _targets(y, (len(y), max(size, 1)), np.dtype(np.float64)).rows
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
    if y.shape not in (s.shape, s.shape[:1]):
        raise ValueError(f"y_true has shape {y.shape}; expected {s.shape}, or {s.shape[:1]} with class numbers")
    return s, y, False


def _targets(y: Array, shape: tuple[int, int], dtype: np.dtype[Any]) -> Targets:
    if y.ndim == 1:
        wrong = ~((y >= 0) & (y < shape[1]) & (y == np.floor(y)))
        if wrong.any():
            row = int(np.argmax(wrong))
            raise ValueError(f"y_true must be class numbers 0..{shape[1] - 1}; row {row} is {y[row]:g}")
        return Targets(None, y.astype(np.intp), shape[1], dtype)
    return Targets(y, None, shape[1], dtype)


def _direction(vector: ArrayLike, shape: tuple[int, int], dtype: np.dtype[Any]) -> Array:
    found = np.asarray(vector)
    if found.shape not in (shape, shape[1:]):
        raise ValueError(f"vector has shape {found.shape}; expected {shape} or {shape[1:]}")
    return np.broadcast_to(found.astype(dtype), shape)
