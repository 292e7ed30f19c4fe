"""Claims about numbers alone, shown by certified balls: `tanh(1) > 3/4`, `1/ln(2) ~= 1.44`."""

from __future__ import annotations

from symloss.kernel.limits import Limits
from symloss.kernel.proof import Proof
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.dependence import parents, reach
from symloss.kernel.values.digits import close
from symloss.kernel.values.environment import environment
from symloss.kernel.values.evaluate import with_more_bits
from symloss.kernel.values.point import Point
from symloss.kernel.values.worth import evaluate_truth, worth
from symloss.term.nodes import Relation, Term
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols

_METHOD = "the value of the two sides in balls of at least 128 bits"


def prove_numbers(statement: Statement, limits: Limits) -> Proof | None:
    """Return a proof if both sides are numbers that balls tell apart, or that agree to the digits printed."""
    if not isinstance(statement.step, Identity) or not isinstance(statement.step.claim, Relation):
        return None
    claim, scope = statement.step.claim, statement.scope
    if claim.op in ("=", "->") or not _closed(claim, scope):
        return None
    try:
        return Proof(_METHOD) if with_more_bits(lambda: _holds(claim, scope, limits)) else None
    except (Undefined, Unknown, RecursionError):
        return None


def _holds(claim: Relation, scope: Scope, limits: Limits) -> bool:
    env = environment(scope, Point(), None, limits)
    if claim.op == "~=":
        return close(claim, worth(claim.left, env), worth(claim.right, env), env)
    return evaluate_truth(claim, env)


def _closed(term: Term, scope: Scope) -> bool:
    """Return whether no quantity is left open once the definitions are put in."""
    return all(
        parents(symbol, scope) or symbol.name in scope.definitions or symbol.sort == FUNCTION
        for symbol in reach(free_symbols(term), scope)
    )
