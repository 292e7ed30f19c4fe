"""Exact points that satisfy every hypothesis of a statement, the simplest first.

A point is built size by size, index by index, symbol by symbol from small numbers
inside the domains that facts about one symbol leave; equations are solved for a
symbol where they are linear in it; then every fact is checked, exactly or in balls.
Nothing is random: the same statement gives the same points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice, product, takewhile

from symloss.kernel.facts import Fact, generalised
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting import laws, linear
from symloss.kernel.refuting.domains import Domain, domains, exact
from symloss.kernel.refuting.equations import define_by_equations
from symloss.kernel.refuting.measures import with_sums
from symloss.kernel.refuting.named_values import with_named_values
from symloss.kernel.refuting.questions import Question, questions
from symloss.kernel.refuting.roots import roots
from symloss.kernel.values import arrays, balls, opaque
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.dependence import goes_round, parents, reach
from symloss.kernel.values.environment import Budget, environment
from symloss.kernel.values.evaluate import members, whole, worth
from symloss.kernel.values.point import Entries, Point
from symloss.kernel.values.satisfying import satisfied
from symloss.term.implied import implied_range
from symloss.term.nodes import Delta, Except, Number, Relation, Symbol, Term
from symloss.term.printer import plain
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import DENSITY, FUNCTION, INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

_ANY = Domain()
_TELLING = range(5, 50, 3)  # points at which more false claims fail than at others; at the first, 0 = 0 is common
_SIZES = (2, 3, 1, 4, 5, 6, 7, 8)
_ONE = Number(Fraction(1))


@dataclass(frozen=True)
class Sample:
    """A point and the scope it is meant in: unknown quantities have become polynomials there.

    extra: slopes of an unknown quantity that an equation about it fixes, in balls.
    """

    point: Point
    scope: Scope
    turn: int = 0
    extra: Mapping[Symbol, balls.Number] = field(default_factory=dict)


def points(statement: Statement, count: int, limits: Limits = LIMITS) -> Iterator[Point]:
    """Yield up to `count` points that satisfy all hypotheses of `statement` exactly, simple ones first."""
    for question in questions(statement)[:1]:
        for sample in samples(question, count, limits):
            yield sample.point


def satisfiable(statement: Statement, limits: Limits = LIMITS) -> Point | None:
    """Return one point that satisfies all hypotheses; None: "the hypotheses may contradict each other"."""
    if not questions(statement):  # an open ansatz asks nothing at a point: only its hypotheses count
        statement = replace(statement, step=Identity(Relation("=", _ONE, _ONE)))
    for question in questions(statement)[:1]:
        for sample in Search(question, limits, lawful=True).samples():
            return sample.point
    return None


def samples(question: Question, count: int, limits: Limits = LIMITS) -> Iterator[Sample]:
    """Yield up to `count` points within the hypotheses of one question."""
    yield from islice(Search(question, limits).samples(), count)


class Search:
    """The search for points of one question: what has to be chosen, and what is known of it."""

    def __init__(self, question: Question, limits: Limits = LIMITS, *, lawful: bool = False) -> None:
        question, several = with_named_values(with_sums(question) if lawful else question, lawful=lawful)
        self.limits = limits
        self.claim = question.claim
        claimed = free_symbols(question.claim)
        for truth in () if question.everywhere else question.hypotheses:
            claimed |= {s for s in free_symbols(truth) if s.sort == INDEX}
        known = [generalised(t, question.scope, frozenset()) for t in question.domain]
        known += [generalised(t, question.scope, claimed) for t in question.hypotheses]
        said = define_by_equations(question, known)
        self.scope, self.valued, self.inverted = said.scope, said.valued, said.inverted
        self.about, self.facts, unknown = laws.law_among(said.facts, question.claim, self.scope)
        self.ambiguous = said.ambiguous or unknown or several or goes_round(free_symbols(self.claim), self.scope)
        self.law, self.free = question.law, question.free
        self.terms = self._terms(question)
        self.functions = opaque.unknown_functions(self.terms, self.scope, lawful=lawful)
        self.lengths = _lengths(self.terms)
        self.inputs = self._inputs()
        self.domains = domains((f.truth for f in self.facts), self.scope)
        self.budget = Budget(limits.operations * 10)
        self.due = limits.part(1 / 2).deadline  # a verdict may need two or three searches

    @property
    def late(self) -> bool:
        """Whether the steps of this search are used up."""
        return self.due.passed

    def _terms(self, question: Question) -> list[Term]:
        terms = [self.claim, *(f.truth for f in self.facts), *self._equations()]
        names = reach(frozenset().union(*(free_symbols(t) for t in terms)), self.scope)
        for symbol in sorted(names, key=lambda s: s.name):
            if symbol.name in self.scope.definitions:
                terms.append(self.scope.definitions[symbol.name].body)
        return terms

    def _equations(self) -> list[Term]:
        return [e for e in (self.law, self.about.equation if self.about is not None else None) if e is not None]

    def _inputs(self) -> list[Symbol]:
        """Return the independent symbols: sizes, indices, numbers and arrays, each sorted by name."""
        bound = {letter for f in self.facts for letter, _ in f.letters} - free_symbols(self.claim)
        mentioned = [self.claim, *(f.truth for f in (*self.facts, *self.valued))]
        if self.about is not None:
            mentioned.append(self.about.equation)
        start = {s for t in mentioned for s in free_symbols(t)} - bound
        if self.law is not None:
            start |= free_symbols(self.law) - {self.free}
        found = {s for s in reach(frozenset(start), self.scope) if not parents(s, self.scope) and s.sort != FUNCTION}
        found -= {s for s in found if s.name in self.scope.definitions}
        waiting = sorted(found, key=lambda s: s.name)
        while waiting:
            symbol = waiting.pop()
            sized = [*symbol.sort.shape]
            if symbol.sort == INDEX and (over := self._range(symbol)) is not None:
                sized.append(over)
            for size in sized:
                new = {s for s in free_symbols(size) if s not in found and not parents(s, self.scope)}
                found |= new
                waiting.extend(sorted(new, key=lambda s: s.name))
        if len({s.name for s in found}) != len(found):
            raise Unknown("one name stands for two things")
        return sorted(found, key=lambda s: s.name)

    def relevant(self, point: Point) -> Point:
        """Return the point without the symbols that neither the claim nor a fact about its symbols mentions."""
        start = free_symbols(self.claim) | (free_symbols(self.law) if self.law is not None else frozenset())
        kept = reach(start - {self.free} if isinstance(self.free, Symbol) else start, self.scope)
        linked = [reach(free_symbols(f.truth), self.scope) for f in self.facts]
        if self.about is not None:
            linked.append(reach(free_symbols(self.about.equation), self.scope))
        while near := [group for group in linked if any(s.sort != INDEX for s in group & kept)]:
            kept = kept.union(*near)
            linked = [group for group in linked if not group <= kept]
        kept |= {s for array in kept for size in array.sort.shape for s in free_symbols(size)}
        for letter in [s for s in kept if s.sort == INDEX]:
            over = self._range(letter)
            kept |= free_symbols(over) if over is not None else frozenset()
        names = {s.name for s in kept} | {"d" + s.name for s in kept}
        return Point(
            tuple((s, v) for s, v in point.values if s in kept),
            tuple(c for c in point.choices if re.split(r"[(/]|_\{", c[0])[0] in names),
        )

    def _range(self, index: Symbol) -> Term | None:
        """Return the set an index letter runs over; None: a size or another natural number."""
        if index in self.lengths:
            return None
        if index.name in self.scope.index_sets:
            return self.scope.index_sets[index.name]
        for term in self.terms:
            over = implied_range(index, term)
            if over is not None:
                return over
        return self._range_of_partner(index)

    def _range_of_partner(self, index: Symbol) -> Term | None:
        """Return the set of an index that is only compared with another one, in a delta or k != j; K is not in 1..K."""
        for term in (part for whole_term in self.terms for part in subterms(whole_term)):
            over = None
            if isinstance(term, Delta) and index in (term.left, term.right):
                other = term.right if term.left == index else term.left
                over = self.scope.index_sets.get(other.name) if isinstance(other, Symbol) and other != index else None
            if isinstance(term, Except) and index in term.without:
                over = term.base
            if over is not None and index not in free_symbols(over):
                return over
        return None

    def domain(self, symbol: Symbol) -> Domain:
        """Return what facts about the symbol alone say."""
        return self.domains.get(symbol.name, _ANY)

    # --- sizes and indices ---

    def frames(self) -> Iterator[tuple[tuple[Symbol, Fraction], ...]]:
        """Yield values of all sizes and indices: small sizes first, every pattern of equal and unequal indices."""
        ranged = [(s, over) for s in self.inputs if s.sort == INDEX and (over := self._range(s)) is not None]
        sizes = [s for s in self.inputs if s.sort == INDEX and s not in [r for r, _ in ranged]]
        for turn in range(len(_SIZES) if sizes else 1):
            chosen = tuple((s, self._size(s, turn, place)) for place, s in enumerate(sizes))
            for pattern in self._patterns(chosen, ranged):
                frame = (*chosen, *pattern)
                if self._fits(frame):
                    yield frame

    def _size(self, size: Symbol, turn: int, place: int) -> Fraction:
        members_of = self.domain(size).members
        if members_of:
            return members_of[turn % len(members_of)]
        return Fraction(_SIZES[turn * (1 + 2 * place) % len(_SIZES)])

    def _patterns(
        self, sizes: tuple[tuple[Symbol, Fraction], ...], ranged: list[tuple[Symbol, Term]]
    ) -> list[tuple[tuple[Symbol, Fraction], ...]]:
        env = environment(self.scope, Point(sizes), self.budget)
        try:
            choices = [members(over, env)[:8] for _, over in ranged]
        except (Unknown, Undefined):
            return []
        every = list(product(*(sorted({*c[:3], *c[-1:]}) for c in choices)))
        # equal and unequal indices in turn, the first ones first
        ordered = sorted(every, key=lambda p: (sum(p), p))
        distinct = [p for p in ordered if len(set(p)) == len(p)]
        equal = [p for p in ordered if len(set(p)) == 1]
        mixed = [p for p in ordered if 1 < len(set(p)) < len(p)]
        kept = list(dict.fromkeys([*equal[:1], *distinct[:2], *mixed[:4], *equal[-1:], *distinct[-2:]]))
        return [tuple((s, Fraction(i)) for (s, _), i in zip(ranged, p, strict=True)) for p in kept]

    def _fits(self, frame: tuple[tuple[Symbol, Fraction], ...]) -> bool:
        given = {s for s, _ in frame}
        ready = [f for f in self.facts if free_symbols(f.truth) <= given]
        return self._holds(ready, self.scope, Point(frame))

    def _holds(
        self, facts: list[Fact], scope: Scope, point: Point, extra: Mapping[Symbol, balls.Number] | None = None
    ) -> bool:
        try:
            return satisfied(facts, scope, point, self.budget, extra)
        except (Undefined, Unknown):
            return False

    # --- points ---

    def samples(self) -> Iterator[Sample]:
        """Yield the points, as long as the budget lasts."""
        frames = list(islice(self.frames(), 64))
        misses = 0
        turn = 0
        while frames and misses < 120 and self.budget.left > 0 and turn < 400 and not self.late:
            frame = frames[self._place(turn, len(frames))]
            sample = self._sample(frame, turn)
            misses = 0 if sample is not None else misses + 1
            if sample is not None:
                yield sample
            turn += 1

    def decisive(self) -> Iterator[Sample]:
        """Yield the points at which the claim may be judged; none if it has two readings."""
        return iter(()) if self.ambiguous else self.samples()

    def telling(self) -> Iterator[Sample]:
        """Yield some of the decisive points, with numbers that have little in common."""
        frames = [] if self.ambiguous else list(islice(self.frames(), 64))
        for turn in takewhile(lambda _: not self.late, _TELLING if frames else ()):
            sample = self._sample(frames[self._place(turn, len(frames))], turn)
            if sample is not None:
                yield sample

    def smaller(self, than: Point) -> Iterator[Sample]:
        """Yield points with smaller sizes and indices, a few of each; a size of one hides too much."""

        def cost(frame: Iterable[tuple[Symbol, object]]) -> Fraction:
            counts = [(s, v) for s, v in frame if s.sort == INDEX and isinstance(v, Fraction)]
            return sum((v + 10 * (v == 1 and s in self.lengths) for s, v in counts), Fraction(0))

        frames = [frame for frame in islice(self.frames(), 64) if cost(frame) < cost(than.values)]
        for frame in sorted(frames, key=cost)[:4]:
            for turn in range(1, 7):
                sample = self._sample(frame, turn)
                if sample is not None:
                    yield sample

    @staticmethod
    def _place(turn: int, count: int) -> int:
        """Return which frame is tried: the first few twice, then all in turn."""
        return (turn // 2 if turn < 8 else turn - 4) % count

    def _sample(self, frame: tuple[tuple[Symbol, Fraction], ...], turn: int) -> Sample | None:
        values: list[tuple[Symbol, Fraction | Entries]] = list(frame)
        env = environment(self.scope, Point(frame), self.budget)
        for symbol in self.inputs:
            if symbol.sort == INDEX:
                continue
            domain = self.domain(symbol)
            found: Fraction | Entries | None
            if symbol.sort.shape:
                try:
                    shape = tuple(whole(size, env) for size in symbol.sort.shape)
                except (Undefined, Unknown):
                    return None
                if any(not 1 <= size <= self.limits.size for size in shape):
                    return None
                found = domain.fill(symbol.name, shape, turn)
            else:
                found = domain.draw(symbol.name, turn)
            if found is None:
                return None
            values.append((symbol, found))
        return self.complete(Point(tuple(values)), turn)

    def complete(self, point: Point, turn: int) -> Sample | None:
        """Return the sample of `point`, with equations solved for a symbol where needed; None if a fact fails.

        They are solved for the last symbol that can make them true; if then a fact fails, for the first one.
        """
        equations = [f.truth for f in self.facts if isinstance(f.truth, Relation) and _is_equation(f)]
        found = self._completed(point, turn, equations, last=True)
        if found is None and equations:
            found = self._completed(point, turn, equations, last=False)
        return found

    def _completed(self, point: Point, turn: int, equations: list[Relation], last: bool) -> Sample | None:
        scope, chosen = opaque.interpret(self.scope, self.functions, turn)
        choices = tuple((_called(d, scope), plain(d.body)) for d in chosen)
        for equation in equations:
            point = self._solved(equation, scope, point, turn, last)
        if self.law is not None:
            lawful = self._lawful(self.law, scope, point)
            if lawful is None:
                return None
            point = lawful
        extra: dict[Symbol, balls.Number] = {}
        if self.about is not None:
            scope = scope.define(self.about.definition)
            try:
                extra = self.about.slopes(scope, point, self.budget, turn)
            except (Undefined, Unknown):
                return None
            choices = tuple(c for c in choices if c[0] != self.about.quantity.name)
            choices += tuple((s.name, balls.text(x)) for s, x in extra.items())
        if not self._holds([*self.facts, *self.valued], scope, point, extra):
            return None
        env = environment(scope, point, self.budget, extra=extra)
        choices += tuple((s.name, balls.text(arrays.number(worth(s, env)))) for s in self.inverted)
        return Sample(replace(point, choices=choices), scope, turn, extra)

    def _lawful(self, law: Relation, scope: Scope, point: Point) -> Point | None:
        """Return the point with as few numbers changed as the law of an instance asks for."""
        assert isinstance(self.free, Symbol)
        open_to = [s for s, v in point.values if isinstance(v, Fraction) and s.sort != INDEX]
        unbounded = [s for s in open_to if s in free_symbols(law) and s.name not in self.domains]
        bounded = [s for s in open_to if s in free_symbols(law) and s.name in self.domains]
        for unknowns in (unbounded, [*unbounded, *bounded], [s for s in unbounded if s.name.isupper()]):
            found = linear.enforce(law, self.free, scope, point, unknowns) if unknowns else None
            if found is not None:
                return found
        return None

    def _solved(self, equation: Relation, scope: Scope, point: Point, turn: int, last: bool) -> Point:
        """Return the point with one number changed so that `equation` holds, if that can be done exactly."""
        difference = linear.residual(equation)
        if exact(difference, scope, point) in (Fraction(0), None):
            return point
        used = reach(free_symbols(equation), scope)
        for symbol, old in point.values[:: -1 if last else 1]:
            if symbol in used and symbol.sort != INDEX:
                zeros = takewhile(lambda _: not self.late, roots(difference, scope, point, symbol, old))
                found = [p for p, x in zeros if x in self.domain(symbol)]
                if found:
                    return found[turn % len(found)]
        return point


def _is_equation(fact: Fact) -> bool:
    return isinstance(fact.truth, Relation) and fact.truth.op == "=" and not fact.letters


def _lengths(terms: list[Term]) -> frozenset[Symbol]:
    """Return the symbols that are lengths of arrays, whatever a text also uses the letter for."""
    found: set[Symbol] = set()
    for term in terms:
        for symbol in free_symbols(term):
            for size in symbol.sort.shape:
                found |= free_symbols(size)
    return frozenset(found)


def _called(definition: Definition, scope: Scope) -> str:
    if definition.name in scope.symbols and scope.symbols[definition.name].sort == DENSITY:
        return f"{definition.name}(x) for x in {{{', '.join(map(str, opaque.SUPPORT))}}}"
    if not definition.parameters:
        return definition.name
    inside = ", ".join(p.name for p in definition.parameters)
    return f"{definition.name}({inside})" if definition.kind == "function" else f"{definition.name}_{{{inside}}}"
