"""The forms that are emitted: found by rule, or registered, and each proved equal to the judged formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from symloss.code.exponentials import merged
from symloss.code.form import AS_WRITTEN, Form, Forms
from symloss.code.lowering import lowered
from symloss.code.polynomial import without_zeros
from symloss.code.registered import WAYS, registered
from symloss.code.sigma import NotSigma, sigma_form
from symloss.code.special import proposals, special
from symloss.derive.derivation import Formulas
from symloss.errors import SymlossError
from symloss.kernel.judge import proves
from symloss.term.functions import function_of
from symloss.term.nodes import Add, Cases, Div, Mul, Neg, Number, Pow, Relation, RelationOp, Symbol, Term
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

ZERO = Number(Fraction(0))


class UnprovedForm(SymlossError):
    """A form that the kernel did not prove equal to the judged formula is not emitted."""


def in_raw(formulas: Formulas, term: Term) -> Term:
    """Return `term` with the named quantities (a = sigma(z)) put in."""
    for name, meaning in reversed(formulas.where):
        term = substitute(term, {name: meaning})
    return term


def stable_forms(formulas: Formulas, formula: Term, chosen: str = "") -> Forms:
    """Return the forms of one formula of a scalar loss: those of the rule `chosen`, else the first that are proved."""
    refusals: list[str] = []
    found = proposed(formulas, formula)
    for forms in sorted(found, key=lambda forms: forms.rule != chosen) if chosen else found:
        try:
            return proved(formulas, formula, forms)
        except UnprovedForm as refusal:
            refusals.append(str(refusal))
    raise UnprovedForm("\n".join(refusals))


def ways(formulas: Formulas, formula: Term) -> list[Forms]:
    """Return the forms of one formula that the kernel proves equal to it, by rule, the one to take unmeasured first."""
    found: dict[str, Forms] = {}
    for forms in proposed(formulas, formula):
        with suppress(UnprovedForm):
            if not any((forms.fast, forms.safe) == (known.fast, known.safe) for known in found.values()):
                found.setdefault(forms.rule, proved(formulas, formula, forms))
    return list(found.values())


def proposed(formulas: Formulas, formula: Term) -> Iterator[Forms]:
    """Yield what the rules propose."""
    term = in_raw(formulas, formula)
    for rule in RULES:
        yield from rule(term, formulas)


def proved(formulas: Formulas, formula: Term, forms: Forms) -> Forms:
    """Return the forms if the kernel proves them equal to the formula; raise UnprovedForm if not."""
    for form in forms.all:
        prove(formulas, in_raw(formulas, formula), form, forms.rule)
    return forms


def prove(formulas: Formulas, term: Term, form: Form, rule: str) -> None:
    """Have the kernel prove a form, once for each side of a condition in it or in the formula."""
    for side, claim in _sides(Relation("=", term, form.written_out)):
        assert isinstance(claim, Relation)
        if claim.left == claim.right:
            continue
        # what holds without some of the conditions holds with them; together they may contradict each other
        for some in dict.fromkeys([side, *((one,) for one in side), ()]):
            if proves(Statement(formulas.scope, Identity(claim), some, domain_declared=True)):
                break
        else:
            raise UnprovedForm(f"{formulas.name}: {rule}: {term} = {form.written_out} is not proved")


def _sides(term: Term) -> list[tuple[tuple[Hypothesis, ...], Term]]:
    """Return the term without cases, under each condition of its first cases and under its contrary."""
    found = next((part for part in subterms(term) if isinstance(part, Cases)), None)
    if found is None:
        return [((), term)]
    condition = found.conditions[0]
    assert isinstance(condition, Relation) and found.otherwise is not None and len(found.conditions) == 1
    contrary = Relation(_CONTRARY[condition.op], condition.left, condition.right)
    sides: list[tuple[tuple[Hypothesis, ...], Term]] = []
    for truth, pick in ((condition, True), (contrary, False)):
        chosen = _chosen(term, condition, pick)
        sides += [((Hypothesis(truth, "case"), *more), rest) for more, rest in _sides(chosen)]
    return sides


def _chosen(term: Term, condition: Term, holds: bool) -> Term:
    """Return the term with every cases on this condition replaced by one of its values."""
    if isinstance(term, Cases) and term.conditions == (condition,) and term.otherwise is not None:
        return _chosen(term.values[0] if holds else term.otherwise, condition, holds)
    return rebuild(term, lambda child: _chosen(child, condition, holds))


_CONTRARY: dict[str, RelationOp] = {">=": "<", ">": "<=", "<": ">=", "<=": ">", "=": "!="}


def _sigma(term: Term, formulas: Formulas) -> list[Forms]:
    try:
        found = lowered(sigma_form(term, formulas.raw, _is_probability(formulas)), term, formulas.raw)
    except NotSigma:
        return []
    exponential_only = not _is_probability(formulas) and not any(_is_sigmoid(part) for part in subterms(term))
    kept = [forms for forms in found if forms.rule == "one exponential" or not exponential_only]
    return [
        replace(forms, fast=_registered_form(forms.fast, formulas), safe=_registered_form(forms.safe, formulas))
        for forms in kept
    ]


def _registered_form(form: Form, formulas: Formulas) -> Form:
    return replace(form, result=registered(form.result, _label(formulas), safe=True))


def _label(formulas: Formulas) -> Symbol:
    """Return the label as rows know it, whose size matters; one of a few numbers is no label to them."""
    return Symbol("\0none") if formulas.y_values else formulas.y


def _is_sigmoid(term: Term) -> bool:
    """Return whether a term is sigma or softplus of something, 1 plus an exponential, or divided by such a sum."""
    if isinstance(term, Div) and any(isinstance(part, Add) and _adds_exp(part) for part in subterms(term.denominator)):
        return True
    if isinstance(term, Add):
        return any(isinstance(part, Number) for part in term.terms) and _adds_exp(term)
    function = function_of(term)
    return function is not None and function.name in ("sigma", "softplus")


def _adds_exp(term: Add) -> bool:
    functions = [function_of(part.term if isinstance(part, Neg) else part) for part in term.terms]
    return any(f is not None and f.name == "exp" for f in functions)


def _is_probability(formulas: Formulas) -> bool:
    lower, upper = formulas.raw_domain
    return lower == Number(Fraction(0)) and upper == Number(Fraction(1))


def _exponentials(term: Term, formulas: Formulas) -> list[Forms]:
    found = merged(term, formulas.raw)
    return [] if found is None else [Forms(Form(found), Form(found), "one exponential for each product")]


def _of_difference(term: Term, formulas: Formulas) -> list[Forms]:
    """Return the forms of what depends on z - y only, written in it: what was multiplied out would cancel."""
    y, z = formulas.y, formulas.raw
    if formulas.y_domain != (None, None) or not {y, z} <= free_symbols(term):
        return []
    alone = without_zeros(substitute(term, {y: ZERO}))
    written = substitute(alone, {z: Add((z, Neg(y)))})
    if written == term:
        return []
    better = [replace(forms, rule=f"{forms.rule}, in z - y") for forms in _registered(written, formulas)]
    return better or _as_written(written, formulas)


def _behind_a_link(term: Term, formulas: Formulas) -> list[Forms]:
    """Return the forms of a cross-entropy whose link is known: which one it is, the kernel finds out."""
    return [
        Forms(Form(fast), _registered_form(Form(safe), formulas), "link")
        for fast, safe in proposals(term, formulas.y, formulas.raw)
    ]


def _registered(term: Term, formulas: Formulas) -> list[Forms]:
    found = []
    for way in range(WAYS):
        fast, safe = (registered(term, _label(formulas), safe, way) for safe in (False, True))
        if (fast, safe) != (term, term) or any(special(part) is not None for part in subterms(term)):
            halved = _halved_first(safe, frozenset({formulas.y, formulas.raw}))
            rule = "registered" if way == 0 else f"registered, way {way + 1}"
            found.append(Forms(Form(fast), Form(halved), rule))
    return found


def _as_written(term: Term, formulas: Formulas) -> list[Forms]:
    return [Forms(Form(term), Form(_halved_first(term, frozenset({formulas.y, formulas.raw}))), AS_WRITTEN)]


def _halved_first(term: Term, letters: frozenset[Symbol]) -> Term:
    """Return x^2/n as x*(x/n) and c*x^2 as x*(c*x), c free of letters: no square overflows before it is scaled."""
    match term:
        case Div(Pow(base, Number(two)), Number()) if two == 2:
            return Mul((base, Div(base, term.denominator)))
        case Mul((Symbol() | Add() as factor, Pow(base, Number(two)))) if (
            two == 2 and not free_symbols(factor) & letters
        ):
            return Mul((base, Mul((factor, base))))
    return rebuild(term, lambda child: _halved_first(child, letters))


RULES: tuple[Callable[[Term, Formulas], list[Forms]], ...] = (
    _sigma,
    _exponentials,
    _behind_a_link,
    _registered,
    _of_difference,
    _as_written,
)
