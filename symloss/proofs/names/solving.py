"""How many axes the names of a few formulas have: the least surprising numbers with which all of them make sense.

Where indices do not tell (z = W x + b, dL/dW = delta x^T), every bare name has several
possible ranks, each with a cost: that of the convention it breaks. The search goes name
by name and gives up a choice as soon as a formula whose names all have a rank does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.axes import Classes
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.fitting import applied, factors, shape_of
from symloss.proofs.names.mentions import label_of, stem_of
from symloss.proofs.names.shape import COLUMNS, Manner, Shape
from symloss.proofs.names.shaping import MATRICES, Misfit, Shaper

MOST_STEPS = 2000  # of one search
BOUNDS = (2, 4, 7, 10, 14)  # on the cost, one after the other

Option = tuple[int, int]  # a rank, and what it costs


@dataclass(frozen=True)
class Fit:
    """Ranks with which all formulas make sense, the axes that then are one, and what is surprising about it."""

    ranks: dict[str, int]
    classes: Classes
    cost: int


class Search:
    """The search for the ranks of `options`, of which each name has at least one, in texts of this manner."""

    def __init__(
        self,
        ev: Evidence,
        known: Mapping[str, int],
        options: Mapping[str, Sequence[Option]],
        functions: Mapping[str, None],
        displayed: frozenset[str],
        formulas: Sequence[Formula] | None = None,
        *,
        manner: Manner = COLUMNS,
    ) -> None:
        formulas = ev.formulas if formulas is None else formulas
        self.ev, self.known, self.options = ev, dict(known), options
        self.functions, self.displayed, self.manner = functions, displayed, manner
        sought = [tuple(dict.fromkeys(_sought(ev, f, options))) for f in formulas]
        self.order = list(dict.fromkeys(name for names in sought for name in names))
        place = {name: at for at, name in enumerate(self.order, start=1)}
        self.ready: list[list[Formula]] = [[] for _ in range(len(self.order) + 1)]  # with the last name chosen
        for formula, names in zip(formulas, sought, strict=True):
            self.ready[max((place[name] for name in names), default=0)].append(formula)
        self.steps = 0
        self.bound = 0
        self.found: list[Fit] = []

    def fits(self, most: int = 2) -> list[Fit]:
        """Return the cheapest fits, the cheapest first."""
        for bound in BOUNDS:
            self.bound = bound
            checked = self._checked(0, {}, self.ev.classes, 0)
            if checked is not None:
                self._go(0, {}, *checked)
            if self.found or self.steps > MOST_STEPS:
                break
        return sorted(self.found, key=lambda fit: fit.cost)[:most]

    def _go(self, at: int, chosen: dict[str, int], classes: Classes, cost: int) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            return
        if at == len(self.order):
            self.bound = min(self.bound, cost + 1)
            self.found.append(Fit({**self.known, **{k: r for k, r in chosen.items() if r}}, classes, cost))
            return
        name = self.order[at]
        for rank, price in sorted(self.options[name], key=lambda option: option[1]):
            if cost + price > self.bound:
                break
            now = {**chosen, name: rank}
            checked = self._checked(at + 1, now, classes, cost + price)
            if checked is not None:
                self._go(at + 1, now, *checked)

    def _checked(self, at: int, chosen: dict[str, int], classes: Classes, cost: int) -> tuple[Classes, int] | None:
        """Return the axes and the cost once the formulas whose last name was just chosen are shaped."""
        if not self.ready[at]:
            return classes, cost
        classes = classes.copy()
        ranks = {**self.known, **{k: r for k, r in chosen.items() if r}}
        for formula in self.ready[at]:
            self.steps += 1
            strain = shaped(self.ev, formula, ranks, self.functions, self.displayed, classes, manner=self.manner)
            if strain is None or cost + strain > self.bound:
                return None
            cost += strain
        return classes, cost


def shaped(
    ev: Evidence,
    formula: Formula,
    ranks: Mapping[str, int],
    functions: Mapping[str, None],
    displayed: frozenset[str],
    classes: Classes,
    *,
    manner: Manner = COLUMNS,
) -> int | None:
    """Join the axes that a formula makes one; return how strained it is, None if it does not fit."""
    shaper = Shaper(
        lambda node: shape_of(ev, node, ranks, functions, firm=True),
        classes.join,
        lambda node: applied(ev, node, functions, displayed),
        lambda node: factors(ev, node),
    )
    shaper.strict, shaper.manner = True, manner
    sides = [s.node for s in formula.sides if s is not None and s.node is not None]
    try:
        shapes = [shaper.of(node) for node in sides]
        if all(sign.op in ("=", ":=", "<-") for sign in formula.signs):
            _equated(shaper, sides, shapes)
    except Misfit:
        return None
    return shaper.strain


def _equated(shaper: Shaper, sides: list[t.Node], shapes: list[Shape | None]) -> None:
    arrays = [s for s in shapes if s is not None and not s.number]
    for node, shape in zip(sides, shapes, strict=True):
        if arrays and shape is not None and shape.number and not isinstance(node, t.Literal):
            raise Misfit
    shaper.same([s for s in shapes if s is None or not s.number])


def _sought(ev: Evidence, formula: Formula, options: Mapping[str, Sequence[Option]]) -> Iterator[str]:
    for side in formula.sides:
        for whole in survey(side.node) if side is not None and side.node is not None else ():
            for mention in ev.single_letters(whole):
                for name in (label_of(mention, ev.index), stem_of(mention, ev.index)):
                    if name in options:
                        yield name
                        break


def conventional(name: str, font: str) -> tuple[Option, ...]:
    """Return the ranks that a bare name may have by the customs of letters, cheapest first."""
    base = name.split("_")[0]
    letter = name.split("_")[-1] if base in ("hat", "bar", "tilde", "vec", "bold", "under") else base
    capital = letter[:1].isupper()
    if font == "bold":
        return ((2, 0), (1, 1), (0, 4)) if capital else ((1, 0), (2, 4), (0, 4))
    if base == "vec":
        return ((1, 0),)
    if base == "under":
        return ((2, 0), (1, 1), (0, 2)) if capital else ((1, 0), (0, 5))
    if capital and letter in _LAYERS:
        return ((0, 1), (2, 1), (1, 2))
    if capital and letter in MATRICES:
        return ((0, 1), (2, 1), (1, 4))
    if letter in _LOSSES:
        return ((0, 0), (2, 7), (1, 7))
    if capital:
        return ((0, 0), (2, 3), (1, 3))
    if letter in _NUMBERS:
        return ((0, 0), (1, 5))
    return ((0, 0), (1, 1), (2, 5)) if letter in _VECTORS else ((0, 0), (1, 2), (2, 5))


_LAYERS = frozenset("AHYZ")  # what a layer gives: of one sample, or of many
_LOSSES = frozenset({"L", "J", "E", "ell"})
_VECTORS = frozenset({"x", "w", "y", "b", "a", "z", "h", "o", "s", "p", "q", "u", "v", "theta", "beta", "delta", "t"})
_NUMBERS = frozenset({"alpha", "eta", "lambda", "epsilon", "varepsilon", "gamma", "c", "d", "n", "m", "k", "N", "K"})
