"""How many units in the last place a generated module of K classes is off, against ball arithmetic.

The formula is that of the derivation, evaluated by the kernel's evaluator at the exact
values of the floats; no generated code takes part in it.
"""

from __future__ import annotations

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

Array = NDArray[Any]
PARAMETERS = {"label_smoothing": 0.0, "base": 2.0}  # values at which losses with parameters are measured
CLASSES, ROWS = 4, 24
BITS = 1500  # a loss of e^-200 is what is left of terms of order 1
_I, _J, _SIZE = (n.Symbol(name, INDEX) for name in ("i", "j", "K"))


def samples(module: ModuleType, dtype: str, soft: bool, seed: int = 11) -> tuple[Array, Array]:
    """Rows of labels and raw values of every spread, the rows one-hot unless `soft`; the last rows are far out."""
    random = np.random.default_rng(seed)
    spread = np.repeat([0.1, 1.0, 10.0, 40.0], ROWS // 4)[:, None]
    raw = np.clip(random.normal(size=(ROWS, CLASSES)) * spread, -80, 80)
    if module.raw_domain[0] == 0:
        raw = random.uniform(0.001, 0.999, (ROWS, CLASSES))
    y = np.eye(CLASSES)[random.integers(0, CLASSES, ROWS)]
    if soft:
        y = random.integers(1, 2**10, (ROWS, CLASSES)) / 2**12
        y[:, 0] = 1 - y[:, 1:].sum(axis=1)  # sums to 1 exactly
    if not module.LABELS.sum_to_one and soft:
        y = random.normal(size=(ROWS, CLASSES)) * 3
    return y.astype(dtype), raw.astype(dtype)


def worst(module: ModuleType, formulas: Formulas, row: str, seed: int = 11) -> list[float]:
    """Return for value, gradient and Hessian the largest error in units of the last place, as a row of bounds says.

    row: "float32, soft y, of p". Of the result; or of y or p where the result is the difference
    of larger numbers: what those lose by being nearly equal is measured against them.
    """
    dtype = row.split(",")[0]
    y, raw = samples(module, dtype, "soft" in row, seed)
    given = {p.name: PARAMETERS[p.name] for p in formulas.parameters}
    return [_worst(module, formulas, function, row, y, raw, given) for function in FUNCTIONS]


def _worst(
    module: ModuleType, formulas: Formulas, function: str, row: str, y: Array, raw: Array, given: Mapping[str, float]
) -> float:
    got, info, found = getattr(module, function)(y, raw, **given), np.finfo(y.dtype), 0.0
    for i in range(len(y)):
        for j in range(1 if function == "value" else y.shape[1]):
            there = truth(formulas, function, y[i], raw[i], j, given)
            size = abs(float(there.mid()))
            if "of y" in row:
                size = max(size, float(np.abs(y[i]).max() if function == "value" else abs(y[i, j])))
            if "of p" in row:
                size = max(size, _probability(raw[i], j))
            if float(info.tiny) <= size <= float(info.max):  # else subnormal, or infinite as it has to be
                unit = float(np.spacing(np.asarray(size, y.dtype)))
                with ctx.workprec(BITS):
                    error = abs(arb(float(got[i] if function == "value" else got[i, j])) - there)
                found = max(found, float(error.upper()) / unit)
    return found


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
