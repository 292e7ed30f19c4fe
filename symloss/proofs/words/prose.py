"""The prose around formulas: words without markup, with a sign where a formula stands."""

from __future__ import annotations

import re

MATH = "\x01"  # a formula, in a text of words
_NOISE = re.compile(
    r"<[^<>]*>|\\(?:textbf|textit|emph|text|noindent|indent|bigbreak|smallbreak|item|quad)\b"
    r"|[*_`{}]|\(\s*\)|!?\[|\]\([^)]*\)"
)
_STOP = re.compile(r"(?<=[^.\s])[.!?](?=\s+[^a-z\s]|\s*$)|[;]\s|\n[ \t]*\r?\n|\n\s*(?:[-*+]|\d+[.)])\s|\|", re.M)


def plain_words(prose: str) -> str:
    """Return prose without markup."""
    return _NOISE.sub(" ", prose)


def last_clause(prose: str) -> str:
    """Return what belongs to the sentence that is still open at the end of `prose`."""
    end = 0
    for stop in _STOP.finditer(prose):
        if prose[stop.end() :].strip(" \t\n\r*_:"):
            end = stop.end()
    return prose[end:]
