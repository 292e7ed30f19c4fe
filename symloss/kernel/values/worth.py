"""The two questions put to a term at a point: what it is worth, and whether it holds.

Both are dispatched on the kind of term; `evaluate_terms` and `evaluate_truths` answer
them, `evaluate` is the door.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

from flint import fmpq

from symloss.kernel.values import arrays, jets
from symloss.kernel.values.balls import Unknown, integer
from symloss.kernel.values.environment import Environment, Worth
from symloss.kernel.values.jets import Value
from symloss.term import nodes as n


def worth(term: n.Term, env: Environment) -> Worth:
    """Return the value of `term` in an environment, at the precision in force."""
    env.budget.spend()
    kind = type(term)
    how = _HOW.get(kind)
    if how is None:
        how = _HOW[kind] = evaluate.dispatch(kind)
    return how(term, env)


def one(term: n.Term, env: Environment) -> Value:
    """Return the value of a term that must be a single number."""
    return arrays.scalar(worth(term, env))


def whole(term: n.Term, env: Environment) -> int:
    """Return the value of a term that must be a whole number."""
    if isinstance(term, n.Number) and term.value.denominator == 1:
        return term.value.numerator
    bound = env.local.get(term) if isinstance(term, n.Symbol) else None
    if isinstance(bound, fmpq) and bound.q == 1:
        env.budget.spend()  # an index of an entry of a sum: what is asked most
        return int(bound.p)
    found = one(term, env)
    exact = None if isinstance(found, jets.Jet) else integer(found)
    if exact is None:
        raise Unknown("a whole number is expected")
    return exact


@singledispatch
def evaluate(term: n.Term, env: Environment) -> Worth:
    """Return the value of `term`; the kinds registered in `evaluate_terms` are the whole evaluator."""
    raise Unknown(f"{type(term).__name__} is outside the evaluator")


@singledispatch
def evaluate_truth(term: n.Term, env: Environment) -> bool:
    """Return whether a truth holds; raise Undefined or Unknown as `evaluate` does."""
    raise Unknown(f"{type(term).__name__} is not a truth that is known here")


_HOW: dict[
    type, Callable[[n.Term, Environment], Worth]
] = {}  # what `evaluate` has for a kind, looked up once: each node asks


def members(over: n.Term, env: Environment) -> list[int]:
    """Return the indices of a concrete index set."""
    if isinstance(over, n.Range):
        lower, upper = whole(over.lower, env), whole(over.upper, env)
        if upper - lower >= env.limits.size:
            raise Unknown(f"a sum over {upper - lower + 1} indices")
        return list(range(lower, upper + 1))
    if isinstance(over, n.Except):
        without = {whole(t, env) for t in over.without}
        return [i for i in members(over.base, env) if i not in without]
    if isinstance(over, n.FiniteSet):
        return sorted({whole(t, env) for t in over.elements})
    raise Unknown(f"{type(over).__name__} is not an index set")
