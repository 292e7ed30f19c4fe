"""Terms put together readably: the sums, products and quotients that a person would write.

A constructor drops what nobody writes (+ 0, * 1, a double minus), moves a sign and a
number to the front, and changes nothing else; the order is the caller's. The kernel
judges the result like any other proposal.
"""

from __future__ import annotations

from fractions import Fraction

from symloss.term.functions import LN
from symloss.term.nodes import Add, Bind, Constant, Delta, Div, Mul, Neg, Number, Pow, Relation, Symbol, Term
from symloss.term.sorts import INDEX
from symloss.term.walk import rebuild

ZERO, ONE, TWO = (Number(Fraction(value)) for value in (0, 1, 2))
INFINITY = Constant("inf")


def number(value: int | Fraction) -> Term:
    """Return the term of a rational number: -1/2 is `Neg(Div(1, 2))`."""
    value = Fraction(value)
    if value < 0:
        return Neg(number(-value))
    if value.denominator == 1:
        return Number(value)
    return Div(Number(Fraction(value.numerator)), Number(Fraction(value.denominator)))


def rational(term: Term) -> Fraction | None:
    """Return the value of a term that `number` makes, or None."""
    if isinstance(term, Neg):
        value = rational(term.term)
        return None if value is None else -value
    if isinstance(term, Div):
        top, bottom = rational(term.numerator), rational(term.denominator)
        return None if top is None or not bottom else top / bottom
    return term.value if isinstance(term, Number) else None


def minus(term: Term) -> Term:
    """Return -term."""
    if isinstance(term, Neg):
        return term.term
    return ZERO if term == ZERO else Neg(term)


def plus(*terms: Term) -> Term:
    """Return the sum, with the numbers in it added up where the first of them stands."""
    flat = [part for term in terms for part in (term.terms if isinstance(term, Add) else (term,))]
    constant = sum((value for part in flat if (value := rational(part)) is not None), Fraction(0))
    kept: list[Term] = []
    placed = constant == 0
    for part in flat:
        if rational(part) is None:
            kept.append(part)
        elif not placed:
            kept.append(number(constant))
            placed = True
    if len(kept) > 1 and isinstance(kept[0], Neg):  # -y + a is written a - y
        first = next((i for i, part in enumerate(kept) if not isinstance(part, Neg)), None)
        if first is None:
            return Neg(Add(tuple(minus(part) for part in kept)))
        kept.insert(0, kept.pop(first))
    return Add(tuple(kept)) if len(kept) > 1 else kept[0] if kept else ZERO


def less(left: Term, right: Term) -> Term:
    """Return left - right."""
    return plus(left, minus(right))


def times(*factors: Term) -> Term:
    """Return the product, its sign in front, then the numbers (and 1/K for sizes K) multiplied."""
    sign, coefficient = 1, Fraction(1)
    sizes: list[Term] = []
    kept: list[Term] = []
    pending = list(factors)
    while pending:
        factor = pending.pop(0)
        if isinstance(factor, Neg):
            sign = -sign
            pending.insert(0, factor.term)
        elif isinstance(factor, Mul):
            pending[:0] = factor.factors
        elif (value := rational(factor)) is not None:
            coefficient *= value
        elif isinstance(factor, Div) and is_size(factor.denominator) and rational(factor.numerator) is not None:
            sizes.append(factor.denominator)
            pending.insert(0, factor.numerator)
        else:
            kept.append(factor)
    if coefficient == 0:
        return ZERO
    if sizes:
        below = [number(coefficient.denominator)] if coefficient.denominator != 1 else []
        below += [f for size in sizes for f in (size.factors if isinstance(size, Mul) else (size,))]
        kept.insert(0, Div(number(coefficient.numerator), Mul(tuple(below)) if len(below) > 1 else below[0]))
    elif coefficient != 1 or not kept:
        kept.insert(0, number(coefficient))
    product = kept[0] if len(kept) == 1 else Mul(tuple(kept))
    return Neg(product) if sign < 0 else product


def is_size(term: Term) -> bool:
    """Return whether a term is made of the sizes of arrays only: K, 2*K, K^2."""
    match term:
        case Symbol(_, sort):
            return sort == INDEX
        case Mul(factors):
            return all(is_size(f) or rational(f) is not None for f in factors) and rational(term) is None
        case Pow(base, exponent):
            return is_size(base) and rational(exponent) is not None
    return False


def over(top: Term, bottom: Term) -> Term:
    """Return top/bottom, its sign in front."""
    if isinstance(bottom, Neg):
        return minus(over(top, bottom.term))
    if isinstance(top, Neg):
        return minus(over(top.term, bottom))
    if bottom == ONE or top == ZERO:
        return top
    values = rational(top), rational(bottom)
    return number(values[0] / values[1]) if values[0] is not None and values[1] else Div(top, bottom)


def power(base: Term, exponent: Term) -> Term:
    """Return base^exponent."""
    if exponent == ZERO:
        return ONE
    return base if exponent == ONE else Pow(base, exponent)


def equal(left: Term, right: Term) -> Relation:
    """Return left = right."""
    return Relation("=", left, right)


def total(index: Symbol, over: Term, body: Term) -> Term:
    """Return the sum of `body` over `index`, a sign and what does not depend on the index pulled out by the caller."""
    return Bind("sum", index, over, body)


def evaluated(term: Term) -> Term:
    """Return `term` tidied after a value was put for a parameter: x^0 = 1, ln(e) = 1 and what follows from it."""
    term = tidy(rebuild(term, evaluated))
    return ONE if term == LN(Constant("e")) else term


def tidy(term: Term) -> Term:
    """Return `term` with the constructors of this module applied from the leaves up, its order kept."""
    term = rebuild(term, tidy)
    match term:
        case Add(terms):
            return plus(*terms)
        case Mul(factors):
            return times(*factors)
        case Div(top, bottom):
            return over(top, bottom)
        case Neg(inner):
            return minus(inner)
        case Pow(base, exponent):
            return power(base, exponent)
        case Delta(left, right) if left == right:
            return ONE
        case Delta(Number(left), Number(right)):
            return ZERO
    return term
