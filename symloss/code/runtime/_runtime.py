"""What the generated modules share: arguments are checked here, and work is cut into blocks.

A module brings, for each of its functions, a `Plan`: the formulas as straight-line
NumPy calls that write into given arrays (`fast`), and the same formulas as expressions
that are right for every argument (`safe`). A plan runs block by block, so that what it
computes in between stays in the processor's cache; a block in which something
overflows or is invalid is done again with `safe`.

Large inputs are shared between two threads (NumPy lets go of Python's lock while it
computes). The threads live for one call only, which makes them harmless under fork.
The environment variable SYMLOSS_THREADS sets their number; 1 turns them off.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Reduction = Literal["none", "mean", "sum"]

BLOCK = 1 << 15  # elements of a block: a few arrays of this size fit a core's own cache
SHARED_BLOCK = 1 << 16  # larger with two threads, which wait for each other between the calls
ALONE = 1 << 18  # elements below which a second thread costs more than it brings
CHUNK = 1 << 19  # elements whose losses are held at once where only their sum is asked for
THREADS = 2

_BITS: dict[str, Any] = {"d": np.uint64, "f": np.uint32}


def _strict_context() -> Context:
    context = copy_context()
    context.run(np.seterr, over="raise", invalid="raise", divide="raise", under="ignore")
    return context


_STRICT = _strict_context()  # cheaper to step into than `np.errstate`, which small arrays would feel


@dataclass(frozen=True)
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
            return ~np.isin(y, self.values)
        return ~((y >= self.lower) & (y <= self.upper) & np.isfinite(y))

    @cached_property
    def last(self) -> dict[str, int]:
        """For labels from 0 to a bound, by dtype: the bits of the bound."""
        if self.lower != 0 or self.values:
            return {}
        top = min(self.upper, np.finfo(np.float32).max)
        return {char: int(np.asarray(top, char).view(bits)) for char, bits in _BITS.items()}

    def hold(self, y: Array) -> bool:
        """Return whether every entry of the non-empty array `y` is allowed."""
        last = self.last.get(y.dtype.char)
        if last is not None:  # numbers >= 0 are in the order of their bits; negative ones and nan come after them
            bits = y.view(_BITS[y.dtype.char])
            if bits.item(bits.argmax()) <= last:
                return True
        return not self.wrong(y).any()

    def check(self, y: Array) -> None:
        """Raise ValueError that names the first entry outside."""
        wrong = self.wrong(y).reshape(-1)
        if wrong.any():
            row = int(np.argmax(wrong))
            raise ValueError(f"y_true must be {self}; row {row} is {y.reshape(-1)[row]:g}")


@dataclass(frozen=True)
class Plan:
    """How one function of y and z is computed, entry by entry.

    fast: called with y, z, the outputs, `buffers` work arrays and the parameters; writes
    the outputs. safe: for each output a function of y, z and the parameters that returns it.
    """

    fast: Callable[..., None]
    safe: tuple[Callable[..., Array], ...]
    buffers: int
    labels: Labels

    def run(self, y: Array, z: Array, out: Sequence[Array], work: Sequence[Array], parameters: Sequence[float]) -> None:
        """Compute one block: all arrays have one shape and dtype, and floating-point errors raise."""
        if not self.labels.hold(y):
            raise _WrongLabel
        try:
            self.fast(y, z, *out, *work, *parameters)
        except FloatingPointError:
            with np.errstate(all="ignore"):
                found = [formula(y, z, *parameters) for formula in self.safe]
            for result, part in zip(out, found, strict=True):
                result[...] = part


class _WrongLabel(Exception):
    """Somewhere in this block is a label outside its domain."""


def pointwise(
    plan: Plan,
    y_true: ArrayLike,
    raw: ArrayLike,
    sample_weight: ArrayLike | None = None,
    out: Array | Sequence[Array] | None = None,
    parameters: tuple[float, ...] = (),
) -> Sequence[Array]:
    """Return the outputs of `plan` for each entry of `raw`, in its shape and floating dtype.

    Raises:
        ValueError: shapes that do not fit, a label outside its domain (the first such
            row is named), a negative weight, an unfit `out`. What stands in `out` then
            is not said.
    """
    y, z = _pair(y_true, raw)
    if z.size <= BLOCK and out is None and sample_weight is None and y.dtype is z.dtype and z.itemsize > 2:
        results = [np.empty(z.shape, z.dtype) for _ in plan.safe]
        if z.size:
            work = [np.empty(z.shape, z.dtype) for _ in range(plan.buffers)]
            try:
                _STRICT.copy().run(plan.run, y, z, results, work, parameters)
            except _WrongLabel:
                plan.labels.check(y)
        return results
    return _in_blocks(plan, y, z, sample_weight, out, parameters)


def reduced(
    plan: Plan,
    y_true: ArrayLike,
    raw: ArrayLike,
    sample_weight: ArrayLike | None,
    reduction: Reduction,
    out: Array | None,
    parameters: tuple[float, ...] = (),
) -> Array:
    """Return the losses, or their weighted sum, or that sum divided by the sum of the weights."""
    if reduction == "none":
        return pointwise(plan, y_true, raw, sample_weight, out, parameters)[0]
    if reduction not in ("mean", "sum"):
        raise ValueError(f'reduction is one of "none", "mean", "sum"; not {reduction!r}')
    if out is not None:
        raise ValueError('out= goes with reduction="none": the other reductions return a number')
    y, z = _pair(y_true, raw)
    weight = None if sample_weight is None else weights(sample_weight, z.shape)
    y, flat = _flat(y, z.size), z.reshape(-1)
    plan.labels.check(y)
    sums, count = [0.0], float(z.size)
    for start in range(0, z.size, CHUNK):
        part = slice(start, start + CHUNK)
        share = None if weight is None else weight[part]
        losses = pointwise(plan, y[part], flat[part], share, None, parameters)[0]
        sums.append(float(np.add.reduce(losses, dtype=np.promote_types(losses.dtype, np.float64))))
    if weight is not None:
        count = float(np.add.reduce(weight, dtype=np.float64))
    total = fsum(sums) if np.isfinite(sums).all() else sum(sums)
    with np.errstate(all="ignore"):
        result = np.float64(total) / count if reduction == "mean" else np.float64(total)
        return np.asarray(result).astype(z.dtype)


# --- many blocks -------------------------------------------------------------------


@dataclass(frozen=True)
class _Job:
    """One call: flat arrays of one length, and what to do with them."""

    plan: Plan
    y: Array
    z: Array
    weight: Array | None
    out: tuple[Array, ...]
    dtype: np.dtype[Any]  # computed in
    parameters: tuple[float, ...]
    staged: bool  # write to work arrays first: an output is also an input, or has another dtype


def _in_blocks(
    plan: Plan,
    y: Array,
    z: Array,
    sample_weight: ArrayLike | None,
    out: Array | Sequence[Array] | None,
    parameters: tuple[float, ...],
) -> Sequence[Array]:
    dtype = z.dtype if z.dtype.itemsize > 2 else np.dtype(np.float32)
    weight = None if sample_weight is None else weights(sample_weight, z.shape)
    results = outputs(len(plan.safe), z.shape, z.dtype, out)
    y, z, staged = apart(y, z, results)
    flat = tuple(r.reshape(-1) for r in results)  # a copy where an `out` is not contiguous
    job = _Job(plan, _flat(y, z.size), z.reshape(-1), weight, flat, dtype, parameters, staged or dtype != z.dtype)
    try:
        share(z.size, lambda start, stop, block: _work(job, start, stop, block))
    except _WrongLabel:
        plan.labels.check(y)
    for result, written in zip(results, flat, strict=True):
        if not np.may_share_memory(result, written):
            result[...] = written.reshape(result.shape)
    return results


def _work(job: _Job, start: int, stop: int, block: int) -> None:
    """Do the entries from `start` to `stop`, block by block, with work arrays of our own."""
    plan, count = job.plan, job.plan.buffers
    size = min(block, stop - start)
    room = [np.empty(size, job.dtype) for _ in range(count + (len(job.out) if job.staged else 0))]
    for first in range(start, stop, block):
        piece = slice(first, min(first + block, stop))
        y, z = job.y[piece], job.z[piece]
        if y.dtype != job.dtype or z.dtype != job.dtype:
            y, z = y.astype(job.dtype), z.astype(job.dtype)
        work = room if z.size == size else [buffer[: z.size] for buffer in room]
        out = work[count:] if job.staged else [o[piece] for o in job.out]
        plan.run(y, z, out, work[:count], job.parameters)
        if job.weight is not None:
            weigh(out, job.weight[piece])
        if job.staged:
            with np.errstate(over="ignore"):  # a float16 ends at 65504
                for result, part in zip(job.out, out, strict=True):
                    result[piece] = part


def weigh(out: Sequence[Array], weight: Array) -> None:
    """Multiply each output by the weights; weight 0 gives 0, also where the loss is infinite."""
    with np.errstate(all="ignore"):
        for result in out:
            np.multiply(result, weight, out=result, casting="same_kind")
            result[weight == 0] = 0


def share(size: int, work: Callable[[int, int, int], None]) -> None:
    """Have `work(start, stop, block)` done for all entries, by two threads if there are many.

    Floating-point errors raise in it.
    """
    threads = _threads() if size >= ALONE else 1
    if threads == 1:
        _STRICT.copy().run(work, 0, size, BLOCK)
        return
    step = -(-size // (threads * SHARED_BLOCK)) * SHARED_BLOCK
    helpers = [_Helper(work, start, min(start + step, size)) for start in range(step, size, step)]
    for helper in helpers:
        helper.start()
    try:
        _STRICT.copy().run(work, 0, min(step, size), SHARED_BLOCK)
    finally:
        for helper in helpers:
            helper.join()
    for helper in helpers:
        if helper.error is not None:
            raise helper.error


def _threads() -> int:
    wish = os.environ.get("SYMLOSS_THREADS", "")
    if wish.isdecimal() and int(wish) > 0:
        return int(wish)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(THREADS, usable)


class _Helper(threading.Thread):
    """A second pair of hands for one call."""

    def __init__(self, work: Callable[[int, int, int], None], start: int, stop: int) -> None:
        super().__init__(daemon=True)
        self.work, self.piece = work, (start, stop)
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do the piece; keep an error for the caller."""
        try:
            _STRICT.copy().run(self.work, *self.piece, SHARED_BLOCK)
        except BaseException as error:
            self.error = error


# --- arguments ---------------------------------------------------------------------


def _pair(y_true: ArrayLike, raw: ArrayLike) -> tuple[Array, Array]:
    """Return y and z as arrays of one shape, z floating."""
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
    z = np.asarray(raw)
    if z.dtype.kind == "f":
        if type(raw) is float and isinstance(y_true, np.ndarray) and y_true.dtype.kind == "f":
            return z.astype(y_true.dtype)
        return z
    if z.dtype.kind not in "iub":
        raise ValueError(f"raw must be real numbers, not {z.dtype}")
    weak = type(raw) in (int, bool) and isinstance(y_true, np.ndarray) and y_true.dtype.kind == "f"
    return z.astype(np.asarray(y_true).dtype if weak else np.float64)


def _flat(array: Array, size: int) -> Array:
    if size and array.ndim and not any(array.strides):  # one number for all
        return np.broadcast_to(array[(0,) * array.ndim], (size,))
    return array.reshape(-1)


def outputs(
    count: int, shape: tuple[int, ...], dtype: np.dtype[Any], out: Array | Sequence[Array] | None
) -> tuple[Array, ...]:
    """Return the arrays to write to: those given, if they are fit for it, or new ones."""
    if out is None:
        return tuple(np.empty(shape, dtype) for _ in range(count))
    given = tuple(out) if isinstance(out, list | tuple) else (out,)
    if len(given) != count:
        raise ValueError(f"out must be {'one array' if count == 1 else f'{count} arrays'}, not {len(given)}")
    for array in given:
        if not isinstance(array, np.ndarray) or array.shape != shape or array.dtype != dtype:
            found = f"{array.dtype} {array.shape}" if isinstance(array, np.ndarray) else type(array).__name__
            raise ValueError(f"out must be an array of dtype {dtype} and shape {shape}, not {found}")
        if not array.flags.writeable:
            raise ValueError("out is read-only")
    if count == 2 and np.may_share_memory(given[0], given[1]):
        raise ValueError("the two arrays of out share memory")
    return given


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


# --- what is built on the functions of a module ------------------------------------


def times(factor: ArrayLike, term: Array) -> Array:
    """Return factor*term, 0 where the factor is 0, whatever the term: its limit at +-inf."""
    product: Array = np.asarray(factor * term)
    product[np.broadcast_to(np.equal(factor, 0), product.shape)] = 0
    return product


@dataclass(frozen=True)
class Objective:
    """A custom objective: `(y_true, raw, sample_weight=None)` -> `(gradient, hessian)`. It can be pickled."""

    function: Callable[..., tuple[Array, Array]]
    kind: str
    parameters: dict[str, float] = field(default_factory=dict)

    def __call__(
        self, y_true: ArrayLike, raw: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> tuple[Array, Array]:
        """Return gradient and Hessian for each entry of `raw`."""
        return self.function(y_true, raw, sample_weight=sample_weight, kind=self.kind, **self.parameters)


def pick(kind: str, plans: dict[str, Plan]) -> Plan:
    """Return the plan for this kind of Hessian."""
    if kind not in plans:
        raise ValueError(f"kind is one of {', '.join(map(repr, plans))}; not {kind!r}")
    return plans[kind]


def weighted_mean(labels: Labels, y_true: ArrayLike, sample_weight: ArrayLike | None) -> np.float64:
    """Return the weighted mean of the labels."""
    y = np.asarray(y_true, dtype=np.float64).reshape(-1)
    if not y.size:
        raise ValueError("y_true is empty: nothing to fit a constant to")
    labels.check(y)
    weight = None if sample_weight is None else weights(sample_weight, y.shape)
    if weight is not None and not weight.any():
        raise ValueError("all weights are 0: nothing to fit a constant to")
    return np.float64(np.average(y, weights=weight))


def neuron(
    gradient: Callable[..., Array],
    y_true: ArrayLike,
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    parameters: Mapping[str, float] = MappingProxyType({}),
) -> tuple[Array, Array]:
    """Return (dL/dw, dL/db) of each sample for z = x.w + b; x is (n,) or (n, d)."""
    inputs, factors = np.asarray(x), np.asarray(w)
    if inputs.ndim not in (1, 2) or factors.shape != inputs.shape[1:]:
        raise ValueError(f"x has shape {inputs.shape} and w {factors.shape}: expected (n,) and (), or (n, d) and (d,)")
    residual = gradient(y_true, (inputs @ factors if inputs.ndim == 2 else inputs * factors) + b, **parameters)
    return (residual[:, None] if inputs.ndim == 2 else residual) * inputs, residual
