"""The special functions of the runtime against ball arithmetic, to the errors that they state."""

from collections.abc import Callable

import numpy as np
import pytest
from flint import arb, ctx
from symloss_gradients import _special as special


def lower_tail(x: arb) -> arb:
    return (-x / arb(2).sqrt()).erfc() / 2


def hazard(x: arb) -> arb:
    return (-x * x / 2).exp() / (2 * arb.pi()).sqrt() / lower_tail(x)


def log_log(x: arb) -> arb:
    return x.exp() / x.exp().expm1()


TRUTHS: dict[str, tuple[Callable[[arb], arb], float]] = {
    "log_ndtr": (lambda x: lower_tail(x).log(), 5),
    "log_ndtr_scaled": (lambda x: lower_tail(x).log() / (1 + abs(x)), 6),
    "normal_hazard": (hazard, 6),
    "normal_hazard_slope": (lambda x: hazard(x) * (x + hazard(x)), 10),
    "log_cloglog": (lambda x: (-(-x.exp()).expm1()).log(), 4),
    "cloglog_hazard": (log_log, 4),
    "exp_excess": (lambda x: x.expm1() - x, 4),
    "cloglog_hazard_slope": (lambda x: log_log(x) * (x.exp() / -(-x.exp()).expm1() - 1), 8),
}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", TRUTHS)
def test_errors_are_what_is_stated(name: str, dtype: str) -> None:
    exact, bound = TRUTHS[name]
    random, info = np.random.default_rng(2), np.finfo(dtype)
    parts = [random.normal(0, 1, 300), random.uniform(-9, 9, 500), random.uniform(-600, 0, 200)]
    x = np.concatenate([*parts, [0.0, 1e-300, -1e-20, -1.0, 1.0, 6.5, 6.99, 7.0, 7.01]]).astype(dtype)
    if dtype == "float32" and name != "exp_excess":
        bound = 0.51  # computed in float64
    got, checked = getattr(special, name)(x), 0
    ctx.prec = 2000
    for point, found in zip(x.tolist(), got.tolist(), strict=True):
        true = exact(arb(point))
        size = abs(float(true.mid()))
        if size < float(info.tiny) / float(info.eps):
            continue
        unit = float(np.spacing(np.asarray(size, dtype)))
        assert abs(float((arb(found) - true).mid())) <= bound * unit, (point, found, true)
        checked += 1
    assert checked > 300


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_decay_knows_what_the_difference_rounded(dtype: str) -> None:
    """x - y is rounded by up to 3e-14 here, and that counts 2*|x - y| times."""
    random, info = np.random.default_rng(3), np.finfo(dtype)
    reach = 340 if dtype == "float64" else 35
    x = random.uniform(-reach, reach, 400).astype(dtype)
    y = np.concatenate([random.normal(0, 1, 200), 10 ** random.uniform(-30, 0, 200)]).astype(dtype)
    ctx.prec = 2000
    for a, b, found in zip(x.tolist(), y.tolist(), special.decay(x, y).tolist(), strict=True):
        true = (-2 * abs(arb(a) - arb(b))).exp()
        unit = float(np.spacing(np.asarray(float(true.mid()), dtype)))
        if float(true.mid()) > float(info.tiny):
            assert abs(float((arb(found) - true).mid())) <= 4 * unit, (a, b, found)


def test_decay_at_its_ends() -> None:
    big = np.finfo("d").max
    x, y = np.array([0.0, big, -big, np.inf, 1.0, np.nan]), np.array([0.0, -big, big, 0.0, -np.inf, 1.0])
    with np.errstate(all="raise"):
        assert special.decay(x, y).tolist()[:5] == [1, 0, 0, 0, 0]
        assert np.isnan(special.decay(x, y)[5])


def test_the_ends_are_limits() -> None:
    ends = np.array([-np.inf, np.inf])
    with np.errstate(all="ignore"):
        assert special.log_ndtr(ends).tolist() == [-np.inf, 0]
        assert special.normal_hazard(ends).tolist() == [np.inf, 0]
        assert special.normal_hazard_slope(ends).tolist() == [1, 0]
        assert special.log_cloglog(ends).tolist() == [-np.inf, 0]
        assert special.cloglog_hazard(ends).tolist() == [1, 0]
        assert special.cloglog_hazard_slope(ends).tolist() == [0, 0]


def test_results_may_be_written_to_an_array_that_is_the_argument() -> None:
    for name in TRUTHS:
        x = np.array([-3.0, 0.5, 2.0])
        expected = getattr(special, name)(x)
        assert getattr(special, name)(x, out=x) is x
        assert x.tolist() == expected.tolist()
