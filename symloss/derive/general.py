"""Every loss whose gradient is free of phi', before anything is known of phi: `symloss derive phi`.

With phi opaque, dL/dz = dL/da * phi'(z) is r(a, y), free of phi', exactly where
dL/da = r(a, y)/phi'(z): the wish may be any r, and phi' then cancels. The residual
a - y and a known activation are the special cases that `problem` poses.
"""

from __future__ import annotations

from symloss.derive.build import ZERO, equal, less, over, times
from symloss.derive.derivation import Derivation, Formulas
from symloss.derive.judging import judged
from symloss.derive.loss import LOSS
from symloss.derive.page import Page
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import FUNCTION

W, X, B, Z, A, Y = (n.Symbol(name) for name in "wxbzay")
PHI, R = n.Symbol("phi", FUNCTION), n.Symbol("r", FUNCTION)


def derive_general() -> Derivation:
    """Return the derivation for an opaque activation phi and an opaque residual r(a, y)."""
    pre, activated = n.Add((n.Mul((W, X)), B)), n.Apply(PHI, (Z,))
    slope = n.Apply(n.Prime(PHI), (Z,))
    wish = n.Apply(R, (A, Y))
    scope = Scope().declare(W, X, B, Z, A, Y, LOSS, PHI, R)
    scope = scope.define(Definition(Z.name, pre), Definition(A.name, activated)).depend(LOSS.name, A, Y)
    scope = scope.suppose(Hypothesis(n.Relation("!=", slope, ZERO), "phi has an inverse"))
    by = {v: n.Derivative(LOSS, v) for v in (W, B, A)}
    page = Page(scope)
    page = page.write(equal(by[W], times(by[A], slope, X)), "chain rule", "chain rule")
    page = page.write(equal(by[B], times(by[A], slope)), "chain rule", "chain rule")
    equation = over(wish, slope)
    page = page.write(
        equal(n.Mul((equation, slope, X)), times(X, wish)),
        "divide",
        f"1 with {by[A]} = {equation}: no phi' left; needs {slope} != 0",
        1,
    )
    page = page.write(equal(n.Mul((equation, slope)), wish), "divide", f"2 with {by[A]} = {equation}", 2)
    residual = less(A, Y)
    special = equal(n.Mul((over(residual, slope), slope, X)), times(X, residual))
    page = page.write(special, "instance", f"3 with r({A}, {Y}) = {residual}: the matching loss", 3)
    required = (equal(by[W], times(X, wish)), equal(by[B], wish))
    return Derivation(
        name="phi",
        title="Every loss whose gradient is free of phi'",
        prose="",
        source="symloss derive phi",
        scope=scope,
        given=(equal(Z, pre), equal(A, activated)),
        required=required,
        steps=judged(page.steps),
        formulas=_formulas(scope, equation, wish, slope),
        heading="every loss whose gradient is free of phi'",
    )


def _formulas(scope: Scope, equation: n.Term, wish: n.Term, slope: n.Term) -> Formulas:
    return Formulas(
        name="phi",
        shape="scalar",
        scope=scope,
        y=Y,
        raw=Z,
        value=n.Integral(equation, A),
        gradient=wish,
        hessian=n.Mul((n.Derivative(wish, A), slope)),
        where=((A, n.Apply(PHI, (Z,))),),
    )
