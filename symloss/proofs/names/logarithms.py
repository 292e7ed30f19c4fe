r"""The base that a text declares for \log: "all logarithms are to base 2", "$\log$ denotes the binary logarithm".

A declaration holds for the whole document; one that begins "from here on" holds from there, one about "this section"
in it, and each ends where another one begins. \ln is natural everywhere, and a base that is written stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from symloss.errors import ReadError
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.documents.region import Document
from symloss.proofs.names.renaming import Parsed
from symloss.proofs.names.walks import on_sides, roots

_LOG = r"(?:(?<![\w-])log(?:arithms?|arithmes?|aritmos?|s)?|\bLogarithm(?:us|en)|对数)(?![-\w])"
_WITHIN = r"(?:\s+(?:in|of|throughout|here|dans|en)\b(?:\s+\w+){0,4}?|\s+used)?"
_IS = (
    r"(?:\s*,?\s+(?:is|are|means?|denotes?|stands\s+for|sind|ist|werden|bezeichnet|désigne|est|sont|son|es|denota)\b"
    r"|\s*:?=)"
)
_BASE = (
    r"(?:base|Basis)[-\s~]+(?:of\s+)?(2|10|e|two|ten)\b|(2|10)[-\s]base\b"
    r"|(binary|dyadic|decimal)\s+log|log_\s*(2|10)\b"
)
_NATURAL = r"natural(?:\s+(?:log|one|here|again|from)|\s*[,:)]|\s*\Z)|natürliche\w*\s+Log|naturels?\b"
_SAID = re.compile(rf"{_LOG}{_WITHIN}{_IS}\s+(?:[\w-]+\s+){{0,5}}?(?:{_BASE}|{_NATURAL})", re.IGNORECASE)
_USED = re.compile(
    rf"\bwe\s+(?:always\s+)?(?:use|take|write)\s+(?:the\s+)?(?:(?:{_BASE})\s*log|natural\s+log)", re.IGNORECASE
)
_FOR = re.compile(  # "we write log for the logarithm to base 2", "by log we mean the binary logarithm"
    rf"{_LOG}\s+(?:for|to\s+(?:mean|denote)|we\s+(?:always\s+)?(?:mean|denote))\s+(?:the\s+)?"
    rf"(?:logarithms?\s+(?:to|with|in|of)\s+(?:the\s+)?)?(?:{_BASE}|{_NATURAL})",
    re.IGNORECASE,
)
_HAN = re.compile(r"(?:对数|log)\s*(?:表示|均|都|皆|是|指|为)*\s*以\s*(2|10|e)\s*为底")
_OTHER = re.compile(rf"(?:{_BASE})|以\s*(2|10)\s*为底", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:not|no|n't|whether|or|if|could|can|may|might|some|often|sometimes|instead|nicht|oder|pas|ou)\b",
    re.IGNORECASE,
)
_ONWARD = re.compile(
    r"\b(?:from (?:now|here|this point) on|henceforth|in what follows|below)\b|ab jetzt|dorénavant|以下",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\b(?:this|the present) (?:section|subsection|paragraph|example|exercise)\b|本节", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.;。；]|\.(?=\d))+")
_MARKS = str.maketrans(dict.fromkeys("$`{}\\*", " "))
_BASES = {"2": "2", "two": "2", "binary": "2", "dyadic": "2", "10": "10", "ten": "10", "decimal": "10"}


@dataclass(frozen=True)
class Declared:
    """What base a text declares for its logarithms ("" is the natural one), and where that holds."""

    base: str
    start: int
    end: int


def with_bases(document: Document, formulas: Mapping[int, Parsed], headings: list[int]) -> dict[int, Parsed]:
    """Return formulas in which a bare log has the base that the text declares for it."""
    declared = list(_declarations(document, headings))
    made: dict[int, Parsed] = {}
    for start, found in formulas.items():
        base = next((d.base for d in reversed(declared) if d.start <= start < d.end), "")
        based = base and not isinstance(found, ReadError)
        made[start] = tuple(on_sides(f, partial(_based, base=base)) for f in found) if based else found  # type: ignore[union-attr]
    return made


def speaks_of_bases(document: Document, formulas: Iterable[Formula]) -> bool:
    """Whether a text speaks of logarithms to another base without a declaration: then its bare log may be either."""
    if not any(_based(root, "2") != root for formula in formulas for root in roots(formula)):
        return False  # it writes \ln, or says each time which one it is
    return not any(_said(document)) and any("log" in s and _OTHER.search(s) for _, s in _sentences(document))


def _declarations(document: Document, headings: list[int]) -> Iterator[Declared]:
    """Yield the declarations in the order of the text; the first holds before it too, if it holds everywhere."""
    for number, (start, sentence, base) in enumerate(_said(document)):
        at = bisect_right(headings, start)
        if _SECTION.search(sentence):
            end = headings[at] if at < len(headings) else len(document.body) + 1
            yield Declared(base, headings[at - 1] if at else 0, end)
        else:
            everywhere = not number and not _ONWARD.search(sentence)
            yield Declared(base, 0 if everywhere else start, len(document.body) + 1)


def _said(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield where a sentence declares a base, the sentence, and the base."""
    for start, sentence in _sentences(document):
        found = next(filter(None, (said.search(sentence) for said in (_SAID, _USED, _FOR, _HAN))), None)
        if found is not None and not _OPEN.search(sentence[max(0, found.start() - 40) : found.end()]):
            number = next((group for group in found.groups() if group), "")
            yield start + found.start(), sentence, _BASES.get(number.lower(), "")


def _sentences(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the sentences with "log" in them, without the marks of mathematics."""
    for match in _SENTENCE.finditer(document.body):
        if re.search(r"log|对数", match[0], re.IGNORECASE):
            yield match.start(), match[0].translate(_MARKS)


def _based(node: t.Node, base: str) -> t.Node:
    script = t.Literal(text=base, start=node.end, end=node.end)
    match node:
        case t.Scripted(base=t.Word(text="log"), sub=None):
            return t.Scripted(
                base=node.base, sub=script, sup=node.sup, primes=node.primes, start=node.start, end=node.end
            )
        case t.Scripted(base=t.Word(text="log")):
            return node
        case t.Word(text="log"):
            return t.Scripted(base=node, sub=script, start=node.start, end=node.end)
    return t.rebuilt(node, partial(_based, base=base))
