"""What is asked of the kernel about a claim: nothing twice, and nothing whose answer would not count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symloss.kernel.verdict import Verdict
from symloss.proofs.judging import asking, inquiry
from symloss.term.statement import Statement
from tests.claims import claim, scope
from tests.notes import claims


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return what the kernel is asked from now on: the step, and what is wanted."""
    questions: list[tuple[str, str]] = []
    kernel: Callable[..., Verdict] = asking.judge

    def judge(statement: Statement, *, wanted: str) -> Verdict:
        questions.append((str(statement.step), wanted))
        return kernel(statement, wanted=wanted)

    monkeypatch.setattr(asking, "judge", judge)
    return questions


def test_what_fails_plainly_under_one_meaning_alone_is_asked_no_further(asked: list[tuple[str, str]]) -> None:
    """What would make it true is of no use to know: two meanings that disagree settle nothing."""
    found = claims(
        "Let $s = 2x + 1$ be the score and $Q = s^2$ its square.\n\n$$s = 3x$$\n\nso that\n\n$$Q = 9x^2 .$$\n"
    )
    assert found[-1].verdict == "undecided"
    assert "two meanings" in found[-1].judgement.message
    assert not [step for step, _ in asked if "Q = 9*x^2" in step]


def test_a_proof_answers_whatever_is_wanted(asked: list[tuple[str, str]]) -> None:
    ask, true, false = asking.Asker(), claim("x*(x + 1) = x^2 + x", scope("x")), claim("x*(x + 1) = x^2", scope("x"))
    assert ask.shown(true).proved
    assert ask(true).proved
    assert [wanted for _, wanted in asked] == ["proof"]
    assert ask.shown(false).refuted
    assert ask(false).refuted
    assert [wanted for _, wanted in asked] == ["proof", "proof", "condition"]


def test_a_slip_is_sought_in_what_is_written_not_in_what_custom_may_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the logarithm to another base it only counts whether the claim is true of it."""
    sought: list[str] = []
    kernel = inquiry.grounded

    def grounded(verdict: Verdict, statement: Statement, *rest: object) -> tuple[Verdict, str]:
        sought.append(str(statement.step))
        return kernel(verdict, statement, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(inquiry, "grounded", grounded)
    assert claims("For $x > 0$:\n\n$$\\log(x^2) = 3 \\log x .$$\n")[-1].verdict == "refuted"
    assert len(sought) == 1
    assert "log_base" not in sought[0]
