"""What the figures share about one sigmoid neuron and the generated losses."""

from __future__ import annotations

import importlib
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from symloss.errors import SymlossError

Floats = NDArray[np.float64]
BOTH = ("squared_error", "cross_entropy")
SPOKEN = {"sigmoid_squared_error": "squared error", "binary_cross_entropy": "cross-entropy"}


def sigma(z: Floats) -> Floats:
    """Return 1/(1 + exp(-z))."""
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -700, 700))))


def module_of(name: str) -> ModuleType:
    """Return the generated module of a loss on the pre-activation of a sigmoid."""
    for full in (f"sigmoid_{name}", f"binary_{name}", name):
        try:
            module = importlib.import_module(f"symloss_gradients.{full}")
        except ModuleNotFoundError:
            continue
        if module.shape == "scalar" and module.y_true_domain == (0.0, 1.0) and module.raw_domain == (-np.inf, np.inf):
            return module
    raise SymlossError(f"`{name}` is not a loss of one sigmoid neuron with labels 0..1; see: symloss list")


def short_name(module: ModuleType) -> str:
    """Return the name of a generated module without its package."""
    return module.__name__.rpartition(".")[2]


def spoken(module: ModuleType) -> str:
    """Return what a loss is called in a picture."""
    name = short_name(module)
    return SPOKEN.get(name, name.replace("_", " "))


def label(y: float) -> float:
    """Return a label that a neuron can learn for certain, or raise."""
    if y not in (0.0, 1.0):
        raise SymlossError("the desired output is y = 0 or y = 1")
    return float(y)
