"""The errors a user can cause, each with what to do about it. Exit status 2 at the command line."""

from __future__ import annotations

from dataclasses import dataclass


class SymlossError(Exception):
    """Wrong use or bad input; the message says what and how to go on."""


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
