"""What `[tool.symloss]` of the nearest pyproject.toml says, with the defaults of INTERFACE where it says nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from symloss.errors import SymlossError, did_you_mean


@dataclass(frozen=True)
class Project:
    """A repository that uses symloss: where things are, and what holds for all its documents.

    All paths are absolute or relative to where the command runs; `include` and
    `macros` are resolved against the folder of pyproject.toml.
    """

    root: Path
    derivations: Path
    generated: Path
    package: str = "symloss_gradients"
    include: tuple[Path, ...] = ()
    macros: tuple[Path, ...] = ()
    assume: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of declarations that go before the built-in ones."""
        return (self.derivations,) if self.derivations.is_dir() else ()


def find_project(start: Path | None = None) -> Project:
    """Return the project of the nearest pyproject.toml at or above `start`, else one of defaults there.

    Raises:
        SymlossError: the file is not TOML, or says something that is not understood.
    """
    here = start or Path.cwd()
    for folder in (here, *here.resolve().parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            return _project(folder, file)
    return _from_tables(here, "pyproject.toml", {}, {})


def _project(folder: Path, file: Path) -> Project:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SymlossError(f"{file}: {error}") from error
    table = _table(content.get("tool", {}), "symloss", str(file))
    return _from_tables(folder, str(file), table, _table(table, "verify", str(file)))


def _from_tables(root: Path, name: str, table: Mapping[str, object], verify: Mapping[str, object]) -> Project:
    _refuse_unknown(table, ("derivations", "generated", "package", "verify"), f"{name}: [tool.symloss]")
    _refuse_unknown(verify, ("include", "macros", "assume"), f"{name}: [tool.symloss.verify]")
    return Project(
        root,
        root / _text(table, "derivations", "derivations", name),
        root / _text(table, "generated", "generated", name),
        _text(table, "package", "symloss_gradients", name),
        tuple(root / entry for entry in _texts(verify, "include", ("notes",), name)),
        tuple(root / entry for entry in _texts(verify, "macros", (), name)),
        _texts(verify, "assume", (), name),
    )


def _table(content: object, key: str, name: str) -> Mapping[str, object]:
    table = content.get(key, {}) if isinstance(content, dict) else None
    if not isinstance(table, dict):
        raise SymlossError(f"{name}: `{key}` has to be a table")
    return table


def _refuse_unknown(table: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise SymlossError(f"{where}: unknown key `{key}`{did_you_mean(key, known)}")


def _text(table: Mapping[str, object], key: str, default: str, name: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise SymlossError(f"{name}: `{key}` has to be a string")
    return value


def _texts(table: Mapping[str, object], key: str, default: tuple[str, ...], name: str) -> tuple[str, ...]:
    value = table.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise SymlossError(f"{name}: `{key}` has to be a list of strings")
    return tuple(value)
