"""Inequalities that signs alone do not show: by slopes, summand by summand, by tangents, at the largest of many.

A question is whether a term is positive (or not negative) wherever its facts hold. A
tactic answers with other questions that together suffice; none guesses, and every
question ends at the signs of a normal form. Not found is not false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from symloss.kernel.limits import Limits
from symloss.kernel.proof import OutOfReach, Undetermined
from symloss.kernel.proving import normal as normal_form
from symloss.kernel.proving.definedness import discharged, needs
from symloss.kernel.proving.field import Field, Hints, Refine
from symloss.kernel.proving.hypotheses import Fact, teach
from symloss.kernel.proving.lattice import NEGATIVE, NONNEGATIVE, NONZERO, POSITIVE, ZERO, Contradiction, Signs
from symloss.kernel.proving.plausible import Look
from symloss.kernel.proving.quotient import Quotient, factored
from symloss.term import nodes as n
from symloss.term.effort import Deadline
from symloss.term.scope import Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, size

_ATTEMPTS = 8
_PART = 0.5  # of the steps that are left goes to a brief tactic to begin with
_CASES = 4
_SIZE = 400
_FACTORED = 40
_OPPOSITE: dict[str, n.RelationOp] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class Question:
    """Is `term` positive (strict), or not negative, wherever the facts hold?

    anchors: points from which a slope led to this question. depth: how many tactics led
    here; cases: how many case splits; slopes: how many derivatives. closed: its sums are numbers from here on.
    """

    term: n.Term
    strict: bool
    facts: tuple[Fact, ...]
    anchors: tuple[n.Term, ...] = ()
    depth: int = 0
    cases: int = 0
    slopes: int = 0
    closed: bool = False

    def given(self, *truths: n.Term) -> Question:
        """Return the question under further facts."""
        return replace(self, facts=(*self.facts, *(case(t) for t in truths)))


def case(truth: n.Term, letters: tuple[n.Symbol, ...] = ()) -> Fact:
    """Return a truth of the argument itself as a fact; the report does not name it."""
    return Fact(truth, letters, str(truth), "case")


@dataclass(frozen=True)
class Asked:
    """A question with the normal form of its term in a field that knows its facts."""

    question: Question
    value: Quotient
    field: Field
    of: Bounding

    def numerator(self) -> Quotient | None:
        """Return the top of the normal form without the factors of known sign; None if the bottom's sign is open."""
        field, value = self.field, self.value
        bottom = field.sign(field.ring.polynomial(value.bottom))
        if bottom not in (POSITIVE, NEGATIVE):
            return None
        rest = field.ring.constant(1 if bottom == POSITIVE else -1)
        if len(value.top) > _FACTORED:
            return rest * field.ring.polynomial(value.top)
        content, factors = factored(value.top)
        rest = rest * field.ring.constant(1 if content > 0 else -1)
        for factor, exponent in factors:
            one = field.ring.polynomial(factor)
            known = field.sign(one)
            if known == POSITIVE or (known in (NEGATIVE, NONZERO) and exponent % 2 == 0):
                continue
            rest = -rest if known == NEGATIVE else rest * one**exponent
        return rest


# A tactic yields alternatives: for each, a name for the report and the questions that have to be answered.
Tactic = Callable[[Asked], Iterator[tuple[str, list[Question]]]]


@dataclass
class Bounding:
    """One search for a proof of an inequality: its limits, and what has been used by what was shown."""

    scope: Scope
    limits: Limits
    deadline: Deadline
    tactics: tuple[Tactic, ...]
    brief: tuple[Tactic, ...] = ()  # those that go on for long where they lead nowhere
    used: dict[tuple[str, str], n.Relation | None] = field(default_factory=dict)
    methods: dict[str, None] = field(default_factory=dict)
    refused: set[tuple[n.Term, bool, tuple[Fact, ...]]] = field(default_factory=set)
    hints: Hints = field(default_factory=Hints)
    look: Look = field(default_factory=Look)

    def shown(self, question: Question) -> bool:
        """Return whether the question is answered with yes."""
        key = (question.term, question.strict, question.facts)
        if key in self.refused or size(question.term) > _SIZE or self.deadline.passed:
            return False
        before = dict(self.used), dict(self.methods)
        for _ in range(_ATTEMPTS):
            try:
                if self._shown(question):
                    return True
            except Contradiction:
                return True  # there is no such point
            except OutOfReach:
                pass
            except Refine:
                continue
            break
        self.used, self.methods = before
        self.refused.add(key)
        return False

    def _shown(self, question: Question) -> bool:
        try:
            asked = self.asked(question)
        except Undetermined as open_sign:
            return self._by_cases(question, open_sign.condition)
        found = asked.field.sign(asked.value)
        if not found & ~(POSITIVE if question.strict else NONNEGATIVE):
            self.used.update(asked.field.used)
            return True
        if not found & POSITIVE and (question.strict or not found & ZERO):
            return False
        if not self.look.is_plausible(question.term, relevant(question.facts, (question.term,))):
            return False
        if question.depth or question.slopes:
            return any(self._by(tactic, asked) for tactic in self.tactics)
        return any(self._in_part(tactic, asked) for tactic in self.tactics) or any(
            self._by(tactic, asked) for tactic in self.brief
        )

    def _in_part(self, tactic: Tactic, asked: Asked) -> bool:
        """Try a tactic to begin with; one that may lead nowhere for long leaves steps for the others."""
        deadline, refused = self.deadline, set(self.refused)
        if tactic in self.brief:
            self.deadline = deadline.part(_PART)
        found = self._by(tactic, asked)
        if self.deadline.passed:
            self.refused = refused
        self.deadline = deadline
        return found

    def _by(self, tactic: Tactic, asked: Asked) -> bool:
        before = dict(self.used), dict(self.methods)
        for name, questions in tactic(asked):
            if all(self.shown(q) for q in questions):
                self.methods[name] = None
                self.used.update(asked.field.used)
                return True
            self.used, self.methods = dict(before[0]), dict(before[1])
        return False

    def _by_cases(self, question: Question, condition: n.Relation) -> bool:
        if question.cases >= _CASES or any("#" in s.name for s in free_symbols(condition)):
            return False
        other = n.Relation(_OPPOSITE[condition.op], condition.left, condition.right)
        deeper = replace(question, cases=question.cases + 1)
        return all(self.shown(deeper.given(truth)) for truth in (condition, other))

    def asked(self, question: Question) -> Asked:
        """Return the question in normal form; raise OutOfReach if its term may lack a value."""
        made = self.field(question.facts, (question.term,))
        if not all(discharged(need, made) for need in needs(question.term)):
            raise OutOfReach("the term may have no value")
        return Asked(question, made.reduce(made.of(question.term)), made, self)

    def field(self, facts: tuple[Fact, ...], terms: tuple[n.Term, ...]) -> Field:
        """Return a field that knows the facts."""
        facts = relevant(facts, terms)
        for _ in range(_ATTEMPTS):
            made = Field(self.limits, self.hints, Signs(), normal_form.normal, self.deadline)
            try:
                teach(made, facts, self.scope, terms)
                for term in terms:
                    made.of(term)
                return made
            except Refine:
                continue
        raise OutOfReach("exponents that need ever finer kernels")

    def plain(self, truth: n.Relation, facts: tuple[Fact, ...]) -> bool:
        """Return whether facts show a relation by the signs of its normal form, where both sides have a value."""
        difference = n.Add((truth.left, n.Neg(truth.right)))
        try:
            made = self.field(facts, (difference,))
            if not all(discharged(need, made) for need in needs(difference)):
                return False
            found = made.sign(made.of(difference))
        except Contradiction:
            return True
        except (OutOfReach, Refine):
            return False
        if found & ~{">": POSITIVE, ">=": NONNEGATIVE, "<": NEGATIVE, "<=": NEGATIVE | ZERO, "=": ZERO}[truth.op]:
            return False
        self.used.update(made.used)
        return True


def relevant(facts: tuple[Fact, ...], terms: tuple[n.Term, ...]) -> tuple[Fact, ...]:
    """Return the facts that speak of what the terms speak of, or of what such facts speak of."""
    spoken = frozenset().union(*(free_symbols(t) for t in terms))
    about = {fact: free_symbols(fact.truth) - set(fact.letters) for fact in facts}
    kept: dict[Fact, None] = {}
    while True:
        new = [f for f in facts if f not in kept and _concerns(about[f], spoken)]
        if not new:
            return tuple(f for f in facts if f in kept)
        kept.update(dict.fromkeys(new))
        spoken = spoken.union(*(about[f] for f in new))


def _concerns(about: frozenset[n.Symbol], spoken: frozenset[n.Symbol]) -> bool:
    """Return whether a fact concerns what is spoken of; a size alone, such as K, does not make it."""
    quantities = {s for s in about if s.sort != INDEX}
    return bool((quantities or about) & spoken)


def positive(term: n.Term, op: n.RelationOp, facts: tuple[Fact, ...]) -> Question:
    """Return the question that `term op 0` asks."""
    return Question(term if op in (">", ">=") else n.Neg(term), op in ("<", ">"), facts)
