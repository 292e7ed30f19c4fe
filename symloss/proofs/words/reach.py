"""In which part of a text words say that something holds."""

from __future__ import annotations

import re

from symloss.proofs.words.prose import plain_words

_CONVENTION = re.compile(
    r"\b(?:convention|konvention|convenci[oó]n|convenio)|\bagree (?:that|to)\b|约定|规定", re.IGNORECASE
)
_ONWARD = re.compile(
    r"\b(?:from (?:now|here|this point|(?:chapter|section|part) \w+) on(?:wards?)?|henceforth|hereafter"
    r"|now,? (?:let|suppose|assume|consider|take|fix)|(?:let|suppose|assume|consider|take) now"
    r"|nun sei(?:en)?|sei(?:en)? nun"
    r"|(?:ab|von) (?:jetzt|hier|nun)(?: an)?|désormais|a partir de aquí)\b|从现在起|从这里开始|以下",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:in|from|until|up to|after|before|since|throughout)\s+"
    r"(?:chapters?|sections?|parts?|lectures?|kapiteln?|abschnitt\w*|chapitres?)\s+(?:\d|[IVX]+\b)",
    re.IGNORECASE,
)


def is_convention(sentence: str) -> bool:
    """Whether a sentence speaks of a convention, such as 0 log 0 = 0."""
    return bool(_CONVENTION.search(plain_words(sentence)))


def holds_onward(sentence: str) -> bool:
    """Whether what a sentence says holds from there on only: "from here on y is 0 or 1"."""
    return bool(_ONWARD.search(plain_words(sentence)))


def holds_elsewhere(sentence: str) -> bool:
    """Whether a sentence says in which parts of a text something holds: "in chapters 2 and 3"."""
    return bool(_ELSEWHERE.search(plain_words(sentence)))
