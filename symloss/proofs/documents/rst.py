"""reStructuredText: `.. math::` blocks, `:math:` roles, sections; code and literal blocks are left out."""

from __future__ import annotations

import itertools
import re

from symloss.proofs.documents.region import Cutter, Document

SUFFIXES = (".rst",)

_ROLE = re.compile(r"``(?:[^`]|`(?!`))+``|:math:`([^`]+)`", re.S)
_RULE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}\s*\Z")
_DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*)\.\.[ \t]+(?:(?P<name>[A-Za-z][\w:-]*)::|(?P<said>symloss:))(?P<rest>.*)", re.S
)
_OPTION = re.compile(r"[ \t]*:[\w-]+:")
_CODE = frozenset(
    [
        "code",
        "code-block",
        "sourcecode",
        "literalinclude",
        "image",
        "figure",
        "raw",
        "parsed-literal",
        "doctest",
        "bibliography",
    ]
)


def scan(source: str) -> Document:
    """Cut reStructuredText into regions."""
    cutter = _Rst(source)
    cutter.read()
    return Document(source, source, tuple(cutter.regions))


class _Rst(Cutter):
    """Goes from line to line; a directive takes the indented block below it."""

    def read(self) -> None:
        self.lines = self.text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.marks: list[str] = []  # the order in which underlines appear gives the levels
        at = 0
        while at < len(self.lines):
            at = self._line(at)
        self.flush(len(self.text))

    def _line(self, at: int) -> int:
        line = self.lines[at]
        directive = _DIRECTIVE.match(line)
        if directive and directive["said"]:
            start = self.starts[at] + directive.start("rest")
            self.claim("directive", self.starts[at], self.starts[at + 1], inside=(start, self.starts[at + 1]))
            return at + 1
        if directive and directive["name"] == "math":
            return self._math(at, directive)
        if directive and directive["name"] in _CODE:
            return self._code(at, len(directive["indent"]))
        if self._is_title(at):
            return self._title(at)
        self._roles(self.starts[at], at)
        if line.rstrip().endswith("::"):
            return self._code(at, len(line) - len(line.lstrip()))
        return at + 1

    def _block_end(self, at: int, indent: int) -> int:
        """Return the first line after `at` that is not blank and not indented deeper."""
        end = at + 1
        for i in range(at + 1, len(self.lines)):
            line = self.lines[i]
            if line.strip():
                if len(line) - len(line.lstrip()) <= indent:
                    break
                end = i + 1
        return end

    def _code(self, at: int, indent: int) -> int:
        end = self._block_end(at, indent)
        self.claim(
            "code", self.starts[at + 1] if self.lines[at].rstrip().endswith("::") else self.starts[at], self.starts[end]
        )
        return end

    def _math(self, at: int, directive: re.Match[str]) -> int:
        end = self._block_end(at, len(directive["indent"]))
        first = at + 1
        while first < end and _OPTION.match(self.lines[first]):
            first += 1
        start = self.starts[at] + directive.start("rest") if directive["rest"].strip() else self.starts[first]
        if start >= self.starts[end]:
            self.claim("broken", self.starts[at], self.starts[end], message="an empty `.. math::` block")
            return end
        self.flush(self.starts[at])
        self.done = start
        block = self.text[start : self.starts[end]]
        cuts = [0, *(m.end() for m in re.finditer(r"\n[ \t]*\r?\n", block)), len(block)]
        if "\\begin" in block:
            cuts = [0, len(block)]
        for left, right in itertools.pairwise(cuts):
            if block[left:right].strip():
                self.claim("display", start + left, start + right)
        return end

    def _is_title(self, at: int) -> bool:
        following = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        title = self.lines[at].rstrip()
        return bool(
            title
            and not title[0].isspace()
            and _RULE.match(following)
            and not _RULE.match(self.lines[at])
            and len(following.strip()) >= min(len(title), 4)
        )

    def _title(self, at: int) -> int:
        mark = self.lines[at + 1][0]
        if at and _RULE.match(self.lines[at - 1]):
            mark *= 2  # an overline makes it another kind
        if mark not in self.marks:
            self.marks.append(mark)
        self.flush(self.starts[at])
        self.level = self.marks.index(mark) + 1
        self._roles(self.starts[at], at)
        self.flush(self.starts[at + 1])
        self.level = 0
        self.done = self.starts[at + 2]
        return at + 2

    def _roles(self, start: int, at: int) -> None:
        for role in _ROLE.finditer(self.text, max(start, self.done)):
            if role.start() >= self.starts[at + 1]:
                break
            if role[1] is not None:
                self.claim("inline", role.start(), role.end(), inside=role.span(1))
            else:
                self.claim("code", role.start(), role.end())
