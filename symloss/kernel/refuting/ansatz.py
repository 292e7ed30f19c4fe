"""An open ansatz: constants are sought that satisfy an equation for every value of one variable."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting.linear import VALUES, Row, linear_in, residual, rows, solve
from symloss.kernel.refuting.points import points
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.dependence import reach
from symloss.kernel.values.evaluate import holds
from symloss.kernel.values.point import Point
from symloss.kernel.verdict import Witness
from symloss.term.statement import Ansatz, Identity, Statement
from symloss.term.walk import free_symbols

_WITHIN = (
    *VALUES,
    *(Fraction(x) for x in ["2/3", "1/4", "3/4", "1/5", "-1/3", "-3/4"]),
)  # some in (0, 1), some in (-1, 0)


def unsolvable(statement: Statement, limits: Limits = LIMITS) -> Witness | None:
    """Return a point at which no constants satisfy an open ansatz for every value of its variable, or None."""
    step = statement.step
    assert isinstance(step, Ansatz)
    unknowns = frozenset(step.unknowns)
    if not linear_in(residual(step.claim), unknowns):
        return None
    plain = replace(statement, step=Identity(step.claim))
    for point in points(plain, 5, limits):
        kept = Point(tuple((s, v) for s, v in point.values if s not in unknowns and s != step.variable))
        used: list[Row] = []
        within = [value for value in _WITHIN if _is_within(value, statement, kept)]
        for value, row in rows(step.claim, statement.scope, kept, step.variable, step.unknowns, within):
            used.append(row)
            if solve(used, len(step.unknowns)) is None:
                at = (*kept.at, (step.variable.name, str(value)))
                return Witness(at, "no constants satisfy this", "for every " + step.variable.name)
    return None


def _is_within(value: Fraction, statement: Statement, point: Point) -> bool:
    """Return whether the facts about the variable of an ansatz certainly allow a value."""
    assert isinstance(statement.step, Ansatz)
    variable, scope = statement.step.variable, statement.scope
    moved = Point((*point.values, (variable, value)), point.choices)
    about = (fact.truth for fact in statement.facts if variable in reach(free_symbols(fact.truth), scope))
    try:
        return all(holds(truth, scope, moved) for truth in about)
    except (Undefined, Unknown):
        return False
