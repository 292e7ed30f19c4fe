"""Losses of K classes keep their declared bounds: every result against its formula in ball arithmetic."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from symloss_gradients import softmax_cross_entropy as softmax

from symloss.derive.derivation import Formulas
from symloss.derive.overview import formulas_of, load
from symloss.testing.class_accuracy import hunted, worst

ENTRIES = 20_000  # of each number of classes, among which the worst are looked for
ROOT = Path(__file__).parent.parent
BOUNDS = tomllib.loads((ROOT / "derivations" / "bounds.toml").read_text())
NAMES = [
    path.stem
    for path in sorted((ROOT / "generated" / "symloss_gradients").glob("[a-z]*.py"))
    if import_module(f"symloss_gradients.{path.stem}").shape == "classes"
]


@cache
def formulas(name: str) -> Formulas:
    return formulas_of(load(name))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", NAMES)
def test_errors_stay_within_the_declared_bounds(name: str, dtype: str) -> None:
    module, checked = import_module(f"symloss_gradients.{name}"), 0
    for row, bounds in BOUNDS[name].items():
        if row.startswith(dtype):
            for errors in (worst(module, formulas(name), row), hunted(module, formulas(name), row, ENTRIES)):
                assert all(error <= bound for error, bound in zip(errors, bounds, strict=True)), (row, errors)
            checked += 1
    assert checked


@pytest.mark.skipif(np.finfo(np.longdouble).nmant < 63, reason="there is no wider type to measure with")
@pytest.mark.parametrize("size", [10, 47, 200, 300, 1023])
def test_one_large_score_among_many_costs_no_digits(size: int) -> None:
    """What is added to a large sum rounds it again and again: parts are added first, and then in a wider type."""
    random, bound = np.random.default_rng(size), BOUNDS["softmax_cross_entropy"]["float64, one-hot y"][1]
    for spread in (0.05, 1.0):
        raw = random.normal(0, spread, (60_000 // size, size))
        rows, top, true = np.arange(len(raw)), *random.integers(0, size, (2, len(raw)))
        raw[rows, top] += np.log(size) * random.uniform(0, 2, len(raw))
        e = np.exp(raw.astype("g"))
        expected = e / e.sum(axis=1, keepdims=True)
        e[rows, true] = 0
        expected[rows, true] = -e.sum(axis=1) / (e.sum(axis=1) + np.exp(raw[rows, true].astype("g")))
        errors = np.abs(softmax.gradient(true, raw) - expected) / np.spacing(np.abs(expected).astype("d"))
        assert errors.max() <= bound
