"""What verifying gives: claims with their verdicts, definitions, assumptions, waivers. Data and counts only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from symloss.kernel.verdict import WORDS, Verdict, Word
from symloss.term.statement import Statement


@dataclass(frozen=True)
class Claim:
    """One relation sign that claims something, and the verdict on it.

    line, column: of the first token of the right-hand side, from 1, in the file a
    person edits. left, right: the sides as written. frame: that line of the file;
    width: how many of its columns the right-hand side takes. near: what stands
    beside the caret. reading: the claim as it was understood, in plain notation.
    waived: the reason given in the document for letting it stand, or "". statement:
    what the kernel was asked.
    """

    path: str
    line: int
    column: int
    left: str
    relation: str
    right: str
    judgement: Verdict
    frame: str = ""
    width: int = 1
    near: str = ""
    help: str = ""
    reading: str = ""
    waived: str = ""
    statement: Statement | None = field(default=None, repr=False, compare=False)

    @property
    def verdict(self) -> Word:
        """The word of the verdict: proved, conditional, refuted, undecided or unread."""
        return self.judgement.word

    @property
    def identity(self) -> str:
        """What a baseline knows this claim by: its statement, not its line."""
        return " ".join(f"{self.left} {self.relation} {self.right}".split())


@dataclass(frozen=True)
class Note:
    """A definition, an assumption, or a place that was skipped on request."""

    line: int
    column: int
    text: str


@dataclass(frozen=True)
class DocumentReport:
    """What was found in one file; `error` is set if it could not be opened or read."""

    path: str
    claims: tuple[Claim, ...] = ()
    definitions: tuple[Note, ...] = ()
    assumptions: tuple[Note, ...] = ()
    skipped: tuple[Note, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Report:
    """The report on some documents.

    fail_on: the verdicts that make the exit status non-zero. focused: single lines were
    asked for, about which everything is shown.
    """

    documents: tuple[DocumentReport, ...]
    fail_on: frozenset[Word] = field(default=frozenset({"refuted"}))
    hidden: int = 0  # findings that a baseline knows
    focused: bool = False

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of all documents, in order."""
        return tuple(claim for document in self.documents for claim in document.claims)

    def count(self, words: Collection[Word]) -> int:
        """Return how many claims have one of these verdicts and are not waived."""
        return sum(claim.verdict in words and not claim.waived for claim in self.claims)

    @property
    def summary(self) -> dict[Word, int]:
        """How many claims there are of each verdict."""
        return {word: sum(claim.verdict == word for claim in self.claims) for word in WORDS}

    def _repr_markdown_(self) -> str:
        from symloss.proofs.formats import _notebook

        return _notebook.render(self)

    @property
    def exit_status(self) -> Literal[0, 1, 2, 3]:
        """0 fine; 1 refuted; 2 nothing to check, or a file cannot be opened; 3 not settled although asked for."""
        notes = any(d.claims or d.definitions or d.assumptions for d in self.documents)
        if any(document.error for document in self.documents) or not notes:
            return 2
        if "refuted" in self.fail_on and self.count({"refuted"}):
            return 1
        return 3 if self.count(self.fail_on) else 0
