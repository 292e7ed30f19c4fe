"""A judged derivation as text, LaTeX, a page, Markdown or JSON.

One module for each format, found by its row in `FORMATS`; each has
`render(derivation, steps) -> str`. Templates lay out, printers print.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from symloss.errors import SymlossError

if TYPE_CHECKING:
    from symloss.derive.derivation import Derivation, DerivationStep, Report

FORMATS = {"text": "text", "latex": "tex", "html": "html", "md": "markdown", "json": "json"}

# What a reader who knows the way can do without: rewriting between two results.
_DETAILS = frozenset({"output form", "clear denominators", "instance", "integrate", "substitute", "k = j", "k != j"})


def render(derivation: Derivation, format: str = "text", *, steps: str = "full", sigma: str = "opaque") -> str:
    """Return the derivation in one of the formats.

    steps: "full", or "short" without the details. sigma: "opaque", or "expanded" with
    the formulas of activations in their place.
    """
    if format not in FORMATS:
        raise SymlossError(f"no format is called `{format}`; there are: {', '.join(FORMATS)}")
    module = importlib.import_module(f"{__name__}.{FORMATS[format]}")
    shown = derivation.steps if steps == "full" else tuple(s for s in derivation.steps if s.rule not in _DETAILS)
    if sigma == "expanded":
        from symloss.documents.expanding import expanded

        derivation, shown = expanded(derivation, shown)
    return str(module.render(derivation, shown))


def render_report(report: Report, format: str = "text") -> str:
    """Return what is known about the loss: one line for each fact, with its verdict."""
    from symloss.documents.report import RENDERERS

    if format not in RENDERERS:
        raise SymlossError(f"a report has no format `{format}`; there are: {', '.join(RENDERERS)}")
    return RENDERERS[format](report)


def unproved(steps: tuple[DerivationStep, ...]) -> list[DerivationStep]:
    """Return the steps that were not proved, which no document may hide."""
    return [step for step in steps if step.verdict.word != "proved"]
