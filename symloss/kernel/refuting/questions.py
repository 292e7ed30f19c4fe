"""What a statement asks at a point: hypotheses and one claim, in terms that can be evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import singledispatch

from symloss.term import statement as st
from symloss.term.nodes import And, Derivative, Implies, Relation, Term
from symloss.term.scope import Definition, Scope
from symloss.term.statement import Statement
from symloss.term.walk import substitute


@dataclass(frozen=True)
class Question:
    """If `domain` and `hypotheses` hold then `claim` holds, for all values of the symbols.

    An index letter that stands only in subscripts of a fact of `domain` means every
    index; in `hypotheses` it means that of the claim, and one that the claim does not
    have means some index, or `everywhere` every index. `law` is an equation that holds
    for every value of `free` while the other symbols stay fixed, also outside its
    domain (the premise of an instance).
    """

    scope: Scope
    domain: tuple[Term, ...]
    hypotheses: tuple[Term, ...]
    claim: Term
    law: Relation | None = None
    free: Term | None = None
    everywhere: bool = False


def questions(statement: Statement) -> tuple[Question, ...]:
    """Return the questions of a statement; all must be answered yes for it to be true.

    None for definitions and assumptions, and for an open ansatz (see `ansatz`).
    """
    domain, stated = (
        tuple(part for fact in facts for part in _parts(fact.truth))
        for facts in (statement.scope.domain, statement.hypotheses)
    )
    start = Question(statement.scope, domain, stated, And(()), everywhere=statement.everywhere)
    return tuple(simpler for question in _asked(statement.step, start) for simpler in _simplified(question))


def _parts(truth: Term) -> Iterator[Term]:
    if isinstance(truth, And):
        for part in truth.truths:
            yield from _parts(part)
    else:
        yield truth


def _simplified(question: Question) -> Iterator[Question]:
    claim = question.claim
    if isinstance(claim, And):
        for part in claim.truths:
            yield from _simplified(replace(question, claim=part))
    elif isinstance(claim, Implies):
        premises = (*question.hypotheses, *_parts(claim.premise))
        yield from _simplified(replace(question, hypotheses=premises, claim=claim.conclusion))
    else:
        yield question


@singledispatch
def _asked(step: st.Step, start: Question) -> tuple[Question, ...]:
    raise TypeError(f"no question is known for the step {type(step).__name__}")


@_asked.register
def _(step: st.Identity, start: Question) -> tuple[Question, ...]:
    return (replace(start, claim=step.claim),)


@_asked.register
def _(step: st.Consequence, start: Question) -> tuple[Question, ...]:
    return (replace(start, hypotheses=(*start.hypotheses, step.premise), claim=step.claim),)


@_asked.register
def _(step: st.Instance, start: Question) -> tuple[Question, ...]:
    return (replace(start, claim=step.claim, law=step.premise, free=step.variable),)


@_asked.register
def _(step: st.Ansatz, start: Question) -> tuple[Question, ...]:
    if step.solution is None:
        return ()
    found: dict[Term, Term] = dict(zip(step.unknowns, step.solution, strict=True))
    return (replace(start, claim=substitute(step.claim, found)),)


@_asked.register
def _(step: st.Antiderivative, start: Question) -> tuple[Question, ...]:
    return (replace(start, claim=Relation("=", step.integrand, Derivative(step.value, step.variable))),)


@_asked.register
def _(step: st.Solution, start: Question) -> tuple[Question, ...]:
    name = step.unknown.name
    others = {k: v for k, v in start.scope.depends.items() if k != name}
    scope = replace(start.scope, depends=others).define(Definition(name, step.value))
    return tuple(replace(start, scope=scope, claim=equation) for equation in step.equations)


@_asked.register(st.Define)
@_asked.register(st.Assume)
def _(step: st.Define | st.Assume, start: Question) -> tuple[Question, ...]:
    return ()
