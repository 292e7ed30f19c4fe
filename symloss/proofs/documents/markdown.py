r"""Markdown: `$ $$ \( \[`, ```math fences, `$`..`$`, quotes, lists, tables, HTML between steps.

One pass from left to right on the text itself: parsers of Markdown lose columns and
take `_` and `\\` in a formula for markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from symloss.proofs.documents.region import Cutter, Document, Region, blank

SUFFIXES = (".md", ".markdown")

_OPENERS = re.compile(
    r"""(?mx)
      (?P<fence>^[ \t]*(?:`{3,}|~{3,})[^\n]*)
    | (?P<heading>^[ ]{0,3}\#{1,6}[ \t][^\n]*)
    | (?P<underlined>^[ ]{0,3}(?![-=\s])[^\n]+\n[ ]{0,3}(?:={3,}|-{3,})[ \t]*$)
    | (?P<indented>^(?:[ ]{4,}|\t)\S[^\n]*)
    | (?P<comment><!--)
    | (?P<script><script\s+type=["']?math/tex(?P<mode>;\s*mode=display)?[^>]*>)
    | (?P<silent><(?:script|style|pre)\b)
    | (?P<tag></?[A-Za-z][^<>$\n]*>)
    | (?P<link>\]\([^()\s$]*\))
    | (?P<paren>\\{1,2}\()
    | (?P<bracket>\\{1,2}\[)
    | (?P<environment>\\begin\{(?P<name>[A-Za-z]+\*?)\})
    | (?P<escape>\\.)
    | (?P<codemath>\$`)
    | (?P<code>`+)
    | (?P<double>\$\$)
    | (?P<dollar>\$)
    """
)
_DETAILS = ("name", "mode")  # of an opener
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_ESCAPED = re.compile(r"\\\\\((?:(?!\n[ \t]*\r?\n)[\s\S])*?\\\\\)")
_DIRECTIVE = re.compile(r"\s*symloss:(.*)\Z", re.S)
_WORDS = re.compile(r"(?<![\\{A-Za-z])[A-Za-z]{2,}(?:[ ,;]+[A-Za-z]{2,}){3,}")
_REMARK = re.compile(r"\\(?:text\w*|mbox|operatorname\*?)\s*\{[^{}]*\}")  # words that mathematics says itself
_PRICE = re.compile(r"\d[\d.,]*\s+(?!\\)[A-Za-z]{2,}|\d[\d.,]*\s*(?:and|or|to|-)\s*\Z")
_MATHEMATICAL = re.compile(r"[\\^_={}]")
_TOLD = re.compile(  # directives of Jupyter Book that hold text, and no code
    r"\{(?:prf:)?(?:admonition|note|tip|hint|important|seealso|warning|attention|caution|danger|dropdown|margin|sidebar"
    r"|topic|card|tab-item|theorem|lemma|corollary|proposition|definition|axiom|property|observation|remark|example"
    r"|proof|exercise(?:-start)?|solution(?:-start)?)\}",
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")


def scan(source: str) -> Document:
    """Cut Markdown into regions."""
    return Document(source, source, tuple(regions_of(source)))


def regions_of(source: str, offset: int = 0) -> list[Region]:
    """Return the regions of a piece of Markdown that stands at `offset` of a body."""
    cutter = _Markdown(_without_escapes(_without_quotes(source)), offset)
    front = _FRONT_MATTER.match(cutter.text)
    if front:
        cutter.claim("code", 0, front.end())
    cutter.run(cutter.done, len(cutter.text))
    return cutter.regions


class _Markdown(Cutter):
    """One method for each opener; each returns where to go on."""

    def run(self, at: int, end: int) -> None:
        while found := _OPENERS.search(self.text, at, end):
            kind = next(k for k, v in found.groupdict().items() if v is not None and k not in _DETAILS)
            method: Callable[[re.Match[str], int], int] = getattr(self, f"_{kind}")
            at = method(found, end)
        self.flush(end)

    def _fence(self, found: re.Match[str], end: int) -> int:
        line = found.group().strip()
        mark = line[: len(line) - len(line.lstrip(line[0]))]
        info = line[len(mark) :].strip()
        if mark[0] in info:
            return found.end()  # inline code that happens to begin a line
        close = re.compile(rf"(?m)^[ \t]*{mark[0]}{{{len(mark)},}}[ \t]*$").search(self.text, found.end(), end)
        last, after = (close.start(), close.end()) if close else (end, end)
        if info.strip("{}").split(" ")[0].lower() == "math":
            self.claim("display", found.start(), after, inside=(min(found.end() + 1, last), last))
        elif _TOLD.match(info):
            self.claim("code", found.start(), found.end())
            self.run(found.end(), last)
            self.claim("code", last, after)
        else:
            self.claim("code", found.start(), after)
        return after

    def _heading(self, found: re.Match[str], end: int) -> int:
        return self._titled(found.start(), found.end(), len(found.group().strip().split(" ")[0].split("\t")[0]))

    def _underlined(self, found: re.Match[str], end: int) -> int:
        first, rule = found.group().split("\n")[:2]
        if "|" in first or ("$" in first.replace("\\$", "") and first.count("$$") % 2):
            return found.start() + len(first)
        before = self.text[: found.start()].rstrip(" \t")
        if before.endswith("\n\n") or not before:
            return self._titled(found.start(), found.end(), 1 if "=" in rule else 2)
        self.run_line(found.start(), found.start() + len(first))
        return found.start() + len(first)

    def run_line(self, start: int, end: int) -> None:
        """Scan one line that turned out to be ordinary text, without making its tail a region."""
        at = start
        while found := _OPENERS.search(self.text, at, end):
            kind = next(k for k, v in found.groupdict().items() if v is not None and k not in _DETAILS)
            if kind in ("underlined", "heading"):
                return
            at = getattr(self, f"_{kind}")(found, len(self.text))

    def _titled(self, start: int, end: int, level: int) -> int:
        self.flush(start)
        self.level = level
        inner = start + 1
        while inner < end and self.text[inner] == "#":
            inner += 1
        self.run(inner, end)
        self.level = 0
        return end

    def _indented(self, found: re.Match[str], end: int) -> int:
        before = self.text[: found.start()]
        lines = [line for line in before.split("\n") if line.strip()]
        in_list = any(_LIST_ITEM.match(line) for line in lines[-12:]) or bool(lines and lines[-1][:1] in " \t")
        opens = before.rstrip(" \t").endswith("\n\n") or not lines
        starts = found.start() + len(found.group()) - len(found.group().lstrip())
        if in_list or not opens or "$$" in found.group() or "\\begin{" in found.group() or "\\[" in found.group():
            return starts
        self.claim("code", found.start(), found.end())
        return found.end()

    def _comment(self, found: re.Match[str], end: int) -> int:
        close = self.text.find("-->", found.end(), end)
        last, after = (close, close + 3) if close >= 0 else (end, end)
        directive = _DIRECTIVE.match(self.text, found.end(), last)
        if directive:
            self.claim("directive", found.start(), after, inside=directive.span(1))
        else:
            self.claim("code", found.start(), after)
        return after

    def _script(self, found: re.Match[str], end: int) -> int:
        """MathJax's own form of a formula, which converters leave in pages."""
        return self._delimited(found, end, "</script>", "display" if found["mode"] else "inline")

    def _silent(self, found: re.Match[str], end: int) -> int:
        name = found.group()[1:]
        close = self.text.find(f"</{name}", found.end(), end)
        after = close if close >= 0 else end
        self.claim("code", found.start(), after)
        return after

    def _tag(self, found: re.Match[str], end: int) -> int:
        return found.end()

    _link = _escape = _tag

    def _codemath(self, found: re.Match[str], end: int) -> int:
        close = self.text.find("`$", found.end(), end)
        if close < 0 or "\n\n" in self.text[found.end() : close]:
            return found.start() + 1 if self.text[found.end() :][:1] != "`" else found.end()
        self.claim("inline", found.start(), close + 2, inside=(found.end(), close))
        return close + 2

    def _code(self, found: re.Match[str], end: int) -> int:
        close = re.compile(rf"(?<!`){found.group()}(?!`)").search(self.text, found.end(), end)
        if close and not _BLANK_LINE.search(self.text, found.end(), close.start()):
            self.claim("code", found.start(), close.end())
            return close.end()
        return found.end()

    def _paren(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, found.group()[:-1] + ")", "inline")

    def _bracket(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, found.group()[:-1] + "]", "display")

    def _double(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, "$$", "display")

    def _environment(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, f"\\end{{{found['name']}}}", "display", whole=True)

    def _delimited(self, found: re.Match[str], end: int, closer: str, kind: str, whole: bool = False) -> int:
        close = _find(self.text, closer, found.end(), end)
        if close < 0 or _swallows_prose(self.text[found.end() : close]):
            gap = _BLANK_LINE.search(self.text, found.end(), end)
            after = gap.start() if gap else end
            self.claim("broken", found.start(), after, message=f"`{found.group()}` is never closed by `{closer}`")
            return after
        after = close + len(closer)
        if not self.text[found.end() : close].strip():
            return after  # nothing stands inside
        inside = (found.start(), after) if whole else (found.end(), close)
        if kind == "display" and not whole and found.group() == "$$" and self._within_a_line(found.start(), after):
            kind = "inline"  # kramdown writes inline mathematics so
        self.claim("display" if kind == "display" else "inline", found.start(), after, inside=inside)
        return after

    def _within_a_line(self, start: int, end: int) -> bool:
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        line_end = self.text.find("\n", end)
        after = self.text[end : line_end if line_end >= 0 else len(self.text)]
        outside = _LIST_ITEM.sub("", before, count=1) + after
        return bool(re.search(r"\w", outside)) or bool(self.level)

    def _dollar(self, found: re.Match[str], end: int) -> int:
        gap = _BLANK_LINE.search(self.text, found.end(), end)
        limit = gap.start() if gap else end
        close = _find(self.text, "$", found.end(), limit)
        inner = self.text[found.end() : close] if close >= 0 else ""
        if close < 0 or not inner.strip():
            line_end = self.text.find("\n", found.end(), limit)
            rest = self.text[found.end() : line_end if line_end >= 0 else limit]
            if close < 0 and _MATHEMATICAL.search(rest):
                self.claim("broken", found.start(), found.end() + len(rest), message="`$` is never closed by `$`")
                return found.end() + len(rest)
            return found.end()
        if _PRICE.match(inner) and not _MATHEMATICAL.search(inner):
            return found.end()
        self.claim("inline", found.start(), close + 1, inside=(found.end(), close))
        return close + 1


def _find(text: str, closer: str, start: int, end: int) -> int:
    """Return where `closer` stands unescaped, or -1."""
    at = start
    while (at := text.find(closer, at, end)) >= 0:
        slashes = at - len(text[start:at].rstrip("\\")) - start
        if closer[0] == "\\" or slashes % 2 == 0:
            if closer.startswith("\\") and slashes % 2 and len(closer) == 2:
                at += 1  # a row break before a bracket: \\]
                continue
            return at
        at += 1
    return -1


def _swallows_prose(inner: str) -> bool:
    """Whether a closing mark was found only behind a paragraph of prose: then it closes something else."""
    gap = _BLANK_LINE.search(inner)
    return bool(gap and _WORDS.search(_REMARK.sub(r"\\text", inner[gap.end() :])))


def _without_quotes(text: str) -> str:
    """Blank the `>` of quoted lines; a `>` that begins a line inside a display is a relation."""
    spans: list[tuple[int, int]] = []
    at, in_code, in_display, display_quoted = 0, False, False, False
    for line in text.splitlines(keepends=True):
        mark = _QUOTE.match(line)
        body = line[mark.end() :] if mark else line
        if not in_display and re.match(r"\s*(```|~~~)", body):
            in_code = not in_code
        elif not in_code:
            if mark and (display_quoted if in_display else True):
                spans.append((at, at + mark.end()))
            if body.replace("\\$", "").count("$$") % 2:
                in_display, display_quoted = not in_display, mark is not None
        if mark and in_code:
            spans.append((at, at + mark.end()))
        at += len(line)
    return blank(text, spans) if spans else text


def _without_escapes(text: str) -> str:
    r"""Blank the backslash before braces in \\(1\\{k = i\\}\\), which Markdown takes."""
    return _ESCAPED.sub(lambda found: re.sub(r"\\\\(?=[{}|,;:!%&#])", r" \\", found[0]), text)
