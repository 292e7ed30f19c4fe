"""What may be computed instead where every label is 0 or 1, of a loss that treats the two alike.

If L(1, z) = L(0, -z), then with c = 1 - 2*y, which is 1 or -1, the loss of both labels is
L(0, u) at u = c*z, its gradient c times the gradient at (0, u), and its Hessian that at
(0, u): one label's formulas, which are shorter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from symloss.code.form import Form
from symloss.code.special import special
from symloss.code.stable import UnprovedForm, in_raw, stable_forms
from symloss.derive.derivation import Formulas
from symloss.kernel.judge import proves
from symloss.term import nodes as n
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh, substitute

ZERO, ONE, TWO = (n.Number(Fraction(k)) for k in (0, 1, 2))


def hard_forms(formulas: Formulas, terms: Mapping[str, n.Term], chosen: Mapping[str, str]) -> dict[str, Form]:
    """Return, by the names of the terms (one is "gradient"), how they are computed for labels 0 and 1.

    chosen: the rules by which other labels are computed, taken for these too where they propose something.
    Nothing is returned of a loss that does not treat them alike, or not provably.
    """
    alike = formulas.y_domain == (ZERO, ONE) and formulas.raw_domain == (None, None)
    if not alike or formulas.y_values not in ((), (ZERO, ONE)):
        return {}
    found: dict[str, Form] = {}
    for name, term in terms.items():
        try:
            zero = stable_forms(formulas, substitute(term, {formulas.y: ZERO}), chosen.get(name, ""))
        except UnprovedForm:
            return {}
        form = _mirrored(formulas, zero.fast, odd=name == "gradient")
        if not _proved(formulas, term, form):
            return {}
        found[name] = form
    return found


def _mirrored(formulas: Formulas, form: Form, *, odd: bool) -> Form:
    """Return the form for label 0 as one for both labels."""
    y, z = formulas.y, formulas.raw
    used = {y, z, *(name for name, _ in form.lets), *free_symbols(form.result)}
    c, u = fresh(n.Symbol("c"), used), fresh(n.Symbol("u"), used)
    lets = [(c, n.Add((ONE, n.Neg(n.Mul((TWO, y)))))), (u, n.Mul((c, z)))]
    lets += [(name, substitute(meaning, {z: u})) for name, meaning in form.lets]
    result = substitute(form.result, {z: u})
    return replace(form, result=_times(c, result) if odd else result, lets=tuple(lets))


def _times(c: n.Symbol, term: n.Term) -> n.Term:
    """Return c*term, into the numerator of a fraction."""
    if isinstance(term, n.Div) and special(term) is None:
        return n.Div(_times(c, term.numerator), term.denominator)
    return n.Mul((*(term.factors if isinstance(term, n.Mul) and special(term) is None else (term,)), c))


def _proved(formulas: Formulas, term: n.Term, form: Form) -> bool:
    """Return whether the form is the term for label 0 and for label 1."""
    for label in (ZERO, ONE):
        left, right = (substitute(side, {formulas.y: label}) for side in (in_raw(formulas, term), form.written_out))
        claim = Identity(n.Relation("=", left, right))
        if left != right and not proves(Statement(formulas.scope, claim, domain_declared=True)):
            return False
    return True
