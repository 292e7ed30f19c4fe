"""Figures: numbers made by the generated code, and their drawing. One module for each kind, found by being there."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any

from symloss.errors import SymlossError, did_you_mean

_PARTS = ("chart", "neuron", "picture")  # what the kinds share


def kinds() -> tuple[str, ...]:
    """Return the names of the kinds of figure."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _PARTS))


def draw(kind: str, **options: Any) -> Any:
    """Return a figure: it has `text`, `csv`, `svg`, `png` and `html`."""
    if kind not in kinds():
        known = ", ".join(kinds())
        raise SymlossError(f"no figure is called `{kind}`{did_you_mean(kind, kinds()) or f'; there are: {known}'}")
    make = importlib.import_module(f"{__name__}.{kind}").draw
    known_options = inspect.signature(make).parameters
    for option in options:
        if option not in known_options:
            takes = ", ".join(f"--{name}" for name in known_options) or "no options"
            raise SymlossError(f"`{kind}` has no --{option}; it takes {takes}")
    return make(**options)
