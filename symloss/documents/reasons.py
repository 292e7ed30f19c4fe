"""Sentences with mathematics in plain notation, the mathematics recognised: words, and terms to print."""

from __future__ import annotations

import re
from dataclasses import replace

from symloss.errors import ReadError
from symloss.term.functions import FUNCTIONS, SPELLINGS
from symloss.term.infer import infer_scope
from symloss.term.nodes import Prime, Symbol, Term
from symloss.term.reader import read
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION
from symloss.term.walk import free_symbols, subterms

# the letters that reasons use without declaring them: a substitution, and the constant of integration
_OF_REASONS = {"u": Symbol("u"), "c": Symbol("c", FUNCTION)}
_LONGEST = 24  # words in a formula
_WORD = re.compile(r"\S+")
_NAME = re.compile(r"[A-Za-z]+")
_OPERATORS = frozenset(["+", "-", "*", "/", "=", "<", ">", "<=", ">=", "!=", "->", "=>", "^", "in"])
_ARTICLES = frozenset("aAI")  # letters that are words as well
_DIFFERENTIAL = re.compile(r"d[A-Za-z]")
_PRIME = re.compile(r"([a-z]+)'")


def pieces(words: str, scope: Scope) -> list[str | Term]:
    """Return the words as strings and each formula among them as a term.

    `2 at x = 1, divided by a*(1 - a)` gives "2 at ", the term x = 1, ", divided by ",
    and the term a*(1 - a). What is not understood stays a string: nothing is lost.
    """
    known = Scope({**_OF_REASONS, **scope.symbols}, index_sets=scope.index_sets)
    spans = [m.span() for m in _WORD.finditer(words)]
    found: list[str | Term] = []
    at = done = 0
    while at < len(spans):
        start = spans[at][0]
        formula = _formula(words, spans[at : at + _LONGEST], known)
        if formula is None:
            at += 1
            continue
        term, end = formula
        found += [words[done:start], term]
        done = end
        while at < len(spans) and spans[at][0] < end:
            at += 1
    return [piece for piece in [*found, words[done:]] if piece]


def reading_scope(scope: Scope) -> Scope:
    """Return the scope in which the formulas of a sentence are printed: du is a differential, not a word."""
    names = (f"d{chr(letter)}" for letter in range(ord("a"), ord("z") + 1))
    return replace(scope, notation={**{name: name for name in names}, **scope.notation})


def _formula(words: str, spans: list[tuple[int, int]], scope: Scope) -> tuple[Term, int] | None:
    """Return the longest formula that begins with the first of some words, and where it ends."""
    start = spans[0][0]
    most = 0
    while most < len(spans) and _fits(words[slice(*spans[most])], scope):
        most += 1
        if words[spans[most - 1][1] - 1] in ";:,." and _closed(words[start : spans[most - 1][1]]):
            break
    for last in range(most - 1, -1, -1):
        text = words[start : spans[last][1]].rstrip(".,;:")
        term = _term(text, scope)
        if term is not None and not _is_word(term, text, words[start + len(text) :]):
            return term, start + len(text)
    return None


def _fits(word: str, scope: Scope) -> bool:
    """Whether a word may stand in a formula: a sign, a number, or made of names that mean something."""
    bare = word.rstrip(".,;:")
    if bare in _OPERATORS or re.fullmatch(r"[\d.]+", bare):
        return True
    known = {*scope.symbols, *SPELLINGS, "sum", "prod", "max", "min", "inf", "int", "delta", "e", "pi", "L"}
    plain = all(len(n) == 1 or n in known or _DIFFERENTIAL.fullmatch(n) for n in _NAME.findall(bare))
    return plain and not re.search(r"\d-|[A-Za-z]-[A-Za-z]", bare)


def _is_word(term: Term, text: str, behind: str) -> bool:
    """Whether a lone letter is rather a word of the sentence: a sum."""
    if not isinstance(term, Symbol):
        return False
    if text in _ARTICLES:
        return bool(re.match(r"\s+[a-z]{2}", behind))
    return text != term.name or (text in FUNCTIONS and text != "sigma")


def _closed(text: str) -> bool:
    """Whether no bracket is still open, so that a comma ends the formula."""
    return all(text.count(left) <= text.count(right) for left, right in ("()", "{}", "[]"))


def _term(text: str, scope: Scope) -> Term | None:
    """Return the term that a text says in the scope of its step, or, if it is an equation, in one of its own."""
    prime = _PRIME.fullmatch(text)
    if prime and prime[1] in FUNCTIONS:
        return Prime(FUNCTIONS[prime[1]].symbol, 1)
    for known in (scope, None):
        try:
            term = read(text, known or infer_scope(text)) if known or re.search(r"[=<>^*/(_{]", text) else None
        except ReadError:
            continue
        if term is None or any(isinstance(t, Symbol) and len(t.name) > 1 and t.name.isupper() for t in subterms(term)):
            continue
        if free_symbols(term):  # "9 + 10" are the numbers of steps
            return term
    return None
