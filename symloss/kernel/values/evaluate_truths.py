"""Whether each kind of truth holds, and the terms that ask for truths: indicators and cases."""

from __future__ import annotations

from flint import fmpq

from symloss.kernel.values import arrays, jets
from symloss.kernel.values.balls import Imprecise, Undefined, Unknown
from symloss.kernel.values.environment import Array, Environment, Worth
from symloss.kernel.values.jets import Value
from symloss.kernel.values.worth import evaluate, evaluate_truth, members, one, worth
from symloss.term import nodes as n


@evaluate_truth.register
def _(term: n.Relation, env: Environment) -> bool:
    return compare(term.op, worth(term.left, env), worth(term.right, env))


def compare(op: str, left: Worth, right: Worth) -> bool:
    """Return whether `left op right` holds, for arrays in every entry."""
    if op in ("=", "!="):
        return agree(left, right) == (op == "=")
    if op not in ("<", "<=", ">", ">="):
        raise Unknown(f"{op} cannot be decided at a point")
    difference = arrays.add(left, arrays.entrywise(lambda x: -x, right))
    entries = difference.entries if isinstance(difference, Array) else (difference,)
    return all(_signed(op, entry) for entry in entries)


def agree(left: Worth, right: Worth) -> bool:
    """Return whether two values are certainly equal; raise Imprecise if balls overlap."""
    difference = arrays.add(left, arrays.entrywise(lambda x: -x, right))
    entries = difference.entries if isinstance(difference, Array) else (difference,)
    unsure = None
    for entry in entries:
        try:
            if _signed("!=", entry):
                return False
        except Imprecise as reason:
            unsure = reason
    if unsure is not None:
        raise unsure
    return True


def _signed(op: str, difference: Value) -> bool:
    how = jets.sign_near(difference)
    return {"!=": how != 0, "<": how < 0, "<=": how <= 0, ">": how > 0, ">=": how >= 0}[op]


@evaluate_truth.register
def _(term: n.Member, env: Environment) -> bool:
    found, over = one(term.term, env), term.set
    if isinstance(over, n.Interval):
        above = _is_infinite(over.lower) or compare(">" if over.open_lower else ">=", found, worth(over.lower, env))
        return above and (
            _is_infinite(over.upper) or compare("<" if over.open_upper else "<=", found, worth(over.upper, env))
        )
    if isinstance(over, n.FiniteSet):
        return any(agree(found, worth(e, env)) for e in over.elements)
    return fmpq_in(found, members(over, env))


def fmpq_in(found: Value, among: list[int]) -> bool:
    """Return whether a number is one of the given whole numbers."""
    return any(agree(found, fmpq(i)) for i in among)


def _is_infinite(term: n.Term) -> bool:
    inf = n.Constant("inf")
    return term in (inf, n.Neg(inf))


@evaluate_truth.register
def _(term: n.And, env: Environment) -> bool:
    return all(evaluate_truth(t, env) for t in term.truths)


@evaluate_truth.register
def _(term: n.Or, env: Environment) -> bool:
    return any(evaluate_truth(t, env) for t in term.truths)


@evaluate_truth.register
def _(term: n.Not, env: Environment) -> bool:
    return not evaluate_truth(term.truth, env)


@evaluate_truth.register
def _(term: n.Implies, env: Environment) -> bool:
    return not evaluate_truth(term.premise, env) or evaluate_truth(term.conclusion, env)


# --- terms that depend on a truth ----------------------------------------------------


@evaluate.register
def _(term: n.Indicator, env: Environment) -> Worth:
    return fmpq(evaluate_truth(term.condition, env))


@evaluate.register
def _(term: n.Cases, env: Environment) -> Worth:
    for found, condition in zip(term.values, term.conditions, strict=True):
        if evaluate_truth(condition, env):
            return worth(found, env)
    if term.otherwise is None:
        raise Undefined("no case applies")
    return worth(term.otherwise, env)
