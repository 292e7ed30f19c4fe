"""Where a generated module errs most: found among many arguments in a wider floating type, judged by ball arithmetic.

A few hundred arguments, which is what ball arithmetic has time for, miss the worst error by a third. So a module is
asked twice for a hundred times as many, once in the dtype that is measured and once in a wider one, and only where the
two answers are furthest apart the true value is computed. What is wrong in both is not found so: this comes beside
the arguments that are measured anyway. Where no wider type is known to NumPy, nothing is found and nothing is lost.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symloss.code.scalar_forms import ScalarForms
from symloss.derive.derivation import Formulas
from symloss.testing.accuracy import FUNCTIONS, Draw, Question, question
from symloss.testing.samples import any_labels, labels, raw_points

Array = NDArray[Any]
WIDER = {"float64": np.longdouble, "float32": np.float64}
FAST = {"float64": 170.0, "float32": 20.0}  # up to here no exponential overflows: there the fast forms are asked too
NUDGE = 2.0**-20  # a label given to so many digits only
SENSITIVE = 8  # times the relative change of a label; more changes a result only where terms cancel
PIECES = 40


def hunted(
    module: ModuleType,
    formulas: Formulas,
    forms: ScalarForms,
    draw: Draw,
    functions: Collection[str] = FUNCTIONS,
    pieces: int = PIECES,
) -> list[Question]:
    """Return, for each kind of label and function, the arguments where a module errs most among `draw.count`.

    pieces: of the raw values in their order; the worst of each is taken, in the fast and in the safe form.
    """
    raw = raw_points(module.raw_domain, draw.dtype, draw.count, draw.seed)
    known = getattr(module, "y_true_values", ())
    kinds = labels(module.y_true_domain, known, draw.dtype, raw, draw.seed)
    kinds |= {} if known else {"y any": any_labels(module.y_true_domain, draw.dtype, raw, draw.seed)}
    found = []
    for kind, y in kinds.items():
        for function in functions:
            chosen = np.unique(np.fromiter(_worst(module, function, y, raw, draw, pieces), np.intp))
            if chosen.size:
                at = y[chosen], raw[chosen]
                found.append(question(function, kind, at, formulas, forms, draw.parameters))
    return found


def _worst(module: ModuleType, function: str, y: Array, raw: Array, draw: Draw, pieces: int) -> Iterator[int]:
    """Yield the numbers of the arguments with the largest errors, from everywhere."""
    for part in (np.arange(raw.size), np.flatnonzero(np.abs(raw) < FAST[draw.dtype])):
        error = np.full(raw.size, -1.0)
        error[part] = _errors(module, function, y[part], raw[part], draw)
        for piece in np.array_split(np.argsort(raw), pieces):
            worst = piece[np.argmax(error[piece])] if piece.size else 0
            if error[worst] > 0:
                yield int(worst)


def _errors(module: ModuleType, function: str, y: Array, raw: Array, draw: Draw) -> Array:
    """Return |answer - wider answer| in units of its last place; 0 where terms cancel, and of the smallest results."""
    asked, wider, info = getattr(module, function), WIDER[draw.dtype], np.finfo(draw.dtype)
    lower, upper = module.y_true_domain

    def wide(label: Array) -> Array:
        answer: Array = asked(label, raw.astype(wider), **draw.parameters)
        return answer

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        got, exact, label = asked(y, raw, **draw.parameters).astype(wider), wide(y.astype(wider)), y.astype(wider)
        nudged = [] if getattr(module, "y_true_values", ()) else [np.minimum(label * (1 + NUDGE), upper)]
        if np.isfinite([lower, upper]).all() and nudged:
            nudged.append(np.maximum(upper - (upper - label) * (1 + NUDGE), lower))
        size = np.abs(exact)
        usual = (size > info.tiny / info.eps) & (size < info.max / 2)
        for other in nudged:
            usual &= np.abs(wide(other) - exact) <= SENSITIVE * NUDGE * size
        unit = np.spacing(np.where(usual, size, 1).astype(draw.dtype))
        error: Array = np.nan_to_num(np.where(usual, np.abs(got - exact) / unit, 0).astype(float))
        return error
