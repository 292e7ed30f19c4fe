"""Losses of K classes as expressions on blocks of rows: entry s_j becomes the array s, a sum over k a row sum.

Four quantities of softmax lose their digits if they are computed as they are written,
and have a name of their own: the residual d_j = p_j - y_j, the rest r_j = 1 - p_j, the
loss sum_k y_k*(ln(sum_i exp(s_i)) - s_k), and the divergence sum_k y_k*ln(y_k/p_k). The
runtime computes them without cancellation; here they are only recognised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symloss.derive.derivation import Formulas
from symloss.term import nodes as n
from symloss.term.functions import EXP, LN, function_of
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, rebuild, substitute

ONE = n.Number(Fraction(1))
J, I = n.Symbol("j", INDEX), n.Symbol("i", INDEX)  # noqa: E741
RESIDUAL, REST, LOSS, DIVERGENCE = (n.Symbol(name) for name in ("\0residual", "\0rest", "\0loss", "\0divergence"))


class NoRows(Exception):
    """A formula that is not built from entries, row sums and softmax; the message says where it stops."""


@dataclass(frozen=True)
class Softmax:
    """The symbol p of probabilities p_k = exp(s_k)/sum_i exp(s_i), the labels y and the scores s."""

    p: n.Symbol
    y: n.Symbol
    s: n.Symbol

    def residual(self, k: n.Term) -> n.Term:
        """Return d_k, as a node that only this module knows."""
        return n.Indexed(RESIDUAL, (k,))


def softmax_of(formulas: Formulas) -> Softmax | None:
    """Return the softmax that the formulas are written in, if they are."""
    for name, meaning in formulas.where:
        if isinstance(name, n.Indexed) and isinstance(name.base, n.Symbol) and isinstance(meaning, n.Div):
            (k,) = name.indices
            top = EXP(n.Indexed(formulas.raw, (k,)))
            bottom = meaning.denominator
            if not isinstance(bottom, n.Bind) or bottom.kind != "sum":
                continue
            if meaning.numerator == top and bottom.body == EXP(n.Indexed(formulas.raw, (bottom.index,))):
                return Softmax(name.base, formulas.y, formulas.raw)
    return None


def recognised(term: n.Term, softmax: Softmax) -> n.Term:
    """Return `term` with the names put where it says p_k - y_k, 1 - p_k, the loss of softmax, and the divergence."""
    loss = _loss(term, softmax) or _divergence(term, softmax)
    if loss is not None:
        return loss
    if isinstance(term, n.Bind) and term.kind == "sum" and term.body == n.Indexed(softmax.y, (term.index,)):
        return ONE  # the labels sum to 1; the kernel refuses this where they need not
    term = rebuild(term, lambda child: recognised(child, softmax))
    term = without_ones(term) if isinstance(term, n.Mul) else term
    if isinstance(term, n.Pow) and isinstance(term.base, n.Neg) and term.exponent == n.Number(Fraction(2)):
        return n.Pow(term.base.term, term.exponent)
    if not isinstance(term, n.Add):
        return term
    parts = list(term.terms)
    if len(parts) == 2 and isinstance(parts[0], n.Indexed):
        indices = parts[0].indices
        if parts == [n.Indexed(softmax.y, indices), n.Neg(n.Indexed(softmax.p, indices))]:
            return n.Neg(n.Indexed(RESIDUAL, indices))
    for label in [t for t in parts if isinstance(t, n.Neg) and _is_entry(t.term, softmax.y)]:
        (k,) = label.term.indices  # type: ignore[attr-defined]
        entry = n.Indexed(softmax.p, (k,))
        for i, part in enumerate(parts):
            if part == entry or part == n.Mul((n.Number(Fraction(2)), entry)):
                parts[i] = n.Indexed(RESIDUAL, (k,))
                parts.remove(label)
                if part != entry:
                    parts.insert(i, entry)
                break
    if len(parts) == 2 and parts[0] == ONE and isinstance(parts[1], n.Neg) and _is_entry(parts[1].term, softmax.p):
        return n.Indexed(REST, parts[1].term.indices)  # type: ignore[attr-defined]
    return parts[0] if len(parts) == 1 else n.Add(tuple(parts))


def _is_entry(term: n.Term, base: n.Symbol) -> bool:
    return isinstance(term, n.Indexed) and term.base == base


def _loss(term: n.Term, softmax: Softmax) -> n.Term | None:
    """Return the name of the loss if `term` is ln(sum_k exp(s_k)) - sum_k y_k*s_k."""
    if not isinstance(term, n.Add) or len(term.terms) != 2 or not isinstance(term.terms[1], n.Neg):
        return None
    log, linear = term.terms[0], term.terms[1].term
    function = function_of(log)
    if function is None or function.name != "ln" or not isinstance(linear, n.Bind):
        return None
    k, over = linear.index, linear.over
    total = n.Bind("sum", k, over, EXP(n.Indexed(softmax.s, (k,))))
    body = n.Mul((n.Indexed(softmax.y, (k,)), n.Indexed(softmax.s, (k,))))
    return LOSS if log == LN(total) and linear.body == body else None


def _divergence(term: n.Term, softmax: Softmax) -> n.Term | None:
    """Return the name of the divergence if `term` is sum_k y_k*ln(y_k/p_k)."""
    if not isinstance(term, n.Bind) or term.kind != "sum":
        return None
    y, p = (n.Indexed(base, (term.index,)) for base in (softmax.y, softmax.p))
    return DIVERGENCE if term.body == n.Mul((y, LN(n.Div(y, p)))) else None


def spelled_out(term: n.Term, softmax: Softmax, over: n.Term) -> n.Term:
    """Return the term with the names replaced by what they stand for: this is what the kernel judges."""
    term = rebuild(term, lambda child: spelled_out(child, softmax, over))
    if term == LOSS:
        k, i = n.Symbol("k", INDEX), n.Symbol("i", INDEX)
        log = LN(n.Bind("sum", i, over, EXP(n.Indexed(softmax.s, (i,)))))
        return n.Bind(
            "sum", k, over, n.Mul((n.Indexed(softmax.y, (k,)), n.Add((log, n.Neg(n.Indexed(softmax.s, (k,)))))))
        )
    if term == DIVERGENCE:
        k = n.Symbol("k", INDEX)
        label, entry = n.Indexed(softmax.y, (k,)), n.Indexed(softmax.p, (k,))
        return n.Bind("sum", k, over, n.Mul((label, LN(n.Div(label, entry)))))
    if isinstance(term, n.Indexed) and term.base == RESIDUAL:
        return n.Add((n.Indexed(softmax.p, term.indices), n.Neg(n.Indexed(softmax.y, term.indices))))
    if isinstance(term, n.Indexed) and term.base == REST:
        return n.Add((ONE, n.Neg(n.Indexed(softmax.p, term.indices))))
    return term


# --- second derivatives ------------------------------------------------------------


def diagonal(hessian: n.Term) -> n.Term:
    """Return the entry (j, j)."""
    return without_ones(_without_deltas(substitute(hessian, {I: J}), lambda d: ONE if d.left == d.right else d))


def parts_of(hessian: n.Term) -> tuple[n.Term | None, tuple[tuple[n.Term, n.Term], ...]]:
    """Return the Hessian as delta(j, i)*a_j + sum of f_j*g_i: a, and the pairs (f, g). Raises NoRows."""
    alone: list[n.Term] = []
    pairs: list[tuple[n.Term, n.Term]] = []
    for factors in _products(hessian):
        if any(isinstance(f, n.Delta) for f in factors):
            rest = [substitute(f, {I: J}) for f in factors if not isinstance(f, n.Delta)]
            alone.append(_product(rest))
            continue
        left = [f for f in factors if I not in free_symbols(f)]
        right = [f for f in factors if I in free_symbols(f)]
        if any(J in free_symbols(f) for f in right):
            raise NoRows(f"a factor with both indices: {_product(right)}")
        pairs.append((_product(left), _product(right)))
    return (_sum(alone) if alone else None), _collected(pairs)


def _collected(pairs: list[tuple[n.Term, n.Term]]) -> tuple[tuple[n.Term, n.Term], ...]:
    """Return the pairs with those of one right factor put together."""
    found: dict[n.Term, list[n.Term]] = {}
    for left, right in pairs:
        found.setdefault(right, []).append(left)
    return tuple((_factored(lefts), right) for right, lefts in found.items())


def _factored(terms: list[n.Term]) -> n.Term:
    """Return a sum with the factors that all its terms have in front."""
    if len(terms) == 1:
        return terms[0]
    negative = [isinstance(t, n.Neg) for t in terms]
    factors = [list(t.factors) if isinstance(t, n.Mul) else [t] for t in (_unsigned(t) for t in terms)]
    common = []
    for factor in list(factors[0]):
        if all(factor in others for others in factors):
            common.append(factor)
            for others in factors:
                others.remove(factor)
    rests = [_product([n.Neg(ONE), *fs] if minus else fs) for minus, fs in zip(negative, factors, strict=True)]
    rests.sort(key=lambda term: isinstance(term, n.Neg))
    return _product([*common, n.Add(tuple(rests))])


def _unsigned(term: n.Term) -> n.Term:
    return term.term if isinstance(term, n.Neg) else term


def _products(term: n.Term) -> list[list[n.Term]]:
    """Return a term as a sum of products, multiplied out where a factor has both indices or a delta."""
    match term:
        case n.Neg(inner):
            return [[n.Neg(ONE), *factors] for factors in _products(inner)]
        case n.Add(terms) if _mixed(term):
            return [factors for t in terms for factors in _products(t)]
        case n.Mul(parts) if _mixed(term):
            found: list[list[n.Term]] = [[]]
            for part in parts:
                found = [left + right for left in found for right in _products(part)]
            return found
        case n.Div(top, bottom) if _mixed(term):
            inverse = n.Div(ONE, bottom)
            return [[*factors, inverse] for factors in _products(top)]
    return [[term]]


def _mixed(term: n.Term) -> bool:
    return {I, J} <= free_symbols(term)


def _product(factors: list[n.Term]) -> n.Term:
    """Return a product, its signs multiplied."""
    flat = [part for f in factors for part in (f.factors if isinstance(f, n.Mul) else (f,))]
    negative = sum(f == n.Neg(ONE) or isinstance(f, n.Neg) for f in flat) % 2 == 1
    flat = [f.term if isinstance(f, n.Neg) else f for f in flat]
    kept = [f for f in flat if f != ONE]
    term = ONE if not kept else kept[0] if len(kept) == 1 else n.Mul(tuple(kept))
    return n.Neg(term) if negative else term


def _sum(terms: list[n.Term]) -> n.Term:
    return terms[0] if len(terms) == 1 else n.Add(tuple(terms))


def _without_deltas(term: n.Term, change: Callable[[n.Delta], n.Term]) -> n.Term:
    if isinstance(term, n.Delta):
        return change(term)
    return rebuild(term, lambda child: _without_deltas(child, change))


def without_ones(term: n.Term) -> n.Term:
    """Return the term without factors 1."""
    term = rebuild(term, without_ones)
    if isinstance(term, n.Mul):
        kept = tuple(f for f in term.factors if f != ONE)
        return ONE if not kept else kept[0] if len(kept) == 1 else n.Mul(kept)
    return term
