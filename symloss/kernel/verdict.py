"""Verdicts: what the kernel answers. Not knowing is one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from symloss.term.tree import Term

Word = Literal["proved", "conditional", "refuted", "undecided", "unread"]
WORDS: tuple[Word, ...] = ("proved", "conditional", "refuted", "undecided", "unread")


@dataclass(frozen=True)
class Condition:
    """A condition a verdict rests on, in plain notation, and where it comes from.

    `origin`: "stated, line N", "declared", "natural domain" or "found". `truth`: what the text says, if it is the
    kernel that words it; "for every k" is of the text only.
    """

    text: str
    origin: str
    truth: Term | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Witness:
    """A point inside the domain, in exact numbers, with both sides' values there.

    `at` maps names (also `s_1`, `K`) to exact numbers written in plain notation;
    `left` and `right` are exact where they can be, else certified decimal balls,
    or "undefined".
    """

    at: tuple[tuple[str, str], ...]
    left: str
    right: str

    def __str__(self) -> str:
        """Return `z = 0: left 1/2, right 3/2`."""
        point = ", ".join(f"{name} = {value}" for name, value in self.at) or "always"
        return f"{point}: left {self.left}, right {self.right}"


@dataclass(frozen=True)
class Verdict:
    """One of the five words, with what it must carry (DESIGN: verdicts).

    proved: `method` and the `conditions` used. conditional: `conditions` (origin
    "found" for those the checker found) and the `witness` without them. refuted:
    `witness`. undecided: `message` says why and what to try. unread: `message`.
    """

    word: Word
    method: str = ""
    conditions: tuple[Condition, ...] = ()
    witness: Witness | None = None
    message: str = ""
    certificate: object | None = None

    @property
    def proved(self) -> bool:
        """Whether the claim was proved."""
        return self.word == "proved"

    @property
    def refuted(self) -> bool:
        """Whether the claim was refuted."""
        return self.word == "refuted"

    @property
    def fails(self) -> bool:
        """Whether a point was found where the claim is false as it was asked, be it what was meant or not."""
        return self.refuted or (self.word == "undecided" and self.witness is not None)

    def __bool__(self) -> bool:
        """Refuse: five verdicts are not two."""
        raise TypeError("a verdict is one of five words, not true or false: use .proved, .refuted or .word")

    def __str__(self) -> str:
        """Return the word and what it carries, on one line."""
        parts = {
            "proved": self.method,
            "refuted": str(self.witness) if self.witness else self.message,
            "conditional": self._condition_text(),
        }
        rest = parts.get(self.word, self.message)
        return f"{self.word}: {rest}" if rest else self.word

    def _condition_text(self) -> str:
        found = ", ".join(c.text for c in self.conditions if c.origin == "found") or ", ".join(
            c.text for c in self.conditions
        )
        without = f"; without it: {self.witness}" if self.witness else ""
        return f"true if {found}{without}"
