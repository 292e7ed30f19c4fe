"""What the prover answers: a proof, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from symloss.kernel.shown import shown
from symloss.kernel.verdict import Condition
from symloss.term.nodes import Except, Member, Range, Relation, Symbol, Term

EXCHANGED = Condition("the derivative may be taken under the expectation", "natural domain")
UNDER_INTEGRAL = Condition(
    "the derivative may be taken under the integral, whose integrand is continuous", "natural domain"
)
CONVERGENT = Condition("the integrals have values", "natural domain")
NAMED = frozenset({EXCHANGED, UNDER_INTEGRAL, CONVERGENT})  # no relation says them


class OutOfReach(Exception):
    """The prover cannot go on; the message says what lies outside or which limit was met."""


class Undetermined(OutOfReach):
    """The value depends on a sign that the facts leave open; `condition` is a relation to tell apart."""

    def __init__(self, condition: Relation) -> None:
        """Remember the relation whose truth is open."""
        super().__init__(f"it is open whether {shown(condition)}")
        self.condition = condition


@dataclass(frozen=True)
class Lack:
    """A condition for one side of a claim to have a value that nothing implies.

    It is needed for every value of `letters`, where all `guards` are true. seam: it
    belongs to a derivative, which may exist also where the condition fails.
    """

    truth: Relation
    letters: tuple[tuple[Symbol, Term], ...] = ()
    guards: tuple[Term, ...] = ()
    seam: bool = False

    @property
    def where(self) -> tuple[Term, ...] | None:
        """What is true where the condition is needed; None if a letter is drawn from a distribution."""
        found: list[Term] = []
        for letter, over in self.letters:
            base = over.base if isinstance(over, Except) else over
            if not isinstance(base, Range):
                return None
            found.append(Member(letter, base))
            if isinstance(over, Except):
                found += [Relation("!=", letter, other) for other in over.without]
        return (*found, *self.guards)


@dataclass(frozen=True)
class Proof:
    """The claim holds wherever both sides have a value.

    conditions: the facts that were used, and the natural domain where it was not
    already implied. natural: the same natural domain as truths, for every value of an
    index that stands only in subscripts. one_sided: those of
    them that only one side asks for, so that the other side may have a value without
    them. cases: the index and sign cases that were told apart.
    certificate: what is needed to do the proof again (`replay`), if it was asked for.
    """

    method: str
    conditions: tuple[Condition, ...] = ()
    natural: tuple[Term, ...] = ()
    one_sided: tuple[Lack, ...] = ()
    cases: tuple[str, ...] = ()
    certificate: object | None = None


NOWHERE = "one side has no value anywhere in the domain"


@dataclass(frozen=True)
class Failure:
    """No proof was found; `reason` is for the reader.

    contradiction: the hypotheses exclude each other. nowhere: one side has no value
    anywhere in the domain. final: an equation that conditions that need not hold would not show, or for which the
    steps were too few: as many again seldom help.
    where: the case, among those that were told apart, that was not shown.
    """

    reason: str
    contradiction: bool = False
    nowhere: bool = False
    final: bool = False
    where: tuple[Relation, ...] = ()
