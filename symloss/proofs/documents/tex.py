r"""LaTeX files: environments, `$`, `\[`, headings, comments. Nothing is ever included or executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from symloss.proofs.documents.region import Cutter, Document, blank

SUFFIXES = (".tex",)

DISPLAYS = frozenset(
    [
        "equation",
        "align",
        "gather",
        "multline",
        "eqnarray",
        "flalign",
        "alignat",
        "displaymath",
        "math",
        "dmath",
        "IEEEeqnarray",
        "subequations",
    ]
)
_VERBATIM = frozenset(["verbatim", "lstlisting", "minted", "tikzpicture", "comment", "filecontents", "thebibliography"])
_HEADINGS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_HEADINGS |= {"subparagraph": 6, "frametitle": 3, "framesubtitle": 4}

_OPENERS = re.compile(
    r"""(?x)
      (?P<directive>%[ \t]*symloss:(?P<said>[^\n]*))
    | (?P<environment>\\begin\s*\{(?P<name>[A-Za-z]+)\*?\})
    | (?P<heading>\\(?P<title>part|chapter|(?:sub){0,2}section|(?:sub)?paragraph|frame(?:sub)?title)\*?\s*(?=[\[{]))
    | (?P<include>\\(?:input|include|subfile|import)\s*\{[^{}]*\})
    | (?P<verb>\\(?:verb|lstinline)\*?(?P<mark>[^A-Za-z\s*]))
    | (?P<paren>\\\()
    | (?P<bracket>\\\[)
    | (?P<escape>\\.)
    | (?P<double>\$\$)
    | (?P<dollar>\$)
    """,
    re.S,
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%(?![ \t]*symloss:)[^\n]*")
_HIDDEN = re.compile(r"\\iffalse\b.*?(?:\\fi\b|\Z)|(?<=\\end\{document\}).+", re.S)
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_BODY = re.compile(r"\\begin\s*\{document\}")


def scan(source: str) -> Document:
    """Cut LaTeX into regions; the preamble only defines macros."""
    text = blank(source, [(m.start() + len(m[1]), m.end()) for m in _COMMENT.finditer(source)])
    text = blank(text, list(_verbatim_spans(text)))
    text = blank(text, [found.span() for found in _HIDDEN.finditer(text)])
    cutter = _Tex(text)
    body = _BODY.search(text)
    if body:
        cutter.claim("code", 0, body.end())
    cutter.run(cutter.done, len(text))
    return Document(source, source, tuple(cutter.regions), macro_texts=(text,))


def _verbatim_spans(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"\\begin\s*\{([A-Za-z]+)(\*?)\}", text):
        if found[1] in _VERBATIM:
            close = text.find(f"\\end{{{found[1]}{found[2]}}}", found.end())
            yield found.start(), close if close >= 0 else len(text)


class _Tex(Cutter):
    """One method for each opener; each returns where to go on."""

    def run(self, at: int, end: int) -> None:
        named = ("name", "title", "said", "mark")
        while found := _OPENERS.search(self.text, at, end):
            kind = next(k for k, v in found.groupdict().items() if v is not None and k not in named)
            method: Callable[[re.Match[str], int], int] = getattr(self, f"_{kind}")
            at = method(found, end)
        self.flush(end)

    def _directive(self, found: re.Match[str], end: int) -> int:
        self.claim("directive", found.start(), found.end(), inside=found.span("said"))
        return found.end()

    def _environment(self, found: re.Match[str], end: int) -> int:
        if found["name"] == "frame":
            return self._frame(found, end)
        if found["name"] not in DISPLAYS:
            return found.end()
        name = found.group().split("{")[1]  # with its star and brace
        close = re.compile(r"\\end\s*\{" + re.escape(name)).search(self.text, found.end(), end)
        other = re.compile(r"\\(?:section|subsection|end\s*\{document\})").search(self.text, found.end(), end)
        if close is None or (other and other.start() < close.start()):
            gap = _BLANK_LINE.search(self.text, found.end(), end)
            after = gap.start() if gap else end
            self.claim("broken", found.start(), after, message=f"`{found.group()}` is never closed by `\\end{{{name}`")
            return after
        self.claim("display", found.start(), close.end())
        return close.end()

    def _frame(self, found: re.Match[str], end: int) -> int:
        title = re.compile(r"\s*(?:<[^>]*>)?(?:\[[^\]]*\])?\{").match(self.text, found.end(), end)
        return self._title_at(title.end() - 1, 3, end) if title else found.end()

    def _heading(self, found: re.Match[str], end: int) -> int:
        at = found.end()
        if self.text[at : at + 1] == "[":
            at = max(self.text.find("]", at, end) + 1, at + 1)
        return self._title_at(at, _HEADINGS[found["title"]], end)

    def _title_at(self, at: int, level: int, end: int) -> int:
        close = _closing_brace(self.text, at, end)
        if close < 0:
            return at + 1
        self.flush(at)
        self.done = at + 1
        self.level = level
        self.run(at + 1, close)
        self.level = 0
        self.done = close + 1
        return close + 1

    def _include(self, found: re.Match[str], end: int) -> int:
        message = "other files are not read in; verify them by themselves"
        self.claim("broken", found.start(), found.end(), message=f"`{found.group()}`: {message}")
        return found.end()

    def _verb(self, found: re.Match[str], end: int) -> int:
        close = self.text.find(found["mark"], found.end(), end)
        line = self.text.find("\n", found.end(), end)
        if close < 0 or 0 <= line < close:
            return found.end()
        self.claim("code", found.start(), close + 1)
        return close + 1

    def _escape(self, found: re.Match[str], end: int) -> int:
        return found.end()

    def _paren(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, "\\)", "inline")

    def _bracket(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, "\\]", "display")

    def _double(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, "$$", "display")

    def _dollar(self, found: re.Match[str], end: int) -> int:
        return self._delimited(found, end, "$", "inline")

    def _delimited(self, found: re.Match[str], end: int, closer: str, kind: str) -> int:
        gap = _BLANK_LINE.search(self.text, found.end(), end)
        limit = gap.start() if gap else end
        close = re.compile(rf"(?<!\\)(?:\\\\)*({re.escape(closer)})").search(self.text, found.end(), limit)
        if close is None:
            self.claim("broken", found.start(), limit, message=f"`{found.group()}` is never closed by `{closer}`")
            return limit
        if self.text[found.end() : close.start(1)].strip():
            inside = (found.end(), close.start(1))
            self.claim("display" if kind == "display" else "inline", found.start(), close.end(), inside=inside)
        return close.end()


def _closing_brace(text: str, at: int, end: int) -> int:
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.S).finditer(text, at, end):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth == 0 and found.group() == "}":
            return found.start()
    return -1
