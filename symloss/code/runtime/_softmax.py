"""Labels of rows, and softmax without lost digits.

Scores are used as they are where exp neither overflows nor underflows: then the error
does not grow with their spread. Other rows are shifted by their largest score, and the
rounding of that shift is put right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ._arguments import Array, Labels
from ._sharing import aligned

TOLERANCE = 64  # rows of labels sum to 1 within so many roundings
FEW = 6  # columns below which each is divided alone
MANY = 100  # columns from which the one label of a row is found by looking along it
SHORT = 8  # rows of fewer entries are added column by column
PART = 16  # entries that are added up first in a longer row
LONG = 200  # entries of a long row
# in what the sums of parts are added up: the 80 bits of an x86 processor, where there are any
WIDER = {"f": np.float64, "d": np.longdouble if np.finfo(np.longdouble).nmant == 63 else np.float64}


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


class WrongRow(Exception):
    """Somewhere in this block is a row of labels that is not allowed."""


class Room:
    """Work arrays of one thread, used for block after block: to ask the system for memory takes longer than a sum."""

    def __init__(self) -> None:
        self.arrays: dict[str, Array] = {}

    def like(self, x: Array, name: str) -> Array:
        """Return an array of this name, in the shape and dtype of x; what stands in it is not said."""
        known = self.arrays.get(name)
        if known is None or known.size < x.size or known.dtype != x.dtype:
            known = self.arrays[name] = aligned(x.size, x.dtype)
        return known[: x.size].reshape(x.shape)

    def lend(self, array: Array) -> None:
        """Have the result of the next block stand in an array that is there, contiguous."""
        self.arrays["result"] = array.reshape(-1)

    def starts(self, x: Array) -> Array:
        """Return where the rows of x start in a flat array."""
        count, size = x.shape
        known = self.arrays.get(f"starts {size}")
        if known is None or len(known) < count:
            known = self.arrays[f"starts {size}"] = np.arange(0, count * size, size)
        return known[:count]


@dataclass(frozen=True, eq=False, repr=False)
class Targets:
    """The labels of some rows: dense rows, or the numbers of the true classes; and room to work with them."""

    dense: Array | None
    numbers: Array | None
    size: int
    dtype: np.dtype[Any]
    room: Room

    def block(self, piece: slice, labels: RowLabels, room: Room) -> Targets:
        """Return the labels of some of the rows, checked; rows of one 1 and zeros need no further look."""
        if self.dense is None:
            assert self.numbers is not None
            return Targets(None, self.numbers[piece], self.size, self.dtype, room)
        dense = self.dense[piece]
        exact = dense if dense.dtype.kind == "f" else dense.astype(self.dtype)
        found = Targets(exact.astype(self.dtype, copy=False), None, self.size, self.dtype, room)
        if not (labels.sum_to_one and found.true is not None) and not labels.hold(exact):
            raise WrongRow
        return found

    def through(self, put: Callable[..., Array], *parameters: float) -> Targets:
        """Return the rows that `put` gives for these: smoothed labels."""
        return Targets(put(self.rows, *parameters), None, self.size, self.dtype, self.room)

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
            return np.arange(0, len(self.numbers) * self.size, self.size) + self.numbers
        there = self.dense != 0
        if np.count_nonzero(there) != len(self.dense) or not self.dense.size:
            return None
        if self.size < MANY:  # as many entries as rows: a row of one 1 is the number of its column, times 1
            column = np.einsum("ij,j->i", self.dense, np.arange(self.size, dtype=self.dense.dtype))
        else:  # as many as rows: if none is without, none has two
            column = there.argmax(axis=1)
        if not (column.min() >= 0 and column.max() < self.size):
            return None
        places: Array = self.room.starts(there) + column.astype(np.intp, copy=False)
        return places if np.all(self.dense.take(places) == 1) else None


def targets_of(y: Array, shape: tuple[int, int], dtype: np.dtype[Any]) -> Targets:
    """Return the labels as they were given, rows or class numbers; raise ValueError for what is no class number."""
    if y.ndim == 1:
        wrong = ~((y >= 0) & (y < shape[1]) & (y == np.floor(y)))
        if wrong.any():
            row = int(np.argmax(wrong))
            raise ValueError(f"y_true must be class numbers 0..{shape[1] - 1}; row {row} is {y[row]:g}")
        return Targets(None, y.astype(np.intp), shape[1], dtype, Room())
    return Targets(y, None, shape[1], dtype, Room())


# --- softmax -----------------------------------------------------------------------


def total(x: Array, factor: Array | None = None) -> Array:
    """Return the sum of each row, or of its product with a factor, as a column."""
    return row_sum(x, factor)[:, None]


def row_sum(x: Array, factor: Array | None = None) -> Array:
    """Return the sum of each row, the same wherever the row stands."""
    return _sum(x, factor).astype(x.dtype, copy=False)


def _sum(x: Array, factor: Array | None = None) -> Array:
    """Return the sum of each row, by the way that is fastest for its length; it may be of a wider type.

    Few roundings meet in one number: rows are added in parts, and these in a wider type.
    """
    factors = (x,) if factor is None else (x, factor)
    size, wide = x.shape[1], WIDER.get(x.dtype.char, x.dtype)
    single = x.dtype == np.float32
    if factor is None and 1 < size < SHORT:
        return _columns(x, 0, size)
    if size <= (FEW * 2 if single else PART):
        return _added(*factors)
    if single and size < LONG:
        return _added(*factors, dtype=wide)
    part = 2 * PART if single else PART
    whole = size // part * part
    found = _added(_added(*(f[:, :whole].reshape(len(x), -1, part) for f in factors)), dtype=wide)
    if whole < size:
        found += _added(*(f[:, whole:] for f in factors))
    return found


def _columns(x: Array, first: int, last: int) -> Array:
    """Return the sum of some columns, added in pairs; a number for each row of x."""
    if last - first == 1:
        return x[:, first]
    middle = (first + last) // 2
    found: Array = np.add(_columns(x, first, middle), _columns(x, middle, last))
    return found


def _added(*factors: Array, **given: Any) -> Array:
    """Return the sums of a product along its last axis."""
    axes = "ijk"[: factors[0].ndim]
    found: Array = np.einsum(f"{','.join([axes] * len(factors))}->{axes[:-1]}", *factors, **given)
    return found


def over_column(x: Array, column: Array, out: Array) -> Array:
    """Write each row of x over one number; short rows are no work for NumPy, which begins anew with each of them."""
    if x.shape[1] < FEW:
        for k in range(x.shape[1]):
            np.divide(x[:, k], column, out=out[:, k])
        return out
    return np.divide(x, column[:, None], out=out)


class Softmax:
    """p_k = exp(s_k)/sum_i exp(s_i) of some rows, and what is made of it without cancellation.

    keep: which of the arrays e = exp(s), p and d = p - y have to be there at the end, last the
    one that becomes the result. One that has not to be there gives its place to the next, so
    that less goes through memory; what is made of it, as the loss is of e, is asked for before.
    """

    def __init__(self, s: Array, labels: Targets | None = None, keep: str = "epd") -> None:
        self.s, self.keep = s, keep
        self.room = Room() if labels is None else labels.room
        self.e = np.exp(s, out=self._place("e"))  # up to a factor for each row
        self.true = None if labels is None else labels.true
        if self.true is None:
            self.sum = row_sum(self.e)
        else:  # the entry of e of the true class, and the sum of the others
            self.one, self.rest_of_one, self.sum = others(self.e, self.true, back=keep != "d")
        wrong = self._lost()
        if wrong.size:
            self._again(wrong)

    def _place(self, name: str) -> Array:
        """Return the array for e, p or d: that of the first from there on which is kept."""
        kept = next(later for later in "epd"["epd".index(name) :] if later in self.keep)
        return self.room.like(self.s, "result" if kept == self.keep[-1] else kept)

    def _lost(self) -> Array:
        """Return the rows of which exp overflows or underflows."""
        most = np.finfo(self.s.dtype).max / 4
        fit = self.sum.max() <= most
        if fit and self.sum.min() >= 1:
            return np.arange(0)
        low = np.flatnonzero(self.sum < 1)
        least = np.log(np.finfo(self.s.dtype).tiny)
        under = low[self.s[low].min(axis=1, initial=0) < least]
        return under if fit else np.union1d(under, np.flatnonzero(~(self.sum <= most)))

    def _again(self, wrong: Array) -> None:
        """Shift these rows."""
        e = _shifted(self.s[wrong])
        if self.true is None:
            self.sum[wrong] = row_sum(e)
        else:
            column = self.true[wrong] - wrong * e.shape[1]
            places = np.arange(0, e.size, e.shape[1]) + column
            again = others(e, places, back=self.keep != "d")
            self.one[wrong], self.rest_of_one[wrong], self.sum[wrong] = again
        self.e[wrong] = e

    @cached_property
    def p(self) -> Array:
        """The probabilities."""
        p = over_column(self.e, self.sum, self._place("p"))
        if "e" not in self.keep:
            del self.e  # there is p now
        return p

    @cached_property
    def top(self) -> Array:
        """Where the largest entry of each row stands, in the flat array."""
        found: Array = self.room.starts(self.s) + self.e.argmax(axis=1)
        return found

    @cached_property
    def rest(self) -> Array:
        """1 - p_k, as the sum of the other probabilities."""
        rest = np.subtract(self.sum[:, None], self.e, out=self.room.like(self.s, "rest"))
        rest.put(self.top, others(self.e, self.top)[1])  # only there the difference would cancel
        return over_column(rest, self.sum, rest)

    def residual(self, labels: Targets) -> Array:
        """Return p_k - y_k = (1 - y_k)*p_k - y_k*(1 - p_k)."""
        if self.true is None:
            y, rest = labels.rows, self.rest  # which is made of e, and p may take its place
            product = np.subtract(1, y, out=self.room.like(self.s, "product"))
            soft = np.multiply(product, self.p, out=self._place("d"))
            soft -= np.multiply(y, rest, out=product)
            return soft
        residual = self._place("d")
        if "p" in self.keep:
            np.copyto(residual, self.p)
        else:
            over_column(self.e, self.sum, residual)
        if self.keep == "d":
            del self.e
        residual.reshape(-1)[self.true] = -self.rest_of_one / self.sum
        return residual

    def loss(self, labels: Targets) -> Array:
        """Return sum_k y_k*(ln(sum_i exp(s_i)) - s_k) as a column; nothing is subtracted that could cancel."""
        if self.true is None:
            return self._loss_below_top(labels.rows)[:, None]
        info = np.finfo(self.s.dtype)
        ratio = self.rest_of_one / self.one
        loss: Array = np.log1p(ratio)
        small = ~((self.one >= info.tiny) & (ratio < info.max / 4))
        if small.any():
            rows = np.flatnonzero(small)
            loss[rows] = Softmax(self.s[rows])._loss_below_top(labels.rows[rows])
        return loss[:, None]

    def _loss_below_top(self, y: Array) -> Array:
        """Return the losses as sum_k y_k*(s_top - s_k) + ln(1 + others/top): sums of terms >= 0."""
        one, rest, _ = others(self.e, self.top)
        below = self.s.take(self.top)[:, None] - self.s
        below.reshape(-1)[self.top] = 0
        loss: Array = np.add.reduce(np.where(y == 0, 0, y * below), axis=1)
        loss += np.log1p(rest / one)
        return loss

    def divergence(self, labels: Targets, d: Array) -> Array:
        """Return sum_k y_k*ln(y_k/p_k) as a column; d: the residual p - y, in which the terms are where it is small."""
        y = labels.rows
        one, rest, _ = others(self.e, self.top)
        below = self.s.take(self.top)[:, None] - self.s + np.log1p(rest / one)[:, None]  # -ln(p)
        far = np.where(y == 0, 0, y * (np.log(y) + below))
        near = np.absolute(d) <= 0.5 * y
        return row_sum(np.where(near & (y > 0), -y * np.log1p(d / y), far))[:, None]


def others(e: Array, at: Array, back: bool = True) -> tuple[Array, Array, Array]:
    """Return the entry at one place of each row, the sum of the others, and that of all.

    If the entry is not put back, 0 stays there.
    """
    flat = e.reshape(-1)
    one = flat[at]
    flat[at] = 0
    rest = _sum(e)
    if back:
        flat[at] = one
    return one, rest.astype(e.dtype, copy=False), (one + rest).astype(e.dtype, copy=False)


def _shifted(s: Array) -> Array:
    """Return exp(s - m), m the largest of each row, with the rounding of s - m put right."""
    m = np.maximum.reduce(s, axis=1, keepdims=True)
    d = s - m
    back = d - s
    lost = (s - (d - back)) - (m + back)
    e: Array = np.exp(d)
    e += e * np.where(np.isfinite(lost), lost, 0)
    certain = np.isposinf(s)
    only = np.count_nonzero(certain, axis=1) == 1
    e[only] = certain[only]  # the limit: of two infinite scores there is none
    return e
