"""The questions a declaration asks of its own loss: `ask={"wrong class": "y_j = 0 => dL/ds_j > 0"}`."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symloss.derive.build import ONE, ZERO, equal, less, number, over, plus, power, rational, tidy, times
from symloss.derive.derivation import Fact
from symloss.derive.indexed import simplest_indexed
from symloss.derive.report.small import small
from symloss.derive.report.subject import Subject, together
from symloss.derive.sympy_door import NoDoor, from_sympy, symbol, to_sympy
from symloss.term import nodes as n
from symloss.term.printer import plain
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.walk import rebuild, substitute

J, K_, SIZE = (n.Symbol(name, INDEX) for name in ("j", "k", "K"))


def asked(subject: Subject) -> tuple[Fact, ...]:
    """Answer each question; one that fails for some K is put again for K = 2 and for every K >= 3."""
    facts: list[Fact] = []
    for title, (text, claim) in subject.questions.items():
        verdict = subject.ask(claim)
        if verdict.word == "conditional":  # as it was asked, on the declared domain, it is false
            text += f"   (true if {', '.join(c.text for c in verdict.conditions if c.origin == 'found')})"
            verdict = replace(verdict, word="refuted", conditions=())
        shown = f"{text}\n  {subject.evidence(verdict)}" if verdict.witness is not None else text
        facts.append(Fact(title, shown, verdict))
        if verdict.word == "refuted" and _about_a_wrong_class(claim, subject):
            facts += [*_two_classes(subject), *_every_larger_size(subject)]
    return tuple(facts)


def _about_a_wrong_class(claim: n.Term, subject: Subject) -> bool:
    """Whether the claim is that a gradient behind softmax is positive where y_j = 0."""
    wrong = equal(subject.y, ZERO)
    rises = n.Relation(">", subject.formulas.gradient, ZERO)
    return bool(subject.formulas.where) and claim == n.Implies(wrong, rises)


def _two_classes(subject: Subject) -> list[Fact]:
    """Put the question for K = 2, where the other class is the true one."""
    two = small(subject, 2)
    shown, verdicts = "", []
    for wrong, true in ((2, 1), (1, 2)):
        slope = two.at(two.gradient[wrong - 1], true)
        factored = _in_two_outputs(slope, two.outputs[true - 1], two.outputs[wrong - 1])
        verdicts.append(subject.ask(equal(slope, factored), scope=two.scope))
        verdicts.append(subject.ask(n.Relation(">", factored, ZERO), scope=two.scope))
        shown = shown or f"  K = 2: y = (1, 0), j = 2: {factored} > 0"
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
    ((name, _),) = subject.formulas.where[:1]
    assert isinstance(name, n.Indexed)
    y, two = subject.formulas.y, number(2)
    last, below = n.Delta(K_, SIZE), less(times(two, SIZE), ONE)
    outputs = over(plus(ONE, times(less(SIZE, ONE), last)), below)
    labels = n.Delta(K_, ONE)
    scope = replace(subject.scope, domain=(Hypothesis(n.Relation(">=", SIZE, number(3)), "of this family"),))
    p, y_symbol = name.base, y
    assert isinstance(p, n.Symbol)
    scope = replace(scope, definitions={}).define(
        Definition(p.name, outputs, (K_,), "indexed"), Definition(y_symbol.name, labels, (K_,), "indexed")
    )
    slope = substitute(subject.formulas.gradient, {J: two})
    value = _at_family(slope, p, y_symbol, outputs, labels)
    if value is None:
        return []
    over_set = subject.scope.index_sets[J.name]
    claims = (
        equal(n.Bind("sum", K_, over_set, n.Indexed(p, (K_,))), ONE),
        n.Relation(">", n.Indexed(p, (K_,)), ZERO),
        equal(slope, value),
        n.Relation("<", value, ZERO),
    )
    verdict = together(*(subject.ask(claim, scope=scope) for claim in claims))
    if verdict.word != "proved":
        return []
    at_three = from_sympy(to_sympy(value).subs(symbol(SIZE.name), 3))
    raw = subject.write(n.Indexed(subject.formulas.raw, (two,)))
    text = (
        f"  K >= 3: it fails at y = e_1, {subject.formulas.raw} = (0, ..., 0, ln K), j = 2:\n"
        f"  dL/d{raw} = {subject.write(value)} < 0;  K = 3: {at_three}"
    )
    return [Fact("", text, verdict)]


def _at_family(term: n.Term, p: n.Symbol, y: n.Symbol, outputs: n.Term, labels: n.Term) -> n.Term | None:
    """Evaluate the gradient at the family, as a rational function of K: a proposal."""

    def put(inner: n.Term) -> n.Term:
        if isinstance(inner, n.Indexed) and inner.base in (p, y):
            return substitute(outputs if inner.base == p else labels, {K_: inner.indices[0]})
        return rebuild(inner, put)

    written = simplest_indexed(put(term))
    different = ((number(2), ONE), (number(2), SIZE), (ONE, SIZE))
    apart: dict[n.Term, n.Term] = {n.Delta(*pair): ZERO for i, j in different for pair in ((i, j), (j, i))}
    try:
        return _in_size(sp.factor(to_sympy(tidy(substitute(written, apart)))))
    except (NoDoor, sp.PolynomialError):
        return None


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
