"""From a classified formula to what the kernel is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from symloss.proofs.discourse.over_all import claimed_over_all, varies
from symloss.proofs.discourse.shapes import names_in, without_constant
from symloss.proofs.discourse.state import Memory
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis, Scope
from symloss.term.statement import Antiderivative, Consequence, Identity, Instance, Solution, Statement, Step
from symloss.term.walk import free_symbols

_DOTS = re.compile(r"(?:\\[lc]?dots|\.\.\.)\s*\Z")
_CONSTANT = re.compile(r"\bup to (?:an? )?(?:additive )?constants?\b|\bconstant of integration\b", re.IGNORECASE)


def step_of(relation: n.Relation, memory: Memory, right: str = "") -> Step:
    """Return the step that a claim makes, given what is known; `right` is its right side as written."""
    if relation.op in ("=", "~=") and _DOTS.search(right):
        return Identity(_cut_off(relation))
    if relation.op != "=":
        return Identity(relation)
    found = _integral(relation, memory) or _from_premise(relation, memory)
    return found or Identity(printed(claimed_over_all(relation, memory.scope)))


def solution_of(name: str, relation: n.Relation, clause: str, memory: Memory) -> Step:
    """Return the claim that `name = value` solves the equations that were required of `name`."""
    equations = tuple(equation for equation, _ in memory.required[name])
    variable = _variable_of(name, equations)
    value = relation.right
    if isinstance(value, n.Integral) and value.upper is None:
        return Identity(n.Relation("=", n.Derivative(relation.left, value.variable), value.body))
    free = None
    if variable is not None:
        shorter = without_constant(value, variable, frozenset(memory.used))
        if shorter is not value or _CONSTANT.search(clause):
            value, free = shorter, variable
    unknown = relation.left if isinstance(relation.left, n.Symbol) else n.Symbol(name)
    return Solution(unknown, value, equations, free)


def instance_of(relation: n.Relation, variable: n.Symbol, value: n.Term, memory: Memory) -> Step | None:
    """Return the claim that `relation` is the last polynomial equation at `variable` := `value`."""
    for premise, _ in reversed(memory.premises):
        if variable in free_symbols(premise) and not _has_quotient(premise, variable):
            return Instance(premise, variable, value, relation)
    return None


def statement(
    step: Step, scope: Scope, hypotheses: tuple[Hypothesis, ...], about: frozenset[str] = frozenset()
) -> Statement:
    """Return the statement of a step; a domain counts as declared if the text restricts every symbol of the claim."""
    restricted: frozenset[str] = frozenset().union(*(names_in(h.truth) for h in (*scope.domain, *hypotheses)))
    declared = bool(about) and about <= restricted
    return Statement(scope, step, hypotheses, declared)


def _integral(relation: n.Relation, memory: Memory) -> Step | None:
    """A side that is an antiderivative makes the other side one, up to a constant."""
    left, right = relation.left, relation.right
    for integral, value in ((left, right), (right, left)):
        found = _integrand(integral)
        if found is None:
            continue
        integrand, variable = found
        other = _integrand(value)
        if other is not None:
            return Identity(n.Relation("=", integrand, other[0])) if other[1] == variable else None
        if not varies(value, variable, memory.scope):
            return None  # over all x, with the range left out: int p(x) dx = 1
        known = frozenset(memory.used) | names_in(integrand)
        return Antiderivative(integrand, variable, without_constant(value, variable, known))
    return None


def _integrand(term: n.Term) -> tuple[n.Term, n.Symbol] | None:
    """Return what a sum of antiderivatives by one variable integrates."""
    if isinstance(term, n.Integral) and term.upper is None:
        return term.body, term.variable
    if isinstance(term, n.Neg) and (inner := _integrand(term.term)):
        return n.Neg(inner[0]), inner[1]
    if isinstance(term, n.Mul) and (inner := _integrand(term.factors[-1])):
        rest = term.factors[:-1]
        free = all(inner[1] not in free_symbols(f) for f in rest)
        return (n.Mul((*rest, inner[0])), inner[1]) if free else None
    if isinstance(term, n.Add):
        parts = [_integrand(t) for t in term.terms]
        found = [p for p in parts if p is not None]
        if found and len(found) == len(parts) and len({p[1] for p in found}) == 1:
            return n.Add(tuple(p[0] for p in found)), found[0][1]
    return None


def _from_premise(relation: n.Relation, memory: Memory) -> Step | None:
    """An equation with the constants of an ansatz follows from the one before it."""
    if not memory.premises or not (names_in(relation) & set(memory.unknowns)):
        return None
    premise, _ = memory.premises[-1]
    variables = {memory.unknowns[name] for name in names_in(relation) & set(memory.unknowns)}
    if not variables & names_in(relation):
        return None  # at a point, or solved for: the equations before it are its hypotheses
    factor = _common_denominator(premise)
    if factor is None or relation == premise:
        return Consequence(premise, "rewrite", None, relation)
    return Consequence(premise, "multiply", factor, relation)


def _common_denominator(premise: n.Relation) -> n.Term | None:
    if isinstance(premise.left, n.Div):
        return premise.left.denominator
    return premise.right.denominator if isinstance(premise.right, n.Div) else None


def _has_quotient(premise: n.Relation, variable: n.Symbol) -> bool:
    from symloss.term.walk import subterms

    return any(isinstance(p, n.Div) and variable in free_symbols(p.denominator) for p in subterms(premise))


def _variable_of(name: str, equations: tuple[n.Relation, ...]) -> n.Symbol | None:
    from symloss.proofs.discourse.shapes import base_name, derivatives

    for equation in equations:
        for derivative in derivatives(equation):
            if base_name(derivative.body) == name and isinstance(derivative.variable, n.Symbol):
                return derivative.variable
    return None


def _cut_off(relation: n.Relation) -> n.Term:
    """Read `0.33...` as the first digits of a number, cut off or rounded in the last place."""
    negative = isinstance(relation.right, n.Neg)
    number = relation.right.term if isinstance(relation.right, n.Neg) else relation.right
    if not isinstance(number, n.Number) or not number.places:
        return relation
    last = Fraction(1, 10**number.places)
    least, most = n.Number(number.value - last / 2), n.Number(number.value + last)
    left = relation.left
    if negative:
        return n.And((n.Relation("<=", left, n.Neg(least)), n.Relation(">", left, n.Neg(most))))
    return n.And((n.Relation(">=", left, least), n.Relation("<", left, most)))


def printed(relation: n.Relation) -> n.Term:
    """Read `= 0.562` as "equal to the digits printed", and `= [0.09, 0.24]` so entry by entry."""
    right = relation.right
    if isinstance(right, n.Stack) and relation.op in ("=", "~=") and not isinstance(relation.left, n.Stack):
        rows = [row.entries for row in right.rows if isinstance(row, n.Row)]
        numbers = all(_digits(entry) is not None for row in rows for entry in row)
        if numbers and any((_digits(entry) or n.Number(Fraction(0))).places for row in rows for entry in row):
            return n.And(tuple(n.Relation("~=", left, entry) for left, entry in _entries(relation.left, rows)))
    number = _digits(right)
    exact = isinstance(relation.left, n.Number)
    if number is not None and number.places and not exact and number.value != Fraction(0):
        return n.Relation("~=", relation.left, right)
    return relation


def _digits(term: n.Term) -> n.Number | None:
    number = term.term if isinstance(term, n.Neg) else term
    return number if isinstance(number, n.Number) else None


def _entries(array: n.Term, rows: list[tuple[n.Term, ...]]) -> Iterator[tuple[n.Term, n.Term]]:
    for i, row in enumerate(rows, start=1):
        first = n.Number(Fraction(i))
        for k, entry in enumerate(row, start=1):
            indices = (first,) if len(row) == 1 else (first, n.Number(Fraction(k)))
            yield n.Indexed(array, indices), entry
