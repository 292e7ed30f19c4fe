"""Arrays that a text defines entry by entry: z_1 = w_11 x_1 + w_12 x_2, z_2 = ..., of a z that it writes with indices.

As an equation, this says what z_1 is; how z_1 changes with w_11 is said by a definition only. So for a claim about
derivatives the entries make one, which says nothing of the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from symloss.proofs.discourse.shapes import derivatives, names_in, unfolded_names
from symloss.proofs.judging.meanings import is_closed
from symloss.proofs.judging.variables import varied
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, free_symbols, substitute

OTHERS = "_others"  # ends the name of the array of all entries of which nothing is said
_NUMBERED = re.compile(r"_\d+\Z")
_LETTERS = ("row", "column", "slice")


@dataclass(frozen=True)
class _Entry:
    """An equation for a numbered entry, z_1 or a_{s1} for each s."""

    array: n.Symbol
    indices: tuple[n.Term, ...]
    body: n.Term
    fact: Hypothesis


def with_defined_entries(statement: Statement) -> Statement:
    """Return a statement about derivatives in which equations for the entries of an array define the array."""
    by, scope = varied(statement), statement.scope
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not by or claim is None:
        return statement
    known: dict[str, list[_Entry]] = {}
    for fact in scope.domain:
        entry = _entry(fact)
        if entry is not None and entry.array.name not in scope.definitions:
            known.setdefault(entry.array.name, []).append(entry)
    moving = _varied(claim)
    for name, entries in sorted(known.items()):
        if name not in by and _differ(entries):
            alone = _only_at(claim, entries, scope)
            on = () if alone else tuple(dict.fromkeys((*moving, *scope.depends.get(name, ()))))
            scope = _defined(scope, entries, on)
    circle = [name for name in known if name in scope.definitions and name in _made_of(scope.definitions[name], scope)]
    return statement if circle or scope is statement.scope else replace(statement, scope=scope)


def _made_of(definition: Definition, scope: Scope) -> frozenset[str]:
    return unfolded_names(definition.body, scope)


def _entry(fact: Hypothesis) -> _Entry | None:
    match fact.truth:
        case n.Relation(op="=", left=n.Indexed(base=n.Symbol() as array, indices=indices), right=body):
            pass
        case n.Relation(op="=", left=n.Symbol() as array, right=body) if _NUMBERED.search(array.name):
            indices = ()  # read as a name of its own
        case _:
            return None
    letters = [i for i in indices if isinstance(i, n.Symbol)]
    plain = all(isinstance(i, n.Number) or (isinstance(i, n.Symbol) and i.sort == INDEX) for i in indices)
    if not plain or 0 < len(letters) == len(indices) or len(set(letters)) < len(letters):
        return None
    whole = len(indices) == len(array.sort.shape) and not is_closed(body) and array.name not in names_in(body)
    return _Entry(array, indices, body, fact) if whole else None


def _differ(entries: list[_Entry]) -> bool:
    """Whether no entry has two equations; a_{s1} and a_{2k} have one in common."""
    places = [tuple(i for i in e.indices if isinstance(i, n.Number)) for e in entries]
    axes = {tuple(isinstance(i, n.Number) for i in e.indices) for e in entries}
    return len(axes) == 1 and len(set(places)) == len(places)


def _varied(claim: n.Term) -> tuple[n.Symbol, ...]:
    """Return what a claim differentiates by: how other entries change with it, nothing says."""
    slopes = derivatives(claim)
    return tuple(dict.fromkeys(s for d in slopes for s in free_symbols(d.variable) if s.sort != INDEX))


def _only_at(term: n.Term, entries: list[_Entry], scope: Scope, own: tuple[n.Term, ...] = ()) -> bool:
    """Whether a term is made of no other entries of an array than these; own: the letters of a_i = f(z_i)."""
    name = entries[0].array.name
    if not entries[0].indices:
        return True
    if isinstance(term, n.Indexed) and isinstance(term.base, n.Symbol):
        known = scope.definitions.get(term.base.name)
        if term.base.name != name and (known is None or name not in unfolded_names(term.base, scope)):
            return True
        here = term.indices == own or any(term.indices == e.indices for e in entries)
        return here and (known is None or _only_at(known.body, entries, scope, known.parameters))
    if isinstance(term, n.Symbol):
        return name not in unfolded_names(term, scope)
    return all(_only_at(part, entries, scope, own) for part in children(term))


def _defined(scope: Scope, entries: list[_Entry], on: tuple[n.Symbol, ...]) -> Scope:
    """Return a scope with an array defined by these entries; on: what the others depend on."""
    array, body = entries[0].array, entries[0].body
    facts = {entry.fact for entry in entries}
    scope = replace(scope, domain=tuple(h for h in scope.domain if h not in facts))
    if not entries[0].indices:
        return scope.define(Definition(array.name, body))
    parameters = tuple(n.Symbol(f"{array.name}_{word}", INDEX) for word in _LETTERS[: len(array.sort.shape)])
    values, conditions = [], []
    for entry in entries:
        pairs = list(zip(entry.indices, parameters, strict=True))
        values.append(substitute(entry.body, {i: p for i, p in pairs if isinstance(i, n.Symbol)}))
        places = tuple(n.Relation("=", p, i) for i, p in pairs if isinstance(i, n.Number))
        conditions.append(places[0] if len(places) == 1 else n.And(places))
    others = n.Symbol(f"{array.name}{OTHERS}", array.sort)
    body = n.Cases(tuple(values), tuple(conditions), n.Indexed(others, parameters))
    scope = scope.declare(others)
    scope = scope.depend(others.name, *on) if on else scope
    return scope.define(Definition(array.name, body, parameters, "indexed"))
