"""Properties of arrays and samples that prose states in words: "one-hot", "sums to one", "independent"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from symloss.proofs.words.prose import MATH, plain_words


@dataclass(frozen=True)
class Property:
    """A property of named arrays that prose states in words: "one-hot", "sums to one"."""

    name: Literal["one-hot", "normalised", "distribution", "positive", "nonnegative", "binary", "symmetric"]
    pattern: re.Pattern[str]


_CONTINUOUS = (
    r"(?:normal|gaussian|standard|continuous|prior|posterior|joint|conditional|uniform|exponential|beta|gamma)\b"
)
PROPERTIES = (
    Property("one-hot", re.compile(r"one[-\s]?hot", re.IGNORECASE)),
    Property(
        "normalised",
        re.compile(
            r"(?:sums?|adds?(?: up)?|summing|normali[sz]ed) to (?:one|1|unity)"
            r"|sum of (?:the|all) (?:labels|targets) is (?:one|1)",
            re.IGNORECASE,
        ),
    ),
    Property(
        "distribution",
        re.compile(
            r"probability (?:vector|distribution)s?"
            rf"|\bdistributions?(?=\s+{MATH})"
            rf"|(?<={MATH})\s*(?:is|are|be)\s+(?:(?:an?|the|two)\s+)?(?:(?!{_CONTINUOUS})\w+\s+)?distributions?\b"
            r"(?! functions?\b)",
            re.IGNORECASE,
        ),
    ),
    Property(
        "symmetric",
        re.compile(
            r"(?<![\w-])(?<!not )(?<!necessarily )(?:symmetric(?! (?:in|about|around|under|with)\b)|symmetrisch\w*"
            r"|symétrique|simétrica)|(?<![非反不])对称",
            re.IGNORECASE,
        ),
    ),
    Property(
        "positive",
        re.compile(r"(?:strictly )?positive (?:numbers?|reals?|constants?|scalars?|parameters?)", re.IGNORECASE),
    ),
)
_NOT_SAID = re.compile(
    r"\b(?:not|cannot|no|never|without|unless|whether|neither|nor|instead|rather|non|were|nicht|kein\w*|ohne|ob|sans|pas|sin)\b"
    r"|n['’]t\b|[不非没]",
    re.IGNORECASE,
)
_OR_NOT = re.compile(r"\s*(?:(?:vectors?|labels?|targets?|encod\w+)\s*)?,?\s*\bor\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"[^.;:,]{0,20}[.;:,—–-]+\s*(?:but|though|although|yet|however|which|this|that|it|we|here|not)\b[^.]*?"
    r"(?:\b(?:not|cannot|no|never|nowhere)\b|n['’]t\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:some|many|most|other) (?:\w+ )?(?:people|authors?|texts?|papers?|books?)\b|\bothers\b", re.I
)
_ASIDE = re.compile(r",[^,.;:\x01]{0,40},")
_FIXED_POINTS = re.compile(  # there x = f(W x) is an equation for x
    r"\b(?:fixed?[- ]points?|equilibri\w*|steady[- ]states?|stationary (?:points?|states?|distributions?)"
    r"|self[- ]consisten\w*|mean[- ]field|recurren\w*|hopfield|implicit (?:layers?|functions?|differentiation))\b"
    r"|Fixpunkt\w*|Gleichgewicht\w*|points? fixes?|不动点|均衡|平衡态",
    re.IGNORECASE,
)


def speaks_of_fixed_points(texts: Iterable[str]) -> bool:
    """Whether a text speaks of what an equation of a thing with itself determines."""
    return any(_FIXED_POINTS.search(text) for text in texts)


def says(known: Property, words: str) -> Iterator[re.Match[str]]:
    """Yield where a sentence says of something that it has a property; not where it says that it has not.

    What a "not", "without", "whether" or "were" goes before in its clause is not said to hold, nor
    what others assume, nor what is taken back at once.
    """
    for found in known.pattern.finditer(words):
        clause = re.split(r"[.;:,]|\bbut\b", _ASIDE.sub(" ", words[: found.start()]))[-1]
        after = words[found.end() :]
        if known.name == "distribution" and re.search(rf"\b{_CONTINUOUS}\s*\Z", words[: found.start()], re.IGNORECASE):
            continue
        denied_here = _NOT_SAID.search(clause) or _OTHERS.search(clause)
        if not (denied_here or _OR_NOT.match(after) or _TAKEN_BACK.match(after)):
            yield found


_LISTED = rf"{MATH}(?:\s*(?:,\s*)?(?:and|und|et|y|和|与)?\s*{MATH})*"


def of_several(words: str, found: re.Match[str]) -> range:
    """Return the formulas that a plural is said of: "the distributions p and q", "p and q are distributions"."""
    if not found[0].endswith("s"):
        return range(0)
    before = words[: found.start()].count(MATH)
    behind = re.match(rf"\s+{_LISTED}", words[found.end() :])
    if behind:
        return range(before, before + behind[0].count(MATH))
    stands = re.search(rf"({_LISTED})\s*(?:(?:are|be|denote)\s+(?:\w+\s+){{0,2}})?\Z", words[: found.start()])
    return range(before - stands[1].count(MATH), before) if stands else range(0)


_ASYMMETRIC = re.compile(
    r"\b(?:not|nicht|pas|no)\s+(?:(?:necessarily|assumed|required|supposed|to|be|unbedingt|notwendig|nécessairement"
    r"|necesariamente)\s+)*(?:symmetri(?:c|sch)|symétrique|simétric)|\b(?:non-?|un|a)symmetri|[非不]对称",
    re.IGNORECASE,
)


def denies_symmetry(sentence: str) -> bool:
    """Whether a sentence speaks of matrices that need not be their own transposes."""
    return bool(_ASYMMETRIC.search(plain_words(sentence)))


_SUPPOSED = re.compile(
    r"(?:\b(?:if|when(?:ever)?|for|provided|falls|wenn|für|si|lorsque|pour|cuando|para)\b|[若当]|如果)[^.;:,]*\Z",
    re.IGNORECASE,
)


def supposed_so(before: str) -> bool:
    """Whether a property is a condition of what its sentence says: "if y is one-hot, [this]"."""
    return bool(_SUPPOSED.search(plain_words(before)))


_APART = (
    r"(?:\bi\.?\s?i\.?\s?d\b\.?|\bindependen(?:t|tly|ce)\b(?! (?:of|from)\b(?! each other| one another)| variables?\b))"
)
_SAMPLED = (
    r"(?:data|examples?|samples?|observations?|labels?|targets?|draws?|drawn|flips?|toss\w*|trials?|points?|instances?"
    r"|records?|pairs?|sentences?|words?|random variables|probabilities|distributed|assum\w+)"
)
_INDEPENDENT = re.compile(rf"{_APART}[^.]*\b{_SAMPLED}\b|\b{_SAMPLED}\b[^.]*{_APART}", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:not|n't|no|never|without|if|unless|were|instead|rather|linearly|conditional\w*|in?dependent or)\b|n't\b|\?",
    re.IGNORECASE,
)


def says_independent(sentence: str) -> bool:
    """Whether a sentence says that samples are independent, without an if or a not."""
    words = plain_words(sentence)
    return bool(_INDEPENDENT.search(words)) and not _UNSURE.search(words)


_STOPPED = re.compile(
    r"\bstop(?:s|ped|ping)?[- ](?:the )?grad\w*|\bstop_?grad\w*|\bdetach\w*|\bno_grad\b|\bstraight[- ]through\b"
    r"|\bno gradients? (?:flow|pass|is propagated)\w*|\bgradients? (?:does|do|is|are) not (?:flow|pass|propagat)\w*"
    r"|\b(?:without|block(?:s|ed|ing)?|cut(?:s|ting)?) (?:the )?(?:back-?propagat\w+|gradients?)",
    re.IGNORECASE,
)


def stops_gradients(sentence: str) -> bool:
    """Whether a sentence says that something is held fixed when derivatives are taken, whatever it is made of."""
    return bool(_STOPPED.search(plain_words(sentence)))
