"""Figures: numbers made by the generated code, and their drawing. One module for each kind, found by being there."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from symloss.errors import SymlossError, did_you_mean

_PARTS = ("chart",)  # what the kinds share


def kinds() -> tuple[str, ...]:
    """Return the names of the kinds of figure."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _PARTS))


def draw(kind: str, **options: Any) -> Any:
    """Return a figure: it has `text`, `svg`, `html` and `csv`."""
    if kind not in kinds():
        known = ", ".join(kinds())
        raise SymlossError(f"no figure is called `{kind}`{did_you_mean(kind, kinds()) or f'; there are: {known}'}")
    return importlib.import_module(f"{__name__}.{kind}").draw(**options)
