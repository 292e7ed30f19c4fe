"""The sides of a relation as they are meant: f as f(z), and with the sorts of what they rest on."""

from __future__ import annotations

from dataclasses import replace

from symloss.proofs.discourse.reading import Reading
from symloss.proofs.discourse.relations import truth_of, written
from symloss.proofs.discourse.state import Assertion, Memory, Value
from symloss.proofs.judging.anew import has_sort, readings
from symloss.proofs.judging.relevance import laid_out_otherwise
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION


def with_arguments(value: Value, scope: Scope) -> Value:
    """Return f(z) for an f whose definition says that it is a function of z."""
    name = value.term
    if not isinstance(name, n.Symbol) or name.sort != FUNCTION:
        return value
    definition = scope.definitions.get(name.name)
    if definition is None or not definition.parameters:
        return value
    return replace(value, term=n.Apply(name, definition.parameters))


def fitted(left: Value, sign: str, right: Value, reading: Reading, memory: Memory) -> tuple[Value, Value]:
    """Return two sides that do not fit as they read with the sorts of what they rest on."""
    truth = truth_of(left, sign, right)
    if sign == "in" or (truth is not None and has_sort(truth)) or left.node is None or right.node is None:
        return left, right
    said = written("=" if sign == ":=" else sign)
    tried = Assertion(left, said, right, sources=dict(memory.sources))
    known = iter(()) if laid_out_otherwise(tried) else readings(tried, reading, memory, {})
    return next(((a.assertion.left, a.assertion.right) for a in known if not a.turned), (left, right))
