"""Where in a text its names are arrays, and in which spaces they lie: by section and font."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.mentions import label_of, stem_of, transposed


@dataclass
class Standing:
    """What each section of a text shows of its names.

    certain: name -> sections in which it is an array, for it is bold or transposed there. seen: in which it has
    indices. spaces: name -> section -> sizes. numbers: name -> sections that say it is in a set of numbers. apart:
    names and sections in which a bold letter stands beside the same letter that is not bold, which then is another
    name.
    """

    evidence: Evidence
    sections: Sequence[int]  # of the formulas, in their order

    def __post_init__(self) -> None:
        """Go through the text once."""
        self.certain: defaultdict[str, set[int]] = defaultdict(set)
        self.seen: defaultdict[str, set[int]] = defaultdict(set)
        self.spaces: defaultdict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
        self.numbers: defaultdict[str, set[int]] = defaultdict(set)
        self.numbered: defaultdict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
        bold: set[tuple[str, int]] = set()
        turned: set[tuple[str, int]] = set()  # by a T above a letter that is not bold
        plain: set[tuple[str, int]] = set()
        for use in self.evidence.uses:
            mention, index = use.mention, self.evidence.index
            here = label_of(mention, index), self.sections[use.formula]
            if self.evidence.indices(mention):
                self.seen[stem_of(mention, index)].add(here[1])
            if not use.inner:
                (bold if mention.font == "bold" else turned if transposed(mention) else plain).add(here)
                if transposed(mention):
                    self.certain[here[0]].add(here[1])
        for label, section in bold - plain:
            self.certain[label].add(section)
        self.apart = (bold & plain) - turned
        for number, name, shape in self.evidence.declared:
            if shape:
                self.spaces[name][self.sections[number]] = shape
                self.numbered[self._pattern(name)].setdefault(self.sections[number], shape)
            else:
                self.numbers[name].add(self.sections[number])

    def known(self, label: str) -> dict[int, tuple[str, ...]]:
        """Return the sizes of a name by section; x_n has those of x_i, and so has x^{(n)} those of x^{(i)}."""
        return self.spaces.get(label) or self.numbered.get(self._pattern(label), {})

    def _pattern(self, label: str) -> str:
        """Return a label with a star for each letter that numbers things."""
        parts = label.split("_")
        return "_".join([parts[0], *("*" if p.strip("()") in self.evidence.index else p for p in parts[1:])])

    def is_certain(self, label: str, section: int, *, bold: bool) -> bool:
        """Whether a name is an array in a section; bold: whether it is bold in the formulas that are read."""
        return section in self.certain[label] and (bold or (label, section) not in self.apart)

    def is_same(self, label: str, section: int, *, bold: bool) -> bool:
        """Whether a name may be the one whose space the text declares: not if that is bold and this is not."""
        known = self.spaces.get(label, {})
        plain = not bold and not self.is_certain(label, section, bold=bold) and section not in known
        return not (plain and known and all(where in self.certain[label] for where in known))

    def is_number(self, label: str, section: int) -> bool:
        """Whether a name is said to be a number in a section, and nothing there says that it is an array."""
        otherwise = section in self.spaces.get(label, ()) or section in self.certain[label]
        return section in self.numbers[label] and not otherwise

    def is_declared_after(self, label: str, section: int, last: int) -> bool:
        """Whether a section after this one, up to the last, says in which space a name lies."""
        return any(section < where <= last for where in self.spaces.get(label, ()))


def bold_in(ev: Evidence) -> frozenset[str]:
    """Return the names that are bold in some formulas."""
    return frozenset(label_of(use.mention, ev.index) for use in ev.uses if use.mention.font == "bold")
