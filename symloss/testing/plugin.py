"""The pytest plugin: `pytest --symloss notes/` judges every claim of your notes, one item per claim.

pytest loads this module in every run where symloss is installed, so nothing
but pytest is imported until a document is collected.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--symloss`."""
    group = parser.getgroup("symloss")
    group.addoption("--symloss", action="store_true", help="judge the mathematics in .md, .tex, .ipynb and .rst files")
