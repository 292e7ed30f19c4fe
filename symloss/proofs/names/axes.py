"""Axes of arrays and index letters that have one length, found by union of what must agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from symloss.term import nodes as n
from symloss.term.reader_names import CONSTANTS
from symloss.term.sorts import INDEX


@dataclass
class Classes:
    """Union-find over axes of arrays and index letters of formulas; a class may know its length."""

    parent: dict[object, object] = field(default_factory=dict)
    lengths: dict[object, list[str]] = field(default_factory=dict)

    def find(self, item: object) -> object:
        """Return what stands for the class of an item."""
        if self.parent.setdefault(item, item) == item and isinstance(item, tuple) and item[0] == "size":
            self.lengths.setdefault(item, [item[1]])  # so many are written out
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, a: object, b: object) -> bool:
        """Make two classes one, unless the text gives them different lengths; return whether they are one."""
        first, second = self.find(a), self.find(b)
        if first == second:
            return True
        mine, theirs = self.lengths.get(first, []), self.lengths.get(second, [])
        if mine and theirs and mine[0] != theirs[0]:
            return False  # two lengths that the text tells apart
        self.parent[second] = first
        self.lengths[first] = mine + theirs
        return True

    def copy(self) -> Classes:
        """Return classes that can be joined without changing these."""
        return Classes(dict(self.parent), {root: list(known) for root, known in self.lengths.items()})

    def know(self, item: object, length: str) -> None:
        """Give the class of an item a length."""
        self.lengths.setdefault(self.find(item), []).append(length)

    def length(self, item: object) -> str:
        """Return the length that is given most often, or ""."""
        known = self.lengths.get(self.find(item), [])
        return Counter(known).most_common(1)[0][0] if known else ""


def fresh_size(root: object, taken: set[str]) -> str:
    """Return a new name for the length of a class: K of the letter k."""
    letter = str(root[-1]) if isinstance(root, tuple) and root[0] == "letter" else "k"
    name = letter.upper()
    while name in taken:
        name += "_0" if not name.endswith("0") else "0"
    return name


def size_of(text: str) -> n.Term:
    """Return the term of a length as spelled; that of a series is infinity, which is no name."""
    return n.Number(Fraction(int(text))) if text.isdigit() else CONSTANTS.get(text, n.Symbol(text, INDEX))
