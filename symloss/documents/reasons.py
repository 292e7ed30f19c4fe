"""The reason of a step, with the mathematics in it recognised: words, and terms to print."""

from __future__ import annotations

import re

from symloss.errors import ReadError
from symloss.term.nodes import Symbol, Term
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols

_JOINTS = re.compile(r"((?:; |, (?=[a-z]{2})|: ))")


def pieces(reason: str, scope: Scope) -> list[str | Term]:
    """Return the words of a reason as strings, and each formula that ends a clause as a term.

    `2 at x = 1, divided by a*(1 - a)` gives "2 at ", the term x = 1, ", divided by ",
    and the term a*(1 - a). What is not understood stays a string: nothing is lost.
    """
    known = scope if "u" in scope.symbols else scope.declare(Symbol("u"))
    found: list[str | Term] = []
    for part in _JOINTS.split(reason):
        found += _clause(part, known)
    merged: list[str | Term] = []
    for piece in found:
        if merged and isinstance(piece, str) and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece:
            merged.append(piece)
    return merged


def _clause(text: str, scope: Scope) -> list[str | Term]:
    starts = [0, *(m.end() for m in re.finditer(r"\s+", text))]
    for start in starts:
        try:
            term = read(text[start:], scope)
        except ReadError:
            continue
        if not free_symbols(term):
            continue  # "11 differentiated", "1 and 2": the numbers of steps
        return [text[:start], term]
    return [text]
