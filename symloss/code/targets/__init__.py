"""The targets: one file each, found by being there. A target turns derivations into source files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from symloss.derive.derivation import Derivation

DEFAULT = "numpy"


@dataclass(frozen=True)
class Source:
    """The source of one loss's module, and which of its functions no rule found a form for."""

    text: str
    as_written: tuple[str, ...] = ()


def target(name: str = DEFAULT) -> ModuleType:
    """Return the target of this name."""
    return import_module(f"{__name__}.{name}")


def module(derivation: Derivation, specification: str, package: str, bounds: Mapping[str, object]) -> Source | None:
    """Return the source of one loss's module, or None if the target has no code for its shape."""
    source: Source | None = target().module(derivation, specification, package, bounds)
    return source


def shared(names: Sequence[str], package: str) -> dict[str, str]:
    """Return the files that belong to no single loss, by path in the package."""
    files: dict[str, str] = target().shared(names, package)
    return files
