"""What prose calls the names in it: operators, activation functions, matrices of a size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.documents.region import Document, Region
from symloss.proofs.names.kinds import NORMAL

Parsed = Mapping[int, tuple[Formula, ...] | Exception]

_OPERATOR = re.compile(r"\boperator\s*\$*\s*\Z", re.IGNORECASE)
_NORMAL = re.compile(r"\b(?:normal|gaussian)\s+(?:cumulative\s+)?(?:distribution|cdf|c\.d\.f)", re.IGNORECASE)
_ENTRYWISE = r"(?:element|entry|point|component|coordinate)[- ]?wise"
_ACTIVATION = (  # "activation function f", "the nonlinearity f", "Aktivierungsfunktion f", in other languages too
    rf"(?:activation(?: function)?|non-?linearity|{_ENTRYWISE} function|transfer function|fonction d'activation"
    r"|aktivierungsfunktion|funkcj\w+ aktywacji|funci[oó]n de activaci[oó]n|função de ativação"
    r"|функци\w+ активации|hàm kích hoạt|激活函数|活性化関数|활성화 함수)"
)
_BEFORE = re.compile(rf"{_ACTIVATION}\s*\$*\s*\Z", re.IGNORECASE)
_AFTER = re.compile(
    rf"\A\$*\s*(?:(?:is|denotes|represents|stands for|be|ist|est|es|jest|là|是|为|は|—|-)\s*(?:an?|the|our|some"
    rf"|eine?|die|la|une?|một|表示)?\s*(?:non-?linear )?"
    rf"{_ACTIVATION}|(?:is |are )?(?:applied |applies |acts? )+{_ENTRYWISE})",
    re.IGNORECASE,
)
_OF_VECTORS = re.compile(r"softmax|归一化", re.IGNORECASE)


@dataclass(frozen=True)
class Spoken:
    """operators: letters that are no vectors, whatever their font. activations: functions that act on each entry."""

    operators: frozenset[str]
    activations: frozenset[str]


def spoken(document: Document, formulas: Parsed) -> Spoken:
    """Return what the prose of a document calls its names."""
    operators: set[str] = set()
    activations: set[str] = set()
    for before, region, after in _between_words(document):
        names = list(_names(formulas.get(region.start, ()))) if region.is_math else []
        if _OPERATOR.search(before):
            operators |= set(names)
        called = _BEFORE.search(before) or _AFTER.search(after)
        if called and len(set(names)) == 1 and not _OF_VECTORS.search(before[-60:] + after[:60]):
            activations |= set(names)
    said = any(_NORMAL.search(region.text) for region in document.regions if region.kind == "prose")
    return Spoken(frozenset(operators) | (NORMAL if said else frozenset()), frozenset(activations))


def _between_words(document: Document) -> Iterator[tuple[str, Region, str]]:
    regions = document.regions
    for at, region in enumerate(regions):
        before = regions[at - 1].text if at else ""
        yield before, region, regions[at + 1].text if at + 1 < len(regions) else ""


def _names(found: tuple[Formula, ...] | Exception) -> Iterator[str]:
    for formula in found if isinstance(found, tuple) else ():
        for side in formula.sides:
            if side is not None and side.node is not None:
                yield from (mention.name for mention in survey(side.node))
