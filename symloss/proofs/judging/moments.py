r"""What a text gives of means and variances: "noise with E[e] = 0 and Var(e) = s^2".

Every X with the mean m is Y - E[Y] + m for some Y, and every number v that is to be Var(X) is that: what is given is
put into a claim so, and nothing is left that could contradict itself. The variance of a sum of independent quantities
is the sum of theirs (Bienaymé).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symloss.proofs.discourse.shapes import ONE, TWO, base_name, is_expected, names_in
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.walk import rebuild, substitute, subterms

_VARIANCE = "var"


@dataclass(frozen=True)
class Moment:
    """E[quantity] = value, or Var(quantity) = value; for every index that the quantity has."""

    of: n.Apply
    quantity: n.Symbol | n.Indexed
    value: n.Term
    said: Hypothesis

    @property
    def name(self) -> str:
        """The name of what is random."""
        return base_name(self.quantity)


def moments_among(facts: Sequence[Hypothesis]) -> tuple[Moment, ...]:
    """Return the moments that are given."""
    found = (_moment(fact) for fact in facts)
    return tuple(moment for moment in found if moment is not None)


def is_variance(term: n.Term) -> bool:
    """Whether this is Var(X)."""
    return isinstance(term, n.Apply) and base_name(term).lower() == _VARIANCE


def with_moments(claim: n.Term, moments: Sequence[Moment]) -> tuple[n.Term, tuple[Hypothesis, ...]]:
    """Return a claim in which moments have the values that are given, and what was used of them."""
    values: dict[n.Term, n.Term] = {}
    shifted: list[Moment] = []
    used: list[Hypothesis] = []
    for moment in sorted(moments, key=lambda m: is_expected(m.of)):
        letter = _letter(moment, claim)
        if letter is not None and letter not in values:
            values[letter] = moment.of
        elif is_expected(moment.of):
            shifted.append(moment)
        elif not isinstance(moment.quantity, n.Indexed):
            continue
        used.append(moment.said)
    return substitute(_shifted(_with_given_variances(claim, moments), shifted, inside=False), values), tuple(used)


def of_independent(term: n.Term) -> n.Term:
    """Return a term with the sum of the variances of independent x_k for the variance of their sum."""
    term = rebuild(term, of_independent)
    if is_variance(term) and isinstance(term, n.Apply) and len(term.arguments) == 1:
        return _summed(term.arguments[0], term.function) or term
    return term


def _summed(quantity: n.Term, variance: n.Term) -> n.Term | None:
    """Return the variance of what is linear in independent entries, sum_k c_k x_k, by theirs; None if it is not."""
    match quantity:
        case n.Bind("sum", index, over, body) if {e.indices for e in _entries(body)} == {(index,)}:
            each = _summed(body, variance)
            return n.Bind("sum", index, over, each) if each is not None else None
        case n.Indexed():
            return n.Apply(variance, (quantity,))
        case n.Neg(inner):
            return _summed(inner, variance)
        case n.Div(above, below) if not _entries(below):
            rest = _summed(above, variance)
            return n.Div(rest, n.Pow(below, TWO)) if rest is not None else None
        case n.Mul(factors) if len(random := [f for f in factors if _entries(f)]) == 1:
            rest = _summed(random[0], variance)
            return n.Mul((*(n.Pow(f, TWO) for f in factors if f not in random), rest)) if rest is not None else None
        case _:
            return None


def _entries(term: n.Term) -> set[n.Indexed]:
    return {part for part in subterms(term) if isinstance(part, n.Indexed)}


def _with_given_variances(term: n.Term, moments: Sequence[Moment]) -> n.Term:
    """Return a term with s^2 for Var(X_k), where that is the variance of every X_i."""
    term = rebuild(term, lambda part: _with_given_variances(part, moments))
    of = term.arguments[0] if isinstance(term, n.Apply) and is_variance(term) else None
    for moment in moments:
        entry = moment.quantity if isinstance(moment.quantity, n.Indexed) and is_variance(moment.of) else None
        if isinstance(of, n.Indexed) and entry is not None and of.base == entry.base:
            return substitute(moment.value, dict(zip(entry.indices, of.indices, strict=True)))
    return term


def _moment(fact: Hypothesis) -> Moment | None:
    truth = fact.truth
    of = truth.left if isinstance(truth, n.Relation) and truth.op == "=" else None
    if not isinstance(of, n.Apply) or not (is_expected(of) or is_variance(of)) or len(of.arguments) != 1:
        return None
    quantity = of.arguments[0]
    if not isinstance(quantity, n.Symbol | n.Indexed) or not base_name(quantity):
        return None
    if isinstance(quantity, n.Indexed) and not all(
        isinstance(i, n.Symbol) and i.sort == INDEX for i in quantity.indices
    ):
        return None
    assert isinstance(truth, n.Relation), "it has a left side"
    return Moment(of, quantity, truth.right, fact)


def _letter(moment: Moment, claim: n.Term) -> n.Term | None:
    """Return the m of E[X] = m, the s^2 or v of Var(X) = s^2: it is a letter for that, if it is one of X alone."""
    if isinstance(moment.quantity, n.Indexed):
        return None
    if isinstance(moment.value, n.Symbol):
        return moment.value
    square = moment.value if isinstance(moment.value, n.Pow) and is_variance(moment.of) else None
    if square is None or not isinstance(square.base, n.Symbol):
        return None
    alone = square.base.name not in names_in(substitute(claim, {square: ONE}))
    return square if alone else None


def _shifted(term: n.Term, moments: Sequence[Moment], *, inside: bool) -> n.Term:
    """Return a term with Y - E[Y] + m for each X of the mean m that stands in an expectation."""
    for moment in moments if inside else ():
        if isinstance(term, n.Symbol) and term == moment.quantity:
            return _with_mean(term, moment, moment.value)
        if isinstance(term, n.Indexed) and isinstance(moment.quantity, n.Indexed) and term.base == moment.quantity.base:
            places = dict(zip(moment.quantity.indices, term.indices, strict=True))
            return _with_mean(term, moment, substitute(moment.value, places))
    within = inside or is_expected(term) or is_variance(term)
    return rebuild(term, lambda part: _shifted(part, moments, inside=within))


def _with_mean(quantity: n.Term, moment: Moment, value: n.Term) -> n.Term:
    return n.Add((quantity, n.Neg(n.Apply(moment.of.function, (quantity,))), value))
