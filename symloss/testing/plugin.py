"""The pytest plugin: `pytest --symloss notes/` judges every claim of your notes, one item per claim.

pytest loads this module in every run where symloss is installed, so nothing
but pytest is imported until a document is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from symloss.proofs.record import Claim

_SUFFIXES = (".ipynb", ".md", ".rst", ".tex")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--symloss` and `--symloss-fail-on`."""
    group = parser.getgroup("symloss")
    group.addoption("--symloss", action="store_true", help="judge the mathematics in .md, .tex, .ipynb and .rst files")
    group.addoption(
        "--symloss-fail-on",
        default="refuted,conditional,undecided,unread",
        metavar="VERDICTS",
        help="the verdicts that fail a test (default: all but proved)",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect documents if asked to."""
    if parent.config.getoption("--symloss") and file_path.suffix in _SUFFIXES:
        return NotesFile.from_parent(parent, path=file_path)
    return None


class NotesFile(pytest.File):
    """A document; its items are its claims."""

    def collect(self) -> Iterator[pytest.Item]:
        """Judge the document and yield an item for each claim."""
        from symloss.proofs.verify import verify_file

        report = verify_file(self.path, shown=self.path.name)
        if report.error:
            raise self.CollectError(f"{self.path}: {report.error}")
        for claim in report.claims:
            item: ClaimItem = ClaimItem.from_parent(self, name=f"{claim.line}:{claim.column}")
            item.claim = claim
            yield item


class ClaimItem(pytest.Item):
    """One claim; it fails with what `symloss verify` prints."""

    claim: Claim

    def runtest(self) -> None:
        """Fail on the verdicts that were asked for; skip what is unsettled and allowed."""
        asked = str(self.config.getoption("--symloss-fail-on")).replace(",", " ").split()
        if self.claim.verdict in asked and not self.claim.waived:
            raise NotProved(self.claim)
        if self.claim.verdict != "proved":
            pytest.skip(self.claim.waived or str(self.claim.judgement))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Return the finding instead of a traceback."""
        if isinstance(excinfo.value, NotProved):
            return excinfo.value.finding()
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the claim stands."""
        return self.path, self.claim.line - 1, f"{self.path.name}:{self.claim.line}: {self.claim.right}"


class NotProved(Exception):
    """A claim with a verdict that fails the test."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim.verdict)
        self.claim = claim

    def finding(self) -> str:
        """Return the finding as `symloss verify` prints it."""
        from symloss.proofs.formats.text import finding

        return finding(self.claim)
