r"""Operators that people spell in many ways: \arg\max, \operatorname*{arg\,max}, {\rm argmax}, \mathop{\rm max}."""

from __future__ import annotations

import re
from dataclasses import replace

from symloss.latex import notation
from symloss.latex.parsing.lexer import Token

_WITH_LETTER = ("lim", "max", "min")  # lim_{x \\to 0}: what stands below says that this is no product
_UPRIGHT = ("mathrm", "rm", "mathsf", "sf", "mathop")


def unified(tokens: list[Token]) -> list[Token]:
    """Return the tokens with each optimum as one command, whatever it was spelled with."""
    found: list[Token] = []
    for token in tokens:
        found.append(_spelled(token))
        while _reduced(found):
            pass
    return found


def _spelled(token: Token) -> Token:
    word = re.sub(r"\\[,;:! ]|\s|\\limits", "", token.text).lower() if token.kind == "text" else token.text
    long = word in ("argmax", "argmin")
    if (token.kind == "letters" and long) or (token.kind == "text" and (long or word in ("sup", "inf"))):
        return replace(token, kind="command", text=word, command="")
    return token


def _reduced(found: list[Token]) -> bool:
    """Put the last tokens together if they spell one operator."""
    last, before = found[-1], found[-2] if len(found) > 1 else None
    if before is None:
        return False
    if last.text == "_" and before.kind == "letters" and before.text in _WITH_LETTER:
        found[-2] = replace(before, kind="command")
        return True
    optimum = last.text in notation.OPTIMA and last.kind in ("command", "letters")
    if optimum and before.text == "arg" and before.kind in ("command", "letters") and last.text in ("max", "min"):
        found[-2:] = [replace(last, kind="command", text=f"arg{last.text}", start=before.start, spaced=before.spaced)]
        return True
    if last.kind == "command" and optimum and before.kind == "command" and before.text in _UPRIGHT:
        found[-2:] = [replace(last, start=before.start, spaced=before.spaced)]
        return True
    if last.text != "}" or len(found) < 3 or found[-3].text != "{" or before.text not in notation.OPTIMA:
        return False
    outside = found[-4] if len(found) > 3 else None
    upright = outside is not None and outside.kind == "command" and outside.text in _UPRIGHT
    script = outside is not None and outside.kind == "symbol" and outside.text in ("_", "^")
    if script or not (upright or before.kind == "command"):
        return False
    found[-3:] = [replace(before, kind="command", start=found[-3].start, end=last.end, spaced=found[-3].spaced)]
    return True
