"""What a reader of a document keeps in mind: names, cases, the open chain, what was said where."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symloss.errors import ReadError
from symloss.kernel.verdict import Verdict
from symloss.latex.parsing.formula import Formula, Side, Sign
from symloss.latex.tree import Node
from symloss.proofs.discourse.shapes import ONE, ZERO
from symloss.proofs.documents.region import Region
from symloss.proofs.judging.meanings import Doubt, Given, Guard, Meanings
from symloss.proofs.record import Note
from symloss.term import nodes as n
from symloss.term.nodes import Relation, Term
from symloss.term.scope import COLUMNS, Definition, Hypothesis, Manner, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols

_COMMAND = re.compile(
    r"\\(?:begin|end)\s*\{\w+\*?\}|\\(?:[lcvd]?dots|boxed|fbox|left|right|top|,|;|quad)(?![a-zA-Z])|\\\\"
)
SENTENCE, BLOCK = 9, 8  # how long a case holds, beside the levels of headings 1..7
NOWHERE = -1  # no section


@dataclass(frozen=True)
class Place:
    """Where something stands, as offsets in the body of the document, and its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Value:
    """One side of a formula: a term, or why it was not understood.

    misfit: its parts were all read, but do not fit together (the sizes of a product).
    arguments: those at which the functions are meant that stand here without any. manner: that in which it
    was read.
    """

    place: Place
    term: Term | None
    error: ReadError | None = None
    misfit: bool = False
    node: Node | None = None  # as written
    arguments: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    manner: Manner = COLUMNS


@dataclass(frozen=True)
class Source:
    """An equation as written, from which something is known: it can be read again with other sorts."""

    left: Value
    right: Value
    section: int = 0
    swapped: bool = False  # the right side is what it defines

    @property
    def formula(self) -> Formula | None:
        """The equation as a formula, if it has trees on both sides."""
        left, right = self.left.node, self.right.node
        return equation(left, "=", right) if left is not None and right is not None else None


def in_words(offset: int, words: str) -> Value:
    """Return the left side of "the slope = 0.5 (1 - 0.5) = 0.25": what follows it can be judged, if not that."""
    told = re.findall(r"[^\W\d_]{2,}", words)
    message = f"what it is to be equal to is told in words: {told[-1]}" if told else "no formula stands before it"
    error = ReadError(message if told else f"this continues nothing: {message}", 0)
    return Value(Place(offset, offset, ""), None, error)


def equation(left: Node, op: str, right: Node) -> Formula:
    """Return two trees with a sign between them as a formula."""
    sides = (Side(left, left.start, left.end, ""), Side(right, right.start, right.end, ""))
    return Formula(sides, (Sign(op, left.end, right.start, op),), (), (), (), left.start, right.end)


@dataclass(frozen=True)
class Slope:
    """A derivative that the text displays, what it was last shown to be, and whether it is set to zero."""

    derivative: Term
    shown: Term | None
    variable: n.Symbol | n.Indexed
    line: int
    chain: int
    section: int
    zero: bool

    def equation(self) -> Hypothesis | None:
        """Return that it is zero, or None if its sort is not known."""
        shown = self.shown if self.shown is not None else self.derivative
        zero: Term = ZERO
        try:
            for size in reversed(sort_of(shown).shape):
                zero = n.Bind("vector", n.Symbol("i", INDEX), n.Range(ONE, size), zero)
        except (SortError, TypeError):
            return None
        return Hypothesis(Relation("=", shown, zero), f"stated, line {self.line}")


@dataclass(frozen=True)
class Extremum:
    """That a place where a derivative is zero is a minimum, maximum or optimum: it is if one of `bends` holds."""

    what: str
    letter: str
    bends: tuple[Relation, ...]


@dataclass
class Assertion:
    """One relation sign that claims something, on its way to a verdict.

    before, after: the sides. statement: what the kernel is asked; None if a side was
    not understood. chain, link: which chain it belongs to, and where in it.
    section: the heading it stands under. waivers: verdict -> the reason for letting it stand.
    """

    left: Value
    relation: str
    right: Value
    statement: Statement | None = None
    asked: Statement | None = None  # with all definitions that it needs
    verdict: Verdict | None = None
    chain: int = 0
    link: int = 0
    line: int = 0
    section: int = 0
    waivers: dict[str, str] = field(default_factory=dict)
    help: str = ""
    near: str = ""
    hedge: str = ""  # why a refutation would not count: sigma(z) = 0.5 may be an equation for z
    loosely: str = ""  # why it is not claimed as it stands, so that no refutation counts: "to first order"
    rule: bool = False  # its sentence speaks of a rule of calculus
    defines: Definition | None = None  # what it was taken for, as nothing before it says what its left side is
    is_definition: bool = False  # v_t = b v_{t-1} says what v is, where a closed form of it is claimed
    rival: Value | None = None  # what else its left side may be
    meanings: Meanings = field(default_factory=Meanings)  # what was open when it was made
    own_assumptions: bool = False  # later assumptions are not added to its statement
    sources: dict[str, Source] = field(default_factory=dict)  # of the names that were defined
    domain: tuple[Hypothesis, ...] = ()  # what was assumed when it was made
    cases: tuple[Hypothesis, ...] = ()  # the cases in which it stands
    equated: tuple[Hypothesis, ...] = ()  # what was said to be equal until then, and may be meant still
    zeros: tuple[Slope, ...] = ()  # the derivatives that are set to zero where it stands
    past: frozenset[str] = frozenset()  # those of them, written out, that may hold no longer
    symmetric: dict[str, str] = field(default_factory=dict)  # matrices that are symmetric up to here, where it is said
    everywhere: frozenset[str] = frozenset()  # names of which its sentence says that they are any real numbers
    extremum: Extremum | None = None  # what else it claims of the place where a derivative is zero
    also: tuple[Assertion, ...] = ()  # the same in cases that it names: "even at x = 0"
    converse: tuple[Assertion, ...] = ()  # what else it claims: that it implies what implies it

    def follow_rival(self) -> bool:
        """Take the other formula for its left side, as the text allows: the display that this one goes on."""
        if self.rival is None or self.relation != "=":
            return False
        self.left, self.rival = self.rival, None
        return True

    def claiming(self, claim: n.Relation) -> Assertion:
        """Return this with other terms on its sides."""
        return replace(self, left=replace(self.left, term=claim.left), right=replace(self.right, term=claim.right))

    def suppose(self, conditions: tuple[Hypothesis, ...]) -> None:
        """Take conditions that stand behind the claim."""
        asked = self.statement
        if asked is not None:
            new = tuple(h for h in conditions if h not in asked.hypotheses)
            self.statement = replace(asked, hypotheses=(*new, *asked.hypotheses))
            self.cases = (*new, *self.cases)

    @property
    def names(self) -> frozenset[str]:
        """The names that occur free on either side."""
        terms = (self.left.term, self.right.term)
        return frozenset(s.name for t in terms if t is not None for s in free_symbols(t))


@dataclass(frozen=True)
class Counted:
    """What an index letter counts: the entries of an array along one axis."""

    array: str
    axis: int


def with_counted(scope: Scope, counted: Mapping[str, Counted]) -> Scope:
    """Return a scope in which index letters run over what they count."""
    for letter, what in counted.items():
        index, base = scope.symbols.get(letter), scope.symbols.get(what.array)
        plain = index is None or not index.sort.shape
        if plain and letter not in scope.definitions and base is not None and what.axis < len(base.sort.shape):
            scope = scope.run(n.Symbol(letter, INDEX), n.Range(n.Number(Fraction(1)), base.sort.shape[what.axis]))
    return scope


@dataclass(frozen=True)
class Case:
    """A condition that holds for a while: until a heading of its level, or of level 9, until its sentence ends.

    alternative: one of several that exclude each other; past: its sentence has ended, and it may hold no longer.
    """

    hypothesis: Hypothesis
    level: int
    alternative: bool = False
    past: bool = False


@dataclass
class Chain:
    """The chain that an "= ..." would continue."""

    number: int = 0
    links: int = 0
    start: Value | None = None
    last: Value | None = None
    region: Region | None = None  # where it began

    @property
    def is_open(self) -> bool:
        """Whether this is one formula, of which nothing is said yet; not a number, of which nothing need be said."""
        term = self.last.term if self.last is not None else None
        number = term.term if isinstance(term, n.Neg) else term
        return not self.links and number is not None and not isinstance(number, n.Number)


def _equates(truth: Term, names: Collection[str]) -> bool:
    """Whether a relation gives one of these names a value, a number or another quantity."""
    known = isinstance(truth, Relation) and truth.op == "=" and isinstance(truth.left, n.Symbol)
    return known and any(s.name in names and s.sort != INDEX for s in free_symbols(truth))


def _letters(truth: Term) -> set[str]:
    return {s.name for s in free_symbols(truth) if s.sort != INDEX}


Bounded = tuple[int, frozenset[Relation]]  # the line that defines a function, and the relations its arguments have


@dataclass(frozen=True)
class Listed:
    """Where a text lists the entries of a name that was read with others; from_zero: these and an entry 0."""

    line: int
    from_zero: bool


@dataclass
class Memory:
    """Everything that was said so far."""

    scope: Scope
    cases: list[Case] = field(default_factory=list)
    assumptions: list[Hypothesis] = field(default_factory=list)
    assumed_in: dict[n.Term, int] = field(default_factory=dict)  # the sections in which they were made
    local: dict[n.Term, int] = field(default_factory=dict)  # those of them that hold in one section -> which
    said_by: dict[n.Term, int] = field(default_factory=dict)  # the numbers of the sentences that made them
    within: set[n.Term] = field(default_factory=set)  # those that are conditions of what their sentence says
    sentence: int = 0  # the number of the one that is read
    elsewhere: dict[str, tuple[int, int | None]] = field(default_factory=dict)  # names of a set in "chapters 2 and 3"
    unbounded: set[str] = field(default_factory=set)  # names that are said to be any real number
    onward: set[n.Term] = field(default_factory=set)  # those that hold from where they stand, and not before
    required: dict[str, list[tuple[Relation, int]]] = field(default_factory=dict)  # unknown -> equations, lines
    sources: dict[str, Source] = field(default_factory=dict)  # of the names that are defined
    defined_at: dict[str, tuple[int, int]] = field(default_factory=dict)  # name -> line, section
    given: dict[str, Given] = field(default_factory=dict)  # names that stand for numbers
    guards: dict[str, Guard] = field(default_factory=dict)  # the cases in which names were defined
    doubts: dict[str, Doubt] = field(default_factory=dict)  # names that two equations define
    unread: dict[str, int] = field(default_factory=dict)  # names whose definition was not understood -> line
    misfits: dict[str, frozenset[str]] = field(default_factory=dict)  # whose definition does not fit -> names in it
    bounded: dict[str, Bounded] = field(default_factory=dict)  # functions that are defined for some arguments only
    compared: tuple[int, frozenset[str]] = (0, frozenset())  # the last sentence that compares indices -> their names
    listed: dict[str, Listed] = field(default_factory=dict)  # names of whose entries a line lists more, or fewer
    made_of: dict[str, frozenset[str]] = field(default_factory=dict)  # the names in those definitions, where known
    numbers: set[str] = field(default_factory=set)  # those of them that are numbers, as far as one can see
    to_solve: frozenset[str] = frozenset()  # names in what was set to zero last
    equated: list[Hypothesis] = field(default_factory=list)  # names that are said to be equal, "a = p", and no more
    slopes: dict[str, Slope] = field(default_factory=dict)  # derivatives displayed, by what they are by
    used: set[str] = field(default_factory=set)  # names that occurred in an equation
    unknowns: dict[str, str] = field(default_factory=dict)  # constants of an ansatz -> its variable
    starts: dict[str, list[Hypothesis]] = field(default_factory=dict)  # v_0 -> what is said that it is
    premises: list[tuple[Relation, int]] = field(default_factory=list)  # equations with such constants, lines
    counted: dict[str, Counted] = field(default_factory=dict)  # index letters that prose compares with others
    traits: dict[str, tuple[int, str]] = field(default_factory=dict)  # what words say of names -> line, words
    classes: set[str] = field(default_factory=set)  # letters that are called the true class
    exclusive: set[str] = field(default_factory=set)  # arrays of ones and zeros that say which class something is in
    symmetric: dict[str, str] = field(default_factory=dict)  # matrices that are their own transposes, where it is said
    symmetric_here: list[str] = field(default_factory=list)  # those of which it is a condition of what a sentence says
    independent: list[tuple[int, int]] = field(default_factory=list)  # where samples are said to be: line, section
    drawn: dict[tuple[str, int], Term | None] = field(default_factory=dict)  # name, section -> its law, None: several
    quantified: set[str] = field(default_factory=set)  # names of which this sentence says something for all values
    everywhere: set[str] = field(default_factory=set)  # those of them that are said to be any real numbers
    detached: set[str] = field(default_factory=set)  # names beside which the text says that gradients stop
    told: set[str] = field(default_factory=set)  # names whose entries prose defines case by case
    chain: Chain = field(default_factory=Chain)
    shown: Chain | None = None  # the last one that began in a display
    section: int = 0
    assertions: list[Assertion] = field(default_factory=list)
    definitions: list[Note] = field(default_factory=list)
    stated: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    loosely: str = ""  # why what this sentence says is not claimed as it stands
    spoken: tuple[str, bool, int] = (
        "",
        False,
        0,
    )  # the sentence before: words, in a list?, its first claim
    skip_next: bool = False
    waive_next: dict[str, str] = field(default_factory=dict)

    def leave_open(self, name: str, line: int, text: str, made_of: Collection[str] | None = None) -> None:
        """Keep that a name was defined there by something that was not understood, made of these names if known."""
        self.unread[name] = line
        if made_of is not None:
            self.made_of[name] = frozenset(made_of)
        if re.search(r"\d", text) and not re.search(r"[^\W\d_]", _COMMAND.sub(" ", text)):
            self.numbers.add(name)

    def is_one_hot(self, array: Term) -> bool:
        """Whether an array is known to be one-hot: with entries of {0, 1} alone many of them may be one."""
        facts = [h.truth for h in self.assumptions]
        listed = any(isinstance(f, n.Member) and isinstance(f.term, n.Indexed) and f.term.base == array for f in facts)
        sums = [f.left for f in facts if isinstance(f, Relation) and f.op == "=" and isinstance(f.left, n.Bind)]
        return listed and any(isinstance(s.body, n.Indexed) and s.body.base == array for s in sums)

    def past(self, section: int) -> frozenset[str]:
        """Return what was supposed and may hold no longer, written out."""
        ended = [case.hypothesis.truth for case in self.cases if case.past]
        ended += [t for t, held in self.local.items() if held != section]
        here = {t for t in self.within if self.said_by[t] == self.sentence}
        anew = self.quantified.union(*map(_letters, here))  # for x > -1, after something that was said for x > 0
        ended += [t for t in self.within - here if _letters(t) & anew]
        supposed = (*self.hypotheses(), *self.assumptions) if self.quantified else ()
        ended += [h.truth for h in supposed if _equates(h.truth, self.quantified)]
        return frozenset(map(str, ended))

    def values(self) -> dict[str, Given]:
        """Return the numbers that names stand for; not fixed, where something is said for all values of a name."""
        every = self.quantified
        return {k: replace(g, fixed=False, before=False) if k in every else g for k, g in self.given.items()}

    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """Return the cases that hold now."""
        return tuple(case.hypothesis for case in self.cases)

    def present(self) -> tuple[Hypothesis, ...]:
        """Return the cases that certainly hold now."""
        return tuple(case.hypothesis for case in self.cases if not case.past)

    def independence(self, line: int, section: int) -> str:
        """Return where the text says that samples are independent, before a claim or in its section, or ""."""
        before = [at for at, _ in self.independent if at <= line]
        said = before[-1:] or [at for at, where in self.independent if where == section]
        return f"stated, line {said[0]}" if said else ""

    def known_scope(self) -> Scope:
        """Return the scope with what was assumed so far; an index letter there means every index."""
        return self.scope.suppose(*self.assumptions)
