"""A point, in numbers that can be checked by hand, at which a second derivative is negative."""

from __future__ import annotations

from fractions import Fraction

from symloss.derive.build import ONE, ZERO, equal, minus, number
from symloss.derive.report.small import Small, small
from symloss.derive.report.subject import Subject
from symloss.derive.sympy_door import NoDoor, to_sympy
from symloss.term import nodes as n
from symloss.term.functions import LN
from symloss.term.scope import Definition
from symloss.term.walk import substitute

_SIZES = (3, 2, 4, 5)  # e^s is one of these, or its reciprocal


def at_logarithms(subject: Subject) -> str:
    """Return `y = 0, z = ln(3): d2L/dz2 = -9/128`, proved; nothing if no such point is found."""
    formulas = subject.formulas
    labels = formulas.y_values or tuple(b for b in formulas.y_domain if b is not None)
    for label in labels:
        for size in _SIZES:
            for point in (LN(number(size)), minus(LN(number(size)))):
                term = substitute(formulas.hessian, {formulas.y: label})
                for name, body in formulas.where:
                    term = substitute(term, {name: body})
                value = _rational(substitute(term, {formulas.raw: point}))
                if value is None or value >= 0:
                    continue
                proved = subject.ask(equal(substitute(term, {formulas.raw: point}), number(value)))
                if proved.word == "proved":
                    second = subject.write(n.Derivative(n.Symbol("L"), formulas.raw, 2))
                    place = ", ".join(
                        subject.write(equal(*pair)) for pair in ((formulas.y, label), (formulas.raw, point))
                    )
                    return f"{place}: {second} = {subject.write(number(value))}"
    return ""


def negative_somewhere(subject: Subject) -> str:
    """Return `K = 2, y = (1, 0), s = (0, ln(3)): d2L/ds_1^2 = -9/128`, proved; nothing if no such point is found."""
    two = small(subject, 2)
    raw = subject.formulas.raw
    points = [(ZERO, LN(number(size))) for size in _SIZES] + [(minus(LN(number(size))), ZERO) for size in _SIZES]
    for point in points:
        term = _at(two, two.at(two.diagonal[0], 1), raw, point)
        value = _rational(term)
        if value is None or value >= 0 or subject.ask(equal(term, number(value))).word != "proved":
            continue
        shown = ", ".join(subject.write(part) for part in point)
        second = f"d2L/d{subject.write(n.Indexed(raw, (ONE,)))}^2"
        return f"K = 2, y = (1, 0), {raw} = ({shown}): {second} = {subject.write(number(value))}"
    return ""


def _at(two: Small, term: n.Term, raw: n.Symbol, point: tuple[n.Term, n.Term]) -> n.Term:
    scores = {n.Symbol(f"{raw.name}_{k}"): value for k, value in enumerate(point, start=1)}
    bodies = {n.Symbol(d.name): d.body for d in two.scope.definitions.values() if isinstance(d, Definition)}
    return substitute(substitute(term, bodies), scores)  # type: ignore[arg-type]


def _rational(term: n.Term) -> Fraction | None:
    try:
        value = to_sympy(term)  # exp(ln(3)) is 3 to SymPy at once
    except NoDoor:
        return None
    return Fraction(int(value.p), int(value.q)) if value.is_Rational else None
