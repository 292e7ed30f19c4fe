"""Holes of a declared domain: points at which exactly one side of a claim has a value.

Simple numbers find most of them (`gap`); others lie where a condition of one side just
fails, at the root of an equation: a rational one, solved for exactly, or one that is
only enclosed in a ball, of a polynomial or between two points of different sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise

from flint import arb, ctx, fmpq, fmpq_poly, fmpz_poly

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.proof import Lack
from symloss.kernel.refuting.domains import exact
from symloss.kernel.refuting.linear import degree_in
from symloss.kernel.refuting.points import Sample, Search
from symloss.kernel.refuting.questions import questions
from symloss.kernel.refuting.refute import gap, shown
from symloss.kernel.refuting.roots import with_value
from symloss.kernel.values import balls
from symloss.kernel.values.arrays import number
from symloss.kernel.values.balls import Number, Undefined, Unknown
from symloss.kernel.values.environment import environment
from symloss.kernel.values.evaluate import evaluate_truth, worth
from symloss.kernel.values.point import Point
from symloss.kernel.values.satisfying import satisfied
from symloss.kernel.verdict import Witness
from symloss.term import nodes
from symloss.term.nodes import Add, Neg, Range, Relation, RelationOp, Symbol, Term
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, substitute

_POINTS = 4  # at which the other numbers stay while one is solved for
_BITS = 160
_ONE = nodes.Number(Fraction(1))
_DEGREE = 24
_BORDER: dict[str, RelationOp] = {"!=": "=", ">": "=", "<": "=", ">=": "<", "<=": ">"}  # where a condition just fails


def hole(statement: Statement, lacking: Iterable[Lack], limits: Limits = LIMITS) -> Witness | None:
    """Return a point within all hypotheses where exactly one side of the claim has a value, or None."""
    found = gap(statement, limits)
    if found is not None:
        return found
    for lack in lacking:
        for border, guards in _borders(lack):
            facts = tuple(Hypothesis(truth, "found") for truth in (border, *guards))
            found = gap(replace(statement, hypotheses=(*statement.hypotheses, *facts)), limits)
            if found is None and not lack.seam and border.op == "=":
                found = _enclosed(statement, border, guards, limits)
            if found is not None:
                return found
    return None


def _borders(lack: Lack) -> Iterator[tuple[Relation, tuple[Term, ...]]]:
    """Yield what holds where the condition just fails, and its guards, at the first or second of its indices."""
    if not all(isinstance(over, Range) for _, over in lack.letters):
        return
    for step in (0, 1) if lack.letters and lack.guards else (0,):  # a guard may leave out the first
        at: dict[Term, Term] = {}
        for letter, over in reversed(lack.letters):  # the outermost first
            assert isinstance(over, Range)
            lower = substitute(over.lower, at)
            at[letter] = Add((lower, _ONE)) if step else lower
        border = Relation(_BORDER[lack.truth.op], substitute(lack.truth.left, at), substitute(lack.truth.right, at))
        guards = tuple(substitute(guard, at) for guard in lack.guards)
        spoken = {s for truth in (border, *guards) for s in free_symbols(truth)}
        if not any(c in s.name for s in spoken for c in ";#"):
            yield border, guards


def _enclosed(statement: Statement, border: Relation, guards: tuple[Term, ...], limits: Limits) -> Witness | None:
    """Return a hole at a root of the border that balls enclose."""
    residual = Add((border.left, Neg(border.right)))
    for question in questions(statement):
        try:
            search = Search(question, limits)
            for sample in islice(search.decisive(), _POINTS):
                for symbol, old in sample.point.values:
                    if symbol.sort == INDEX or not isinstance(old, Fraction) or symbol not in free_symbols(residual):
                        continue
                    for root in _roots(residual, sample, symbol, search.domain(symbol).candidates):
                        found = _one_sided(search, sample, symbol, root, guards)
                        if found is not None:
                            return found
        except Unknown:
            continue
    return None


def _one_sided(
    search: Search, sample: Sample, symbol: Symbol, root: Number, guards: tuple[Term, ...]
) -> Witness | None:
    """Return the witness if the facts hold at the root and exactly one side certainly has a value there.

    The other side has none: it asks for the condition that fails at the root.
    """
    claim = search.claim
    if not isinstance(claim, Relation):
        return None
    rest = Point(tuple(pair for pair in sample.point.values if pair[0] != symbol), sample.point.choices)
    env = environment(sample.scope, rest, search.budget, extra={**sample.extra, symbol: root})
    sides: list[str | None] = []
    with ctx.workprec(_BITS):
        try:
            within = satisfied(search.facts, sample.scope, rest, search.budget, {**sample.extra, symbol: root})
            if not within or not all(evaluate_truth(guard, env) for guard in guards):
                return None
        except (Undefined, Unknown):
            return None
        for side in (claim.left, claim.right):
            try:
                sides.append(shown(worth(side, env)))
            except (Undefined, Unknown):
                sides.append(None)
    if (sides[0] is None) == (sides[1] is None):
        return None
    at = search.relevant(sample.point).at
    placed = tuple((name, balls.text(root) if name == symbol.name else text) for name, text in at)
    return Witness(placed, *(side or "undefined" for side in sides))


# --- roots ---------------------------------------------------------------------------------


def _roots(residual: Term, sample: Sample, symbol: Symbol, near: tuple[Fraction, ...]) -> Iterator[Number]:
    """Yield roots of the residual in one number: exact, or balls that certainly contain one."""

    def at(x: Fraction) -> Fraction | None:
        return exact(residual, sample.scope, with_value(sample.point, symbol, x))

    degree = degree_in(residual, symbol)
    if degree is not None and degree <= _DEGREE:
        values = [at(Fraction(x)) for x in range(degree + 1)]
        known = [v for v in values if v is not None]
        if len(known) == len(values):
            yield from _of_polynomial(known)
            return
    yield from _between(residual, sample, symbol, near)


def _of_polynomial(values: list[Fraction]) -> Iterator[Number]:
    """Yield the real roots of the polynomial of degree n that has the given values at 0..n."""
    polynomial, basis = fmpq_poly([0]), fmpq_poly([1])
    for node, value in enumerate(values):
        here = balls.number(Fraction(node))
        polynomial += basis * ((balls.number(value) - polynomial(here)) / basis(here))
        basis *= fmpq_poly([-node, 1])
    with ctx.workprec(_BITS):
        for factor, _ in fmpz_poly(polynomial.numer()).factor()[1]:
            if factor.degree() == 1:
                yield fmpq(-factor[0], factor[1])
                continue
            for root, _ in factor.complex_roots():
                if root.imag.is_zero():
                    yield root.real


def _between(residual: Term, sample: Sample, symbol: Symbol, near: tuple[Fraction, ...]) -> Iterator[arb]:
    """Yield a root between neighbouring numbers at which a continuous term has different signs."""

    def sign_at(x: Fraction) -> int | None:
        point = with_value(sample.point, symbol, x)
        try:
            return balls.sign(_number(residual, sample, point, {}))
        except (Undefined, Unknown):
            return None

    with ctx.workprec(_BITS):
        for low, high in pairwise(sorted(set(near))):
            first, last = sign_at(low), sign_at(high)
            if not first or not last or first == last:
                continue
            root = _bisected(low, high, first, sign_at)
            rest = Point(tuple(pair for pair in sample.point.values if pair[0] != symbol), sample.point.choices)
            try:
                _number(residual, sample, rest, {symbol: root})  # a term that jumps has no value on a ball around it
            except (Undefined, Unknown):
                continue
            yield root


def _bisected(low: Fraction, high: Fraction, first: int, sign_at: Callable[[Fraction], int | None]) -> arb:
    for _ in range(_BITS // 2):
        middle = (low + high) / 2
        here = sign_at(middle)
        if not here:
            break
        low, high = (middle, high) if here == first else (low, middle)
    return arb(balls.number(low)).union(arb(balls.number(high)))


def _number(term: Term, sample: Sample, point: Point, extra: dict[Symbol, arb]) -> Number:
    return number(worth(term, environment(sample.scope, point, None, extra={**sample.extra, **extra})))
