"""A strict inequality that is an equation somewhere: false there, though no ball can tell two equal numbers.

Where the two sides are equal is tried at simple points and for simple coincidences (K = 1,
x = y, x = 0). The prover shows that they are equal there, the refuter names a point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from symloss.kernel.limits import Limits
from symloss.kernel.refuting.points import points
from symloss.kernel.refuting.refute import shown
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.evaluate import value
from symloss.kernel.verdict import Witness
from symloss.term.nodes import Implies, Number, Relation, Symbol, Term
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
_NAMES = 3
_TRIED = 8
_SHORTEST = 50_000  # steps that are worth a try


def attained(
    statement: Statement, provable: Callable[[Statement], bool], remaining: Callable[[], Limits]
) -> Witness | None:
    """Return a point where a strict inequality is an equation, hence false, or None; `remaining`: for all of it."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if isinstance(claim, Implies):
        statement = replace(statement, hypotheses=(*statement.hypotheses, Hypothesis(claim.premise, "premise")))
        claim = claim.conclusion
    if not isinstance(claim, Relation) or claim.op not in ("<", ">", "!="):
        return None
    equal = replace(statement, step=Identity(Relation("=", claim.left, claim.right)))
    for place in list(_coincidences(statement, claim))[:_TRIED]:
        there = replace(equal, hypotheses=(*equal.hypotheses, *(Hypothesis(truth, "tried") for truth in place)))
        limits = remaining()
        if limits.steps < _SHORTEST:
            return None
        point = next(points(there, 1, limits), None)
        if point is None or not provable(there):
            continue
        try:
            left, right = (shown(value(side, statement.scope, point)) for side in (claim.left, claim.right))
        except (Undefined, Unknown):
            continue
        return Witness(point.at, left, right)
    return None


def _coincidences(statement: Statement, claim: Relation) -> Iterator[tuple[Term, ...]]:
    """Yield equations that may make the two sides equal."""
    free = sorted(_inputs(statement, claim), key=lambda s: s.name)
    numbers = [s for s in free if s.sort == SCALAR][:_NAMES]
    sizes = {size for s in free for size in s.sort.shape if isinstance(size, Symbol)}
    indices = [s for s in free if s.sort == INDEX and s not in sizes and s.name in statement.scope.index_sets]
    if sizes:
        ones = sorted(sizes, key=lambda s: s.name) + indices
        yield tuple(Relation("=", one, _ONE) for one in ones)
    for x in numbers:
        yield from ((Relation("=", x, end),) for end in (_ZERO, _ONE))
    for pair in (numbers, indices):
        yield from ((Relation("=", x, y),) for x, y in combinations(pair, 2))


def _inputs(statement: Statement, claim: Relation) -> set[Symbol]:
    """Return the symbols that the claim is made of, definitions looked through."""
    found: set[Symbol] = set()
    stack = list(free_symbols(claim))
    while stack:
        symbol = stack.pop()
        if symbol in found:
            continue
        found.add(symbol)
        definition = statement.scope.definitions.get(symbol.name)
        if definition is not None:
            stack.extend(free_symbols(definition.body) - set(definition.parameters))
    return {s for s in found if s.name not in statement.scope.definitions}
