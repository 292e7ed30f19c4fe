"""Lengths that two letters name: a sum to J over an array of length K."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import ONE, ZERO, unfolded_names
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import array
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, substitute, subterms

MOST = 3  # pairs of lengths that are made one


def two_lengths(terms: Iterable[n.Term], scope: Scope, parts: frozenset[str]) -> str:
    """Return a doubt if two letters count the same entries, in the terms or in the definitions they rest on."""
    terms = list(terms)
    found = _two(terms, scope)
    upper, length = found if found is not None else ("", "")
    if found is not None and _are_apart(found, parts, terms):
        return ""
    return (
        f"the sum to {upper} is over entries that number {length}: are {upper} and {length} the same?" if found else ""
    )


def of_one_length(
    statement: Statement, verdict: Verdict, judged: Callable[[Statement], Verdict], parts: frozenset[str]
) -> tuple[Statement, Verdict]:
    """Return what a refuted claim says if what counts the same entries is one number, and the verdict on that.

    An equation of sums to J over K entries makes sense only if J is K; not where the text says that J is a part of
    them (`parts`).
    """
    said: list[Condition] = []
    special = statement
    for _ in range(MOST):
        claim = special.step.claim if isinstance(special.step, Identity) else None
        found = _two((claim,), special.scope) if claim is not None else None
        if found is None or claim is None or _are_apart(found, parts, (claim,)):
            break
        said.append(Condition(f"{found[0]} = {found[1]}", "found"))
        special = with_length(special, *found)
    answer = judged(special) if said else verdict
    if said and answer.word in ("proved", "conditional"):
        conditions = (*said, *answer.conditions)
        return special, replace(answer, word="conditional", conditions=conditions, witness=verdict.witness)
    return (special, answer) if answer.refuted else (statement, verdict)


def _are_apart(found: tuple[n.Symbol, n.Term], parts: frozenset[str], terms: Iterable[n.Term]) -> bool:
    """Whether one of two lengths is a part of the other: not where one differentiates by x_i, an i of the sum."""
    slopes = (part for term in terms for part in subterms(term) if isinstance(part, n.Derivative))
    return bool(parts & set(map(str, found))) and not any(isinstance(d.variable, n.Indexed) for d in slopes)


def over_all_entries(statement: Statement, verdict: Verdict, ask: Callable[[Statement], Verdict]) -> Verdict:
    """Return `conditional` for what is true if its sums from 0 to N are over all entries of arrays that number N.

    Such a sum has N + 1 summands, the first of which no array has: they are counted from 0, or it ends at N - 1.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if claim is None:
        return verdict
    definitions = statement.scope.definitions
    reached = unfolded_names(claim, statement.scope)
    terms = [claim, *(d.body for name, d in definitions.items() if name in reached)]
    counted = {p.base for t in terms for p in subterms(t) if isinstance(p, n.Indexed) and ZERO in p.indices}
    found = {(over, base): None for term in terms for over, base in _whole(term) if over.lower == ZERO}
    others = {base for term in terms for over, base in _whole(term) if over.lower != ZERO}
    if not found or {base for _, base in found} & (others | counted):
        return verdict
    made = {name: replace(d, body=_from_one(d.body)) for name, d in definitions.items()}
    scope = replace(statement.scope, definitions=made)
    answer = ask(replace(statement, step=Identity(_from_one(claim)), scope=scope))
    if not answer.proved:
        return verdict
    said = (Condition(f"the sum from 0 to {over.upper} is over all entries of {base}", "found") for over, base in found)
    return replace(answer, word="conditional", conditions=(*said, *answer.conditions), witness=verdict.witness)


def _whole(term: n.Term) -> Iterator[tuple[n.Range, n.Term]]:
    """Yield the range of each sum that ends with the length of an array over whose entries it runs, and the array."""
    for part in subterms(term):
        over = part.over if isinstance(part, n.Bind) else None
        if not isinstance(part, n.Bind) or not isinstance(over, n.Range):
            continue
        for entry in subterms(part.body):
            if isinstance(entry, n.Indexed) and part.index in entry.indices:
                yield from ((over, entry.base) for length in _lengths(entry, part.index) if length == over.upper)


def _from_one(term: n.Term) -> n.Term:
    """Return a term in which such sums begin at 1."""
    whole = isinstance(term, n.Bind) and any(over == term.over for over, _ in _whole(term))
    if whole and isinstance(term, n.Bind) and isinstance(term.over, n.Range) and term.over.lower == ZERO:
        return replace(term, over=replace(term.over, lower=ONE), body=_from_one(term.body))
    return rebuild(term, _from_one)


def with_fitting_sizes(statement: Statement | None, sizes: frozenset[str]) -> Statement | None:
    """Return a claim of two arrays of other sizes with these sizes equal: only then does it make sense.

    None if that is not all that keeps them apart, or if the text does not declare the sizes that would be equal.
    """
    claim = statement.step.claim if statement is not None and isinstance(statement.step, Identity) else None
    if statement is None or not isinstance(claim, n.Relation):
        return None
    try:
        left, right = sort_of(claim.left).shape, sort_of(claim.right).shape
    except SortError:
        return None
    pairs = [(a, b) for a, b in zip(left, right, strict=False) if a != b]
    if len(left) != len(right) or not pairs:
        return None
    for a, b in dict.fromkeys(pairs):
        if not isinstance(a, n.Symbol) or not isinstance(b, n.Symbol) or not {a.name, b.name} <= sizes:
            return None
        statement = with_length(statement, a, b)
    claim = statement.step.claim if isinstance(statement.step, Identity) else claim
    return statement if isinstance(claim, n.Relation) and sort_of(claim.left) == sort_of(claim.right) else None


def with_length(statement: Statement, upper: n.Symbol, length: n.Term) -> Statement:
    """Return a statement with a length put for a letter, also in the sizes of arrays."""
    scope = statement.scope
    arrays = [s for s in scope.symbols.values() if upper in s.sort.shape]
    values: dict[n.Term, n.Term] = {upper: length}
    values |= {s: n.Symbol(s.name, array(tuple(length if k == upper else k for k in s.sort.shape))) for s in arrays}

    def put(term: n.Term) -> n.Term:
        return substitute(term, values)

    def held(facts: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
        return tuple(replace(h, truth=put(h.truth)) for h in facts)

    assert isinstance(statement.step, Identity), "only equations are of sums"
    made = {name: _of_sizes(known, put) for name, known in scope.definitions.items()}
    symbols = {s.name: s for s in map(put, scope.symbols.values()) if isinstance(s, n.Symbol)}
    runs = {letter: put(over) for letter, over in scope.index_sets.items()}
    scope = replace(scope, symbols=symbols, definitions=made, index_sets=runs, domain=held(scope.domain))
    step = Identity(put(statement.step.claim))
    return replace(statement, step=step, scope=scope, hypotheses=held(statement.hypotheses))


def _of_sizes(known: Definition, put: Callable[[n.Term], n.Term]) -> Definition:
    parameters = tuple(p for p in map(put, known.parameters) if isinstance(p, n.Symbol))
    return replace(known, body=put(known.body), parameters=parameters)


def _two(terms: Iterable[n.Term], scope: Scope) -> tuple[n.Symbol, n.Term] | None:
    waiting, seen = list(terms), set[str]()
    while waiting:
        term = waiting.pop()
        for upper, length in _ends(term):
            return upper, length
        for symbol in sorted(free_symbols(term), key=lambda s: s.name):
            definition = scope.definitions.get(symbol.name)
            if definition is not None and symbol.name not in seen:
                seen.add(symbol.name)
                waiting.append(definition.body)
    return None


def _ends(term: n.Term) -> Iterator[tuple[n.Symbol, n.Term]]:
    """Yield the end of each sum over entries of an array and the length of that array, where they differ as named."""
    for part in subterms(term):
        if not isinstance(part, n.Bind) or not isinstance(part.over, n.Range):
            continue
        upper = part.over.upper
        for entry in subterms(part.body):
            if isinstance(upper, n.Symbol) and isinstance(entry, n.Indexed) and part.index in entry.indices:
                for length in _lengths(entry, part.index):
                    if isinstance(length, n.Symbol | n.Number) and length != upper:
                        yield upper, length


def _lengths(entry: n.Indexed, index: n.Symbol) -> Iterator[n.Term]:
    try:
        shape = sort_of(entry.base).shape
    except SortError:
        return
    yield from (size for size, used in zip(shape, entry.indices, strict=False) if used == index)
