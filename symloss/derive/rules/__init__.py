"""The rules that carry a search on, one file each, found by being there.

A rule is a module with a function `apply(search) -> Search | None`: the search with
its step, or None where it does not apply. What a rule needs and what it establishes
are named in `search.numbers`, so at most one of them applies and their order does not
matter. A rule never asks the kernel; the engine does.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module

from symloss.derive.search import Search

Rule = Callable[[Search], Search | None]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of this folder, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").apply for name in names)
