"""How many units in the last place a generated module of K classes is off, against ball arithmetic.

The formula is that of the derivation, evaluated by the kernel's evaluator at the exact
values of the floats; no generated code takes part in it.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from fractions import Fraction
from types import ModuleType
from typing import Any

import numpy as np
from flint import arb, ctx
from numpy.typing import NDArray

from symloss.derive.derivation import Formulas
from symloss.kernel.limits import LIMITS
from symloss.kernel.values.environment import environment
from symloss.kernel.values.point import Entries, Point
from symloss.kernel.values.worth import worth
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.walk import substitute
from symloss.testing.accuracy import FUNCTIONS
from symloss.testing.hunting import WIDER

Array = NDArray[Any]
PARAMETERS = {"label_smoothing": 0.0, "base": 2.0}  # values at which losses with parameters are measured
CLASSES, ROWS = 4, 24
SIZES = (2, 3, 7, 10, 15, 31, 58, 100, 1000)  # numbers of classes among whose rows the worst are looked for
SUMMED = 64  # classes over which the evaluator sums
BITS = 1500  # a loss of e^-200 is what is left of terms of order 1
_I, _J, _SIZE = (n.Symbol(name, INDEX) for name in ("i", "j", "K"))


def samples(
    module: ModuleType, dtype: str, soft: bool, seed: int = 11, rows: int = ROWS, classes: int = CLASSES
) -> tuple[Array, Array]:
    """Rows of labels and raw values of every spread, the rows one-hot unless `soft`; the last rows are far out."""
    random = np.random.default_rng(seed)
    spread = np.repeat([0.1, 1.0, 10.0, 40.0], -(-rows // 4))[:rows, None]
    raw = np.clip(random.normal(size=(rows, classes)) * spread, -80, 80)
    if module.raw_domain[0] == 0:
        raw = random.uniform(0.001, 0.999, (rows, classes))
    y = np.eye(classes)[random.integers(0, classes, rows)]
    if soft:
        y = random.integers(1, 2**10, (rows, classes)) / 2 ** (10 + (classes - 1).bit_length())
        y[:, 0] = 1 - y[:, 1:].sum(axis=1)  # sums to 1 exactly
    if not module.LABELS.sum_to_one and soft:
        y = random.normal(size=(rows, classes)) * 3
    return y.astype(dtype), raw.astype(dtype)


def worst(module: ModuleType, formulas: Formulas, row: str, seed: int = 11) -> list[float]:
    """Return for value, gradient and Hessian the largest error in units of the last place, as a row of bounds says.

    row: "float32, soft y, of p". Of the result; or of y or p where the result is the difference
    of larger numbers: what those lose by being nearly equal is measured against them.
    """
    y, raw = samples(module, row.split(",")[0], "soft" in row, seed)
    given = {p.name: PARAMETERS[p.name] for p in formulas.parameters}
    errors = []
    for function in FUNCTIONS:
        got = getattr(module, function)(y, raw, **given)
        errors.append(max(_error(formulas, function, row, y, raw, at, got[at], given) for at in np.ndindex(got.shape)))
    return errors


def hunted(module: ModuleType, formulas: Formulas, row: str, entries: int, seed: int = 11) -> list[float]:
    """Return the same of the worst rows among many: for each number of classes among so many entries.

    They are found as in `hunting`, by what a wider floating type answers, and measured as all others are; of rows too
    long for ball arithmetic the wider type's answer is the measure.
    """
    dtype, found = row.split(",")[0], [0.0] * len(FUNCTIONS)
    given = {p.name: PARAMETERS[p.name] for p in formulas.parameters}
    for size in SIZES:
        y, raw = samples(module, dtype, "soft" in row, seed, entries // size, size)
        for i, function in enumerate(FUNCTIONS):
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                got = getattr(module, function)(y, raw, **given)
                wide = getattr(module, function)(y.astype(WIDER[dtype]), raw.astype(WIDER[dtype]), **given)
                off = np.nan_to_num(np.abs(got - wide) / _units(wide, function, row, y, raw), posinf=0)
            at = tuple(int(k) for k in np.unravel_index(int(np.argmax(off)), got.shape))
            error = _error(formulas, function, row, y, raw, at, got[at], given) if size <= SUMMED else float(off[at])
            found[i] = max(found[i], error)
    return found


def _units(results: Array, function: str, row: str, y: Array, raw: Array) -> Array:
    """Return the unit for each result, as a row of bounds says; infinite next to the smallest float, and beyond all."""
    info, sizes = np.finfo(y.dtype), np.abs(results)
    if "of y" in row:
        sizes = np.maximum(sizes, np.abs(y).max(axis=1) if function == "value" else np.abs(y))
    if "of p" in row:
        e = np.exp(raw.astype("f8") - raw.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        sizes = np.maximum(sizes, p[:, 0] if function == "value" else p)
    usual = (sizes > info.tiny / info.eps) & (sizes < info.max / 2)
    units: Array = np.where(usual, np.spacing(np.where(usual, sizes, 1).astype(y.dtype)), np.inf)
    return units


def _error(
    formulas: Formulas,
    function: str,
    row: str,
    y: Array,
    raw: Array,
    at: tuple[int, ...],
    got: float,
    given: Mapping[str, float],
) -> float:
    """Return how far one result is off; 0 where it is subnormal, or infinite as it has to be."""
    i, j, info = at[0], at[-1] if len(at) > 1 else 0, np.finfo(y.dtype)
    there = truth(formulas, function, y[i], raw[i], j, given)
    size = abs(float(there.mid()))
    if "of y" in row:
        size = max(size, float(np.abs(y[i]).max() if function == "value" else abs(y[i, j])))
    if "of p" in row:
        size = max(size, _probability(raw[i], j))
    if not float(info.tiny) <= size <= float(info.max):
        return 0.0
    with ctx.workprec(BITS):
        error = abs(arb(float(got)) - there)
    return float(error.upper()) / float(np.spacing(np.asarray(size, y.dtype)))


def truth(formulas: Formulas, function: str, y: Array, raw: Array, j: int, given: Mapping[str, float]) -> arb:
    """Return what a formula is worth for one row and class."""
    terms = {"value": formulas.value, "gradient": formulas.gradient, "hessian": substitute(formulas.hessian, {_I: _J})}
    values: list[tuple[n.Symbol, Any]] = [
        (_SIZE, Fraction(len(y))),
        (formulas.y, _exact(y)),
        (formulas.raw, _exact(raw)),
    ]
    values += [(_J, Fraction(j + 1)), *((n.Symbol(name), Fraction(value)) for name, value in given.items())]
    with ctx.workprec(BITS):
        return arb(worth(terms[function], environment(formulas.scope, Point(tuple(values)), None, LIMITS)))


def _exact(values: Array) -> Entries:
    return Entries(values.shape, tuple(Fraction(float(v)) for v in values))


def _probability(raw: Array, j: int) -> float:
    return float(1 / np.exp(np.clip(raw.astype("f8") - float(raw[j]), -700, 700)).sum())
