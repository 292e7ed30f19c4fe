"""Whether facts hold at a point, for every value of their letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flint import fmpq

from symloss.kernel.facts import Fact
from symloss.kernel.values.balls import Number
from symloss.kernel.values.environment import Budget, Environment, environment
from symloss.kernel.values.evaluate import evaluate_truth, members, with_more_bits
from symloss.kernel.values.point import Point
from symloss.term.nodes import Symbol, Term
from symloss.term.scope import Scope


def instances(fact: Fact, env: Environment) -> Iterator[Environment]:
    """Yield an environment for each value of the letters."""
    yield from _instances(fact.letters, env)


def _instances(letters: Sequence[tuple[Symbol, Term]], env: Environment) -> Iterator[Environment]:
    if not letters:
        yield env
        return
    (letter, over), *rest = letters
    for i in members(over, env):
        yield from _instances(rest, env.vary(letter, fmpq(i)))


def satisfied(
    facts: Iterable[Fact], scope: Scope, point: Point, budget: Budget, extra: Mapping[Symbol, Number] | None = None
) -> bool:
    """Return whether all facts certainly hold at the point; Undefined and Unknown are raised, as they come."""
    listed = list(facts)

    def attempt() -> bool:
        env = environment(scope, point, budget, extra=extra)
        return all(evaluate_truth(fact.truth, inner) for fact in listed for inner in instances(fact, env))

    return with_more_bits(attempt)
