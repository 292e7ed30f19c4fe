"""Hypotheses about an index that the claim does not have: s_k > 0, where the claim is about s_i or about a sum.

A proof takes k to be some index. Whoever wrote it may mean every index, so a counterexample has to satisfy it at every
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from symloss.kernel.facts import generalised
from symloss.kernel.refuting.questions import Question, questions
from symloss.term.nodes import Number, Range, Relation, Symbol, Term
from symloss.term.scope import Hypothesis
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols

_TWO = Number(Fraction(2))


def at_every_index(statement: Statement, possible: Callable[[Statement], bool]) -> Statement:
    """Return the statement with such hypotheses true at every index, unless that is not possible with two of them.

    It is not for y_c = 1 beside sum_k y_k = 1: that is about one index.
    """
    sets = [over for question in questions(statement) for over in _unclaimed(question)]
    if not sets:
        return statement
    sizes = dict.fromkeys(over.upper for over in sets if isinstance(over, Range) and isinstance(over.upper, Symbol))
    several = (Hypothesis(Relation(">=", size, _TWO), "tried") for size in sizes)
    every = replace(statement, everywhere=True)
    return every if possible(replace(every, scope=statement.scope.suppose(*several))) else statement


def _unclaimed(question: Question) -> Iterator[Term]:
    """Yield the sets that the letters of the hypotheses run over which the claim does not have."""
    claimed = free_symbols(question.claim)
    for truth in question.hypotheses:
        yield from (over for _, over in generalised(truth, question.scope, claimed).letters)
