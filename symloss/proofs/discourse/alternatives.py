"""Conditions that exclude each other are alternatives: "for x > 0 we have ..., and for x < 0 ...".

Assumptions hold for a whole text. Two that cannot both be true were never meant to: each holds for what follows it.
"""

from __future__ import annotations

from fractions import Fraction

from symloss.proofs.discourse.state import Memory
from symloss.term import nodes as n

_SIGNS: dict[str, frozenset[int]] = {  # of left - right
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    "=": frozenset({0}),
    ">": frozenset({1}),
    ">=": frozenset({0, 1}),
}
_TURNED: dict[str, n.RelationOp] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def give_way(memory: Memory, truth: n.Term) -> bool:
    """Drop what excludes `truth`; what was claimed until now keeps it. Return whether there was any."""
    before = len(memory.cases) + len(memory.assumptions)
    memory.cases = [case for case in memory.cases if not exclude(case.hypothesis.truth, truth)]
    memory.assumptions = [held for held in memory.assumptions if not exclude(held.truth, truth)]
    return len(memory.cases) + len(memory.assumptions) < before


def exclude(first: n.Term, second: n.Term) -> bool:
    """Whether two relations about one quantity cannot both hold, but perhaps where they meet: x >= 0 and x <= 0."""
    if not isinstance(first, n.Relation) or not isinstance(second, n.Relation):
        return False
    if first.op not in _SIGNS or second.op not in _SIGNS or "=" == first.op == second.op:
        return False
    return any(_apart(first, turned) for turned in (second, _turned(second)))


def _turned(truth: n.Relation) -> n.Relation:
    return n.Relation(_TURNED[truth.op], truth.right, truth.left)


def _apart(first: n.Relation, second: n.Relation) -> bool:
    if first.left != second.left:
        return (
            _number(first.left) is not None and first.right == second.right and _apart(_turned(first), _turned(second))
        )
    common = _SIGNS[first.op] & _SIGNS[second.op]
    if first.right == second.right:
        return not common or (common == {0} and "=" not in (first.op, second.op))
    low, high = _number(first.right), _number(second.right)
    if low is None or high is None:
        return False
    if low > high:
        low, high, first, second = high, low, second, first
    return 1 not in _SIGNS[first.op] and -1 not in _SIGNS[second.op]


def _number(term: n.Term) -> Fraction | None:
    if isinstance(term, n.Neg):
        inner = _number(term.term)
        return None if inner is None else -inner
    return term.value if isinstance(term, n.Number) else None
