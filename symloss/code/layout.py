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
    rows = "".join(f"{margin}    {_nested(item, indent + 4)},\n" for item in items)
    return f"{head}(\n{rows}{margin}){tail}"


def _nested(item: str, indent: int) -> str:
    """Return an item, in brackets of its own if it is a call that is too long for a line."""
    name, opened, rest = item.partition("(")
    if indent + len(item) + 1 <= WIDTH or not (opened and name.isidentifier() and rest.endswith(")")):
        return item
    return bracketed(name, arguments(rest[:-1]), "", indent)


def arguments(text: str) -> list[str]:
    """Return what stands between the commas of a call that are in no parentheses."""
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and letter == ",":
            parts.append(text[start:i].strip())
            start = i + 1
    return [*parts, text[start:].strip()]
