"""The worth of each kind of term: numbers, functions, sums, arrays, derivatives."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TypeVar

from flint import arb, fmpq

from symloss.kernel.values import arrays, jets
from symloss.kernel.values.balls import Undefined, Unknown, number, sign
from symloss.kernel.values.dependence import check_pinned, check_variable
from symloss.kernel.values.environment import Array, Environment, Worth
from symloss.kernel.values.kinks import slope, slopes
from symloss.kernel.values.opaque import SUPPORT
from symloss.kernel.values.point import Index, indices
from symloss.kernel.values.quadrature import integrated
from symloss.kernel.values.worth import evaluate, members, one, whole, worth
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import DENSITY, INDEX
from symloss.term.walk import free_symbols

T = TypeVar("T", bound=n.Term)


@evaluate.register
def _(term: n.Number, env: Environment) -> Worth:
    return number(term.value)


@evaluate.register
def _(term: n.Constant, env: Environment) -> Worth:
    if term.name == "inf":
        raise Undefined("infinity is not a number")
    return arb.pi() if term.name == "pi" else arb.const_e()


@evaluate.register
def _(term: n.Symbol, env: Environment) -> Worth:
    for known in (env.local, env.globals):
        if term in known:
            return known[term]
    definition = env.scope.definitions.get(term.name)
    if definition is None:
        raise Unknown(f"no value is known for {term.name}")
    if not definition.parameters:
        return _defined(definition, (), env)
    shape = tuple(whole(size, env.only({})) for size in term.sort.shape)
    if definition.kind != "indexed" or len(shape) != len(definition.parameters):
        raise Unknown(f"{term.name} without its arguments")
    _check_size(shape, env)
    entries = (_defined(definition, tuple(fmpq(i) for i in index), env) for index in indices(shape))
    return Array(shape, tuple(arrays.scalar(e) for e in entries))


def _defined(definition: Definition, arguments: tuple[Worth, ...], env: Environment) -> Worth:
    """Return the value of a defined name; what it was given for equal arguments is remembered."""
    if len(arguments) != len(definition.parameters):
        raise Unknown(f"{definition.name} takes {len(definition.parameters)} arguments")
    given = dict(zip(definition.parameters, arguments, strict=True))
    carried = env.scope.carried(definition)
    for parameter in sorted(carried, key=lambda p: p.name) if carried else ():  # g(0) is made of the q at 0
        env = env.only({}).vary(parameter, given[parameter])
    key = (definition.name, arguments) if all(isinstance(a, fmpq) for a in arguments) else None
    if key is not None and key in env.known:
        return env.known[key]
    found = worth(definition.body, env.only(given))
    if key is not None:
        env.known[key] = found
    return found


def _check_size(shape: Index, env: Environment) -> None:
    count = 1
    for size in shape:
        count *= max(size, 0)
    if count > env.limits.size**2 or any(size < 0 for size in shape):
        raise Unknown("an array beyond the limits")


# --- arithmetic --------------------------------------------------------------------


@evaluate.register
def _(term: n.Neg, env: Environment) -> Worth:
    return arrays.entrywise(lambda x: -x, worth(term.term, env))


@evaluate.register
def _(term: n.Add, env: Environment) -> Worth:
    return arrays.total(worth(t, env) for t in term.terms)


@evaluate.register
def _(term: n.Mul, env: Environment) -> Worth:
    found = worth(term.factors[0], env)
    for factor in term.factors[1:]:
        found = arrays.multiply(found, worth(factor, env))
    return found


@evaluate.register
def _(term: n.Div, env: Environment) -> Worth:
    return arrays.divide(worth(term.numerator, env), worth(term.denominator, env))


@evaluate.register
def _(term: n.Pow, env: Environment) -> Worth:
    base, exponent = one(term.base, env), one(term.exponent, env)
    if isinstance(exponent, jets.Jet) or not _is_whole(term.exponent):
        return jets.power(base, exponent)
    power = whole(term.exponent, env)
    if power == 0 and sign(jets.constant(base)) == 0:
        raise Unknown("0^0")
    return jets.whole_power(base, power)


def _is_whole(exponent: n.Term) -> bool:
    """Return whether the exponent is whole by its sort: then the base may be negative."""
    try:
        return sort_of(exponent) == INDEX
    except SortError:
        return False


# --- functions and indices ---------------------------------------------------------


@evaluate.register
def _(term: n.Apply, env: Environment) -> Worth:
    return _apply(term.function, tuple(worth(a, env) for a in term.arguments), env)


@evaluate.register
def _(term: n.Map, env: Environment) -> Worth:
    return arrays.entrywise(
        lambda x: arrays.scalar(_apply(term.function, (x,), env)), arrays.array(worth(term.argument, env))
    )


def _apply(function: n.Term, arguments: tuple[Worth, ...], env: Environment) -> Worth:
    env.budget.spend()
    if isinstance(function, n.Prime):
        (at,) = arguments
        return slope(lambda x, inner: _apply(function.function, (x,), inner), arrays.scalar(at), function.order, env)
    if not isinstance(function, n.Symbol):
        raise Unknown("the application of something that is not a function")
    definition = env.scope.definitions.get(function.name)
    if definition is not None:
        if not definition.parameters:  # L(a, y) written for the quantity L
            return worth(n.Symbol(definition.name), env)
        return _defined(definition, arguments, env)
    return _named(function.name, arguments)


def _named(name: str, arguments: tuple[Worth, ...]) -> Worth:
    row = FUNCTIONS.get(name)
    if row is None:
        raise Unknown(f"the function {name} is not known")
    if row.takes != "number":
        (argument,) = arguments
        return arrays.OF_ARRAYS[name](argument)
    values = [arrays.scalar(a) for a in arguments]
    if row.arity is not None and len(values) != row.arity:
        raise Unknown(f"{name} of {len(values)} arguments")
    if name in ("max", "min"):
        return arrays.largest(values) if name == "max" else arrays.smallest(values)
    if name == "log_base":
        return jets.log_to_base(*values)
    (x,) = values
    return jets.OF_ONE[name](x)


@evaluate.register
def _(term: n.Indexed, env: Environment) -> Worth:
    index = tuple(whole(i, env) for i in term.indices)
    base = term.base
    if isinstance(base, n.Symbol) and base not in env.local and base not in env.globals:
        definition = env.scope.definitions.get(base.name)
        if definition is not None and len(definition.parameters) == len(index):
            return _defined(definition, tuple(fmpq(i) for i in index), env)
    return arrays.array(worth(base, env)).part(index)


# --- binders --------------------------------------------------------------


@evaluate.register
def _(term: n.Bind, env: Environment) -> Worth:
    return _once(_bound, term, env)


def _once(found: Callable[[T, Environment], Worth], term: T, env: Environment) -> Worth:
    """Return what a costly term is worth, found once for an environment if no bound name is in it."""
    if env.local and not free_symbols(term).isdisjoint(env.local):
        return found(term, env)
    if term not in env.known:
        env.known[term] = found(term, env)
    return env.known[term]


def _bound(term: n.Bind, env: Environment) -> Worth:
    if term.kind == "expectation":
        return _expectation(term, env)
    if term.kind in ("sup", "inf", "argmax", "argmin"):
        raise Unknown(f"{term.kind} is outside the evaluator")
    values = [worth(term.body, env.bind(term.index, fmpq(i))) for i in members(term.over, env)]
    if term.kind == "sum":
        return arrays.total(values)
    if term.kind == "vector":
        if any(isinstance(v, Array) for v in values):
            rows = [arrays.array(v) for v in values]
            return Array((len(rows), *rows[0].shape), tuple(e for row in rows for e in row.entries))
        return Array((len(values),), tuple(arrays.scalar(v) for v in values))
    numbers = [arrays.scalar(v) for v in values]
    return {"product": arrays.product, "max": arrays.largest, "min": arrays.smallest}[term.kind](numbers)


def _expectation(term: n.Bind, env: Environment) -> Worth:
    """Return the mean under a distribution that was chosen; nothing is known of any other."""
    over = term.over
    chosen = isinstance(over, n.Symbol) and env.scope.symbols.get(over.name, over).sort == DENSITY
    if not chosen or term.index.sort.shape:
        raise Unknown("an expectation over a distribution that is not known")
    at = [fmpq(x) for x in SUPPORT]
    weights = [arrays.scalar(_apply(over, (x,), env)) for x in at]
    return arrays.total(
        arrays.multiply(w, worth(term.body, env.bind(term.index, x))) for w, x in zip(weights, at, strict=True)
    )


@evaluate.register
def _(term: n.Delta, env: Environment) -> Worth:
    return fmpq(whole(term.left, env) == whole(term.right, env))


# --- arrays ------------------------------------------------------------------------


@evaluate.register
def _(term: n.Stack, env: Environment) -> Worth:
    rows = [[one(e, env) for e in row.entries] for row in term.rows if isinstance(row, n.Row)]
    width = len(rows[0])
    shape = (len(rows),) if width == 1 else (len(rows), width)
    return Array(shape, tuple(e for row in rows for e in row))


@evaluate.register
def _(term: n.Transpose, env: Environment) -> Worth:
    return arrays.transpose(worth(term.term, env))


@evaluate.register
def _(term: n.Inner, env: Environment) -> Worth:
    return arrays.inner(worth(term.left, env), worth(term.right, env))


@evaluate.register
def _(term: n.MatMul, env: Environment) -> Worth:
    return reduce(arrays.matrix_product, (worth(f, env) for f in term.factors))


@evaluate.register
def _(term: n.Hadamard, env: Environment) -> Worth:
    return reduce(arrays.hadamard, (worth(f, env) for f in term.factors))


@evaluate.register
def _(term: n.Norm, env: Environment) -> Worth:
    largest = term.order == n.Constant("inf")
    return arrays.norm(worth(term.term, env), None if largest else one(term.order, env))


# --- calculus ----------------------------------------------------------------------


@evaluate.register
def _(term: n.Derivative, env: Environment) -> Worth:
    return _once(_derivative, term, env)


def _derivative(term: n.Derivative, env: Environment) -> Worth:
    check_variable(term, env.scope)
    variable = term.variable
    base = variable.base if isinstance(variable, n.Indexed) else variable
    if not isinstance(base, n.Symbol) or base.sort == INDEX:
        raise Unknown("a derivative by something that is not a real quantity")
    check_pinned(term.body, base, env.globals, env.scope)
    if not base.sort.shape:
        return _slope(term.body, base, None, term.order, env)
    index = tuple(whole(i, env) for i in variable.indices) if isinstance(variable, n.Indexed) else ()
    shape = arrays.array(worth(base, env)).shape[len(index) :]
    if not shape:
        return _slope(term.body, base, index, term.order, env)
    if term.order > 1:
        inner = n.Derivative(term.body, variable, term.order - 1, term.style)
        return evaluate(n.Derivative(inner, variable, 1, term.style), env)
    places = [(*index, *rest) for rest in indices(shape)]
    try:
        found = arrays.array(_slopes(term.body, base, places, env))
    except (Undefined, Unknown):  # in some directions there may be none
        return _last_axes([_slope(term.body, base, place, 1, env) for place in places], shape)
    return Array((*found.shape[:-1], *shape), found.entries)


def _slope(body: n.Term, variable: n.Symbol, index: Index | None, order: int, env: Environment) -> Worth:
    """Return the derivative of `body` by the symbol, or by one entry of it, at the current point."""
    at = worth(variable, env)
    if index is None:
        return slope(lambda x, inner: worth(body, inner.vary(variable, x)), arrays.scalar(at), order, env)
    entries = arrays.array(at)
    entry = arrays.scalar(entries.part(index))
    return slope(lambda x, inner: worth(body, inner.vary(variable, entries.put(index, x))), entry, order, env)


def _slopes(body: n.Term, variable: n.Symbol, places: list[Index], env: Environment) -> Worth:
    """Return the derivatives of `body` by entries of the symbol at the current point, in one evaluation."""
    entries = arrays.array(worth(variable, env))
    return slopes(lambda moved, inner: worth(body, inner.vary(variable, moved)), entries, places, env)


def _last_axes(parts: list[Worth], shape: Index) -> Worth:
    """Return the array whose last axes, of `shape`, run over the parts."""
    if not isinstance(parts[0], Array):
        return Array(shape, tuple(arrays.scalar(p) for p in parts))
    blocks = [arrays.array(p) for p in parts]
    entries = tuple(block.entries[i] for i in range(len(blocks[0].entries)) for block in blocks)
    return Array((*blocks[0].shape, *shape), entries)


@evaluate.register
def _(term: n.Integral, env: Environment) -> Worth:
    infinite = n.Constant("inf")
    if term.lower is None or term.upper is None or {term.lower, term.upper} & {infinite, n.Neg(infinite)}:
        raise Unknown("an integral that is not between two numbers")
    lower, upper, inner = one(term.lower, env), one(term.upper, env), env.deeper()
    return integrated(lambda x: one(term.body, inner.vary(term.variable, x)), lower, upper, inner.depth)


@evaluate.register
def _(term: n.At, env: Environment) -> Worth:
    return worth(term.body, env.vary(term.variable, worth(term.value, env)))
