"""How many axes the names of a few formulas have: the least surprising numbers with which all of them make sense.

Where indices do not tell (z = W x + b, dL/dW = delta x^T), every bare name has several
possible ranks, each with a cost: that of the convention it breaks. The search goes name
by name and gives up a choice as soon as a formula whose names all have a rank does not fit.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import survey
from symloss.proofs.names.axes import Classes
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.fitting import applied, factors, shape_of
from symloss.proofs.names.mentions import label_of, stem_of
from symloss.proofs.names.shape import Axis, Shape
from symloss.proofs.names.shaping import Misfit, Shaper
from symloss.proofs.names.strains import MATRICES, TURNED
from symloss.term.scope import COLUMNS, Manner

MOST_STEPS = 2000  # of one search
BOUNDS = (2, 4, 7, 10, 14)  # on the cost, one after the other

Option = tuple[int, int]  # a rank, and what it costs


@dataclass(frozen=True)
class Fit:
    """Ranks with which all formulas make sense, the axes that then are one, and what is surprising about it."""

    ranks: dict[str, int]
    classes: Classes
    cost: int
    squares: tuple[str, ...] = ()  # matrices that a claim alone makes as high as they are wide

    def made_square(self, other: Fit, names: Collection[str]) -> tuple[str, ...]:
        """Return which of these matrices are as high as they are wide here, but need not be so in another fit."""
        matrices = [name for name in self.ranks if name in names and self.ranks[name] == other.ranks.get(name) == 2]
        return tuple(name for name in matrices if self.is_square(name) and not other.is_square(name))

    def is_square(self, name: str) -> bool:
        """Whether a matrix is as high as it is wide."""
        rows, columns = (("axis", name, axis) for axis in (0, 1))
        length = self.classes.length(rows)
        alike = bool(length) and length == self.classes.length(columns)
        return alike or self.classes.find(rows) == self.classes.find(columns)


@dataclass(frozen=True)
class Demand:
    """What a formula asks of the axes in it: those that must be one, those that are if nothing tells them apart."""

    joins: tuple[tuple[Axis, Axis, bool], ...]  # whether it makes no sense unless they are one
    strain: int

    def met(self, classes: Classes) -> bool:
        """Join the axes; whether the formula makes sense with what is known of them."""
        return all(classes.join(a, b) or not needed for a, b, needed in self.joins)


@dataclass
class Shapes:
    """What formulas ask of the axes of their names, for each choice of ranks: found once, however often it is asked.

    known: the ranks that are not sought. functions, displayed: what is applied (see `functions_of`).
    """

    ev: Evidence
    known: dict[str, int]
    functions: dict[str, None]
    displayed: frozenset[str]

    def __post_init__(self) -> None:
        """Begin with nothing found; what is remembered of trees, by identity, holds those trees."""
        self._demands: dict[Hashable, Demand | None] = {}
        self._spelled: dict[int, tuple[Formula, tuple[str, ...]]] = {}
        self._factors: dict[int, tuple[t.Node, tuple[t.Node, ...]]] = {}
        self._applied: dict[int, str] = {}

    def without(self, names: Collection[str]) -> Shapes:
        """Return the same without what is known of the ranks of these names."""
        return replace(self, known={name: rank for name, rank in self.known.items() if name not in names})

    def demand(self, formula: Formula, ranks: Mapping[str, int], manner: Manner) -> Demand | None:
        """Return what a formula asks with these ranks; None if it makes no sense with them."""
        key = (id(formula), manner, tuple(ranks.get(name) for name in self._names(formula)))
        if key not in self._demands:
            self._demands[key] = self._shaped(formula, ranks, manner)
        return self._demands[key]

    def _names(self, formula: Formula) -> tuple[str, ...]:
        """Return every name by which the ranks of a formula may be asked for."""
        if id(formula) not in self._spelled:
            trees = (side.node for side in formula.sides if side is not None and side.node is not None)
            mentions = (m for tree in trees for whole in survey(tree) for m in (whole, *self.ev.single_letters(whole)))
            alone = (m for mention in mentions for m in (mention, replace(mention, applied=0)))
            index = self.ev.index
            spelled = dict.fromkeys(name for m in alone for name in (label_of(m, index), stem_of(m, index)))
            self._spelled[id(formula)] = formula, tuple(spelled)
        return self._spelled[id(formula)][1]

    def _shaped(self, formula: Formula, ranks: Mapping[str, int], manner: Manner) -> Demand | None:
        joins: list[tuple[Axis, Axis, bool]] = []

        def join(a: Axis, b: Axis, needed: bool) -> bool:
            joins.append((a, b, needed))
            return True

        shaper = Shaper(
            lambda node: shape_of(self.ev, node, ranks, self.functions, firm=True), join, self.applied, self.factors
        )
        shaper.strict, shaper.manner = True, manner
        sides = [s.node for s in formula.sides if s is not None and s.node is not None]
        try:
            shapes = [shaper.of(node) for node in sides]
            if all(sign.op in ("=", ":=", "<-") for sign in formula.signs):
                _equated(shaper, sides, shapes)
        except Misfit:
            return None
        return Demand(tuple(joins), shaper.strain)

    def applied(self, node: t.Node) -> str:
        """Return what a name gives when brackets follow it (see `Shaper`)."""
        if id(node) not in self._applied:
            self._applied[id(node)] = applied(self.ev, node, self.functions, self.displayed)
        return self._applied[id(node)]

    def factors(self, node: t.Node) -> tuple[t.Node, ...]:
        """Return bare letters in a row as single letters, always the same trees."""
        if id(node) not in self._factors:
            self._factors[id(node)] = node, factors(self.ev, node)
        return self._factors[id(node)][1]


class Search:
    """The search for the ranks of `options`, of which each name has at least one, in texts of this manner."""

    def __init__(
        self,
        shapes: Shapes,
        options: Mapping[str, Sequence[Option]],
        formulas: Sequence[Formula] | None = None,
        *,
        manner: Manner = COLUMNS,
    ) -> None:
        formulas = shapes.ev.formulas if formulas is None else formulas
        self.shapes, self.options, self.manner = shapes, options, manner
        sought = [tuple(dict.fromkeys(_sought(shapes.ev, f, options))) for f in formulas]
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
            checked = self._checked(0, {}, self.shapes.ev.classes, 0)
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
            self.found.append(Fit(self._ranks(chosen), classes, cost))
            return
        name = self.order[at]
        for rank, price in sorted(self.options[name], key=lambda option: option[1]):
            if cost + price > self.bound:
                break
            now = {**chosen, name: rank}
            checked = self._checked(at + 1, now, classes, cost + price)
            if checked is not None:
                self._go(at + 1, now, *checked)

    def _ranks(self, chosen: Mapping[str, int]) -> dict[str, int]:
        return {**self.shapes.known, **{name: rank for name, rank in chosen.items() if rank}}

    def _checked(self, at: int, chosen: dict[str, int], classes: Classes, cost: int) -> tuple[Classes, int] | None:
        """Return the axes and the cost once the formulas whose last name was just chosen are shaped."""
        if not self.ready[at]:
            return classes, cost
        ranks, classes = self._ranks(chosen), classes.copy()
        for formula in self.ready[at]:
            self.steps += 1
            demand = self.shapes.demand(formula, ranks, self.manner)
            if demand is None or not demand.met(classes) or cost + demand.strain > self.bound:
                return None
            cost += demand.strain
        return classes, cost


def _equated(shaper: Shaper, sides: list[t.Node], shapes: list[Shape | None]) -> None:
    shapes = _without_jacobian(shaper, sides, shapes)
    arrays = [s for s in shapes if s is not None and not s.number]
    for node, shape in zip(sides, shapes, strict=True):
        if arrays and shape is not None and shape.number and not isinstance(node, t.Literal):
            raise Misfit
    if len({s.row for s in arrays}) == 2 and all(len(s.axes) == 1 for s in arrays):
        shaper.strain += TURNED
        shapes = [s if s is None else replace(s, row=False) for s in shapes]
    shaper.same([s for s in shapes if s is None or not s.number])


def _without_jacobian(shaper: Shaper, sides: list[t.Node], shapes: list[Shape | None]) -> list[Shape | None]:
    """Return the shapes of two sides with that of a diagonal Jacobian which is equated with its diagonal as such."""
    axes = [len(shape.axes) if shape is not None else 0 for shape in shapes]
    if sorted(axes) != [1, 2] or not isinstance(sides[axes.index(2)], t.DerivativeSign):
        return shapes
    jacobian, entries = shapes[axes.index(2)], shapes[axes.index(1)]
    assert jacobian is not None and entries is not None, "both have axes"
    shaper.join(*jacobian.axes)
    shaper.strain += TURNED
    return [Shape(jacobian.axes[:1]), entries]


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
    letter = name.split("_")[-1] if base in ("hat", "bar", "tilde", "vec", "bold", "under", "cal") else base
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
