"""How a report is printed. One module for each format, found by being there: `render(report, *, quiet, verbose)`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from symloss.errors import SymlossError
from symloss.proofs.record import Report


def names() -> tuple[str, ...]:
    """Return the names of the formats."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")))


def render(report: Report, format: str = "text", *, quiet: bool = False, verbose: bool = False) -> str:
    """Return the report as text in one of the formats."""
    format = {"md": "markdown"}.get(format, format)
    if format not in names():
        raise SymlossError(f"no format is called `{format}`; there are: {', '.join(names())}")
    module = importlib.import_module(f"{__name__}.{format}")
    printer: Callable[..., str] = module.render
    return printer(report, quiet=quiet, verbose=verbose)
