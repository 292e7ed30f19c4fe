"""The normal form of a term: a quotient of polynomials in independent kernels.

Two terms with the same normal form are equal wherever both have a value: every
rewriting below holds at each single point where the written term has a value. The
converse is not needed for a proof, only to find one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import singledispatch

from symloss.kernel.proof import OutOfReach, Undetermined
from symloss.kernel.proving.deltas import delta
from symloss.kernel.proving.exponential import exponential, logarithm, magnitude, power
from symloss.kernel.proving.field import Field
from symloss.kernel.proving.integrals import integral
from symloss.kernel.proving.inverses import is_inverse, with_sorted_indices
from symloss.kernel.proving.lattice import NEGATIVE, NONNEGATIVE, NONPOSITIVE, NONZERO, POSITIVE, ZERO
from symloss.kernel.proving.quotient import Quotient
from symloss.kernel.proving.signs import sign
from symloss.kernel.proving.specials import SPECIAL, odd
from symloss.kernel.proving.sums import bound, vector
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, LN, function_of, is_of_random
from symloss.term.sorts import INDEX
from symloss.term.walk import subterms

_BITS = 20_000


def normal(term: n.Term, field: Field) -> Quotient:
    """Return the normal form of an expanded term; `Field.of` remembers the answers."""
    return _normal(term, field)


@singledispatch
def _normal(term: n.Term, field: Field) -> Quotient:
    raise OutOfReach(f"{type(term).__name__} lies outside what can be proved")


@_normal.register
def _(term: n.Number, field: Field) -> Quotient:
    if max(term.value.numerator.bit_length(), term.value.denominator.bit_length()) > _BITS:
        raise OutOfReach("a number with too many digits")
    return field.ring.constant(term.value)


@_normal.register
def _(term: n.Constant, field: Field) -> Quotient:
    if term.name == "e":
        return exponential(field.ring.constant(1), field)
    if term.name == "inf":
        raise OutOfReach("infinity is not a number")
    return field.kernel(term)


@_normal.register
def _(term: n.Symbol, field: Field) -> Quotient:
    if term.sort.name not in ("scalar", "index"):
        raise OutOfReach(f"{term.name} is a {term.sort} where a number is expected")
    return field.kernel(term)


@_normal.register
def _(term: n.Neg, field: Field) -> Quotient:
    return -field.of(term.term)


@_normal.register
def _(term: n.Add, field: Field) -> Quotient:
    total = field.of(term.terms[0])
    for part in term.terms[1:]:
        total = total + field.of(part)
    return total


@_normal.register
def _(term: n.Mul, field: Field) -> Quotient:
    product = field.of(term.factors[0])
    for factor in term.factors[1:]:
        product = field.reduce(product * field.of(factor))
    return product


@_normal.register
def _(term: n.Div, field: Field) -> Quotient:
    return field.reduce(field.of(term.numerator) / field.of(term.denominator))


@_normal.register
def _(term: n.Pow, field: Field) -> Quotient:
    return power(field.of(term.base), field.of(term.exponent), field)


@_normal.register
def _(term: n.Indexed, field: Field) -> Quotient:
    indices = tuple(field.term(field.of(index)) for index in term.indices)
    base = term.base
    if isinstance(base, n.Apply):
        base = _application(base, field)
    elif not isinstance(base, n.Symbol):
        raise OutOfReach(f"an entry of a {type(base).__name__}")
    entry = n.Indexed(base, indices)
    return field.kernel(with_sorted_indices(entry, field) if is_inverse(entry) else entry)


def _application(term: n.Apply, field: Field) -> n.Apply:
    """Return an opaque application with normalised arguments."""
    normalised = _of_all_cases if is_of_random(term) else _argument
    return n.Apply(term.function, tuple(normalised(a, field) for a in term.arguments))


def _of_all_cases(term: n.Term, field: Field) -> n.Term:
    """Return what something random is made of: where it has cases they stay inside, each has its probability."""
    try:
        return _argument(term, field)
    except Undetermined:
        pass
    match term:
        case n.Indicator(n.Relation(op, left, right)) if op in _TRUE_FOR:
            difference = field.of(left) - field.of(right)
            downward = op in _TURNED  # X >= y and y <= X are one event
            truth = n.Relation(_TURNED.get(op, op), field.term(-difference if downward else difference), _NOUGHT)
            return n.Indicator(truth)
    return term


def _argument(term: n.Term, field: Field) -> n.Term:
    if isinstance(term, n.Symbol) and term.sort.shape:
        return term  # a whole array
    if isinstance(term, n.Bind) and term.kind == "vector":
        return vector(term, field)
    return field.term(field.of(term))


@_normal.register
def _(term: n.Bind, field: Field) -> Quotient:
    return bound(term, field)


@_normal.register
def _(term: n.Integral, field: Field) -> Quotient:
    return integral(term, field)


@_normal.register
def _(term: n.Delta, field: Field) -> Quotient:
    return delta(term.left, term.right, field)


@_normal.register
def _(term: n.Indicator, field: Field) -> Quotient:
    one = field.ring.constant(1)
    match term.condition:
        case n.Relation("=" | "!=" as op, left, right) if _are_indices(left, right):
            equal = delta(left, right, field)
            return equal if op == "=" else one - equal
        case n.Relation(op, left, right) if op in _TRUE_FOR:
            found = sign(field.of(left) - field.of(right), field)
            if found & ~_TRUE_FOR[op] == 0:
                return one
            if found & _TRUE_FOR[op] == 0:
                return field.ring.constant(0)
            return _open_indicator(term.condition, field.of(left) - field.of(right), field)
        case n.Not(truth):
            return one - field.of(n.Indicator(truth))
        case n.And(truths):
            product = one
            for truth in truths:
                product = field.reduce(product * field.of(n.Indicator(truth)))
            return product
    raise OutOfReach("an indicator of a condition that is not a relation")


def _open_indicator(condition: n.Relation, difference: Quotient, field: Field) -> Quotient:
    """Return 0 or 1 for a relation that depends on a bound index; any other is told apart by cases."""
    if not field.is_local(difference):
        raise Undetermined(condition)
    kernel = n.Indicator(n.Relation(condition.op, field.term(difference), _NOUGHT))
    return field.algebraic(kernel, 2, field.kernel(kernel))


_NOUGHT = n.Number(Fraction(0))
_TURNED: dict[str, n.RelationOp] = {">": "<", ">=": "<="}
_TRUE_FOR = {
    ">": POSITIVE, ">=": NONNEGATIVE, "<": NEGATIVE, "<=": NONPOSITIVE, "=": ZERO, "!=": NONZERO,
}  # fmt: skip


def _are_indices(left: n.Term, right: n.Term) -> bool:
    return any(isinstance(side, n.Symbol) and side.sort == INDEX for side in (left, right))


@_normal.register
def _(term: n.Cases, field: Field) -> Quotient:
    left, found = field.ring.constant(1), field.ring.constant(0)  # left: 1 where no case before applies
    for value, condition in zip(term.values, term.conditions, strict=True):
        here = field.of(n.Indicator(condition))
        chosen = here.number
        if chosen == 1:
            return found + field.reduce(left * field.of(value))
        if chosen is None:  # k = t under a sum over k
            if isinstance(condition, n.Relation) and not field.is_local(here):
                raise Undetermined(condition)
            if not _is_total(term):
                raise OutOfReach("cases that depend on indices")
            found = found + field.reduce(field.reduce(left * here) * field.of(value))
            left = left - field.reduce(left * here)
    if term.otherwise is None:
        raise OutOfReach("no alternative of the cases applies")
    return found + field.reduce(left * field.of(term.otherwise))


def _is_total(term: n.Cases) -> bool:
    """Whether all cases have values everywhere, so that those that do not apply may be multiplied by zero."""
    total = (n.Number, n.Symbol, n.Indexed, n.Neg, n.Add, n.Mul)
    values = term.values if term.otherwise is None else (*term.values, term.otherwise)
    return all(isinstance(part, total) for value in values for part in subterms(value))


@_normal.register
def _(term: n.Apply, field: Field) -> Quotient:
    row = function_of(term)
    if row is LN and isinstance(term.arguments[0], n.Pow):  # before the power is multiplied out
        base = field.of(term.arguments[0].base)
        if sign(base, field) == POSITIVE:
            return field.of(term.arguments[0].exponent) * logarithm(base, field)
    if row is not None:
        rule = _FUNCTIONS.get(row.name)
        if rule is None:
            return _opaque(term, field)
        return rule(*(field.of(a) for a in term.arguments), field)
    return field.kernel(_application(term, field))


def _opaque(term: n.Apply, field: Field) -> Quotient:
    """Return a function that is only known by its name (and its derivative)."""
    return field.kernel(_application(term, field))


# --- what the named functions are made of --------------------------------------------


def _sigma(x: Quotient, field: Field) -> Quotient:
    e = exponential(x, field)
    return e / (e + field.ring.constant(1))


def _tanh(x: Quotient, field: Field) -> Quotient:
    e = exponential(x + x, field)
    one = field.ring.constant(1)
    return (e - one) / (e + one)


def _sinh(x: Quotient, field: Field) -> Quotient:
    e = exponential(x, field)
    return (e - field.ring.constant(1) / e) * field.ring.constant(Fraction(1, 2))


def _cosh(x: Quotient, field: Field) -> Quotient:
    e = exponential(x, field)
    return (e + field.ring.constant(1) / e) * field.ring.constant(Fraction(1, 2))


def _softplus(x: Quotient, field: Field) -> Quotient:
    return logarithm(field.ring.constant(1) + exponential(x, field), field)


def _logit(x: Quotient, field: Field) -> Quotient:
    return logarithm(x / (field.ring.constant(1) - x), field)


def _log_base(x: Quotient, base: Quotient, field: Field) -> Quotient:
    return logarithm(x, field) / logarithm(base, field)


def _sqrt(x: Quotient, field: Field) -> Quotient:
    return power(x, field.ring.constant(Fraction(1, 2)), field)


def _arsinh(x: Quotient, field: Field) -> Quotient:
    inside = _sqrt(x * x + field.ring.constant(1), field)
    return logarithm(x + inside, field)


def _artanh(x: Quotient, field: Field) -> Quotient:
    one = field.ring.constant(1)
    return logarithm((one + x) / (one - x), field) * field.ring.constant(Fraction(1, 2))


def _tan(x: Quotient, field: Field) -> Quotient:
    return _trigonometric("sin", x, field) / _trigonometric("cos", x, field)


def _trigonometric(name: str, x: Quotient, field: Field) -> Quotient:
    """Return sin or cos: both are made of the two of one argument, with cos^2 = 1 - sin^2."""
    if x.is_zero:
        return field.ring.constant(0 if name == "sin" else 1)
    turns = _arctangent(x, field)
    if turns is not None:
        length = _sqrt(field.ring.constant(1) + turns * turns, field)
        return (turns if name == "sin" else field.ring.constant(1)) / length
    sine = odd("sin", x, field)
    turned = x.top.leading_coefficient() < 0
    if name == "sin":
        return sine
    one = field.ring.constant(1)
    return field.algebraic(FUNCTIONS["cos"](field.term(-x if turned else x)), 2, one - sine * sine)


def _arctangent(x: Quotient, field: Field) -> Quotient | None:
    """Return t if x is arctan(t) or -arctan(-t)."""
    generators = field.supports(x)
    kernel = field.kernels[generators[0]] if len(generators) == 1 else None
    if not isinstance(kernel, n.Apply) or kernel.function != FUNCTIONS["arctan"].symbol:
        return None
    inside, angle = field.of(kernel.arguments[0]), field.ring.generator(generators[0])
    return inside if (x - angle).is_zero else -inside if (x + angle).is_zero else None


def _absolute(x: Quotient, field: Field) -> Quotient:
    found = sign(x, field)
    if not found & NEGATIVE:
        return x
    if not found & POSITIVE:
        return -x
    if field.is_local(x):
        return magnitude(x, field)
    raise Undetermined(n.Relation(">=", field.term(x), n.Number(Fraction(0))))


def _sign(x: Quotient, field: Field) -> Quotient:
    found = sign(x, field)
    for bit, value in ((POSITIVE, 1), (ZERO, 0), (NEGATIVE, -1)):
        if found == bit:
            return field.ring.constant(value)
    if field.is_local(x):
        return odd("sign", x, field)
    # told apart twice: by > 0, then by < 0
    raise Undetermined(n.Relation(">" if found & POSITIVE else "<", field.term(x), n.Number(Fraction(0))))


def _relu(x: Quotient, field: Field) -> Quotient:
    return _largest(x, field.ring.constant(0), field)


def _largest(first: Quotient, *rest: Quotient | Field) -> Quotient:
    *others, field = rest
    assert isinstance(field, Field)
    best = first
    for other in others:
        assert isinstance(other, Quotient)
        found = sign(best - other, field)
        if found & NEGATIVE and found & POSITIVE:
            if field.is_local(best - other):
                best = (best + other + magnitude(best - other, field)) * field.ring.constant(Fraction(1, 2))
                continue
            raise Undetermined(n.Relation(">=", field.term(best), field.term(other)))
        best = other if found & NEGATIVE else best
    return best


def _smallest(first: Quotient, *rest: Quotient | Field) -> Quotient:
    *others, field = rest
    assert isinstance(field, Field)
    return -_largest(-first, *(-q for q in others if isinstance(q, Quotient)), field)


_FUNCTIONS: dict[str, Callable[..., Quotient]] = {
    "exp": exponential,
    "ln": logarithm,
    "log_base": _log_base,
    "sqrt": _sqrt,
    "abs": _absolute,
    "sign": _sign,
    "max": _largest,
    "min": _smallest,
    "relu": _relu,
    "sigma": _sigma,
    "softplus": _softplus,
    "logit": _logit,
    "sin": lambda x, field: _trigonometric("sin", x, field),
    "cos": lambda x, field: _trigonometric("cos", x, field),
    "tan": _tan,
    "arctan": lambda x, field: odd("arctan", x, field),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "arsinh": _arsinh,
    "artanh": _artanh,
    **SPECIAL,
}
