"""Whether a condition only says the claim again: `sum_k y_k = 1` is no condition for `2*sum_k y_k = 2`."""

from __future__ import annotations

from fractions import Fraction

from symloss.term.nodes import Add, And, Div, Indexed, Member, Mul, Neg, Number, Relation, Symbol, Term
from symloss.term.sorts import INDEX
from symloss.term.walk import alpha_equal, canonical, free_symbols, substitute, subterms


def restates(condition: Term, claim: Term) -> bool:
    """Return whether the claim compares what the condition compares, up to a factor and the names of indices."""
    if isinstance(condition, And):
        return any(restates(part, claim) for part in condition.truths)
    if isinstance(condition, Member) and isinstance(claim, Member):
        return alpha_equal(_of_one_index(condition.term), _of_one_index(claim.term))
    if not isinstance(condition, Relation) or not isinstance(claim, Relation):
        return False
    first, second = (_collected(_of_one_index(r.left), _of_one_index(r.right)) for r in (condition, claim))
    if first.keys() != second.keys():
        return False
    return len({second[term] / factor for term, factor in first.items()}) == 1


def _of_one_index(term: Term) -> Term:
    """Return the term with all free indices of entries written as one letter."""
    letters = {i for part in subterms(term) if isinstance(part, Indexed) for i in part.indices if isinstance(i, Symbol)}
    return substitute(term, dict.fromkeys(letters & free_symbols(term), Symbol("any index", INDEX)))


def _collected(left: Term, right: Term) -> dict[Term, Fraction]:
    """Return left - right as a linear combination of terms, none of them with the factor 0."""
    found: dict[Term, Fraction] = {}
    for term, factor in (*_parts(left, Fraction(1)), *_parts(right, Fraction(-1))):
        key = canonical(term)
        found[key] = found.get(key, Fraction(0)) + factor
    return {term: factor for term, factor in found.items() if factor}


def _parts(term: Term, factor: Fraction) -> list[tuple[Term, Fraction]]:
    match term:
        case Number(value):
            return [(Number(Fraction(1)), factor * value)]
        case Neg(inner):
            return _parts(inner, -factor)
        case Add(terms):
            return [part for t in terms for part in _parts(t, factor)]
        case Mul((Number(value), inner)):
            return _parts(inner, factor * value)
        case Div(inner, Number(value)) if value:
            return _parts(inner, factor / value)
    return [(term, factor)]
