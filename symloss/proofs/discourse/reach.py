"""How far words reach: what the opening of a sentence supposes, and in which part of a text something holds."""

from __future__ import annotations

import re

from symloss.proofs.discourse.cues import Cue, cue_before, plain_words
from symloss.proofs.discourse.flow import MATH

IN_WORDS = "it may rest on a condition that the text gives in words"
_SUPPOSING = re.compile(
    r"\W*(?:(?:let us|we|from (?:now|here) on,? (?:let us |we )?)\s*)?"
    r"(?:assume|suppose|nehmen wir an|angenommen|supposons|on suppose|supongamos)\b|\s*(?:假设|设)",
    re.IGNORECASE,
)
_CONSEQUENT = re.compile(
    r"\b(?:then|so|hence|thus|therefore|we (?:get|have|obtain|find|see)|it follows|dann|gilt|alors|donc|entonces)\b"
    r"|则|那么",
    re.IGNORECASE,
)
_THAT_IS = (
    r"(?:that is|i\.\s?e\.|so that|so|meaning(?: that)?|which means(?: that)?|d\.\s?h\.|c'est-à-dire|es decir|即)"
)
_PROPERTY = (
    r"(?:distributions?|normali[sz]ed|cent(?:re|er)ed|standardi[sz]ed|unit (?:vectors?|norm|length)|one[- ]hot"
    r"|stochastic|on the simplex)"
)
_EXPLAINED = re.compile(
    rf"\b(?:is|are|be)\b[^.;:]{{0,40}}\b{_PROPERTY}\b[^.;:]{{0,30}}?[,(:]\s*{_THAT_IS}?[\s,]*"
    rf"(?:{MATH}[\s,]*(?:and|und|et|y|和)?\s*)*\Z",
    re.IGNORECASE,
)
_FOR_ALL = (
    r"(?:all|any|every|each|arbitrary|general|example|instance|short|later|simpl|conven|now\b|alle|jede|tou[st]"
    r"|tod[oa]s)"
)
_AFTER = re.compile(  # "[this] for unit vectors", "[this] if the labels are one-hot"; not "for all inputs", "for short"
    r"[\s)]*,?\s*(?:(?:if|when(?:ever)?|provided|assuming|as long as|under|given|unless|except|falls|wenn|sofern)\b"
    rf"|(?:si|lorsque|cuando)\b|(?:for|für|pour|para) (?!{_FOR_ALL}))[^.;:!?{MATH}]{{3,}}(?:[.;:!?]|\Z)",
    re.IGNORECASE,
)
_MISTAKE = re.compile(
    r"\b(?:mistakes?|slips?|careless(?:ly)?|pitfalls?|misprints?|mistaken(?:ly)?|wrong(?:ly)? (?:to|that|written)"
    r"|(?:common|usual|frequent|typical|classic(?:al)?|sign|beginner'?s?) errors?|tempting|falsch\w*|(?:ver|ge)tauscht"
    r"|(?:häufig|verbreitet|typisch)\w* (?:\w*fehler|irrtum)|erreurs? (?:classique|fréquente|courante|de signe)s?"
    r"|error (?:común|frecuente|típico|de signo))\b|误写|误认|错误地|常见的?错误",
    re.IGNORECASE,
)
_FOR_EVERY = re.compile(
    r"[\s,(]*(?:(?:for|für|pour|para) (?:all|every|each|any|alle|jedes|jeden|tou[st]|tod[oa]s?)\b|throughout\b"
    r"|对(?:所有|任意|每个))",
    re.IGNORECASE,
)
_CONVENTION = re.compile(
    r"\b(?:convention|konvention|convenci[oó]n|convenio)|\bagree (?:that|to)\b|约定|规定", re.IGNORECASE
)
_ONWARD = re.compile(
    r"\b(?:from (?:now|here|this point|(?:chapter|section|part) \w+) on(?:wards?)?|henceforth|hereafter"
    r"|(?:ab|von) (?:jetzt|hier|nun)(?: an)?|désormais|a partir de aquí)\b|从现在起|从这里开始|以下",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:in|from|until|up to|after|before|since|throughout)\s+"
    r"(?:chapters?|sections?|parts?|lectures?|kapiteln?|abschnitt\w*|chapitres?)\s+(?:\d|[IVX]+\b)",
    re.IGNORECASE,
)


def cue_in(clause: str) -> Cue:
    """Return the cue before a formula, which the words that open its sentence may overrule.

    "Assume that the logits are centred, [this] and [this]" claims nothing, nor does what explains a property of data:
    "the target is a distribution, that is, [this] and [this]".
    """
    cue, words = cue_before(clause), plain_words(clause)
    supposed = _SUPPOSING.match(words) and not _CONSEQUENT.search(words)
    return "assume" if cue == "claim" and (supposed or _EXPLAINED.search(words)) else cue


def told_after(words: str) -> bool:
    """Whether the words after a formula say for what it holds, without a formula: "[this] for unit vectors"."""
    return bool(_AFTER.match(plain_words(words)))


def says_all(words: str) -> bool:
    """Whether the words after a formula say that it is of every index: "[this] for all i"."""
    return bool(_FOR_EVERY.match(plain_words(words)))


def tells_error(sentence: str) -> bool:
    """Whether a sentence tells of a mistake: an equation in it gives no name another meaning."""
    return bool(_MISTAKE.search(plain_words(sentence)))


def is_convention(sentence: str) -> bool:
    """Whether a sentence speaks of a convention, such as 0 log 0 = 0."""
    return bool(_CONVENTION.search(plain_words(sentence)))


def holds_onward(sentence: str) -> bool:
    """Whether what a sentence says holds from there on only: "from here on y is 0 or 1"."""
    return bool(_ONWARD.search(plain_words(sentence)))


def holds_elsewhere(sentence: str) -> bool:
    """Whether a sentence says in which parts of a text something holds: "in chapters 2 and 3"."""
    return bool(_ELSEWHERE.search(plain_words(sentence)))
