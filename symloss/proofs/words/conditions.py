"""What words say of when something holds: "if i = j, [this]", "[this] for i != j", "for the other classes [this]"."""

from __future__ import annotations

import re

from symloss.proofs.words.cues import Cue, cue_before, cue_in
from symloss.proofs.words.denials import excepts
from symloss.proofs.words.prose import MATH, plain_words
from symloss.proofs.words.reasons import follows_reason, opens_with_reason

IN_WORDS = "it may rest on a condition that the text gives in words"
_CASE = (
    r"(?:\b(?:if|when(?:ever)?|provided that|case|falls|wenn|si|lorsque|cuando|(?:fall|cas|caso)(?=\s[\dA-Z]))\b"
    r"|[当若]|如果|情[况形])"
)
_CONSEQUENCE = (
    re.compile(  # "if i = j, [this]", "Case i = j: [this]", "Case 1: i = j" [this]; not "if i = j and [this]"
        rf"{_CASE}(?:(?!{_CASE}).)*{MATH}[\s*_)]*[,:，：]?[\s*_]*\Z", re.IGNORECASE | re.S
    )
)
_NOT_IN_CASE = r"(?<!\bin the )(?<!\bin this )(?<!\bin that )(?<!\bin which )"
_FOR_THESE = re.compile(  # "for any w and x: [this]"
    rf"\b(?:for|whenever|für|pour|para)\b[^{MATH}]*{MATH}[^:：]*[:：][\s*_]*\Z"
    r"|\b(?:for|with) (?:arbitrary|general|any)\b[\w\s-]*,\s*\Z",
    re.IGNORECASE,
)
_FOR = (
    r"(?:for|whenever|when|if|as long as|provided(?: that)?|für|wenn|falls|pour|si|para|cuando"
    r"|для|при|если)"
)
_FOR_NEXT = re.compile(  # "for [this]", "if A and [this]", where no claim stands before the "if"
    rf"\b{_FOR}(?:\s+(?:all|any|every|each|alle|jedes|tout|todo|real|positive|negative|nonnegative|non-negative|natural"
    r"|integers?|whole|numbers?|values?|of|reelle[ns]?|ganze|natürliche|Zahl(?:en)?|réels?|entiers?|reales?|enteros?"
    r"|positiv[aeo]?s?|positifs?|négatifs?|números?|nombres?)(?!\w))*\s*\Z|\A\W*(?-i:Where)\s*\Z|[当对若]于?\s*\Z"
    rf"|\A[^{MATH}]*(?:\b{_FOR}(?:\s+{MATH}\s*(?:and|und|et|y))+|[当对若]于?(?:\s*{MATH}\s*(?:且|和))+)\s*\Z",
    re.IGNORECASE,
)
_FOR_SUCH = re.compile(
    r"\b(?:for|für|pour|para)\s+[\w-]+(?:\s[\w-]+){0,4}\s*\(\s*\Z", re.IGNORECASE
)  # "for unit vectors ([this])"
_DECLARES = re.compile(
    r"\b(?:let|suppose|assume|consider|take|fix|now|sei(?:en)?|angenommen|soi(?:t|ent)|supposons|sean?|supong\w+|пусть)\b"
    rf"[^{MATH}]*(?:{MATH}[^{MATH}]*){{0,2}}\Z|[令设][^{MATH}]*\Z|假设[^{MATH}]*\Z"
    r"|\A\W*(?:with|mit|avec|con)\s*\Z",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:in general|generally|in the general case|(?:for|with) (?:arbitrary|general)|more generally|without "
    r"th[ei]s?\w* (?:assumption|condition|restriction)s?|(?:im )?allgemein(?:en)?|en général|en general)\b"
    r"|一般(?:地|情况|来说|而言)",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:without|drop(?:s|ped|ping)?|remov(?:e|es|ed|ing)|lift(?:s|ed|ing)?|relax(?:es|ed|ing)?|ohne|sans|sin)\s+"
    r"(?:(?:th(?:is|at|[eo]se|e)|such|any|dies\w+|die|cette|l['’]|esta|la)\s*)?(?:\w+\s+)?"
    r"(?:assumption|condition(?!ing)|restriction|symmetry|independence|annahme|voraussetzung|bedingung|symmetrie"
    r"|unabhängigkeit|hypothèse|symétrie|indépendance|hipótesis|simetría|independencia)",
    re.IGNORECASE,
)
_SUPPOSES_NEXT = re.compile(  # "if [this]", "when we have [this]"; not "in this case [this]", "when we divide, [this]"
    rf"{_NOT_IN_CASE}{_CASE}(?!\s+of\b)(?:[\s*_:(]+[\w-]+){{0,4}}[\s*_:(]*\Z", re.IGNORECASE
)
_NAMED_CASE = re.compile(r"\b(?:case|fall|cas|caso)\b|情[况形]", re.IGNORECASE)
_LONE_CASE = re.compile(rf"[\W_]*(?:\d+[.)]|[a-z][.)])?[\W_]*{_CASE}\s*{MATH}[\s*_:：,.)]*", re.IGNORECASE)
_HAPPENS = (  # "A holds when B", "(A) occurs exactly if B"; what holds only if B may fail for B
    r"(?:[)）]?,?\s*(?:(?:this|it|which|that|esto|dies|das|ce qui) )?(?:holds?|happens?|occurs?|is (?:so|true|the case)"
    r"|ocurre|sucede|se cumple|gilt|geschieht|se produit|arrive)\b,?\s*"
    r"(?:exactly|precisely|just|genau dann,?|justo)?\s*)"
)
_ALSO = r"(?:also|even|too|still|especially|in particular)"  # of what is one case among others
_TRAILING = re.compile(
    rf"^[\s,，]*{_HAPPENS}?(?:{_ALSO}\s+)?(?:for(?: all| any| every| each)?|if(?: and only if)?|when(?:ever)?|with"
    r"|where|as long as|provided(?: that)?|at|für(?: alle)?|falls|wenn|pour(?: tout)?|si(?: y s(?:o|ó)lo si"
    r"| et seulement si)?|para|cuando|lorsque|quand|[当对若]|including(?: for| at| when)?)\s*$",
    re.IGNORECASE,
)
_GOING = re.compile(
    r"^[\s,，]*(?:as|in the limit(?: as| of| when| where)?)\s*$", re.IGNORECASE
)  # of what goes somewhere
_INCLUDES = re.compile(rf"\b(?:{_ALSO}|including)\b(?:\s+(?:for|at|when|if|where|with))?\s*\Z", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\s*[(（]\s*(?:for(?: all)?|if|when|where|für|falls|pour|si|[当对若])?\s*$")  # "A (i != j)"
_THEN = re.compile(r"[\s,]*(?:then|we|the|so|it|this)\b", re.IGNORECASE)
_WITHOUT_FORMULA = re.compile(  # a case that has no formula
    r"\b(?:others?|remaining|the rest|but the|else(?:where)?|otherwise|all but|except|incorrect|wrong|non-?target"
    r"|(?:off-?)?diagonal|boundary|positives|negatives|(?:correct|true|target|positive|negative|(?:in)?active|interior)"
    r" (?:class|label|sample|example|one|pair|logit|word|token|entry|component|index|point)(?:e?s)?\b"
    r"|in (?:this|that|which|either|each) case|sonst|andernfalls|(?:ander|übrig)e[nrs]?"
    r"|ailleurs|autres?|sinon|otr[oa]s?|dem(?:á|a)s)\b|其他|其它|其余|否则|[正负]样本|[正负]例",
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
_FOR_EVERY = re.compile(
    r"[\s,(]*(?:(?:for|für|pour|para) (?:all|every|each|any|alle|jedes|jeden|tou[st]|tod[oa]s?)\b|throughout\b"
    r"|对(?:所有|任意|每个))",
    re.IGNORECASE,
)


def cue_of(clause: str, after: str) -> Cue:
    """Return what the words before a formula and after it say that its author does."""
    if supposed_before(clause) or follows_reason(clause, after):
        return "claim"
    if opens_with_reason(clause, after):
        return "assume"
    return cue_in(clause)


def supposed_before(clause: str) -> bool:
    """Whether a formula follows what it needs: "if i = j, [this]"."""
    return bool(_CONSEQUENCE.search(clause) or _FOR_THESE.search(clause))


def supposed_within(clause: str, sentence: str) -> bool:
    """Whether a formula after these words is the condition of what its sentence goes on to say: "for x > 0 we have"."""
    words = plain_words(clause)
    return goes_on(clause, sentence) and bool(_FOR_NEXT.search(words) or _FOR_SUCH.search(words))


def goes_on(clause: str, sentence: str) -> bool:
    """Whether a sentence says something by a formula behind the one after these words."""
    after = sentence.partition(clause + MATH)[2]
    return MATH in after and cue_before(after.rpartition(MATH)[0]) != "define"


def declares(clause: str) -> bool:
    """Whether words say of what kind the next formula is: "let [this]", and not that it is so, "since [this]"."""
    return bool(_DECLARES.search(plain_words(clause)))


def lost_condition(clause: str, sentence: str) -> str:
    """Return what to say of the rest of a sentence if the formula after these words is a condition not understood."""
    lost = excepts(clause) or supposed_within(clause, sentence)
    return "it rests on a condition that I do not understand" if lost else ""


def in_general(sentence: str) -> bool:
    """Whether a sentence leaves special values and cases behind: "in general, ..."."""
    return bool(_GENERAL.search(plain_words(sentence)))


def takes_back(sentence: str) -> bool:
    """Whether a sentence leaves behind what was assumed: "without this assumption"."""
    return bool(_TAKES_BACK.search(plain_words(sentence)))


def supposes_next(clause: str) -> bool:
    """Whether the next formula is what is supposed: "if f = g"; what follows "in this case" is not."""
    return bool(_SUPPOSES_NEXT.search(plain_words(clause)))


def told_in_words(clause: str) -> bool:
    """Whether words without a formula say of what the next formula is said: "for the other classes [this]"."""
    return bool(_WITHOUT_FORMULA.search(plain_words(clause).rpartition(MATH)[2]))


def opens_case(clause: str, sentence: str) -> bool:
    """Whether a condition holds beyond its sentence: "Case 1: i = j", or "If i = j:" with nothing after it."""
    return bool(_NAMED_CASE.search(clause) or _LONE_CASE.fullmatch(plain_words(sentence)))


def trails(between: str, after: str) -> bool:
    """Whether a condition belongs to the formula before it: "A for i != j", but not "A. If i = j then B"."""
    if _IN_BRACKETS.match(between):
        return after.startswith((")", "）"))
    ends = not after.strip(" \t\r\n.,;:)。，；：）")
    return bool(_TRAILING.match(between) or goes(between)) and (
        ends or ("\n" not in between.strip(" ") and not _THEN.match(after))
    )


def goes(between: str) -> bool:
    """Whether a condition behind a claim can only be where something goes: "A as z -> 0"; else "as" gives a reason."""
    return bool(_GOING.match(between))


def includes(between: str) -> bool:
    """Whether a condition behind a claim is one case in which it holds too: "for all x, even at [this]"."""
    return bool(_INCLUDES.search(plain_words(between)))


def told_after(words: str) -> bool:
    """Whether the words after a formula say for what it holds, without a formula: "[this] for unit vectors"."""
    return bool(_AFTER.match(plain_words(words)))


def says_all(words: str) -> bool:
    """Whether the words after a formula say that it is of every index: "[this] for all i"."""
    return bool(_FOR_EVERY.match(plain_words(words)))
