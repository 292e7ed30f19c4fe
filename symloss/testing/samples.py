"""Arguments to measure at: the whole range of a float, dense where losses are hard, the extremes always there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# where an exponential, its square, its cube, or 1 + it meets an end of the dtype
_EDGES = {
    "float64": (16.6, 36.7, 177.4, 236.6, 354.9, 372.6, 709.78, 745.1),
    "float32": (8.3, 16.6, 22.2, 29.6, 44.4, 51.9, 88.7, 103.97),
}


def raw_points(domain: tuple[float, float], dtype: str, count: int, seed: int) -> Array:
    """Return about `count` raw values within `domain`, extremes included, as a random sample of this seed."""
    random = np.random.default_rng(seed)
    lower, upper = domain
    if np.isfinite(lower) and np.isfinite(upper):
        points = _interval_points(lower, upper, dtype, count, random)
    else:
        points = _real_points(dtype, count, random)
    points = points.astype(dtype)
    return points[(points > lower) & (points < upper) & np.isfinite(points)]


def _real_points(dtype: str, count: int, random: np.random.Generator) -> Array:
    info = np.finfo(dtype)
    decades = np.log10(float(info.max))
    part = max(count // 8, 4)
    pieces: list[Iterable[float]] = [
        np.linspace(-5, 5, 2 * part),
        random.normal(0, 10, part),
        10 ** random.uniform(-decades, decades, part),
        -(10 ** random.uniform(-decades, decades, part)),
        random.uniform(-_EDGES[dtype][-2], _EDGES[dtype][-2], part),
        _extremes(dtype),
    ]
    for edge in _EDGES[dtype]:
        pieces += [sign * edge + random.uniform(-0.8, 0.8, part // 8 + 1) for sign in (1, -1)]
    return np.concatenate([np.asarray(piece, float) for piece in pieces])


def _extremes(dtype: str) -> list[float]:
    info = np.finfo(dtype)
    sizes = [0.0, float(info.smallest_subnormal), float(info.tiny), float(info.eps), float(info.max) / 4]
    return [sign * size for size in sizes for sign in (1, -1)]


def _interval_points(lower: float, upper: float, dtype: str, count: int, random: np.random.Generator) -> Array:
    decades = np.log10(float(np.finfo(dtype).tiny))
    near = (upper - lower) * 10 ** random.uniform(decades / 3, 0, count // 3)
    return np.concatenate([random.uniform(lower, upper, count // 3), lower + near, upper - near])


def labels(
    domain: tuple[float, float], values: tuple[float, ...], dtype: str, raw: Array, seed: int
) -> dict[str, Array]:
    """Return, by kind, a label for each raw value: the hard ones, soft ones, and those next to what is predicted."""
    random = np.random.default_rng(seed)
    one = np.ones_like(raw)
    if values:
        return {f"y = {value:g}": (one * value).astype(dtype) for value in values}
    if domain == (0.0, 1.0):
        with np.errstate(all="ignore"):
            predicted = 1 / (1 + np.exp(-raw.astype(float)))
        near = (predicted * (1 + random.normal(0, 1e-6, raw.size))).clip(0, 1)
        soft = {"y = 0.3": 0.3 * one, "y = 1e-10": 1e-10 * one, "y = 1 - eps": one - np.finfo(dtype).epsneg}
        kinds = {"y = 0": 0 * one, "y = 1": one, **soft, "y ~ a": near}
    elif domain[0] == 0:
        kinds = {"y = 0": 0 * one, "y = 1": one, "y ~ counts": random.poisson(3, raw.size) * one}
        kinds |= {"y = 1e6": 1e6 * one, "y = 1e-10": 1e-10 * one}
    else:
        kinds = {"y = 0": 0 * one, "y normal": random.normal(0, 1, raw.size), "y = 1e6": 1e6 * one}
    return {kind: np.abs(y).astype(dtype) if domain[0] >= 0 else y.astype(dtype) for kind, y in kinds.items()}


def any_labels(domain: tuple[float, float], dtype: str, raw: Array, seed: int) -> Array:
    """Return a label for each raw value, from all of its domain, close to 0 and to its ends too."""
    random, (lower, upper) = np.random.default_rng(seed), domain
    far = 10 ** random.uniform(-12, 0, raw.size)
    if np.isfinite([lower, upper]).all():
        found = random.uniform(lower, upper, raw.size)
        near = np.where(random.random(raw.size) < 0.5, lower + (upper - lower) * far, upper - (upper - lower) * far)
        found = np.where(random.random(raw.size) < 0.5, found, near)
    else:
        found = random.normal(0, 1, raw.size) * np.where(random.random(raw.size) < 0.5, 1, 1e6 * far)
        found = np.abs(found) + max(lower, 0.0) if np.isfinite(lower) else found
    given: Array = np.clip(found.astype(dtype), lower, upper)
    return given
