"""Python laid out as formatters do it, so that generated files need no formatter: one line, or one item a line."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 120


def bracketed(head: str, items: Sequence[str], tail: str, indent: int = 0) -> str:
    """Return `head(items)tail` on one line, on three, or with one item a line, whichever fits first."""
    margin = " " * indent
    line = f"{head}({', '.join(items)}){tail}"
    if indent + len(line) <= WIDTH:
        return line
    inner = f"{margin}    {', '.join(items)}"
    if len(inner) <= WIDTH:
        return f"{head}(\n{inner}\n{margin}){tail}"
    rows = "".join(f"{margin}    {item},\n" for item in items)
    return f"{head}(\n{rows}{margin}){tail}"
