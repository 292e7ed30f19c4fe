"""Losses that users might declare themselves, none of them in the catalogue: right digits over the whole range.

The expectations are the textbook's formulas, by hand, in mpmath with 60 digits.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

import mpmath as mp
import numpy as np
import pytest

from symloss.code.targets import numpy as target
from symloss.derive.engine import derive

DIGITS = 60
EPS = float(np.finfo("d").eps)
Formula = Callable[[mp.mpf, mp.mpf], mp.mpf]


@dataclass(frozen=True)
class Own:
    """A declaration, and what value, gradient and second derivative are; sizes: of the terms that are subtracted."""

    declared: str
    y: tuple[float, ...]
    formulas: tuple[Formula, Formula, Formula]
    sizes: tuple[Formula, Formula, Formula]
    ulps: float
    parameters: dict[str, float]
    reach: float = 600.0


LOSSES = {
    "modified_huber": Own(
        'Loss("cases(max(0, 1 - y*z)^2 if y*z >= -1; -4*y*z otherwise)", raw="z real", y_true="y in {-1, 1}")',
        (-1.0, 1.0),
        (
            lambda y, z: max(mp.mpf(0), 1 - y * z) ** 2 if y * z >= -1 else -4 * y * z,
            lambda y, z: -2 * y * max(mp.mpf(0), 1 - y * z) if y * z >= -1 else -4 * y,
            lambda y, z: mp.mpf(2 if -1 <= y * z <= 1 else 0),
        ),
        (lambda y, z: 0, lambda y, z: 0, lambda y, z: 0),
        3,
        {},
    ),
    "smoothed_hinge": Own(
        'Loss("cases(1/2 - y*z if y*z <= 0; cases((1 - y*z)^2/2 if y*z <= 1; 0 otherwise) otherwise)",'
        ' raw="z real", y_true="y in {-1, 1}")',
        (-1.0, 1.0),
        (
            lambda y, z: mp.mpf("0.5") - y * z if y * z <= 0 else (1 - y * z) ** 2 / 2 if y * z <= 1 else mp.mpf(0),
            lambda y, z: -y if y * z <= 0 else -(1 - y * z) * y if y * z <= 1 else mp.mpf(0),
            lambda y, z: mp.mpf(1 if 0 < y * z <= 1 else 0),
        ),
        (lambda y, z: 0, lambda y, z: 0, lambda y, z: 0),
        3,
        {},
    ),
    "tweedie": Own(
        'Loss("-y*exp((1 - rho)*z)/(1 - rho) + exp((2 - rho)*z)/(2 - rho)", raw="z real", y_true="y >= 0",'
        ' parameters={"rho": "in (1, 2)"})',
        (0.0, 1.0, 3.0),
        (
            lambda y, z: 2 * y * mp.exp(-z / 2) + 2 * mp.exp(z / 2),
            lambda y, z: mp.exp(z / 2) - y * mp.exp(-z / 2),
            lambda y, z: mp.exp(z / 2) / 2 + y * mp.exp(-z / 2) / 2,
        ),
        (lambda y, z: 0, lambda y, z: max(mp.exp(z / 2), y * mp.exp(-z / 2)), lambda y, z: 0),
        3,
        {"rho": 1.5},
        1400.0,
    ),
    "negative_binomial": Own(
        'Loss("(y + r)*ln(r + exp(z)) - y*z", raw="z real", y_true="y >= 0", parameters={"r": "> 0"})',
        (0.0, 1.0, 3.0),
        (
            lambda y, z: (y + 2) * mp.log(2 + mp.exp(z)) - y * z,
            lambda y, z: 2 * (mp.exp(z) - y) / (mp.exp(z) + 2),
            lambda y, z: 2 * (2 + y) * mp.exp(z) / (mp.exp(z) + 2) ** 2,
        ),
        (
            lambda y, z: abs(y * z),
            lambda y, z: 2 * max(mp.exp(z), y) / (mp.exp(z) + 2),
            lambda y, z: 0,
        ),
        4,
        {"r": 2.0},
        1400.0,
    ),
    "linex": Own(
        'Loss("exp(a*(z - y)) - a*(z - y) - 1", raw="z real", y_true="y real", parameters={"a": "> 0"})',
        (0.0,),
        (
            lambda y, z: mp.expm1(z) - z,
            lambda y, z: mp.expm1(z),
            lambda y, z: mp.exp(z),
        ),
        (lambda y, z: 0, lambda y, z: 0, lambda y, z: 0),
        4,
        {"a": 1.0},
    ),
    "linex_other_order": Own(
        'Loss("exp(z - y) - 1 - (z - y)", raw="z real", y_true="y real")',
        (0.0,),
        (
            lambda y, z: mp.expm1(z) - z,
            lambda y, z: mp.expm1(z),
            lambda y, z: mp.exp(z),
        ),
        (lambda y, z: 0, lambda y, z: 0, lambda y, z: 0),
        4,
        {},
    ),
    "barron": Own(
        'Loss("abs(al - 2)/al*((((z - y)/c)^2/abs(al - 2) + 1)^(al/2) - 1)", raw="z real", y_true="y real",'
        ' parameters={"al": "in (0, 2)", "c": "> 0"})',
        (0.0,),
        (
            lambda y, z: mp.sqrt((z - y) ** 2 + 1) - 1,
            lambda y, z: z / mp.sqrt(z**2 + 1),
            lambda y, z: (z**2 + 1) ** mp.mpf("-1.5"),
        ),
        # the Hessian is a difference as it is written
        (lambda y, z: 0, lambda y, z: 0, lambda y, z: 1 / mp.sqrt(z**2 + 1)),
        4,
        {"al": 1.0, "c": 1.0},
    ),
    "welsch": Own(
        'Loss("c^2/2*(1 - exp(-((z - y)/c)^2))", raw="z real", y_true="y real", parameters={"c": "> 0"})',
        (0.0,),
        (
            lambda y, z: -mp.expm1(-(z**2)) / 2,
            lambda y, z: z * mp.exp(-(z**2)),
            lambda y, z: mp.exp(-(z**2)) * (1 - 2 * z**2),
        ),
        # the rounding of z^2 counts z^2 times
        (lambda y, z: 0, lambda y, z: z**3 * mp.exp(-(z**2)), lambda y, z: (2 + 2 * z**4) * mp.exp(-(z**2))),
        4,
        {"c": 1.0},
        20.0,
    ),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], ModuleType]]:
    folder = tmp_path_factory.mktemp("own")
    (folder / "declared").mkdir()
    here = folder / "own_gradients"
    here.mkdir()
    for name, own in LOSSES.items():
        path = folder / "declared" / f"{name}.py"
        path.write_text(
            f'"""A loss of a user."""\n\nfrom symloss import Loss\n\nloss = {own.declared}\n', encoding="utf-8"
        )
        derivation = derive(path, ())
        assert derivation.proved == len(derivation.steps), name
        source = target.module(derivation, "", "own_gradients", {})
        assert source is not None
        (here / f"{name}.py").write_text(source.text, encoding="utf-8")
    for name, text in target.shared(list(LOSSES), "own_gradients").items():
        (here / name).write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"own_gradients.{name}")
    sys.path.remove(str(folder))


def points(reach: float) -> np.ndarray:
    random = np.random.default_rng(4)
    small = 10 ** random.uniform(-20, 0, 40)
    return np.concatenate([[0.0], small, -small, random.normal(0, 3, 80), random.uniform(-reach, reach, 80)])


@pytest.mark.long
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_of_ones_own_keeps_its_digits(name: str, package: Callable[[str], ModuleType]) -> None:
    own, module, checked = LOSSES[name], package(name), 0
    z = points(own.reach)
    with mp.workdps(DIGITS):
        for function, formula, size in zip(("value", "gradient", "hessian"), own.formulas, own.sizes, strict=True):
            for y in own.y:
                got = getattr(module, function)(np.full_like(z, y), z, **own.parameters)
                for at, found in zip(z.tolist(), got.tolist(), strict=True):
                    true = formula(mp.mpf(y), mp.mpf(at))
                    scale = max(abs(true), abs(mp.mpf(size(mp.mpf(y), mp.mpf(at)))))
                    if scale == 0:
                        assert found == 0, (function, y, at)
                    elif 1e-290 < scale < 1e300:
                        error = abs(mp.mpf(found) - true) / (scale * EPS)
                        assert error <= own.ulps, (function, y, at, float(error))
                        checked += 1
    assert checked > 200


@pytest.mark.parametrize("rho", [1.0, 2.0, 0.5, float("nan")])
def test_a_parameter_outside_its_interval_is_refused(rho: float, package: Callable[[str], ModuleType]) -> None:
    with pytest.raises(ValueError, match="rho"):
        package("tweedie").gradient([1.0], [0.5], rho=rho)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["barron", "negative_binomial"])
@pytest.mark.parametrize("size", [1e5, 1e20, 1e160, 1e300, 4.494e307])
@pytest.mark.parametrize("y", [0.0, 3.0, 1e6])
def test_far_out_the_value_is_right(name: str, size: float, y: float, package: Callable[[str], ModuleType]) -> None:
    """Where z^2, or y*z, is infinite, and the loss is not."""
    own = LOSSES[name]
    for z in (size, -size):
        with mp.workdps(700):
            true = own.formulas[0](mp.mpf(y), mp.mpf(z))
        if abs(true) < 1.7e308:
            found = package(name).value(np.array([y]), np.array([z]), **own.parameters)[0]
            assert found == pytest.approx(float(true), rel=1e-9, abs=0)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["negative_binomial", "tweedie"])
def test_far_out_nothing_is_nan(name: str, package: Callable[[str], ModuleType]) -> None:
    z = np.array([-1e300, -1e5, -800.0, 800.0, 1e5, 1e300, -np.inf, np.inf])
    for function in ("value", "gradient", "hessian"):
        found = getattr(package(name), function)(np.full_like(z, 3.0), z, **LOSSES[name].parameters)
        assert not np.isnan(found).any(), (function, found)
