"""How many units in the last place a generated module is off, against ball arithmetic."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
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
MANY = 1 << 12  # labels: enough for a module to look whether all are 0 or 1
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


@dataclass(frozen=True)
class Question:
    """What a function is asked for one kind of label, the true answers, and the unit of each error."""

    function: str
    kind: str
    y: NDArray[np.floating]
    raw: NDArray[np.floating]
    true: list[arb]
    scale: list[arb]
    parameters: Mapping[str, float]


@dataclass(frozen=True)
class Draw:
    """The arguments to measure at: so many raw values of a dtype, as the seed draws them, and values of parameters."""

    dtype: str
    count: int = 600
    seed: int = 1
    parameters: Mapping[str, float] = field(default_factory=dict)


def measure(module: ModuleType, formulas: Formulas, forms: ScalarForms, draw: Draw) -> list[Finding]:
    """Return the findings for each function and kind of label; a warning is an error."""
    return [answered(module, question) for question in questions(module, formulas, forms, draw)]


def questions(module: ModuleType, formulas: Formulas, forms: ScalarForms, draw: Draw) -> list[Question]:
    """Return what is asked for each kind of label and function. The unit is that of `forms`, whatever is measured."""
    raw = raw_points(module.raw_domain, draw.dtype, draw.count, draw.seed)
    kinds = labels(module.y_true_domain, getattr(module, "y_true_values", ()), draw.dtype, raw, draw.seed)
    return [
        question(function, kind, (y, raw), formulas, forms, draw.parameters)
        for kind, y in kinds.items()
        for function in FUNCTIONS
    ]


def question(
    function: str,
    kind: str,
    at: tuple[NDArray[np.floating], NDArray[np.floating]],
    formulas: Formulas,
    forms: ScalarForms,
    given: Mapping[str, float],
) -> Question:
    """Return what a function is asked for these labels and raw values."""
    y, raw = at
    constants: dict[Symbol, float] = {p: given[p.name] for p in formulas.parameters}
    term = in_raw(formulas, getattr(formulas, function))
    safe = getattr(forms, function).safe.written_out
    points = [{formulas.raw: float(z), formulas.y: float(t), **constants} for z, t in zip(raw, y, strict=True)]
    true = [truth(term, point) for point in points]
    scale = [max(abs(t), truth(safe, p, largest=True), key=_upper) for t, p in zip(true, points, strict=True)]
    return Question(function, kind, y, raw, true, scale, given)


def answered(module: ModuleType, question: Question) -> Finding:
    """Return how far a module's answers are from the true ones."""
    raw, dtype = question.raw, question.raw.dtype
    relative, scaled = np.zeros(raw.size), np.zeros(raw.size)
    for part in _parts(question):
        # where all of many labels are 0 or 1, a module may have a shorter schedule
        many = np.resize(part, max(part.size, MANY)) if question.kind in HARD else part
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            got = getattr(module, question.function)(question.y[many], raw[many], **question.parameters)[: part.size]
        assert got.dtype == dtype, (module.__name__, question.function, got.dtype)
        exact, unit = [question.true[i] for i in part], [question.scale[i] for i in part]
        relative[part] = np.maximum(relative[part], ulps(got, exact))
        scaled[part] = np.maximum(scaled[part], ulps(got, exact, unit))
    worst = int(np.nanargmax(np.where(np.isinf(scaled), -1, scaled)))
    finite = np.where(np.isinf(relative), np.nan, relative)
    info = np.finfo(dtype)
    large = np.array([_upper(abs(t)) >= float(info.tiny) / float(info.eps) for t in question.true])
    return Finding(
        question.function,
        question.kind,
        relative=float(np.nanmax(finite)) if np.isfinite(finite).any() else np.inf,
        scaled=float(scaled[worst]),
        normal=float(np.nanmax(np.where(large & np.isfinite(scaled), scaled, 0))),
        at=float(raw[worst]),
        broken=int(np.isinf(relative).sum()),
    )


def _parts(question: Question) -> list[NDArray[np.intp]]:
    """Return everything, which is computed in the form that never overflows, and what the fast form does."""
    limit = 170 if question.raw.dtype == np.float64 else 20
    return [np.arange(question.raw.size), np.flatnonzero(np.abs(question.raw) < limit)]


def _upper(ball: arb) -> float:
    return float(ball.upper())
