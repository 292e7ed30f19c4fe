"""Losses of K classes keep their declared bounds: every result against its formula in ball arithmetic."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

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
