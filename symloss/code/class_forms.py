"""The forms of a loss of K classes: recognised pieces of softmax, and each form proved equal for every K."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from symloss.code import rows
from symloss.code.rows import NoRows, Softmax
from symloss.code.stable import UnprovedForm
from symloss.derive.derivation import Formulas
from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.functions import EXP
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX, vector
from symloss.term.statement import Identity, Statement
from symloss.term.walk import fresh, rebuild, substitute

K = n.Symbol("K", INDEX)
ONE = n.Number(Fraction(1))


@dataclass(frozen=True)
class ClassForms:
    """Terms in entries, row sums and the pieces of softmax; `vector` is what the Hessian is multiplied by.

    products: the Hessian beside its diagonal is the sum of f_j*g_i.
    """

    softmax: Softmax | None
    value: n.Term
    gradient: n.Term
    diagonal: n.Term
    products: tuple[tuple[n.Term, n.Term], ...]
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

    alone, products = rows.parts_of(formulas.hessian)
    found = ClassForms(
        softmax,
        form(formulas.value),
        form(formulas.gradient),
        form(rows.diagonal(formulas.hessian)),
        tuple((form(f), form(g)) for f, g in products),
        form(_along(alone, products, v)),
        v,
    )
    _prove_all(formulas, found)
    return found


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


def _prove_all(formulas: Formulas, forms: ClassForms) -> None:
    hessian = formulas.hessian
    i, v = rows.I, forms.vector
    summed = n.Bind("sum", i, n.Range(ONE, K), n.Mul((hessian, n.Indexed(v, (i,)))))
    beside = [n.Mul((f, g)) for f, g in forms.products]
    apart = n.Add(tuple(beside)) if len(beside) > 1 else beside[0] if beside else n.Number(Fraction(0))
    claims = [
        (formulas.value, forms.value, ()),
        (formulas.gradient, forms.gradient, ()),
        (substitute(hessian, {i: rows.J}), forms.diagonal, ()),
        (summed, forms.along, ()),
        (hessian, apart, (n.Relation("!=", rows.J, i),)),
    ]
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
    softmax = rows.softmax_of(formulas)
    entry = n.Indexed(formulas.raw, (rows.J,))
    guesses: list[tuple[n.Term, str]] = [(entry, "mean_y"), (EXP(entry), "log(mean_y)")]
    if softmax is not None:
        guesses = [(n.Indexed(softmax.p, (rows.J,)), "log(mean_y)")]
    if not _affine(formulas):
        return ""
    for prediction, start in guesses:
        there = _put(formulas.gradient, formulas.y, partial(_at, prediction))
        claim = Identity(n.Relation("=", there, n.Number(Fraction(0))))
        if judge(Statement(formulas.scope, claim, domain_declared=True)).proved:
            return start
    return ""


def _affine(formulas: Formulas) -> bool:
    """Return whether the gradient at the middle of two labels is the mean of the gradients, for all of them."""
    left, right = (n.Symbol(name, formulas.y.sort) for name in ("\0u", "\0v"))
    half = n.Div(ONE, n.Number(Fraction(2)))
    middle = _put(
        formulas.gradient,
        formulas.y,
        lambda k: n.Mul((half, n.Add((n.Indexed(left, (k,)), n.Indexed(right, (k,)))))),
    )
    ends = [substitute(formulas.gradient, {formulas.y: side}) for side in (left, right)]
    claim = Identity(n.Relation("=", middle, n.Mul((half, n.Add(tuple(ends))))))
    return judge(Statement(formulas.scope.declare(left, right), claim)).proved


def _at(prediction: n.Term, k: n.Term) -> n.Term:
    return substitute(prediction, {rows.J: k})


def _put(term: n.Term, base: n.Symbol, meaning: Callable[[n.Term], n.Term]) -> n.Term:
    """Return the term with every entry of `base` replaced."""
    if isinstance(term, n.Indexed) and term.base == base:
        return meaning(term.indices[0])
    return rebuild(term, lambda child: _put(child, base, meaning))
