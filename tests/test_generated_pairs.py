"""Losses of two raw values: what they compute against ball arithmetic, and what they do with the arrays people pass."""

from __future__ import annotations

import pickle
import tomllib
import warnings
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from symloss_gradients import gaussian_nll, laplace_nll

from symloss.derive.engine import derive
from symloss.derive.report import facts
from symloss.errors import SymlossError
from symloss.testing.accuracy import FUNCTIONS
from symloss.testing.pair_accuracy import samples, worst

# declared in derivations/bounds.toml: value, gradient, hessian
BOUNDS = {
    "gaussian_nll": {"float64": (4.0, 5.0, 4.0), "float32": (4.0, 4.0, 4.0)},
    "laplace_nll": {"float64": (4.0, 3.5, 4.0), "float32": (4.0, 4.0, 4.0)},
}
NAMES = tuple(BOUNDS)
DTYPES = ("float64", "float32")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", NAMES)
def test_declared_bounds_hold(name: str, dtype: str) -> None:
    module, formulas = import_module(f"symloss_gradients.{name}"), derive(name).formulas
    for function, found, bound in zip(FUNCTIONS, worst(module, formulas, dtype), BOUNDS[name][dtype], strict=True):
        assert found <= bound, (name, function, found)


@pytest.mark.parametrize("name", NAMES)
def test_the_matrix_is_symmetric_and_its_diagonal_is_the_hessian(name: str) -> None:
    module, (y, raw) = import_module(f"symloss_gradients.{name}"), samples("float64", 7)
    full = module.hessian(y, raw, layout="full")
    assert np.array_equal(full[:, 0, 1], full[:, 1, 0])
    assert np.array_equal(module.hessian(y, raw), full[:, [0, 1], [0, 1]])


def test_the_bounds_are_those_that_are_declared() -> None:
    declared = tomllib.loads(Path("derivations/bounds.toml").read_text(encoding="utf-8"))
    assert all(tuple(declared[name][dtype]) == BOUNDS[name][dtype] for name in NAMES for dtype in DTYPES)


def test_values_by_hand() -> None:
    raw = [[1.0, 0.0], [0.0, np.log(2.0)]]  # an error of 2 at scale 1; an error of 3 at scale 2
    assert np.allclose(gaussian_nll.value([3.0, 3.0], raw), [2.0, np.log(2) + 9 / 8])
    assert np.allclose(gaussian_nll.gradient([3.0, 3.0], raw), [[-2.0, -3.0], [-3 / 4, -5 / 4]])
    assert np.allclose(gaussian_nll.hessian([3.0], raw[:1], layout="full"), [[[1.0, 4.0], [4.0, 8.0]]])
    assert np.allclose(laplace_nll.value([3.0, 3.0], raw), [2.0, np.log(2) + 3 / 2])
    assert np.allclose(laplace_nll.gradient([3.0, 3.0], raw), [[-1.0, -1.0], [-1 / 2, -1 / 2]])


def test_the_expected_hessian_is_the_mean_of_the_exact_one() -> None:
    """Fisher's matrix, by Gauss-Hermite quadrature over the labels of the model itself."""
    nodes, shares = np.polynomial.hermite_e.hermegauss(20)
    m, s = 0.7, -0.4
    y = m + np.exp(s) * nodes
    raw = np.tile([m, s], (20, 1))
    shares = shares / shares.sum()
    exact = np.einsum("n,nij->ij", shares, gaussian_nll.hessian(y, raw, layout="full"))
    assert np.allclose(exact, gaussian_nll.hessian(y, raw, kind="fisher", layout="full")[0])
    assert np.allclose(shares @ gaussian_nll.gradient(y, raw), 0)


def test_the_exact_matrix_is_not_positive_and_the_objective_takes_the_expected_one() -> None:
    assert np.linalg.eigvalsh(gaussian_nll.hessian([1.0], [[0.0, 0.0]], layout="full")[0])[0] < 0
    objective = pickle.loads(pickle.dumps(gaussian_nll.objective()))
    y, raw = np.array([1.0, 2.0]), np.array([[0.0, 0.0], [2.0, 1.0]])
    gradient, hessian = objective(y, raw, None)
    assert np.array_equal(gradient, gaussian_nll.gradient(y, raw))
    assert np.array_equal(hessian, gaussian_nll.hessian(y, raw, kind="fisher")) and hessian.min() > 0
    with pytest.raises(ValueError, match='kind is one of "exact"'.replace('"', "'")):
        laplace_nll.objective(kind="fisher")([1.0], [[0.0, 0.0]])  # no rule gives it


@pytest.mark.parametrize(
    ("row", "value", "slopes"),
    [
        ((0.0, np.inf), np.inf, (0, 1)),
        ((0.0, -np.inf), np.inf, (-np.inf, -np.inf)),
        ((np.inf, 0.0), np.inf, (np.inf, -np.inf)),
        ((1.0, -np.inf), -np.inf, (0, 1)),  # a sample that is met exactly: the likelihood has no largest value
        ((1.0, -1e308), -1e308, (0, 1)),
        ((0.0, 1e308), 1e308, (0, 1)),
    ],
)
def test_limits(row: tuple[float, float], value: float, slopes: tuple[float, float]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert gaussian_nll.value([1.0], [row])[0] == value
        assert tuple(gaussian_nll.gradient([1.0], [row])[0]) == slopes


@pytest.mark.parametrize("name", NAMES)
def test_nan_stays_where_it_is(name: str) -> None:
    module = import_module(f"symloss_gradients.{name}")
    raw = np.array([[0.0, 1.0], [np.nan, 1.0], [0.0, np.nan], [2.0, 1.0]])
    value, gradient = module.value_and_gradient([1.0] * 4, raw)
    assert list(np.isnan(value)) == [False, True, True, False]
    assert np.isnan(gradient[2]).all() and not np.isnan(gradient[[0, 3]]).any()


def test_at_the_kink_the_gradient_is_the_subgradient_0() -> None:
    assert laplace_nll.gradient([2.0], [[2.0, 5.0]])[0, 0] == 0


@pytest.mark.parametrize("count", [0, 1, 7, 100_000, 300_000])
def test_blocks_and_threads_change_nothing(count: int) -> None:
    random = np.random.default_rng(count)
    y, raw = random.normal(size=count), random.normal(size=(count, 2))
    loss, gradient = gaussian_nll.value_and_gradient(y, raw)
    r = y - raw[:, 0]
    assert np.allclose(loss, raw[:, 1] + r * r * np.exp(-2 * raw[:, 1]) / 2, rtol=1e-12)
    assert np.allclose(gradient[:, 0], -r * np.exp(-2 * raw[:, 1]), rtol=1e-12)
    assert loss.shape == (count,) and gradient.shape == (count, 2)


def test_out_weights_reductions_and_overlap() -> None:
    random = np.random.default_rng(3)
    y, raw, weight = random.normal(size=50), random.normal(size=(50, 2)), random.uniform(0, 2, 50)
    loss, slopes = gaussian_nll.value(y, raw), gaussian_nll.gradient(y, raw)
    assert np.array_equal(gaussian_nll.gradient(y, raw, sample_weight=weight), slopes * weight[:, None])
    assert np.isclose(gaussian_nll.value(y, raw, reduction="mean", sample_weight=weight), weight @ loss / weight.sum())
    assert np.isclose(gaussian_nll.value(y, raw, reduction="sum"), loss.sum())
    out = (np.empty(50), np.empty((50, 2)))
    assert gaussian_nll.value_and_gradient(y, raw, out=out)[1] is out[1] and np.array_equal(out[1], slopes)
    same = raw.copy()
    assert gaussian_nll.gradient(y, same, out=same) is same and np.array_equal(same, slopes)
    strided = np.empty((50, 4))[:, ::2]
    assert np.array_equal(gaussian_nll.gradient(y, np.asfortranarray(raw), out=strided), slopes)
    assert gaussian_nll.gradient(y, raw.astype(np.float16)).dtype == np.float16


@pytest.mark.parametrize(
    ("y", "raw", "message"),
    [
        (np.zeros(3), np.zeros(3), "expected .n, 2."),
        (np.zeros(3), np.zeros((3, 3)), "expected .n, 2."),
        (np.zeros((3, 1)), np.zeros((3, 2)), "did you mean y_true.ravel"),
        (np.zeros(2), np.zeros((3, 2)), "one label for each row"),
        ([0.0, np.nan], np.zeros((2, 2)), "row 1 is nan"),
        ([0.0, 1.0], np.zeros((2, 2), complex), "real numbers"),
    ],
)
def test_what_does_not_fit_is_refused(y, raw, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gaussian_nll.gradient(y, raw)


def test_the_start_fits_best() -> None:
    random = np.random.default_rng(5)
    y, weight = random.normal(3, 2, 400), random.uniform(0, 1, 400)
    start = gaussian_nll.optimal_constant(y, sample_weight=weight)
    slopes = gaussian_nll.gradient(y, np.tile(start, (400, 1)), sample_weight=weight)
    assert np.allclose(slopes.sum(axis=0), 0, atol=1e-10)
    assert gaussian_nll.optimal_constant([2.0, 2.0])[1] == -np.inf


def test_a_third_raw_value_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "three.py"
    path.write_text('"""T."""\nfrom symloss import Loss\nloss = Loss("a + b + c - y", raw="a real, b real, c real")\n')
    with pytest.raises(SymlossError, match="one raw value, or two; not a, b, c"):
        derive(path)


def test_the_report_knows_where_it_is_not_convex_and_where_it_has_a_kink() -> None:
    said = {fact.topic: fact for fact in facts(derive("laplace_nll"))}
    assert "kink at m = y" in said["domain"].text and said["domain"].word == "proved"
    assert said["convex"].word == "refuted" and said["range"].text.startswith("no least value: m = y, s -> -inf")
