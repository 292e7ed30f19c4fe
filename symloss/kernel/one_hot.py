"""One-hot labels said with Kronecker deltas.

Numbers y_k in {0, 1} that sum to one are y_k = delta(k, c) for one c in 1..K, and the
other way round: nothing is lost or gained, and sums over deltas can be taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction
from typing import TypeVar

from symloss.kernel.verdict import Condition
from symloss.term.nodes import (
    And,
    Bind,
    Delta,
    Derivative,
    FiniteSet,
    Indexed,
    Member,
    Number,
    Range,
    Relation,
    Symbol,
    Term,
)
from symloss.term.printer import plain
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorts import INDEX
from symloss.term.statement import Statement
from symloss.term.walk import fresh, rebuild, subterms

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
S = TypeVar("S")


def with_deltas(statement: Statement) -> tuple[Statement, tuple[Condition, ...]] | None:
    """Return the statement with its one-hot vectors as deltas, and the facts that went into that; None: has none."""
    parts = [(part, h.origin) for h in statement.scope.domain for part in _parts(h.truth)]
    binary = {y: (fact, origin) for fact, origin in parts if (y := _binary(fact)) is not None}
    summed = {y: (fact, origin) for fact, origin in parts if (y := _summed(fact)) is not None}
    hot = [y for y in binary if y in summed and not _varied(y, statement)]
    if not hot:
        return None
    used: list[Condition] = []
    for y in sorted(hot, key=lambda s: s.name):
        dropped = (binary[y], summed[y])
        used.extend(Condition(plain(fact), origin) for fact, origin in dropped)
        statement = _put(statement, y, tuple(fact for fact, _ in dropped))
    return statement, tuple(used)


def new_symbols(said: Statement, statement: Statement) -> frozenset[Symbol]:
    """Return the symbols that stand for the index that is hot."""
    return frozenset(said.scope.symbols.values()) - frozenset(statement.scope.symbols.values())


def _parts(truth: Term) -> tuple[Term, ...]:
    return tuple(p for t in truth.truths for p in _parts(t)) if isinstance(truth, And) else (truth,)


def _binary(fact: Term) -> Symbol | None:
    """Return y if the fact is y_k in {0, 1}."""
    if isinstance(fact, Member) and isinstance(fact.set, FiniteSet) and set(fact.set.elements) == {_ZERO, _ONE}:
        return _entry_of(fact.term)
    return None


def _summed(fact: Term) -> Symbol | None:
    """Return y if the fact is sum_{k=1..K} y_k = 1 over all of y."""
    if not (isinstance(fact, Relation) and fact.op == "="):
        return None
    total = fact.left if fact.right == _ONE else fact.right
    if _ONE not in (fact.left, fact.right) or not isinstance(total, Bind) or total.kind != "sum":
        return None
    y = _entry_of(total.body)
    if y is None or not isinstance(total.body, Indexed) or total.body.indices != (total.index,):
        return None
    return y if total.over == Range(_ONE, y.sort.shape[0]) else None


def _entry_of(term: Term) -> Symbol | None:
    if isinstance(term, Indexed) and isinstance(term.base, Symbol) and len(term.base.sort.shape) == 1:
        return term.base if isinstance(term.indices[0], Symbol) else None
    return None


def _varied(y: Symbol, statement: Statement) -> bool:
    """Return whether a derivative is taken by y or its entries, so that it is no constant."""
    for term in terms_of(statement):
        for part in subterms(term):
            if isinstance(part, Derivative):
                variable = part.variable.base if isinstance(part.variable, Indexed) else part.variable
                if variable == y:
                    return True
    return False


def terms_of(statement: Statement) -> list[Term]:
    """Return the terms of the step and of what is defined."""
    found = [d.body for d in statement.scope.definitions.values()]
    for field in fields(statement.step):
        value = getattr(statement.step, field.name)
        found.extend(t for t in (value if isinstance(value, tuple) else (value,)) if isinstance(t, Term))
    return found


def _put(statement: Statement, y: Symbol, dropped: tuple[Term, ...]) -> Statement:
    scope = statement.scope
    taken = set(scope.symbols.values()) | {t for term in terms_of(statement) for t in _symbols(term)}
    hot = fresh(Symbol("c", INDEX), taken)
    index = fresh(Symbol("k", INDEX), {*taken, hot})

    def said(term: Term) -> Term:
        """Return the term with y_j = 1 said as j = c, and y_j = 0 as j != c."""
        if isinstance(term, Relation) and term.op == "=":
            for entry, value in ((term.left, term.right), (term.right, term.left)):
                if isinstance(entry, Indexed) and entry.base == y and value in (_ZERO, _ONE):
                    return Relation("=" if value == _ONE else "!=", entry.indices[0], hot)
        return rebuild(term, said)

    domain = tuple(
        replace(h, truth=said(And(rest) if len(rest) > 1 else rest[0]))
        for h in scope.domain
        if (rest := tuple(p for p in _parts(h.truth) if p not in dropped))
    )
    scope = replace(scope, domain=domain).run(hot, Range(_ONE, y.sort.shape[0]))
    scope = scope.define(Definition(y.name, Delta(index, hot), (index,), "indexed"))
    stated = tuple(Hypothesis(said(h.truth), h.origin) for h in statement.hypotheses)
    return replace(statement, scope=scope, hypotheses=stated, step=rewritten(statement.step, said))


def _symbols(term: Term) -> list[Symbol]:
    return [t for t in subterms(term) if isinstance(t, Symbol)]


def rewritten(step: S, change: Callable[[Term], Term]) -> S:
    """Return the step with every term in it changed."""
    values: dict[str, object] = {}
    for field in fields(step):  # type: ignore[arg-type]
        value = getattr(step, field.name)
        if isinstance(value, Term):
            value = change(value)
        elif isinstance(value, tuple):
            value = tuple(change(t) if isinstance(t, Term) else t for t in value)
        values[field.name] = value
    return type(step)(**values)
