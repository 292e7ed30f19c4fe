"""A statement: scope, hypotheses |- step. This is all the kernel is ever asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from symloss.term.nodes import Relation, Symbol, Term
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import Sort

_FOR_EVERY = "any "  # no notation has a name with a space


def for_every(name: str, sort: Sort) -> Symbol:
    """Return a symbol for which a claim is made whatever its value: no text says anything of it, no condition may."""
    return Symbol(_FOR_EVERY + name, sort)


def is_for_every(symbol: Symbol) -> bool:
    """Whether a symbol is one of `for_every`."""
    return symbol.name.startswith(_FOR_EVERY)


@dataclass(frozen=True)
class Identity:
    """The claim (an equation, inequality, limit "->", printed number "~=", or any truth) follows."""

    claim: Term


@dataclass(frozen=True)
class Consequence:
    """`claim` is `premise` with both sides multiplied by, divided by, or increased by `factor`.

    Multiplying and dividing need factor != 0 for the equations to say the same.
    The premise is a hypothesis of this step.
    """

    premise: Relation
    operation: Literal["multiply", "divide", "add", "subtract", "rewrite"]
    factor: Term | None
    claim: Relation


@dataclass(frozen=True)
class Instance:
    """`claim` is `premise`, an equation for every `variable` and polynomial in it, at `variable` := `value`.

    `value` may lie outside the declared domain of `variable` (a := 0 where
    0 < a < 1), which is why the premise must be polynomial in it.
    """

    premise: Relation
    variable: Symbol
    value: Term
    claim: Relation


@dataclass(frozen=True)
class Ansatz:
    """Constants `unknowns`, free of `variable`, exist such that `claim` holds for every `variable`.

    `solution` gives them if they are already fixed; otherwise the step stays open
    until a `Solution` closes it.
    """

    claim: Relation
    unknowns: tuple[Symbol, ...]
    variable: Symbol
    solution: tuple[Term, ...] | None = None


@dataclass(frozen=True)
class Antiderivative:
    """`value` is an antiderivative of `integrand` by `variable`, up to a constant, real on the domain."""

    integrand: Term
    variable: Symbol
    value: Term


@dataclass(frozen=True)
class Solution:
    """`value`, put for the unknown `unknown`, satisfies every one of `equations`.

    `unknown` was an opaque quantity of the scope (L, a function of a and y).
    `up_to_constant_in`: the solution is claimed up to a term free of this symbol.
    """

    unknown: Symbol
    value: Term
    equations: tuple[Relation, ...]
    up_to_constant_in: Symbol | None = None


@dataclass(frozen=True)
class Define:
    """A definition: listed, never counted as proved."""

    definition: Definition


@dataclass(frozen=True)
class Assume:
    """An assumption: listed, a hypothesis of what follows."""

    truth: Term


Step = Identity | Consequence | Instance | Ansatz | Antiderivative | Solution | Define | Assume


@dataclass(frozen=True)
class Statement:
    """scope, hypotheses |- step.

    The scope's domain are hypotheses too. `domain_declared` says whether the text or
    declaration gave a domain: then a point of it where exactly one side is defined
    makes a claim conditional; otherwise the natural domain is taken and listed. An
    index letter of `hypotheses` that the step does not have means some index, or
    `everywhere` every index.
    """

    scope: Scope
    step: Step
    hypotheses: tuple[Hypothesis, ...] = ()
    domain_declared: bool = False
    everywhere: bool = False

    @property
    def facts(self) -> tuple[Hypothesis, ...]:
        """Return all hypotheses: the scope's domain, then the step's own."""
        return (*self.scope.domain, *self.hypotheses)


def rewritten(statement: Statement, change: Callable[[Term], Term]) -> Statement:
    """Return a statement with every term changed: of the step, the facts and the definitions."""

    def held(facts: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
        return tuple(replace(fact, truth=change(fact.truth)) for fact in facts)

    def new(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(new(part) for part in value)
        return change(value) if isinstance(value, Term) else value

    step, scope = statement.step, statement.scope
    made: dict[str, Any] = {field.name: new(getattr(step, field.name)) for field in fields(step)}
    definitions = {name: replace(known, body=change(known.body)) for name, known in scope.definitions.items()}
    scope = replace(scope, definitions=definitions, domain=held(scope.domain))
    return replace(statement, step=type(step)(**made), scope=scope, hypotheses=held(statement.hypotheses))
