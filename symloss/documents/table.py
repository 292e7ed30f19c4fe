"""Tables for the terminal, for Markdown and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

Rows = Sequence[Sequence[str]]


def render_table(header: Sequence[str], rows: Rows, format: str = "text") -> str:
    """Return a table as "text", "md" or "json"."""
    return _RENDERERS[format](header, rows)


def _text(header: Sequence[str], rows: Rows) -> str:
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (header, *rows))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _markdown(header: Sequence[str], rows: Rows) -> str:
    lines = [header, ["---"] * len(header), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _json(header: Sequence[str], rows: Rows) -> str:
    keys = [title.lower().replace(" ", "_") for title in header]
    return json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=1) + "\n"


_RENDERERS: dict[str, Callable[[Sequence[str], Rows], str]] = {"text": _text, "md": _markdown, "json": _json}
