"""One-hot labels and one raised score, for every K: y = e_1, s = (0, ..., t, ..., 0) with t at one class.

With E = e^t softmax gives p_k = 1/(E + K - 1), but E times that at the raised class. A
formula in the outputs becomes a rational function of E and K (and their logarithms),
whose value is proved equal for every K, and whose limits say what saturation does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symloss.derive.build import ONE, ZERO, equal, less, number, over, plus, tidy, times
from symloss.derive.indexed import simplest_indexed
from symloss.derive.report.subject import Subject, together
from symloss.derive.sympy_door import NoDoor, from_sympy, to_sympy
from symloss.kernel.verdict import Verdict
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, rebuild, substitute

J, K_, SIZE = (n.Symbol(name, INDEX) for name in ("j", "k", "K"))
E = n.Symbol("E")


@dataclass(frozen=True)
class Family:
    """The outputs p_k and the labels of a family; `least` is the smallest K it is for.

    base: what the raised class has for the others' 1, a letter or a formula in K.
    """

    subject: Subject
    raised: n.Term
    base: n.Term
    least: int = 2

    @property
    def outputs(self) -> n.Term:
        """p_k."""
        rest = less(plus(self.base, SIZE), ONE) if self.base != SIZE else less(times(number(2), SIZE), ONE)
        return over(plus(ONE, times(less(self.base, ONE), n.Delta(K_, self.raised))), rest)

    @property
    def labels(self) -> n.Term:
        """y_k."""
        return n.Delta(K_, ONE)

    @property
    def names(self) -> tuple[n.Symbol, n.Symbol]:
        """The letters of outputs and labels."""
        ((name, _),) = self.subject.formulas.where[:1]
        assert isinstance(name, n.Indexed) and isinstance(name.base, n.Symbol)
        return name.base, self.subject.formulas.y

    @property
    def scope(self) -> Scope:
        """The scope in which outputs and labels are those of the family."""
        facts = [n.Relation(">=", SIZE, number(self.least))]
        if self.base == E:
            facts.append(n.Relation(">", E, ZERO))
        scope = replace(
            self.subject.scope, domain=tuple(Hypothesis(truth, "of this family") for truth in facts), definitions={}
        )
        p, y = self.names
        return scope.declare(E).define(
            Definition(p.name, self.outputs, (K_,), "indexed"), Definition(y.name, self.labels, (K_,), "indexed")
        )

    def are_outputs(self) -> Verdict:
        """Ask whether the p_k are positive and sum to 1: then softmax gives them."""
        p, _ = self.names
        total = n.Bind("sum", K_, self.subject.scope.index_sets[J.name], n.Indexed(p, (K_,)))
        claims = (equal(total, ONE), n.Relation(">", n.Indexed(p, (K_,)), ZERO))
        return together(*(self.subject.ask(claim, scope=self.scope) for claim in claims))

    def value(self, term: n.Term, *others: n.Term) -> tuple[n.Term, Verdict] | None:
        """Return a formula at the family, a function of E and K, and whether it is; None if no form was found.

        others: indices in the formula that are neither 1, the raised class nor each other.
        """
        proposed = self._proposed(term, others)
        if proposed is None:
            return None
        apart = [n.Relation("!=", index, known) for index in others for known in (ONE, self.raised)]
        return proposed, self.subject.ask(equal(term, proposed), *apart, scope=self.scope)

    def _proposed(self, term: n.Term, others: tuple[n.Term, ...]) -> n.Term | None:
        def put(inner: n.Term) -> n.Term:
            if isinstance(inner, n.Indexed) and inner.base in self.names:
                body = self.outputs if inner.base == self.names[0] else self.labels
                return substitute(body, {K_: inner.indices[0]})
            return rebuild(inner, put)

        known = [ONE, number(2), SIZE, self.raised, *others]
        pairs = [(i, j) for i in known for j in known if i != j]
        apart: Mapping[n.Term, n.Term] = {n.Delta(i, j): ZERO for i, j in pairs}
        written = simplest_indexed(tidy(substitute(simplest_indexed(put(term)), apart)))
        try:
            return from_sympy(sp.factor(to_sympy(tidy(substitute(written, apart)))), {E.name: E, SIZE.name: SIZE})
        except (NoDoor, sp.PolynomialError):
            return None


def in_outputs(subject: Subject) -> n.Term | None:
    """Return the loss written in the outputs and labels only, itself or an equal form that the derivation proved."""
    raw = subject.formulas.raw
    forms = (subject.formulas.value, *subject.equal_forms)
    return next((form for form in forms if raw not in free_symbols(form)), None)
