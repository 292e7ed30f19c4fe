"""Real numbers, exact where they can be: rationals, else balls that certainly contain the value.

`exp(0)` is 1 and `sqrt(9/4)` is 3/2, exactly; `exp(1)` is a ball at the working
precision. Whatever cannot be certified raises: `Undefined` if there is certainly no
real value, `Imprecise` if a ball straddles the boundary (more bits may help),
`Unknown` otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from typing import TypeAlias

from flint import arb, fmpq

Number: TypeAlias = fmpq | arb

_EXACT_BITS = 4096  # a larger exact rational is rounded to a ball
_MAX_FACTORIAL = 2000


class Undefined(ArithmeticError):
    """The term has no real value at this point (0/0, the logarithm of 0, ...)."""


class Unknown(ArithmeticError):
    """No value was found: outside the evaluator, or beyond its limits."""


class Imprecise(Unknown):
    """A ball straddles a boundary at this precision."""


def number(value: Fraction | int) -> fmpq:
    """Return an exact rational."""
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    """Return an exact rational as a Fraction."""
    return Fraction(int(value.p), int(value.q))


def sign(x: Number) -> int:
    """Return -1, 0 or 1; raise Imprecise if the ball straddles zero."""
    if isinstance(x, fmpq):
        return int(x > 0) - int(x < 0)
    if x > 0:
        return 1
    if x < 0:
        return -1
    if x.is_zero():
        return 0
    raise Imprecise("the sign is not certain")


def is_zero(x: Number) -> bool:
    """Return whether x is 0; raise Imprecise if that is not certain."""
    return sign(x) == 0


def settled(x: Number) -> Number:
    """Return x if it is a usable number; raise Unknown for an infinite or meaningless ball."""
    if isinstance(x, arb):
        if not x.is_finite():
            raise Unknown("the value is too large for a ball")
        return x
    if x.height_bits() > _EXACT_BITS:
        return arb(x)
    return x


def divide(a: Number, b: Number) -> Number:
    """Return a/b."""
    if is_zero(b):
        raise Undefined("division by zero")
    return a if isinstance(a, fmpq) and a == 0 else settled(a / b)


def integer(x: Number) -> int | None:
    """Return x as an int if it is exactly one."""
    return int(x.p) if isinstance(x, fmpq) and x.q == 1 else None


def power(base: Number, exponent: Number) -> Number:
    """Return base^exponent, for an integer exponent or a non-negative base.

    0^0 is 1 for a whole exponent only if the caller says so (`whole_power`).
    """
    whole = integer(exponent)
    if whole is not None and (whole > 0 or sign(base) != 0):
        return whole_power(base, whole)
    at_zero = sign(base)
    if at_zero < 0:
        raise Unknown("a power of a negative number to an exponent that is not whole")
    if at_zero == 0:
        how = sign(exponent)
        if how == 0:
            raise Unknown("0^0")
        if how < 0:
            raise Undefined("a negative power of zero")
        return fmpq(0)
    root = _exact_root(base, exponent)
    return root if root is not None else settled(arb(exponent * log(base)).exp())


def whole_power(base: Number, exponent: int) -> Number:
    """Return base^exponent for a whole exponent; the empty product 0^0 is 1."""
    if exponent < 0:
        return divide(fmpq(1), whole_power(base, -exponent))
    if isinstance(base, fmpq) and exponent * base.height_bits() <= _EXACT_BITS:
        return base**exponent
    return settled(arb(base) ** exponent)


def _exact_root(base: Number, exponent: Number) -> fmpq | None:
    if not (isinstance(base, fmpq) and isinstance(exponent, fmpq)) or exponent.q > 6:
        return None
    if abs(int(exponent.p)) * base.height_bits() > _EXACT_BITS:
        return None
    degree = int(exponent.q)
    top, bottom = (_integer_root(int(part), degree) for part in (base.p, base.q))
    return None if top is None or bottom is None else fmpq(top, bottom) ** int(exponent.p)


def _integer_root(value: int, degree: int) -> int | None:
    low, high = 0, 1 << (value.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= value else (low, middle - 1)
    return low if low**degree == value else None


def _exactly(**special: int | Fraction) -> Callable[[Callable[[Number], Number]], Callable[[Number], Number]]:
    """Give a function its exact value at 0 ("zero"), and check what it returns."""

    def wrap(function: Callable[[Number], Number]) -> Callable[[Number], Number]:
        @wraps(function)
        def exact_first(x: Number) -> Number:
            if "zero" in special and isinstance(x, fmpq) and x == 0:
                return number(special["zero"])
            return settled(function(x))

        return exact_first

    return wrap


@_exactly(zero=1)
def exp(x: Number) -> Number:
    """Return e^x."""
    return arb(x).exp()


def log(x: Number) -> Number:
    """Return the natural logarithm."""
    if sign(x) <= 0:
        raise Undefined("the logarithm of a number that is not positive")
    return fmpq(0) if isinstance(x, fmpq) and x == 1 else settled(arb(x).log())


@_exactly(zero=0)
def sin(x: Number) -> Number:
    """Return the sine."""
    return arb(x).sin()


@_exactly(zero=1)
def cos(x: Number) -> Number:
    """Return the cosine."""
    return arb(x).cos()


@_exactly(zero=0)
def arctan(x: Number) -> Number:
    """Return the inverse tangent."""
    return arb(x).atan()


@_exactly(zero=0)
def arsinh(x: Number) -> Number:
    """Return the inverse hyperbolic sine."""
    return arb(x).asinh()


@_exactly(zero=0)
def tanh(x: Number) -> Number:
    """Return the hyperbolic tangent."""
    return arb(x).tanh()


@_exactly(zero=Fraction(1, 2))
def sigmoid(x: Number) -> Number:
    """Return 1/(1 + e^-x), accurate in both tails."""
    x = arb(x)
    return 1 / (1 + (-x).exp()) if x > 0 else x.exp() / (1 + x.exp())


@_exactly()
def softplus(x: Number) -> Number:
    """Return ln(1 + e^x), accurate in both tails."""
    x = arb(x)
    return x + (-x).exp().log1p() if x > 0 else x.exp().log1p()


@_exactly(zero=0)
def erf(x: Number) -> Number:
    """Return the error function."""
    return arb(x).erf()


def log_gamma(x: Number) -> Number:
    """Return ln Gamma(x) for x > 0."""
    if sign(x) <= 0:
        raise Unknown("ln Gamma of a number that is not positive")
    return settled(arb(x).lgamma())


def gamma(x: Number) -> Number:
    """Return Gamma(x)."""
    whole = integer(x)
    if whole is not None:
        if whole <= 0:
            raise Undefined("Gamma at a pole")
        return factorial(x - 1)
    return settled(arb(x).gamma())


def digamma(x: Number) -> Number:
    """Return Gamma'(x)/Gamma(x)."""
    whole = integer(x)
    if whole is not None and whole <= 0:
        raise Undefined("digamma at a pole")
    return settled(arb(x).digamma())


def factorial(x: Number) -> Number:
    """Return x! for a whole number x."""
    whole = integer(x)
    if whole is None or whole < 0:
        raise Undefined("the factorial of a number that is not natural")
    if whole > _MAX_FACTORIAL:
        raise Unknown("a factorial beyond the limits")
    product = 1
    for factor in range(2, whole + 1):
        product *= factor
    return settled(fmpq(product))


def pi() -> Number:
    """Return pi."""
    return arb.pi()


def text(x: Number) -> str:
    """Return x in plain notation: exact if rational, else its first certified digits and an ellipsis.

    A ball about a round number, from below and from above, is printed rounded and
    without the ellipsis.
    """
    if isinstance(x, fmpq):
        return str(x)
    size = abs(x)
    if not size > 0:
        return "0.0000" if size < fmpq(1, 10**9) else str(x.str(3))
    exponent = math.floor(float(size.mid().log()) / math.log(10))
    wanted = exponent + 5 if -2 <= exponent < 12 else 3
    for digits in range(wanted, max(wanted - 3, 0), -1):
        shown = _cut(size, exponent, digits)
        if shown is not None:
            return f"-{shown}" if x < 0 else shown
    return str(x.str(max(wanted, 3), radius=False))


def _cut(size: arb, exponent: int, digits: int) -> str | None:
    """Return `size` cut (not rounded) to `digits` significant digits, if both ends of the ball agree."""
    scale = arb(10) ** (digits - 1 - exponent)
    low, high = ((end * scale).floor().unique_fmpz() for end in (size.abs_lower(), size.abs_upper()))
    if low is None or low != high:
        return None
    cut = str(int(low))
    if not -6 <= exponent < 12:
        return f"{cut[0]}.{cut[1:] or '0'}...e{exponent}"
    if exponent >= 0:
        return f"{cut[: exponent + 1]}.{cut[exponent + 1 :]}..."
    return f"0.{'0' * (-exponent - 1)}{cut}..."
