"""Relations that words complete: `$formula$ = 0`, "for positive $x$", "let $x$ be negative".

What words say is put into the mathematics, so that whoever goes on reads one thing only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from symloss.proofs.documents.region import Document, Region
from symloss.proofs.documents.stacked import with_stacks

_PLAIN_RESULT = re.compile(r"[ \t]*=[ \t]*-?(?:\d+(?:\.\d+)?)(?![\w$\\.])")
_SIGNS = {  # of these words -> as a relation writes it
    r"(?:non-?zero|(?:ungleich|verschieden von) null|non nuls?|no nul[oa]s?|非零)": r"\ne 0",
    r"(?:non-?negative|nicht-?negativ(?:e[nrs]?)?|no negativ[oa]s?|非负)": r"\ge 0",
    r"(?:non-?positive|nicht-?positiv(?:e[nrs]?)?|no positiv[oa]s?|非正)": r"\le 0",
    r"(?:(?:strictly )?positive|positiv(?:e[nrs]?)?|strictement positi(?:fs?|ves?)|positiv[oa]s?|正)": "> 0",
    r"(?:(?:strictly )?negative|negativ(?:e[nrs]?)?|strictement négati(?:fs?|ves?)|negativ[oa]s?|负)": "< 0",
}
_SIGN = "|".join(_SIGNS)
_NUMBER = (
    r"(?:(?:real |reelle[nrs]? |reale[ns]? )?(?:numbers?|reals?|scalars?|constants?|integers?|values?"
    r"|Zahl(?:en)?|Konstanten?|réels?|nombres?(?: réels?)?|números?(?: reales)?|constantes?)|real|reell|数|实数|常数)"
)
_ARTICLE = r"(?:an?|two|three|some|both|all|eine?|zwei|une?|deux|des|una?|dos|是|为|都)"
_ALL = r"(?:all|any|every|each|alle|jedes?|tou[st]|todos?|任意|所有|real|reelle[s]?)"
_FOR = r"(?:for|when(?:ever)?|if|with|given|let|take|consider|fix|für|mit|pour|para|[对当若设])"
_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?P<kept>{_FOR}\s*(?:{_ALL}\s*)*)(?:{_ARTICLE}\s+)?(?P<sign>{_SIGN})(?:\s*{_NUMBER})?的?\s*\Z",
    re.IGNORECASE,
)
_LET = re.compile(
    r"(?:\b(?:let|suppose(?: that)?|assum(?:e|ing)(?: that)?|if|when(?:ever)?|where|provided(?: that)?|sei(?:en)?"
    r"|falls|wenn|soi(?:t|ent)|si|sean?|cuando|donde|où|wobei|für|pour|para)|[设当若令])\s*\Z",
    re.IGNORECASE,
)
_BE = r"(?:be|is|are|being|ist|sind|est|sont|es|son|是|为)"
_AFTER = re.compile(
    rf"\s*(?:{_BE}\s*)?(?:{_ARTICLE}\s*)*(?:{_NUMBER}\s+)?(?P<sign>{_SIGN})(?:\s*{_NUMBER})?(?:\s+(?:ist|sind))?"
    r"(?=\s*(?:[.,;:)，。；：]|\Z|(?:and|then|we|so|und|dann|et|alors|on|y|entonces)\b|[时则]))",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|,?\s*(?:and|und|et|y|和))\s*", re.IGNORECASE)
_LETTER = r"(?:[A-Za-z]|\\[a-z]+)(?:_(?:\w|\{\w+\}))?"
_NAMES = re.compile(rf"\s*{_LETTER}(?:\s*,\s*{_LETTER})*\s*")
_SAMPLES = re.compile(  # "a positive p and a negative n": of one's own class and of another
    r"\b(?:contrastive|triplets?|anchors?|siamese|info ?nce|negative sampl\w+"
    r"|(?:positive|negative)(?: |-)(?:samples?|examples?|pairs?|class|words?|instances?|documents?|items?))\b"
    r"|[正负]样本|[正负]例",
    re.IGNORECASE,
)


def completed(document: Document) -> Document:
    """Return a document whose mathematics holds what the words around it complete."""
    return with_stacks(_with_signs(_with_results(document)))


def _with_results(document: Document) -> Document:
    """Join `$formula$ = 0`, where the result stands outside of the mathematics, into one region."""
    regions = list(document.regions)
    for i, (math, prose) in enumerate(pairwise(regions)):
        found = _PLAIN_RESULT.match(prose.text) if math.kind == "inline" and prose.kind == "prose" else None
        if found is None or prose.start - math.end > 4:
            continue
        gap = " " * (prose.start - math.end)
        cut = prose.start + found.end()
        regions[i] = replace(math, end=cut, text=math.text + gap + found.group())
        regions[i + 1] = replace(prose, start=cut, text=prose.text[found.end() :])
    return replace(document, regions=tuple(regions))


def _with_signs(document: Document) -> Document:
    """Write `x > 0` where words suppose that $x$ is positive."""
    regions = list(document.regions)
    if any(_SAMPLES.search(region.text) for region in regions if not region.is_math):
        return document
    ended = -1  # where the last list stands of which something is supposed
    for first, last in _lists(regions):
        before, after = (regions[k] if 0 <= k < len(regions) else None for k in (first - 1, last + 1))
        said = _prose(before)
        leading = _BEFORE.search(said)
        supposed = _LET.search(said) or (ended == first - 2 and _AND.fullmatch(said))
        trailing = _AFTER.match(_prose(after)) if supposed else None
        if leading and before is not None:
            cut = leading.end("kept")
            regions[first - 1] = replace(before, end=before.start + cut, text=said[:cut])
        elif trailing and after is not None:
            cut = trailing.end()
            regions[last + 1] = replace(after, start=after.start + cut, text=after.text[cut:])
        found = leading or trailing
        ended = last if trailing else ended
        for k in range(first, last + 1, 2) if found else ():
            assert found is not None
            regions[k] = replace(regions[k], text=f"{regions[k].text} {_relation(found['sign'])}")
    return replace(document, regions=tuple(regions))


def _relation(word: str) -> str:
    return next(written for words, written in _SIGNS.items() if re.fullmatch(words, word, re.IGNORECASE))


def _prose(region: Region | None) -> str:
    return region.text if region is not None and region.kind == "prose" else ""


def _lists(regions: list[Region]) -> Iterator[tuple[int, int]]:
    """Yield where the names of one list stand: the first and the last of them."""
    first = None
    for k, region in enumerate(regions):
        if region.kind != "inline" or not _NAMES.fullmatch(region.text):
            continue
        first = k if first is None else first
        goes_on = k + 2 < len(regions) and regions[k + 2].kind == "inline" and _NAMES.fullmatch(regions[k + 2].text)
        if not (goes_on and _AND.fullmatch(_prose(regions[k + 1]))):
            yield first, k
            first = None
