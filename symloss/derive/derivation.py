"""What deriving gives: steps with their verdicts, and the formulas of the loss. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from symloss.kernel.verdict import Verdict
from symloss.term.nodes import Symbol, Term
from symloss.term.scope import Scope
from symloss.term.statement import Statement

if TYPE_CHECKING:
    from symloss.derive.declaration import Loss, Requirement
    from symloss.derive.problem import FunctionalProblem


@dataclass(frozen=True)
class DerivationStep:
    """One line of a derivation: what is shown, why, and what the kernel said of it.

    shown: the truth that is printed (a relation). statement: what was judged.
    rule: the rule's name ("chain rule", "partial fractions"). reason: one line for
    the reader, plain notation, with the numbers of the steps used.
    conditions_text: side conditions that arise here, as printed ("needs 0 < a < 1").
    """

    number: int
    shown: Term
    statement: Statement
    rule: str
    reason: str
    verdict: Verdict
    uses: tuple[int, ...] = ()


Shape = Literal["scalar", "classes", "pair"]


@dataclass(frozen=True)
class Fact:
    """A line of a report: a question about the loss, the answer in words, and its verdict.

    A line that only says what is declared has none; one without a topic goes on with
    the topic before. extent: what the verdict is for ("every K", "K = 2"); also: the
    verdicts for what lies outside of that.
    """

    topic: str
    text: str
    verdict: Verdict | None = None
    extent: str = ""
    also: tuple[tuple[Verdict, str], ...] = ()

    @property
    def word(self) -> str:
        """The word of the verdict, or nothing."""
        return "" if self.verdict is None else self.verdict.word

    @property
    def words(self) -> str:
        """The verdicts as they are printed: "proved, K = 2; undecided, K >= 3"."""
        if self.verdict is None:
            return ""
        found = ", ".join(c.text for c in self.verdict.conditions if c.origin == "found")
        first = f"{self.verdict.word}: {found}" if found and self.verdict.word == "conditional" else self.verdict.word
        pairs = ((first, self.extent), *((verdict.word, extent) for verdict, extent in self.also))
        return "; ".join(f"{word}, {extent}" if extent else word for word, extent in pairs)


@dataclass(frozen=True)
class SecondRaw:
    """The other raw value of a loss of two: the derivatives by it, and by both."""

    raw: Symbol
    gradient: Term
    hessian: Term
    mixed: Term
    raw_domain: tuple[Term | None, Term | None] = (None, None)
    kinks: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Formulas:
    """The judged formulas of one loss, in the raw variable: what code is made from.

    y and raw are scalars for shape "scalar", vectors of length K for "classes"
    (then `gradient` is component j, `hessian` component (j, i) of the second
    derivative). `where` are named quantities in order (a = sigma(z)), each a symbol
    (or an indexed symbol) and its term. `y_domain` and `raw_domain`: (lower, upper)
    as terms. `kinks`: points of the raw variable without a derivative, with the
    value the code returns there. `labels`: what is put in the place of y_k before the
    loss is taken, as a term in y_k (smoothed labels). `defaults`: parameters that need
    not be given. `second`: of a loss of two raw values (shape "pair") the other one.
    """

    name: str
    shape: Shape
    scope: Scope
    y: Symbol
    raw: Symbol
    value: Term
    gradient: Term
    hessian: Term
    where: tuple[tuple[Term, Term], ...] = ()
    parameters: tuple[Symbol, ...] = ()
    defaults: tuple[tuple[Symbol, Term], ...] = ()
    labels: tuple[Term, Term] | None = None
    y_values: tuple[Term, ...] = ()  # y in a finite set, else empty
    y_domain: tuple[Term | None, Term | None] = (None, None)
    raw_domain: tuple[Term | None, Term | None] = (None, None)
    y_sums_to_one: bool = False
    kinks: tuple[Term, ...] = ()
    second: SecondRaw | None = None
    optimal: Term | None = None  # the start score as a term in the weighted mean `mean_y`


@dataclass(frozen=True)
class Report:
    """What is known of a loss: each line proved, refuted with a witness, or open. Data only.

    values: the parameters that were put, given or by default.
    """

    name: str
    title: str
    source: str
    formulas: Formulas
    facts: tuple[Fact, ...]
    values: tuple[tuple[str, Term], ...] = ()
    latex: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of all verdicts, in the order of the lines."""
        found = [(f.verdict, *(verdict for verdict, _ in f.also)) for f in self.facts]
        return tuple(verdict.word for line in found for verdict in line if verdict is not None)


@dataclass(frozen=True)
class Derivation:
    """A whole derivation: from what is given to the loss and its gradient, each step judged."""

    name: str
    title: str  # the first line of the declaration's docstring, without a full stop
    prose: str  # the rest of it
    source: str  # "derivations/binary_cross_entropy.py"
    scope: Scope
    given: tuple[Term, ...]
    required: tuple[Term, ...]
    steps: tuple[DerivationStep, ...]
    formulas: Formulas
    heading: str = ""  # "the matching loss of sigmoid"
    notes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    latex: Mapping[str, str] = field(default_factory=dict)
    problem: FunctionalProblem | None = None  # what was posed, if the loss was sought
    declaration: Loss | Requirement | None = None

    @property
    def loss(self) -> Term:
        """The loss, in the quantities it is written in."""
        return self.formulas.value

    @property
    def proved(self) -> int:
        """How many steps the kernel proved."""
        return sum(step.verdict.word == "proved" for step in self.steps)
