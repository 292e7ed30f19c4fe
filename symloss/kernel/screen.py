"""What is refused before any work: terms that are too large, ill-typed, or use one name in two meanings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from symloss.kernel.limits import Limits
from symloss.term.nodes import Apply, Derivative, Number, Prime, Symbol, Term
from symloss.term.sorting import SortError, sort_of
from symloss.term.statement import Ansatz, Statement
from symloss.term.walk import children

_DEPTH = 200
_DIGITS = 2000


def oversize(statement: Statement, limits: Limits) -> str:
    """Return why a statement is too large to be walked over again, or an empty text."""
    terms = [*_terms_of(statement.step), *(f.truth for f in statement.facts)]
    terms += [d.body for d in statement.scope.definitions.values()]
    return _too_large(terms, limits)


def misfit(statement: Statement) -> str:
    """Return why a statement that is not too large has no meaning, or an empty text."""
    reason = _misshapen(statement.step)
    if reason:
        return reason
    try:
        for term in _terms_of(statement.step):
            sort_of(term)
    except SortError as error:
        return f"this does not fit together: {error}"
    return _two_meanings(statement)


def _terms_of(step: object) -> Iterator[Term]:
    """Yield the terms of a step."""
    assert is_dataclass(step)
    for field in fields(step):
        value = getattr(step, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Term):
                yield item


def _too_large(terms: list[Term], limits: Limits) -> str:
    """Walk without recursion: a deep term must not be hashed, printed or compared before it is known to be small."""
    count = 0
    waiting = [(term, 1) for term in terms]
    while waiting:
        term, depth = waiting.pop()
        count += 1
        if count > limits.nodes:
            return f"outside: more than {limits.nodes} nodes"
        if depth > _DEPTH:
            return f"outside: nested more than {_DEPTH} deep"
        if isinstance(term, Number) and term.value.numerator.bit_length() > 4 * _DIGITS:
            return f"outside: a number of more than {_DIGITS} digits"
        if isinstance(term, Apply) and not term.arguments:
            return "a function of nothing has no meaning"
        if isinstance(term, Derivative | Prime) and term.order < 1:
            return f"a derivative of order {term.order} has no meaning"
        if isinstance(term, Derivative | Prime) and term.order > limits.degree:
            return f"outside: a derivative of order {term.order}, more than {limits.degree}"
        waiting.extend((child, depth + 1) for child in children(term))
    return ""


def _misshapen(step: object) -> str:
    """Return a refusal of an ansatz whose constants and their values are not as many."""
    if isinstance(step, Ansatz) and step.solution is not None and len(step.solution) != len(step.unknowns):
        return f"{len(step.unknowns)} constants and {len(step.solution)} values do not fit together"
    return ""


def _two_meanings(statement: Statement) -> str:
    """Return a refusal if one name stands for things of different sorts."""
    sorts: dict[str, Symbol] = {}
    waiting: list[Term] = [*_terms_of(statement.step), *(f.truth for f in statement.facts)]
    waiting += [d.body for d in statement.scope.definitions.values()]
    waiting += [p for d in statement.scope.definitions.values() for p in d.parameters]
    while waiting:
        term = waiting.pop()
        if isinstance(term, Symbol):
            other = sorts.setdefault(term.name, term)
            if other != term:
                return f"`{term.name}` is used for a {other.sort} and for a {term.sort}: give one another name"
        waiting.extend(children(term))
    return ""
