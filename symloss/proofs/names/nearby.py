"""What names are where a claim stands, judged by the formulas that the claim rests on.

A letter may be a number in one section and a vector in the next, and one odd formula
must not decide for all others. Here the evidence is that of a few formulas; what the
rest of the document shows is the default for names of which these say nothing, and
binds where it stands in the same section.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.besides import before_turned, neighbours
from symloss.proofs.names.capitals import of_arrays
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.fitting import NEVER, is_one_of_many
from symloss.proofs.names.inference import Inference, scope_of
from symloss.proofs.names.kinds import OPERATORS, functions_of, join_axes, ranks_of
from symloss.proofs.names.mentions import Use, label_of, stem_of, transposed
from symloss.proofs.names.solving import Fit, Option, Search, Shapes, conventional
from symloss.proofs.names.standing import Standing, bold_in
from symloss.proofs.names.strains import BEHIND, MATRICES, OF_UNSIGNED
from symloss.proofs.names.walks import GREEK_CAPITALS, WEIGHTS, entrywise, is_capital, is_total, lone_name, nodes, roots
from symloss.term import nodes as n
from symloss.term.scope import COLUMNS, Manner, Scope

MOST_FORMULAS = 24  # that a claim may rest on, to be read anew
OF_ROWS = 2  # how surprising it is that vectors are rows
_MARKED = ("vec_", "under_")  # of names that have the sign of a vector
_MOST_FITS = 3  # that a claim is judged with
_NUMERATOR = Manner(layout="numerator")
_RIVALS = (Manner(rows=True), Manner(each_column=True), _NUMERATOR)  # none of them is more usual than another
_SIDE_BY_SIDE = ((0, Manner(beside="inner")), (1, Manner(beside="entrywise")))
_MANNERS = ((0, COLUMNS), *((OF_ROWS, manner) for manner in _RIVALS), *_SIDE_BY_SIDE)
AGAINST_ITS_SET = 3  # how surprising it is that what is in a set of numbers is an array
OF_MATRICES = 2  # how surprising it is that a capital letter with one index is a matrix
MOST_SEARCHES = 12  # in which the ranks of a section are sought again from its start


@dataclass(frozen=True)
class Way:
    """A scope in which some formulas make sense, and what is surprising about it.

    squares: matrices of the definitions that are as high as they are wide only because the claim asks for it.
    """

    cost: int
    scope: Scope
    squares: tuple[str, ...] = ()


@dataclass
class Neighbourhood:
    """A document's inference, and what is certain of its names in each of its sections."""

    document: Inference
    sections: Sequence[int]  # of the document's formulas, in their order

    def __post_init__(self) -> None:
        """Begin with what the sections show by themselves."""
        self.standing = Standing(self.document.evidence, self.sections)
        self.settled: dict[int, dict[str, int]] = {}
        self.told: dict[int, bool] = {}  # whether the sizes that sections before one declare are those of its names
        self.found: dict[Hashable, tuple[Way, ...]] = {}  # the scopes that were sought already
        self.manners: dict[int, Manner] = {}  # of sections that make more sense if vectors are rows, for one
        numbered = zip(self.document.evidence.formulas, self.sections, strict=False)
        self.entrywise = {section for formula, section in numbered if entrywise(formula)}

    @property
    def counted(self) -> frozenset[str]:
        """The letters of a text that say how many of something there are."""
        return self.sizes | frozenset(self.document.evidence.sizes)

    @property
    def sizes(self) -> frozenset[str]:
        r"""The sizes of the spaces that the text declares: n and d of R^{n x d}."""
        return frozenset(size for shape in self.document.evidence.spaces.values() for size in shape)

    @property
    def index(self) -> Collection[str]:
        """The index letters of the text."""
        return self.document.evidence.index

    def _ranks_in(self, section: int) -> dict[str, int]:
        """Return the ranks with which the formulas of a section fit, taken one after the other.

        What does not fit to those before it is left out: one odd formula decides nothing.
        """
        if section not in self.settled:
            self.settled[section] = {}
            everything = zip(self.document.evidence.formulas, self.sections, strict=False)
            formulas = [f for f, where in everything if where == section and len(f.sides) > 1 and f.sides[0]]
            formulas.sort(key=lambda f: (not _may_define(f), not entrywise(f)))  # what names are, then what is claimed
            settled, senseless, strain = self._settle(formulas, section)
            if senseless and self.standing.spaces:  # what sections before this one say of its names may be about others
                self.told[section] = False
                otherwise = self._settle(formulas, section)
                self.told[section] = otherwise[1] >= senseless
                settled, senseless, strain = (settled, senseless, strain) if self.told[section] else otherwise
            least = (senseless, 0)  # columns wherever that makes no less sense, else the least surprising manner
            for _, manner in _MANNERS[1:] if senseless else ():
                if _matters(manner, formulas) and self._may_be(manner, formulas):
                    otherwise = self._settle(formulas, section, manner)
                    if otherwise[1:] < least:
                        settled, least, self.manners[section] = otherwise[0], otherwise[1:], manner
            self.settled[section] = settled
        return self.settled[section]

    def _settle(
        self, formulas: Sequence[Formula], section: int, manner: Manner = COLUMNS
    ) -> tuple[dict[str, int], int, int]:
        """Return the ranks of a section's names, how much of it makes no sense with them, and what is surprising."""
        shapes = self._shapes(formulas, section)
        ev = shapes.ev
        bare = {label_of(u.mention, ev.index) for u in ev.uses if not u.inner and not ev.indices(u.mention)}
        loose = {k for k in bare & self.document.loose if section not in self.standing.certain[k]}  # x beside x_i
        entries = {u.formula for u in ev.uses if ev.indices(u.mention) and stem_of(u.mention, ev.index) in loose}
        formulas = [f for number, f in enumerate(formulas) if number not in entries]
        shapes = shapes.without(loose)
        options = self._options(shapes, section)
        taken: list[Formula] = []
        now: dict[str, int] = {}
        searches, left, spent = MOST_SEARCHES, 0, 0
        for formula in formulas:
            fixed = {k: ((now[k], 0),) if k in now else prices for k, prices in options.items()}
            search = Search(shapes, fixed, [formula], manner=manner)
            found = search.fits()
            strain = found[0].cost if found else BEHIND
            if strain >= BEHIND and searches:
                searches -= 1
                known = Search(shapes, options, taken, manner=manner)
                whole = Search(shapes, options, [*taken, formula], manner=manner)
                fits = [fit for fit in whole.fits() if not found or fit.cost < spent + strain]
                if any(_flattened(now, fit.ranks) for fit in fits):
                    before = known.fits(1)  # of all at once, not one after the other
                    fits = [fit for fit in fits if not _flattened(before[0].ranks if before else now, fit.ranks)]
                if fits:
                    search, found, strain = whole, fits, fits[0].cost - spent
            left += strain if strain >= BEHIND else 0
            if found:
                taken.append(formula)
                ev.classes, spent = found[0].classes, spent + strain
                now |= {name: found[0].ranks.get(name, 0) for name in search.order}
        return now, left, spent

    def _may_be(self, manner: Manner, formulas: Sequence[Formula]) -> bool:
        """Whether a letter stands before one that people give to matrices, as in x W: it may be a row; or before x."""
        if manner.layout:
            return True
        ev = self.document.evidence
        pairs = [pair for f in formulas for node in nodes(f) for pair in neighbours(ev, node)]
        if manner.each_column:
            return any(before in WEIGHTS and behind not in WEIGHTS for before, behind in pairs)
        weighted = manner.rows and any(before not in WEIGHTS and behind in WEIGHTS for before, behind in pairs)
        turned = manner.rows and any(before_turned(ev, node) for f in formulas for node in nodes(f))
        return weighted or turned or any(a not in MATRICES and (b in MATRICES) == manner.rows for a, b in pairs)

    def _shapes(
        self, formulas: Sequence[Formula], section: int, of: Sequence[int] = (), *, inherited: bool = True
    ) -> Shapes:
        """Return what some formulas of a section, and definitions of other sections, show by themselves."""
        wider = self.document.evidence
        ev = Evidence(list(formulas), wider.operators, wider)
        for label in (label for use in ev.uses for label in _labels(use, ev)):
            if section in (known := self.standing.known(label)):
                ev.declare(label, known[section])
        if inherited and self.told.get(section, True):
            for label, shape in self._inherited(ev, (section, *of)).items():
                ev.declare(label, shape)
        self._ranges(ev)
        ranks = ranks_of(ev)
        join_axes(ev, ranks)
        return Shapes(ev, ranks, *self._applied(ev, ranks))

    def _inherited(self, ev: Evidence, sections: Sequence[int]) -> dict[str, tuple[str, ...]]:
        """Return the sizes of names that sections before declare: the nearest before that of the formula they are in.

        What is bold there is another name than what is not bold here.
        """
        found: dict[str, tuple[str, ...]] = {}
        for use, label in ((u, label) for u in ev.uses for label in _labels(u, ev)):
            here, known = sections[min(use.formula, len(sections) - 1)], self.standing.known(label)
            before = [where for where in known if where <= here]
            said = label in ev.spaces or label in found or sections[0] in known
            if before and not said and self.standing.is_same(label, here, bold=use.mention.font == "bold"):
                found[label] = known[max(before)]
        return found

    def is_plain(self, formulas: Iterable[Formula], section: int) -> bool:
        """Whether nothing in these formulas speaks of vectors, nor in their section of their names."""
        ranks, index = self.document.ranks, self.document.evidence.index
        settled = self._ranks_in(section) if section in self.entrywise else {}
        for formula in formulas:
            if of_arrays(formula):
                return False
            for mention in (m for root in roots(formula) for m in survey(root)):
                label = label_of(mention, index)
                certain = self.standing.is_certain(label, section, bold=mention.font == "bold")
                if label in ranks or certain or transposed(mention):
                    return False
                if settled.get(label):
                    return False
                if stem_of(mention, index) in ranks or mention.font == "bold" or label.startswith(_MARKED):
                    return False
        return True

    def weights(self, formulas: Sequence[Formula], section: int) -> tuple[str, ...]:
        """Return the W of x W that the first of these formulas names, in a section where other names are vectors."""
        ev = self.document.evidence
        beside = {letter for f in formulas for node in nodes(f) for pair in neighbours(ev, node) for letter in pair}
        if beside.isdisjoint(WEIGHTS) or not any(self._ranks_in(section).values()):
            return ()
        labels = (label_of(m, ev.index) for root in roots(formulas[0]) for m in survey(root))
        return tuple(sorted({label for label in labels if label.split("_")[0] in beside & WEIGHTS}))

    def scopes(self, formulas: Sequence[Formula], section: int, of: Sequence[int]) -> tuple[Way, ...]:
        """Return the ways in which a claim in a section, and definitions of others, make sense."""
        if len(formulas) > MOST_FORMULAS:
            return ()
        key = (tuple(formulas), section, tuple(of))
        if key not in self.found:
            self.found[key] = self._sought(formulas, section, of)
        return self.found[key]

    def _sought(self, formulas: Sequence[Formula], section: int, of: Sequence[int]) -> tuple[Way, ...]:
        self._ranks_in(section)
        sized, bare = (self._shapes(formulas, section, of, inherited=inherited) for inherited in (True, False))
        found = tuple(self._scopes(sized, section))
        if sized.ev.spaces != bare.ev.spaces:  # what is said before of its names may be about others
            others = tuple(self._scopes(bare, section))
            found = found if found and (not others or found[0].cost <= others[0].cost) else others
        return found

    def _scopes(self, shapes: Shapes, section: int) -> Iterator[Way]:
        ev, options = shapes.ev, self._options(shapes, section)
        found: list[tuple[int, Manner, Fit]] = []
        for price, manner in _MANNERS:  # vectors are columns with signs between them wherever that makes sense
            usual = manner == self.manners.get(section)
            least = OF_UNSIGNED if manner.beside else BEHIND
            others = [cost for cost, other, _ in found if other not in _RIVALS or manner not in _RIVALS]
            if usual or (_matters(manner, ev.formulas) and all(cost >= least + price for cost in others)):
                fits = self._fits(shapes, options, manner)
                found += [(fit.cost + (0 if usual else price), manner, fit) for fit in fits]
        found.sort(key=lambda item: item[0])
        for cost, manner, fit in found[:_MOST_FITS]:
            if cost <= found[0][0] + OF_ROWS:
                ev.classes = fit.classes
                scope = self._depending(scope_of(ev, fit.ranks, shapes.functions, shapes.displayed))
                yield Way(cost, replace(scope, manner=manner), fit.squares)

    def _fits(self, shapes: Shapes, options: dict[str, tuple[Option, ...]], manner: Manner) -> list[Fit]:
        """Return the fits in which a claim, the first formula, makes no array of its definitions a number."""
        found = Search(shapes, options, manner=manner).fits()
        if not found or len(shapes.ev.formulas) == 1:
            return found
        known = Search(shapes, options, shapes.ev.formulas[1:], manner=manner).fits()
        if not known:
            return found
        kept = [fit for fit in found if not _flattened(known[0].ranks, fit.ranks)]
        ev = shapes.ev
        whole = {label_of(u.mention, ev.index) for u in ev.uses if not (u.formula or u.inner or ev.indices(u.mention))}
        return [replace(fit, squares=fit.made_square(known[0], whole)) for fit in kept]

    def _ranges(self, ev: Evidence) -> None:
        told = self.document.evidence.sizes  # any other name of a length was made up: it may be one of these
        for letter, over in self.document.scope.index_sets.items():
            if letter in ev.index and letter not in ev.ranges and isinstance(over, n.Range):
                if isinstance(over.upper, n.Symbol) and over.upper.name not in told:
                    continue
                ev.ranges[letter] = str(over.upper)
                if isinstance(over.upper, n.Symbol):
                    ev.sizes.setdefault(over.upper.name)

    def _applied(self, ev: Evidence, ranks: dict[str, int]) -> tuple[dict[str, None], frozenset[str]]:
        functions, displayed = functions_of(ev, ranks)
        applied = {label_of(u.mention, ev.index) for u in ev.uses if u.mention.applied}
        known = [name for name in self.document.functions if name in applied and name not in ranks]
        shown = {name for name in self.document.displayed if name in applied}
        return {**{k: None for k in functions if k not in shown}, **dict.fromkeys(known)}, displayed | shown

    def _options(self, shapes: Shapes, section: int) -> dict[str, tuple[Option, ...]]:
        ev, ranks, functions, displayed = shapes.ev, shapes.known, shapes.functions, shapes.displayed
        options: dict[str, tuple[Option, ...]] = {}
        for use in ev.uses:
            mention = use.mention
            label = label_of(mention, ev.index)
            stem = stem_of(mention, ev.index)
            if not use.inner and stem in ranks and ev.indices(mention):
                options.setdefault(stem, self._of_rows(stem, ranks[stem], mention, ev))
            taken = label in ranks or (stem in ranks and bool(mention.subscripts))
            taken = taken or is_one_of_many(ev, mention, functions)
            if use.inner or taken or label in options or label in functions or not _may_be_array(ev, mention, label):
                continue
            options[label] = ((0, 0),) if label in displayed else self._of(label, mention, section, ev)
        return options

    def _indexed(self, name: str, otherwise: int = 0) -> int:
        """Return how many indices a name has in the text; x beside x^{(i)} is one of them, of which i is none."""
        known = self.document.indexed.get(name, otherwise)
        return known - 1 if known and name in self.document.evidence.numbered else known

    def _of_rows(self, stem: str, rank: int, mention: Mention, ev: Evidence) -> tuple[Option, ...]:
        """Return the ranks of a name with indices: a bold x_n is a row, and there may be another index elsewhere."""
        known = rank if stem in ev.numbered else self._indexed(stem, rank)
        bold = mention.font == "bold" and rank == len(ev.indices(mention))  # what is transposed is a row already
        options = {rank: 1 if bold or known > rank else 0}
        if known > rank:
            options[known] = 0
        one_of_matrices = rank == len(ev.indices(mention)) == 1 and is_capital(mention.name)  # Sigma_k, W_l
        far = 4 if one_of_matrices and mention.name in {*WEIGHTS, *GREEK_CAPITALS} else 3
        options.setdefault(rank + 1, 0 if bold and known == rank else 1 if bold else far)
        if one_of_matrices:
            options.setdefault(rank + 2, OF_MATRICES)
        return tuple(options.items())

    def _of(self, label: str, mention: Mention, section: int, ev: Evidence) -> tuple[Option, ...]:
        bold, standing = label in bold_in(ev), self.standing
        certain = standing.is_certain(label, section, bold=bold)
        known = self._indexed(label) if standing.is_same(label, section, bold=mention.font == "bold") else 0
        settled = self.settled.get(section, {}).get(label)
        if settled is not None and (bold or (label, section) not in standing.apart):
            return self._as_settled(label, mention, settled, certain=certain)
        customary = conventional(label, mention.font if certain else "")
        if standing.is_number(label, section) and not bold:
            return tuple((rank, price + AGAINST_ITS_SET if rank else 0) for rank, price in customary)
        if certain:
            arrays = tuple((rank, price) for rank, price in customary if rank)
            elsewhere = label in self.document.loose and section not in standing.seen[label]  # h_t, and h^T here
            own = label.split("_")[0][:1].isupper() or not known or elsewhere
            return arrays if own else ((known, 0), *arrays)
        if not known:
            return customary
        if label in self.document.loose and section in standing.seen[label]:
            whole = ((known + 1, 3),) if label.split("_")[0] in MATRICES else ()  # Z, whose rows are the Z_i
            return (known, 0), (0, 2), *whole
        return ((known, 0), *((rank, price + 2) for rank, price in customary if rank != known))

    def _as_settled(self, label: str, mention: Mention, rank: int, *, certain: bool) -> tuple[Option, ...]:
        """Return the ranks of a name that has one in its section: more axes only, but for x beside x_i.

        What is true of all vectors is true of numbers, but not the other way round.
        """
        more = tuple((other, price + 2) for other, price in conventional(label, mention.font) if other > rank)
        loose = label in self.document.loose
        one = ((1, 2),) if rank == 2 and loose and label[:1].islower() else ()  # of the theta_k, or the theta before
        return (rank, 0), *one, *(((0, 2),) if rank and loose and not certain else ()), *more

    def _depending(self, scope: Scope) -> Scope:
        """Add what the document shows quantities to depend on."""
        depends = dict(scope.depends)
        for name, on in self.document.scope.depends.items():
            if name in scope.symbols and name not in scope.definitions:
                more = [scope.symbols[s.name] for s in on if s.name in scope.symbols]
                if more and name not in depends:
                    depends[name] = tuple(dict.fromkeys((*depends.get(name, ()), *more)))
        return replace(scope, depends=depends)


def _matters(manner: Manner, formulas: Iterable[Formula]) -> bool:
    """Whether something in these formulas reads otherwise in this manner: a sum, a derivative."""
    parts = (node for formula in formulas for node in nodes(formula))
    if manner.each_column:
        return any(isinstance(node, t.Sum) or (isinstance(node, t.Big) and is_total(node)) for node in parts)
    return not manner.layout or any(isinstance(node, t.DerivativeSign) for node in parts)


def _may_define(formula: Formula) -> bool:
    """Whether a formula begins with a name and an equality sign."""
    side = formula.sides[0]
    node = side.node if side is not None else None
    return node is not None and formula.signs[0].op in ("=", ":=") and lone_name(node) is not None


def _flattened(known: Mapping[str, int], ranks: Mapping[str, int]) -> bool:
    """Whether a name that was a matrix has fewer axes now: a wrong step must not change what it is about."""
    return any(ranks.get(name, 0) < rank == 2 for name, rank in known.items())


def _may_be_array(ev: Evidence, mention: Mention, label: str) -> bool:
    if ev.is_function(mention.name):
        return False
    if label in ev.index or label in ev.sizes or label in ev.operators or mention.name in OPERATORS:
        return False
    return label not in {*(NEVER - ev.own), "1", "I", "0"} and mention.font != "bb"


def _labels(use: Use, ev: Evidence) -> Iterable[str]:
    """Return the names by which a text may say how long something is: x^{(i)}, and the x of which it is an entry."""
    return dict.fromkeys((label_of(use.mention, ev.index), label_of(use.mention)))
