"""Names that words give: "we use $S$ to denote $a + b$", "denote the sum $...$ by $S$"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symloss.proofs.words.prose import MATH, plain_words

_IS = (
    r"(?:to )?(?:denotes?|represents?|stands? for|abbreviates?|is short for"
    r"|as (?:a )?(?:shorthand|short form|abbreviation) (?:for|of))"
)
_SHORT = r"(?:use|using|write|writing|introduce)"
# "the loss ...", "the weighted sum ..."; a word that joins ("the label and ...", "the mean of ...") names nothing
_THE = (
    r"(?P<noun>(?:(?!(?:and|or|of|for|in|at|to|on|over|with|from|that|which|when|under|by|as|is|are)\s)[a-z-]+ ){0,4})"
)
_NAME_FIRST = (
    re.compile(rf"{MATH}\s+{_IS}\s+{_THE}{MATH}", re.IGNORECASE),
    re.compile(rf"{_SHORT}\s+{MATH}\s+(?:for|instead of)\s+{_THE}{MATH}", re.IGNORECASE),
    re.compile(rf"\blet\s+{MATH}\s+be\s+{_THE}{MATH}", re.IGNORECASE),
)
_NAME_LAST = (
    re.compile(rf"\b(?:denot\w+|abbreviat\w+|call|writ\w+)\s+{_THE}{MATH}\s+(?:by|as|with)\s+{MATH}", re.IGNORECASE),
)


@dataclass(frozen=True)
class Naming:
    """Formula number `name` of a sentence names formula number `value`."""

    name: int
    value: int
    bare: bool  # no noun stands between: "S denotes $T$"; "the label $y$" may be an apposition


def namings(words: str) -> Iterator[Naming]:
    """Yield what a sentence names in words; a formula is counted by its MATH mark."""
    for first, patterns in ((True, _NAME_FIRST), (False, _NAME_LAST)):
        for pattern in patterns:
            for found in pattern.finditer(plain_words(words)):
                number = plain_words(words)[: found.start()].count(MATH)
                name, value = (number, number + 1) if first else (number + 1, number)
                yield Naming(name, value, bare=not found["noun"].strip())
