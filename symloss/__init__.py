"""symloss: say what gradient you want; get the loss, the proof and the code.

The ten public names are fetched when they are first used, so that `import symloss`
is quick and SymPy is loaded only where something is derived.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

__version__ = "0.1.0"
__all__ = ["Activation", "Loss", "Requirement", "audit", "derive", "generate", "judge", "plot", "report", "verify"]

_DECLARATIONS = ("Activation", "Loss", "Requirement")
_MODULES = ("derive", "generate")  # verbs that are also the names of modules


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module `symloss` has no attribute `{name}`")
    if name in _MODULES:
        return importlib.import_module(f"symloss.{name}")
    home = "symloss.derive.declaration" if name in _DECLARATIONS else "symloss.api"
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Verb(ModuleType):
    """A module that is a verb too: `symloss.derive` is the package, `symloss.derive("sigmoid")` derives."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        verb = getattr(importlib.import_module("symloss.api"), self.__name__.rpartition(".")[2])
        return verb(*arguments, **options)


class _Package(ModuleType):
    """This package: whichever way `derive` and `generate` are imported, they can be called."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _MODULES and isinstance(value, ModuleType):
            value.__class__ = _Verb
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
