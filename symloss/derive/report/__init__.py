"""What is known of a loss, question by question, each answer with its verdict.

The questions for a scalar loss are in `scalar`, those over K classes in `classes`,
those for a loss of two raw values in `pair`, those a declaration asks itself in
`asked`; each list is the table of contents of a report. Answers are found by the
searchers and judged by the kernel like any step.
"""

from __future__ import annotations

from symloss.derive.derivation import Derivation, Fact
from symloss.derive.report import asked, classes, pair, scalar
from symloss.derive.report.subject import Question, Subject

QUESTIONS: dict[str, tuple[Question, ...]] = {
    "scalar": scalar.QUESTIONS,
    "classes": classes.QUESTIONS,
    "pair": pair.QUESTIONS,
}


def facts(derivation: Derivation) -> tuple[Fact, ...]:
    """Return the answers to the questions for a loss of this shape, then to its own."""
    subject = Subject(derivation)
    questions = (*QUESTIONS.get(derivation.formulas.shape, ()), asked.asked)
    return tuple(fact for question in questions for fact in subject.once(question))
