"""Numbers that a text gives to names outside of its formulas: "x1 = 1.0, y = 0", the code `lr = 0.1`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symloss.latex.notation import ACCENTS_ABOVE, UNICODE
from symloss.proofs.documents.region import Document

_AMOUNT = re.compile(
    r"(?<![\w.\\^=+*/()-])(?P<letter>[^\W\d_\u2080-\u2089]+[\u0300-\u036f]?)_?(?P<index>\w*?)[ \t]*="
    r"[ \t]*(?P<number>[-−]?\d+(?:\.\d+)?)"
    r"(?![\w%(\[^*/+·×=−-]|\.[\w.]|,\d|[ \t]*,[ \t]*-?\d|[ \t]+(?:[-+*/·×=<>≈^−]|(?:to|or|bis|oder|à|ou|a|o)\b))"
)
_NOT_SAID = re.compile(  # "if y = 1", "the case y = 0", "2 + y = 3"
    r"(?:\b(?:if|when|whenever|cases?|falls?|wenn|si|se|quand|lorsque|quando|cuando|caso|gdy|jeśli|если|при|nếu|khi)"
    r"|[当若])\s*\W?\Z|\S[ \t]*[-+*/^=<>·×−][ \t]*\Z",
    re.IGNORECASE,
)
_WORD = 12  # letters of the longest of these words, and what stands around it
_OUTSIDE = ("prose", "code")


@dataclass(frozen=True)
class Amounts:
    """The numbers by name, each with its line, in the order of the text."""

    by_name: Mapping[str, tuple[tuple[int, Fraction], ...]] = field(default_factory=dict)

    def line(self, name: str, value: Fraction | None, before: int) -> int:
        """Return the line, up to another one, that gives a name this number, or 0 if none does or one since differs."""
        said = [(line, number) for line, number in self.by_name.get(name, ()) if line <= before]
        return said[-1][0] if said and said[-1][1] == value else 0


def amounts(document: Document) -> Amounts:
    """Return the numbers that are given to names in words and in code."""
    found: dict[str, list[tuple[int, Fraction]]] = {}
    for region in document.regions:
        for match in _AMOUNT.finditer(region.text) if region.kind in _OUTSIDE else ():
            if not _NOT_SAID.search(region.text[max(0, match.start() - _WORD) : match.start()]):
                line, _ = document.place(region.start + match.start())
                number = Fraction(match["number"].replace("−", "-"))
                found.setdefault(_name(match["letter"], match["index"]), []).append((line, number))
    return Amounts({name: tuple(said) for name, said in found.items()})


def _name(letter: str, index: str) -> str:
    """Return how formulas spell a name: w_1 of w1 and w₁, eta of η, hat_y of ŷ."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    accent = ACCENTS_ABOVE.get(marks[0], "") if len(marks) == 1 else ""
    spelled = f"{accent}_{base}" if accent else UNICODE.get(letter, letter).strip("\\ ")
    return f"{spelled}_{unicodedata.normalize('NFKC', index)}" if index else spelled
