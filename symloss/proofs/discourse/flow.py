"""The flow of a document: sections, sentences, and the formulas in them, in order.

A display belongs to the sentence around it: "if i = j we get [display] where p is ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from symloss.proofs.documents.region import Document, Region
from symloss.proofs.words.postposed import with_words_before
from symloss.proofs.words.prose import MATH

_BLANK = re.compile(r"\n[ \t]*\r?\n")
_STOP = re.compile(
    r"""(?x)
      (?<![.\s])[.!?](?=[\s*_)"'\]]|$)(?!\s+[a-z])   # a full stop, but not "e.g. this"
    | [.!?][*_]+(?=\s)
    | [。！？；]
    | ;\s
    | \n[ \t]*\r?\n
    | (?:\n|(?<=\n))[ \t]*(?:[-*+]|\d+[.)])[ \t]
    | \\(?:item|bigbreak|smallbreak|medbreak|par|newpage|section|begin\{(?:itemize|enumerate|frame|block)\})\b
    | (?<!\\)\|
    | (?i:</?(?:p|div|li|ul|ol|h\d|table|tr|td)\b[^>]*>)
    """
)
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])[ \t]|\\item|(?i:<(?:li|tr)\b)")
_CELL = re.compile(r"\||(?i:</td\b)")
_GOES_ON = re.compile(r"\s*[,;:]?\s*(?:[a-z(=<>+\-]|其中|因此|所以|则)")


@dataclass
class Sentence:
    """Words and mathematics in order; `words` has MATH where `regions` stand."""

    words: str = ""
    regions: list[Region] = field(default_factory=list)
    level: int = 0  # of a heading, else 0
    directive: Region | None = None
    broken: Region | None = None
    paragraph: int = 0
    start: int = 0  # where its words begin
    opens: Literal["", "item", "cell"] = ""  # a list item or a row of a table; a cell behind a formula in its row
    asks: bool = False  # it ends in a question mark

    def begins_with(self, region: Region) -> bool:
        """Whether nothing stands before this formula."""
        return region is self.regions[0] and not re.search(r"\w", self.before(0))

    def before(self, number: int) -> str:
        """Return the words before formula `number`, earlier formulas included as MATH."""
        at = -1
        for _ in range(number + 1):
            at = self.words.find(MATH, at + 1)
        return self.words[:at] if at >= 0 else self.words

    def after(self, number: int) -> str:
        """Return the words after formula `number`."""
        return self.words[len(self.before(number)) + 1 :]


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document; headings, directives and broken regions are sentences of their own."""
    return _Flow(document.regions).run()


def display_above(document: Document, region: Region) -> Region | None:
    """Return the display directly above another one, with nothing between them."""
    before = document.regions[: document.regions.index(region)]
    last = next((r for r in reversed(before) if r.kind != "prose" or r.text.strip()), None)
    displays = region.kind == "display" and last is not None and last.kind == "display"
    return last if displays else None


def item_above(document: Document, sentence: Sentence, region: Region) -> Region | None:
    """Return the display that is the whole item before the item that is only this display."""
    before = document.regions[: document.regions.index(region)]
    mark, last = (before[-1], before[-2]) if len(before) > 1 else (None, None)
    alone = sentence.opens == "item" and not re.search(r"\w", sentence.words) and len(sentence.regions) == 1
    marked = mark is not None and mark.kind == "prose" and bool(_ITEM.fullmatch(mark.text.rstrip() + " "))
    shown = last is not None and last.kind == region.kind == "display"
    return last if alone and marked and shown else None


class _Flow:
    def __init__(self, regions: tuple[Region, ...]) -> None:
        self.regions = regions
        self.open = Sentence()
        self.paragraph = 0

    def run(self) -> Iterator[Sentence]:
        for number, region in enumerate(self.regions):
            following = self.regions[number + 1] if number + 1 < len(self.regions) else None
            if region.level != self.open.level:
                yield from self._close(region.level)
            if region.kind in ("directive", "broken"):
                yield from self._close()
                single = Sentence(paragraph=self.paragraph)
                setattr(single, region.kind, region)
                yield single
            elif region.is_math:
                self.open.words += MATH
                self.open.regions.append(region)
            elif region.kind == "heading":
                yield from self._heading(region)
            elif region.kind == "prose":
                yield from self._prose(region, following)
            else:
                yield from self._close()
        yield from self._close()

    def _close(self, level: int = 0, stop: str = "") -> Iterator[Sentence]:
        closed = self.open
        closed.words = with_words_before(closed.words)
        closed.asks = stop.startswith(("?", "？"))
        if closed.words.strip() or closed.regions:
            yield closed
        self.open = Sentence(level=level, paragraph=self.paragraph)
        if _CELL.match(stop):
            self.open.opens = "cell" if closed.words.rstrip(" \t").endswith(MATH) else "item"
        elif stop.lower().startswith("<td"):  # the cell before was closed
            self.open.opens = closed.opens
        elif _ITEM.match(stop):
            self.open.opens = "item"

    def _heading(self, region: Region) -> Iterator[Sentence]:
        self.open.words += region.text
        self.paragraph += 1
        return iter(())

    def _say(self, words: str, start: int) -> None:
        if not self.open.words.strip():
            self.open.start = start + len(words) - len(words.lstrip())
        self.open.words += words

    def _prose(self, region: Region, following: Region | None) -> Iterator[Sentence]:
        text = region.text
        display_follows = following is not None and following.kind == "display"
        after_display = bool(self.open.regions) and self.open.words.endswith(MATH) and self._last_is_display()
        if after_display and not _GOES_ON.match(text):
            yield from self._close()
        at = 0
        for stop in _STOP.finditer(text):
            rest = text[stop.end() :]
            blank = bool(_BLANK.fullmatch(stop.group()))
            if blank and not rest.strip() and display_follows:
                break  # "... we get", a blank line, the display
            if blank and after_display and not text[: stop.start()].strip() and _GOES_ON.match(rest):
                continue  # the display, a blank line, "where ..."
            self._say(text[at : stop.start()], region.start + at)
            at = stop.end()
            if blank:
                self.paragraph += 1
            yield from self._close(stop=stop.group())
        self._say(text[at:], region.start + at)
        self.open.paragraph = self.paragraph

    def _last_is_display(self) -> bool:
        return self.open.regions[-1].kind == "display"
