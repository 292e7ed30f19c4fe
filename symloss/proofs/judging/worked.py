"""Worked examples: z = (1, 2, 3) says what the entries of z are, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import unfolded_names
from symloss.proofs.judging.lengths import with_length
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis, Scope
from symloss.term.statement import Identity, Statement

ENTRY = "entry of an array"  # where a fact about one entry comes from


@dataclass(frozen=True)
class Numbers:
    """The arrays of an example: what a verdict that rests on them says, and the names of their entries."""

    rests_on: tuple[Condition, ...] = ()
    entries: frozenset[str] = frozenset()

    def told(self, verdict: Verdict) -> Verdict:
        """Return a verdict with arrays in place of their entries; what is true rests on their lengths anyway."""
        kept = tuple(c for c in verdict.conditions if c.origin != ENTRY)
        new = tuple(c for c in self.rests_on if c not in kept) if verdict.word in ("proved", "conditional") else ()
        at = verdict.witness.at if verdict.witness is not None else ()
        free = tuple((name, value) for name, value in at if name not in self.entries)
        witness = replace(verdict.witness, at=free) if verdict.witness is not None else None
        return replace(verdict, conditions=(*new, *kept), witness=witness)


def of_numbers(statement: Statement) -> tuple[Statement, Numbers]:
    """Return a statement about arrays that are numbers by their entries, with their lengths.

    Lengths that contradict each other are left as they are.
    """
    if not isinstance(statement.step, Identity):
        return statement, Numbers()
    told = [h for h in statement.facts if _column(h.truth) is not None]
    columns = dict.fromkeys([*filter(None, (_column(h.truth) for h in told)), *_defined(statement.scope)])
    lengths = list(dict.fromkeys(pair for name, column in columns for pair in _lengths(name, column)))
    if not columns or len({size for size, _ in lengths}) < len(lengths):
        return statement, Numbers()
    scope = statement.scope
    reached = unfolded_names(statement.step.claim, scope)
    rests_on = tuple(Condition(str(h.truth), h.origin) for h in told if _name(h) in reached)
    entries = frozenset(f"{name.name}_{k + 1}" for name, column in columns for k in range(len(column.rows)))
    domain, hypotheses = (tuple(h for h in held if h not in told) for held in (scope.domain, statement.hypotheses))
    arrays = {name.name for name, _ in columns}
    definitions = {name: known for name, known in scope.definitions.items() if name not in arrays}
    values = (fact for name, column in columns for fact in _entries(name, column))
    scope = replace(scope, domain=domain, definitions=definitions)
    statement = replace(statement, scope=scope, hypotheses=(*hypotheses, *values))
    for size, length in lengths:
        statement = with_length(statement, size, n.Number(Fraction(length)))
    return statement, Numbers(rests_on, entries)


def valued(statement: Statement) -> frozenset[str]:
    """Return the names that a statement supposes to be numbers."""
    facts = (h.truth for h in statement.facts)
    equal = (f for f in facts if isinstance(f, n.Relation) and f.op == "=" and is_closed(f.right))
    return frozenset(f.left.name for f in equal if isinstance(f.left, n.Symbol))


def _column(truth: n.Term) -> tuple[n.Symbol, n.Stack] | None:
    """Return z and (1, 2, 3) of z = (1, 2, 3)."""
    match truth:
        case n.Relation("=", n.Symbol() as name, n.Stack() as column) if len(name.sort.shape) == 1 and is_closed(
            column
        ):
            single = all(not isinstance(row, n.Row) or len(row.entries) == 1 for row in column.rows)
            return (name, column) if single else None
    return None


def _name(fact: Hypothesis) -> str:
    found = _column(fact.truth)
    return found[0].name if found is not None else ""


def _defined(scope: Scope) -> Iterator[tuple[n.Symbol, n.Stack]]:
    for name, known in scope.definitions.items():
        symbol = scope.symbols.get(name)
        plain = symbol is not None and not known.parameters
        column = _column(n.Relation("=", symbol, known.body)) if plain and symbol is not None else None
        if column is not None:
            yield column


def _entries(name: n.Symbol, column: n.Stack) -> Iterator[Hypothesis]:
    """Yield what each entry is."""
    for number, row in enumerate(column.rows, start=1):
        (entry,) = row.entries if isinstance(row, n.Row) else (row,)
        place = n.Indexed(name, (n.Number(Fraction(number)),))
        yield Hypothesis(n.Relation("=", place, entry), ENTRY)


def _lengths(name: n.Symbol, column: n.Stack) -> Iterator[tuple[n.Symbol, int]]:
    """Yield the letter for how many entries there are, and how many there are."""
    (size,) = name.sort.shape
    if isinstance(size, n.Symbol):
        yield size, len(column.rows)
