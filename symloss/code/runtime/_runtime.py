"""What the generated modules share: arguments are checked here, and work is cut into blocks.

A module brings, for each of its functions, a `Plan`: the formulas as straight-line
NumPy calls that write into given arrays (`fast`), and the same formulas as expressions
that are right for every argument (`safe`). A plan runs block by block, so that what it
computes in between stays in the processor's cache; a block in which something
overflows or is invalid is done again with `safe`.

(The dataclasses ask for no methods they do not need: making those methods is most of
what the import of this module costs.)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy import ndarray
from numpy.typing import ArrayLike

from ._arguments import Array, Labels, Out, apart, flat_or_one, outputs, overlap, pair, weights
from ._sharing import BLOCK, STRICT, Blocks, aligned, share

Reduction = Literal["none", "mean", "sum"]

CHUNK = 1 << 19  # elements whose losses are held at once where only their sum is asked for
ONCE = 1 << 15  # entries up to which there are no blocks
LONG = 1 << 11  # elements from which it pays to look whether all labels are 0 or 1
FAR = 1e5  # exp(FAR) overflows in every dtype, y*FAR does not
STEADY = 1e-4  # by so much a power of z may be misjudged there


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """How one function of y and z is computed, entry by entry.

    fast: called with y, z, the outputs, `buffers` work arrays, `numbers` as arrays of their
    dtype and the parameters; writes the outputs. safe: for each output a function of y, z
    and the parameters that returns it.
    masked: something is chosen by a comparison, which nan would fail. hard: what is called
    instead of `fast` where all labels are 0 or 1, if that is less work. makes: `fast`
    makes the arrays that are None; it returns the outputs. wide: what is asked in float32 is
    computed in float64, because its own exponentials, squared or in a power, lose too much.
    """

    fast: Callable[..., tuple[Array, ...]]
    safe: tuple[Callable[..., Array], ...]
    buffers: int
    labels: Labels
    masked: bool = False
    hard: Callable[..., tuple[Array, ...]] | None = None
    makes: bool = False
    wide: bool = False
    numbers: tuple[float, ...] = ()

    def run(self, y: Array, z: Array, arrays: Sequence[Array], given: Sequence[Any]) -> None:
        """Compute one block; arrays, alike: outputs, work arrays; given: numbers, parameters. Errors raise."""
        if not self.labels.hold(y):
            raise _WrongLabel
        try:
            self.choice(y, arrays)(y, z, *arrays, *given)
        except FloatingPointError:
            self.again(y, z, arrays, given[len(self.numbers) :])
        if self.masked:
            self.mask(z, arrays)

    def choice(self, y: Array, arrays: Sequence[Out]) -> Callable[..., tuple[Array, ...]]:
        """Return the schedule for these labels."""
        if self.hard is not None and y.size >= LONG and np.equal(np.square(y, out=arrays[0]), y).all():
            return self.hard
        return self.fast

    @cached_property
    def alone(self) -> str:
        """The dtypes that are computed in as they are, and often asked for."""
        return "d" if self.wide else "df"

    def computed_in(self, dtype: np.dtype[Any]) -> np.dtype[Any]:
        """Return the dtype that a raw value of this one is computed in."""
        least: np.dtype[Any] = np.dtype(np.float64 if self.wide else np.float32)
        return dtype if dtype.itemsize >= least.itemsize else least

    @cached_property
    def straight(self) -> int:
        """Up to how many entries `fast` alone will do, if nothing overflows: it makes its arrays and knows no nan."""
        if not self.makes or self.masked:
            return 0
        return ONCE if self.hard is None else LONG - 1

    @cached_property
    def known(self) -> dict[str, tuple[Array, ...]]:
        """The numbers as arrays, by dtype; NumPy takes longer to read a Python number."""
        return {}

    def given(self, dtype: np.dtype[Any]) -> tuple[Array, ...]:
        """Return the numbers as arrays of a dtype."""
        known = self.known.get(dtype.char)
        if known is None:
            known = self.known[dtype.char] = tuple(np.asarray(number, dtype) for number in self.numbers)
        return known

    @cached_property
    def start(self) -> dict[str, tuple[Out, ...]]:
        """What `fast` is called with after y and z if it makes its arrays, by dtype."""
        return {char: (*self.nothing, *self.given(np.dtype(char))) for char in self.alone}

    @cached_property
    def nothing(self) -> tuple[None, ...]:
        """No arrays: `fast` makes them."""
        return (None,) * (len(self.safe) + self.buffers)

    def mask(self, z: Array, arrays: Sequence[Array]) -> None:
        """Put nan where z is nan."""
        for result in arrays[: len(self.safe)]:
            np.copyto(result, z, where=np.isnan(z))

    def again(self, y: Array, z: Array, arrays: Sequence[Array], parameters: Sequence[float]) -> None:
        """Compute a block in which something overflowed or was invalid, with the formulas that are right everywhere."""
        with np.errstate(
            all="ignore"
        ):  # of the last step, too: what is computed in more digits may not fit in a float32
            found = [_with_limits(formula, y, z, parameters) for formula in self.safe]
            for result, part in zip(arrays, found, strict=False):
                result[...] = part


def _with_limits(formula: Callable[..., Array], y: Array, z: Array, parameters: Sequence[float]) -> Array:
    """Return the formula; where infinities compete in it, it is continued from where there are none yet.

    There, it goes on like a power of z: a limit, a line, or what dies away. What does not is left as it is.
    """
    found = np.asarray(formula(y, z, *parameters))
    if np.isfinite(found).all():
        return found
    far = FAR if z.itemsize < 8 else FAR**3
    base = far * np.maximum(np.abs(y), 1)  # there nothing but exp is out of reach, and the label is small beside z
    _continue(formula, y, z, base, parameters, found, np.isnan(found) | (np.isinf(found) & np.isfinite(z)))
    _continue(formula, y, z, np.full_like(z, FAR), parameters, found, np.isnan(found))  # of a huge label
    return found


def _continue(
    formula: Callable[..., Array],
    y: Array,
    z: Array,
    base: Array,
    parameters: Sequence[float],
    found: Array,
    lost: Array,
) -> None:
    """Put in, for what is lost, the power of z that the formula is at base, 2*base and 4*base, if it is one."""
    lost = lost & (np.abs(z) > base)
    if not lost.any():
        return
    y, z, base = y[lost], z[lost], base[lost]
    near, far, farther = (formula(y, np.copysign(k * base, z).astype(z.dtype), *parameters) for k in (1, 2, 4))
    power = np.log2(far / near)
    power = np.where(np.abs(power - np.rint(power)) < STEADY, np.rint(power), power)
    steady = np.abs(farther / far - far / near) < STEADY * np.abs(far / near)
    power = np.where(near == far, 0, np.where(steady, power, np.nan))
    continued = near * (np.abs(z) / base) ** power
    found[lost] = np.where(np.isnan(continued), found[lost], continued)


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
    if out is None and sample_weight is None and type(y_true) is ndarray and type(raw) is ndarray:
        shape, dtype = raw.shape, raw.dtype
        start = plan.start.get(dtype.char)
        alike = y_true.dtype is dtype and y_true.shape == shape and 0 < raw.size <= plan.straight
        if start is not None and alike and shape and plan.labels.hold(y_true):
            try:  # a small array feels each question that is asked of it: these were all
                return STRICT.run(plan.fast, y_true, raw, *start, *parameters)
            except (FloatingPointError, RuntimeError):
                pass  # to be done again below; a RuntimeError says that another thread is in this context
    y, z = pair(y_true, raw)
    alone = y.dtype is z.dtype and z.dtype.char in plan.alone
    if not alone or not 0 < z.size <= ONCE or sample_weight is not None:
        return _in_blocks(plan, y, z, sample_weight, out, parameters)
    arrays: Sequence[Out] = plan.nothing
    if out is not None:
        given = outputs(len(plan.safe), z.shape, z.dtype, out)
        for result in given:
            if overlap(result, y) or overlap(result, z):
                return _in_blocks(plan, y, z, sample_weight, out, parameters)
        arrays = (*given, *arrays[len(given) :])
    if not plan.makes or not z.shape:  # without an axis NumPy makes numbers, not arrays
        arrays = [np.empty(z.shape, z.dtype) if array is None else array for array in arrays]
    if not plan.labels.hold(y):
        plan.labels.check(y)
    fast = plan.fast if plan.hard is None or y.size < LONG else plan.choice(y, arrays)
    try:
        found = STRICT.copy().run(fast, y, z, *arrays, *plan.given(z.dtype), *parameters)
    except FloatingPointError:
        found = tuple(np.empty(z.shape, z.dtype) if array is None else array for array in arrays[: len(plan.safe)])
        plan.again(y, z, found, parameters)
    if plan.masked:
        plan.mask(z, found)
    return found


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
    reducible(reduction, out)
    y, z = pair(y_true, raw)
    weight = None if sample_weight is None else weights(sample_weight, z.shape)
    y, flat = flat_or_one(y, z.size), z.reshape(-1)
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


@dataclass(frozen=True, eq=False, repr=False)
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
    dtype = plan.computed_in(z.dtype)
    weight = None if sample_weight is None else weights(sample_weight, z.shape)
    results = outputs(len(plan.safe), z.shape, z.dtype, out)
    y, z, staged = apart(y, z, results)
    flat = tuple(r.reshape(-1) for r in results)  # a copy where an `out` is not contiguous
    job = _Job(plan, flat_or_one(y, z.size), z.reshape(-1), weight, flat, dtype, parameters, staged or dtype != z.dtype)
    try:
        share(z.size, dtype.itemsize, BLOCK, lambda blocks: _work(job, blocks))
    except _WrongLabel:
        plan.labels.check(y)
    for result, written in zip(results, flat, strict=True):
        if not np.may_share_memory(result, written):
            result[...] = written.reshape(result.shape)
    return results


def _work(job: _Job, blocks: Blocks) -> None:
    """Do one block after another, with work arrays of our own."""
    plan, count, staged = job.plan, len(job.out), job.staged
    size = min(BLOCK // job.dtype.itemsize, job.z.size)
    room = [aligned(size, job.dtype) for _ in range(plan.buffers + (count if staged else 0))]
    given = (*plan.given(job.dtype), *job.parameters)
    cast = job.y.dtype != job.dtype or job.z.dtype != job.dtype
    for piece in blocks:
        y, z = job.y[piece], job.z[piece]
        if cast:
            y, z = y.astype(job.dtype), z.astype(job.dtype)
        work = room if z.size == size else [buffer[: z.size] for buffer in room]
        arrays = work if staged else [out[piece] for out in job.out] + work
        plan.run(y, z, arrays, given)
        if job.weight is not None:
            weigh(arrays[:count], job.weight[piece])
        if staged:
            with np.errstate(over="ignore"):  # a float16 ends at 65504, a float32 at 3e38
                for result, part in zip(job.out, arrays, strict=False):
                    result[piece] = part


def weigh(out: Sequence[Array], weight: Array) -> None:
    """Multiply each output by the weights; weight 0 gives 0, also where the loss is infinite."""
    with np.errstate(all="ignore"):
        for result in out:
            np.multiply(result, weight, out=result, casting="same_kind")
            result[weight == 0] = 0


def summed(losses: Array, sample_weight: ArrayLike | None, reduction: Reduction) -> Array:
    """Return the sum of losses that are weighted already, or that sum divided by the sum of the weights."""
    whole = np.add.reduce(losses, dtype=np.promote_types(losses.dtype, np.float64))
    count = len(losses) if sample_weight is None else np.add.reduce(weights(sample_weight, losses.shape))
    with np.errstate(all="ignore"):
        return np.asarray(whole / np.float64(count) if reduction == "mean" else whole).astype(losses.dtype)


def reducible(reduction: str, out: Array | None) -> None:
    """Raise ValueError for what is no reduction, or goes with no `out`."""
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f'reduction is one of "none", "mean", "sum"; not {reduction!r}')
    if reduction != "none" and out is not None:
        raise ValueError('out= goes with reduction="none": the other reductions return a number')


# --- what is built on the functions of a module ------------------------------------


def times(factor: ArrayLike, term: ArrayLike) -> Array:
    """Return factor*term, 0 where one of them is 0, also if the other is infinite: the limit at +-inf."""
    product: Array = np.asarray(np.multiply(factor, term))
    nothing = np.equal(factor, 0) | (np.equal(term, 0) & np.isinf(factor))
    product[np.broadcast_to(nothing, product.shape)] = 0
    return product


def over(top: ArrayLike, bottom: ArrayLike) -> Array:
    """Return top/bottom, 0 where the top is 0, whatever stands below."""
    quotient: Array = np.asarray(np.divide(top, bottom))
    quotient[np.broadcast_to(np.equal(top, 0), quotient.shape)] = 0
    return quotient


@dataclass(frozen=True, eq=False, repr=False)
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


def one_of(what: str, word: str, words: Collection[str]) -> str:
    """Return `word` if it is one of `words`; raise ValueError if not."""
    if word not in words:
        raise ValueError(f"{what} is one of {', '.join(map(repr, words))}; not {word!r}")
    return word


def pick(kind: str, plans: dict[str, Plan]) -> Plan:
    """Return the plan for this kind of Hessian."""
    return plans[one_of("kind", kind, plans)]


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
    with np.errstate(all="ignore"):  # what overflows here is infinite, as a raw value may be
        raw = (inputs @ factors if inputs.ndim == 2 else inputs * factors) + b
        residual = gradient(y_true, raw, **parameters)
        return times(residual[:, None] if inputs.ndim == 2 else residual, inputs), residual
