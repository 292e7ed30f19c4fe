"""One math region -> its rows, and in each row the formulas that stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symloss.errors import ReadError
from symloss.latex import notation, words
from symloss.latex.parsing.formula import Condition, Formula, Side, Sign
from symloss.latex.parsing.lexer import Token, tokenize
from symloss.latex.parsing.macros import CUSTOMARY, Macro, definitions, expand
from symloss.latex.parsing.syntax import expression
from symloss.latex.parsing.tidy import Tidy, tidy
from symloss.latex.tree import Node


def parse(text: str, macros: Mapping[str, Macro] | None = None) -> tuple[Formula, ...]:
    """Return the formulas of one math region; what could not be read is a side with an error.

    macros: those of the document; the region's own definitions are added.
    """
    own, pieces = definitions(text)
    blank = text
    for start, end in pieces:
        blank = blank[:start] + " " * (end - start) + blank[end:]
    try:
        source = tidy(expand(tokenize(blank), {**CUSTOMARY, **(macros or {}), **own}))
    except ReadError as error:
        side = Side(None, 0, len(text), text, error)
        return (Formula((side,), (), (), (), (), 0, len(text)),)
    return _Region(text, source).formulas()


def single(text: str, macros: Mapping[str, Macro] | None = None) -> Node:
    """Return the tree of one expression, relation or truth; raise ReadError."""
    source = tidy(expand(tokenize(text), {**CUSTOMARY, **(macros or {})}))
    if not source.tokens:
        raise ReadError("nothing to read", 0, "", "an expression")
    return expression(source, 0, len(source.tokens))


@dataclass
class _Piece:
    """Tokens between two separators of a row."""

    tokens: list[int]
    lead: str
    word: str = ""


@dataclass
class _Row:
    tokens: list[int]
    number: int
    stop: int  # where the source ends it


class _Region:
    """The rows of one region. Positions are token numbers."""

    def __init__(self, text: str, source: Tidy) -> None:
        self.text = text
        self.source = source
        self.tokens = source.tokens

    # --- rows ------------------------------------------------------------------------

    def formulas(self) -> tuple[Formula, ...]:
        found: list[Formula] = []
        rows = self._rows()
        for row in rows:
            labels, tags = (self._belonging(marks, row, rows) for marks in (self.source.labels, self.source.tags))
            found += [replace(f, labels=labels, tags=tags, row=row.number) for f in self._row(row)]
        return tuple(found)

    def _belonging(self, marks: list[tuple[int, str]], row: _Row, rows: list[_Row]) -> tuple[str, ...]:
        """Return the labels or tags that stand in `row`, or before the next one if it is the last."""
        owners = [(next((r for r in rows if r.stop >= where), rows[-1]), name) for where, name in marks]
        return tuple(name for owner, name in owners if owner is row)

    def _rows(self) -> list[_Row]:
        """Cut at line ends that stand in no bracket; join rows that continue a sum."""
        rows: list[_Row] = []
        current: list[int] = []
        k = 0
        while k < len(self.tokens):
            token = self.tokens[k]
            if token.kind in ("begin", "end") and self._aligns(k):
                k = self._after_environment(k)
                continue
            if token.kind == "row":
                self._add_row(rows, current, token.start)
                current = []
                k += 1
                continue
            end = self._jump(k)
            current += range(k, end)
            k = end
        self._add_row(rows, current, len(self.text))
        return rows

    def _aligns(self, k: int) -> bool:
        """Whether an environment lays out formulas: align, or an array that is all there is, with relations in it."""
        if self.tokens[k].text != "array":
            return self.tokens[k].text in notation.ALIGNED
        other = self.source.partner.get(k, -1)
        first, last = min(k, other), max(k, other)
        alone = first == 0 and all(self._is(m, ".", ",", ";") for m in range(last + 1, len(self.tokens)))
        return alone and any(self._relation(m) for m in self._level([*range(first + 1, last)]))

    def _after_environment(self, k: int) -> int:
        name, begins = self.tokens[k].text, self.tokens[k].kind == "begin"
        k += 1
        while begins and k < len(self.tokens) and self.tokens[k].kind == "symbol" and (
            (self.tokens[k].text == "[" and not self.tokens[k].spaced and k in self.source.partner)
            or ((self.tokens[k].text == "{" and name.startswith(("alignat", "array"))) or name.startswith("alignedat"))
        ):  # fmt: skip
            k = self.source.partner.get(k, k) + 1
        return k

    def _jump(self, k: int) -> int:
        token = self.tokens[k]
        if token.kind == "begin" and self._aligns(k):
            return k + 1
        partner = self.source.partner.get(k, -1)
        return partner + 1 if partner > k else k + 1

    def _add_row(self, rows: list[_Row], tokens: list[int], stop: int) -> None:
        while tokens and self._is(tokens[-1], "cell", "quad"):
            tokens.pop()
        marks = {k for k in self._level(tokens) if self._is(k, "cell", "quad")}  # those of cases within are theirs
        core = [k for k in tokens if k not in marks]
        if not core:
            return
        if rows and self._continues(tokens, core, rows[-1]):
            again = self._relation(rows[-1].tokens[-1]) and self._relation(core[0])  # "a = \\ = b"
            rows[-1].tokens += core[1:] if again else core
            rows[-1].stop = stop
        else:
            rows.append(_Row(tokens, len(rows), stop))

    def _is(self, k: int, *what: str) -> bool:
        token = self.tokens[k]
        return token.kind in what or (token.kind in ("symbol", "command") and token.text in what)

    def _continues(self, tokens: list[int], core: list[int], before: _Row) -> bool:
        """A row beginning with + (or - after an alignment mark), or after a row that ends with an operator."""
        last = before.tokens[-1]
        if self._is(last, "+", "-", *notation.TIMES) and not self._is(last, "."):
            return True
        if self._relation(last) and self._relation(core[0]) in ("", self._relation(last)):
            return True
        if self._is(core[0], "+", *(set(notation.TIMES) - {"."})):
            return True
        if self._is(core[0], "vdots", "ddots") and len(core) == 1:
            return True
        words = next((i for i, k in enumerate(core) if self.tokens[k].kind == "text"), len(core))
        aligned = self._is(tokens[0], "cell") and not any(self._relation(k) for k in self._level(core[:words]))
        return aligned and (self._is(core[0], "-") or self._open(before))

    def _open(self, row: _Row) -> bool:
        return any(self._is(k, "(", "[") and k not in self.source.partner for k in row.tokens)

    def _relation(self, k: int) -> str:
        token = self.tokens[k]
        return notation.RELATIONS.get(token.text, "") if token.kind in ("symbol", "command") else ""

    def _level(self, tokens: list[int]) -> list[int]:
        """Return the positions outside brackets."""
        found, until = [], -1
        for k in tokens:
            if k >= until:
                found.append(k)
                until = self._jump(k)
        return found

    # --- formulas of a row -------------------------------------------------------------

    def _row(self, row: _Row) -> list[Formula]:
        formulas: list[Formula] = []
        waiting: list[Condition] = []
        notes: list[str] = []
        for piece in self._joined(self._pieces(row.tokens)):
            if piece.word in ("if", "otherwise") or self._is_bare_condition(piece, formulas):
                condition = self._condition(piece)
                if formulas and not waiting and piece.tokens[0] > 0 and formulas:
                    last = formulas[-1]
                    formulas[-1] = replace(last, conditions=(*last.conditions, condition))
                else:
                    waiting.append(condition)
                continue
            words_ = {k for k in self._level(piece.tokens) if self.tokens[k].kind == "text" and not self._named(k)}
            core = [k for k in piece.tokens if k not in words_]  # what stands in braces may be a label
            if not core or self._is_comment(piece.tokens):
                notes += [self.tokens[k].text for k in piece.tokens if self.tokens[k].kind == "text"]
                continue
            formula = self._formula(core, piece)
            formulas.append(replace(formula, conditions=tuple(waiting)))
            waiting = []
        if waiting and not formulas:
            empty = waiting[0]
            formulas.append(Formula((), (), tuple(waiting), (), (), empty.start, waiting[-1].end))
        elif waiting:
            formulas[-1] = replace(formulas[-1], conditions=(*formulas[-1].conditions, *waiting))
        if notes and formulas:
            formulas[-1] = replace(formulas[-1], notes=tuple(notes))
        return formulas

    def _is_comment(self, tokens: list[int]) -> bool:
        """Whether a piece is words laid out as a table: a remark beside the formula."""
        frame = ("text", "begin", "end", "row", "cell", "{", "}", "[", "]")
        column = ("l", "c", "r")
        framed = all(self._is(k, *frame) or self.tokens[k].text in column for k in tokens)
        return framed and self._is(tokens[0], "begin", "{") and any(self.tokens[k].kind == "text" for k in tokens)

    def _named(self, k: int) -> bool:
        token = self.tokens[k]
        said = words.is_name(token.text) or words.is_sign(token.text)
        return token.kind == "text" and (token.command == "operatorname" or said)

    def _pieces(self, tokens: list[int]) -> list[_Piece]:
        pieces = [_Piece([], "")]
        level = set(self._level(tokens))
        for index, k in enumerate(tokens):
            lead = self._lead(k, index, tokens) if k in level else None
            if lead is None:
                pieces[-1].tokens.append(k)
                continue
            behind = lead == "quad" and not pieces[-1].tokens and pieces[-1].lead  # the space behind \\implies
            if behind or lead in ("", "skip"):
                continue
            text = lead == "text"
            if text:
                word = words.cue(self.tokens[k].text)
                noted = not words.strip(self.tokens[k].text)
                if noted:
                    continue
                pieces.append(_Piece([k] if word in ("", "if", "otherwise") else [], word or "text", word))
                if not word:
                    pieces.append(_Piece([], "quad"))
            elif lead == "forall":
                pieces.append(_Piece([k], "if", "if"))
            else:
                pieces.append(_Piece([], "so" if lead == "=>" and self._is_words(pieces) else lead))
        return [p for p in pieces if p.tokens]

    def _is_words(self, pieces: list[_Piece]) -> bool:
        r"""Whether a row has begun with words and nothing else, \text{by (2)} \implies: they are no premise."""
        written = [k for piece in pieces for k in piece.tokens]
        return bool(written) and all(self.tokens[k].kind == "text" for k in written)

    def _lead(self, k: int, index: int, tokens: list[int]) -> str | None:
        """Return what token k separates: None (nothing), "skip", or a lead."""
        token = self.tokens[k]
        if token.kind == "text" and not self._named(k):
            return "text"
        if token.kind == "cell" or self._is(k, "quad"):
            return "quad" if self._between(index, tokens) else "skip"
        if token.kind not in ("symbol", "command"):
            return None
        if token.text in notation.CONNECTIVES:
            return notation.CONNECTIVES[token.text]
        if token.text == "forall":
            return "forall"
        if token.text in (",", ";"):
            return token.text
        if token.text == ":" and index + 1 < len(tokens) and not self._signature(index, tokens):
            return ":"
        return "skip" if token.text == "." and self._ends(index, tokens) else None

    def _signature(self, index: int, tokens: list[int]) -> bool:
        return any(self._relation(k) in ("->", "|->") for k in tokens[index:])

    def _ends(self, index: int, tokens: list[int]) -> bool:
        rest = tokens[index + 1 :]
        return not rest or self.tokens[rest[0]].kind in ("text", "cell") or self._is(rest[0], "quad")

    def _between(self, index: int, tokens: list[int]) -> bool:
        """Whether a wide space or an alignment mark separates formulas rather than aligns one."""
        after = next((k for k in tokens[index + 1 :] if not self._is(k, "cell", "quad")), None)
        before = next((k for k in reversed(tokens[:index]) if not self._is(k, "cell", "quad")), None)
        if after is None or before is None:
            return False
        operators = ("+", "-", *notation.TIMES)
        if self._relation(after) or self._relation(before):
            return False
        return not (self._is(after, *operators) or self._is(before, *operators))

    def _joined(self, pieces: list[_Piece]) -> list[_Piece]:
        """Commas separate formulas only where both neighbours have relation signs."""
        result: list[_Piece] = []
        for piece in pieces:
            related = any(self._relation(k) for k in self._level(piece.tokens))
            if result and piece.lead in (",", ";", ":") and not piece.word:
                last = result[-1]
                last_related = any(self._relation(k) for k in self._level(last.tokens))
                if not (related and last_related) and not (piece.lead == ":" or last.word):
                    between = [k for k in range(last.tokens[-1] + 1, piece.tokens[0]) if self._is(k, ",", ";")]
                    last.tokens += [*between, *piece.tokens]
                    continue
                if last.word == "if" and not related:
                    last.tokens += [k for k in range(last.tokens[-1] + 1, piece.tokens[0]) if self._is(k, ",", ";")]
                    last.tokens += piece.tokens
                    continue
            result.append(piece)
        return result

    def _is_bare_condition(self, piece: _Piece, formulas: list[Formula]) -> bool:
        r"""`, i \ne j` or `, k = 1, ..., K` or `, k \in S` after a formula of the same row."""
        if not formulas or piece.lead not in (",", "quad") or piece.word:
            return False
        level = self._level(piece.tokens)
        ops = [self._relation(k) for k in level if self._relation(k)]
        short = len(piece.tokens) <= 4
        dotted = any(self._is(k, *notation.DOTS) for k in level)
        return (ops == ["!="] and short) or (
            ops == ["="] and dotted and len(piece.tokens) <= 9 and "," in self._texts(level)
        )

    def _texts(self, tokens: list[int]) -> list[str]:
        return [self.tokens[k].text for k in tokens]

    def _condition(self, piece: _Piece) -> Condition:
        head = piece.tokens[0]
        wordy = self.tokens[head].kind == "text" or self._is(head, "forall")
        rest = piece.tokens[1:] if wordy else piece.tokens
        word = "for all" if self._is(head, "forall") else words.strip(self.tokens[head].text) if wordy else ""
        span = (self.tokens[head].start, self.tokens[piece.tokens[-1]].end)
        formula = self._formula(rest, piece) if rest else None
        return Condition(word, formula, self.text[span[0] : span[1]], *span)

    def _formula(self, tokens: list[int], piece: _Piece) -> Formula:
        tokens = self._trimmed(tokens)
        level = self._level(tokens)
        cuts = [k for k in level if self._relation(k) or self._is(k, ":")]
        signs = tuple(self._sign(k) for k in cuts)
        sides: list[Side | None] = []
        start = 0
        for cut in [*cuts, None]:
            stop = tokens.index(cut) if cut is not None else len(tokens)
            sides.append(self._side(tokens[start:stop], first=cut is cuts[0] if cuts else False, after=start))
            start = stop + 1
        where = [self.tokens[k] for k in tokens]
        lead = piece.word or piece.lead
        return Formula(tuple(sides), signs, (), (), (), min(w.start for w in where), max(w.end for w in where), lead)

    def _trimmed(self, tokens: list[int]) -> list[int]:
        while len(tokens) > 1 and self._is(tokens[-1], ",", ".", ";", ":", "quad", "cell"):
            tokens = tokens[:-1]
        return [k for k in tokens if not self._is(k, "quad", "cell") or self._inside(k)]

    def _inside(self, k: int) -> bool:
        return any(left < k < right for left, right in self.source.partner.items() if left < right)

    def _sign(self, k: int) -> Sign:
        token = self.tokens[k]
        return Sign(self._relation(k) or ":", token.start, token.end, self.text[token.start : token.end])

    def _side(self, tokens: list[int], *, first: bool, after: int) -> Side | None:
        if not tokens:
            if first:
                return None
            where = self.tokens[after - 1] if after else self.tokens[0]
            error = ReadError("the sign has nothing on its right side", where.end, "", "an expression")
            return Side(None, where.end, where.end, "", error)
        part = self._slice(tokens)
        start = min(tk.start for tk in part.tokens)
        end = max(tk.end for tk in part.tokens)
        text = self.text[start:end]
        try:
            return Side(expression(part, 0, len(part.tokens)), start, end, text)
        except ReadError as error:
            return Side(None, start, end, text, error)

    def _without_alignment(self, tokens: list[int]) -> list[int]:
        """Drop & and line ends inside brackets that go over several rows; those of a matrix stay."""
        kept: list[int] = []
        tables = 0
        for k in tokens:
            kind = self.tokens[k].kind
            tables += {"begin": 1, "end": -1}.get(kind, 0)
            goes_on = kind == "row" and self._goes_on(k)
            space = self._is(k, "quad") and self.tokens[k - 1].kind == "cell"
            if tables or not (kind == "cell" or goes_on or space):
                kept.append(k)
        return kept

    def _goes_on(self, k: int) -> bool:
        """Whether a line end breaks an expression in brackets, rather than ending a row of something in braces."""
        inner = max((a for a, b in self.source.partner.items() if a < k < b), default=-1)
        return inner >= 0 and self.tokens[inner].text != "{"

    def _slice(self, tokens: list[int]) -> Tidy:
        """Return the tokens of a side, renumbered, with their partners."""
        tokens = self._without_alignment(tokens)
        number = {k: i for i, k in enumerate(tokens)}
        partner = {number[a]: number[b] for a, b in self.source.partner.items() if a in number and b in number}
        kept: list[Token] = [self.tokens[k] for k in tokens]
        return Tidy(kept, partner)
