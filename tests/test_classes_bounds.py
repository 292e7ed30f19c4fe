"""Losses of K classes keep their declared bounds: every result against its formula in ball arithmetic.

The formula is that of the derivation, evaluated by the kernel's evaluator at the exact
values of the floats; no generated code takes part in it.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from flint import arb, ctx

from symloss.derive.derivation import Formulas
from symloss.derive.overview import formulas_of, load
from symloss.kernel.limits import LIMITS
from symloss.kernel.values.environment import environment
from symloss.kernel.values.point import Entries, Point
from symloss.kernel.values.worth import worth
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.walk import substitute

ROOT = Path(__file__).parent.parent
BOUNDS = tomllib.loads((ROOT / "derivations" / "bounds.toml").read_text())
NAMES = [
    path.stem
    for path in sorted((ROOT / "generated" / "symloss_gradients").glob("[a-z]*.py"))
    if import_module(f"symloss_gradients.{path.stem}").shape == "classes"
]
I, J, SIZE = (n.Symbol(name, INDEX) for name in ("i", "j", "K"))  # noqa: E741
FUNCTIONS = ("value", "gradient", "hessian")


@cache
def formulas(name: str) -> Formulas:
    return formulas_of(load(name))


def exact(values: np.ndarray) -> Entries:
    return Entries(values.shape, tuple(Fraction(float(v)) for v in values))


def truth(name: str, function: str, y: np.ndarray, raw: np.ndarray, j: int) -> arb:
    f = formulas(name)
    term = {"value": f.value, "gradient": f.gradient, "hessian": substitute(f.hessian, {I: J})}[function]
    values = [(SIZE, Fraction(len(y))), (f.y, exact(y)), (f.raw, exact(raw)), (J, Fraction(j + 1))]
    values += [(symbol, Fraction(default)) for symbol, default in DEFAULTS.items()]
    with ctx.workprec(1500):  # a loss of e^-200 is what is left of terms of order 1
        return arb(worth(term, environment(f.scope, Point(tuple(values)), None, LIMITS)))


DEFAULTS = {n.Symbol("label_smoothing"): 0, n.Symbol("base"): 2}


def samples(name: str, dtype: str, soft: bool) -> tuple[np.ndarray, np.ndarray]:
    """Rows of labels and raw values of every spread, the rows one-hot unless `soft`; the last rows are far out."""
    rng = np.random.default_rng(11)
    module = import_module(f"symloss_gradients.{name}")
    size = 4
    rows = 24
    spread = np.repeat([0.1, 1.0, 10.0, 40.0], rows // 4)[:, None]
    raw = rng.normal(size=(rows, size)) * spread
    if module.raw_domain[0] == 0:
        raw = rng.uniform(0.001, 0.999, (rows, size))
    raw = np.clip(raw, -80, 80)
    y = np.eye(size)[rng.integers(0, size, rows)]
    if soft:
        y = rng.integers(1, 2**10, (rows, size)) / 2**12
        y[:, 0] = 1 - y[:, 1:].sum(axis=1)  # sums to 1 exactly
    if not module.LABELS.sum_to_one and soft:
        y = rng.normal(size=(rows, size)) * 3
    return y.astype(dtype), raw.astype(dtype)


def probability(raw: np.ndarray, j: int) -> float:
    return float(1 / np.exp(np.clip(raw.astype("f8") - float(raw[j]), -700, 700)).sum())


def worst(name: str, dtype: str, row_name: str) -> list[float]:
    """Return for value, gradient and Hessian the largest error in units of the last place.

    Of the result; or, as the row says, of y or p where the result is the difference of
    larger numbers: what those lose by being nearly equal is measured against them.
    """
    soft, of_y, of_p = "soft" in row_name, "of y" in row_name, "of p" in row_name
    module = import_module(f"symloss_gradients.{name}")
    y, raw = samples(name, dtype, soft)
    given = {"base": 2.0} if name == "cross_entropy" else {}
    errors = []
    for function in FUNCTIONS:
        got = getattr(module, function)(y, raw, **given)
        found = 0.0
        for row in range(len(y)):
            for j in range(1 if function == "value" else y.shape[1]):
                result = float(got[row] if function == "value" else got[row, j])
                there = truth(name, function, y[row], raw[row], j)
                size = abs(float(there.mid()))
                if of_y:
                    size = max(size, float(np.abs(y[row]).max() if function == "value" else abs(y[row, j])))
                if of_p:
                    size = max(size, probability(raw[row], j))
                if not float(np.finfo(dtype).tiny) <= size <= float(np.finfo(dtype).max):
                    continue  # subnormal, or infinite as it has to be
                unit = float(np.spacing(np.asarray(size, dtype)))
                with ctx.workprec(1500):
                    found = max(found, float((abs(arb(result) - there)).upper()) / unit)
        errors.append(found)
    return errors


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", NAMES)
def test_errors_stay_within_the_declared_bounds(name: str, dtype: str) -> None:
    checked = 0
    for row, bounds in BOUNDS[name].items():
        if row.startswith(dtype):
            errors = worst(name, dtype, row)
            assert all(error <= bound for error, bound in zip(errors, bounds, strict=True)), (row, errors)
            checked += 1
    assert checked
