"""The questions a declaration asks of its own loss: `ask={"wrong class": "y_j = 0 => dL/ds_j > 0"}`."""

from __future__ import annotations

from symloss.derive.build import equal, number
from symloss.derive.derivation import Fact
from symloss.derive.load import Declared
from symloss.derive.report.subject import LOSS, Subject
from symloss.derive.source import Source
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from symloss.term.walk import rebuild


def asked(subject: Subject) -> tuple[Fact, ...]:
    """Answer each question; one that fails for some K is put again for K = 2 and for K >= 3."""
    declaration = subject.declaration
    if declaration is None:
        return ()
    source = Source(subject.derivation.source, "")
    reader = Declared(subject.derivation.name, "", "", declaration, source)
    facts: list[Fact] = []
    for title, text in declaration.ask.items():
        claim = _with_gradient(reader.read(text, subject.scope, "ask", title), subject)
        verdict = subject.ask(claim)
        facts.append(Fact(title, text + _evidence(verdict), verdict))
        if verdict.word == "refuted" and "K" in subject.scope.symbols:
            facts += _by_size(claim, subject)
    return tuple(facts)


def _with_gradient(claim: n.Term, subject: Subject) -> n.Term:
    """Put the gradient that was derived for dL/ds_j."""
    if isinstance(claim, n.Derivative) and claim.body == LOSS and claim.variable == subject.raw and claim.order == 1:
        return subject.formulas.gradient
    return rebuild(claim, lambda child: _with_gradient(child, subject))


def _by_size(claim: n.Term, subject: Subject) -> list[Fact]:
    size = n.Symbol("K", INDEX)
    found = []
    for condition in (equal(size, number(2)), n.Relation(">=", size, number(3))):
        verdict = subject.ask(claim, condition)
        if verdict.word != "undecided":
            found.append(Fact("", f"  {subject.write(condition)}" + _evidence(verdict), verdict))
    return found if any(f.verdict is not None and f.verdict.word == "proved" for f in found) else []


def _evidence(verdict: Verdict) -> str:
    if verdict.witness is None:
        return ""
    at = ", ".join(f"{name} = {value}" for name, value in verdict.witness.at)
    return f"\n  {at}: {verdict.witness.left}"
