"""The questions a declaration asks of its own loss: `ask={"wrong class": "y_j = 0 => dL/ds_j > 0"}`."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symloss.derive.build import ONE, ZERO, equal, less, minus, number, over, power, rational, times
from symloss.derive.derivation import Fact
from symloss.derive.report.families import Family
from symloss.derive.report.small import small
from symloss.derive.report.subject import Subject, every, together
from symloss.derive.sympy_door import from_sympy, symbol, to_sympy
from symloss.kernel.verdict import Verdict, Witness
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, substitute

J, K_, SIZE = (n.Symbol(name, INDEX) for name in ("j", "k", "K"))


def asked(subject: Subject) -> tuple[Fact, ...]:
    """Answer each question; one that fails for some K is put again for K = 2 and for every K >= 3."""
    facts: list[Fact] = []
    for title, (text, claim) in subject.questions.items():
        verdict = subject.ask(claim)
        if verdict.word == "proved":
            facts.append(every(title, text, verdict) if subject.over_classes else Fact(title, text, verdict))
            continue
        failing = _own_score(subject, claim) or _by_size(subject, claim)
        if failing:
            facts += [Fact(title, text), *failing]
            continue
        shown = f"{text}\n  {subject.evidence(verdict)}" if verdict.witness is not None else text
        facts.append(Fact(title, shown, verdict))
    return tuple(facts)


def _refuted(verdict: Verdict, at: dict[str, str], value: n.Term) -> Verdict:
    """Turn the proof of what a gradient is at a place, less than 0, into the verdict on the claim that it is more."""
    witness = Witness(tuple(at.items()), plain(value), "0")
    return replace(verdict, word="refuted", witness=witness, conditions=(), certificate=None)


def _is_about_a_wrong_class(claim: n.Term, subject: Subject) -> bool:
    """Whether the claim is that the gradient of a class with y_j = 0 is positive."""
    rises = n.Relation(">", subject.formulas.gradient, ZERO)
    return claim == n.Implies(equal(subject.y, ZERO), rises)


def _own_score(subject: Subject, claim: n.Term) -> list[Fact]:
    """Where the gradient depends on its own score and label alone, try the score -1: for every K."""
    if not _is_about_a_wrong_class(claim, subject) or subject.formulas.where:
        return []
    slope = substitute(subject.formulas.gradient, {subject.y: ZERO, subject.raw: minus(ONE)})
    if free_symbols(slope) - {SIZE}:
        return []
    two_over = from_sympy(sp.factor(to_sympy(substitute(slope, {SIZE: n.Symbol(SIZE.name)}))), {SIZE.name: SIZE})
    claims = (equal(slope, two_over), n.Relation("<", two_over, ZERO))
    verdict = together(*(subject.ask(c) for c in claims))
    if verdict.word != "proved":
        return []
    raw = subject.write(subject.raw)
    text = f"  {raw} = -1: dL/d{raw} = {subject.write(two_over)}"
    return [Fact("", text, _refuted(verdict, {raw: "-1", subject.write(subject.y): "0"}, two_over), "every K")]


def _by_size(subject: Subject, claim: n.Term) -> list[Fact]:
    """Behind softmax the question has one answer for two classes, and one for more."""
    if not _is_about_a_wrong_class(claim, subject) or not subject.formulas.where:
        return []
    facts = [*_two_classes(subject), *_every_larger_size(subject)]
    return facts if len(facts) == 2 else []


def _two_classes(subject: Subject) -> list[Fact]:
    """Put the question for K = 2, where the other class is the true one."""
    two = small(subject, 2)
    shown, verdicts = "", []
    for wrong, true in ((2, 1), (1, 2)):
        slope = two.at(two.gradient[wrong - 1], true)
        factored = _in_two_outputs(slope, two.outputs[true - 1], two.outputs[wrong - 1])
        verdicts.append(subject.ask(equal(slope, factored), scope=two.scope))
        verdicts.append(subject.ask(n.Relation(">", factored, ZERO), scope=two.scope))
        shown = shown or f"  K = 2: {factored} > 0"
    verdict = together(*verdicts)
    return [Fact("", shown, verdict)] if verdict.word == "proved" else []


def _in_two_outputs(term: n.Term, true: n.Symbol, wrong: n.Symbol) -> n.Term:
    """Factor a polynomial in p_1 and p_2 = 1 - p_1."""
    reduced = sp.factor(to_sympy(substitute(term, {true: less(ONE, wrong)})))
    factors = substitute(from_sympy(reduced), {less(ONE, wrong): true})
    if not isinstance(factors, n.Mul):
        return factors
    return times(*sorted(factors.factors, key=lambda f: (rational(f) is None, plain(f))))


def _every_larger_size(subject: Subject) -> list[Fact]:
    """Try s = (0, ..., 0, ln K), y = e_1, j = 2 for every K >= 3: p_k = 1/(2*K - 1), but p_K = K/(2*K - 1)."""
    two = number(2)
    family = Family(subject, SIZE, SIZE, least=3)
    found = family.value(substitute(subject.formulas.gradient, {J: two}))
    if found is None:
        return []
    value, same = _in_size(to_sympy(substitute(found[0], {SIZE: n.Symbol(SIZE.name)}))), found[1]
    claims = (equal(found[0], value), n.Relation("<", value, ZERO))
    verdict = together(family.are_outputs(), same, *(subject.ask(c, scope=family.scope) for c in claims))
    if verdict.word != "proved":
        return []
    at_three = from_sympy(to_sympy(substitute(value, {SIZE: number(3)})))
    raw = subject.formulas.raw
    slope = f"dL/d{subject.write(n.Indexed(raw, (two,)))}"
    text = (
        f"  K >= 3: y = e_1, {raw} = (0, ..., 0, ln K), j = 2:\n  {slope} = {subject.write(value)};  K = 3: {at_three}"
    )
    at = {"K": "3", str(raw): "(0, 0, ln(3))", str(subject.formulas.y): "(1, 0, 0)", "j": "2"}
    return [Fact("", text, _refuted(verdict, at, at_three), "every K >= 3")]


def _in_size(expression: sp.Expr) -> n.Term:
    """Write a rational function of K with its polynomials in falling powers: -2*(K^2 - 3*K + 1)/(K*(2*K - 1)^3)."""
    top, bottom = sp.fraction(sp.cancel(expression))
    parts = []
    for polynomial in (top, bottom):
        content, factors = sp.factor_list(polynomial, symbol(SIZE.name))
        written = [power(_falling(sp.Poly(base, symbol(SIZE.name))), number(m)) for base, m in factors]
        parts.append(times(from_sympy(content), *written))
    return over(*parts)


def _falling(polynomial: sp.Poly) -> n.Term:
    terms = [times(from_sympy(c), power(SIZE, number(k))) for (k,), c in polynomial.terms()]
    return terms[0] if len(terms) == 1 else n.Add(tuple(terms))
