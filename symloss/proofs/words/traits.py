"""What words say of names that no formula says: "u and v are orthogonal", "x equals y", "for odd n".

It may be what makes a claim true. It is not read, so what fails without it is not shown to be false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symloss.proofs.words.prose import MATH, plain_words

_NAMES = rf"{MATH}(?:[\s,]*(?:and|or|und|et|y|e|与|和|)[\s,]*{MATH})*"
_TRAIT = (
    r"(?:orthogonal|orthonormal|perpendicular|parallel|collinear|proportional|equal|identical|the same|opposite"
    r"|of (?:the same|equal|opposite|different|like|unit) (?:signs?|length|norm)|of (?:length|norm) (?:one|1)"
    r"|(?:same|opposite|different) signs?|normali[sz]ed(?! (?:by|to|over|across|using|with|along)\b)"
    r"|unit (?:vectors?|norm|length)|idempotent"
    r"|projections?|projectors?|rotations?|reflections?|permutations?|involut\w+|unitary|hermitian"
    r"|(?:anti|skew)-?symmetric|diagonal|triangular|nilpotent|commut(?:e|ing|ative)|even|odd|coprime|divisible"
    r"|(?:non-?)?(?:positive|negative|zero)(?!\W*(?:semi|definite|mean))|multiples?|complementary|conjugates?"
    r"|mutually exclusive|disjoint|distinct|consecutive|reciprocals?|inverses?|standardi[sz]ed|uncorrelated"
    r"|(?:cent(?:er|re)d|zero[- ]mean)(?! (?:at|around|on)\b)"
    r"|senkrecht|gleich|normiert|un?gerade|vertauschbar|orthogona(?:ux|les?)|perpendiculaires?|éga(?:le?s?|ux)"
    r"|colinéaires?|unitaires?|(?:im)?pairs?|ortogonal(?:es)?|perpendiculares|iguales?|paralel[oa]s|unitari[oa]s?"
    r"|impar(?:es)?|正交|垂直|平行|相等|单位向量|可交换|偶数|奇数)"
)
_BE = r"(?:is|are|be|being|become|have|has|ist|sind|seien?|est|sont|es|son|sean?|为|是)"
_NOUN = (
    r"(?:vectors?|matri(?:x|ces)|numbers?|directions?|columns?|scalars?|reals?|Vektor(?:en)?|vecteurs?|vectores?"
    r"|Zahl(?:en)?|entiers?|nombres?|números?|enteros?|向量|矩阵)"
)
_WORDS = (
    r"(?:(?:both|all|also|not|never|now|mutually|pairwise|strictly|two|some|any|real|an?|the|deux|des|une?|dos|unos|unas?|zwei|eine?|相互|互相)\s*)*"
    rf"(?:{_NOUN}\s+)?"
)
_TO = rf"(?![^\W\d_])(?:\s*(?:to|with|as|of|than|zu|à|a)?\s*{_NAMES})?"
_SAID = re.compile(  # not "its derivative by w is zero"
    rf"(?<!\bof )(?<!\bto )(?<!\bat )(?<!\bin )(?<!\bby )(?<!\bon )(?<!\bfor )(?<!\bwith )(?<!\bfrom )"
    rf"(?P<names>{_NAMES})[\s,]*{_BE}\s*{_WORDS}{_TRAIT}{_TO}",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b(?:for|if|when|let|für|sei(?:en)?|pour|soi(?:t|ent)|para|sean?)\s+(?P<names>{_NAMES})\s+{_WORDS}{_TRAIT}{_TO}",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?<![^\W\d_])(?:for|an?|all|any|every|each|two|both|some|with|let|given|consider|take|für|pour|para|eine?|zwei|deux|dos)"
    rf"\s+{_TRAIT}\s+(?:{_NOUN}\s+)?(?P<names>{_NAMES})",
    re.IGNORECASE,
)
_SUPPOSED = r"(?:let|suppose|assume|if|when(?:ever)?|since|because|as|provided|falls|wenn|si|lorsque|cuando)"
_EQUALS = re.compile(
    rf"\b{_SUPPOSED}\b[^{MATH}.;]*(?P<names>{_NAMES})\s*(?:all |both |also )?"
    r"(?:equals?|coincide|agree|vanish(?:es)?|commute|match|kommutieren|commutent|conmutan)\b"
    rf"{_TO}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Trait:
    """Words that say something of formulas of a sentence: the numbers of these."""

    words: str
    formulas: range


def traits(sentence: str) -> Iterator[Trait]:
    """Yield what the words of a sentence say of the names in it."""
    words = plain_words(sentence)
    for pattern in (_SAID, _OF, _BESIDE, _EQUALS):
        for found in pattern.finditer(words):
            told = " ".join(words[found.end("names") : found.end()].replace(MATH, " ").split())
            told = told or " ".join(found[0].replace(MATH, " ").split())
            yield Trait(told, range(*(words[:end].count(MATH) for end in (found.start("names"), found.end()))))


_IF = re.compile(
    r"(?:\A|[,;:(—–])\W*(?:but |and |so |also |thus |then |hence |similarly,? )*"
    r"(?:if|when(?:ever)?|provided(?: that)?|as long as|falls|wenn|si|lorsque|cuando|si|если|когда)\s+"
    r"(?!(?:we|you|one|i|it comes|man|wir|on|nous|se|only|and|\w+ing)\b)[^,;:]+"
    r"(?:,|\bthen\b|\bdann\b|\balors\b|\bentonces\b)",
    re.IGNORECASE,
)


def supposes_in_words(clause: str) -> bool:
    """Whether words before a formula suppose something of it: "if the prediction is perfect, [this]"."""
    return bool(_IF.search(plain_words(clause)))
