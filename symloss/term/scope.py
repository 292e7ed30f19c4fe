"""What the symbols of a text or a declaration mean: a `Scope`, and `Hypothesis`.

A scope is a value: every change returns a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from symloss.term.nodes import Symbol, Term
from symloss.term.walk import free_symbols

Beside = Literal["", "inner", "entrywise"]  # how two vectors side by side are multiplied; "": such a text has none
Layout = Literal["", "numerator"]  # of the derivatives of numbers by vectors: they are vectors, or rows
DefinitionKind = Literal["value", "indexed", "function"]


@dataclass(frozen=True)
class Definition:
    """A name and what it stands for.

    value: `a` is `body`. indexed: `p_k` is `body` for every k (parameters: the
    index symbols). function: `f(x)` is `body` (parameters: the arguments).
    """

    name: str
    body: Term
    parameters: tuple[Symbol, ...] = ()
    kind: DefinitionKind = "value"


@dataclass(frozen=True)
class Hypothesis:
    """A truth about the symbols, and where it comes from.

    `origin` is what a report prints after "from": "stated, line 3", "declared",
    "natural domain", "found".
    """

    truth: Term
    origin: str = "declared"


@dataclass(frozen=True)
class Manner:
    """How a text writes arrays and their products, where people differ.

    rows: the names of vectors are rows (x W + b). beside: what two vectors side by side mean (w x + b).
    each_column: a column beside a matrix is added to each column of it (W X + b). layout: see `Layout`.
    """

    rows: bool = False
    beside: Beside = ""
    each_column: bool = False
    layout: Layout = ""


COLUMNS = Manner()  # vectors are columns, and nothing else is particular


@dataclass(frozen=True)
class Scope:
    """Names and their meaning.

    symbols: every declared name with its sort (a name that is not here is unknown to
    the strict readers). definitions: names that stand for terms. index_sets: the set
    an index letter runs over when a sum says no bounds. depends: for an opaque
    quantity, the symbols it is a function of (L: (a, y)); a symbol in neither
    `definitions` nor `depends` is independent. domain: what is known of the symbols
    (symbols are real, indices and sizes are positive integers, unless said
    otherwise). notation: how a name is written in LaTeX. entrywise: functions of one
    number of which nothing else is known, and which an array is put into entry by entry.
    manner: how arrays are written here.
    drawn: the one letter that is drawn from a distribution, by its name: x of "x ~ P", which E_P[...] is over.
    overloaded: names of several functions, told apart by how many arguments they take; the fewest that any takes.
    """

    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    index_sets: Mapping[str, Term] = field(default_factory=dict)
    depends: Mapping[str, tuple[Symbol, ...]] = field(default_factory=dict)
    domain: tuple[Hypothesis, ...] = ()
    notation: Mapping[str, str] = field(default_factory=dict)
    entrywise: frozenset[str] = frozenset()
    manner: Manner = COLUMNS
    drawn: Mapping[str, Symbol] = field(default_factory=dict)
    overloaded: Mapping[str, int] = field(default_factory=dict)

    def declare(self, *symbols: Symbol) -> Scope:
        """Return this scope with more symbols (a later sort of one name replaces the earlier)."""
        return replace(self, symbols={**self.symbols, **{s.name: s for s in symbols}})

    def define(self, *definitions: Definition) -> Scope:
        """Return this scope with more definitions; their names must be declared."""
        return replace(self, definitions={**self.definitions, **{d.name: d for d in definitions}})

    def forget(self, name: str) -> Scope:
        """Return this scope without what is known of a name but its sort."""
        definitions = {known: d for known, d in self.definitions.items() if known != name}
        return replace(self, definitions=definitions, depends={k: on for k, on in self.depends.items() if k != name})

    def carried(self, definition: Definition) -> frozenset[Symbol]:
        """Return the parameters a body depends on through other names: z of g(z) = q^2, i of g_i, if q = 3 z_i."""
        if not definition.parameters:
            return frozenset()
        known: dict[str, tuple[Definition, frozenset[Symbol]]] = self.__dict__.setdefault("_carried", {})
        told, found = known.get(definition.name, (None, frozenset()))
        if told is not definition:  # every value at a point asks for it: it is found once for each definition
            found = self._carried_by(definition)
            known[definition.name] = definition, found
        return found

    def _carried_by(self, definition: Definition) -> frozenset[Symbol]:
        own = frozenset(definition.parameters)
        todo = list(free_symbols(definition.body) - own) if own else []
        seen = set(todo)
        while todo:
            name = todo.pop().name
            known = self.definitions.get(name)
            made_of = free_symbols(known.body) - set(known.parameters) if known is not None else frozenset()
            more = (made_of | set(self.depends.get(name, ()))) - seen
            seen |= more
            todo += more
        return own & seen

    def suppose(self, *hypotheses: Hypothesis) -> Scope:
        """Return this scope with more facts about its symbols."""
        return replace(self, domain=(*self.domain, *hypotheses))

    def run(self, index: Symbol, over: Term) -> Scope:
        """Return this scope with `index` declared to run over the set `over`."""
        return replace(self.declare(index), index_sets={**self.index_sets, index.name: over})

    def depend(self, name: str, *on: Symbol) -> Scope:
        """Return this scope with the opaque quantity `name` declared a function of `on`."""
        return replace(self, depends={**self.depends, name: on})

    def write(self, name: str, latex: str) -> Scope:
        """Return this scope with `name` written as `latex` in LaTeX."""
        return replace(self, notation={**self.notation, name: latex})
