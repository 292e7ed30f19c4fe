"""What a name means while one side is read: the scope, the names bound around, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import singledispatch

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.rows import single
from symloss.latex.reading.survey import survey
from symloss.term.nodes import Apply, Prime, Symbol, Term
from symloss.term.scope import Scope
from symloss.term.walk import free_symbols

Key = tuple[object, ...]


class OpenSize(ReadError):
    """A 1 or I that nothing beside it gives a size."""


@dataclass(frozen=True)
class Context:
    """The scope, and what is bound locally (indices of sums, variables of integrals).

    one_size: every 1 and I whose size is not written has the same one, as in 1 1^T 1 1^T.
    """

    scope: Scope
    local: Mapping[str, Symbol] = field(default_factory=dict)
    written: Mapping[Key, str] = field(default_factory=dict)
    elided: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)  # arguments of functions written without
    outside: frozenset[str] = frozenset()  # the letters that stand in subscripts outside of sums without a subscript
    one_size: bool = False

    @property
    def rows(self) -> bool:
        """Whether the name of a vector stands for a row."""
        return self.scope.manner.rows

    def symbol(self, name: str) -> Symbol | None:
        """Return the symbol that `name` is declared to be, or None."""
        return self.local.get(name) or self.scope.symbols.get(name)

    def bind(self, *symbols: Symbol) -> Context:
        """Return this context inside a binder of `symbols`."""
        return replace(self, local={**self.local, **{s.name: s for s in symbols}})

    def noted(self, node: t.Node) -> str | None:
        """Return the name that the scope writes like `node`, or None."""
        return self.written.get(key(node)) if self.written else None

    def valued(self, function: Term) -> Term:
        """Return the value of a function that is written without the arguments it is known to have."""
        symbol = function.function if isinstance(function, Prime) else function
        arguments = self.elided.get(symbol.name) if isinstance(symbol, Symbol) else None
        return Apply(function, arguments) if arguments else function

    def is_quantity(self, name: str) -> bool:
        """Return whether `name` stands for something that depends on other symbols."""
        return name in self.scope.depends or (
            name in self.scope.definitions and self.scope.definitions[name].kind != "function"
        )

    def dependencies(self, name: str) -> frozenset[str]:
        """Return the names that the quantity `name` depends on, through definitions."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            direct: set[str] = {s.name for s in self.scope.depends.get(current, ())}
            definition = self.scope.definitions.get(current)
            if definition is not None:
                direct |= {s.name for s in free_symbols(definition.body)}
                direct |= {s.name for s in definition.parameters}
            waiting += sorted(direct - seen)
            seen |= direct
        return frozenset(seen)


def context(scope: Scope, elided: Mapping[str, tuple[Term, ...]] | None = None, node: t.Node | None = None) -> Context:
    """Return the context of a side that stands alone; `elided`: what functions written without arguments are of."""
    written = {}
    for name, latex in scope.notation.items():
        written[key(single(latex))] = name
    return Context(scope, {}, written, elided or {}, _outside(node) if node is not None else frozenset())


def _outside(node: t.Node) -> frozenset[str]:
    bare = [part for part in t.walk(node) if isinstance(part, t.Big) and part.sub is None]
    mentions = survey(node) if bare else ()
    around = [m for m in mentions if not any(b.body.start <= m.start and m.end <= b.body.end for b in bare)]
    return frozenset(letter for m in around for letter in m.subscripts)


def key(node: t.Node) -> Key:
    """Return what is written, without where it stands."""
    values: list[object] = [type(node).__name__]
    for item in fields(node):
        if item.name not in ("start", "end"):
            values.append(_key(getattr(node, item.name)))
    return tuple(values)


def _key(value: object) -> object:
    if isinstance(value, t.Node):
        return key(value)
    return tuple(_key(v) for v in value) if isinstance(value, tuple) else value


def refusal(node: t.Node, message: str, expected: str = "", token: str = "") -> ReadError:
    """Return the error at `node`."""
    return ReadError(message, node.start, token or names.spell(node), expected, max(1, node.end - node.start))


@singledispatch
def mean(node: t.Node, known: Context) -> Term:
    """Return what `node` means; the modules that know a kind of node register here."""
    raise refusal(node, f"a {type(node).__name__.lower()} has no meaning here")
