"""The reason of a step, with the mathematics in it recognised: words, and terms to print."""

from __future__ import annotations

import re

from symloss.errors import ReadError
from symloss.term.infer import infer_scope
from symloss.term.nodes import Symbol, Term
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION
from symloss.term.walk import free_symbols

# the letters that reasons use without declaring them: a substitution, and the constant of integration
_OF_REASONS = {"u": Symbol("u"), "c": Symbol("c", FUNCTION)}
_JOINTS = re.compile(r"(; |, (?=[a-z]{2})|: |(?<=\)), )")


def pieces(reason: str, scope: Scope) -> list[str | Term]:
    """Return the words of a reason as strings, and each formula that ends a clause as a term.

    `2 at x = 1, divided by a*(1 - a)` gives "2 at ", the term x = 1, ", divided by ",
    and the term a*(1 - a). What is not understood stays a string: nothing is lost.
    """
    known = Scope({**_OF_REASONS, **scope.symbols}, index_sets=scope.index_sets)
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
    for start in [0, *(m.end() for m in re.finditer(r"\s+", text))]:
        term = _term(text[start:], scope)
        if term is not None:
            return [text[:start], term]
    for end in reversed([m.start() for m in re.finditer(r"\s+", text)]):
        term = _term(text[:end], scope)
        if term is not None and not isinstance(term, Symbol):  # "a sum" is no a
            return [term, text[end:]]
    return [text]


def _term(text: str, scope: Scope) -> Term | None:
    """Return the term that a text says in the scope of its step, or, if it is an equation, in one of its own."""
    for known in (scope, None):
        try:
            term = read(text, known or infer_scope(text)) if known or " = " in text else None
        except ReadError:
            continue
        if term is not None and free_symbols(term):  # "9 + 10" are the numbers of steps
            return term
    return None
