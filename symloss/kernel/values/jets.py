"""Truncated Taylor series, for derivatives without a differentiation rule.

A `Jet` is a0 + a1*t + ... + an*t^n in an infinitesimal t of a `level`; its
coefficients are numbers or jets of lower levels, so that derivatives nest. The
derivative of order n at the point is n! times the coefficient of t^n.

At a kink the series on the two sides differ. There t has a sign: a comparison that is
open at the point is decided by what follows it (`sign_near`), one side at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import factorial
from typing import NamedTuple, TypeAlias, cast

from flint import fmpq

from symloss.kernel.values import balls
from symloss.kernel.values.balls import Number, Undefined, Unknown
from symloss.kernel.values.point import Index
from symloss.kernel.values.slopes import Slopes
from symloss.term.effort import VALUE, charge


class Kink(Unknown):
    """A comparison is open at the point itself: only on one side of it (`Level.side`) is it decided."""


class Level(NamedTuple):
    """How deep an infinitesimal is nested, and its sign; 0 if it stands for both sides of the point."""

    depth: int
    side: int = 0


class Jet:
    """A truncated power series in the infinitesimal of `level`."""

    __slots__ = ("coefficients", "level")

    def __init__(self, level: Level, coefficients: tuple[Value, ...]) -> None:
        self.level = level
        self.coefficients = coefficients

    @property
    def order(self) -> int:
        """The highest power kept."""
        return len(self.coefficients) - 1

    def __add__(self, other: Value) -> Jet:
        if isinstance(other, Jet) and other.level > self.level:
            return other + self
        a, b = self.coefficients, _lift(self, other)
        return Jet(self.level, tuple(x + y for x, y in zip(a, b, strict=True)))

    def __mul__(self, other: Value) -> Jet:
        if isinstance(other, Slopes):
            return NotImplemented
        if not isinstance(other, Jet) or other.level < self.level:
            return Jet(self.level, tuple(a * other for a in self.coefficients))
        if other.level > self.level:
            return other * self
        a, b = self.coefficients, other.coefficients
        charge(VALUE * len(a))
        return Jet(self.level, tuple(_sum(a[i] * b[n - i] for i in range(n + 1)) for n in range(len(a))))

    def __neg__(self) -> Jet:
        return Jet(self.level, tuple(-a for a in self.coefficients))

    def __sub__(self, other: Value) -> Jet:
        return self + (-other)

    def __radd__(self, other: Value) -> Jet:
        return self + other

    def __rmul__(self, other: Value) -> Jet:
        return self * other

    def __rsub__(self, other: Value) -> Jet:
        return -self + other


Value: TypeAlias = Number | Jet


def _lift(like: Jet, other: Value) -> tuple[Value, ...]:
    """Return the coefficients of `other`, of no higher level, as a series in the infinitesimal of `like`."""
    if isinstance(other, Jet) and other.level == like.level:
        return other.coefficients
    return (other, *(fmpq(0),) * like.order)


def _sum(values: Iterable[Value]) -> Value:
    total: Value = fmpq(0)
    for value in values:
        total = total + value
    return total


def variable(level: Level, at: Value, order: int) -> Jet:
    """Return the series at + t, kept to `order`."""
    return Jet(level, (at, fmpq(1), *(fmpq(0),) * (order - 1)))


def direction(level: Level, at: Value, place: Index) -> Jet:
    """Return at + t in the direction of one entry of an array, to the first order: `Slopes` go with t."""
    return Jet(level, (at, cast("Value", Slopes({place: fmpq(1)}))))


def slopes(value: Value, level: Level) -> Slopes:
    """Return the slopes in all directions of the infinitesimal of `level`."""
    found = value.coefficients[1] if isinstance(value, Jet) and value.level == level else None
    return found if isinstance(found, Slopes) else Slopes({})


def derivative(value: Value, level: Level, order: int) -> Value:
    """Return the derivative of `order` by the infinitesimal of `level` at zero."""
    if not isinstance(value, Jet) or value.level != level:
        return fmpq(0)
    return value.coefficients[order] * fmpq(factorial(order))


def constant(value: Value) -> Number:
    """Return the value at the point itself: every infinitesimal put to zero."""
    while isinstance(value, Jet):
        value = value.coefficients[0]
    return value


def sign_near(value: Value) -> int:
    """Return the sign of a number, or the one that a series has close to its point.

    Raises:
        Kink: the series is zero at the point, and the infinitesimal has no sign.
        Unknown: the series is cut off before it begins.
    """
    if not isinstance(value, Jet):
        return balls.sign(value)
    start, *rest = value.coefficients
    how = sign_near(start)
    if how != 0:
        return how
    if not value.level.side:
        raise Kink("a derivative where a comparison is open")
    for n, coefficient in enumerate(rest, start=1):
        how = sign_near(coefficient) * (value.level.side if n % 2 else 1)
        if how != 0:
            return how
    raise Unknown("a series that is cut off before it begins")


# --- division and powers -----------------------------------------------------------


def divide(a: Value, b: Value) -> Value:
    """Return a/b; the value of b at the point must not be zero."""
    if isinstance(a, Slopes):
        return cast("Value", a.map(lambda slope: divide(slope, b)))
    if not isinstance(b, Jet):
        if not isinstance(a, Jet):
            return balls.divide(a, b)
        return Jet(a.level, tuple(divide(c, b) for c in a.coefficients))
    if balls.is_zero(constant(b)):
        raise Undefined("division by zero")
    if isinstance(a, Jet) and a.level > b.level:
        return Jet(a.level, tuple(divide(c, b) for c in a.coefficients))
    top, bottom = _lift(b, a), b.coefficients
    found: list[Value] = []
    for n in range(len(bottom)):
        rest = top[n] - _sum(found[i] * bottom[n - i] for i in range(n))
        found.append(divide(rest, bottom[0]))
    return Jet(b.level, tuple(found))


def whole_power(base: Value, exponent: int) -> Value:
    """Return base^exponent for a whole exponent; the empty product is 1."""
    if not isinstance(base, Jet):
        return balls.whole_power(base, exponent)
    if exponent < 0:
        return divide(fmpq(1), whole_power(base, -exponent))
    if exponent > 512:
        raise Unknown("a power beyond the limits")
    result: Value = fmpq(1)
    while exponent:
        if exponent & 1:
            result = result * base
        base = base * base
        exponent >>= 1
    return result


def power(base: Value, exponent: Value) -> Value:
    """Return base^exponent for real exponents (exp(exponent*ln(base)) beyond the whole numbers)."""
    if not isinstance(exponent, Jet):
        if not isinstance(base, Jet):
            return balls.power(base, exponent)
        whole = balls.integer(exponent)
        if whole is not None and whole > 0:
            return whole_power(base, whole)
        return _constant_power(base, exponent)
    if balls.sign(constant(base)) <= 0:
        raise Unknown("a power whose exponent varies, of a number that is not positive")
    return exp(exponent * log(base))


def _constant_power(base: Jet, exponent: Number) -> Value:
    at_zero = balls.sign(constant(base))
    if at_zero == 0:
        raise (Unknown if balls.sign(exponent) >= 0 else Undefined)("a power of zero in a derivative")
    if at_zero < 0 and balls.integer(exponent) is None:
        raise Unknown("a power of a negative number to an exponent that is not whole")
    a = base.coefficients
    found = [power(a[0], exponent)]
    for n in range(1, len(a)):
        terms = (a[k] * found[n - k] * (exponent * fmpq(k) - fmpq(n - k)) for k in range(1, n + 1))
        found.append(divide(_sum(terms), a[0] * fmpq(n)))
    return Jet(base.level, tuple(found))


# --- functions ---------------------------------------------------------------------


def _integrate(level: Level, start: Value, slope: Value, inner: Jet) -> Jet:
    """Return the series with value `start` and derivative slope * inner'."""
    order = inner.order
    moved = Jet(level, tuple(inner.coefficients[n] * fmpq(n) for n in range(1, order + 1)))
    rate = Jet(level, _lift(inner, slope)[:order]) * moved if order else moved
    return Jet(level, (start, *(divide(c, fmpq(n + 1)) for n, c in enumerate(rate.coefficients))))


Lifted: TypeAlias = Callable[[Value], Value]


def lifted(function: Callable[[Number], Number], slope: Lifted) -> Lifted:
    """Return `function` on jets, given its derivative as a function of jets."""

    def on_jets(x: Value) -> Value:
        if not isinstance(x, Jet):
            return function(x)
        start = on_jets(x.coefficients[0])
        shorter = Jet(x.level, x.coefficients[:-1])
        rate = slope(shorter) if shorter.order else slope(shorter.coefficients[0])
        return _integrate(x.level, start, _padded(rate, x), x)

    return on_jets


def _padded(rate: Value, like: Jet) -> Value:
    if isinstance(rate, Jet) and rate.level == like.level:
        return Jet(rate.level, (*rate.coefficients, *(fmpq(0),) * (like.order - rate.order)))
    return rate


def exp(x: Value) -> Value:
    """Return e^x."""
    if not isinstance(x, Jet):
        return balls.exp(x)
    a = x.coefficients
    found = [exp(a[0])]
    for n in range(1, len(a)):
        found.append(divide(_sum(a[k] * found[n - k] * fmpq(k) for k in range(1, n + 1)), fmpq(n)))
    return Jet(x.level, tuple(found))


def sqrt(x: Value) -> Value:
    """Return the square root; that of a series that begins with 0 is no power series."""
    if sign_near(x) < 0:
        raise Undefined("the square root of a negative number")
    if balls.is_zero(constant(x)):
        if isinstance(x, Jet):
            raise Unknown("the slope of a square root at zero")
        return fmpq(0)
    return power(x, fmpq(1, 2))


def absolute(x: Value) -> Value:
    """Return |x|."""
    return x if sign_near(x) >= 0 else -x


def sign(x: Value) -> Value:
    """Return the sign."""
    return fmpq(sign_near(x))


def larger(x: Value, y: Value) -> Value:
    """Return the maximum."""
    return x if sign_near(x - y) >= 0 else y


def smaller(x: Value, y: Value) -> Value:
    """Return the minimum."""
    return -larger(-x, -y)


def sinh(x: Value) -> Value:
    """Return the hyperbolic sine."""
    return (exp(x) - exp(-x)) * fmpq(1, 2)


def cosh(x: Value) -> Value:
    """Return the hyperbolic cosine."""
    return (exp(x) + exp(-x)) * fmpq(1, 2)


def tan(x: Value) -> Value:
    """Return the tangent."""
    return divide(sin(x), cos(x))


def artanh(x: Value) -> Value:
    """Return the inverse hyperbolic tangent, for -1 < x < 1."""
    return log(divide(1 + x, 1 - x)) * fmpq(1, 2)


def logit(x: Value) -> Value:
    """Return ln(x/(1 - x)), for 0 < x < 1."""
    return log(x) - log(1 - x)


def relu(x: Value) -> Value:
    """Return max(0, x)."""
    return larger(x, fmpq(0))


def log_to_base(x: Value, base: Value) -> Value:
    """Return the logarithm to a base."""
    return divide(log(x), log(base))


def normal_cdf(x: Value) -> Value:
    """Return the standard normal distribution function."""
    return (1 + erf(divide(x, sqrt(fmpq(2))))) * fmpq(1, 2)


def _no_slope(_: Value) -> Value:
    raise Unknown("no derivative of this function is known here")


log: Lifted = lifted(balls.log, lambda x: divide(fmpq(1), x))
sin: Lifted = lifted(balls.sin, lambda x: cos(x))
cos: Lifted = lifted(balls.cos, lambda x: -sin(x))
arctan: Lifted = lifted(balls.arctan, lambda x: divide(fmpq(1), 1 + x * x))
arsinh: Lifted = lifted(balls.arsinh, lambda x: divide(fmpq(1), sqrt(1 + x * x)))
sigmoid: Lifted = lifted(balls.sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)))
softplus: Lifted = lifted(balls.softplus, lambda x: sigmoid(x))
tanh: Lifted = lifted(balls.tanh, lambda x: 1 - tanh(x) * tanh(x))
erf: Lifted = lifted(balls.erf, lambda x: divide(2 * exp(-(x * x)), sqrt(balls.pi())))
digamma: Lifted = lifted(balls.digamma, _no_slope)
log_gamma: Lifted = lifted(balls.log_gamma, lambda x: digamma(x))
gamma: Lifted = lifted(balls.gamma, lambda x: gamma(x) * digamma(x))
natural_factorial: Lifted = lifted(balls.factorial, _no_slope)

OF_ONE: dict[str, Lifted] = {
    "exp": exp,
    "ln": log,
    "sqrt": sqrt,
    "abs": absolute,
    "sign": sign,
    "sigma": sigmoid,
    "softplus": softplus,
    "relu": relu,
    "logit": logit,
    "sin": sin,
    "cos": cos,
    "tan": tan,
    "arctan": arctan,
    "sinh": sinh,
    "cosh": cosh,
    "tanh": tanh,
    "arsinh": arsinh,
    "artanh": artanh,
    "erf": erf,
    "Phi": normal_cdf,
    "Gamma": gamma,
    "lnGamma": log_gamma,
    "digamma": digamma,
    "factorial": natural_factorial,
}
