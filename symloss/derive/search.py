"""The search for a loss: what has been proposed so far. The rules of `symloss.derive.rules` carry it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symloss.derive.build import number, rational
from symloss.derive.domains import bounds
from symloss.derive.fractions_of import Decomposition
from symloss.derive.problem import FunctionalProblem
from symloss.derive.sympy_door import to_sympy
from symloss.term.nodes import Relation, Symbol, Term
from symloss.term.statement import Statement
from symloss.term.walk import substitute


@dataclass(frozen=True)
class Proposal:
    """A step as a rule proposes it: what is shown, what is to be judged, and why a reader may believe it."""

    shown: Term
    statement: Statement
    rule: str
    reason: str
    uses: tuple[int, ...] = ()


@dataclass(frozen=True)
class Search:
    """The steps proposed so far, and what they found.

    numbers: which step established what ("chain rule", "equation", "loss").
    pieces: the terms to be integrated, as shown. fraction: a proper quotient among them
    that partial fractions have still to take apart. constants: the letters of an
    ansatz and their values. integrals: what has been integrated, with its step.
    """

    problem: FunctionalProblem
    steps: tuple[Proposal, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    pieces: tuple[Term, ...] | None = None
    fraction: Decomposition | None = None
    constants: tuple[tuple[Symbol, Term], ...] = ()
    integrals: tuple[tuple[Term, int], ...] = ()
    loss: Term | None = None

    def knows(self, what: str) -> bool:
        """Whether a step has established this."""
        return what in self.numbers

    def shown(self, what: str) -> Relation:
        """Return the equation of the step that established this."""
        shown = self.steps[self.numbers[what] - 1].shown
        assert isinstance(shown, Relation)
        return shown

    def then(self, what: str, step: Proposal) -> Search:
        """Return the search with one more step, which establishes `what`."""
        numbers = {**self.numbers, what: len(self.steps) + 1}
        return replace(self, steps=(*self.steps, step), numbers=numbers)

    @property
    def inside(self) -> Term:
        """A rational point in the range of the activation."""
        lower, upper = bounds(self.problem.output, self.problem.activated)
        low, high = (None if end is None else rational(end) for end in (lower, upper))
        if low is not None and high is not None:
            return number((2 * low + high) / 3)
        return number(low + 1 if low is not None else high - 1 if high is not None else Fraction(1, 3))

    def positive(self, factor: Term) -> bool:
        """Whether a linear factor is positive inside the range; the kernel judges whether everywhere."""
        value = to_sympy(substitute(factor, {self.problem.activated: self.inside}))
        return bool(value.is_positive)

    @property
    def finished(self) -> bool:
        """Whether every required derivative has been found again from the loss."""
        return self.loss is not None and all(self.knows(f"back {i}") for i in range(len(self.problem.required)))
