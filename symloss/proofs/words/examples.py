"""Sentences that set values: "Take a = 1 and y = 0.", "Example: the weight w = 2"."""

from __future__ import annotations

import re

from symloss.proofs.words.prose import MATH, plain_words

_AIM = (
    r"(?:(?:for|as an?|by way of) (?:\w+ )?(?:example|instance|illustration)"
    r"|(?:\w+ )?example|concretely|numerically|now)"
)
_QUANTITY = (
    r"(?:the|an?|our|some|values?|numbers?|inputs?|points?|weights?|parameters?|scalars?|logits?|scores?|bias|labels?"
    r"|targets?|step size|learning rate|predictions?|at|as)"
)
_SETS = (
    r"(?:let us |we (?:now )?)?"
    r"(?:take|set|choose|pick|fix|put|use|consider|suppose|assume|let|try|at|for|with|say|given)"
)
_VALUES = rf"[\s:]*(?:{_QUANTITY}\s+)*{MATH}(?:(?:\s|,|and|with)+(?:{_QUANTITY}\s+)*{MATH})*[\W\d]*"
_SETTING = re.compile(rf"[\W\d]*(?:{_AIM}[\W\d]*)?{_SETS}{_VALUES}", re.IGNORECASE)  # "Take a = 1 and y = 0."
_TAKES = re.compile(
    rf"[\W\d]*(?:{_AIM}[\W\d]*)?(?:let us |we (?:now )?)?"
    r"(?:take|set|choose|pick|fix|put|consider|suppose|assume|let)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(rf"[\W\d]*{_AIM}{_VALUES}", re.IGNORECASE)  # "Example: the weight w = 2, the input x = 1."

_SHOWS = re.compile(
    r"(?:\b(?:for|in|as) (?:an |the |this |our )?(?:\w+ )?(?:example|instance)(?: above| below)?|\be\.\s?g\."
    r"|\bzum Beispiel|\bz\.\s?B\.|\bpar exemple|\bp(?:or|er) (?:ej|ex|es)emplo?|\bнапример|比如|例如|例えば)\W*\Z",
    re.IGNORECASE,
)


def sets_values(sentence: str) -> bool:
    """Whether a sentence does nothing but set values: what it sets holds on."""
    return bool(_SETTING.fullmatch(plain_words(sentence)))


def takes_values(sentence: str) -> bool:
    """Whether a sentence sets values, and says more: what follows may be of them ("Take a = 0 (no decay). Then")."""
    return bool(_TAKES.match(plain_words(sentence)))


def gives_example(sentence: str) -> bool:
    """Whether a sentence does nothing but give the values of an example."""
    return bool(_EXAMPLE.fullmatch(plain_words(sentence)))


def shows_example(clause: str) -> bool:
    """Whether the words right before a formula say that it is one example: "For instance, [y = (0, ..., 1)]"."""
    return bool(_SHOWS.search(plain_words(clause)))
