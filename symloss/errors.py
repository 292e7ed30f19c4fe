"""The errors a user can cause, each with what to do about it. Exit status 2 at the command line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


class SymlossError(Exception):
    """Wrong use or bad input; the message says what and how to go on.

    status: the exit status at the command line; an answer that is an error for the
    program but a result for the user ("no such loss exists", 1; "no end found", 3)
    says so.
    """

    status: ClassVar[int] = 2


@dataclass
class ReadError(SymlossError):
    """Mathematics that the strict readers did not understand.

    offset: 0-based position in the text that was read. token: what stands there.
    expected: what could have stood there.
    """

    message: str
    offset: int
    token: str = ""
    expected: str = ""
    length: int = 1

    def __str__(self) -> str:
        """Return the message and what was expected."""
        return f"{self.message}; expected {self.expected}" if self.expected else self.message


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean `x`?" if one of `known` is close to `word`, else nothing."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else ""
