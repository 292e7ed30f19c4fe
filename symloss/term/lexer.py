"""Plain notation, cut into tokens. Every character belongs to a token, or the text is refused."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

from symloss.errors import ReadError

MAX_LENGTH = 100_000
MAX_TOKENS = 10_000
MAX_DIGITS = 200
MAX_ORDER = 20  # of a derivative

Kind = Literal["number", "name", "prime", "sign", "end"]

# A name may carry labels (gamma_pos, a_(1)) and a simple index (s_k, s_1); which of them it is, the scope says.
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+|_\([A-Za-z0-9+-]+\))*)
    |(?P<prime>'+)
    |(?P<sign>=>|->|!=|<=|>=|~=|:=|==|\.\.|\.\*|\.\(|\|\||\*\*|[-+*/^@()\[\]{},;=<>~|_])""",
    re.VERBOSE,
)
_HINTS = {"==": "=", "\\": "the plain notation, or LaTeX for the whole text"}


class Token(NamedTuple):
    """A token and its 0-based offset in the text."""

    kind: Kind
    text: str
    offset: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of `text` and an end token; raise ReadError where none fits."""
    if len(text) > MAX_LENGTH:
        raise ReadError(f"the text has {len(text)} characters; the limit is {MAX_LENGTH}", MAX_LENGTH)
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.group() in _HINTS:
            token = match.group() if match else text[at]
            message = f"`{token}` does not belong to the plain notation"
            raise ReadError(message, at, token, _HINTS.get(token, ""), len(token))
        at = match.end()
        kind = match.lastgroup
        if kind != "space":
            found.append(Token(cast(Kind, kind), match.group(), match.start()))
            _check_limits(found)
    return [*found, Token("end", "", len(text))]


def _check_limits(found: list[Token]) -> None:
    last = found[-1]
    if len(found) > MAX_TOKENS:
        raise ReadError(f"the text has more than {MAX_TOKENS} tokens", last.offset, last.text)
    if last.kind == "number" and len(last.text) > MAX_DIGITS:
        raise ReadError(f"a number of {len(last.text)} digits; the limit is {MAX_DIGITS}", last.offset, last.text)
