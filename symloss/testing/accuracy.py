"""How many units in the last place a generated module is off, against ball arithmetic."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from flint import arb
from numpy.typing import NDArray

from symloss.code.scalar_forms import ScalarForms
from symloss.code.stable import in_raw
from symloss.derive.derivation import Formulas
from symloss.term.nodes import Symbol
from symloss.testing.oracle import truth, ulps
from symloss.testing.samples import labels, raw_points

FUNCTIONS = ("value", "gradient", "hessian")
HARD = ("y = 0", "y = 1", "y = -1")
# values at which losses with parameters are measured
PARAMETERS = {
    "gamma": 2.0,
    "gamma_pos": 1.0,
    "gamma_neg": 4.0,
    "delta": 1.0,
    "tau": 0.9,
    "beta": 1.0,
    "power": 1.5,
    "c": 1.0,
}


@dataclass(frozen=True)
class Finding:
    """The largest error of one function for one kind of label, and where."""

    function: str
    kind: str
    relative: float  # in ulp of the true value
    scaled: float  # in ulp of the largest of the terms that cancel, where y is given in so many digits only
    normal: float  # the same, of results above tiny/eps: below, an exponential may have few digits left
    at: float  # the raw value of the larger `scaled`
    broken: int  # nan or inf where the truth is finite


def measure(
    module: ModuleType,
    formulas: Formulas,
    forms: ScalarForms,
    dtype: str,
    *,
    count: int = 600,
    seed: int = 1,
    parameters: Mapping[str, float] | None = None,
) -> list[Finding]:
    """Return the findings for each function and kind of label; a warning is an error."""
    given = dict(parameters or {})
    raw = raw_points(module.raw_domain, dtype, count, seed)
    constants: dict[Symbol, float] = {p: given[p.name] for p in formulas.parameters}
    found = []
    for kind, y in labels(module.y_true_domain, getattr(module, "y_true_values", ()), dtype, raw, seed).items():
        for function in FUNCTIONS:
            term = in_raw(formulas, getattr(formulas, function))
            safe = getattr(forms, function).safe.written_out
            points = [{formulas.raw: float(z), formulas.y: float(t), **constants} for z, t in zip(raw, y, strict=True)]
            true = [truth(term, point) for point in points]
            scale = [max(abs(t), truth(safe, p, largest=True), key=_upper) for t, p in zip(true, points, strict=True)]
            relative, scaled = np.zeros(raw.size), np.zeros(raw.size)
            for part in _parts(raw, dtype):
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    got = getattr(module, function)(y[part], raw[part], **given)
                assert got.dtype == np.dtype(dtype), (module.__name__, function, got.dtype)
                exact, unit = [true[i] for i in part], [scale[i] for i in part]
                relative[part] = np.maximum(relative[part], ulps(got, exact))
                scaled[part] = np.maximum(scaled[part], ulps(got, exact, unit))
            worst = int(np.nanargmax(np.where(np.isinf(scaled), -1, scaled)))
            broken = int(np.isinf(relative).sum())
            finite = np.where(np.isinf(relative), np.nan, relative)
            info = np.finfo(dtype)
            large = np.array([_upper(abs(t)) >= float(info.tiny) / float(info.eps) for t in true])
            normal = float(np.nanmax(np.where(large & np.isfinite(scaled), scaled, 0)))
            worst_relative, worst_scaled, at = float(np.nanmax(finite)), float(scaled[worst]), float(raw[worst])
            found.append(Finding(function, kind, worst_relative, worst_scaled, normal, at, broken))
    return found


def _parts(raw: NDArray[np.floating], dtype: str) -> list[NDArray[np.intp]]:
    """Return everything, which is computed in the form that never overflows, and what the fast form does."""
    limit = 170 if dtype == "float64" else 20
    return [np.arange(raw.size), np.flatnonzero(np.abs(raw) < limit)]


def _upper(ball: arb) -> float:
    return float(ball.upper())
