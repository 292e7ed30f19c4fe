"""What words say that does not hold: "a mistake is to write [this]", "unless [this]"."""

from __future__ import annotations

import re

from symloss.proofs.words.prose import plain_words

_WRONG = r"(?:wrong|false|incorrect|untrue|not (?:true|correct|valid|the case)|erroneous)"
_SAYING = r"(?:to|that|the|a|writ\w+|sa[yi]\w*|think\w*|assum\w+|us(?:e|ing)|claim\w*|believ\w+|formula|identity|rule)"
_DENIED_BEFORE = re.compile(
    rf"\b{_WRONG} (?:that|to (?:write|say|claim|conclude|think|assume))(?: [\w']+){{0,3}}\W*\Z"
    rf"|\b(?:mistake|pitfall|misconception|fallacy|common error)s? (?:is|was|would be|of)(?: {_SAYING}){{0,4}}\W*\Z"
    r"|\b(?:wrongly|incorrectly|erroneously|mistakenly)\b(?: [\w']+){0,3}\W*\Z"
    r"|\b(?:not|instead of|rather than|nicht|statt|anstatt|mais pas|et non|pero no|y no|en lugar de)\W*\Z"
    r"|错误地\w*\W*\Z|而不是\W*\Z",
    re.IGNORECASE,
)
_EXCEPTS = re.compile(r"\b(?:unless|except (?:if|when|where|for|at))[\s*_(]*\Z", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    rf"[\s*_)]*(?:,?\s*(?:which|that|but (?:this|that|it))\s+)?"
    rf"(?:(?:does|do|did|would|will|need|can)(?: not|n't|not) (?:hold|apply|be true|follow)"
    rf"|(?:is|are|would be|was) (?:\w+ )?{_WRONG}|fails?\b|不成立|是错)",
    re.IGNORECASE,
)
_MISTAKE = re.compile(
    r"\b(?:mistakes?|slips?|careless(?:ly)?|pitfalls?|misprints?|mistaken(?:ly)?|wrong(?:ly)? (?:to|that|written)"
    r"|(?:common|usual|frequent|typical|classic(?:al)?|sign|beginner'?s?) errors?|tempting|falsch\w*|(?:ver|ge)tauscht"
    r"|(?:häufig|verbreitet|typisch)\w* (?:\w*fehler|irrtum)|erreurs? (?:classique|fréquente|courante|de signe)s?"
    r"|error (?:común|frecuente|típico|de signo))\b|误写|误认|错误地|常见的?错误",
    re.IGNORECASE,
)


_CHANCE_OF = re.compile(
    r"\b(?:probabilit(?:y|ies)|chances?|odds) (?:of|that|for)(?: an?| the)?(?: events?| outcomes?)?\W*\Z"
    r"|\bWahrscheinlichkeit (?:von|für|dass)\W*\Z|\bprobabilité (?:de|que|d')\W*\Z|\bprobabilidade? (?:de )?(?:que )?\Z"
    r"|\bвероятност\w+(?: того, что)?\W*\Z",
    re.IGNORECASE,
)
_CHANCE_AFTER = re.compile(r"\s*(?:的(?:条件|后验)?[概机機]率|的可能性|の確率|となる確率|일 확률)")
_EVENT = re.compile(  # not p = 0.3, which is how probable it is
    r"[^=<>(]{1,16}(?:[=<>]|\\(?:le|ge|leq|geq|in)\b)(?!\s*0?\.\d)[^=<>()]{1,10}"
)


def excepts(clause: str) -> bool:
    """Whether the next formula is where something does not hold: "unless [this]"."""
    return bool(_EXCEPTS.search(plain_words(clause)))


def denied(clause: str, after: str) -> bool:
    """Whether the words around a formula say that it does not hold: "a mistake is to write [this]", "unless [this]"."""
    words = plain_words(clause)
    return bool(excepts(clause) or _DENIED_BEFORE.search(words) or _DENIED_AFTER.match(after))


def not_said(clause: str, formula: str, after: str) -> str:
    """Return what a formula is that a text does not say to hold: denied, or an event, "the probability that [this]"."""
    if denied(clause, after):
        return "denied"
    chance = _CHANCE_OF.search(plain_words(clause)) or _CHANCE_AFTER.match(after)
    return "an event" if chance and _EVENT.fullmatch(formula.strip("$ ")) else ""


def tells_error(sentence: str) -> bool:
    """Whether a sentence tells of a mistake: an equation in it gives no name another meaning."""
    return bool(_MISTAKE.search(plain_words(sentence)))
