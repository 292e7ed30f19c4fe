"""The slips that people make when they write a step down, each of them undone: what a claim may have been meant as.

One at a time: a sign, a factor or a summand lost, a factor too many, a fraction line, a number one off, a letter for
another, a matrix turned, a prime or a derivative lost or added. What people write in several ways is no slip: vectors
as rows, one sample for the sum over all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from symloss.proofs.discourse.shapes import ONE, TWO, derivatives, unfolded_names
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.walk import bound_symbol, children, free_symbols, rebuild, substitute

_MOST = 12  # factors of a kind
_FLIPPED: dict[n.RelationOp, tuple[n.RelationOp, ...]] = {
    "<": (">", ">="),
    "<=": (">=", ">"),
    ">": ("<", "<="),
    ">=": ("<=", "<"),
}

Letters = Sequence[n.Symbol]
Slip = Callable[[n.Term, Letters], Iterator[n.Term]]


def undone(claim: n.Relation, scope: Scope) -> Iterator[n.Relation]:
    """Yield a claim with one slip undone, in its right side before its left, the most frequent slips first."""
    left, right = claim.left, claim.right
    for op in _FLIPPED.get(claim.op, ()):
        yield n.Relation(op, left, right)
    yield n.Relation(claim.op, left, negated(right))
    if claim.op != "=":
        numbers = () if isinstance(right, n.Number) else _anywhere(right, _of_literal, ())
        yield from (n.Relation(claim.op, left, other) for other in (*_multiples(right, ()), *numbers))
        return
    reached = _reached(claim, scope)
    yield from _in_a_side(claim, _of_sign, reached)
    yield from _in_a_side(claim, _of_part, reached)
    for other in (*_multiples(right, reached), *_with_what_was_left_out(right, reached, scope, claim)):
        yield n.Relation("=", left, other)
    yield from _of_variable(claim, reached)
    for slip in _SLIPS:
        yield from _in_a_side(claim, slip, reached)


def likeliest(claim: n.Relation) -> Iterator[n.Relation]:
    """Yield a claim with a sign or a number of it changed, or without one part of its right side."""
    for other in (negated(claim.right), *_multiples(claim.right, ())):
        yield n.Relation(claim.op, claim.left, other)
    if claim.op == "=":
        yield from _in_a_side(claim, _of_sign, ())
        for other in (*_of_part(claim.right, ()), *_anywhere(claim.right, _of_literal, ())):
            yield n.Relation("=", claim.left, other)


def _in_a_side(claim: n.Relation, slip: Slip, letters: Letters) -> Iterator[n.Relation]:
    for other in _anywhere(claim.right, slip, letters):
        yield n.Relation("=", claim.left, other)
    for other in _anywhere(claim.left, slip, letters):
        yield n.Relation("=", other, claim.right)


def _anywhere(term: n.Term, slip: Slip, letters: Letters) -> Iterator[n.Term]:
    """Yield a term with a slip undone in one of its parts, the whole first."""
    yield from slip(term, letters)
    kept = {bound_symbol(term), term.variable if isinstance(term, n.Derivative) else None}
    for child in (c for c in dict.fromkeys(children(term)) if c not in kept):
        yield from (_exchanged(term, child, other) for other in _anywhere(child, slip, letters))


def _exchanged(term: n.Term, child: n.Term, other: n.Term) -> n.Term:
    return rebuild(term, lambda c: other if c is child else c)


def _with_what_was_left_out(term: n.Term, reached: Letters, scope: Scope, claim: n.Relation) -> Iterator[n.Term]:
    """Yield a side times a factor, or with a summand, that a step may have left out.

    Numbers of the text and entries of its arrays; how one number moves with another (the dp/dz of the chain rule),
    and what one lacks to 1. A product of slopes, as the chain rule makes it, lacks none of these.
    """
    if next(derivatives(term), None) is not None:
        return
    scalars = [s for s in reached if s.sort == SCALAR]
    letters = [s for s in reached if s.sort == INDEX and s in free_symbols(claim)]
    entries = [n.Indexed(s, (letter,)) for s in reached if len(s.sort.shape) == 1 for letter in letters]
    quantities = [*scalars, *entries[:_MOST]]
    slopes = [
        n.Derivative(made, other)
        for made in scalars
        if made.name in scope.definitions
        for other in scalars
        if other != made and other.name in unfolded_names(made, scope)
    ]
    for factor in (*quantities, *slopes[:_MOST], *(n.Add((ONE, n.Neg(q))) for q in quantities)):
        yield n.Mul((factor, term))
    yield n.Add((ONE, negated(term)))
    for summand in (*quantities, ONE):
        yield n.Add((term, summand))
        yield n.Add((term, negated(summand)))


def _of_variable(claim: n.Relation, reached: Letters) -> Iterator[n.Relation]:
    """Yield dL/dz for a dL/da: the derivative of the left side by another name that it is made of."""
    slope = claim.left
    if isinstance(slope, n.Derivative) and isinstance(slope.variable, n.Symbol):
        for letter in reached:
            if letter.sort == slope.variable.sort and letter != slope.variable:
                yield n.Relation("=", replace(slope, variable=letter), claim.right)


def _reached(claim: n.Relation, scope: Scope) -> list[n.Symbol]:
    """Return the letters of a claim and of what they are defined by, those of the claim first."""
    names = unfolded_names(claim, scope) - FUNCTIONS.keys()
    known = {s.name: s for s in (*scope.symbols.values(), *free_symbols(claim))}
    own = free_symbols(claim)
    return sorted((known[name] for name in names if name in known), key=lambda s: (s not in own, s.name))


def negated(term: n.Term) -> n.Term:
    """Return the opposite of a term, of a sum summand by summand."""
    if isinstance(term, n.Add):
        return n.Add(tuple(negated(part) for part in term.terms))
    return term.term if isinstance(term, n.Neg) else n.Neg(term)


def _of_sign(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    match term:
        case n.Add(terms):
            for i, part in enumerate(terms):
                yield n.Add((*terms[:i], negated(part), *terms[i + 1 :]))
        case n.Cases(values, conditions, otherwise):
            for i, value in enumerate(values):
                yield n.Cases((*values[:i], negated(value), *values[i + 1 :]), conditions, otherwise)
        case n.Pow(base, exponent):
            yield n.Pow(base, negated(exponent))
        case n.Apply(function, (argument,)):
            yield n.Apply(function, (negated(argument),))


def _of_part(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield a product, a sum or a fraction without one of its parts, and a product that was written as a fraction."""
    match term:
        case n.Mul(parts) | n.Add(parts):
            for i in range(len(parts)):
                yield _joined(type(term), (*parts[:i], *parts[i + 1 :]))
        case n.Div(top, bottom):
            yield top
            yield n.Mul((top, bottom))
            yield n.Div(bottom, top)


def _of_joint(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield a product where a sum or a difference was written, and the other way round."""
    match term:
        case n.Add(parts):
            yield n.Mul(parts)
        case n.Mul(parts):
            for i in range(1, len(parts)):
                before, behind = _joined(n.Mul, parts[:i]), _joined(n.Mul, parts[i:])
                yield n.Add((before, behind))
                yield n.Add((before, negated(behind)))
                yield n.Div(before, behind)


def _joined(kind: type[n.Mul | n.Add], parts: tuple[n.Term, ...]) -> n.Term:
    return parts[0] if len(parts) == 1 else kind(parts)


def _of_transpose(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield a product of matrices with one of them turned; of vectors that is a matter of layout."""
    if isinstance(term, n.MatMul):
        for i, factor in enumerate(term.factors):
            turned = factor.term if isinstance(factor, n.Transpose) else n.Transpose(factor)
            if _is_matrix(factor):
                yield n.MatMul((*term.factors[:i], turned, *term.factors[i + 1 :]))


def _is_matrix(term: n.Term) -> bool:
    """Whether this is the name of a matrix, or one of several: W, W_k, W^T."""
    inner = term.term if isinstance(term, n.Transpose) else term
    return isinstance(inner, n.Symbol | n.Indexed) and len(sort_of(inner).shape) == 2


def _of_factor(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield a sum with twice or half of a summand, or as many as there are samples; the same inside of a function."""
    match term:
        case n.Add(parts) | n.Apply(_, parts):
            for i, part in enumerate(parts):
                for other in _multiples(part, letters):
                    changed = (*parts[:i], other, *parts[i + 1 :])
                    yield n.Add(changed) if isinstance(term, n.Add) else replace(term, arguments=changed)


def _multiples(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    yield n.Mul((TWO, term))
    yield n.Div(term, TWO)
    yield from (n.Mul((letter, term)) for letter in letters if letter.sort == INDEX)


def _of_number(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield a number one off, a square for a base, a base for a power."""
    yield from _of_literal(term, letters)
    match term:
        case n.Pow(base, _):
            yield base
        case n.Symbol(sort=sort) if sort == SCALAR and term.name not in FUNCTIONS:
            yield n.Pow(term, TWO)
        case n.Indexed() | n.Apply():
            yield n.Pow(term, TWO)


def _of_literal(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    if isinstance(term, n.Number) and term.value.denominator == 1:
        near = (term.value + 1, term.value - 1, 2 * term.value, term.value / 2)
        yield from (n.Number(value) for value in near if value and value.denominator == 1)


def _of_letter(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield another letter that the claim has, and a sum that counts by it."""
    match term:
        case n.Symbol(name) if name not in FUNCTIONS:
            yield from (letter for letter in letters if letter != term and letter.sort == term.sort)
        case n.Derivative(variable=n.Indexed(indices=(n.Symbol() as index,)) as entry):
            others = (letter for letter in letters if letter.sort == INDEX and letter != index)
            yield from (replace(term, variable=replace(entry, indices=(letter,))) for letter in others)
        case n.Bind(kind, index, over, body):
            yield from (n.Bind(kind, letter, over, body) for letter in letters if letter.sort == INDEX)
            yield from (
                n.Bind(kind, index, over, substitute(body, {letter: index}))
                for letter in letters
                if letter.sort == INDEX
            )


def _of_summand(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield a sum of products with the entries of another array."""
    if isinstance(term, n.Bind) and term.kind == "sum":
        for array in (s for s in letters if len(s.sort.shape) == 1):
            yield replace(term, body=n.Mul((n.Indexed(array, (term.index,)), term.body)))


def _of_slope(term: n.Term, letters: Letters) -> Iterator[n.Term]:
    """Yield one derivative more and one less."""
    match term:
        case n.Prime(function, order):
            yield n.Prime(function, order + 1)
            yield n.Prime(function, order - 1) if order > 1 else function
        case n.Derivative(body, variable, order, style):
            yield n.Derivative(body, variable, order + 1, style)
            yield n.Derivative(body, variable, order - 1, style) if order > 1 else body
        case n.Apply() | n.Div():
            yield from (n.Derivative(term, x) for x in letters if x.sort == SCALAR and x != term)


_SLIPS: tuple[Slip, ...] = (_of_transpose, _of_number, _of_letter, _of_factor, _of_joint, _of_summand, _of_slope)
