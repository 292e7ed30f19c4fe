"""What a term says, in independent symbols: definitions put in, derivatives taken, arrays lowered to entries.

An expanded term holds no defined name, no array but plain entries, no derivative. An
opaque quantity (L, a function of a and y) becomes an application L(a, y) of a
function of which only the name is known, so that the chain rule sees through it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatch

from symloss.kernel.definedness import ONE, Need, needs
from symloss.kernel.differentiate import TWO, Variable, differentiate
from symloss.kernel.limits import Limits
from symloss.kernel.proof import OutOfReach
from symloss.term import nodes as n
from symloss.term.functions import EXP, FUNCTIONS, LN, SQRT
from symloss.term.scope import Definition, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX, Sort, is_number
from symloss.term.walk import free_symbols, fresh, rebuild, rename_bound, size, substitute

Indices = tuple[n.Term, ...]
_DEPTH = 40


@dataclass(frozen=True)
class Expander:
    """How the names of one statement are put in.

    taken: names that bound indices must not have. held: defined names that stand for
    themselves just now (the `a` of dL/da). seams: conditions for derivatives to exist,
    collected on the way. depth counts nested definitions.
    """

    scope: Scope
    limits: Limits
    taken: frozenset[n.Symbol] = frozenset()
    held: frozenset[str] = frozenset()
    seams: list[Need] = field(default_factory=list)
    depth: int = 0

    def expand(self, term: n.Term) -> n.Term:
        """Return a term of scalar or truth sort in independent symbols."""
        return _expand(term, self)

    def entry(self, term: n.Term, indices: Indices) -> n.Term:
        """Return the entry of an array term at (not yet expanded) indices; a scalar has the entry ()."""
        if not indices:
            return _expand(term, self)
        return _entry(term, indices, self)

    def definition(self, name: str) -> Definition | None:
        """Return what a name stands for, unless it is held."""
        return None if name in self.held else self.scope.definitions.get(name)

    def inside(self) -> Expander:
        """Return this expander one definition deeper."""
        if self.depth > _DEPTH:
            raise OutOfReach("definitions that go round in a circle")
        return Expander(self.scope, self.limits, self.taken, self.held, self.seams, self.depth + 1)

    def holding(self, *names: str) -> Expander:
        """Return this expander with defined names standing for themselves."""
        return Expander(self.scope, self.limits, self.taken, self.held | set(names), self.seams, self.depth)

    def under(self, index: n.Symbol) -> Expander:
        """Return this expander for the body of a binder of `index`."""
        return Expander(self.scope, self.limits, self.taken | {index}, self.held, self.seams, self.depth)

    def put(self, definition: Definition, values: tuple[n.Term, ...]) -> n.Term:
        """Return the body of a definition at the given parameters."""
        if len(values) != len(definition.parameters):
            raise OutOfReach(f"{definition.name} takes {len(definition.parameters)} parameters, not {len(values)}")
        return substitute(definition.body, dict(zip(definition.parameters, values, strict=True)))


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
        return _opaque(term.name, of)
    return term


def _opaque(name: str, of: Expander) -> n.Apply:
    """Return the opaque quantity as an application to what it depends on."""
    return n.Apply(n.Symbol(name, FUNCTION), tuple(_argument(s, of.inside()) for s in of.scope.depends[name]))


@_expand.register
def _(term: n.Indexed, of: Expander) -> n.Term:
    return of.entry(term.base, term.indices)


@_expand.register
def _(term: n.Bind, of: Expander) -> n.Term:
    if term.kind == "expectation":
        raise OutOfReach("expectations")
    if term.kind == "vector":
        raise OutOfReach("a vector where a number is expected")
    term = _renamed(term, of)
    return n.Bind(term.kind, term.index, of.expand(term.over), of.under(term.index).expand(term.body))


def _renamed(term: n.Bind, of: Expander) -> n.Bind:
    """Return the binder with an index that means nothing else where it stands."""
    names = {s.name for s in of.taken}
    if term.index.name not in names and term.index.name not in of.scope.definitions:
        return term
    avoid = of.taken | free_symbols(term.body) | {n.Symbol(name, INDEX) for name in of.scope.definitions}
    renamed = rename_bound(term, fresh(term.index, avoid))
    assert isinstance(renamed, n.Bind)
    return renamed


@_expand.register
def _(term: n.Inner, of: Expander) -> n.Term:
    return _sum_over(
        sort_of(term.left).shape[0],
        lambda k, inner: n.Mul((inner.entry(term.left, (k,)), inner.entry(term.right, (k,)))),
        of,
    )


@_expand.register
def _(term: n.Norm, of: Expander) -> n.Term:
    shape = sort_of(term.term).shape

    def over_all(body: Callable[[n.Term], n.Term], kind: n.BinderKind = "sum") -> n.Term:
        return _fold(shape, term.term, (), body, of, kind)

    if term.order == TWO:
        return SQRT(over_all(lambda x: n.Pow(x, TWO)))
    if term.order == ONE:
        return over_all(FUNCTIONS["abs"])
    if term.order == n.Constant("inf"):
        return over_all(FUNCTIONS["abs"], "max")
    order = of.expand(term.order)
    return n.Pow(over_all(lambda x: n.Pow(FUNCTIONS["abs"](x), order)), n.Div(ONE, order))


def _fold(
    shape: tuple[n.Term, ...], array: n.Term, indices: Indices, body: Callable[[n.Term], n.Term], of: Expander,
    kind: n.BinderKind = "sum",
) -> n.Term:  # fmt: skip
    """Return the sum (or maximum) of `body` of every entry."""
    if not shape:
        return body(of.entry(array, indices))
    return _sum_over(shape[0], lambda k, inner: _fold(shape[1:], array, (*indices, k), body, inner, kind), of, kind)


def _sum_over(
    length: n.Term, body: Callable[[n.Symbol, Expander], n.Term], of: Expander, kind: n.BinderKind = "sum"
) -> n.Term:
    """Return the sum over 1..length of a body that is given the index."""
    avoid = of.taken | {n.Symbol(name, INDEX) for name in (*of.scope.definitions, *of.scope.symbols)}
    index = fresh(n.Symbol("i", INDEX), avoid)
    return n.Bind(kind, index, n.Range(ONE, of.expand(length)), body(index, of.under(index)))


@_expand.register
def _(term: n.Apply, of: Expander) -> n.Term:
    function, arguments = term.function, term.arguments
    if isinstance(function, n.Prime):
        return _primed(function, arguments, of)
    assert isinstance(function, n.Symbol)
    definition = of.definition(function.name)
    if definition is not None:
        return of.inside().expand(of.put(definition, arguments))
    match function.name:
        case "logsumexp":
            (s,) = arguments
            return LN(_sum_over(sort_of(s).shape[0], lambda k, inner: EXP(inner.entry(s, (k,))), of))
        case "trace":
            (m,) = arguments
            return _sum_over(sort_of(m).shape[0], lambda k, inner: inner.entry(m, (k, k)), of)
        case "softmax" | "diag" | "det":
            raise OutOfReach(f"{function.name} where a number is expected")
    return n.Apply(function, tuple(_argument(a, of) for a in arguments))


def _argument(term: n.Term, of: Expander) -> n.Term:
    """Return an argument of an unknown function: a number, a plain array, or the vector of an array's entries."""
    shape = _shape(term)
    if not shape:
        return of.expand(term)
    if isinstance(term, n.Symbol) and _is_plain(term.name, of):
        return term
    return _entries_of(term, shape, (), of)


def _shape(term: n.Term) -> tuple[n.Term, ...]:
    """Return the shape of a term; what is expanded already may have no sort of its own, and is a number."""
    try:
        return sort_of(term).shape
    except SortError:
        return ()


def _is_plain(name: str, of: Expander) -> bool:
    """Return whether a name stands for itself."""
    return name in of.held or not (name in of.scope.definitions or name in of.scope.depends)


def _entries_of(term: n.Term, shape: tuple[n.Term, ...], indices: Indices, of: Expander) -> n.Term:
    if not shape:
        return of.entry(term, indices)
    row = _sum_over(shape[0], lambda k, inner: _entries_of(term, shape[1:], (*indices, k), inner), of)
    assert isinstance(row, n.Bind)
    return n.Bind("vector", row.index, row.over, row.body)


def _primed(prime: n.Prime, arguments: tuple[n.Term, ...], of: Expander) -> n.Term:
    """Return f'(x): f differentiated at a fresh symbol, then the argument put in."""
    if len(arguments) != 1 or not isinstance(prime.function, n.Symbol):
        raise OutOfReach("a prime on something that is not a function of one argument")
    if not is_number(sort_of(arguments[0])):
        raise OutOfReach("a prime on a function of an array")
    at = fresh(n.Symbol("x"), of.taken | {n.Symbol(name) for name in (*of.scope.symbols, *of.scope.definitions)})
    inner = Expander(of.scope, of.limits, of.taken | {at}, of.held, [], of.depth)
    body = inner.expand(n.Apply(prime.function, (at,)))
    slope = _repeated(body, at, prime.order, inner)
    value: dict[n.Term, n.Term] = {at: of.expand(arguments[0])}
    of.seams.extend(_at(need, value) for need in inner.seams)
    return substitute(slope, value)


def _at(need: Need, values: dict[n.Term, n.Term]) -> Need:
    truth = substitute(need.truth, values)
    assert isinstance(truth, n.Relation)
    return Need(truth, need.letters, tuple(substitute(g, values) for g in need.guards), need.exact)


# --- derivatives --------------------------------------------------------------------------


@_expand.register
def _(term: n.Derivative, of: Expander) -> n.Term:
    return _derivative(term, (), of)


def _derivative(term: n.Derivative, indices: Indices, of: Expander) -> n.Term:
    """Return the entry of d^n body/d variable^n: the body's indices first, then those of the variable."""
    of_body = len(sort_of(term.body).shape)
    own, rest = indices[:of_body], indices[of_body:]
    width = len(sort_of(term.variable).shape)
    if not width and not isinstance(term.variable, n.Symbol | n.Indexed):
        raise OutOfReach("a derivative by something that is not a symbol")
    name = _name(term.variable)
    inner = Expander(of.scope, of.limits, of.taken, of.held | {name}, [], of.depth)
    body = inner.entry(term.body, own)
    _check_reading(term, name, body, of)
    for step in range(term.order):
        variable = _variable_at(term.variable, rest[step * width : (step + 1) * width], of)
        body = _repeated(body, variable, 1, inner)
    if name in of.held or not (name in of.scope.definitions or name in of.scope.depends):
        of.seams.extend(inner.seams)
        return body
    for need in inner.seams:
        truth = of.inside().expand(need.truth)
        assert isinstance(truth, n.Relation)
        guards = tuple(of.inside().expand(g) for g in need.guards)
        of.seams.append(Need(truth, need.letters, guards, need.exact))
    return of.inside().expand(body)


def _name(variable: n.Term) -> str:
    base = variable.base if isinstance(variable, n.Indexed) else variable
    if not isinstance(base, n.Symbol):
        raise OutOfReach("a derivative by something that is not a symbol")
    return base.name


def _variable_at(variable: n.Term, indices: Indices, of: Expander) -> Variable:
    if isinstance(variable, n.Indexed):
        base, indices = variable.base, (*variable.indices, *indices)
    else:
        base = variable
    assert isinstance(base, n.Symbol)
    return n.Indexed(base, tuple(of.expand(i) for i in indices)) if indices else base


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
    made_of = frozenset(s for p in parents for s in _ground(p, of))
    shared = sorted(s.name for s in made_of & free_symbols(body) if s.sort not in (INDEX, FUNCTION))
    mentions = name in {s.name for s in free_symbols(body)}
    if shared and (not mentions or term.style == "d"):
        raise OutOfReach(f"the derivative by {name} of a term that is also made of {shared[0]} has no single meaning")


def _ground(symbol: n.Symbol, of: Expander, depth: int = 0) -> frozenset[n.Symbol]:
    """Return the independent symbols that a symbol is made of."""
    if depth > _DEPTH:
        raise OutOfReach("definitions that go round in a circle")
    definition = of.scope.definitions.get(symbol.name)
    parents: frozenset[n.Symbol] = frozenset(of.scope.depends.get(symbol.name, ()))
    if definition is not None:
        parents = free_symbols(definition.body) - set(definition.parameters)
    if not parents:
        return frozenset({symbol})
    return frozenset(s for p in parents for s in _ground(p, of, depth + 1))


@_expand.register
def _(term: n.At, of: Expander) -> n.Term:
    name = term.variable.name
    defined = name in of.scope.definitions or name in of.scope.depends
    inner = Expander(of.scope, of.limits, of.taken, of.held | {name} if defined else of.held, [], of.depth)
    body = inner.expand(term.body)
    value: dict[n.Term, n.Term] = {term.variable: of.expand(term.value)}
    of.seams.extend(_at(need, value) for need in inner.seams)
    return substitute(body, value)


@_expand.register
def _(term: n.Integral, of: Expander) -> n.Term:
    raise OutOfReach("an integral inside a formula")


@_expand.register
def _(term: n.Limit, of: Expander) -> n.Term:
    raise OutOfReach("a limit inside a formula")


@_expand.register
def _(term: n.MatMul, of: Expander) -> n.Term:
    raise OutOfReach("a matrix product where a number is expected")


# --- arrays -------------------------------------------------------------------------------


@singledispatch
def _entry(term: n.Term, indices: Indices, of: Expander) -> n.Term:
    raise OutOfReach(f"an entry of a {type(term).__name__}")


@_entry.register
def _(term: n.Symbol, indices: Indices, of: Expander) -> n.Term:
    definition = of.definition(term.name)
    if definition is not None:
        own = definition.parameters
        body = of.put(definition, indices[: len(own)])
        return of.inside().entry(body, indices[len(own) :])
    expanded = tuple(of.expand(i) for i in indices)
    if term.name in of.scope.depends and term.name not in of.held:
        return n.Indexed(_opaque(term.name, of), expanded)
    return n.Indexed(term, expanded)


@_entry.register
def _(term: n.Indexed, indices: Indices, of: Expander) -> n.Term:
    return of.entry(term.base, (*term.indices, *indices))


@_entry.register
def _(term: n.Neg, indices: Indices, of: Expander) -> n.Term:
    return n.Neg(of.entry(term.term, indices))


@_entry.register
def _(term: n.Add, indices: Indices, of: Expander) -> n.Term:
    return n.Add(tuple(of.entry(t, indices) for t in term.terms))


@_entry.register
def _(term: n.Mul, indices: Indices, of: Expander) -> n.Term:
    return n.Mul(tuple(of.entry(f, indices) if sort_of(f).shape else of.expand(f) for f in term.factors))


@_entry.register
def _(term: n.Div, indices: Indices, of: Expander) -> n.Term:
    return n.Div(of.entry(term.numerator, indices), of.expand(term.denominator))


@_entry.register
def _(term: n.Hadamard, indices: Indices, of: Expander) -> n.Term:
    return n.Mul(tuple(of.entry(f, indices) for f in term.factors))


@_entry.register
def _(term: n.Map, indices: Indices, of: Expander) -> n.Term:
    argument = of.entry(term.argument, indices)
    at = fresh(n.Symbol("x"), of.taken | free_symbols(argument) | {n.Symbol(name) for name in of.scope.symbols})
    inner = Expander(of.scope, of.limits, of.taken | {at}, of.held, [], of.depth)
    body = inner.expand(n.Apply(term.function, (at,)))
    of.seams.extend(_at(need, {at: argument}) for need in inner.seams)
    return substitute(body, {at: argument})


@_entry.register
def _(term: n.Bind, indices: Indices, of: Expander) -> n.Term:
    if term.kind == "vector":
        if not isinstance(term.over, n.Range):
            raise OutOfReach("a vector over a set that is no range")
        first = indices[0] if term.over.lower == ONE else n.Add((indices[0], term.over.lower, n.Neg(ONE)))
        return of.entry(substitute(term.body, {term.index: first}), indices[1:])
    if term.kind != "sum":
        raise OutOfReach(f"an entry of a {term.kind}")
    term = _renamed(term, _avoiding(of, indices))
    return n.Bind("sum", term.index, of.expand(term.over), of.under(term.index).entry(term.body, indices))


def _all(indices: Indices) -> frozenset[n.Symbol]:
    return frozenset(s for i in indices for s in free_symbols(i))


@_entry.register
def _(term: n.Stack, indices: Indices, of: Expander) -> n.Term:
    place = [_whole(i) for i in indices]
    row = term.rows[place[0] - 1]
    assert isinstance(row, n.Row)
    return of.expand(row.entries[place[1] - 1 if len(place) > 1 else 0])


def _whole(index: n.Term) -> int:
    if not isinstance(index, n.Number) or index.value.denominator != 1:
        raise OutOfReach("a symbolic entry of an array that is written out")
    return int(index.value)


@_entry.register
def _(term: n.Transpose, indices: Indices, of: Expander) -> n.Term:
    shape = sort_of(term.term).shape
    return of.entry(term.term, (indices[1],) if len(shape) == 1 else (indices[1], indices[0]))


@_entry.register
def _(term: n.MatMul, indices: Indices, of: Expander) -> n.Term:
    *before, last = term.factors
    left = before[0] if len(before) == 1 else n.MatMul(tuple(before))
    outer, inner = sort_of(left).shape, sort_of(last).shape
    own, rest = indices[:1], indices[1:]
    if len(outer) == 1:  # a column: the outer product with a row, a matrix of one row
        return n.Mul((of.entry(left, own), of.entry(last, (ONE, *rest))))
    return _sum_over(
        inner[0],
        lambda k, body: n.Mul((body.entry(left, (*own, k)), body.entry(last, (k, *rest)))),
        _avoiding(of, indices),
    )


def _avoiding(of: Expander, indices: Indices) -> Expander:
    return Expander(of.scope, of.limits, of.taken | _all(indices), of.held, of.seams, of.depth)


@_entry.register
def _(term: n.Derivative, indices: Indices, of: Expander) -> n.Term:
    return _derivative(term, indices, of)


@_entry.register
def _(term: n.Cases, indices: Indices, of: Expander) -> n.Term:
    values = tuple(of.entry(v, indices) for v in term.values)
    otherwise = None if term.otherwise is None else of.entry(term.otherwise, indices)
    return n.Cases(values, tuple(of.expand(c) for c in term.conditions), otherwise)


@_entry.register
def _(term: n.Apply, indices: Indices, of: Expander) -> n.Term:
    function = term.function
    definition = of.definition(function.name) if isinstance(function, n.Symbol) else None
    if definition is not None:
        return of.inside().entry(of.put(definition, term.arguments), indices)
    name = function.name if isinstance(function, n.Symbol) else ""
    (argument,) = term.arguments if len(term.arguments) == 1 else (None,)
    if name == "softmax" and argument is not None:
        below = _sum_over(
            sort_of(argument).shape[0], lambda k, body: EXP(body.entry(argument, (k,))), _avoiding(of, indices)
        )
        return n.Div(EXP(of.entry(argument, indices)), below)
    if name == "diag" and argument is not None:
        first, second = (of.expand(i) for i in indices)
        return n.Mul((n.Delta(first, second), of.entry(argument, indices[:1])))
    if name in FUNCTIONS or not isinstance(function, n.Symbol):
        raise OutOfReach(f"an entry of {name or 'an unknown function'}")
    return n.Indexed(n.Apply(function, tuple(_argument(a, of) for a in term.arguments)), tuple(map(of.expand, indices)))


def entries(sort: Sort, of: Expander) -> tuple[Indices, ...]:
    """Return the indices that stand for every entry of an array: letters, or all numbers of a written size."""
    found: list[Indices] = [()]
    taken = of.taken
    for place, length in enumerate(sort.shape):
        if isinstance(length, n.Number):
            if length.value > of.limits.size:
                raise OutOfReach(f"an array of more than {of.limits.size} entries")
            axis: list[n.Term] = [n.Number(Fraction(i)) for i in range(1, int(length.value) + 1)]
        else:
            names = {n.Symbol(name, INDEX) for name in (*of.scope.symbols, *of.scope.definitions)}
            letter = fresh(n.Symbol("ijklmn"[place % 6], INDEX), taken | names)
            taken |= {letter}
            axis = [letter]
        found = [(*f, a) for f in found for a in axis]
    return tuple(found)
