"""Every proof that any test makes is done again by the replay and looked at by the second checker."""

from __future__ import annotations

import time
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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--patience", type=float, default=1.0, help="how much slower than usual this run may be")


def pytest_configure(config: pytest.Config) -> None:
    """Let the kernel's clock go slower in a run that is slower: its steps are what bounds a question."""
    patience = config.getoption("--patience")
    if patience != 1:
        effort.time = SimpleNamespace(process_time=lambda: time.process_time() / patience)  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def every_proof_is_done_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After each test, do the proofs again that the judge found in it; the judge itself asks the second checker."""
    found: list[tuple[Statement, Limits, dict[str, bool]]] = []

    def noted(statement: Statement, limits: Limits, **options: bool) -> Proof | Failure:
        answer = prove(statement, limits, **options)
        if isinstance(answer, Proof):
            found.append((statement, limits, options))
        return answer

    monkeypatch.setattr(judge, "prove", noted)
    yield
    for statement, limits, options in found:
        key = f"{statement.step} | {statement.facts} | {sorted(statement.scope.definitions.items())}"
        if key not in _DONE:
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
