"""Matrices, arrays and cases: rows of cells."""

from __future__ import annotations

from symloss.latex import notation, words
from symloss.latex import tree as t
from symloss.latex.parsing.ranges import Ranges

_CLOSING = {"(": ")", "[": "]"}


class Tables(Ranges):
    """The part of the descent that knows environments with rows."""

    def table(self, k: int) -> t.Node:
        """Read the environment that begins at token k."""
        end = self.partner[k]
        environment = self.tokens[k].text
        i = k + 1
        if environment == "array" and self.text(i, end) == "{":
            i = self.partner[i] + 1
        if environment.endswith("*") and self.text(i, end) == "[":
            i = self.partner[i] + 1
        if environment not in notation.MATRICES and environment not in ("cases", "dcases", "rcases", *notation.ALIGNED):
            raise self.error(f"the environment {environment} is unknown", k, "a matrix, an array or cases")
        cut = [(a, b) for a, b in self._cut(i, end, "row") if a < b and not self._only_lines(a, b)]
        braced = self.text(k - 1, k) == "\\{" and self.partner.get(k - 1) == end + 1
        rows = [self._row(a, b, cases=braced or "cases" in environment) for a, b in cut]
        fence = notation.MATRICES.get(environment, "")
        if fence in _CLOSING and len(rows) == 1 and len(rows[0]) == 1 and isinstance(rows[0][0], t.Listing):
            return t.Fenced(left=fence, right=_CLOSING[fence], body=rows[0][0], **self.span(k, end + 1))  # (a, b, c)
        return t.Table(environment=environment, rows=tuple(rows), **self.span(k, end + 1))

    def _cut(self, i: int, j: int, kind: str) -> list[tuple[int, int]]:
        cuts = [m for m in self.top(i, j) if self.tokens[m].kind == kind]
        edges = [i, *(c + 1 for c in cuts)]
        return list(zip(edges, [*cuts, j], strict=True))

    def _row(self, i: int, j: int, *, cases: bool) -> tuple[t.Node | None, ...]:
        cuts = [(a, b) for a, b in self._cut(i, j, "cell") if not self._is_line(a, b)]
        cuts = [(a, b) for a, b in cuts if not (cases and len(cuts) > 2 and self._is_if(a, b))]
        if cases and len(cuts) == 1:
            cuts = self._case(*cuts[0])
        return tuple(self._cell(*self._without_lines(a, b)) for a, b in cuts)

    def _case(self, i: int, j: int) -> list[tuple[int, int]]:
        """Return value and condition of a case that no alignment mark parts: words, a wide space or a comma do."""
        level = self.top(i, j)
        wide = (m for m in level if self.tokens[m].kind == "text" or self.text(m, j) == "quad")
        commas = [m for m in level if self.text(m, j) == ","]
        related = bool(commas) and any(self.relation(m) for m in level if m > commas[0])
        split = next(wide, commas[0] if related else i)
        return [(i, split), (split, j)] if split > i else [(i, j)]

    def _is_line(self, i: int, j: int) -> bool:
        """Whether a cell only draws a line: - or |, for a vector that fills its row or column."""
        drawn = [m for m in range(i, j) if self.text(m, j) != "quad"]
        return bool(drawn) and all(self.text(m, j) in ("-", "|", "mid", "vert") or self._is_dash(m) for m in drawn)

    def _is_dash(self, k: int) -> bool:
        token = self.tokens[k]
        return token.kind == "text" and bool(token.text.strip()) and not token.text.strip(" -\u2013\u2014|")

    def _is_if(self, i: int, j: int) -> bool:
        """Whether a cell only says "if", beside the condition."""
        said = [m for m in range(i, j) if self.text(m, j) != "quad"]
        return len(said) == 1 and self._is_words(said[0]) and words.cue(self.tokens[said[0]].text) == "if"

    def _only_lines(self, i: int, j: int) -> bool:
        filled = [(a, b) for a, b in self._cut(i, j, "cell") if a < b]
        return bool(filled) and all(self._is_line(a, b) for a, b in filled)

    def _without_lines(self, i: int, j: int) -> tuple[int, int]:
        """Return the range of a cell `- x -` without its dashes."""
        if j - i > 2 and self.text(i, j) == "-" and self.text(j - 1, j) == "-":
            return i + 1, j - 1
        return i, j

    def _is_words(self, k: int) -> bool:
        """Whether token k says something rather than naming something."""
        token = self.tokens[k]
        return token.kind == "text" and token.command != "operatorname" and not words.is_name(token.text)

    def _cell(self, i: int, j: int) -> t.Node | None:
        def noise(m: int) -> bool:
            return self.text(m, j) in ("quad", ",", ".", ";") or (
                self.tokens[m].kind == "text" and not words.strip(self.tokens[m].text)
            )

        while i < j and noise(j - 1):
            j -= 1
        while i < j and noise(i):
            i += 1
        if i >= j:
            return None
        token = self.tokens[i]
        if self._is_words(i) and words.cue(token.text) == "if" and i + 1 < j:
            return self._cell(i + 1, j)
        if token.kind == "letters" and token.text in ("if", "when", "for") and i + 1 < j:
            return self._cell(i + 1, j)
        if self._is_words(i) or token.text in ("otherwise", "else"):
            return t.Text(text=token.text, **self.span(i, j))
        keep = [m for m in range(i, j) if self.text(m, j) != "quad"]
        return self.listing(i, keep[-1] + 1)
