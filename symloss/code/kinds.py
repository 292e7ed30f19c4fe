"""The kinds of Hessian of a scalar loss: exact, a bound that is nowhere less, and Fisher's, the expected one.

Each is offered only where it is proved to be what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symloss.code.stable import in_raw
from symloss.derive.derivation import Formulas
from symloss.kernel.judge import proves
from symloss.term import nodes as n
from symloss.term.functions import EXP, FUNCTIONS
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, substitute, subterms

ZERO, ONE = n.Number(Fraction(0)), n.Number(Fraction(1))


@dataclass(frozen=True)
class Kinds:
    """The second derivatives by kind, as terms in y and the raw variable; `convex`: the exact one is proved >= 0."""

    terms: Mapping[str, n.Term]
    convex: bool


def kinds(formulas: Formulas) -> Kinds:
    """Return the kinds of Hessian that could be proved; "exact" is always there."""
    exact = in_raw(formulas, formulas.hessian)
    terms = {"exact": exact}
    convex = _proved(formulas, n.Relation(">=", exact, ZERO))
    bound = exact if convex else _largest(formulas, exact)
    if bound is not None:
        terms["bound"] = bound
    fisher = _expected(formulas, exact)
    if fisher is not None:
        terms["fisher"] = fisher
    return Kinds(terms, convex)


def _proved(formulas: Formulas, claim: n.Term) -> bool:
    return proves(Statement(formulas.scope, Identity(claim), domain_declared=True))


def _affine(formulas: Formulas, term: n.Term) -> bool:
    """Return whether a term is affine in y: its values at 0 and 1 say what it is everywhere."""
    y = formulas.y
    if y not in free_symbols(term):
        return True
    if any(y in free_symbols(part) for part in subterms(term) if isinstance(part, n.Apply | n.Cases)):
        return False  # no rule for what cancels there, and a long search for a counterexample
    ends = [substitute(term, {y: end}) for end in (ZERO, ONE)]
    between = n.Add((n.Mul((n.Add((ONE, n.Neg(y))), ends[0])), n.Mul((y, ends[1]))))
    return _proved(formulas, n.Relation("=", term, between))


def _largest(formulas: Formulas, exact: n.Term) -> n.Term | None:
    """Return the larger of the two values at the ends of the labels: what is affine in y is never more."""
    lower, upper = formulas.y_domain
    if lower is None or upper is None or not _affine(formulas, exact):
        return None
    ends = [substitute(exact, {formulas.y: end}) for end in (lower, upper)]
    return FUNCTIONS["max"](*ends)


def _expected(formulas: Formulas, exact: n.Term) -> n.Term | None:
    """Return the Hessian at y = the prediction: the expected one, if gradient and Hessian are affine in y.

    The prediction is the label for which the gradient vanishes; of a gradient that is
    affine in y it is the expected label.
    """
    gradient = in_raw(formulas, formulas.gradient)
    if not _affine(formulas, gradient) or not _affine(formulas, exact):
        return None
    guesses = [meaning for _, meaning in formulas.where] + [formulas.raw, EXP(formulas.raw)]
    for guess in guesses:
        prediction = in_raw(formulas, guess)
        if _proved(formulas, n.Relation("=", substitute(gradient, {formulas.y: prediction}), ZERO)):
            expected = substitute(exact, {formulas.y: prediction})
            return ONE if _proved(formulas, n.Relation("=", expected, ONE)) else expected
    return None
