"""Text of one math region -> tokens that know where they stand in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from symloss.errors import ReadError
from symloss.latex.notation import ACCENTS_ABOVE, UNICODE, WORDY

TokenKind = Literal["command", "letters", "number", "symbol", "text", "begin", "end", "row", "cell", "parameter"]
MOST_TOKENS = 5_000
MOST_DIGITS = 1_000


@dataclass(frozen=True, slots=True)
class Token:
    r"""One token.

    text: the command's name without backslash, the letters, the digits, the sign, or
    for kind "text" the raw content of \text{...} (`command` says which command it was).
    start, end: its place in the region, before macros were expanded. spaced: whether
    white space stands before it.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    spaced: bool = False
    command: str = ""


_COMMA = re.compile(r"(?<![\d.])(?<!_\{)(?:0|[1-9]\d*(?=\{,\}(?!\d{3}(?!\d))))\{,\}\d")
_THOUSANDS = re.compile(r"[1-9]\d*(?:\{,\}\d{3})+(?!\d)")
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\f~$]+|\\$|%[^\n]*(?:\n|$))
      | \\(?P<environment>begin|end)\s*\{(?P<name>[A-Za-z]+\\?\*?)\}
      | (?P<row>\\\\\*?(?:[ \t]*\[[^\]\n]{0,20}\])?|\\cr\b)
      | \\(?P<command>(?:operatorname|hspace|vspace|tag)\*|[A-Za-z]+|[^A-Za-z])
      | (?P<letters>[A-Za-z]+)
      | (?P<number>(?<!_\{)(?:\d+\{\.\}\d+|0\{,\}\d+|\d+\{,\}(?!\d{3}(?!\d))\d+(?!\{))
          |\d+(?:\{,\}\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+(?![\w{^.]))?|(?<!\\left)(?<!\\right)\.\d+)
      | (?P<entity>&(?:lt|gt|amp|le|ge|ne|quot);)
      | (?P<parameter>\#\d)
      | (?P<cell>&)
      | (?P<symbol>\.\.\.|:=|!=|<=(?!=)|>=|=>|->|>>|<<|<-(?=[\s\\])|[-+*/=<>()\[\]{}|,;:.!?'^_`])
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_DOLLAR = re.compile(r"(?<!\\)\$")
_FRAMES = re.compile(r"(?:\s*(?:\\(?:textcolor|color)\s*\{[^{}]*\}|\\(?:framebox|fbox|textbf|textit|emph)\b|[{}]))*\s*")
_CONDITION = re.compile(r"\s*(?:if|when(?:ever)?|for(?: (?:all|any|each|every))?|where|with|provided that)\s*", re.I)
_JOINED = re.compile(r"\s*(?:,|and|or)?\s*[.,;]?\s*")
_COMMAND_BEFORE = re.compile(r"\\[A-Za-z]+\Z")
_FOREIGN_WORDS = re.compile(r"[^\W\d_a-zA-Z]+")


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text`; raise ReadError at a character that mathematics does not have."""
    found: list[Token] = []
    position, spaced = 0, False
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            tokens = _foreign(text, position, spaced)
            found += tokens
            position, spaced = (tokens[-1].end if tokens else position + 1), not tokens
            continue
        position = match.end()
        if match["space"]:
            spaced = True
            continue
        token = _token(match, spaced)
        if len(token.text) == 1 and token.text.isalpha() and text[position : position + 1] in ACCENTS_ABOVE:
            tokens = _foreign(text, position - 1, spaced)
            found += tokens
            position, spaced = tokens[-1].end, False
            continue
        if token.kind == "command" and token.text.rstrip("*") in WORDY:
            token, position = _words(text, token)
        found += _with_mathematics(token) if token.kind == "text" and "$" in token.text else (token,)
        spaced = False
        if len(found) > MOST_TOKENS:
            raise ReadError(f"more than {MOST_TOKENS} tokens in one formula", token.start, token.text)
        if token.kind == "number" and len(token.text) > MOST_DIGITS:
            raise ReadError(f"a number of more than {MOST_DIGITS} digits", token.start, token.text[:20] + "...")
    return found


def _token(match: re.Match[str], spaced: bool) -> Token:
    start, end = match.span()
    if match["environment"]:
        name = match["name"].replace("\\", "")  # {align\\*}, escaped for Markdown
        return Token("begin" if match["environment"] == "begin" else "end", name, start, end, spaced)
    if match["entity"]:
        entity = match["entity"][1:-1]
        if entity == "amp":
            return Token("cell", "&", start, end, spaced)
        return Token("command", entity, start, end, spaced)
    if match["command"] in ("_", "*"):  # escaped, so that Markdown leaves them alone
        return Token("symbol", match["command"], start, end, spaced)
    kind: TokenKind = match.lastgroup  # type: ignore[assignment]
    content = match[kind]
    return Token(kind, _digits(content) if kind == "number" else content, start, end, spaced)


def _digits(text: str) -> str:
    """Return a number with a decimal point: 0{,}25 is 0.25, and 10{,}000 is ten thousand."""
    if _THOUSANDS.match(text):
        return text.replace("{,}", "")
    return text.replace("{,}", ".").replace("{.}", ".")


def _words(text: str, token: Token) -> tuple[Token, int]:
    r"""Return the token of \text{...}, its content raw, and where it ends."""
    brace = re.compile(r"\s*\{").match(text, token.end)
    if brace is None:  # \text A: one character
        word = re.compile(r"\s*(\\[A-Za-z]+|\S)").match(text, token.end)
        if word is None:
            raise ReadError(f"\\{token.text} without words", token.start, token.text, "{...}")
        return replace(token, kind="text", text=word[1], end=word.end(), command=token.text), word.end()
    depth, position = 1, brace.end()
    while depth:
        step = re.compile(r"\\.|[{}]").search(text, position)
        if step is None:
            raise ReadError("a brace that is never closed", brace.end() - 1, "{", "}")
        depth += {"{": 1, "}": -1}.get(step[0], 0)
        position = step.end()
    content = text[brace.end() : position - 1]
    if _NUMBER.fullmatch(content) and token.text != "operatorname":  # \textbf{0.27}: emphasised
        return replace(token, kind="number", text=content, end=position), position
    return replace(token, kind="text", text=content, end=position, command=token.text.rstrip("*")), position


def _with_mathematics(token: Token) -> list[Token]:
    r"""Return the words of \text{if $i = j$} and the mathematics between them; frames around it are no words.

    A remark such as \text{by $p = a$, see above} stays one: what it mentions is no part of the formula.
    """
    pieces = _DOLLAR.split(token.text)
    first, others = pieces[0], pieces[2::2]
    framed = first.strip() != "" and all(_FRAMES.fullmatch(words) for words in (first, *others))
    condition = bool(_CONDITION.fullmatch(first)) and all(_JOINED.fullmatch(words) for words in others)
    if len(pieces) % 2 == 0 or not (framed or condition):
        return [token]
    found: list[Token] = []
    offset = token.end - 1 - len(token.text)
    for number, piece in enumerate(pieces):
        end = offset + len(piece)
        if number % 2:
            inner = tokenize(piece)
            found += [replace(t, start=t.start + offset, end=t.end + offset) for t in inner]
        elif not _FRAMES.fullmatch(piece):
            found.append(replace(token, text=piece, start=offset, end=end))
        offset = end + 1
    return found


def _foreign(text: str, position: int, spaced: bool) -> list[Token]:
    """Return the tokens that a character outside ASCII stands for."""
    character, end = text[position], position + 1
    spelled = UNICODE.get(character) or _accented(text, position)
    if text[end : end + 1] in ACCENTS_ABOVE and not _within_word(text, position, end + 1):
        letter = character if character.isascii() else spelled
        spelled, end = f"\\{ACCENTS_ABOVE[text[end]]}{{{letter}}}" if letter else "", end + 1
    if spelled:
        inner = tokenize(spelled)
        return [replace(t, start=position, end=end, spaced=spaced and not i) for i, t in enumerate(inner)]
    words = _FOREIGN_WORDS.match(text, position)
    if words is not None:
        return [Token("text", words[0], position, words.end(), spaced, "text")]
    name = f"U+{ord(character):04X}" if not character.isprintable() else character
    raise ReadError(f"the character {name} has no place in a formula", position, name)


def _accented(text: str, position: int) -> str:
    r"""Return \hat{Y} for the one character that it is typed as, or ""; the letter of a word is none."""
    letter, *marks = list(unicodedata.normalize("NFD", text[position]))
    plain = letter.isascii() and letter.isalpha() and len(marks) == 1 and marks[0] in ACCENTS_ABOVE
    named = plain and not _within_word(text, position, position + 1)
    return f"\\{ACCENTS_ABOVE[marks[0]]}{{{letter}}}" if named else ""


def _within_word(text: str, start: int, end: int) -> bool:
    """Whether letters stand beside the letter there: in coût it has an accent of its language."""
    command = _COMMAND_BEFORE.search(text, max(0, start - 20), start)
    return (text[start - 1 : start].isalpha() and command is None) or text[end : end + 1].isalpha()


def with_decimal_commas(texts: Iterable[str]) -> bool:
    """Whether formulas write 0{,}25 for 0.25: then 1{,}875 is no number of thousands."""
    return any(_COMMA.search(text) for text in texts)
