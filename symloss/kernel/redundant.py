"""Hypotheses that the definitions already imply, such as sum_k p_k = 1 for p = softmax(s).

They exclude no point, but no ball can show that an equation holds exactly, so the
search for points would stop at them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symloss.kernel.values.dependence import reach
from symloss.term.nodes import And, Relation, Term
from symloss.term.scope import Hypothesis, Scope
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols


def relieved(statement: Statement, prove: Callable[[Statement], bool]) -> Statement:
    """Return the statement without the equations among its facts that `prove` accepts from definitions alone."""
    scope = statement.scope
    bare = replace(scope, domain=tuple(h for h in scope.domain if not _is_about_definitions(h.truth, scope)))

    def needed(fact: Hypothesis) -> bool:
        if not _is_about_definitions(fact.truth, scope):
            return True
        return not prove(Statement(bare, Identity(fact.truth)))

    domain = tuple(h for h in scope.domain if needed(h))
    stated = tuple(h for h in statement.hypotheses if needed(h))
    if len(domain) == len(scope.domain) and len(stated) == len(statement.hypotheses):
        return statement
    return replace(statement, scope=replace(scope, domain=domain), hypotheses=stated)


def _is_about_definitions(truth: Term, scope: Scope) -> bool:
    parts = truth.truths if isinstance(truth, And) else (truth,)
    equations = all(isinstance(part, Relation) and part.op == "=" for part in parts)
    return equations and any(s.name in scope.definitions for s in reach(free_symbols(truth), scope))
