"""The forms of a loss of K classes: recognised pieces of softmax, and each form proved equal for every K."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from symloss.code import rows
from symloss.code.class_kinds import affine, class_kinds, is_met, predictions
from symloss.code.rows import NoRows, Softmax
from symloss.code.stable import UnprovedForm
from symloss.derive.derivation import Formulas
from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX, vector
from symloss.term.statement import Identity, Statement
from symloss.term.walk import fresh, substitute

K = n.Symbol("K", INDEX)
ONE = n.Number(Fraction(1))


@dataclass(frozen=True)
class Matrix:
    """A symmetric matrix of each row: its diagonal, and beside it the sum of the products f_j*g_i."""

    diagonal: n.Term
    products: tuple[tuple[n.Term, n.Term], ...]


@dataclass(frozen=True)
class ClassForms:
    """Terms in entries, row sums and the pieces of softmax; `vector` is what the Hessian is multiplied by."""

    softmax: Softmax | None
    value: n.Term
    gradient: n.Term
    hessians: Mapping[str, Matrix]  # by kind
    along: n.Term
    vector: n.Symbol


def class_forms(formulas: Formulas) -> ClassForms:
    """Return the forms of a loss of K classes.

    Raises:
        NoRows: a formula that row sums and entries do not say.
        UnprovedForm: the kernel does not follow.
    """
    softmax = rows.softmax_of(formulas)
    if softmax is None and formulas.where:
        raise NoRows(f"{formulas.name}: quantities other than softmax")
    v = fresh(n.Symbol("v", vector(K)), set(formulas.scope.symbols.values()))

    def form(term: n.Term) -> n.Term:
        return term if softmax is None else rows.recognised(term, softmax)

    kinds = class_kinds(formulas)
    alone, products = rows.parts_of(formulas.hessian)
    found = ClassForms(
        softmax,
        form(formulas.value),
        form(formulas.gradient),
        {kind: _matrix(hessian, form) for kind, hessian in kinds.items()},
        form(_along(alone, products, v)),
        v,
    )
    _prove_all(formulas, kinds, found)
    return found


def _matrix(hessian: n.Term, form: Callable[[n.Term], n.Term]) -> Matrix:
    _, products = rows.parts_of(hessian)
    return Matrix(form(rows.diagonal(hessian)), tuple((form(f), form(g)) for f, g in products))


def _along(alone: n.Term | None, products: tuple[tuple[n.Term, n.Term], ...], v: n.Symbol) -> n.Term:
    """Return sum_i H_ji*v_i = a_j*v_j + sum of f_j * sum_i g_i*v_i."""
    parts = [] if alone is None else [_times(alone, n.Indexed(v, (rows.J,)))]
    for f, g in products:
        total = n.Bind("sum", rows.I, n.Range(ONE, K), _times(g, n.Indexed(v, (rows.I,))))
        parts.append(n.Neg(_times(f.term, total)) if isinstance(f, n.Neg) else _times(f, total))
    if not parts:
        return n.Mul((n.Number(Fraction(0)), n.Indexed(v, (rows.J,))))
    return parts[0] if len(parts) == 1 else n.Add(tuple(parts))


def _times(left: n.Term, right: n.Term) -> n.Term:
    return right if left == ONE else n.Mul((left, right))


def _prove_all(formulas: Formulas, kinds: Mapping[str, n.Term], forms: ClassForms) -> None:
    i, v = rows.I, forms.vector
    summed = n.Bind("sum", i, n.Range(ONE, K), n.Mul((formulas.hessian, n.Indexed(v, (i,)))))
    claims: list[tuple[n.Term, n.Term, tuple[n.Term, ...]]] = [
        (formulas.value, forms.value, ()),
        (formulas.gradient, forms.gradient, ()),
        (summed, forms.along, ()),
    ]
    for kind, hessian in kinds.items():
        matrix = forms.hessians[kind]
        beside = [n.Mul((f, g)) for f, g in matrix.products]
        apart = n.Add(tuple(beside)) if len(beside) > 1 else beside[0] if beside else n.Number(Fraction(0))
        claims.append((substitute(hessian, {i: rows.J}), matrix.diagonal, ()))
        claims.append((hessian, apart, (n.Relation("!=", rows.J, i),)))
    scope = formulas.scope.declare(v)
    for term, form, given in claims:
        written = form if forms.softmax is None else rows.spelled_out(form, forms.softmax, n.Range(ONE, K))
        if written == term:
            continue
        claim = Identity(n.Relation("=", term, written))
        verdict = judge(Statement(scope, claim, tuple(Hypothesis(g, "case") for g in given), domain_declared=True))
        if not verdict.proved:
            raise UnprovedForm(f"{formulas.name}: {term} = {written} is {verdict}")


# --- the start score ---------------------------------------------------------------


def start_score(formulas: Formulas) -> str:
    """Return the constant row that fits best, in Python and in the mean label, or "" where no rule gives it.

    If the gradient is affine in y and vanishes where the prediction is y, then it
    vanishes on average where the prediction is the mean of y.
    """
    if not affine(formulas):
        return ""
    return next((start for prediction, start in predictions(formulas) if is_met(formulas, prediction)), "")
