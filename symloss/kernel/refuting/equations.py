"""Facts that say what a name is, `a = sigma(z)`, `p_k = ...`, `exp(x) = 2`, as definitions where a point is sought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.facts import Fact
from symloss.kernel.refuting.domains import Domain, domains
from symloss.kernel.refuting.questions import Question
from symloss.kernel.values.dependence import reach
from symloss.term.functions import EXP, FUNCTIONS, LN, function_of
from symloss.term.nodes import (
    Add,
    Apply,
    Constant,
    Derivative,
    Div,
    Indexed,
    Integral,
    Mul,
    Neg,
    Number,
    Pow,
    Relation,
    Symbol,
    Term,
)
from symloss.term.scope import Definition, Scope
from symloss.term.sorts import FUNCTION, INDEX, SCALAR
from symloss.term.walk import children, free_symbols, subterms


@dataclass(frozen=True)
class Known:
    """What facts say of a question: definitions in the scope, the other facts, and what has to have a value.

    inverted: the numbers that equations are solved for, in balls. ambiguous: the claim
    takes a derivative by something of which a fact, but no definition, says that a name
    is made; so it has two readings.
    """

    scope: Scope
    facts: list[Fact]
    valued: list[Fact]
    inverted: list[Symbol]
    ambiguous: bool = False


def define_by_equations(question: Question, facts: list[Fact]) -> Known:
    """Return what is known when the facts `a = sigma(z)`, `p_k = ...`, `exp(x) = 2` are made definitions."""
    known = Known(question.scope, [], [], [])
    for fact in facts:
        definition = _definition(fact, known.scope)
        if definition is not None and _differentiated(question.claim, definition, known.scope):
            known = replace(known, facts=[*known.facts, fact], ambiguous=True)
            continue
        inverse = None if definition else _inverted(fact, question, known.scope)
        definition = definition or inverse
        if definition is None:
            known.facts.append(fact)
        else:
            symbol = next(s for s in free_symbols(fact.truth) if s.name == definition.name)
            known.inverted.extend([symbol] if inverse else [])
            known.valued.append(_has_value(symbol, definition, fact))
            known = replace(known, scope=known.scope.define(definition))
    return known


def _has_value(symbol: Symbol, definition: Definition, fact: Fact) -> Fact:
    """Return x < x + 1: what defines a name must have a value, also where the claim does not ask for it."""
    name = Indexed(symbol, definition.parameters) if definition.parameters else symbol
    return Fact(Relation("<", name, Add((name, _ONE))), fact.letters)


def _definition(fact: Fact, scope: Scope) -> Definition | None:
    truth = fact.truth
    if not isinstance(truth, Relation) or truth.op != "=":
        return None
    for left, right in ((truth.left, truth.right), (truth.right, truth.left)):
        base = left.base if isinstance(left, Indexed) else left
        if not isinstance(base, Symbol) or base.sort in (INDEX, FUNCTION) or base.name in scope.definitions:
            continue
        made_of = reach(free_symbols(right), scope)
        if base in made_of or isinstance(right, Symbol):
            continue
        if not fact.letters and all(s.sort == INDEX for s in made_of):  # a number is chosen by its domain
            continue
        on = scope.depends.get(base.name)
        if on is not None and not free_symbols(right) <= reach(frozenset(on), scope):
            continue
        if isinstance(left, Symbol) and not left.sort.shape and not fact.letters:
            return Definition(base.name, right)
        letters = tuple(letter for letter, _ in fact.letters)
        if isinstance(left, Indexed) and sorted(left.indices, key=str) == sorted(letters, key=str):
            return Definition(base.name, right, tuple(s for s in left.indices if isinstance(s, Symbol)), "indexed")
    return None


def _differentiated(claim: Term, definition: Definition, scope: Scope) -> bool:
    """Return whether the claim is about the name and takes a derivative, or an integral, by something it is made of."""
    if definition.name in scope.depends or definition.name not in {s.name for s in free_symbols(claim)}:
        return False
    made_of = reach(free_symbols(definition.body) - set(definition.parameters), scope)
    for term in subterms(claim):
        if isinstance(term, Derivative | Integral):
            variable = term.variable.base if isinstance(term.variable, Indexed) else term.variable
            if variable in made_of:
                return True
    return False


# --- equations that are inverted -------------------------------------------------------------


def _inverted(fact: Fact, question: Question, scope: Scope) -> Definition | None:
    """Return x = ln(2) for exp(x) = 2: no exact number satisfies it, so it has to hold by definition."""
    truth = fact.truth
    if not isinstance(truth, Relation) or truth.op != "=" or fact.letters or question.law is not None:
        return None
    for left, right in ((truth.left, truth.right), (truth.right, truth.left)):
        for symbol in sorted(free_symbols(left) - free_symbols(right), key=lambda s: s.name):
            taken = symbol.name in scope.definitions or symbol.name in scope.depends
            if symbol.sort != SCALAR or taken or sum(part == symbol for part in subterms(left)) != 1:
                continue
            value = _solved(left, right, symbol, _is_negative(symbol, question))
            if value is None or symbol in reach(free_symbols(value), scope) or not _needs_inverse(left, symbol):
                continue
            definition = Definition(symbol.name, value)
            if not _differentiated(question.claim, definition, scope):
                return definition
    return None


def _needs_inverse(term: Term, symbol: Symbol) -> bool:
    """Return whether the symbol stands in a function or a power; what is linear is solved in exact numbers."""
    return any(isinstance(part, Apply | Pow) and symbol in free_symbols(part) for part in subterms(term))


def _is_negative(symbol: Symbol, question: Question) -> bool:
    """Return whether the facts say that the symbol is at most 0: then a power has its negative root."""
    domain = domains((*question.domain, *question.hypotheses), question.scope).get(symbol.name, Domain())
    return domain.upper is not None and domain.upper <= 0


def _solved(term: Term, value: Term, symbol: Symbol, negative: bool) -> Term | None:
    """Return what the symbol is if `term` has the value: by inverses that have a value only where they are inverses."""
    inside = next((part for part in children(term) if symbol in free_symbols(part)), None)
    others = [part for part in children(term) if part is not inside]
    found: Term | None
    match term:
        case Symbol():
            return value
        case Neg():
            found = Neg(value)
        case Add():
            found = Add((value, *(Neg(t) for t in others)))
        case Mul():
            found = Div(value, others[0] if len(others) == 1 else Mul(tuple(others)))
        case Div(top, bottom) if inside is top:
            found = Mul((value, bottom))
        case Pow(base, Number(exponent)) if inside is base and exponent > 0 and exponent.denominator == 1:
            root = Pow(value, Div(_ONE, Number(exponent)))
            found = Neg(root) if negative and exponent % 2 == 0 else root
        case Apply() if (row := function_of(term)) is not None and row.name in _INVERSES and inside is not None:
            found = _INVERSES[row.name](value)
        case _:
            found = None
    return None if found is None or inside is None else _solved(inside, found, symbol, negative)


def _arcsin(value: Term) -> Term:
    square = Add((_ONE, Neg(Pow(value, Number(Fraction(2))))))
    return FUNCTIONS["arctan"](Div(value, FUNCTIONS["sqrt"](square)))


_ONE = Number(Fraction(1))
_INVERSES: dict[str, Callable[[Term], Term]] = {
    "exp": LN,
    "ln": EXP,
    "sigma": lambda v: FUNCTIONS["logit"](v),
    "logit": lambda v: FUNCTIONS["sigma"](v),
    "tanh": lambda v: FUNCTIONS["artanh"](v),
    "sinh": lambda v: FUNCTIONS["arsinh"](v),
    "tan": lambda v: FUNCTIONS["arctan"](v),
    "sin": _arcsin,
    "cos": lambda v: Add((Div(Constant("pi"), Number(Fraction(2))), Neg(_arcsin(v)))),
}
