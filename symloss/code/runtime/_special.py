"""Special functions that NumPy has not: normal tails, what stands behind the log-log link, exp(x) - 1 - x.

Units in the last place that they may be off: `log_ndtr` 5, `normal_hazard` 6 and
`normal_hazard_slope` 10; `log_cloglog` and `cloglog_hazard` 4 and `cloglog_hazard_slope` 8
for x < 0, and exp(x) units more for x > 0, because the rounding of exp(x) counts so often; `exp_excess` and `decay` 4.
At the ends they are their limits. The coefficients come from `benchmarks/normal_tails.py`.
"""

from __future__ import annotations

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
_TAYLOR = tuple((-1) ** k / factorial(k + 2) for k in range(16))  # (exp(-x) - 1 + x)/x^2


def log_ndtr(x: Array, out: Array | None = None) -> Array:
    """Return ln(Phi(x)), Phi the normal distribution function."""
    t = np.absolute(x)
    ratio = _polynomial(_RATIO, _position(t)) / (1 + t)
    found = np.log(ratio / sqrt(2 * pi)) - t * (t / 2)
    above = np.log1p(-_bell(t) * (ratio / sqrt(2 * pi)))
    return _given(np.where(x > 0, above, found), out)


def log_ndtr_scaled(x: Array, out: Array | None = None) -> Array:
    """Return ln(Phi(x))/(1 + |x|), which does not overflow."""
    t = np.absolute(x)
    ratio = _polynomial(_RATIO, _position(t)) / (1 + t)
    smallest = np.finfo(t.dtype).tiny
    below = np.log(np.maximum(ratio / sqrt(2 * pi), smallest)) / (1 + t) - (1 - 1 / (1 + t)) * (t / 2)
    return _given(np.where(x > 0, np.log1p(-_bell(t) * (ratio / sqrt(2 * pi))) / (1 + t), below), out)


def normal_hazard(x: Array, out: Array | None = None) -> Array:
    """Return phi(x)/Phi(x), the slope of `log_ndtr`."""
    t = np.absolute(x)
    scaled = _polynomial(_RATIO, _position(t))
    bell = _bell(t) / sqrt(2 * pi)
    return _given(np.where(x > 0, bell / (1 - bell * (scaled / (1 + t))), (1 + t) / scaled), out)


def normal_hazard_slope(x: Array, out: Array | None = None) -> Array:
    """Return h*(x + h), h = phi(x)/Phi(x): how fast h falls, between 0 and 1."""
    t = np.absolute(x)
    u = _position(t)
    scaled = _polynomial(_RATIO, u)
    bell = _bell(t) / sqrt(2 * pi)
    hazard = bell / (1 - bell * (scaled / (1 + t)))
    above = hazard * (np.minimum(t, 1e4) + hazard)  # the hazard is 0 long before
    return _given(np.where(x > 0, above, _polynomial(_REST, u) / (scaled * scaled)), out)


def log_cloglog(x: Array, out: Array | None = None) -> Array:
    """Return ln(1 - exp(-e)), e = exp(x)."""
    e = np.exp(x)
    small = np.minimum(e, 0.5)
    below = x + np.log1p(-small * _polynomial(_TAYLOR, small))
    return _given(np.where(e < 0.5, below, np.log1p(-np.exp(-np.maximum(e, 0.5)))), out)


def cloglog_hazard(x: Array, out: Array | None = None) -> Array:
    """Return e/(exp(e) - 1), e = exp(x)."""
    e = np.minimum(np.exp(x), 1e5)  # from there on it is 0
    return _given(np.divide(e * np.exp(-e), -np.expm1(-e), out=np.ones_like(e), where=e > 0), out)


def cloglog_hazard_slope(x: Array, out: Array | None = None) -> Array:
    """Return h*(e/(1 - exp(-e)) - 1), h = e/(exp(e) - 1), e = exp(x)."""
    e = np.minimum(np.exp(x), 1e5)
    small = np.minimum(e, 1.0)
    rest = np.where(e < 1, small * _polynomial(_TAYLOR, small), 1 + np.expm1(-e) / np.maximum(e, 1))  # over e
    hazard = np.divide(e * np.exp(-e), -np.expm1(-e), out=np.ones_like(e), where=e > 0)
    whole = np.divide(e, -np.expm1(-e), out=np.ones_like(e), where=e > 0)
    return _given(hazard * (whole * rest), out)


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
