"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from symloss.errors import SymlossError


def write_atomic(path: Path, content: str | bytes) -> None:
    """Write to `path`, text in UTF-8 with Unix line ends: first beside it, then renamed into place.

    Raises:
        SymlossError: the file cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        beside = _written_beside(path, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise SymlossError(f"{path}: cannot be written: {error.strerror or error}") from error
    try:
        beside.chmod(mode)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SymlossError(f"{path}: cannot be written: {error.strerror or error}") from error


def _written_beside(path: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
