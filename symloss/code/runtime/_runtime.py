"""What the generated modules share: arguments are checked here, and work is cut into blocks.

A module brings, for each of its functions, a `Plan`: the formula as straight-line
NumPy calls that write into given arrays (`fast`), and the same formula as an
expression that is right for every argument (`safe`). A plan runs block by block, so
that what it computes in between stays in the processor's cache; a block in which
something overflows or is invalid is done again with `safe`.

Large inputs are shared between two threads (NumPy lets go of Python's lock while it
computes). The threads live for one call only, which makes them harmless under fork.
The environment variable SYMLOSS_THREADS sets their number; 1 turns them off.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Reduction = Literal["none", "mean", "sum"]

BLOCK_BYTES = 1 << 18  # of one array in one block: a few of them fit a core's own cache
ALONE = 1 << 18  # elements below which a second thread costs more than it brings
THREADS = 2


@dataclass(frozen=True)
class Labels:
    """The values that y_true may have: an interval, or a few numbers."""

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

    def hold(self, y: Array) -> bool:
        """Return whether every entry of the non-empty array `y` is allowed."""
        low, high = np.minimum.reduce(y), np.maximum.reduce(y)
        if not (low >= self.lower and high <= self.upper and high - low < np.inf):
            return False
        return not self.values or not self.wrong(y).any()


@dataclass(frozen=True)
class Plan:
    """How one function of y and z is computed, entry by entry.

    fast: called with y, z, the outputs, `buffers` work arrays and the parameters; writes
    the outputs. safe: for each output a function of y, z and the parameters that returns it.
    """

    fast: Callable[..., None]
    safe: tuple[Callable[..., Array], ...]
    outputs: int
    buffers: int
    labels: Labels


@dataclass(frozen=True)
class _Job:
    """One call: flat arrays of one length, and what to do with them."""

    plan: Plan
    y: Array
    z: Array
    weight: Array | None
    out: tuple[Array, ...]
    dtype: np.dtype[Any]
    parameters: tuple[float, ...]
    staged: bool  # write through a block of our own, because an output is also an input


def pointwise(
    plan: Plan,
    y_true: ArrayLike,
    raw: ArrayLike,
    sample_weight: ArrayLike | None = None,
    out: Array | tuple[Array, ...] | None = None,
    parameters: tuple[float, ...] = (),
) -> tuple[Array, ...]:
    """Return the outputs of `plan` for each entry of `raw`, in its shape and floating dtype.

    Raises:
        ValueError: shapes that do not fit, a label outside its domain (the first such
            row is named), a negative weight, an unfit `out`.
    """
    y, z = _pair(y_true, raw)
    results = _outputs(plan.outputs, z, out)
    staged = False
    if out is not None:
        y, z, staged = _apart(y, z, results)
    dtype = z.dtype if z.dtype.itemsize > 2 else np.dtype(np.float32)
    weight = None if sample_weight is None else _weights(sample_weight, z.shape)
    flat = tuple(r.reshape(-1) for r in results)
    job = _Job(plan, _flat(y, z.size), z.reshape(-1), weight, flat, dtype, parameters, staged or dtype != z.dtype)
    _run(z.size, dtype, lambda pieces: _work(job, pieces))
    for result, written in zip(results, flat, strict=True):
        if not np.may_share_memory(result, written):  # an `out` that is not contiguous
            result[...] = written.reshape(result.shape)
    return results


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
    (losses,) = pointwise(plan, y_true, raw, sample_weight, None, parameters)
    total = np.add.reduce(losses, axis=None, dtype=np.promote_types(losses.dtype, np.float64))
    if reduction == "mean":
        count = losses.size if sample_weight is None else np.add.reduce(_weights(sample_weight, losses.shape))
        with np.errstate(all="ignore"):
            total = total / np.float64(count)
    return np.asarray(total, losses.dtype)[()]


def times(factor: ArrayLike, term: Array) -> Array:
    """Return factor*term, 0 where the factor is 0, whatever the term: its limit at +-inf."""
    product: Array = np.asarray(factor * term)
    product[np.broadcast_to(np.equal(factor, 0), product.shape)] = 0
    return product


# --- one block ---------------------------------------------------------------------


def _work(job: _Job, pieces: Iterator[slice]) -> None:
    """Do the blocks that `pieces` hands out, with work arrays of our own."""
    plan = job.plan
    room: list[Array] = []
    with np.errstate(over="raise", invalid="raise", divide="raise", under="ignore"):
        for piece in pieces:
            z = job.z[piece].astype(job.dtype, copy=False)
            y = job.y[piece].astype(job.dtype, copy=False)
            if not plan.labels.hold(y):
                raise ValueError(_first_wrong(plan.labels, job.y))
            if not room:
                count = plan.buffers + (plan.outputs if job.staged else 0)
                room = [np.empty(z.size, job.dtype) for _ in range(count)]
            work = [buffer[: z.size] for buffer in room] if room and room[0].size != z.size else room
            out = work[plan.buffers :] if job.staged else [o[piece] for o in job.out]
            _block(job, y, z, out, work[: plan.buffers])
            if job.weight is not None:
                _weigh(out, job.weight[piece])
            if job.staged:
                with np.errstate(over="ignore"):  # a float16 ends at 65504
                    for result, part in zip(job.out, out, strict=True):
                        result[piece] = part


def _block(job: _Job, y: Array, z: Array, out: list[Array], work: list[Array]) -> None:
    try:
        job.plan.fast(y, z, *out, *work, *job.parameters)
    except FloatingPointError:
        with np.errstate(all="ignore"):
            found = [formula(y, z, *job.parameters) for formula in job.plan.safe]
        for result, part in zip(out, found, strict=True):
            result[...] = part


def _weigh(out: list[Array], weight: Array) -> None:
    with np.errstate(all="ignore"):
        for result in out:
            np.multiply(result, weight, result, casting="same_kind")
            result[weight == 0] = 0  # also where the loss is infinite


# --- many blocks -------------------------------------------------------------------


def _run(size: int, dtype: np.dtype[Any], work: Callable[[Iterator[slice]], None]) -> None:
    """Cut `size` entries into blocks and have them done, by two threads if there are many."""
    block = BLOCK_BYTES // dtype.itemsize
    if size <= block:
        work(iter((slice(0, size),) if size else ()))
        return
    pieces = _Pieces(size, block)
    helpers = [_Helper(work, pieces) for _ in range(_threads() - 1)] if size >= ALONE else []
    for helper in helpers:
        helper.start()
    try:
        work(pieces)
    finally:
        pieces.stop()
        for helper in helpers:
            helper.join()
    for helper in helpers:
        if helper.error is not None:
            raise helper.error


def _threads() -> int:
    wish = os.environ.get("SYMLOSS_THREADS", "")
    if wish.isdecimal() and int(wish) > 0:
        return int(wish)
    return min(THREADS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


class _Pieces(Iterator[slice]):
    """The blocks that nobody has taken yet."""

    def __init__(self, size: int, block: int) -> None:
        self.lock = threading.Lock()
        self.next = 0
        self.size, self.block = size, block

    def __next__(self) -> slice:
        with self.lock:
            start = self.next
            self.next += self.block
        if start >= self.size:
            raise StopIteration
        return slice(start, min(start + self.block, self.size))

    def stop(self) -> None:
        """Hand out nothing more."""
        with self.lock:
            self.next = self.size


class _Helper(threading.Thread):
    """A second pair of hands for one call."""

    def __init__(self, work: Callable[[Iterator[slice]], None], pieces: _Pieces) -> None:
        super().__init__(daemon=True)
        self.work, self.pieces = work, pieces
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do blocks until none are left; keep an error for the caller."""
        try:
            self.work(self.pieces)
        except BaseException as error:
            self.pieces.stop()
            self.error = error


# --- arguments ---------------------------------------------------------------------


def _pair(y_true: ArrayLike, raw: ArrayLike) -> tuple[Array, Array]:
    """Return y and z as arrays of one shape, z floating."""
    weak = isinstance(raw, int | float) and not isinstance(raw, np.generic)  # a Python number takes y's dtype
    y, z = np.asarray(y_true), np.asarray(raw)
    if z.dtype.kind != "f":
        if z.dtype.kind not in "iub":
            raise ValueError(f"raw must be real numbers, not {z.dtype}")
        z = z.astype(np.float64)
    if weak and y.dtype.kind == "f" and not isinstance(y_true, int | float):
        z = z.astype(y.dtype)
    if y.dtype.kind not in "fiub":
        raise ValueError(f"y_true must be real numbers, not {y.dtype}")
    if y.shape != z.shape:
        if y.ndim and z.ndim:
            raise ValueError(
                f"y_true has shape {y.shape} and raw {z.shape}: they must be equal, nothing is broadcast"
                + (" (did you mean y_true.ravel() or raw.ravel()?)" if y.size == z.size else "")
            )
        y, z = np.broadcast_to(y, z.shape or y.shape), np.broadcast_to(z, z.shape or y.shape)
    return y, z


def _flat(array: Array, size: int) -> Array:
    return np.broadcast_to(array.flat[0], (size,)) if size and not any(array.strides) else array.reshape(-1)


def _outputs(count: int, z: Array, out: Array | tuple[Array, ...] | None) -> tuple[Array, ...]:
    if out is None:
        return tuple(np.empty(z.shape, z.dtype) for _ in range(count))
    given = out if isinstance(out, tuple) else (out,)
    if len(given) != count:
        raise ValueError(f"out must be {'one array' if count == 1 else f'a tuple of {count} arrays'}")
    for array in given:
        if not isinstance(array, np.ndarray) or array.shape != z.shape or array.dtype != z.dtype:
            found = f"{array.dtype} {array.shape}" if isinstance(array, np.ndarray) else type(array).__name__
            raise ValueError(f"out must be an array of dtype {z.dtype} and shape {z.shape}, not {found}")
        if not array.flags.writeable:
            raise ValueError("out is read-only")
    if count == 2 and np.may_share_memory(given[0], given[1]):
        raise ValueError("the two arrays of out share memory")
    return given


def _apart(y: Array, z: Array, results: tuple[Array, ...]) -> tuple[Array, Array, bool]:
    """Return y and z, copied if an output overlaps them at other places, and whether one is an output."""
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


def _weights(sample_weight: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Return one weight for each entry of an array of this shape, flat."""
    weight = np.asarray(sample_weight)
    if weight.dtype.kind not in "fiub":
        raise ValueError(f"sample_weight must be real numbers, not {weight.dtype}")
    if weight.shape != shape[:1] and weight.shape != shape:
        raise ValueError(f"sample_weight has shape {weight.shape}; expected {shape[:1]}, one weight for each row")
    if not bool(np.all(weight >= 0)):
        row = int(np.argmin((weight >= 0).reshape(-1)))
        raise ValueError(f"sample_weight must be >= 0; entry {row} is {weight.reshape(-1)[row]:g}")
    if weight.shape != shape:
        weight = np.broadcast_to(weight.reshape(shape[:1] + (1,) * (len(shape) - 1)), shape)
    return weight.reshape(-1)


def _first_wrong(labels: Labels, y: Array) -> str:
    row = int(np.argmax(labels.wrong(y)))
    return f"y_true must be {labels}; row {row} is {y[row]:g}"


# --- what is built on the functions of a module ------------------------------------


@dataclass(frozen=True)
class Objective:
    """A custom objective: `(y_true, raw, sample_weight=None)` -> `(gradient, hessian)`. It can be pickled."""

    function: Callable[..., tuple[Array, Array]]
    kind: str | None = None
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


def weighted_mean(labels: Labels, y_true: ArrayLike, sample_weight: ArrayLike | None) -> float:
    """Return the weighted mean of the labels."""
    y = np.asarray(y_true, dtype=np.float64).reshape(-1)
    if not y.size:
        raise ValueError("y_true is empty: nothing to fit a constant to")
    if not labels.hold(y):
        raise ValueError(_first_wrong(labels, y))
    weight = None if sample_weight is None else _weights(sample_weight, y.shape)
    if weight is not None and not weight.any():
        raise ValueError("all weights are 0: nothing to fit a constant to")
    return float(np.average(y, weights=weight))


def neuron(
    gradient: Callable[..., Array],
    y_true: ArrayLike,
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    parameters: Mapping[str, float] = MappingProxyType({}),
) -> tuple[Array, Array]:
    """Return (dL/dw, dL/db) of each sample for z = x.w + b; x is (n,) or (n, d)."""
    inputs, weights = np.asarray(x), np.asarray(w)
    if inputs.ndim not in (1, 2) or weights.shape != inputs.shape[1:]:
        raise ValueError(f"x has shape {inputs.shape} and w {weights.shape}: expected (n,) and (), or (n, d) and (d,)")
    residual = gradient(y_true, (inputs @ weights if inputs.ndim == 2 else inputs * weights) + b, **parameters)
    return (residual[:, None] if inputs.ndim == 2 else residual) * inputs, residual
