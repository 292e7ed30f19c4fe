"""Differentiation of terms by the rules of the textbook, also under sums of symbolic length.

These rules propose; the kernel has a differentiator of its own and judges what comes
out. `simplest` chooses among equal forms the one that is shortest to read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod

import sympy as sp

from symloss.derive.build import ONE, TWO, ZERO, less, minus, number, over, plus, power, rational, tidy, times
from symloss.derive.sympy_door import NoDoor, from_sympy, to_sympy
from symloss.errors import SymlossError
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, SIGMA, function_of
from symloss.term.walk import free_symbols, fresh, rebuild, rename_bound, substitute, subterms

Slope = Callable[[n.Term], n.Term]
EXP, LN, SQRT = FUNCTIONS["exp"], FUNCTIONS["ln"], FUNCTIONS["sqrt"]

# f'(u) for a named function f.
SLOPES: dict[str, Slope] = {
    "exp": lambda u: EXP(u),
    "ln": lambda u: over(ONE, u),
    "sqrt": lambda u: over(ONE, times(TWO, SQRT(u))),
    "abs": lambda u: FUNCTIONS["sign"](u),
    "sign": lambda u: ZERO,
    "sigma": lambda u: times(SIGMA(u), less(ONE, SIGMA(u))),
    "softplus": lambda u: SIGMA(u),
    "relu": lambda u: n.Indicator(n.Relation(">", u, ZERO)),
    "logit": lambda u: over(ONE, times(u, less(ONE, u))),
    "sin": lambda u: FUNCTIONS["cos"](u),
    "cos": lambda u: minus(FUNCTIONS["sin"](u)),
    "tan": lambda u: plus(ONE, power(FUNCTIONS["tan"](u), TWO)),
    "arctan": lambda u: over(ONE, plus(ONE, power(u, TWO))),
    "sinh": lambda u: FUNCTIONS["cosh"](u),
    "cosh": lambda u: FUNCTIONS["sinh"](u),
    "tanh": lambda u: less(ONE, power(FUNCTIONS["tanh"](u), TWO)),
    "arsinh": lambda u: over(ONE, SQRT(plus(ONE, power(u, TWO)))),
    "artanh": lambda u: over(ONE, less(ONE, power(u, TWO))),
    "erf": lambda u: over(times(TWO, EXP(minus(power(u, TWO)))), SQRT(n.Constant("pi"))),
    "Phi": lambda u: over(EXP(over(minus(power(u, TWO)), TWO)), SQRT(times(TWO, n.Constant("pi")))),
    "lnGamma": lambda u: FUNCTIONS["digamma"](u),
}


_EXPANDED = 4  # the largest power of a sum with deltas that is multiplied out


class NoRule(SymlossError):
    """No rule differentiates this; the message names the term and what is missing."""


@dataclass(frozen=True)
class Differentiator:
    """d/d`by`: `known` are derivatives of whole quantities (a symbol a: a*(1 - a)).

    by: a scalar symbol, or an entry s_j of a vector. entries: for a vector quantity p
    the derivative of p_k by s_j, as a function of the index k.
    opened_sums: leave the derivative of a summand as it is written.
    """

    by: n.Term
    known: Mapping[n.Term, n.Term] = field(default_factory=dict)
    entries: Mapping[n.Term, Callable[[n.Term], n.Term]] = field(default_factory=dict)
    opened_sums: bool = False

    def of(self, term: n.Term) -> n.Term:
        """Return the derivative, written readably."""
        if term in self.known:
            return self.known[term]
        return self._rule(term) if self._occurs(term) else ZERO

    def _occurs(self, term: n.Term) -> bool:
        roots = [self.by.base if isinstance(self.by, n.Indexed) else self.by, *self.known, *self.entries]
        return any(root in free_symbols(term) for root in roots) or (self.opened_sums and self._below_sum(term))

    def _below_sum(self, term: n.Term) -> bool:
        return any(isinstance(t, n.Bind) for t in subterms(term))

    @singledispatchmethod
    def _rule(self, term: n.Term) -> n.Term:
        raise NoRule(f"no rule differentiates {type(term).__name__}: {term}")

    @_rule.register
    def _(self, term: n.Symbol) -> n.Term:
        if term == self.by:
            return ONE
        raise NoRule(f"the derivative of {term} by {self.by} is not known: is it declared in `where`?")

    @_rule.register
    def _(self, term: n.Neg) -> n.Term:
        return minus(self.of(term.term))

    @_rule.register
    def _(self, term: n.Add) -> n.Term:
        return plus(*(self.of(t) for t in term.terms))

    @_rule.register
    def _(self, term: n.Mul) -> n.Term:
        parts = []
        for i, factor in enumerate(term.factors):
            slope = self.of(factor)
            if slope != ZERO:
                parts.append(times(*term.factors[:i], slope, *term.factors[i + 1 :]))
        return plus(*parts)

    @_rule.register
    def _(self, term: n.Div) -> n.Term:
        u, v = term.numerator, term.denominator
        du, dv = self.of(u), self.of(v)
        if dv == ZERO:
            return over(du, v)
        if du == ZERO:
            return minus(over(times(u, dv), power(v, TWO)))
        return over(less(times(du, v), times(u, dv)), power(v, TWO))

    @_rule.register
    def _(self, term: n.Pow) -> n.Term:
        base, exponent = term.base, term.exponent
        db, de = self.of(base), self.of(exponent)
        if de == ZERO:
            value = rational(exponent)
            reduced = number(value - 1) if value is not None else less(exponent, ONE)
            return times(exponent, power(base, reduced), db)
        return times(term, plus(times(de, LN(base)), over(times(exponent, db), base)))

    @_rule.register
    def _(self, term: n.Apply) -> n.Term:
        row = function_of(term)
        if row is not None and row.name == "log":
            value, base = term.arguments
            return over(self.of(value), times(value, LN(base)))
        if row is not None and row.name in ("max", "min") and len(term.arguments) == 2:
            left, right = term.arguments
            first = n.Relation(">" if row.name == "max" else "<", left, right)
            return _cases((self.of(left),), (first,), self.of(right))
        if row is None or row.name not in SLOPES or len(term.arguments) != 1:
            raise NoRule(f"the derivative of {term} is not in the table of functions")
        (inner,) = term.arguments
        slope = SLOPES[row.name](inner)
        if isinstance(slope, n.Div) and slope.numerator == ONE:
            return over(self.of(inner), slope.denominator)  # du/u rather than (1/u)*du
        return times(slope, self.of(inner))

    @_rule.register
    def _(self, term: n.Indexed) -> n.Term:
        if term.base in self.entries:
            return self.entries[term.base](term.indices[0])
        if isinstance(self.by, n.Indexed) and term.base == self.by.base:
            return n.Delta(term.indices[0], self.by.indices[0]) if term != self.by else ONE
        raise NoRule(f"the derivative of {term} by {self.by} is not known")

    @_rule.register
    def _(self, term: n.Cases) -> n.Term:
        otherwise = None if term.otherwise is None else self.of(term.otherwise)
        return _cases(tuple(self.of(v) for v in term.values), term.conditions, otherwise)

    @_rule.register
    def _(self, term: n.Bind) -> n.Term:
        if term.kind != "sum":
            raise NoRule(f"no rule differentiates a {term.kind}: {term}")
        taken = free_symbols(self.by) | free_symbols(term.body)
        if term.index in free_symbols(self.by):
            term_ = rename_bound(term, fresh(term.index, taken))
            assert isinstance(term_, n.Bind)
            return self._rule(term_)
        inner = n.Derivative(term.body, self.by) if self.opened_sums else self.of(term.body)
        return n.Bind("sum", term.index, term.over, inner)


def _cases(values: tuple[n.Term, ...], conditions: tuple[n.Term, ...], otherwise: n.Term | None) -> n.Term:
    """Return the cases, or the one value that all of them have."""
    if otherwise is not None and set(values) == {otherwise}:
        return otherwise
    return n.Cases(values, conditions, otherwise)


def contract(term: n.Term) -> n.Term:
    """Carry out sums of products with Kronecker's delta: sum_k f_k*delta_kj = f_j, sum by sum from within."""
    term = rebuild(term, contract)
    if isinstance(term, n.Bind) and term.kind == "sum":
        return plus(*(_contract_one(term, part) for part in _summands(term.body)))
    return tidy(term)


def _summands(term: n.Term) -> list[n.Term]:
    """Write a summand as a sum of products as far as deltas make it necessary."""
    if not _has_delta(term):
        return [term]
    match term:
        case n.Neg(inner):
            return [minus(part) for part in _summands(inner)]
        case n.Add(terms):
            return [part for t in terms for part in _summands(t)]
        case n.Mul(factors):
            at = next(i for i, f in enumerate(factors) if _has_delta(f))
            parts = _summands(factors[at])
            if len(parts) == 1 and parts[0] == factors[at]:
                return [term]
            return [piece for p in parts for piece in _summands(times(*factors[:at], p, *factors[at + 1 :]))]
        case n.Div(top, bottom):
            return [over(part, bottom) for part in _summands(top)]
        case n.Pow(base, n.Number(value)) if value.denominator == 1 and 1 < value <= _EXPANDED:
            return _summands(n.Mul((base,) * int(value)))
    return [term]


def _has_delta(term: n.Term) -> bool:
    return any(isinstance(t, n.Delta) for t in subterms(term))


def _contract_one(binder: n.Bind, body: n.Term) -> n.Term:
    """Sum one product: a delta puts j for k in the rest; what is free of k goes in front."""
    if isinstance(body, n.Neg):
        return minus(_contract_one(binder, body.term))
    above, below = _fraction(body)
    for i, factor in enumerate(above):
        if isinstance(factor, n.Delta) and binder.index in (factor.left, factor.right):
            other = factor.right if factor.left == binder.index else factor.left
            rest = over(times(*above[:i], *above[i + 1 :]), times(*below))
            return substitute(rest, {binder.index: other})
    outside = [f for f in above if binder.index not in free_symbols(f)]
    inside = [f for f in above if binder.index in free_symbols(f)]
    under = [f for f in below if binder.index in free_symbols(f)]
    front = over(times(*outside), times(*(f for f in below if f not in under)))
    if not inside and not under:
        size = binder.over.upper if isinstance(binder.over, n.Range) and binder.over.lower == ONE else None
        return n.Bind("sum", binder.index, binder.over, body) if size is None else times(size, body)
    return times(front, n.Bind("sum", binder.index, binder.over, over(times(*inside), times(*under))))


def _fraction(term: n.Term) -> tuple[list[n.Term], list[n.Term]]:
    """Return the factors above and below the line of a product of quotients."""
    match term:
        case n.Mul(factors):
            parts = [_fraction(f) for f in factors]
            return [f for top, _ in parts for f in top], [f for _, bottom in parts for f in bottom]
        case n.Div(top, bottom):
            (up, under), (down, above) = _fraction(top), _fraction(bottom)
            return [*up, *above], [*under, *down]
    return [term], []


def cost(term: n.Term) -> int:
    """How long a formula is to read: its nodes, a quotient counted twice, a sign not at all."""
    return sum(2 if isinstance(t, n.Div) else not isinstance(t, n.Neg) for t in subterms(term))


def simplest(term: n.Term, symbols: Mapping[str, n.Symbol], positive: Collection[str] = ()) -> n.Term:
    """Return the shortest of the forms that cancelling and factoring give; `term` itself on a tie.

    positive: names of quantities known to be positive.
    """
    term = tidy(term)
    candidates = [term, gathered(term)]
    try:
        cancelled = sp.cancel(sp.together(to_sympy(term, positive=positive)))
        candidates += [from_sympy(form, symbols) for form in (sp.factor(cancelled), cancelled, sp.expand(cancelled))]
    except (NoDoor, sp.PolynomialError, NotImplementedError):
        pass
    return min(candidates, key=cost)


def gathered(term: n.Term) -> n.Term:
    """Gather equal bases in each product and quotient: p*(1 - p)^(g - 1)*(1 - p)/p becomes (1 - p)^g."""
    term = tidy(rebuild(term, gathered))
    if isinstance(term, n.Neg):
        return minus(gathered(term.term))
    if not isinstance(term, n.Mul | n.Div):
        return term
    above, below = _fraction(term)
    exponents: dict[n.Term, list[n.Term]] = {}
    for factors, sign in ((above, ONE), (below, minus(ONE))):
        for factor in factors:
            base, exponent = (factor.base, factor.exponent) if isinstance(factor, n.Pow) else (factor, ONE)
            exponents.setdefault(base, []).append(times(sign, exponent))
    top: list[n.Term] = []
    bottom: list[n.Term] = []
    for base, parts in exponents.items():
        total = plus(*parts)
        if isinstance(total, n.Neg):
            bottom.append(power(base, total.term))
        else:
            top.append(power(base, total))
    return over(times(*top), times(*bottom))
