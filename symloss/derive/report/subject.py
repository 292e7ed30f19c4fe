"""The loss a report is about, and how its questions are put to the kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from symloss.derive.build import ONE, TWO, ZERO
from symloss.derive.declaration import Loss, Requirement
from symloss.derive.derivation import Derivation, Fact, Formulas
from symloss.derive.load import Declared
from symloss.derive.source import Source
from symloss.kernel.judge import judge
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, substitute

LOSS = n.Symbol("L")


@dataclass(frozen=True)
class Subject:
    """A derivation, and its loss in the raw variable."""

    derivation: Derivation
    answered: dict[Question, tuple[Fact, ...]] = field(default_factory=dict, compare=False, repr=False)
    limits: dict[object, tuple[n.Term, Verdict] | None] = field(default_factory=dict, compare=False, repr=False)
    asked: dict[tuple[n.Term, ...], Verdict] = field(default_factory=dict, compare=False, repr=False)

    def once(self, question: Question) -> tuple[Fact, ...]:
        """Return the answer to a question, found the first time it is put: some answers rest on others."""
        if question not in self.answered:
            self.answered[question] = question(self)
        return self.answered[question]

    @property
    def formulas(self) -> Formulas:
        """The judged formulas."""
        return self.derivation.formulas

    @property
    def declaration(self) -> Loss | Requirement | None:
        """What was declared."""
        return self.derivation.declaration

    @cached_property
    def scope(self) -> Scope:
        """The scope of the raw variable, with L defined."""
        scope = self.formulas.scope
        return (
            scope
            if LOSS.name in scope.definitions
            else scope.declare(LOSS).define(Definition(LOSS.name, self.formulas.value))
        )

    @cached_property
    def questions(self) -> dict[str, tuple[str, n.Term]]:
        """What the declaration asks, by title: the text, and the claim with the derived gradient in it."""
        if self.declaration is None:
            return {}
        derivation = self.derivation
        reader = Declared(derivation.name, "", "", self.declaration, Source(derivation.source, ""))
        read = {
            title: (text, reader.read(text, self.scope, "ask", title)) for title, text in self.declaration.ask.items()
        }
        return {title: (text, self._with_gradient(claim)) for title, (text, claim) in read.items()}

    def _with_gradient(self, claim: n.Term) -> n.Term:
        if isinstance(claim, n.Derivative) and claim.body == LOSS and claim.variable == self.raw and claim.order == 1:
            return self.formulas.gradient
        return rebuild(claim, self._with_gradient)

    @property
    def equal_forms(self) -> list[n.Term]:
        """Other forms of the loss that the declaration states without a premise: L = ..."""
        shown = (step.shown for step in self.derivation.steps if step.rule == "equal form")
        return [c.right for c in shown if isinstance(c, n.Relation) and c.left == LOSS]

    @property
    def over_classes(self) -> bool:
        """Whether the raw value has K entries."""
        return self.formulas.shape == "classes"

    @property
    def raw(self) -> n.Term:
        """What the gradient is taken by: z, or s_j."""
        symbol = self.formulas.raw
        return n.Indexed(symbol, (n.Symbol("j", INDEX),)) if symbol.sort.shape else symbol

    @property
    def y(self) -> n.Term:
        """The label: y, or y_j."""
        symbol = self.formulas.y
        return n.Indexed(symbol, (n.Symbol("j", INDEX),)) if symbol.sort.shape else symbol

    @property
    def prediction(self) -> n.Term:
        """What is compared with the label: a where there is an activation, else the raw value."""
        return self.formulas.where[0][0] if self.formulas.where else self.raw

    def ask(self, claim: n.Term, *given: n.Term, scope: Scope | None = None) -> Verdict:
        """Return the kernel's verdict on a claim about this loss, as it stands: on the whole domain.

        What is true only under a condition that nobody stated has a counterexample
        without it, so here it is refuted. Several answers rest on one claim: it is judged once.
        """
        if scope is not None:
            return self._judged(claim, given, scope)
        if (claim, *given) not in self.asked:
            self.asked[claim, *given] = self._judged(claim, given, self.scope)
        return self.asked[claim, *given]

    def _judged(self, claim: n.Term, given: tuple[n.Term, ...], scope: Scope) -> Verdict:
        hypotheses = tuple(Hypothesis(truth, "assumed here") for truth in given)
        return judge(Statement(scope, Identity(claim), hypotheses, True), wanted="counterexample")

    def at(self, term: n.Term, values: dict[n.Term, n.Term]) -> n.Term:
        """Put values into a formula whose quantities of `where` are first written out if they depend on them."""
        for name, body in self.formulas.where:
            if any(key in free_symbols(body) for key in values):
                term = substitute(term, {name: body})
        return substitute(term, values)

    def without(self, name: n.Term, *known: n.Term) -> Scope:
        """Return the scope in which a quantity of `where` is no longer defined; only this is known of it."""
        assert isinstance(name, n.Symbol)
        definitions = {key: d for key, d in self.scope.definitions.items() if key not in (name.name, LOSS.name)}
        scope = replace(self.scope, definitions=definitions)
        return scope.suppose(*(Hypothesis(truth, "range of the outputs") for truth in known))

    def never_negative(self, term: n.Term) -> Verdict:
        """Ask whether a term is >= 0; if need be, of any output between 0 and 1."""
        return self.of_any_output(n.Relation(">=", term, ZERO))

    def of_any_output(self, claim: n.Term) -> Verdict:
        """Ask a claim of any output between 0 and 1, and whether the output is there; if need be, as it stands.

        Written out, an output is a quotient of exponentials: what is open then, is open after a long search.
        """
        name = self.formulas.where[0][0] if self.formulas.where else None
        if name is None or not free_symbols(name) & free_symbols(claim):
            return self.ask(claim)
        inside = (n.Relation("<", ZERO, name), n.Relation("<" if isinstance(name, n.Symbol) else "<=", name, ONE))
        free = self.without(name.base if isinstance(name, n.Indexed) else name, *inside)
        known = together(*(self.ask(fact) for fact in inside), self.ask(claim, scope=free))
        return known if known.word == "proved" else self.ask(claim)

    def evidence(self, verdict: Verdict, left: str = "left side") -> str:
        """Return the witness of a verdict as `K = 2, s_1 = 0: left side = -9/128`."""
        if verdict.witness is None:
            return ""
        at = ", ".join(f"{name} = {value}" for name, value in verdict.witness.at)
        return f"{at}: {left} = {verdict.witness.left}"

    def from_two(self, topic: str, text: str, verdict: Verdict) -> Fact:
        """Return a line that needs a second class: proved for every K, or, where K = 1 is allowed, for K >= 2."""
        at_least_two = self.ask(n.Relation(">=", n.Symbol("K", INDEX), TWO))
        if verdict.word != "proved" or at_least_two.word == "proved":
            return every(topic, text, verdict)
        return Fact(topic, text, verdict, "every K >= 2")

    def write(self, term: n.Term) -> str:
        """Return a term as it is printed."""
        return plain(term, self.scope)


def every(topic: str, text: str, verdict: Verdict) -> Fact:
    """Return a line about a loss over K classes; what is proved of it is proved for every K."""
    return Fact(topic, text, verdict, "every K" if verdict.word == "proved" else "")


Question = Callable[[Subject], tuple[Fact, ...]]


def together(*verdicts: Verdict) -> Verdict:
    """Return the verdict on several claims at once: the first that is not proved, else proved."""
    failed = next((v for v in verdicts if v.word != "proved"), None)
    if failed is not None:
        return failed
    conditions = tuple(dict.fromkeys(c for v in verdicts for c in v.conditions))
    return replace(verdicts[0], conditions=conditions)
