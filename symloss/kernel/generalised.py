"""Vectors that are distributions by their definition, taken for any distribution.

What is true of all positive numbers that sum to one is true of a softmax, and the facts
say less than its definition does: the entropy of a softmax is at most ln(K).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from symloss.kernel.proof import Failure, Proof
from symloss.term.nodes import Bind, Indexed, Number, Range, Relation, Symbol, Term
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
_ORIGIN = "by definition"


def for_every_distribution(statement: Statement, provable: Callable[[Statement], bool]) -> Statement | None:
    """Return the statement without the definitions of distributions that it speaks of; None: it speaks of none."""
    if not isinstance(statement.step, Identity):
        return None
    general = statement
    for symbol in sorted(free_symbols(statement.step.claim), key=lambda s: s.name):
        if symbol.name in statement.scope.definitions and len(symbol.sort.shape) == 1:
            letter = fresh(Symbol("k", INDEX), set(statement.scope.symbols.values()))
            facts = _facts(symbol, letter)
            scope = statement.scope.run(letter, Range(_ONE, symbol.sort.shape[0]))
            if all(provable(replace(statement, scope=scope, step=Identity(fact))) for fact in facts):
                general = _without(general, symbol, letter, facts)
    return None if general is statement else general


def _facts(symbol: Symbol, letter: Symbol) -> tuple[Term, ...]:
    entry = Indexed(symbol, (letter,))
    total = Bind("sum", letter, Range(_ONE, symbol.sort.shape[0]), entry)
    return Relation("=", total, _ONE), Relation(">", entry, _ZERO)


def _without(statement: Statement, symbol: Symbol, letter: Symbol, facts: tuple[Term, ...]) -> Statement:
    known = {name: d for name, d in statement.scope.definitions.items() if name != symbol.name}
    scope = replace(statement.scope, definitions=known).declare(symbol)
    scope = scope.run(letter, Range(_ONE, symbol.sort.shape[0]))
    return replace(statement, scope=scope.suppose(*(Hypothesis(fact, _ORIGIN) for fact in facts)))


def of_the_original(found: Proof | Failure) -> Proof | None:
    """Return a proof for every distribution as one of the statement itself: what was defined is no condition."""
    if not isinstance(found, Proof):
        return None
    conditions = tuple(c for c in found.conditions if c.origin != _ORIGIN)
    return replace(found, method=f"{found.method}, for every distribution", conditions=conditions)
