"""What a scope's facts say of one quantity: its bounds, its finite set of values, its sum."""

from __future__ import annotations

from symloss.derive.build import ONE, ZERO, rational
from symloss.term import nodes as n
from symloss.term.scope import Scope


def truths(scope: Scope) -> list[n.Term]:
    """Return the facts of the domain one by one, conjunctions opened."""
    found: list[n.Term] = []
    pending = [h.truth for h in scope.domain]
    while pending:
        truth = pending.pop(0)
        if isinstance(truth, n.And):
            pending[:0] = truth.truths
        else:
            found.append(truth)
    return found


def bounds(scope: Scope, quantity: n.Term) -> tuple[n.Term | None, n.Term | None]:
    """Return the declared lower and upper bound of a quantity, None where there is none."""
    lower: n.Term | None = None
    upper: n.Term | None = None
    for truth in truths(scope):
        match truth:
            case n.Relation("<" | "<=", left, right) if right == quantity:
                lower = left
            case n.Relation("<" | "<=", left, right) if left == quantity:
                upper = right
            case n.Relation(">" | ">=", left, right) if left == quantity:
                lower = right
            case n.Relation(">" | ">=", left, right) if right == quantity:
                upper = left
            case n.Member(term, n.FiniteSet(values)) if term == quantity:
                ordered = sorted(values, key=lambda v: rational(v) or 0)
                lower, upper = ordered[0], ordered[-1]
            case n.Member(term, n.Interval(low, high)) if term == quantity:
                lower, upper = low, high
    if isinstance(quantity, n.Indexed) and sums_to_one(scope, quantity.base) and lower == ZERO:
        upper = ONE
    return lower, upper


def finite_values(scope: Scope, y: n.Symbol) -> tuple[n.Term, ...]:
    """Return the values of y if it is declared to lie in a finite set."""
    sets = [t.set for t in truths(scope) if isinstance(t, n.Member) and t.term == y]
    return next((s.elements for s in sets if isinstance(s, n.FiniteSet)), ())


def sums_to_one(scope: Scope, y: n.Term) -> bool:
    """Return whether sum_k y_k = 1 is declared."""
    return any(
        isinstance(t, n.Relation)
        and t.op == "="
        and t.right == ONE
        and isinstance(t.left, n.Bind)
        and t.left.kind == "sum"
        and t.left.body == n.Indexed(y, (t.left.index,))
        for t in truths(scope)
    )
