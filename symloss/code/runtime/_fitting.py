"""The constant that fits best: where a model starts. What the generated functions `optimal_constant` share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from ._arguments import Array, Labels, weights


def weighted_mean(labels: Labels, y_true: ArrayLike, sample_weight: ArrayLike | None) -> np.float64:
    """Return the weighted mean of the labels."""
    y = np.asarray(y_true, dtype=np.float64).reshape(-1)
    if not y.size:
        raise ValueError("y_true is empty: nothing to fit a constant to")
    labels.check(y)
    weight = None if sample_weight is None else weights(sample_weight, y.shape)
    if weight is not None and not weight.any():
        raise ValueError("all weights are 0: nothing to fit a constant to")
    return np.float64(np.average(y, weights=weight))


def best_constant(
    gradient: Callable[..., Array],
    y_true: ArrayLike,
    sample_weight: ArrayLike | None,
    parameters: Mapping[str, float] = MappingProxyType({}),
) -> float:
    """Return where the summed gradient of a convex loss changes its sign; of an interval, the middle."""
    y = np.asarray(y_true, dtype=np.float64).reshape(-1)
    if not y.size:
        raise ValueError("y_true is empty: nothing to fit a constant to")
    weight = None if sample_weight is None else weights(sample_weight, y.shape)
    if weight is not None and not weight.any():
        raise ValueError("all weights are 0: nothing to fit a constant to")

    def slope(z: float) -> float:
        return float(np.add.reduce(gradient(y, np.full(y.shape, z), sample_weight=weight, **parameters)))

    lower, upper = _first(lambda z: slope(z) >= 0), _first(lambda z: slope(z) > 0)
    return lower if upper <= np.nextafter(lower, np.inf) else lower / 2 + upper / 2


def _first(holds: Callable[[float], bool]) -> float:
    """Return the smallest float for which something holds that stays true; -inf or inf if always or never."""
    low, high = -1.0, 1.0
    while holds(low):
        low *= 2
        if low < -1e300:
            return -np.inf
    while not holds(high):
        high *= 2
        if high > 1e300:
            return np.inf
    while True:
        middle = low / 2 + high / 2
        if not low < middle < high:
            return high
        low, high = (low, middle) if holds(middle) else (middle, high)
