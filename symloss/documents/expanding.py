"""A derivation with its activations written out: 1/(1 + e^(-z)) where sigma(z) stood."""

from __future__ import annotations

from dataclasses import replace

from symloss.derive.activations import ACTIVATIONS, Z
from symloss.derive.derivation import Derivation, DerivationStep
from symloss.term.nodes import Apply, Derivative, Prime, Symbol, Term
from symloss.term.walk import rebuild, substitute

_ROWS = {row.function: row for row in ACTIVATIONS.values() if row.function}


def expanded(
    derivation: Derivation, steps: tuple[DerivationStep, ...]
) -> tuple[Derivation, tuple[DerivationStep, ...]]:
    """Return what is given and the steps with the activations written out; what was judged stays what it was."""
    given = tuple(written_out(truth) for truth in derivation.given)
    return replace(derivation, given=given), tuple(replace(step, shown=written_out(step.shown)) for step in steps)


def written_out(term: Term) -> Term:
    """Return a term in which no activation is applied: each is its formula, and sigma'(z) the derivative of that."""
    inside = rebuild(term, written_out)
    if not isinstance(inside, Apply):
        return inside
    if isinstance(inside.function, Prime) and isinstance(inside.function.function, Symbol):
        of = written_out(Apply(inside.function.function, inside.arguments))
        by = inside.arguments[0]
        plain = isinstance(by, Symbol) and not isinstance(of, Apply)
        return Derivative(of, by, inside.function.order) if plain else inside
    if not isinstance(inside.function, Symbol):
        return inside
    row = _ROWS.get(inside.function.name)
    formula = row.term(row.forward) if row is not None and len(inside.arguments) == 1 else inside
    # silu and its like are made of other activations; one that is its own formula (exp, tanh) stays
    if formula == inside or (isinstance(formula, Apply) and formula.function == inside.function):
        return inside
    return written_out(substitute(formula, {Z: inside.arguments[0]}))
