r"""What a text gives of means and variances: "noise with E[e] = 0 and Var(e) = s^2".

Every X with the mean m is Y - E[Y] + m for some Y, and every number v that is to be Var(X) is that: what is given is
put into a claim so, and nothing is left that could contradict itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symloss.proofs.discourse.shapes import ONE, base_name, is_expected, names_in
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.walk import rebuild, substitute

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
        else:
            continue
        used.append(moment.said)
    return substitute(_shifted(claim, shifted, inside=False), values), tuple(used)


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
