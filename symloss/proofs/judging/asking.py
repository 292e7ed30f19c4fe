"""Ask the kernel: within the steps that there are for a document and for a claim, and nothing twice."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symloss.kernel.docket import Wanted
from symloss.kernel.judge import judge
from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.shapes import TWO
from symloss.proofs.judging.customs import Change
from symloss.proofs.judging.worked import of_numbers
from symloss.term import nodes as n
from symloss.term.effort import Deadline, within
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement

STEPS = 20_000_000  # for one document, about as many microseconds
PER_CLAIM = 1_500_000  # steps after which no further question is asked about a claim


@dataclass
class Asker:
    """Gives the kernel's verdicts on statements; change: what is asked in place of each."""

    deadline: Deadline = field(default_factory=lambda: within(STEPS))
    due: Deadline = field(default_factory=lambda: within(PER_CLAIM))  # of the claim at hand
    known: dict[Hashable, Verdict] = field(default_factory=dict)  # what was asked already
    change: Change | None = None

    def next_claim(self) -> None:
        """Grant the steps of another claim."""
        self.due = within(PER_CLAIM)

    def changing(self, change: Change) -> Asker:
        """Return one that changes every statement before it asks, with the same steps and the same memory."""
        return replace(self, change=change)

    def __call__(self, statement: Statement, wanted: Wanted = "condition") -> Verdict:
        """Return the verdict on a statement, if there are steps left for the claim and for the document."""
        if self.deadline.passed:
            return Verdict("undecided", message=f"time: the {STEPS / 1e6:.0f} s for one document are used up; split it")
        if self.due.passed:
            return Verdict("undecided", message="time: too many readings of this claim; say what its names mean")
        statement = statement if self.change is None else self.change(statement)
        statement, numbers = of_numbers(statement)
        statement, said = _with_squares(statement)
        key = _key(statement)
        known, proof = self.known.get(("condition", key)), self.known.get(("proof", key))
        if known is None and proof is not None and (proof.proved or wanted == "proof"):
            known = proof
        if known is None:
            known = self.known[wanted, key] = _as_said(ask(statement, wanted), said)
        return numbers.told(known)

    def shown(self, statement: Statement) -> Verdict:
        """Ask where all that matters is whether a statement is proved: that costs less."""
        return self(statement, "proof")


def _with_squares(statement: Statement) -> tuple[Statement, Mapping[str, str]]:
    """Return a statement in which |a| = 1 is said as |a|^2 = 1, which a sum of squares is, and what was said."""
    said: dict[str, str] = {}

    def changed(fact: Hypothesis) -> Hypothesis:
        match fact.truth:
            case n.Relation("=", n.Norm(order=n.Number(Fraction(numerator=2, denominator=1))) as norm, n.Number() as r):
                squares = n.Relation("=", n.Pow(norm, TWO), n.Number(r.value**2))
                said[str(squares)] = str(fact.truth)
                return replace(fact, truth=squares) if r.value >= 0 else fact
        return fact

    hypotheses, domain = (tuple(map(changed, facts)) for facts in (statement.hypotheses, statement.scope.domain))
    if not said:
        return statement, said
    return replace(statement, hypotheses=hypotheses, scope=replace(statement.scope, domain=domain)), said


def _as_said(verdict: Verdict, said: Mapping[str, str]) -> Verdict:
    """Return a verdict with its conditions as they were said."""
    conditions = tuple(replace(c, text=said.get(c.text, c.text)) for c in verdict.conditions)
    return replace(verdict, conditions=conditions) if said else verdict


def ask(statement: Statement, wanted: Wanted = "condition") -> Verdict:
    """Ask the kernel; a fault of the kernel itself is not allowed to hide the claims after it."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if isinstance(claim, n.And) and claim.truths:  # two bounds of one number
        verdicts = [ask(replace(statement, step=Identity(truth)), wanted) for truth in claim.truths]
        return next((v for v in verdicts if not v.proved), verdicts[-1])
    try:
        return judge(statement, wanted=wanted)
    except Exception as error:
        return Verdict("undecided", message=f"internal error: {type(error).__name__}: {error}; please report it")


def _key(statement: Statement) -> Hashable:
    """Return what is asked, to be compared."""
    scope = statement.scope
    asked = (statement.step, statement.hypotheses, statement.domain_declared, scope.domain)
    return (*asked, *(tuple(sorted(m.items())) for m in (scope.definitions, scope.depends, scope.index_sets)))
