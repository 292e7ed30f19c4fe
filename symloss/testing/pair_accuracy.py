"""How many units in the last place a generated module of two raw values is off, against ball arithmetic."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symloss.code.pair_forms import pair_forms
from symloss.derive.derivation import Formulas, SecondRaw
from symloss.term import nodes as n
from symloss.testing.accuracy import FUNCTIONS
from symloss.testing.oracle import truth, ulps

Array = NDArray[Any]
# what is computed: which function it belongs to, and its formula
PARTS: dict[str, tuple[str, Callable[[Formulas, SecondRaw], n.Term]]] = {
    "value": ("value", lambda f, second: f.value),
    "first": ("gradient", lambda f, second: f.gradient),
    "second": ("gradient", lambda f, second: second.gradient),
    "exact_first_first": ("hessian", lambda f, second: f.hessian),
    "exact_first_second": ("hessian", lambda f, second: second.mixed),
    "exact_second_second": ("hessian", lambda f, second: second.hessian),
}


def samples(dtype: str, seed: int) -> tuple[Array, Array]:
    """Return labels and rows (m, s): usual ones, labels close to m, huge and tiny errors, scales beyond every float."""
    random, info = np.random.default_rng(seed), np.finfo(dtype)
    decades, longest = np.log10(float(info.max)), np.log(float(info.max))
    sizes = 10 ** random.uniform(-decades / 2, decades / 2, 60)
    y = np.concatenate([random.normal(0, 1, 60), random.normal(0, 1, 60) * sizes, random.normal(0, 1, 60), np.ones(8)])
    m = np.concatenate([random.normal(0, 1, 120), y[120:180] * (1 + 1e-5 * random.normal(0, 1, 60)), np.zeros(8)])
    ends = [0, 1, longest, -longest, longest / 2, -longest / 2, 1e30, -1e30]
    wide = random.uniform(-1.2 * longest, 1.2 * longest, 120)
    s = np.concatenate([random.normal(0, 2, 60), wide, ends])
    return y.astype(dtype), np.stack([m, s], axis=1).astype(dtype)


def entries(module: ModuleType, y: Array, raw: Array) -> dict[str, Array]:
    """Return everything that a module computes for some rows, by the names of `PARTS`."""
    slopes, full = module.gradient(y, raw), module.hessian(y, raw, layout="full")
    return {
        "value": module.value(y, raw),
        "first": slopes[:, 0],
        "second": slopes[:, 1],
        "exact_first_first": full[:, 0, 0],
        "exact_first_second": full[:, 0, 1],
        "exact_second_second": full[:, 1, 1],
    }


def worst(module: ModuleType, formulas: Formulas, dtype: str, seed: int = 7) -> list[float]:
    """Return for value, gradient and Hessian the largest error, in ulp of the largest of the terms that are added up.

    Rows are computed together, by the formulas that are right everywhere (a scale is far out), and one by one.
    """
    second = formulas.second
    assert second is not None, "a loss of two raw values"
    forms = pair_forms(formulas).forms
    y, raw = samples(dtype, seed)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        together = entries(module, y, raw)
        alone = [entries(module, y[i : i + 1], raw[i : i + 1]) for i in range(len(y))]
    rows = zip(y, raw, strict=True)
    points = [{formulas.y: float(a), formulas.raw: float(b), second.raw: float(c)} for a, (b, c) in rows]
    found = dict.fromkeys(FUNCTIONS, 0.0)
    for part, (function, term) in PARTS.items():
        true = [truth(term(formulas, second), point) for point in points]
        largest = [truth(forms[part].safe.written_out, point, largest=True) for point in points]
        scale = [max(abs(t), b, key=lambda ball: float(ball.upper())) for t, b in zip(true, largest, strict=True)]
        for got in (together[part], np.concatenate([one[part] for one in alone])):
            assert got.dtype == np.dtype(dtype), (part, got.dtype)
            found[function] = max(found[function], float(np.nanmax(ulps(got, true, scale))))
    return list(found.values())
