"""The value of a term at an exact point, as an exact rational or a certified ball.

The refuter and the second checker stand on this module and on nothing else of the
kernel: no normal form, no differentiation rule. Derivatives are read off truncated
Taylor series (`symloss.kernel.values.jets`). `Undefined` says that the term has no real
value at the point, `Unknown` that none was found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flint import ctx

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.values import evaluate_terms  # noqa: F401 (registers the kinds of terms)
from symloss.kernel.values.balls import Imprecise, Unknown
from symloss.kernel.values.environment import Worth, environment
from symloss.kernel.values.evaluate_truths import compare
from symloss.kernel.values.point import Point
from symloss.kernel.values.worth import evaluate_truth, members, whole, worth
from symloss.term import nodes as n
from symloss.term.scope import Scope

PRECISIONS = (128, 512)

T = TypeVar("T")

__all__ = [
    "PRECISIONS",
    "compare",
    "evaluate_truth",
    "holds",
    "members",
    "value",
    "whole",
    "with_more_bits",
    "worth",
]


def value(term: n.Term, scope: Scope, point: Point, limits: Limits = LIMITS) -> Worth:
    """Return the value of `term` at `point`: exact, or a ball of at least 128 bits.

    Raises:
        Undefined: the term has no real value there.
        Unknown: no value was found (outside the evaluator, beyond the limits).
    """
    return with_more_bits(lambda: worth(term, environment(scope, point, None, limits)))


def holds(truth: n.Term, scope: Scope, point: Point, limits: Limits = LIMITS) -> bool:
    """Return whether `truth` is certainly true (or certainly false) at `point`; raise as `value` does."""
    return with_more_bits(lambda: evaluate_truth(truth, environment(scope, point, None, limits)))


def with_more_bits(attempt: Callable[[], T]) -> T:
    """Return what `attempt` gives, at more bits if a ball was too wide to decide."""
    for precision in PRECISIONS:
        with ctx.workprec(precision):
            try:
                return attempt()
            except Imprecise:
                if precision == PRECISIONS[-1]:
                    raise
            except RecursionError:
                raise Unknown("too deep to evaluate") from None
    raise AssertionError("unreachable")
