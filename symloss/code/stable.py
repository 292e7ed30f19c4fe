"""The forms that are emitted: found by rule, or registered, and each proved equal to the judged formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symloss.code.form import Form, Forms
from symloss.code.lowering import lowered
from symloss.code.sigma import NotSigma, sigma_form
from symloss.derive.derivation import Formulas
from symloss.errors import SymlossError
from symloss.kernel.judge import judge
from symloss.term.nodes import Relation, Symbol, Term
from symloss.term.statement import Identity, Statement
from symloss.term.walk import substitute


class UnprovedForm(SymlossError):
    """A form that the kernel did not prove equal to the judged formula is not emitted."""


def in_raw(formulas: Formulas, term: Term) -> Term:
    """Return `term` with the named quantities (a = sigma(z)) put in."""
    for name, meaning in reversed(formulas.where):
        term = substitute(term, {name: meaning})
    return term


def stable_forms(formulas: Formulas, formula: Term) -> Forms:
    """Return the forms of one formula of a scalar loss; raise UnprovedForm if the kernel does not follow."""
    term = in_raw(formulas, formula)
    forms = next(found for rule in RULES if (found := rule(term, formulas.raw)) is not None)
    for form in forms.all:
        _prove(formulas, term, form, forms.rule)
    return forms


def _prove(formulas: Formulas, term: Term, form: Form, rule: str) -> None:
    if form.written_out == term:
        return
    claim = Identity(Relation("=", term, form.written_out))
    verdict = judge(Statement(formulas.scope, claim, domain_declared=True))
    if not verdict.proved:
        raise UnprovedForm(f"{formulas.name}: {rule}: {term} = {form.written_out} is {verdict}")


def _sigma(term: Term, raw: Symbol) -> Forms | None:
    try:
        return lowered(sigma_form(term, raw), term)
    except NotSigma:
        return None


def _as_written(term: Term, raw: Symbol) -> Forms:
    return Forms(Form(term), Form(term), "as written")


RULES: tuple[Callable[[Term, Symbol], Forms | None], ...] = (_sigma, _as_written)


@dataclass(frozen=True)
class Stable:
    """The forms of one scalar loss."""

    value: Forms
    gradient: Forms
    hessian: Forms


def stable(formulas: Formulas) -> Stable:
    """Return the forms of value, gradient and Hessian."""
    return Stable(*(stable_forms(formulas, f) for f in (formulas.value, formulas.gradient, formulas.hessian)))
