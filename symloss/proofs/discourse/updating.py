"""What an update does to what is known of a name: `w := w - 0.5 = 1.5` is of the old w, what follows of the new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symloss.proofs.discourse.shapes import label_of
from symloss.proofs.discourse.state import Value
from symloss.proofs.judging.meanings import Doubt, Given, is_closed
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis
from symloss.term.walk import free_symbols, substitute

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower
    from symloss.proofs.discourse.state import Memory


@dataclass(frozen=True)
class Update:
    """What a name becomes behind a chain; start: where that is written."""

    definition: Definition
    chain: int
    start: int


def update(follower: Follower, left: Value, right: Value) -> None:
    """Keep what a name is from the next formula on, if the text has said what it was."""
    memory = follower.memory
    name = label_of(left.term) if left.term is not None else ""
    old = known_value(follower, name)
    if left.term is None or right.term is None or old is None:
        return
    letters = {s: old if s.name == name else known_value(follower, s.name) for s in free_symbols(right.term)}
    values: dict[n.Term, n.Term] = {s: body for s, body in letters.items() if body is not None}
    body = substitute(substitute(right.term, {left.term: old}), values)
    follower.update = Update(Definition(name, body), memory.chain.number, left.place.start)


def known_value(follower: Follower, name: str) -> n.Term | None:
    """Return what a text says that a name is: a number, or what a formula defines it by."""
    given, known = follower.memory.given.get(name), follower.memory.scope.definitions.get(name)
    if given is not None:
        return given.definition.body
    return known.body if known is not None and not known.parameters else None


def note_start(memory: Memory, said: Hypothesis) -> None:
    """Keep what a text says that a sequence starts with: v_0 = 0."""
    name = label_of(said.truth.left) if isinstance(said.truth, n.Relation) and said.truth.op == "=" else ""
    if name.endswith("_0"):
        memory.starts.setdefault(name, []).append(said)


def go_on(follower: Follower, sign: str, right: Value) -> None:
    """Take the number that the chain of an update ends in for the new value: `w := w - 0.5 = 1.5`."""
    found, memory = follower.update, follower.memory
    told = right.term is not None and is_closed(right.term) and sign == "="
    if found is not None and found.chain == memory.chain.number and told and right.term is not None:
        follower.update = replace(found, definition=replace(found.definition, body=right.term))


def close(follower: Follower) -> None:
    """Let an update count, if its chain has ended."""
    found, memory = follower.update, follower.memory
    if found is None or found.chain == memory.chain.number:
        return
    follower.update = None
    name, known = found.definition.name, memory.scope.definitions.get(found.definition.name)
    line, origin = follower.line_of(found.start), follower.stated(found.start)
    if known is not None:
        lines = (memory.defined_at.get(name, (line, 0))[0], line)
        memory.doubts[name] = Doubt((known,), lines)
        memory.scope = memory.scope.define(replace(known, body=found.definition.body))
    was = memory.given.get(name)
    if was is not None:
        text = str(n.Relation("=", n.Symbol(name), found.definition.body))
        former = was.definition
        memory.given[name] = Given(found.definition, text, origin, memory.section, was.fixed, former=former)
