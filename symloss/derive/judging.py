"""Proposals become steps: each is put to the kernel, and a false one stops the derivation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from symloss.derive.derivation import DerivationStep
from symloss.derive.search import Proposal
from symloss.errors import SymlossError
from symloss.kernel.judge import judge
from symloss.kernel.verdict import Verdict
from symloss.term.printer import plain


@dataclass
class StepRefused(SymlossError):
    """A proposed step is false: the derivation stops there."""

    number: int
    step: Proposal
    verdict: Verdict
    status: ClassVar[int] = 1

    def __str__(self) -> str:
        """Name the step, both sides and the witness."""
        return f"step {self.number} is refused: {plain(self.step.shown)}   ({self.step.reason})\n{self.verdict}"


class NoEnd(SymlossError):
    """No rule carried the derivation on: neither a loss nor a proof that there is none."""

    status: ClassVar[int] = 3


def judged(proposals: Iterable[Proposal]) -> tuple[DerivationStep, ...]:
    """Return the proposals as steps with their verdicts; raise StepRefused at the first false one."""
    steps = []
    for number, step in enumerate(proposals, start=1):
        verdict = judge(step.statement)
        if verdict.word == "refuted":
            raise StepRefused(number, step, verdict)
        steps.append(DerivationStep(number, step.shown, step.statement, step.rule, step.reason, verdict, step.uses))
    return tuple(steps)
