"""Equations that hold for every value of one variable: constants found by exact linear algebra."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from symloss.kernel.refuting.domains import exact
from symloss.kernel.values.point import Point
from symloss.term.nodes import Add, Div, Mul, Neg, Number, Pow, Relation, Symbol, Term
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols

Row = tuple[tuple[Fraction, ...], Fraction]  # coefficients of the unknowns, right-hand side
VALUES = tuple(Fraction(x) for x in ["2", "-1", "3", "1/2", "-2", "5", "1/3", "-3", "4", "7", "-1/2", "1", "0", "6"])


def linear_in(term: Term, unknowns: frozenset[Symbol]) -> bool:
    """Return whether `term` is certainly of degree at most one in the unknowns together."""
    if not free_symbols(term) & unknowns:
        return True
    if isinstance(term, Symbol):
        return True
    if isinstance(term, Neg):
        return linear_in(term.term, unknowns)
    if isinstance(term, Add):
        return all(linear_in(t, unknowns) for t in term.terms)
    if isinstance(term, Mul):
        with_unknowns = [f for f in term.factors if free_symbols(f) & unknowns]
        return len(with_unknowns) == 1 and linear_in(with_unknowns[0], unknowns)
    if isinstance(term, Div):
        return not free_symbols(term.denominator) & unknowns and linear_in(term.numerator, unknowns)
    return False


def degree_in(term: Term, variable: Symbol) -> int | None:
    """Return a bound on the degree of `term` in the variable if it is certainly a polynomial in it."""
    if variable not in free_symbols(term):
        return 0
    if isinstance(term, Symbol):
        return 1
    if isinstance(term, Neg):
        return degree_in(term.term, variable)
    if isinstance(term, Add | Mul):
        parts = [degree_in(t, variable) for t in (term.terms if isinstance(term, Add) else term.factors)]
        known = [d for d in parts if d is not None]
        if len(known) < len(parts):
            return None
        return max(known) if isinstance(term, Add) else sum(known)
    if isinstance(term, Div):
        return degree_in(term.numerator, variable) if variable not in free_symbols(term.denominator) else None
    if isinstance(term, Pow) and isinstance(term.exponent, Number) and term.exponent.value.denominator == 1:
        inner = degree_in(term.base, variable)
        return inner * int(term.exponent.value) if inner is not None and term.exponent.value < 100 else None
    return None


def residual(equation: Relation) -> Term:
    """Return left - right."""
    return Add((equation.left, Neg(equation.right)))


def rows(
    equation: Relation,
    scope: Scope,
    point: Point,
    variable: Symbol,
    unknowns: Sequence[Symbol],
    values: Sequence[Fraction] = VALUES,
) -> Iterator[tuple[Fraction, Row]]:
    """Yield, for several values of the variable, the linear equation in the unknowns that must hold there."""
    difference = residual(equation)

    def at(value: Fraction, numbers: Sequence[int]) -> Fraction | None:
        chosen = [(u, Fraction(x)) for u, x in zip(unknowns, numbers, strict=True)]
        others = [(s, v) for s, v in point.values if s != variable and s not in unknowns]
        return exact(difference, scope, Point((*others, *chosen, (variable, value))))

    for value in values:
        start = at(value, [0] * len(unknowns))
        if start is None:
            continue
        slopes: list[Fraction] = []
        for place in range(len(unknowns)):
            moved = at(value, [int(place == i) for i in range(len(unknowns))])
            if moved is None:
                break
            slopes.append(moved - start)
        else:
            yield value, (tuple(slopes), -start)


def solve(system: Sequence[Row], width: int) -> list[Fraction] | None:
    """Return one solution of a linear system (free unknowns are 0), or None if there is none."""
    work = [[*coefficients, right] for coefficients, right in system]
    pivots: list[int] = []
    for column in range(width):
        done = len(pivots)
        pivot = next((r for r in range(done, len(work)) if work[r][column] != 0), None)
        if pivot is None:
            continue
        work[done], work[pivot] = work[pivot], work[done]
        scale = work[done][column]
        work[done] = [x / scale for x in work[done]]
        for r in range(len(work)):
            if r != done and work[r][column] != 0:
                factor = work[r][column]
                work[r] = [x - factor * y for x, y in zip(work[r], work[done], strict=True)]
        pivots.append(column)
    if any(row[-1] != 0 for row in work[len(pivots) :]):
        return None
    found = [Fraction(0)] * width
    for place, column in enumerate(pivots):
        found[column] = work[place][-1]
    return found


def enforce(law: Relation, variable: Symbol, scope: Scope, point: Point, unknowns: Sequence[Symbol]) -> Point | None:
    """Return the point with the unknowns changed so that the law holds for every value of the variable.

    None if the law is not certainly a polynomial in the variable and linear in the
    unknowns, or has no solution there.
    """
    difference = residual(law)
    degree = degree_in(difference, variable)
    if degree is None or not linear_in(difference, frozenset(unknowns)):
        return None
    drawn = [next(v for s, v in point.values if s == u) for u in unknowns]
    old = [v for v in drawn if isinstance(v, Fraction)]
    system: list[Row] = []  # for the changes: what no equation asks to change stays as it was drawn
    for _, (slopes, right) in islice(rows(law, scope, point, variable, unknowns), degree + 1):
        system.append((slopes, right - sum(c * x for c, x in zip(slopes, old, strict=True))))
    if len(system) <= degree:  # a polynomial is zero if it vanishes at more values than its degree
        return None
    change = solve(system, len(unknowns))
    if change is None:
        return None
    numbers = {u: x + d for u, x, d in zip(unknowns, old, change, strict=True)}
    return Point(tuple((s, numbers.get(s, v)) for s, v in point.values), point.choices)
