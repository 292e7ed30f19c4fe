"""Why there is no such loss: certificates for activations that are flat or not one-to-one.

If phi'(z) = 0 at some z, then dL/dz = dL/da * phi'(z) is 0 there, whatever L is. If
phi takes one value at two points with different slopes, dL/da would need two values
there. Either contradicts a residual that is not 0. What is found is stated in rational
numbers and judged; the digits that are printed are certain, from interval arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar

import sympy as sp
from mpmath import iv
from mpmath.libmp import to_rational

from symloss.derive.activations import Row
from symloss.derive.build import equal, number, tidy
from symloss.derive.derivation import Fact
from symloss.derive.sympy_door import NoDoor, symbol, to_sympy
from symloss.errors import SymlossError
from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.statement import Identity, Statement
from symloss.term.walk import substitute

_Z = n.Symbol("z")
_HALVINGS = 44  # of an interval: more digits than are printed, fewer than those of a double
_GRID = [Fraction(k, 4) for k in range(-24, 25)]


@dataclass
class Refused(SymlossError):
    """No loss has this gradient. `certificate` says why in numbers, `facts` are its claims with their verdicts."""

    claim: str
    certificate: str = ""
    facts: tuple[Fact, ...] = ()
    status: ClassVar[int] = 1

    def __str__(self) -> str:
        """Return the refusal and, on a second line, its certificate."""
        return f"refused: {self.claim}" + (f"\ncertificate: {self.certificate}" if self.certificate else "")


def refusal(row: Row, residual: n.Term, activated: n.Symbol, y: n.Symbol) -> Refused | None:
    """Return why no L(a, y) has dL/dz = residual behind this activation; None if no reason was found."""
    try:
        forward = to_sympy(row.term(row.forward))
    except NoDoor:
        return None
    slope = sp.diff(forward, symbol("z"))
    wish = f"no L({activated}, {y}) has dL/dz = {plain(residual)} for every z"
    flat = _flat(row, forward, slope)
    if flat is not None:
        return _refuse_flat(row, wish, residual, activated, y, *flat)
    for level in _levels():
        ends = _crossings(forward, level)
        if len(ends) >= 2:
            return _refuse_twice(row, wish, forward, slope, level, ends)
    return None


def _flat(row: Row, forward: Any, slope: Any) -> tuple[Fraction, n.Term] | None:
    """Return a point of the grid where the slope is exactly 0, and the output there."""
    for point in sorted(_GRID, key=lambda q: (q.denominator, abs(q), q)):
        at = sp.Rational(point.numerator, point.denominator)
        value = slope.subs(symbol("z"), at)
        if value == 0:
            output = forward.subs(symbol("z"), at)
            if output.is_Rational:
                return point, number(Fraction(int(output.p), int(output.q)))
    return None


def _refuse_flat(
    row: Row, wish: str, residual: n.Term, activated: n.Symbol, y: n.Symbol, at: Fraction, output: n.Term
) -> Refused | None:
    for label in (Fraction(1), Fraction(0), Fraction(1, 2)):
        wished = tidy(substitute(residual, {activated: output, y: number(label)}))
        value = to_sympy(wished)
        if value.is_Rational and value != 0:
            point = number(at)
            claims = (
                equal(_prime(row, point), number(0)),
                equal(substitute(row.applied, {_Z: point}), output),
                n.Relation("!=", wished, number(0)),
            )
            name = row.function or row.name
            text = (
                f"{name}'({plain(point)}) = 0, so dL/dz = 0 there for every L, "
                f"but {plain(residual)} = {value} at {y} = {label}"
            )
            return Refused(f"{wish}, because {name} is flat at z = {plain(point)}", text, _judged(row, claims))
    return None


def _levels() -> Iterator[Fraction]:
    """Yield simple outputs, short decimals first."""
    for denominator in (2, 5, 10, 4, 20, 100):
        for k in range(1, 2 * denominator):
            yield from (Fraction(-k, denominator), Fraction(k, denominator))


def _crossings(forward: Any, level: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Return neighbours of the grid at which forward - level has different signs."""
    above = sp.lambdify(symbol("z"), forward - sp.Rational(level.numerator, level.denominator), "mpmath")
    return [(low, high) for low, high in pairwise(_GRID) if above(float(low)) * above(float(high)) < 0]


def _refuse_twice(
    row: Row, wish: str, forward: Any, slope: Any, level: Fraction, ends: list[tuple[Fraction, Fraction]]
) -> Refused:
    """Two points with one output, where phi falls and where it rises: certified by signs at rational points."""
    name = row.function or row.name
    claims: list[n.Term] = []
    shown, slopes = [], []
    for low, high in ends[:2]:
        left, right = (substitute(row.applied, {_Z: number(q)}) for q in (low, high))
        falling = forward.subs(symbol("z"), sp.Rational(str(low))).evalf() > float(level)
        claims.append(n.Relation(">" if falling else "<", left, number(level)))
        claims.append(n.Relation("<" if falling else ">", right, number(level)))
        offset = forward - sp.Rational(level.numerator, level.denominator)
        root = _enclosed(offset, low, high)
        shown.append(f"{name}({_digits(root)})")
        slopes.append(_digits(_on_intervals(slope)(root)))
    text = f"{' = '.join(shown)} = {level}, but {name}' = {' and '.join(slopes)} there"
    return Refused(f"{wish}, because {name} is not one-to-one", text, _judged(row, tuple(claims)))


def _on_intervals(expression: Any) -> Callable[[Any], Any]:
    """Return a formula in z as a function of intervals: its value contains every value in the interval."""
    functions = {name: getattr(iv, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "pi", "e")}
    evaluated = sp.lambdify(symbol("z"), expression.rewrite(sp.exp), [{**functions, "mpf": iv.mpf}, "mpmath"])
    return lambda interval: iv.mpf(evaluated(interval))


def _enclosed(offset: Any, low: Fraction, high: Fraction) -> Any:
    """Return a short interval in which a formula changes its sign, by bisection in interval arithmetic."""
    value = _on_intervals(offset)
    rising = value(_exact(low)) < 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = (value(_exact(middle)) < 0) if rising else (value(_exact(middle)) > 0)
        if below is None:  # the sign is not certain: no shorter interval is
            break
        low, high = (middle, high) if below else (low, middle)
    return iv.mpf([_exact(low).a, _exact(high).b])


def _exact(value: Fraction) -> Any:
    return iv.mpf(value.numerator) / iv.mpf(value.denominator)


def _digits(interval: Any) -> str:
    """Write the decimals, up to four, that all numbers of an interval begin with, and mark that more follow."""
    ends = [Fraction(*to_rational(end._mpi_[0])) for end in (interval.a, interval.b)]
    for places in (4, 3, 2, 1, 0):
        cut = {int(end * 10**places) for end in ends}
        if len(cut) == 1 and (ends[0] < 0) == (ends[1] < 0):
            scaled = abs(cut.pop())
            decimals = f".{scaled % 10**places:0{places}}" if places else ""
            return f"{'-' if ends[0] < 0 else ''}{scaled // 10**places}{decimals}..."
    return f"a number between {float(ends[0]):g} and {float(ends[1]):g}"


def _prime(row: Row, point: n.Term) -> n.Term:
    assert isinstance(row.applied, n.Apply)
    return n.Apply(n.Prime(row.applied.function), (point,))


def _judged(row: Row, claims: tuple[n.Relation | n.Term, ...]) -> tuple[Fact, ...]:
    return tuple(Fact("certificate", plain(c), judge(Statement(row.scope, Identity(c), (), True))) for c in claims)
