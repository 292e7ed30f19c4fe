"""Proofs that tests make are done again by the replay; the judge itself asks the second checker about each."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from symloss.kernel import judge
from symloss.kernel.limits import Limits
from symloss.kernel.proof import Failure, Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.replaying.replay import replay
from symloss.proofs.record import DocumentReport
from symloss.proofs.verify import verify_file
from symloss.term import effort
from symloss.term.statement import Statement

_DONE: set[str] = set()
_ONE_IN = 4  # proofs is done again; `--replay-all` does all of them


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--patience", type=float, default=1.0, help="how much slower than usual this run may be")
    parser.addoption("--replay-all", action="store_true", help="do every proof again")


def pytest_configure(config: pytest.Config) -> None:
    """Let the kernel's clock go slower in a run that is slower: its steps are what bounds a question."""
    patience = config.getoption("--patience")
    if patience != 1:
        effort.time = SimpleNamespace(process_time=lambda: time.process_time() / patience)  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def proofs_are_done_again(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test, do proofs again that the judge found in it: those whose text says so, or all of them."""
    found: list[tuple[Statement, Limits, dict[str, bool]]] = []

    def noted(statement: Statement, limits: Limits, **options: bool) -> Proof | Failure:
        answer = prove(statement, limits, **options)
        if isinstance(answer, Proof):
            found.append((statement, limits, options))
        return answer

    monkeypatch.setattr(judge, "prove", noted)
    yield
    one_in = 1 if request.config.getoption("--replay-all") else _ONE_IN
    for statement, limits, options in found:
        key = f"{statement.step} | {statement.facts} | {sorted(statement.scope.definitions.items())}"
        if key not in _DONE and zlib.crc32(key.encode()) % one_in == 0:
            _DONE.add(key)
            again = prove(statement, limits, record=True, **options)
            if isinstance(again, Proof):
                assert replay(again).wrong == (), statement.step


@pytest.fixture
def judged(tmp_path: Path) -> Callable[..., DocumentReport]:
    """Return what judges a note as a file of its own."""

    def run(text: str, suffix: str = ".md") -> DocumentReport:
        path = tmp_path / f"note{suffix}"
        path.write_text(text, encoding="utf-8")
        return verify_file(path)

    return run
