"""A counterexample with n = 1/2 says nothing of a claim about whole numbers n: it is asked again for 1, 2, 3, ..."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.term import nodes as n
from symloss.term.sorts import INDEX, SCALAR
from symloss.term.statement import Identity, Statement, rewritten
from symloss.term.walk import free_symbols, substitute, subterms

_COUNTS = frozenset({"n", "m", "k", "N", "M", "K"})  # letters that are whole numbers by custom, as exponents


def of_whole_numbers(
    statement: Statement, verdict: Verdict, judged: Callable[[Statement], Verdict], told: Collection[str]
) -> Verdict:
    """Return the verdict on a claim that fails where a whole number is none; told: letters said to be whole."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if verdict.word not in ("refuted", "conditional") or claim is None:
        return verdict
    points = verdict.witness.at if verdict.witness is not None and verdict.refuted else ()
    broken = {name for name, value in points if not value.lstrip("-").isdigit()}
    found_ = (c.truth for c in verdict.conditions if c.origin == "found" and c.truth is not None)
    broken |= {s.name for truth in found_ for s in free_symbols(truth)}  # 0 < n < 1
    exponents = (part.exponent for part in subterms(claim) if isinstance(part, n.Pow))
    counts = {s.name for exponent in exponents for s in free_symbols(exponent)} & _COUNTS
    known = {*statement.scope.definitions, *statement.scope.depends}
    meant = sorted(
        (s for s in free_symbols(claim) if s.sort == SCALAR and s.name in broken & (counts | set(told)) - known),
        key=str,
    )
    if not meant:
        return verdict
    counted: dict[n.Term, n.Symbol] = {symbol: replace(symbol, sort=INDEX) for symbol in meant}
    special = rewritten(statement, lambda term: substitute(term, counted))
    scope = special.scope
    for symbol in counted.values():
        scope = scope.declare(symbol)
    found = judged(replace(special, scope=scope))
    said = ", ".join(f"{symbol} is a whole number > 0" for symbol in meant)
    if found.word in ("proved", "conditional"):
        conditions = (Condition(said, "found"), *found.conditions)
        return replace(found, word="conditional", conditions=conditions, witness=verdict.witness)
    return found if found.refuted else Verdict("undecided", message=f"it fails, but not where {said}")
