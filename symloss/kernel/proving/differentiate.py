"""The derivative of a term, by the rules of calculus.

The terms are expanded (no definition, no array but plain entries, no derivative), so
that a symbol is either the variable, an entry of it, or constant. The derivative of
the entry s_k by s_j is Kronecker's delta; a bound index is renamed before it can meet
the index of the variable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import singledispatch

from symloss.kernel.proof import OutOfReach
from symloss.kernel.proving.definedness import ONE, ZERO, Need, literal
from symloss.term import nodes as n
from symloss.term.functions import DET, EXP, FUNCTIONS, INVERSE, LN, SIGMA, SQRT, function_of, is_of_random
from symloss.term.sorts import INDEX
from symloss.term.walk import free_symbols, fresh, rename_bound, substitute, subterms

Variable = n.Symbol | n.Indexed
TWO = n.Number(Fraction(2))


def differentiate(term: n.Term, variable: Variable, seams: list[Need]) -> n.Term:
    """Return d term/d variable; what must not happen for it to exist is added to `seams`.

    Raises:
        OutOfReach: no rule is known.
    """
    if isinstance(variable, n.Symbol) and variable.sort == INDEX:
        raise OutOfReach("a derivative by an index")
    if base_of(variable) not in free_symbols(term):
        return ZERO
    return _d(term, variable, seams)


def base_of(variable: Variable) -> n.Term:
    """Return the name that a derivative is by: x of x_k."""
    return variable if isinstance(variable, n.Symbol) else variable.base


@singledispatch
def _d(term: n.Term, v: Variable, seams: list[Need]) -> n.Term:
    raise OutOfReach(f"no rule for the derivative of a {type(term).__name__}")


@_d.register(n.Number)
@_d.register(n.Constant)
@_d.register(n.Delta)
def _(term: n.Term, v: Variable, seams: list[Need]) -> n.Term:
    return ZERO


@_d.register
def _(term: n.Symbol, v: Variable, seams: list[Need]) -> n.Term:
    return ONE if term == v else ZERO


@_d.register
def _(term: n.Indexed, v: Variable, seams: list[Need]) -> n.Term:
    if isinstance(term.base, n.Apply) and function_of(term.base) is INVERSE:
        return _of_inverse(term.base, term.indices, v, seams)
    if isinstance(term.base, n.Apply):
        return _opaque(term.base, term.indices, v, seams)
    if not isinstance(v, n.Indexed) or v.base != term.base:
        return ZERO
    if len(term.indices) != len(v.indices):
        raise OutOfReach("rows of an array beside its entries")
    deltas = [n.Delta(i, j) for i, j in zip(term.indices, v.indices, strict=True) if i != j]
    return product(*deltas)


@_d.register
def _(term: n.Neg, v: Variable, seams: list[Need]) -> n.Term:
    return negative(differentiate(term.term, v, seams))


@_d.register
def _(term: n.Add, v: Variable, seams: list[Need]) -> n.Term:
    return total(*(differentiate(t, v, seams) for t in term.terms))


@_d.register
def _(term: n.Mul, v: Variable, seams: list[Need]) -> n.Term:
    parts = []
    for i, factor in enumerate(term.factors):
        slope = differentiate(factor, v, seams)
        parts.append(product(*term.factors[:i], slope, *term.factors[i + 1 :]))
    return total(*parts)


@_d.register
def _(term: n.Div, v: Variable, seams: list[Need]) -> n.Term:
    top, bottom = term.numerator, term.denominator
    dt, db = differentiate(top, v, seams), differentiate(bottom, v, seams)
    first = n.Div(dt, bottom) if dt != ZERO else ZERO
    second = n.Div(product(top, db), n.Mul((bottom, bottom))) if db != ZERO else ZERO
    return total(first, negative(second))


@_d.register
def _(term: n.Pow, v: Variable, seams: list[Need]) -> n.Term:
    base, exponent = term.base, term.exponent
    value = literal(exponent)
    inner: list[Need] = []
    db, de = differentiate(base, v, inner), differentiate(exponent, v, seams)
    if value is not None and value > 1:  # where the base is 0 its kinks do not matter: |base|^value is flat there
        flat = (n.Relation("=", base, ZERO),)
        inner = [replace(need, unless=(*need.unless, flat)) if need.unless else need for need in inner]
    seams += inner
    if value == 0:
        return ZERO
    lower = n.Number(value - 1) if value is not None and value >= 1 else n.Add((exponent, n.Neg(ONE)))
    first = product(exponent, base if value == 2 else n.Pow(base, lower), db) if value != 1 else db
    if value is not None and value.denominator != 1 and value < 1:
        seams.append(Need(n.Relation(">", base, ZERO)))
    if de == ZERO:
        return first
    return total(first, product(term, LN(base), de))


@_d.register
def _(term: n.Bind, v: Variable, seams: list[Need]) -> n.Term:
    if term.kind not in ("sum", "product", "expectation"):
        raise OutOfReach(f"no rule for the derivative of a {term.kind}")
    taken = free_symbols(v)
    if term.index in taken:
        renamed = rename_bound(term, fresh(term.index, taken | free_symbols(term.body)))
        assert isinstance(renamed, n.Bind)
        term = renamed
    if term.kind == "expectation" and any(
        _may_jump(part) and base_of(v) in free_symbols(part) for part in subterms(term.body)
    ):
        raise OutOfReach("the derivative of the mean of what may jump")
    inner: list[Need] = []
    slope = differentiate(term.body, v, inner)
    if term.kind == "expectation" and not free_symbols(v).isdisjoint(free_symbols(term.over)):
        slope = total(slope, product(term.body, _score(term, v, inner)))
    seams += [need.outside(term) for need in inner]
    if slope == ZERO:
        return ZERO
    if term.kind != "product":
        return n.Bind(term.kind, term.index, term.over, slope)
    letter = (term.index, term.over)
    seams.append(Need(n.Relation("!=", term.body, ZERO), (letter,), exact=False))
    return n.Mul((term, n.Bind("sum", term.index, term.over, n.Div(slope, term.body))))


def _score(mean: n.Bind, v: Variable, seams: list[Need]) -> n.Term:
    """Return d ln p(x; v)/dv of the law p(v) that x is drawn from: E[f] moves with the law by E[f * d ln p/dv]."""
    law = mean.over
    if not isinstance(law, n.Apply) or mean.index in free_symbols(law):
        raise OutOfReach(f"the derivative of an expectation whose distribution depends on {v}")
    density = n.Apply(law.function, (mean.index, *law.arguments))
    return n.Div(differentiate(density, v, seams), density)


@_d.register
def _(term: n.Integral, v: Variable, seams: list[Need]) -> n.Term:
    """Differentiate under the integral, and by its ends: what that asks for is named by whoever proves it."""
    if term.variable in free_symbols(v):
        raise OutOfReach("a derivative by the variable of an integral")
    inner: list[Need] = []
    slope = differentiate(term.body, v, inner)
    if any(term.variable in need.spoken_of() for need in inner):
        raise OutOfReach("a derivative under an integral whose integrand has kinks")
    seams += inner
    parts: list[n.Term] = [] if slope == ZERO else [n.Integral(slope, term.variable, term.lower, term.upper)]
    for end, toward in ((term.upper, 1), (term.lower, -1)):
        moved = ZERO if end is None else differentiate(end, v, seams)
        if end is not None and moved != ZERO:
            if any(map(_may_jump, subterms(term.body))):
                raise OutOfReach("the derivative by the end of an integral whose integrand may jump")
            there = product(substitute(term.body, {term.variable: end}), moved)
            parts.append(there if toward > 0 else negative(there))
    return total(*parts)


def _may_jump(term: n.Term) -> bool:
    return isinstance(term, n.Indicator | n.Cases | n.Delta) or function_of(term) == FUNCTIONS["sign"]


@_d.register
def _(term: n.Indicator, v: Variable, seams: list[Need]) -> n.Term:
    _note_seams(term.condition, seams)
    return ZERO


@_d.register
def _(term: n.Cases, v: Variable, seams: list[Need]) -> n.Term:
    """Differentiate each piece; at a seam the pieces have to meet with one value and one slope."""
    value, condition = term.values[0], term.conditions[0]
    rest = n.Cases(term.values[1:], term.conditions[1:], term.otherwise) if term.values[1:] else term.otherwise
    here: list[Need] = []
    there: list[Need] = []
    slope = differentiate(value, v, here)
    other = None if rest is None else differentiate(rest, v, there)
    seams += [replace(need, guards=(condition, *need.guards)) for need in here]
    seams += [replace(need, guards=(n.Not(condition), *need.guards)) for need in there]
    if base_of(v) in free_symbols(condition):
        meet = () if rest is None or other is None else (n.Relation("=", value, rest), n.Relation("=", slope, other))
        _note_seams(condition, seams, (meet,) if meet else ())
    return n.Cases((slope,), (condition,), other)


def _note_seams(condition: n.Term, seams: list[Need], unless: tuple[tuple[n.Relation, ...], ...] = ()) -> None:
    """Add that the point is not on the border between two cases."""
    match condition:
        case n.Relation(op, left, right) if op in ("<", "<=", ">", ">=", "=", "!="):
            seams.append(Need(n.Relation("!=", left, right), unless=unless))
        case n.And(truths) | n.Or(truths):
            for truth in truths:
                _note_seams(truth, seams, unless)
        case n.Not(truth):
            _note_seams(truth, seams, unless)
        case _:
            raise OutOfReach("the derivative of cases with a condition that is not a relation")


@_d.register
def _(term: n.Apply, v: Variable, seams: list[Need]) -> n.Term:
    row = function_of(term)
    if row is None:
        return _opaque(term, (), v, seams)
    if row is DET:
        slope = _over_entries(term.arguments[0], v, seams, lambda a, b: n.Indexed(INVERSE(*term.arguments), (b, a)))
        return product(term, slope)
    if row.name in ("max", "min"):
        return _d(_as_cases(row.name, term.arguments), v, seams)
    if row.name == "log_base":
        return _d(n.Div(LN(term.arguments[0]), LN(term.arguments[1])), v, seams)
    rule = _SLOPES.get(row.name)
    if rule is None:
        raise OutOfReach(f"no rule for the derivative of {row.name}")
    (x,) = term.arguments
    slope = differentiate(x, v, seams)
    if row.name in _KINKS:
        flat = (n.Relation("=", slope, ZERO),) if row.name != "sign" else ()
        seams.append(Need(n.Relation("!=", x, ZERO), unless=(flat,) if flat else ()))
    return product(rule(x), slope)


def _of_inverse(term: n.Apply, indices: tuple[n.Term, ...], v: Variable, seams: list[Need]) -> n.Term:
    """Return -sum_ab inverse(G)_ia * dG_ab/dv * inverse(G)_bj."""
    i, j = indices
    return negative(
        _over_entries(
            term.arguments[0], v, seams, lambda a, b: product(n.Indexed(term, (i, a)), n.Indexed(term, (b, j))), indices
        )
    )


def _over_entries(
    matrix: n.Term,
    v: Variable,
    seams: list[Need],
    weight: Callable[[n.Term, n.Term], n.Term],
    indices: tuple[n.Term, ...] = (),
) -> n.Term:
    """Return sum_ab dG_ab/dv * weight(a, b) for a matrix, written by its entries or a plain array."""
    if isinstance(matrix, n.Symbol):
        return weight(*v.indices) if isinstance(v, n.Indexed) and v.base == matrix else ZERO
    if not isinstance(matrix, n.Bind) or not isinstance(matrix.body, n.Bind):
        raise OutOfReach("the derivative of a matrix that is written out")
    taken = free_symbols(v) | free_symbols(matrix) | frozenset(s for i in indices for s in free_symbols(i))
    outer = rename_bound(matrix, fresh(matrix.index, taken | free_symbols(matrix.body)))
    assert isinstance(outer, n.Bind) and isinstance(outer.body, n.Bind)
    inner = rename_bound(outer.body, fresh(outer.body.index, taken | {outer.index} | free_symbols(outer.body.body)))
    assert isinstance(inner, n.Bind)
    found: list[Need] = []
    slope = differentiate(inner.body, v, found)
    seams += [need.outside(inner).outside(outer) for need in found]
    body = product(slope, weight(outer.index, inner.index))
    return n.Bind("sum", outer.index, outer.over, n.Bind("sum", inner.index, inner.over, body))


def _as_cases(name: str, arguments: tuple[n.Term, ...]) -> n.Term:
    best = arguments[0]
    for other in arguments[1:]:
        best = n.Cases((best,), (n.Relation(">=" if name == "max" else "<=", best, other),), other)
    return best


def _opaque(term: n.Apply, indices: tuple[n.Term, ...], v: Variable, seams: list[Need]) -> n.Term:
    """Return the chain rule through a function of which only the name is known."""
    if is_of_random(term):
        raise OutOfReach("the derivative of what depends on something random")
    parts: list[n.Term] = []
    for place, argument in enumerate(term.arguments):
        if isinstance(argument, n.Symbol) and argument.sort.shape:
            if isinstance(v, n.Indexed) and v.base == argument:
                parts.append(n.Indexed(partial(term, place, len(v.indices)), (*indices, *v.indices)))
            continue
        if isinstance(argument, n.Bind) and argument.kind == "vector":
            taken = free_symbols(v) | free_symbols(term) | frozenset(s for i in indices for s in free_symbols(i))
            parts.append(_through_entries(partial(term, place, 1), indices, argument, v, seams, taken))
            continue
        slope = differentiate(argument, v, seams)
        if slope != ZERO:
            outer: n.Term = partial(term, place)
            parts.append(product(n.Indexed(outer, indices) if indices else outer, slope))
    return total(*parts)


def _through_entries(
    outer: n.Apply,
    indices: tuple[n.Term, ...],
    entry: n.Term,
    v: Variable,
    seams: list[Need],
    taken: frozenset[n.Symbol],
) -> n.Term:
    """Return sum_k dL/dz_k * dz_k/dv over all entries of an array."""
    if isinstance(entry, n.Bind) and entry.kind == "vector":
        renamed = rename_bound(entry, fresh(entry.index, taken | free_symbols(entry.body)))
        assert isinstance(renamed, n.Bind)
        k = renamed.index
        found: list[Need] = []
        inner = _through_entries(outer, (*indices, k), renamed.body, v, found, taken | {k})
        seams += [need.outside(renamed) for need in found]
        return ZERO if inner == ZERO else n.Bind("sum", k, renamed.over, inner)
    return product(n.Indexed(outer, indices), differentiate(entry, v, seams))


def partial(term: n.Apply, place: int, axes: int = 0) -> n.Apply:
    """Return the derivative of an opaque function by its argument number `place`: f;0, f;0,1, ... (in that order)."""
    if not isinstance(term.function, n.Symbol):
        raise OutOfReach("the derivative of a function that has no name")
    name, _, places = term.function.name.partition(";")
    if axes and places:
        raise OutOfReach("a second derivative of an unknown function of an array")
    marks = sorted([*(places.split(",") if places else []), str(place)])
    return n.Apply(n.Symbol(f"{name};{','.join(marks)}", term.function.sort), term.arguments)


# --- the table of derivatives ----------------------------------------------------------


def _square(x: n.Term) -> n.Term:
    return n.Pow(x, TWO)


_KINKS = {"abs", "relu", "sign"}
_F = FUNCTIONS
_SLOPES: dict[str, Callable[[n.Term], n.Term]] = {
    "exp": lambda x: EXP(x),
    "ln": lambda x: n.Div(ONE, x),
    "sqrt": lambda x: n.Div(ONE, n.Mul((TWO, SQRT(x)))),
    "abs": lambda x: _F["sign"](x),
    "sign": lambda x: ZERO,
    "relu": lambda x: n.Indicator(n.Relation(">", x, ZERO)),
    "sigma": lambda x: n.Mul((SIGMA(x), n.Add((ONE, n.Neg(SIGMA(x)))))),
    "softplus": lambda x: SIGMA(x),
    "logit": lambda x: n.Div(ONE, n.Mul((x, n.Add((ONE, n.Neg(x)))))),
    "sin": lambda x: _F["cos"](x),
    "cos": lambda x: n.Neg(_F["sin"](x)),
    "tan": lambda x: n.Add((ONE, _square(_F["tan"](x)))),
    "arctan": lambda x: n.Div(ONE, n.Add((ONE, _square(x)))),
    "sinh": lambda x: _F["cosh"](x),
    "cosh": lambda x: _F["sinh"](x),
    "tanh": lambda x: n.Add((ONE, n.Neg(_square(_F["tanh"](x))))),
    "arsinh": lambda x: n.Div(ONE, SQRT(n.Add((ONE, _square(x))))),
    "artanh": lambda x: n.Div(ONE, n.Add((ONE, n.Neg(_square(x))))),
    "erf": lambda x: n.Div(n.Mul((TWO, EXP(n.Neg(_square(x))))), SQRT(n.Constant("pi"))),
    "Phi": lambda x: n.Div(EXP(n.Neg(n.Div(_square(x), TWO))), SQRT(n.Mul((TWO, n.Constant("pi"))))),
    "lnGamma": lambda x: _F["digamma"](x),
    "Gamma": lambda x: n.Mul((_F["Gamma"](x), _F["digamma"](x))),
}


# --- terms without empty parts -----------------------------------------------------------


def total(*terms: n.Term) -> n.Term:
    """Return a sum, leaving out zeros."""
    kept = tuple(t for t in terms if t != ZERO)
    return ZERO if not kept else kept[0] if len(kept) == 1 else n.Add(kept)


def product(*factors: n.Term) -> n.Term:
    """Return a product, leaving out ones; 0 if a factor is 0."""
    if ZERO in factors:
        return ZERO
    kept = tuple(f for f in factors if f != ONE)
    return ONE if not kept else kept[0] if len(kept) == 1 else n.Mul(kept)


def negative(term: n.Term) -> n.Term:
    """Return the negative, 0 for 0."""
    return ZERO if term == ZERO else n.Neg(term)
