"""What a term says, in independent symbols: definitions put in, derivatives taken, arrays lowered to entries.

An expanded term holds no defined name, no array but plain entries, no derivative. An
opaque quantity (L, a function of a and y) becomes an application L(a, y) of a
function of which only the name is known, so that the chain rule sees through it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatch

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.definedness import Need, needs
from symloss.kernel.proving.differentiate import Variable, differentiate
from symloss.kernel.proving.independent import ground, made_of
from symloss.kernel.proving.lower import Indices, entry, of_inverse, scalar, vector_of
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, INVERSE
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import DENSITY, FUNCTION, INDEX, is_number
from symloss.term.statement import Statement
from symloss.term.walk import free_symbols, fresh, loose_symbols, rebuild, rename_bound, size, substitute

_DEPTH = 40


@dataclass(frozen=True)
class Expander:
    """How the names of one statement are put in.

    taken: names that bound indices must not have. held: defined names that stand for
    themselves just now (the `a` of dL/da). seams: conditions for derivatives to exist,
    collected on the way. depth counts nested definitions. loose: what stands outside of
    integrals by it, so that one without ends may be its antiderivative.
    """

    scope: Scope
    limits: Limits
    taken: frozenset[n.Symbol] = frozenset()
    held: frozenset[str] = frozenset()
    seams: list[Need] = field(default_factory=list)
    depth: int = 0
    loose: frozenset[n.Symbol] = frozenset()

    def expand(self, term: n.Term) -> n.Term:
        """Return a term of scalar or truth sort in independent symbols."""
        return _expand(term, self)

    def entry(self, term: n.Term, indices: Indices) -> n.Term:
        """Return the entry of an array term, expanded; a number has the entry ()."""
        return _expand(entry(term, indices), self)

    def definition(self, name: str) -> Definition | None:
        """Return what a name stands for, unless it is held."""
        return None if name in self.held else self.scope.definitions.get(name)

    def inside(self) -> Expander:
        """Return this expander one definition deeper."""
        if self.depth > _DEPTH:
            raise OutOfReach("definitions that go round in a circle")
        return replace(self, depth=self.depth + 1)

    def varied(self, taken: frozenset[n.Symbol] = frozenset(), held: frozenset[str] = frozenset()) -> Expander:
        """Return this expander with more names taken or held, and conditions of its own."""
        return replace(self, taken=self.taken | taken, held=self.held | held, seams=[])

    def put(self, definition: Definition, values: tuple[n.Term, ...]) -> n.Term:
        """Return the body of a definition at the given parameters."""
        if len(values) != len(definition.parameters):
            raise OutOfReach(f"{definition.name} takes {len(definition.parameters)} parameters, not {len(values)}")
        given: dict[n.Term, n.Term] = dict(zip(definition.parameters, values, strict=True))
        if any(len(sort_of(value).shape) < len(sort_of(parameter).shape) for parameter, value in given.items()):
            raise OutOfReach(f"a number where {definition.name} takes an array")
        carried = self.scope.carried(definition) if values != definition.parameters else frozenset()
        body = definition.body
        if any(given[parameter] != parameter for parameter in carried):
            body = self._with_all_that_varies(definition)
        return substitute(body, given)

    def _with_all_that_varies(self, definition: Definition) -> n.Term:
        """Return the body of g(z) = q^2 with q = 3 z put in: g(0) is made of the q at 0."""
        inner = self.inside().varied(held=frozenset(p.name for p in definition.parameters))
        if sort_of(definition.body).shape:
            raise OutOfReach(f"{definition.name} is an array made of names that vary with its argument")
        body = inner.expand(definition.body)
        if inner.seams:
            raise OutOfReach(f"{definition.name} is made of derivatives that vary with its argument")
        return body


@singledispatch
def _expand(term: n.Term, of: Expander) -> n.Term:
    return rebuild(term, of.expand)


@_expand.register
def _(term: n.Symbol, of: Expander) -> n.Term:
    if term in of.taken and term.sort == INDEX and term.name not in of.scope.definitions:
        return term
    definition = of.definition(term.name)
    if definition is not None:
        if definition.parameters or term.sort.shape:
            raise OutOfReach(f"{term.name} stands for an array or a function where a number is expected")
        return of.inside().expand(definition.body)
    if term.name in of.scope.depends and term.name not in of.held and not term.sort.shape:
        return opaque(term.name, of)
    return term


def opaque(name: str, of: Expander) -> n.Apply:
    """Return the opaque quantity as an application to what it depends on."""
    return n.Apply(n.Symbol(name, FUNCTION), tuple(_argument(s, of.inside()) for s in of.scope.depends[name]))


@_expand.register
def _(term: n.Indexed, of: Expander) -> n.Term:
    base, indices = term.base, term.indices
    if isinstance(base, n.Apply) and isinstance(base.function, n.Symbol):
        definition = of.definition(base.function.name)
        if definition is not None:
            return of.inside().entry(of.put(definition, base.arguments), indices)
        named = base.function == INVERSE.symbol and of_inverse(base, indices) == term
        if base.function.name not in FUNCTIONS or named:
            return n.Indexed(_applied(base, of), tuple(map(of.expand, indices)))
    if not isinstance(base, n.Symbol):
        return of.entry(base, indices)
    definition = of.definition(base.name)
    if definition is not None:
        own = len(definition.parameters)
        return of.inside().entry(of.put(definition, indices[:own]), indices[own:])
    expanded = tuple(map(of.expand, indices))
    unknown = base.name in of.scope.depends and base.name not in of.held
    return n.Indexed(opaque(base.name, of) if unknown else base, expanded)


@_expand.register
def _(term: n.Bind, of: Expander) -> n.Term:
    if term.kind == "vector":
        raise OutOfReach("a vector where a number is expected")
    if term.kind in ("sup", "inf", "argmax", "argmin"):
        raise OutOfReach(f"no rule for {term.kind}")
    term = _renamed(term, of)
    over = _distribution(term.over, of) if term.kind == "expectation" else of.expand(term.over)
    inner = of.varied(taken=frozenset({term.index}))
    body = inner.expand(term.body)
    of.seams.extend(need.outside(term, over) for need in inner.seams)
    return n.Bind(term.kind, term.index, over, body)


def _distribution(over: n.Term, of: Expander) -> n.Term:
    """Return a distribution together with what it depends on, so that no derivative passes it by."""
    if not isinstance(over, n.Symbol):
        return (
            n.Apply(over.function, tuple(_argument(a, of) for a in over.arguments))
            if isinstance(over, n.Apply)
            else over
        )
    definition = of.definition(over.name)
    made_of = free_symbols(definition.body) - set(definition.parameters) if definition is not None else frozenset()
    parents = (*of.scope.depends.get(over.name, ()), *sorted(made_of, key=lambda s: s.name))
    values = tuple(s for s in parents if s.sort not in (INDEX, FUNCTION, DENSITY))
    return n.Apply(over, tuple(_argument(s, of) for s in values)) if values else over


def _renamed(term: n.Bind, of: Expander) -> n.Bind:
    """Return the binder with an index that means nothing else where it stands."""
    names = {s.name for s in of.taken}
    if term.index.name not in names and term.index.name not in of.scope.definitions:
        return term
    avoid = of.taken | free_symbols(term.body) | {n.Symbol(name, INDEX) for name in of.scope.definitions}
    renamed = rename_bound(term, fresh(term.index, avoid))
    assert isinstance(renamed, n.Bind)
    return renamed


@_expand.register(n.Inner)
@_expand.register(n.Norm)
@_expand.register(n.Pow)
def _(term: n.Term, of: Expander) -> n.Term:
    lowered = scalar(term)
    return rebuild(term, of.expand) if lowered is None else of.expand(lowered)


@_expand.register
def _(term: n.Apply, of: Expander) -> n.Term:
    if isinstance(term.function, n.Prime):
        return _primed(term.function, term.arguments, of)
    if not isinstance(term.function, n.Symbol):
        raise OutOfReach(f"{term.function} as a function")
    definition = of.definition(term.function.name)
    if definition is not None:
        return of.inside().expand(of.put(definition, term.arguments))
    lowered = scalar(term)
    if lowered is not None:
        return of.expand(lowered)
    if term.function.name in ("softmax", "diag", "inverse"):
        raise OutOfReach(f"{term.function.name} where a number is expected")
    return _applied(term, of)


def _applied(term: n.Apply, of: Expander) -> n.Term:
    arguments = tuple(_argument(a, of) for a in term.arguments)
    match term.function, arguments:
        case n.Symbol("ln"), (n.Apply(n.Symbol("exp"), (exponent,)),):
            return exponent
    return n.Apply(term.function, arguments)


def _argument(term: n.Term, of: Expander) -> n.Term:
    """Return an argument of an unknown function: a number, a plain array, or the vector of an array's entries."""
    if isinstance(term, n.Bind) and term.kind == "vector":
        return _vector(term, of)
    if not _shape(term):
        return of.expand(term)
    return term if isinstance(term, n.Symbol) and _is_plain(term.name, of) else _argument(vector_of(term), of)


def _vector(term: n.Bind, of: Expander) -> n.Term:
    term = _renamed(term, of)
    return n.Bind("vector", term.index, of.expand(term.over), _argument(term.body, of.varied(frozenset({term.index}))))


def _shape(term: n.Term) -> tuple[n.Term, ...]:
    """Return the shape of a term; what is expanded already may have no sort of its own, and is a number."""
    try:
        return sort_of(term).shape
    except SortError:
        return ()


def _is_plain(name: str, of: Expander) -> bool:
    """Return whether a name stands for itself."""
    return name in of.held or not (name in of.scope.definitions or name in of.scope.depends)


def _primed(prime: n.Prime, arguments: tuple[n.Term, ...], of: Expander) -> n.Term:
    """Return f'(x): f differentiated at a fresh symbol, then the argument put in."""
    if len(arguments) != 1 or not isinstance(prime.function, n.Symbol):
        raise OutOfReach("a prime on something that is not a function of one argument")
    if not is_number(sort_of(arguments[0])):
        raise OutOfReach("a prime on a function of an array")
    at = fresh(n.Symbol("x"), of.taken | {n.Symbol(name) for name in (*of.scope.symbols, *of.scope.definitions)})
    inner = of.varied(taken=frozenset({at}))
    body = inner.expand(n.Apply(prime.function, (at,)))
    slope = _repeated(body, at, prime.order, inner)
    value: dict[n.Term, n.Term] = {at: of.expand(arguments[0])}
    of.seams.extend(_at(need, value) for need in inner.seams)
    return substitute(slope, value)


def _at(need: Need, values: dict[n.Term, n.Term]) -> Need:
    return need.map(lambda term: substitute(term, values))


# --- derivatives --------------------------------------------------------------------------


@_expand.register
def _(term: n.Derivative, of: Expander) -> n.Term:
    name = _name(term.variable)
    inner = of.varied(held=frozenset({name}))
    body = inner.expand(term.body)
    _check_reading(term, name, body, of)
    _check_held(name, body, of)
    variable = term.variable
    if isinstance(variable, n.Indexed):
        variable = n.Indexed(variable.base, tuple(map(of.expand, variable.indices)))
    assert isinstance(variable, n.Symbol | n.Indexed)
    body = _repeated(body, variable, term.order, inner)
    if _is_plain(name, of):
        of.seams.extend(inner.seams)
        return body
    for need in inner.seams:
        of.seams.append(need.map(of.inside().expand))
    return of.inside().expand(body)


def _name(variable: n.Term) -> str:
    base = variable.base if isinstance(variable, n.Indexed) else variable
    if not isinstance(base, n.Symbol):
        raise OutOfReach("a derivative by something that is not a symbol")
    return base.name


def _repeated(body: n.Term, variable: Variable, order: int, of: Expander) -> n.Term:
    """Differentiate `order` times; what the body needs, its derivative needs as well."""
    for _ in range(order):
        of.seams.extend(_open(need) for need in needs(body))
        body = differentiate(body, variable, of.seams)
        if size(body) > of.limits.nodes:
            raise OutOfReach(f"a derivative of more than {of.limits.nodes} nodes")
    return body


def _open(need: Need) -> Need:
    """Return the condition for a term to have a value on both sides of the point."""
    if need.truth.op == ">=":
        return Need(n.Relation(">", need.truth.left, need.truth.right), need.letters, need.guards, exact=False)
    return need


def _check_reading(term: n.Derivative, name: str, body: n.Term, of: Expander) -> None:
    """Refuse dL/da if L is made of what `a` is made of without going through `a`."""
    definition = of.definition(name)
    if definition is None:
        parents = frozenset(of.scope.depends.get(name, ())) if name not in of.held else frozenset()
    else:
        parents = free_symbols(definition.body) - set(definition.parameters)
    if not parents:
        return
    grounds = frozenset(s for p in parents for s in ground(p, of.scope))
    shared = sorted(s.name for s in grounds & free_symbols(body) if s.sort not in (INDEX, FUNCTION, DENSITY))
    mentions = name in {s.name for s in free_symbols(body)}
    if shared and (not mentions or term.style in ("d", "prime")):
        raise OutOfReach(f"the derivative by {name} of a term that is also made of {shared[0]} has no single meaning")


def _check_held(name: str, body: n.Term, of: Expander) -> None:
    """Refuse dL/dz where L is made of an `a` that is made of z but stands for itself: in d/da (dL/dz) z cannot move."""
    for held in sorted((s for s in free_symbols(body) if s.name in of.held and s.name != name), key=str):
        if name in {s.name for s in made_of(held, of.scope)}:
            raise OutOfReach(f"the derivative by {name} where {held}, which is made of it, is the variable")


@_expand.register
def _(term: n.At, of: Expander) -> n.Term:
    name = term.variable.name
    inner = of.varied(held=frozenset() if _is_plain(name, of) else frozenset({name}))
    if term.variable.sort.shape:
        return _at_array(term, of, inner.varied(taken=free_symbols(term.value)))
    body = inner.expand(term.body)
    value: dict[n.Term, n.Term] = {term.variable: of.expand(term.value)}
    of.seams.extend(_at(need, value) for need in inner.seams)
    return substitute(body, value)


def _at_array(term: n.At, of: Expander, inner: Expander) -> n.Term:
    """Return a value with the entries of an array put in for those of a name."""

    def put(part: n.Term) -> n.Term:
        if isinstance(part, n.Indexed) and part.base == term.variable:
            return of.entry(term.value, part.indices)
        if part == term.variable:
            raise OutOfReach(f"a function of the whole of {term.variable}, at another array")
        return rebuild(part, put)

    body = put(inner.expand(term.body))
    of.seams.extend(need.map(put) for need in inner.seams)
    return body


@_expand.register
def _(term: n.Integral, of: Expander) -> n.Term:
    """Put in what varies with the variable; without ends it is over all values. Kinks there do not matter to it."""
    if term.upper is None and term.variable in of.loose:
        raise OutOfReach("an integral without ends inside a formula")
    inner = of.varied(taken=frozenset({term.variable}), held=frozenset({term.variable.name}))
    body = inner.expand(term.body)
    of.seams.extend(need for need in inner.seams if term.variable not in need.spoken_of())
    variable = fresh(term.variable, of.taken | {n.Symbol(name) for name in of.scope.definitions})
    ends = (of.expand(end) for end in (term.lower or n.Neg(n.Constant("inf")), term.upper or n.Constant("inf")))
    return n.Integral(substitute(body, {term.variable: variable}), variable, *ends)


@_expand.register(n.Limit)
@_expand.register(n.MatMul)
def _(term: n.Limit | n.MatMul, of: Expander) -> n.Term:
    inside = isinstance(term, n.Limit)
    raise OutOfReach("a limit inside a formula" if inside else "a matrix product where a number is expected")


def expander(
    statement: Statement,
    terms: tuple[n.Term, ...],
    letters: frozenset[n.Symbol] = frozenset(),
    held: frozenset[str] = frozenset(),
) -> Expander:
    """Return an expander that keeps bound names apart from all names in use."""
    made = statement.scope.definitions.values()
    bodies = [free_symbols(d.body) - set(d.parameters) for d in made]
    said = (*terms, *(f.truth for f in statement.facts))
    taken = letters.union(*map(free_symbols, said), *bodies)
    loose = frozenset().union(*map(loose_symbols, said), *(loose_symbols(d.body) - set(d.parameters) for d in made))
    return Expander(statement.scope, LIMITS, taken, held, loose=loose)
