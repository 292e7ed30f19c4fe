"""The kinds of Hessian over K classes: exact, a diagonal that is nowhere less, and Fisher's, the expected one.

Each is offered only where it is proved to be what it says, for every K.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from symloss.code.rows import I, J, parts_of
from symloss.derive.build import ZERO, equal, times
from symloss.derive.derivation import Formulas
from symloss.derive.indexed import simplest_indexed
from symloss.kernel.judge import proves
from symloss.term import nodes as n
from symloss.term.functions import EXP
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, substitute

ONE, TWO = (n.Number(Fraction(value)) for value in (1, 2))


def class_kinds(formulas: Formulas) -> Mapping[str, n.Term]:
    """Return the Hessians by kind, entry (j, i); "exact" is always there."""
    kinds = {"exact": formulas.hessian}
    bound = _bound(formulas)
    if bound is not None:
        kinds["bound"] = bound
    fisher = _expected(formulas)
    if fisher is not None:
        kinds["fisher"] = fisher
    return kinds


def predictions(formulas: Formulas) -> list[tuple[n.Term, str]]:
    """Return what a loss may compare with the label y_j, and the raw value at which it is a mean label, in Python."""
    entry = n.Indexed(formulas.raw, (J,))
    outputs = [name for name, _ in formulas.where if isinstance(name, n.Indexed)]
    softmax: list[tuple[n.Term, str]] = [(n.Indexed(name.base, (J,)), "log(mean_y)") for name in outputs]
    return softmax or [(entry, "mean_y"), (EXP(entry), "log(mean_y)")]


def at_labels(term: n.Term, y: n.Symbol, prediction: n.Term) -> n.Term:
    """Put the prediction for each label, also below sums."""
    return put(term, y, partial(_at, prediction))


def is_met(formulas: Formulas, prediction: n.Term) -> bool:
    """Return whether the gradient is 0 where the labels are the predictions."""
    return _proved(formulas, equal(at_labels(formulas.gradient, formulas.y, prediction), ZERO))


def affine(formulas: Formulas) -> bool:
    """Return whether the gradient at the middle of two labels is the mean of the gradients, for all of them."""
    left, right = (n.Symbol(name, formulas.y.sort) for name in ("\0u", "\0v"))
    half = n.Div(ONE, TWO)
    middle = put(
        formulas.gradient,
        formulas.y,
        lambda k: n.Mul((half, n.Add((n.Indexed(left, (k,)), n.Indexed(right, (k,)))))),
    )
    ends = [substitute(formulas.gradient, {formulas.y: side}) for side in (left, right)]
    claim = Identity(n.Relation("=", middle, n.Mul((half, n.Add(tuple(ends))))))
    return proves(Statement(formulas.scope.declare(left, right), claim))


def _bound(formulas: Formulas) -> n.Term | None:
    """Return a diagonal matrix D with D - H nowhere negative; None where none is proved.

    A diagonal H >= 0 is its own bound. If nothing beside the diagonal is positive and
    the rows sum to 0, the diagonal dominates, and twice the diagonal is a bound.
    """
    hessian = formulas.hessian
    _, products = parts_of(hessian)
    diagonal = simplest_indexed(substitute(substitute(hessian, {I: J}), {n.Delta(J, J): ONE}))
    if not _proved(formulas, n.Relation(">=", diagonal, ZERO)):
        return None
    if not products:
        return hessian
    total = n.Bind("sum", I, formulas.scope.index_sets[I.name], hessian)
    beside = (n.Relation("!=", J, I),)
    if not _proved(formulas, equal(total, ZERO)) or not _proved(formulas, n.Relation("<=", hessian, ZERO), *beside):
        return None
    return times(TWO, diagonal, n.Delta(J, I))


def _expected(formulas: Formulas) -> n.Term | None:
    """Return the Hessian where the labels are the predictions: the expected one, if the gradient is affine in y.

    The prediction is the label for which the gradient vanishes; of a gradient that is
    affine in y it is the expected label.
    """
    if not affine(formulas):
        return None
    for prediction, _ in predictions(formulas):
        if is_met(formulas, prediction):
            if formulas.y not in free_symbols(formulas.hessian):
                return formulas.hessian
            return simplest_indexed(at_labels(formulas.hessian, formulas.y, prediction))
    return None


def _proved(formulas: Formulas, claim: n.Term, *given: n.Term) -> bool:
    hypotheses = tuple(Hypothesis(truth, "case") for truth in given)
    return proves(Statement(formulas.scope, Identity(claim), hypotheses, domain_declared=True))


def _at(prediction: n.Term, index: n.Term) -> n.Term:
    return substitute(prediction, {J: index})


def put(term: n.Term, base: n.Symbol, meaning: Callable[[n.Term], n.Term]) -> n.Term:
    """Put `meaning(k)` for each entry base_k."""
    if isinstance(term, n.Indexed) and term.base == base:
        return meaning(term.indices[0])
    return rebuild(term, lambda child: put(child, base, meaning))
