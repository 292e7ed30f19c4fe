"""Special functions that NumPy has not: normal tails, what stands behind the log-log link, exp(x) - 1 - x.

Units in the last place that they may be off: `log_ndtr` 5, `normal_hazard` 6 and
`normal_hazard_slope` 10; `log_cloglog` and `cloglog_hazard` 4 and `cloglog_hazard_slope` 8; `exp_excess` and `decay` 4.
What is asked in float32 is computed in float64. At the ends they are their limits. The coefficients come from
`benchmarks/normal_tails.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import cache, wraps
from math import factorial, pi, sqrt

import numpy as np

from ._arguments import Array

CENTRE = 4.0  # t >= 0 becomes u = (t - CENTRE)/(t + CENTRE), from -1 to 1
# (1 + t)*R(t) and (1 + t)^2*(1 - t*R(t)) as polynomials in u; R(t) = Phi(-t)/phi(t) is Mills' ratio
_RATIO = (
    1.1832619145678034,
    -0.24239967052180733,
    0.03509188023474844,
    0.07169048120135574,
    -0.08070800967907767,
    0.04495912907961325,
    -0.012539103619810763,
    -0.0007159509420838631,
    0.0017418487666170436,
    -0.0002367014598780539,
    -0.0002202155239634743,
    5.326546438024313e-05,
    3.4158570336741675e-05,
    -8.601203732312653e-06,
    -6.5525726346503055e-06,
    1.0083282040439902e-06,
    1.3890161217170855e-06,
    1.4008214245396859e-08,
    -2.841811789107659e-07,
    -6.278432888594052e-08,
    4.774370834354987e-08,
    2.6008623901885614e-08,
    -4.263137115875639e-09,
    -6.944515474912755e-09,
    -6.900620899214846e-10,
    1.21510872200607e-09,
    3.3124144958128896e-10,
    -1.0690433478838684e-10,
    -4.296229558926376e-11,
)
_REST = (
    1.334761708643933,
    -0.34686443844569465,
    -0.17268170834609675,
    0.35354727647612005,
    -0.22126150638044345,
    0.02711766448512879,
    0.056082893346928,
    -0.038891092074589566,
    0.004677620781150669,
    0.005832613647087141,
    -0.0019358217680585591,
    -0.0008822524574812012,
    0.0004262387878833633,
    0.00017449554012431763,
    -8.086941398613254e-05,
    -4.350818090102257e-05,
    1.246536903619079e-05,
    1.1619399525885423e-05,
    -7.234264110088818e-07,
    -2.899553013168352e-06,
    -5.079446314830252e-07,
    6.058890057265322e-07,
    2.816860866289422e-07,
    -9.257796510812433e-08,
    -8.629987268693301e-08,
    7.991756242602332e-09,
    1.650926603387706e-08,
    -1.3910341345451746e-10,
    -1.5447837472099348e-09,
)
FIRST, LAST = -1, 7  # exp(-exp(x)) is close to 1 before, and 0 after
_TAYLOR = tuple((-1) ** k / factorial(k + 2) for k in range(16))  # (exp(-x) - 1 + x)/x^2


def _wide(function: Callable[..., Array]) -> Callable[..., Array]:
    """Have a function compute in float64 what is asked in float32."""

    @wraps(function)
    def computed(*arguments: Array, out: Array | None = None) -> Array:
        if arguments[0].dtype != np.float32:
            return _given(function(*arguments), out)
        found = function(*(argument.astype(np.float64) for argument in arguments))
        return _given(found.astype(np.float32) if out is None else found, out)

    return computed


@_wide
def log_ndtr(x: Array) -> Array:
    """Return ln(Phi(x)), Phi the normal distribution function."""
    t = np.absolute(x)
    ratio = _polynomial(_RATIO, _position(t)) / (1 + t)
    below = np.log(ratio / sqrt(2 * pi)) - t * (t / 2)
    above = np.log1p(-_bell(t) * (ratio / sqrt(2 * pi)))
    found: Array = np.where(x > 0, above, below)
    return found


@_wide
def log_ndtr_scaled(x: Array) -> Array:
    """Return ln(Phi(x))/(1 + |x|), which does not overflow."""
    t = np.absolute(x)
    ratio = _polynomial(_RATIO, _position(t)) / (1 + t)
    smallest = np.finfo(t.dtype).tiny
    below = np.log(np.maximum(ratio / sqrt(2 * pi), smallest)) / (1 + t) - (1 - 1 / (1 + t)) * (t / 2)
    found: Array = np.where(x > 0, np.log1p(-_bell(t) * (ratio / sqrt(2 * pi))) / (1 + t), below)
    return found


@_wide
def normal_hazard(x: Array) -> Array:
    """Return phi(x)/Phi(x), the slope of `log_ndtr`."""
    t = np.absolute(x)
    scaled = _polynomial(_RATIO, _position(t))
    bell = _bell(t) / sqrt(2 * pi)
    found: Array = np.where(x > 0, bell / (1 - bell * (scaled / (1 + t))), (1 + t) / scaled)
    return found


@_wide
def normal_hazard_slope(x: Array) -> Array:
    """Return h*(x + h), h = phi(x)/Phi(x): how fast h falls, between 0 and 1."""
    t = np.absolute(x)
    u = _position(t)
    scaled = _polynomial(_RATIO, u)
    bell = _bell(t) / sqrt(2 * pi)
    hazard = bell / (1 - bell * (scaled / (1 + t)))
    above = hazard * (np.minimum(t, 1e4) + hazard)  # the hazard is 0 long before
    found: Array = np.where(x > 0, above, _polynomial(_REST, u) / (scaled * scaled))
    return found


@_wide
def log_cloglog(x: Array) -> Array:
    """Return ln(1 - exp(-e)), e = exp(x)."""
    e, rest = _exponential(x)
    small = np.minimum(e, 0.5)
    below = x + np.log1p(-small * _polynomial(_TAYLOR, small))
    found: Array = np.where(e < 0.5, below, np.log1p(-np.exp(-np.maximum(e, 0.5)) * (1 - rest)))
    return found


@_wide
def cloglog_hazard(x: Array) -> Array:
    """Return e/(exp(e) - 1), e = exp(x)."""
    e, rest = _exponential(x)
    found: Array = np.divide(e * np.exp(-e) * (1 - rest), -np.expm1(-e), out=np.ones_like(e), where=e != 0)
    return found


@_wide
def cloglog_hazard_slope(x: Array) -> Array:
    """Return h*(e/(1 - exp(-e)) - 1), h = e/(exp(e) - 1), e = exp(x)."""
    e, rest = _exponential(x)
    small = np.minimum(e, 1.0)
    over_e = np.where(e < 1, small * _polynomial(_TAYLOR, small), 1 + np.expm1(-e) / np.maximum(e, 1))
    whole = np.divide(e, -np.expm1(-e), out=np.ones_like(e), where=e != 0)
    found: Array = whole * np.exp(-e) * (1 - rest) * (whole * over_e)
    return found


def _exponential(x: Array) -> tuple[Array, Array]:
    """Return e = exp(x), and what it lacks where that counts: exp(-e) is off by e times what e is.

    From FIRST to LAST exp(k/64) is known to 77 bits, and the rest of x is small; before, exp(-e) is close to 1, and
    after it 0.
    """
    inside = (x > FIRST) & (x < LAST)
    near = np.where(inside, x, 0)
    k = np.rint(near * 64)
    r = near - k / 64
    head, tail = (table[(k - 64 * FIRST).astype(np.intp)] for table in _powers())
    short = r.astype(np.float32).astype(np.float64)
    growth = r * (r / 2) * (1 + r / 3 * (1 + r / 4 * (1 + r / 5 * (1 + r / 6))))  # exp(r) - 1 - r
    product = head * short  # exact: 24 bits each
    small = head * (r - short) + head * growth + tail * (1 + (r + growth))
    first = head + product
    second = ((head - first) + product) + small
    e = np.where(inside, first + second, np.minimum(np.exp(x), 1e5))  # 1e5: from there on exp(-e) is 0
    return e, np.where(inside, second - (e - first), 0)


@cache
def _powers() -> tuple[Array, Array]:
    """Return exp(k/64) for k/64 from FIRST to LAST as the 24 bits of a float32, and what is left of it."""
    with localcontext(prec=40):
        exact = [(Decimal(k) / 64).exp() for k in range(64 * FIRST, 64 * LAST + 1)]
        head = np.array([float(power) for power in exact]).astype(np.float32).astype(np.float64)
        return head, np.array([float(power - Decimal(float(h))) for power, h in zip(exact, head, strict=True)])


def exp_excess(x: Array, out: Array | None = None) -> Array:
    """Return exp(x) - 1 - x, by its series where that is small."""
    near = np.clip(x, -1, 1)
    series = np.ones_like(near)
    for k in range(20, 2, -1):  # x^2/2*(1 + x/3*(1 + x/4*(...)))
        series *= near / k
        series += 1
    with np.errstate(all="ignore"):
        found = np.where(np.abs(x) < 1, x * (x / 2) * series, np.expm1(x) - x)
    return _given(np.where(np.isneginf(x), np.inf, found), out)


def decay(x: Array, y: Array, out: Array | None = None) -> Array:
    """Return exp(-2*|x - y|); the rounding of x - y, which counts 2*|x - y| times, is put right."""
    with np.errstate(all="ignore"):
        d = x - y
        back = d - x
        lost = (x - (d - back)) - (y + back)
        found: Array = np.exp(-2 * np.abs(d))
        return _given(np.where(found > 0, found * (1 - 2 * np.sign(d) * lost), found), out)


def _position(t: Array) -> Array:
    found: Array = 1 - 2 * CENTRE / (t + CENTRE)
    return found


def _polynomial(coefficients: tuple[float, ...], u: Array) -> Array:
    """Return the polynomial, by Horner's rule."""
    found = np.full_like(u, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        found *= u
        found += coefficient
    return found


def _bell(t: Array) -> Array:
    """Return exp(-t^2/2): the square of a few leading bits is exact, and the rest is small."""
    near = np.minimum(t, 40)  # from there on it is 0
    head = np.floor(near * 64) / 64
    bell: Array = np.exp(-head * head / 2) * np.exp(-(near - head) * (near + head) / 2)
    return bell


def _given(found: Array, out: Array | None) -> Array:
    if out is None:
        return found
    out[...] = found
    return out
