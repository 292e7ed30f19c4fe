"""Documents cut into regions: mathematics, prose, headings, directives, code.

One file for each format, found by being there: a module with `SUFFIXES` and
`scan(source) -> Document`. Scanners own the positions and understand no mathematics.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from symloss.proofs.documents.in_words import completed
from symloss.proofs.documents.region import Document, Region, Unreadable

__all__ = ["Document", "Region", "Unreadable", "open_document", "scan", "suffixes"]

LARGEST = 8_000_000  # bytes; a book of 3,000 pages


@cache
def _formats() -> dict[str, ModuleType]:
    found: dict[str, ModuleType] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for suffix in getattr(module, "SUFFIXES", ()):
            found[suffix] = module
    return found


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the documents that can be read: .ipynb, .md, ..."""
    return tuple(sorted(_formats()))


def scan(source: str, suffix: str) -> Document:
    """Cut the text of a file with this suffix into regions."""
    if suffix not in _formats():
        known = ", ".join(suffixes())
        raise Unreadable(f"a {suffix or 'file without a suffix'} is not a document I can read; known: {known}")
    document = _formats()[suffix].scan(source)
    assert isinstance(document, Document)
    return completed(document)


def open_document(path: Path) -> Document:
    """Read and cut a file; raise Unreadable for what is no text, too large, or not there."""
    try:
        if path.is_fifo() or path.is_socket() or path.is_char_device():
            raise Unreadable("no regular file: it might never end")
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"larger than {LARGEST // 1_000_000} MB: split it, or verify the chapters one by one")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be opened") from error
    if b"\0" in data:
        raise Unreadable("not a text file: it contains a NUL byte")
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    return scan(source, path.suffix.lower())
