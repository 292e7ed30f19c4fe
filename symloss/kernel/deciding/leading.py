"""Series in X = exp(-s) with coefficients polynomial in s, as s goes to infinity.

One scale serves all limits: z -> inf is z = s, z -> p from above is z = p + X, and
then ln(X) = -s. Every power of X beats every power of s. The coefficients are
polynomials with rational numbers in the symbols and constants (y, ln(2), e) that the
term is made of, which count as independent: a zero coefficient is certainly zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from math import factorial

from flint import fmpq

from symloss.kernel.deciding.coefficients import Coefficient, as_number, exp_of
from symloss.kernel.values import balls
from symloss.term.effort import OPERATION, charge
from symloss.term.functions import FUNCTIONS
from symloss.term.nodes import Constant, Pow

KEPT = Fraction(6)  # powers of X from here on are dropped, and remembered as an error
SLOWEST = Fraction(1, 10**20)  # no power of X is slower, but
SHRINKS = SLOWEST**2  # the error of X^g, of which only g > 0 is known


class OutsideScale(Exception):
    """The term leaves the scale: its growth cannot be written in X and s, or a sign is not known."""


class NoValue(OutsideScale):
    """The term has no value in the end."""


class OpenSign(OutsideScale):
    """It depends on the sign of a coefficient."""

    def __init__(self, coefficient: Coefficient) -> None:
        super().__init__(f"the sign of {coefficient.term} is not known")
        self.coefficient = coefficient


Place = tuple[Fraction, int]  # X^k s^p


@dataclass(frozen=True)
class Series:
    """A sum of coefficient * X^k * s^p, up to terms smaller than X^(error - epsilon); error None: exact."""

    terms: dict[Place, Coefficient] = field(default_factory=dict)
    error: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse what might be slower than an unknown rate: sums of exponents are compared with it."""
        if any(0 < abs(k) < SLOWEST for k, _ in self.terms):
            raise OutsideScale("a power of X that is too slow")

    @staticmethod
    def constant(x: Coefficient) -> Series:
        """Return a series without X and s."""
        return Series({} if x.is_zero else {(Fraction(0), 0): x})

    @staticmethod
    def monomial(k: Fraction | int, p: int, x: Fraction | int = 1) -> Series:
        """Return x * X^k * s^p."""
        return Series({(Fraction(k), p): Coefficient.number(x)})

    def __add__(self, other: Series) -> Series:
        total = dict(self.terms)
        for place, x in other.terms.items():
            total[place] = total[place] + x if place in total else x
        return _kept(total, _least(self.error, other.error))

    def __neg__(self) -> Series:
        return Series({place: -x for place, x in self.terms.items()}, self.error)

    def __mul__(self, other: Series) -> Series:
        charge(OPERATION * len(self.terms) * len(other.terms))
        errors = [
            *([self.error + other.order] if self.error is not None else []),
            *([other.error + self.order] if other.error is not None else []),
        ]
        error = min(errors, default=None)
        total: dict[Place, Coefficient] = {}
        for (k, p), x in self.terms.items():
            for (m, q), y in other.terms.items():
                place = (k + m, p + q)
                if error is None or place[0] < error:  # of the others nothing is known
                    total[place] = total[place] + x * y if place in total else x * y
        return _kept(total, error)

    @property
    def order(self) -> Fraction:
        """The lowest power of X that may occur."""
        powers = [k for k, _ in self.terms]
        return min([*powers, *([self.error] if self.error is not None else [])], default=KEPT)

    @property
    def head(self) -> list[tuple[int, Coefficient]]:
        """The coefficients at the lowest power of X, by falling power of s; it must be known exactly."""
        if not self.terms or (self.error is not None and self.error <= min(k for k, _ in self.terms)):
            raise OutsideScale("the leading term is not known")
        low = min(k for k, _ in self.terms)
        return sorted(((p, x) for (k, p), x in self.terms.items() if k == low), key=lambda pair: -pair[0])

    def at(self, wanted: Callable[[Place], bool]) -> Series:
        """Return the terms whose place is wanted, without the error."""
        return Series({place: x for place, x in self.terms.items() if wanted(place)})


def _least(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return min((e for e in (a, b) if e is not None), default=None)


def _kept(terms: dict[Place, Coefficient], error: Fraction | None) -> Series:
    low = min((k for (k, _), x in terms.items() if not x.is_zero), default=Fraction(0))
    cut = max(KEPT, low + KEPT)
    if any(k >= cut and not x.is_zero for (k, _), x in terms.items()):
        error = _least(error, cut)
    kept = {(k, p): x for (k, p), x in terms.items() if not x.is_zero and k < cut and (error is None or k < error)}
    if len(kept) > 400:
        raise OutsideScale("too many terms")
    return Series(kept, error)


ONE = Series.monomial(0, 0)


def lead(f: Series) -> tuple[Fraction, int, Coefficient]:
    """Return (k, p, c) of the leading term c*X^k*s^p; the sign of c must be known."""
    p, x = f.head[0]
    if x.sign is None:
        raise OpenSign(x)
    return min(k for k, _ in f.terms), p, x


def sign_of(f: Series) -> int:
    """Return the sign of f in the end, 0 if it is certainly zero."""
    if not f.terms and f.error is None:
        return 0
    sign = lead(f)[2].sign
    assert sign is not None
    return sign


def tends_to(f: Series) -> int:
    """Return 1 or -1 if f goes to plus or minus infinity, 0 if it stays bounded."""
    if f.error is not None and f.error <= 0:
        raise OutsideScale("the leading term is not known")
    if not f.terms or f.order > 0:
        return 0
    if f.order == 0 and not any(q > 0 for (k, q) in f.terms if k == 0):
        return 0
    return sign_of(f)


def _split(f: Series) -> tuple[Fraction, int, Coefficient, Series]:
    """Return (k, p, c, u) with f = c*X^k*s^p*(1 + u) and u of positive order in X."""
    if len(f.head) != 1:
        raise OutsideScale("a leading coefficient with several powers of s")
    k, p, c = lead(f)
    scaled = f * Series({(-k, -p): c.inverse})
    scaled = Series({**scaled.terms, (Fraction(0), 0): Coefficient.number(1)}, scaled.error)
    return k, p, c, Series({place: x for place, x in scaled.terms.items() if place != (Fraction(0), 0)}, scaled.error)


def _powers(u: Series, coefficient: Callable[[int], Fraction]) -> Series:
    """Return the sum of coefficient(n)*u^n, for u of positive order."""
    if u.terms and u.order <= 0:
        raise OutsideScale("a series that does not shrink")
    if u.error is not None and u.error <= 0:
        raise OutsideScale("the leading term is not known")
    total, power, n = Series.constant(Coefficient.number(coefficient(0))), ONE, 0
    while u.terms or u.error is not None:
        n += 1
        power = power * u
        total = total + power * Series.constant(Coefficient.number(coefficient(n)))
        if power.order >= KEPT or n > 60:
            total = Series(total.terms, _least(total.error, KEPT))
            break
    return _kept(total.terms, total.error)


def exp(f: Series) -> Series:
    """Return e^f."""
    big = f.at(lambda place: place[0] < 0 or (place[0] == 0 and place[1] > 0))
    if any(place[0] == 0 and place[1] < 0 for place in f.terms):
        raise OutsideScale("the exponential of a negative power of s")
    if f.error is not None and f.error <= 0:
        raise OutsideScale("the leading term is not known")
    factor = ONE
    if big.terms:
        k, p, c = lead(big)
        if k < 0 or p > 1:
            if c.sign == 1:
                raise OutsideScale("growth faster than any power of X")
            return Series({}, KEPT)
        if c.rational is None and c.sign == -1 and (f.error is None or f.error > 0):
            return Series({}, SHRINKS)
        if c.rational is None:
            raise OutsideScale(f"a power of X to the exponent {c.term}")
        factor = Series.monomial(-c.rational, 0)
    fixed = f.terms.get((Fraction(0), 0), Coefficient())
    if not fixed.is_zero:
        factor = factor * Series.constant(exp_of(fixed))
    small = Series({place: x for place, x in f.terms.items() if place[0] > 0}, f.error)
    reciprocal = [Fraction(1)]

    def of_factorial(n: int) -> Fraction:
        while len(reciprocal) <= n:
            reciprocal.append(reciprocal[-1] / len(reciprocal))
        return reciprocal[n]

    return factor * _powers(small, of_factorial)


def log(f: Series) -> Series:
    """Return ln(f), for f positive in the end."""
    k, p, c, u = _split(f)
    if p:
        raise OutsideScale("the logarithm of s")
    if c.sign == -1:
        raise NoValue("the logarithm of a negative number")
    if c.sign != 1:
        raise OutsideScale("the logarithm of a number that is not positive")
    return (
        Series.constant(c.logarithm)
        + Series.monomial(0, 1, -k)
        + _powers(u, lambda n: Fraction((-1) ** (n + 1), n) if n else Fraction(0))
    )


def power(f: Series, q: Fraction) -> Series:
    """Return f^q for a rational exponent."""
    if q.denominator == 1 and 0 <= q <= 64:
        total = ONE
        for _ in range(int(q)):
            total = total * f
        return total
    k, p, c, u = _split(f)
    if p * q != int(p * q):
        raise OutsideScale("a root of s")
    if q.denominator % 2 == 0 and c.sign == -1:
        raise NoValue("a root of a negative number")
    if q.denominator != 1 and c.sign != 1:
        raise OutsideScale("a root of a number that is not positive")
    fixed = _raised(c, q)
    binomial = [Fraction(1)]

    def choose(n: int) -> Fraction:
        while len(binomial) <= n:
            m = len(binomial)
            binomial.append(binomial[-1] * (q - m + 1) / m)
        return binomial[n]

    return Series({(k * q, int(p * q)): fixed}) * _powers(u, choose)


def _raised(c: Coefficient, q: Fraction) -> Coefficient:
    if c.rational is None:
        if q == -1:
            return c.inverse
        return exp_of(c.logarithm * Coefficient.number(q)) if c.sign == 1 else _whole_power(c, q)
    scale = balls.power(balls.number(c.rational), balls.number(q))
    if isinstance(scale, fmpq):
        return Coefficient.number(balls.fraction(scale))
    return Coefficient.of(Pow(as_number(c.rational), as_number(q)))


def _whole_power(c: Coefficient, q: Fraction) -> Coefficient:
    if q.denominator != 1:
        raise OutsideScale("a root of a number that is not positive")
    one = c if q > 0 else c.inverse
    total = Coefficient.number(1)
    for _ in range(abs(int(q))):
        total = total * one
    return total


def sigmoid(f: Series) -> Series:
    """Return 1/(1 + e^-f)."""
    if tends_to(f) < 0:
        raised = exp(f)
        return raised * power(ONE + raised, Fraction(-1))
    return power(ONE + exp(-f), Fraction(-1))


def softplus(f: Series) -> Series:
    """Return ln(1 + e^f)."""
    return f + log(ONE + exp(-f)) if tends_to(f) > 0 else log(ONE + exp(f))


def _twice(f: Series) -> Series:
    return f + f


def _half(f: Series) -> Series:
    return f * Series.monomial(0, 0, Fraction(1, 2))


def tanh(f: Series) -> Series:
    """Return the hyperbolic tangent."""
    return _twice(sigmoid(_twice(f))) + -ONE


def sine(f: Series, shift: Fraction = Fraction(0)) -> Series:
    """Return the sine of a bounded f; `shift` 1: its cosine."""
    if tends_to(f) or any(place[0] == 0 and place[1] for place in f.terms):
        raise OutsideScale("the sine of what does not settle")
    at = f.terms.get((Fraction(0), 0), Coefficient())
    small = Series({place: x for place, x in f.terms.items() if place[0] > 0}, f.error)
    sin, cos = (_powers(small, _alternating(odd)) for odd in (1, 0))
    if at.is_zero:
        return cos if shift else sin
    sin_at, cos_at = (Series.constant(Coefficient.of(FUNCTIONS[name](at.term))) for name in ("sin", "cos"))
    return cos_at * cos + -(sin_at * sin) if shift else sin_at * cos + cos_at * sin


def _alternating(odd: int) -> Callable[[int], Fraction]:
    """Return the coefficients of the sine (odd) or cosine series."""
    return lambda n: Fraction((-1) ** (n // 2), factorial(n)) if n % 2 == odd else Fraction(0)


def absolute(f: Series) -> Series:
    """Return |f|, by the sign of the leading coefficient."""
    return f if sign_of(f) >= 0 else -f


def arctan(f: Series) -> Series:
    """Return the inverse tangent of what vanishes or becomes infinite."""

    def odd(n: int) -> Fraction:
        return Fraction((-1) ** (n // 2), n) if n % 2 else Fraction(0)

    if f.order > 0:
        return _powers(f, odd)
    if tends_to(f) == 0:
        raise OutsideScale("the inverse tangent at a finite value")
    right = Series.constant(Coefficient.of(Constant("pi")) * Coefficient.number(Fraction(tends_to(f), 2)))
    inverse = power(f, Fraction(-1))
    if inverse.order <= 0:
        raise OutsideScale("the inverse tangent of a power of s")
    return right + -_powers(inverse, odd)


FUNCTIONS_OF: dict[str, Callable[[Series], Series]] = {
    "exp": exp,
    "ln": log,
    "sqrt": lambda f: power(f, Fraction(1, 2)),
    "abs": absolute,
    "sign": lambda f: Series.monomial(0, 0, sign_of(f)),
    "sin": sine,
    "cos": lambda f: sine(f, Fraction(1)),
    "sigma": sigmoid,
    "softplus": softplus,
    "relu": lambda f: f if sign_of(f) > 0 else Series(),
    "tanh": tanh,
    "sinh": lambda f: _half(exp(f) + -exp(-f)),
    "cosh": lambda f: _half(exp(f) + exp(-f)),
    "logit": lambda f: log(f) + -log(ONE + -f),
    "arctan": arctan,
}
