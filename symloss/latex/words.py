"""Words in formulas: which rows of letters are words, and what the words between formulas say."""

from __future__ import annotations

import re

from symloss.latex import notation

# What words between formulas introduce: a condition, a definition, another formula, nothing.
_CONDITION = (
    "if|when|whenever|for|with|in case|provided|unless|given|such that|s\\.?t\\.?|assuming|where each|on|subject to"
    "|falls|wenn|für|pour|si|para|cuando|если|при|当|當|若|如果|对|對|在"
)
_CUES = (
    ("if", _CONDITION),
    ("otherwise", r"otherwise|oth\.?|else|in all other cases|其他|否则|sonst|sinon|autrement"),
    ("where", r"where|let|here|其中|wobei|où|donde"),
    ("and", r"and|or|also|und|et|以及"),
    ("so", r"so|thus|hence|then|therefore|which|that is|i\.e\.?"),
    ("because", r"since|because|as|da|weil|denn|car|puisque|pues|porque|ya que|因为|因為|由于"),
)
_CUE = tuple((name, re.compile(rf"^(?:{words})(?![A-Za-z])", re.IGNORECASE)) for name, words in _CUES)
_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9]*(?:[-_ ][A-Za-z0-9]+)*$")


def is_word(letters: str) -> bool:
    """Return whether bare letters are read as one word rather than as a product."""
    return letters in notation.WORDS


def canonical(word: str) -> str:
    """Return the usual spelling of a word: Log -> log."""
    return notation.WORD_ALIASES.get(word, word)


def cue(text: str) -> str:
    """Return what words between formulas introduce: if, otherwise, where, and, so, because, or ""."""
    words = strip(text)
    return next((name for name, pattern in _CUE if pattern.match(words)), "")


def strip(text: str) -> str:
    """Return words without TeX spacing and punctuation around them."""
    return re.sub(r"\\[,;:!~ ]|\\quad|\\qquad|[~$]", " ", text).strip(" \t\n,;:.()（），；：。")


def is_sign(text: str) -> bool:
    r"""Return whether \text{...} is a sign or a number, \text{²} or \text{+}, and neither words nor a mark like (1)."""
    worded = any(c.isalpha() for c in text) or "(" in text
    return not worded and bool(re.search(r"[\w+*/=^'\"%−×÷<>!]", strip(text)))


def is_name(text: str) -> bool:
    r"""Return whether \text{...} names something (a function, a quantity) rather than saying something."""
    words = text.strip().replace("\\_", "_")
    return bool(_NAME.match(words)) and not cue(words) and words.count(" ") <= 1
