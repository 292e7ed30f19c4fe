"""Conditions that exclude each other are alternatives: "for x > 0 we have ..., and for x < 0 ...".

Assumptions hold for a whole text. Two that cannot both be true were never meant to: each holds for what follows it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symloss.proofs.discourse.state import BLOCK, NOWHERE, Assertion, Case, Memory
from symloss.proofs.discourse.statements import statement
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis

_SIGNS: dict[str, frozenset[int]] = {  # of left - right
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    "=": frozenset({0}),
    ">": frozenset({1}),
    ">=": frozenset({0, 1}),
}
_TURNED: dict[str, n.RelationOp] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def suppose(memory: Memory, assumed: Hypothesis, *, within: bool) -> None:
    """Take in an assumption; `within`: for what its sentence says, and so for its section at most."""
    truth = assumed.truth
    memory.assumptions = [held for held in memory.assumptions if not redeclared(held.truth, truth)]
    memory.assumed_in[truth] = memory.section
    if within or _ties(truth):
        memory.local[truth] = memory.section
    else:
        memory.local.pop(truth, None)
    if give_way(memory, truth):
        memory.cases.append(Case(assumed, BLOCK, alternative=True))
    elif levels := [case.level for case in memory.cases if not case.alternative]:
        memory.cases.append(Case(assumed, max(levels)))
    else:
        memory.assumptions.append(assumed)


def _ties(truth: n.Term) -> bool:
    """Whether this makes two quantities one: "suppose a = b"."""
    if not isinstance(truth, n.Relation) or truth.op != "=":
        return False
    return isinstance(truth.left, n.Symbol | n.Indexed) and isinstance(truth.right, n.Symbol | n.Indexed)


def generalise(memory: Memory) -> None:
    """Leave special values and cases behind: "in general, ..."."""
    memory.given = {name: replace(given, fixed=False) for name, given in memory.given.items()}
    memory.local = dict.fromkeys(memory.local, NOWHERE)
    memory.cases = [case for case in memory.cases if case.level != BLOCK]


def with_all_assumptions(memory: Memory, assertion: Assertion) -> None:
    """A condition that the text states holds for the claims before it too, but for what excludes what they know."""
    asked = assertion.statement
    if asked is None or assertion.verdict is not None or assertion.own_assumptions:
        return
    known = {h.truth for h in asked.facts}
    new = (h for h in memory.assumptions if h.truth not in known and h.origin.startswith("stated"))
    more = tuple(h for h in new if not any(exclude(h.truth, truth) for truth in known))
    if more:
        assertion.past |= memory.past(assertion.section)
        assertion.statement = statement(asked.step, asked.scope.suppose(*more), asked.hypotheses, assertion.names)


def give_way(memory: Memory, truth: n.Term) -> bool:
    """Drop what excludes `truth`; what was claimed until now keeps it. Return whether there was any."""
    before = len(memory.cases) + len(memory.assumptions)
    memory.cases = [case for case in memory.cases if not exclude(case.hypothesis.truth, truth)]
    memory.assumptions = [held for held in memory.assumptions if not exclude(held.truth, truth)]
    return len(memory.cases) + len(memory.assumptions) < before


def redeclared(first: n.Term, second: n.Term) -> bool:
    """Whether the second says anew where the quantity of the first lies: y in {-1, 1}, after y in {0, 1}."""
    if not isinstance(first, n.Member) or not isinstance(second, n.Member) or first.term != second.term:
        return False
    if not isinstance(first.set, n.FiniteSet):
        return False
    return not isinstance(second.set, n.FiniteSet) or not set(second.set.elements) <= set(first.set.elements)


def exclude(first: n.Term, second: n.Term) -> bool:
    """Whether two relations about one quantity cannot both hold, but perhaps where they meet: x >= 0 and x <= 0."""
    if redeclared(first, second) and redeclared(second, first):
        return True
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
