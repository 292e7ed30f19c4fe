"""Ways of writing that leave open what is meant: a proof says what it takes them for.

sum_i u^2 is n u^2, or its author means u_i; w x of two vectors is a number, or a vector.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.latex import tree as t
from symloss.proofs.discourse.shapes import unfolded_names
from symloss.proofs.discourse.state import Value
from symloss.proofs.names.units import NEXT
from symloss.proofs.names.walks import is_total
from symloss.term import nodes as n
from symloss.term.scope import Definition
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, free_symbols, rebuild, substitute, subterms

_PRODUCTS = {
    n.Inner: "two vectors side by side are their inner product",
    n.Hadamard: "two vectors side by side are multiplied entry by entry",
}


def of_each_index(statement: Statement) -> tuple[Statement, tuple[Condition, ...]]:
    """Return a statement in which r = y_i - p_i below sum_i is the r of each i, and what it is taken for.

    To the letter sum_i r is n r; but who writes r for y_i - p_i and sums over i means every i.
    """
    found: dict[Condition, None] = {}
    definitions = statement.scope.definitions

    def meant(term: n.Term, bound: frozenset[n.Symbol], opened: frozenset[str] = frozenset()) -> n.Term:
        inner = bound | {term.index} if isinstance(term, n.Bind) else bound
        made = _defined(term, definitions)
        own = _made_of(made, definitions) & bound if made is not None else frozenset()
        if made is None or not own or made.name in opened:  # what is defined in a circle stays what it is
            return rebuild(term, lambda child: meant(child, inner, opened))
        index = min(own, key=str)
        found.setdefault(Condition(f"{made.name} is that of each {index}, where {index} is bound", "as written"))
        body = substitute(made.body, dict(zip(made.parameters, _places(term), strict=True)))
        return meant(body, bound, opened | {made.name})

    step = statement.step
    if not isinstance(step, Identity):
        return statement, ()
    reached = {name for term in _reached(statement) for name in unfolded_names(term, statement.scope)}
    again = [replace(d, body=meant(d.body, frozenset())) for k, d in sorted(definitions.items()) if k in reached]
    claim = meant(step.claim, frozenset())
    return replace(statement, scope=statement.scope.define(*again), step=replace(step, claim=claim)), tuple(found)


def with_constant_summands(verdict: Verdict, statement: Statement) -> Verdict:
    """Return a proof with the summands that it takes to be the same for every index."""
    if not verdict.proved:
        return verdict
    found: dict[Condition, None] = {}
    for part in (part for term in _reached(statement) for part in subterms(term)):
        if isinstance(part, n.Bind) and part.kind in ("sum", "product") and _is_constant(part):
            found.setdefault(Condition(f"{part.body} is the same for every {part.index}", "as written"))
    return replace(verdict, conditions=(*verdict.conditions, *found)) if found else verdict


def settled_manner(verdict: Verdict, statement: Statement, sides: tuple[Value, Value]) -> Verdict:
    """Return a proof with what it takes products, sums and derivatives of arrays, and a letter with two indices, for.

    What people write in several ways is not refuted. sides: those of the claim, as they were read.
    """
    if verdict.refuted and (otherwise := _written_otherwise(sides)):
        return Verdict("undecided", message=otherwise)
    if verdict.word not in ("proved", "conditional"):
        return verdict
    parts = [part for term in _reached(statement) for part in subterms(term)]
    pairs = (p for p in parts if isinstance(p, n.Inner | n.Hadamard))
    found = dict.fromkeys(Condition(_PRODUCTS[type(p)], "as written") for p in pairs if not p.signed)
    sums = (part for part in parts if isinstance(part, n.Add))
    found |= dict.fromkeys(Condition(text, "as written") for part in sums for text in _spread_in(part))
    found |= dict.fromkeys(Condition(text, "as written") for part in parts for text in _power_in(part))
    rows = any(side.manner.layout == "numerator" for side in sides)
    factors = [f for p in parts if isinstance(p, n.MatMul | n.Inner) for f in children(p)]
    inner = any(isinstance(p, n.Inner) and isinstance(p.left, n.Derivative) for p in parts)
    if rows and (inner or any(_is_row(factor) for factor in factors)):
        found.setdefault(Condition("the derivatives of a number by a vector are a row", "as written"))
    elif rows and any(_is_row(part) for part in parts):  # only the other side asks for it
        verdict = replace(verdict, word="conditional")
        found.setdefault(Condition("the derivative is in numerator layout", "found"))
    found |= dict.fromkeys(Condition(text, "as written") for side in sides for text in _totals_in(side))
    known = sorted({s.name for term in _reached(statement) for s in free_symbols(term) if s.name.endswith(NEXT)})
    layers = (f"{name} is of another layer than {name.removesuffix(NEXT)}" for name in known)
    found |= dict.fromkeys(Condition(text, "as written") for text in layers)
    return replace(verdict, conditions=(*verdict.conditions, *found)) if found else verdict


def _written_otherwise(sides: tuple[Value, Value]) -> str:
    """Return why a refutation does not count: people write such sums and derivatives in several ways; "" if it does."""
    if any(True for side in sides for _ in _totals_in(side)):
        return "a sum over nothing that is written: over which axis, or over samples?"
    if any(side.manner.each_column or side.manner.layout for side in sides):
        return (
            "false if a bias is added to each column, and if the derivatives of numbers are rows: say how it is meant"
        )
    return ""


def _power_in(part: n.Term) -> Iterator[str]:
    """Yield A of the matrix of the A_ij^2, which is written A^2."""
    match part:
        case n.Bind(
            kind="vector",
            index=i,
            body=n.Bind(kind="vector", index=j, body=n.Pow(base=n.Indexed(base=base, indices=places), exponent=k)),
        ) if places == (i, j) and isinstance(k, n.Number):
            yield f"{base}^{k} is taken entry by entry"


def _is_row(term: n.Term) -> bool:
    """Whether this is the row of derivatives of a number."""
    return isinstance(term, n.Transpose) and isinstance(term.term, n.Derivative)


def _totals_in(side: Value) -> Iterator[str]:
    """Yield over what a sum runs of which the text does not say it: db = sum dZ."""
    if side.node is not None and any(isinstance(node, t.Big) and is_total(node) for node in t.walk(side.node)):
        if side.manner.rows:
            yield "a sum over nothing that is written is over the rows"
        elif side.manner.each_column:
            yield "a sum over nothing that is written is over the columns"


def _spread_in(whole: n.Add) -> Iterator[str]:
    """Yield what is added to each row or column of a matrix: b in X W + b."""
    for part in whole.terms:
        match part:
            case n.Bind(kind="vector", index=i, body=n.Bind(kind="vector", index=j, body=inner)):
                if j not in free_symbols(inner) and i in free_symbols(inner):
                    yield f"{inner} is added to each entry of row {i}"
            case n.Bind(kind="vector", index=i, body=row) if i not in free_symbols(row) and sort_of(row).shape:
                yield f"{row} is added to each row"


def with_data(verdict: Verdict, statement: Statement, lines: Mapping[str, int]) -> Verdict:
    """Return a proof with the data that it takes to be one-hot, y_k = delta(k, c), and the line that says so."""
    definitions = statement.scope.definitions.values()
    reached = {name for term in _reached(statement) for name in unfolded_names(term, statement.scope)}
    found: dict[Condition, None] = {}
    for made in sorted(definitions, key=lambda d: d.name) if verdict.proved else ():
        if made.name in reached and isinstance(made.body, n.Delta | n.Indicator) and made.name in lines:
            entry = n.Indexed(statement.scope.symbols[made.name], made.parameters) if made.parameters else made.name
            found.setdefault(Condition(f"{entry} = {made.body}", f"stated, line {lines[made.name]}"))
    return replace(verdict, conditions=(*verdict.conditions, *found)) if found else verdict


def _reached(statement: Statement) -> tuple[n.Term, ...]:
    """Return what is claimed, and the definitions that it reaches."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None:
        return ()
    definitions = statement.scope.definitions
    return claim, *(definitions[k].body for k in sorted(unfolded_names(claim, statement.scope)) if k in definitions)


def _defined(term: n.Term, definitions: Mapping[str, Definition]) -> Definition | None:
    """Return the definition of a name, entry or value, if it is one of a number of the places that are written."""
    head = {n.Symbol: term, n.Indexed: getattr(term, "base", None), n.Apply: getattr(term, "function", None)}
    symbol = head.get(type(term))
    made = definitions.get(symbol.name) if isinstance(symbol, n.Symbol) else None
    kinds = {n.Symbol: "value", n.Indexed: "indexed", n.Apply: "function"}
    fits = made is not None and made.kind == kinds[type(term)] and len(made.parameters) == len(_places(term))
    return made if fits else None


def _places(term: n.Term) -> tuple[n.Term, ...]:
    """Return the indices of an entry, or the arguments of a value."""
    return getattr(term, "indices", getattr(term, "arguments", ()))


def _made_of(made: Definition, definitions: Mapping[str, Definition]) -> frozenset[n.Symbol]:
    """Return what is free in a definition when the names in it are followed to their end."""
    found: set[n.Symbol] = set()
    todo = sorted(free_symbols(made.body) - set(made.parameters), key=str)
    while todo:
        symbol = todo.pop()
        if symbol not in found:
            found.add(symbol)
            inner = definitions.get(symbol.name)
            todo += sorted(free_symbols(inner.body) - set(inner.parameters), key=str) if inner is not None else []
    return frozenset(found)


def _is_constant(bind: n.Bind) -> bool:
    """Whether the summand has names, but not the index, nor an index of its own."""
    free = free_symbols(bind.body)
    return bind.index not in free and any(s.sort != INDEX for s in free) and not any(s.sort == INDEX for s in free)
