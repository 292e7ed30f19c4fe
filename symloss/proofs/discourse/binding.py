"""How names get their meaning: definitions that are taken in, and numbers that are given to names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from symloss.proofs.discourse.over_all import defined_over_all
from symloss.proofs.discourse.relations import written
from symloss.proofs.discourse.shapes import bounds_of, is_index_case, names_in
from symloss.proofs.discourse.state import Source, Value
from symloss.proofs.judging.meanings import Given, Guard, is_closed
from symloss.term import nodes as n
from symloss.term.scope import Definition
from symloss.term.sorts import INDEX

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower


@dataclass(frozen=True)
class Link:
    """One relation sign with its sides, what they state, the words before it, and the heading's level if in one."""

    left: Value
    sign: str
    right: Value
    truth: n.Relation | n.Member
    clause: str = ""
    sentence: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """The link as it is written."""
        return f"{self.left.place.text} {written(self.sign)} {self.right.place.text}"

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.left.place.start


def define(
    follower: Follower, definition: Definition, left: Value, right: Value, *, aside: bool = False, chosen: bool = False
) -> None:
    """Take in a definition.

    `aside`: it explains a letter behind a formula ("..., where S = ..."). `chosen`: "if we choose b = ..." says
    nothing of the b before it.
    """
    follower.memory.unread.pop(definition.name, None)
    definition = defined_over_all(definition)
    supposed, told = _supposed(follower)
    written = names_in(left.term) if left.term is not None else frozenset()
    parameters = {p.name for p in definition.parameters} | (written - {definition.name})  # the x_i of f(x_i), too
    line = follower.line_of(left.place.start)
    if definition.parameters and supposed & parameters:  # "for i != j let w_ij = ..." leaves w_ii open
        follower.memory.unread[definition.name] = line
    else:
        follower.memory.bounded.pop(definition.name, None)
        own = bounds_of(told, parameters)
        if definition.kind == "function" and own:  # "for x >= 0, f(x) = x" leaves f(-1) open
            follower.memory.bounded[definition.name] = line, own
        if not chosen:
            follower.defined.setdefault(definition.name, []).append(definition)
        bind(follower, definition, left.place.start, Source(left, right, follower.memory.section), aside=aside)
    text = f"{left.place.text} = {right.place.text}"
    follower.memory.definitions.append(follower.note(left.place.start, text))


def _supposed(follower: Follower) -> tuple[frozenset[str], list[n.Term]]:
    """Return the names of which something is supposed here, and what this sentence tells."""
    memory = follower.memory
    said = [h.truth for h in (*memory.present(), *follower.coming)]
    here = [truth for truth, number in memory.said_by.items() if number == memory.sentence]
    compared = memory.compared[1] if memory.compared[0] == memory.sentence else frozenset[str]()
    cases = [h.truth for h in memory.present()] + [t for t in said if is_index_case(t)]
    return compared.union(*map(names_in, cases)), [*said, *here]


def give(
    follower: Follower,
    definition: Definition,
    link: Link,
    *,
    fixed: bool,
    example: Literal["", "numbers", "decimals", "open"] = "",
) -> None:
    """Keep the number that a text gives to a name; `fixed`: for all that follows in its section.

    `example`: for claims about numbers ("Example: z = 2."), or printed ones only ("for z = 2 we get"),
    or left open ("take z = 2, a large one").
    """
    memory = follower.memory
    text = str(n.Relation("=", n.Symbol(definition.name), definition.body))
    origin = follower.stated(link.start)
    known = memory.given.get(definition.name)
    alone = known is None or (known.alone and known.definition == definition)
    memory.given[definition.name] = Given(definition, text, origin, memory.section, fixed, example=example, alone=alone)


def _fixes(truth: n.Term, used: Collection[str]) -> bool:
    """Whether a case gives a number to a name that a definition keeps: "when w = 0 the model f = w x + b is flat"."""
    name = truth.left if isinstance(truth, n.Relation) and truth.op == "=" else None
    fixed = isinstance(name, n.Symbol) and name.sort != INDEX and name.name in used
    return fixed and isinstance(truth, n.Relation) and is_closed(truth.right)


def declare_anew(follower: Follower, function: Value) -> None:
    r"""Note that a function is declared, f : A \to B; one that was defined before is another from here on."""
    memory, name = follower.memory, function.place.text
    line = follower.line_of(function.place.start)
    memory.definitions.append(follower.note(function.place.start, name))
    if memory.defined_at.get(name, (line, 0))[0] < line:
        forget(follower, name)
        memory.unread[name] = line


def forget(follower: Follower, name: str) -> None:
    """Let a name mean nothing that was said of it so far."""
    memory = follower.memory
    kept = {known: d for known, d in memory.scope.definitions.items() if known != name}
    memory.scope = replace(memory.scope, definitions=kept)
    memory.sources.pop(name, None)
    follower.defined.pop(name, None)


def bind(follower: Follower, definition: Definition, start: int, source: Source, *, aside: bool = False) -> None:
    """Make a definition known, and the cases in which it holds."""
    memory = follower.memory
    memory.sources[definition.name] = source
    used = names_in(definition.body) | {p.name for p in definition.parameters}
    cases = tuple(
        h  # a letter that is explained in a case i = j means the same in all cases, if it has neither i nor j
        for h in memory.present()
        if not (aside and is_index_case(h.truth) and used.isdisjoint(names_in(h.truth))) and not _fixes(h.truth, used)
    )
    memory.guards[definition.name] = Guard(cases, memory.section)
    for truth, section in memory.assumed_in.items():  # what was supposed of another thing of this name
        if section != memory.section and definition.name in names_in(truth):
            memory.local[truth] = section
    memory.scope = memory.scope.define(definition)
    memory.defined_at[definition.name] = (follower.line_of(start), memory.section)
