r"""Integrals without ends that are over all values: \int p(x) dx = 1, and the Z(\theta) = \int e^{-U(x, \theta)} dx.

What such an integral is equal to, or defines, is no function of its variable: so it is no antiderivative.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from symloss.term import nodes as n
from symloss.term.scope import Definition, Scope
from symloss.term.walk import children, loose_symbols, rebuild, subterms

RANGE_LEFT_OUT = "an integral without ends: over which values?"
_ALL = n.Constant("inf")


def defined_over_all(definition: Definition) -> Definition:
    """Return what defines a function with the integrals by letters that it is no function of over all values."""
    if not definition.parameters:
        return definition  # I = int x e^x dx may be a function of x
    loose = {*loose_symbols(definition.body), *definition.parameters}
    body = definite(definition.body, {v for v in _variables(definition.body) if v not in loose})
    return replace(definition, body=body)


def claimed_over_all(claim: n.Relation, scope: Scope) -> n.Relation:
    """Return an equation with the integrals on one side over all values, if nothing else in it has their variables."""
    left, right = _variables(claim.left), _variables(claim.right)
    if claim.op != "=" or bool(left) == bool(right):
        return claim
    inside, value = (claim.left, claim.right) if left else (claim.right, claim.left)
    plain = {v for v in left or right if not varies(value, v, scope) and not varies(definite(inside, {v}), v, scope)}
    return replace(claim, left=definite(claim.left, plain), right=definite(claim.right, plain))


def varies(term: n.Term, variable: n.Symbol, scope: Scope, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a term is made of a variable, also by what its names stand for, where it does not bind it."""
    match term:
        case n.Integral(_, v, lower, upper) if v == variable and lower is not None and upper is not None:
            return varies(lower, variable, scope, seen) or varies(upper, variable, scope, seen)
        case (
            n.Bind(index=bound, over=beside)
            | n.At(variable=bound, value=beside)
            | n.Limit(variable=bound, point=beside)
        ) if bound.name == variable.name:
            return varies(beside, variable, scope, seen)
    if not isinstance(term, n.Symbol):
        return any(varies(part, variable, scope, seen) for part in children(term))
    if term.name == variable.name or term.name in seen:
        return term.name == variable.name
    known, seen = scope.definitions.get(term.name), seen | {term.name}
    if known is None:
        return any(varies(s, variable, scope, seen) for s in scope.depends.get(term.name, ()))
    return variable not in known.parameters and varies(known.body, variable, scope, seen)


def _variables(term: n.Term) -> set[n.Symbol]:
    return {part.variable for part in subterms(term) if isinstance(part, n.Integral) and part.upper is None}


def definite(term: n.Term, variables: Collection[n.Symbol]) -> n.Term:
    """Return a term with its integrals without ends by these variables over all values."""
    made = rebuild(term, lambda part: definite(part, variables))
    if isinstance(made, n.Integral) and made.upper is None and made.variable in variables:
        return n.Integral(made.body, made.variable, n.Neg(_ALL), _ALL)
    return made
