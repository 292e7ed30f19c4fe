"""The only door between terms and SymPy: scalars only, and what comes back is a proposal.

SymPy searches (partial fractions, elimination, cancelling); it is never asked what is
true, and never in what order to print. Sums over an index, entries of arrays and
values at a point are refused by name: SymPy captures bound indices and evaluates
them on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from functools import singledispatchmethod
from typing import Any

import sympy as sp

from symloss.derive.build import ONE, equal, is_size, minus, number, over, plus, power, rational, times
from symloss.errors import SymlossError
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, function_of
from symloss.term.printer import plain
from symloss.term.sorts import FUNCTION, is_number
from symloss.term.walk import subterms


class NoDoor(SymlossError):
    """A term that SymPy is not trusted with, or an expression that is not ours."""


# How a named function of ours is written in SymPy; where it has no counterpart, by its definition.
_TO: dict[str, Callable[..., Any]] = {
    "exp": sp.exp,
    "ln": sp.log,
    "log": sp.log,
    "sqrt": sp.sqrt,
    "abs": sp.Abs,
    "sign": sp.sign,
    "sigma": lambda z: 1 / (1 + sp.exp(-z)),
    "softplus": lambda z: sp.log(1 + sp.exp(z)),
    "logit": lambda a: sp.log(a / (1 - a)),
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "arctan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "arsinh": sp.asinh,
    "artanh": sp.atanh,
    "erf": sp.erf,
    "max": sp.Max,
    "min": sp.Min,
    "relu": lambda z: sp.Max(z, 0),
    "Phi": lambda z: (1 + sp.erf(z / sp.sqrt(2))) / 2,
}
_FROM: dict[Any, str] = {
    sp.exp: "exp",
    sp.log: "ln",
    sp.Abs: "abs",
    sp.sign: "sign",
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tan: "tan",
    sp.atan: "arctan",
    sp.sinh: "sinh",
    sp.cosh: "cosh",
    sp.tanh: "tanh",
    sp.asinh: "arsinh",
    sp.atanh: "artanh",
    sp.erf: "erf",
}


_EXPONENT = 16  # powers are multiplied out by the searches


def symbol(name: str, positive: bool = False) -> sp.Symbol:
    """Return SymPy's symbol for a real quantity of ours; within one search, one set of assumptions for a name."""
    return sp.Symbol(name, positive=True) if positive else sp.Symbol(name, real=True)


class _Sender:
    """Sends a term through the door.

    depends: which symbols are unknown functions, and of what. positive: which are known to be.
    """

    def __init__(self, depends: Mapping[str, tuple[n.Symbol, ...]], positive: Collection[str]) -> None:
        self.depends = depends
        self.positive = positive

    @singledispatchmethod
    def send(self, term: n.Term) -> Any:
        raise NoDoor(f"{type(term).__name__} is not handed to SymPy: {plain(term)}")

    @send.register
    def _(self, term: n.Number) -> Any:
        return sp.Rational(term.value.numerator, term.value.denominator)

    @send.register
    def _(self, term: n.Constant) -> Any:
        return {"pi": sp.pi, "e": sp.E, "inf": sp.oo}[term.name]

    @send.register
    def _(self, term: n.Symbol) -> Any:
        if not is_number(term.sort):
            raise NoDoor(f"{term.name} is a {term.sort}; only scalars are handed to SymPy")
        if term.name in self.depends:
            return sp.Function(term.name)(*(symbol(s.name) for s in self.depends[term.name]))
        return symbol(term.name, term.name in self.positive)

    @send.register
    def _(self, term: n.Neg) -> Any:
        return -self.send(term.term)

    @send.register
    def _(self, term: n.Add) -> Any:
        return sp.Add(*(self.send(t) for t in term.terms))

    @send.register
    def _(self, term: n.Mul) -> Any:
        return sp.Mul(*(self.send(f) for f in term.factors))

    @send.register
    def _(self, term: n.Div) -> Any:
        return self.send(term.numerator) / self.send(term.denominator)

    @send.register
    def _(self, term: n.Pow) -> Any:
        return self.send(term.base) ** self.send(term.exponent)

    @send.register
    def _(self, term: n.Apply) -> Any:
        arguments = [self.send(a) for a in term.arguments]
        row = function_of(term)
        if row is not None and row.name in _TO:
            return _TO[row.name](*arguments)
        if isinstance(term.function, n.Symbol) and row is None:
            return sp.Function(term.function.name)(*arguments)
        raise NoDoor(f"{plain(term)} has no counterpart in SymPy here")

    @send.register
    def _(self, term: n.Derivative) -> Any:
        return sp.Derivative(self.send(term.body), (self.send(term.variable), term.order))

    @send.register
    def _(self, term: n.Relation) -> Any:
        if term.op != "=":
            raise NoDoor(f"the relation {term.op} is not handed to SymPy")
        return sp.Eq(self.send(term.left), self.send(term.right), evaluate=False)


def to_sympy(
    term: n.Term, depends: Mapping[str, tuple[n.Symbol, ...]] | None = None, positive: Collection[str] = ()
) -> Any:
    """Return `term` as a SymPy expression; raise NoDoor for what SymPy is not trusted with.

    depends: the unknown functions and their arguments (L: (a,) gives `L(a)`).
    positive: names of quantities known to be positive.
    """
    for part in subterms(term):
        if isinstance(part, n.Pow) and (value := rational(part.exponent)) is not None and abs(value) > _EXPONENT:
            raise NoDoor(f"the power {plain(part)} is too high to search with; the limit is {_EXPONENT}")
    return _Sender(depends or {}, positive).send(term)


def from_sympy(expression: Any, symbols: Mapping[str, n.Term] | None = None) -> n.Term:
    """Return a SymPy expression as a term in our fixed order; a proposal, to be judged."""
    return _receive(expression, symbols or {})


def _receive(e: Any, symbols: Mapping[str, n.Term]) -> n.Term:
    def receive(inner: Any) -> n.Term:
        return _receive(inner, symbols)

    if e.is_Symbol:
        return symbols.get(e.name, n.Symbol(e.name))
    if e in (sp.zoo, sp.nan):
        raise NoDoor("this is not defined: it divides by 0")
    if e.is_Rational:
        return number(Fraction(int(e.p), int(e.q)))
    if e is sp.pi or e is sp.E:
        return n.Constant("pi" if e is sp.pi else "e")
    if e.is_Add:
        return plus(*sorted((receive(t) for t in e.args), key=_term_order))
    if e.is_Mul or e.is_Pow:
        return _receive_quotient(e, symbols)
    if e.func in _FROM:
        return FUNCTIONS[_FROM[e.func]](*(receive(a) for a in e.args))
    if isinstance(e, sp.Derivative):
        (variable, order), *others = e.variable_count
        if others:
            raise NoDoor(f"a mixed derivative came back from SymPy: {e}")
        return n.Derivative(receive(e.expr), receive(variable), int(order))
    if isinstance(e, sp.Equality):
        return equal(receive(e.lhs), receive(e.rhs))
    if isinstance(e.func, sp.core.function.UndefinedFunction):
        return n.Apply(n.Symbol(e.func.__name__, FUNCTION), tuple(receive(a) for a in e.args))
    raise NoDoor(f"SymPy answered with {e.func.__name__}, which has no term here")


def _receive_quotient(e: Any, symbols: Mapping[str, n.Term]) -> n.Term:
    top: list[n.Term] = []
    bottom: list[n.Term] = []
    for factor in sp.Mul.make_args(e):
        base, exponent = factor.as_base_exp()
        if factor.is_Rational:
            top.append(number(int(factor.p)))
            bottom.append(number(int(factor.q)))
        elif isinstance(factor, sp.exp):
            top.append(FUNCTIONS["exp"](_receive(factor.exp, symbols)))
        elif exponent == sp.Rational(1, 2):
            top.append(FUNCTIONS["sqrt"](_receive(base, symbols)))
        elif exponent.is_Rational and exponent.is_negative:
            bottom.append(_receive(base**-exponent, symbols))
        elif factor.is_Pow:
            top.append(power(_receive(base, symbols), _receive(exponent, symbols)))
        else:
            top.append(_receive(factor, symbols))
    signs = [_positive_sense(part) for part in (*top, *bottom)]
    parts = [part for part, _ in signs]
    if any(is_size(part) for part in parts[len(top) :]):  # 2/K * p_j rather than 2*p_j/K
        sizes = [part for part in parts[len(top) :] if is_size(part)]
        others = [part for part in parts[len(top) :] if not is_size(part)]
        front = over(ONE, times(*sorted(sizes, key=plain)))
        term = times(front, over(times(*sorted(parts[: len(top)], key=_factor_order)), times(*others)))
        return minus(term) if sum(flipped for _, flipped in signs) % 2 else term
    term = over(
        times(*sorted(parts[: len(top)], key=_factor_order)), times(*sorted(parts[len(top) :], key=_factor_order))
    )
    if sum(flipped for _, flipped in signs) % 2 == 0:
        return term
    return minus(term)


def _positive_sense(term: n.Term) -> tuple[n.Term, bool]:
    """Write a factor a - 1 as 1 - a, y - a as a - y, and say whether that changed its sign."""
    if isinstance(term, n.Pow) and isinstance(term.exponent, n.Number) and term.exponent.value.denominator == 1:
        base, flipped = _positive_sense(term.base)
        return n.Pow(base, term.exponent), flipped and term.exponent.value % 2 == 1
    if isinstance(term, n.Add):
        constant = [value for part in term.terms if (value := rational(part)) is not None]
        positive = [part for part in term.terms if not isinstance(part, n.Neg)]
        label_first = not constant and len(positive) == 1 and _is_label(positive[0])  # a residual is a - y
        if label_first or (constant and constant[0] < 0 and positive):
            return plus(*sorted((minus(part) for part in term.terms), key=_term_order)), True
    return term, False


def _is_label(term: n.Term) -> bool:
    base = term.base if isinstance(term, n.Indexed) else term
    return isinstance(base, n.Symbol) and base.name == "y"


def _term_order(term: n.Term) -> tuple[object, ...]:
    """Terms of a sum: what is added before what is subtracted, numbers first, sums over an index last."""
    negative = isinstance(term, n.Neg)
    summed = any(isinstance(t, n.Bind) for t in subterms(term))
    return negative, rational(term) is None, summed, plain(term.term if isinstance(term, n.Neg) else term)


def _factor_order(term: n.Term) -> tuple[object, ...]:
    """Factors of a product: numbers, then symbols and their powers, then sums, then functions."""
    core = term.base if isinstance(term, n.Pow) else term.term if isinstance(term, n.Neg) else term
    kinds = (n.Number, n.Div, n.Symbol | n.Indexed, n.Add)
    rank = next((i for i, kind in enumerate(kinds) if isinstance(core, kind)), len(kinds))
    return rank, plain(term)
