"""A document cut into regions, each with its place in the file that a person edits."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from symloss.errors import SymlossError

Kind = Literal["display", "inline", "prose", "heading", "directive", "code", "broken"]


class Unreadable(SymlossError):
    """A file that is no document: binary, too large, gone, or of an unknown format."""


@dataclass(frozen=True)
class Region:
    """A stretch of a document.

    start and end are offsets in `Document.body`; of mathematics, those of its inside.
    `text` is what stands there with everything that is not meant (quote marks,
    comments) blanked, so that an offset in it plus `start` is an offset in the body.
    level: of a heading, and of the mathematics inside one. message: of a broken
    region, what is wrong with it.
    """

    kind: Kind
    start: int
    end: int
    text: str
    level: int = 0
    message: str = ""

    @property
    def is_math(self) -> bool:
        """Whether this region is mathematics."""
        return self.kind in ("display", "inline")


@dataclass(frozen=True)
class Document:
    """The text of a file and its regions in order.

    body is the text that people read; `origin` maps an offset of it to one of
    `source`, the file (None: they are the same text). macro_texts: texts outside of
    the mathematics that may define macros.
    """

    source: str
    body: str
    regions: tuple[Region, ...]
    origin: Sequence[int] | None = None
    macro_texts: tuple[str, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.source) if c == "\n")]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column (from 1) in the file of an offset of the body."""
        at = self._in_source(offset)
        line = bisect_right(self._line_starts, at)
        return line, at - self._line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Return the text of a line of the file, without its end."""
        starts = self._line_starts
        end = starts[line] - 1 if line < len(starts) else len(self.source)
        return self.source[starts[line - 1] : end].rstrip("\r")

    def _in_source(self, offset: int) -> int:
        if self.origin is None:
            return min(offset, len(self.source))
        if not self.origin:
            return 0
        return self.origin[offset] if offset < len(self.origin) else self.origin[-1]


@dataclass
class Cutter:
    """Collects regions while a scanner goes through a text; what it skips is prose."""

    text: str
    offset: int = 0  # of `text` in the body
    regions: list[Region] = field(default_factory=list)
    done: int = 0
    level: int = 0  # of the heading we are in

    def claim(
        self, kind: Kind, start: int, end: int, *, inside: tuple[int, int] | None = None, message: str = ""
    ) -> None:
        """Make text[start:end] a region; what lies between it and the last one is prose."""
        self.flush(start)
        first, last = inside or (start, end)
        self.regions.append(
            Region(kind, first + self.offset, last + self.offset, self.text[first:last], self.level, message)
        )
        self.done = end

    def flush(self, upto: int) -> None:
        """Make what was not claimed up to here prose."""
        if upto > self.done and self.text[self.done : upto].strip():
            prose = self.text[self.done : upto]
            kind: Kind = "heading" if self.level else "prose"
            self.regions.append(Region(kind, self.done + self.offset, upto + self.offset, prose, self.level))
        self.done = max(self.done, upto)


def blank(text: str, spans: Iterator[tuple[int, int]] | Sequence[tuple[int, int]]) -> str:
    """Return `text` with the spans replaced by spaces; line ends stay."""
    characters = list(text)
    for start, end in spans:
        for i in range(start, min(end, len(characters))):
            if characters[i] not in "\r\n":
                characters[i] = " "
    return "".join(characters)


def offsets(values: Sequence[int]) -> Sequence[int]:
    """Return a compact sequence of offsets."""
    return array("l", values)
