"""Equations about an unknown quantity: at a point, they fix its slope.

Of `dL/dw = x*(a - y)`, with L an unknown function of a and y, a counterexample need
not know L: only dL/da at the point counts, and the equation gives it. That is sound
only where the equation really fixes the slope (not at x = 0), and where nothing but
first derivatives of L is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symloss.kernel.facts import Fact
from symloss.kernel.refuting.linear import linear_in, residual
from symloss.kernel.values import arrays, balls
from symloss.kernel.values.balls import Imprecise, Number, Undefined, Unknown
from symloss.kernel.values.dependence import reach
from symloss.kernel.values.environment import Budget, environment
from symloss.kernel.values.evaluate import with_more_bits, worth
from symloss.kernel.values.jets import Jet
from symloss.kernel.values.point import Point
from symloss.term.functions import FUNCTIONS
from symloss.term.nodes import Add, Apply, Derivative, Mul, Prime, Relation, Symbol, Term
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import FUNCTION
from symloss.term.walk import children, free_symbols, substitute, subterms

_DRAWN = (1, -1, 2, 3)


@dataclass(frozen=True)
class Law:
    """The one equation about an unknown quantity, and what that quantity is a function of."""

    quantity: Symbol
    on: tuple[Symbol, ...]
    equation: Relation

    def slope(self, by: Symbol) -> Symbol:
        """Return the name of the slope of the quantity by one of its variables."""
        return Symbol(f"d{self.quantity.name}/d{by.name}")

    @property
    def definition(self) -> Definition:
        """The quantity as a linear function with these slopes: its value and its curvature mean nothing."""
        parts: list[Term] = [Mul((self.slope(u), u)) for u in self.on]
        return Definition(self.quantity.name, parts[0] if len(parts) == 1 else Add(tuple(parts)))

    def slopes(self, scope: Scope, point: Point, budget: Budget, turn: int) -> dict[Symbol, Number]:
        """Return slopes that satisfy the law at the point; raise Undefined if it does not fix one of them."""
        drawn = {
            self.slope(u): balls.number(Fraction(_DRAWN[(turn + place) % len(_DRAWN)]))
            for place, u in enumerate(self.on)
        }
        difference = residual(self.equation)

        def at(name: Symbol, value: int) -> Number:
            extra = {**drawn, name: balls.number(value)}
            found = arrays.scalar(worth(difference, environment(scope, point, budget, extra=extra)))
            if isinstance(found, Jet):
                raise Unknown("a law that moves")
            return found

        for name in drawn:

            def fixed(name: Symbol = name) -> Number:
                start = at(name, 0)
                return balls.divide(-start, at(name, 1) - start)

            try:
                return {**drawn, name: with_more_bits(fixed)}
            except (Undefined, Imprecise):
                continue
        raise Undefined("the law fixes no slope here")


def unknowns(term: Term, scope: Scope) -> frozenset[str]:
    """Return the names of quantities and functions in `term` of which no more is known than that they exist."""
    found = {s.name for s in reach(free_symbols(term), scope) if s.name in scope.depends}
    for part in subterms(term):
        function = part.function if isinstance(part, Apply) else None
        while isinstance(function, Prime):
            function = function.function
        if isinstance(function, Symbol) and function.sort == FUNCTION and function.name not in FUNCTIONS:
            found.add(function.name)
    return frozenset(found - set(scope.definitions))


def law_among(facts: Sequence[Fact], claim: Term, scope: Scope) -> tuple[Law | None, list[Fact], bool]:
    """Return the law among the facts, the other facts, and whether unknown quantities leave the question open."""
    about = [f for f in facts if isinstance(f.truth, Relation) and f.truth.op == "=" and unknowns(f.truth, scope)]
    if not about:
        return None, list(facts), False
    law = _law(about[0], claim, scope) if len(about) == 1 else None
    if law is None:
        return None, list(facts), True
    return law, [f for f in facts if f is not about[0]], False


def _law(fact: Fact, claim: Term, scope: Scope) -> Law | None:
    equation = fact.truth
    names = unknowns(equation, scope)
    if fact.letters or len(names) != 1 or not isinstance(equation, Relation):
        return None
    (name,) = names
    on = scope.depends.get(name, ())
    symbol = next((s for s in free_symbols(equation) if s.name == name), None)
    if symbol is None or not on or symbol.sort.shape or any(u.sort.shape for u in on):
        return None
    if not all(_only_slopes(t, symbol, scope) for t in (claim, equation)):
        return None
    slopes = [t for t in subterms(equation) if isinstance(t, Derivative) and t.body == symbol]
    named: dict[Term, Term] = {t: Symbol(f"slope {place}") for place, t in enumerate(dict.fromkeys(slopes))}
    simple = substitute(residual(equation), named)
    if symbol in free_symbols(simple) or not linear_in(simple, frozenset(_symbols(named))):
        return None
    return Law(symbol, on, equation)


def _symbols(named: dict[Term, Term]) -> list[Symbol]:
    return [s for s in named.values() if isinstance(s, Symbol)]


def _only_slopes(term: Term, quantity: Symbol, scope: Scope) -> bool:
    """Return whether the quantity occurs only below first derivatives, none inside another.

    Its value may stand there (d(L^2)/da): the law leaves a constant free.
    """
    if quantity not in reach(free_symbols(term), scope):
        return True
    if isinstance(term, Derivative):
        inner = (part for part in subterms(term.body) if isinstance(part, Derivative))
        again = any(quantity in reach(free_symbols(part), scope) for part in inner)
        return term.order == 1 and not again and quantity not in free_symbols(term.variable)
    if isinstance(term, Symbol):
        return False
    return all(_only_slopes(child, quantity, scope) for child in children(term))
