"""The pieces that MathML is put together from."""

from __future__ import annotations

from collections.abc import Iterable

TIMES = "<mo>&#x2062;</mo>"  # invisible
APPLY = "<mo>&#x2061;</mo>"
MINUS = "&#x2212;"
THIN = '<mspace width="0.17em"/>'
_TALL = ("<mfrac", "<munder", "<mtable", "<msubsup")


def operator(text: str, extra: str = "") -> str:
    """Return an operator."""
    return f"<mo{extra}>{text}</mo>"


def row(*parts: str) -> str:
    """Return parts side by side as one."""
    return f"<mrow>{''.join(parts)}</mrow>"


def fenced(text: str, left: str = "(", right: str = ")") -> str:
    """Return `text` in brackets, which grow with what is taller than a line."""
    extra = ' fence="true"' if any(tag in text for tag in _TALL) else ' fence="true" stretchy="false"'
    return row(operator(left, extra), text, operator(right, extra))


def commas(parts: Iterable[str]) -> str:
    """Return parts with commas between them."""
    return operator(",", ' separator="true"').join(parts)


def table(rows: Iterable[Iterable[str]], align: str = "center") -> str:
    """Return cells in rows and columns."""
    lines = ("".join(f"<mtd>{cell}</mtd>" for cell in cells) for cells in rows)
    return f'<mtable columnalign="{align}">{"".join(f"<mtr>{line}</mtr>" for line in lines)}</mtable>'
