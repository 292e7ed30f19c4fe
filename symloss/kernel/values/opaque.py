"""Quantities and functions that are not known are tried as polynomials.

A claim about an unknown L(a, y) or f is about every such function, so one
polynomial for which it fails refutes it. Each is written as a definition, which is
evaluated and printed like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from symloss.term.functions import FUNCTIONS, LN, is_operator
from symloss.term.nodes import (
    Add,
    Apply,
    Bind,
    Derivative,
    Div,
    Indexed,
    Indicator,
    Integral,
    Map,
    Mul,
    Neg,
    Number,
    Pow,
    Prime,
    Range,
    Symbol,
    Term,
)
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import DENSITY, FUNCTION, INDEX, SCALAR, Sort
from symloss.term.walk import fresh, subterms

_ONE = Number(Fraction(1))
# one row per draw: the coefficients of x, x^2, x^3 in each unknown quantity, and its value at 0
_COEFFICIENTS = ((1, 1, 0, 0), (-1, 2, 1, 0), (2, -1, 1, 1), (3, 1, -1, -2))

SUPPORT = (1, 2, 3)  # what is drawn from a distribution of our choice
_STEPS = (6, -4, 12, -9)

Unknown = tuple[Symbol, tuple[Sort, ...]]  # a function symbol and the sorts of its arguments


def unknown_functions(terms: Iterable[Term], scope: Scope, *, lawful: bool = False) -> tuple[Unknown, ...]:
    """Return the function symbols without a meaning and the sorts of their arguments, sorted by name.

    lawful: with p(x | y), P(y = 1) and Var(w), which are no functions of our choice, but can have values.
    """
    terms = tuple(terms)
    found: dict[Symbol, tuple[Sort, ...]] = {}
    drawn_from: set[Symbol] = set()
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Bind) and part.kind == "expectation" and isinstance(part.over, Symbol):
                drawn_from.add(part.over)
            if isinstance(part, Apply | Map):
                symbol = part.function
                while isinstance(symbol, Prime):
                    symbol = symbol.function
                arguments = part.arguments if isinstance(part, Apply) else ()
                if not isinstance(symbol, Symbol) or symbol.name in FUNCTIONS:
                    continue
                if lawful or not _obeys_laws(symbol, part):
                    found[symbol] = tuple(_sort(a) for a in arguments) or (SCALAR,)
    known = {*scope.definitions, *scope.depends}
    if any(_is_continuous(term, drawn_from) for term in terms):  # no three numbers stand for those
        known |= {q.name for q in drawn_from}
        drawn_from = set()
    if drawn_from:  # ln p(x) beside a distribution: p is one too
        drawn_from |= {s for s in _under_logarithms(terms) if s in found}
    plain = [q for q in drawn_from if found.pop(q, (SCALAR,)) == (SCALAR,) and not is_operator(q.name)]
    found.update({Symbol(q.name, DENSITY): (SCALAR,) for q in plain})
    return tuple(sorted(((s, c) for s, c in found.items() if s.name not in known), key=lambda pair: pair[0].name))


def is_event(term: Term) -> bool:
    """Whether a function is applied to something that happens or not: P(y = 1)."""
    return isinstance(term, Apply) and any(isinstance(a, Indicator) for a in term.arguments)


def _obeys_laws(symbol: Symbol, place: Term) -> bool:
    """Whether a function obeys laws, as an expectation or a probability does, so that a polynomial is none."""
    return is_operator(symbol.name) or is_event(place)


def _is_continuous(term: Term, drawn_from: set[Symbol]) -> bool:
    """Whether a term treats what is drawn as a real number: it integrates, or differentiates by it."""
    if not drawn_from:
        return False
    means = [p for p in subterms(term) if isinstance(p, Bind) and p.kind == "expectation"]
    return any(isinstance(part, Integral) for part in subterms(term)) or any(
        isinstance(part, Prime) or (isinstance(part, Derivative) and part.variable == mean.index)
        for mean in means
        for part in subterms(mean.body)
    )


def _under_logarithms(terms: Iterable[Term]) -> set[Symbol]:
    """Return the functions whose values stand in a logarithm."""
    inside = [
        a for t in terms for p in subterms(t) if isinstance(p, Apply) and p.function == LN.symbol for a in p.arguments
    ]
    applied = (part.function for term in inside for part in subterms(term) if isinstance(part, Apply))
    return {f for f in applied if isinstance(f, Symbol) and f.name not in FUNCTIONS}


def _sort(term: Term) -> Sort:
    try:
        found = sort_of(term)
    except SortError:
        return SCALAR
    return found if found.shape else SCALAR


def interpret(scope: Scope, functions: Iterable[Unknown], draw: int) -> tuple[Scope, tuple[Definition, ...]]:
    """Return a scope in which every unknown quantity and function is a polynomial, and those definitions."""
    chosen: list[Definition] = []
    for place, (name, on) in enumerate(sorted(scope.depends.items())):
        if name not in scope.definitions:
            symbol = scope.symbols.get(name, Symbol(name))
            chosen.append(_quantity(symbol, on, draw + place))
    for place, (symbol, sorts) in enumerate(functions):
        if symbol.sort == DENSITY:
            chosen.append(_distribution(symbol, draw + place))
            scope = scope.declare(symbol)
            continue
        names = [f"x{i}" for i in range(1, len(sorts) + 1)] if len(sorts) > 1 else ["x"]
        parameters = tuple(Symbol(name, sort) for name, sort in zip(names, sorts, strict=True))
        chosen.append(Definition(symbol.name, _polynomial(parameters, draw + place + 1), parameters, "function"))
    return replace(scope, depends={}).define(*chosen), tuple(chosen)


def _distribution(symbol: Symbol, draw: int) -> Definition:
    """Return probabilities of 1, 2 and 3 that are positive and sum to one, as a function."""
    x, three = Symbol("x"), _number(3)
    step = _STEPS[draw % len(_STEPS)]
    tilt = Div(Add((x, Neg(_number(2)))), _number(abs(step)))
    return Definition(symbol.name, Add((Div(_ONE, three), tilt if step > 0 else Neg(tilt))), (x,), "function")


def _quantity(symbol: Symbol, on: tuple[Symbol, ...], draw: int) -> Definition:
    shape = symbol.sort.shape
    if not shape:
        return Definition(symbol.name, _polynomial(on, draw))
    taken = {*on, *(s for size in shape for s in subterms(size) if isinstance(s, Symbol))}
    parameters: list[Symbol] = []
    for _ in shape:
        parameters.append(fresh(Symbol("k", INDEX), {*taken, *parameters}))
    body: Term = _polynomial(on, draw, tuple(parameters))
    same = [Indexed(s, tuple(parameters)) for s in on if s.sort == symbol.sort]
    return Definition(symbol.name, _sum([body, *(Pow(s, _number(2)) for s in same)]), tuple(parameters), "indexed")


def _polynomial(on: tuple[Symbol, ...], draw: int, indices: tuple[Symbol, ...] = ()) -> Term:
    """Return a polynomial in the given quantities; its coefficients vary with the indices, if any."""
    one, two, three, nought = _COEFFICIENTS[draw % len(_COEFFICIENTS)]
    parts: list[Term] = []
    for place, symbol in enumerate(on):
        if symbol.sort == FUNCTION:
            continue
        linear = _weighted(symbol, indices)
        if three and not symbol.sort.shape:
            parts.append(_times(three, Pow(symbol, _number(3))))
        if two and not symbol.sort.shape:
            parts.append(_times(two + place, Pow(symbol, _number(2))))
        elif symbol.sort.shape:
            parts.append(Pow(linear, _number(2)))
        parts.append(_times(one, linear))
    if len(on) > 1:
        parts.append(Mul(tuple(_weighted(s, ()) for s in on if s.sort != FUNCTION)))
    if nought and parts:
        parts.append(_number(nought) if nought > 0 else Neg(_number(-nought)))
    return _sum(parts) if parts else _number(draw + 2)


def _weighted(symbol: Symbol, indices: tuple[Symbol, ...]) -> Term:
    """Return the quantity itself, or the sum of the entries of an array with different weights."""
    factors: list[Term] = list(indices)
    body: Term = symbol
    bound: list[tuple[Symbol, Term]] = []
    for place, size in enumerate(symbol.sort.shape):
        index = fresh(Symbol("ij"[place % 2] + "'" * (place // 2), INDEX), set(indices) | {s for s, _ in bound})
        bound.append((index, size))
    if bound:
        body = Indexed(symbol, tuple(index for index, _ in bound))
        factors.extend(index for index, _ in bound)
    total: Term = Mul((*factors, body)) if factors else body
    for index, size in reversed(bound):
        total = Bind("sum", index, Range(_ONE, size), total)
    return total


def _number(value: int) -> Number:
    return Number(Fraction(value))


def _times(factor: int, term: Term) -> Term:
    if abs(factor) != 1:
        term = Mul((_number(abs(factor)), term))
    return Neg(term) if factor < 0 else term


def _sum(parts: list[Term]) -> Term:
    return parts[0] if len(parts) == 1 else Add(tuple(parts))
