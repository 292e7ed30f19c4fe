"""The numbers of every generated scalar loss: against differences, complex steps and ball arithmetic.

Tests run over the modules that are there; nothing here knows what a loss computes.
"""

import inspect
import re
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from symloss.code.scalar_forms import ScalarForms, scalar_forms
from symloss.derive.derivation import Formulas
from symloss.derive.engine import derive
from symloss.testing.accuracy import FUNCTIONS, HARD, PARAMETERS, Draw, answered, measure, questions
from symloss.testing.hunting import hunted
from symloss.testing.samples import labels, raw_points

ROOT = Path(__file__).parent.parent
BOUNDS = tomllib.loads((ROOT / "derivations" / "bounds.toml").read_text())
MODULES = [
    path.stem
    for path in sorted((ROOT / "generated" / "symloss_gradients").glob("[a-z]*.py"))
    if import_module(f"symloss_gradients.{path.stem}").shape == "scalar"
]


def uses_special_functions(name: str) -> bool:
    """Whether a module calls functions that are right to the digits of float64 only, and of real numbers.

    `decay` is right in every dtype.
    """
    source = inspect.getsource(import_module(f"symloss_gradients.{name}"))
    return bool(re.search(r"_special import (?!decay\n)", source))


@cache
def derived(name: str) -> tuple[Formulas, ScalarForms]:
    formulas = derive(ROOT / "derivations" / f"{name}.py", (ROOT / "derivations",)).formulas
    return formulas, scalar_forms(formulas)


def given(name: str) -> dict[str, float]:
    return {p.name: PARAMETERS[p.name] for p in derived(name)[0].parameters}


def test_there_are_modules_and_each_has_declared_bounds() -> None:
    assert "binary_cross_entropy" in MODULES
    assert set(MODULES) <= set(BOUNDS)


@pytest.mark.long
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", MODULES)
def test_errors_stay_within_the_declared_bounds(name: str, dtype: str) -> None:
    # other points than the bounds were proposed on; extremes are in every sample; a warning is an error
    formulas, forms = derived(name)
    module = import_module(f"symloss_gradients.{name}")
    found = measure(module, formulas, forms, Draw(dtype, 240, 77, given(name)))
    assert all(f.broken == 0 for f in found), [f for f in found if f.broken]
    checked = 0
    for row, bounds in BOUNDS[name].items():
        if not row.startswith(dtype):  # another dtype, or the reason why a bound is large
            continue
        for finding in found:
            if "{0, 1}" in row and finding.kind not in HARD:
                continue
            error = finding.normal if "|result| >" in row else finding.scaled
            assert error <= bounds[FUNCTIONS.index(finding.function)], (row, finding)
            checked += 1
    assert checked


@pytest.mark.long
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", MODULES)
def test_errors_stay_within_the_declared_bounds_where_they_are_largest(name: str, dtype: str) -> None:
    # of many arguments those are asked where a wider type says that a module errs most
    formulas, forms = derived(name)
    module = import_module(f"symloss_gradients.{name}")
    asked = hunted(module, formulas, forms, Draw(dtype, 8000, 79, given(name)), pieces=3)
    found = [answered(module, question) for question in asked]
    assert found or max(map(max, (b for row, b in BOUNDS[name].items() if row.startswith(dtype)))) <= 1
    for row, bounds in BOUNDS[name].items():
        for finding in found if row.startswith(dtype) else ():
            if "{0, 1}" not in row or finding.kind in HARD:
                assert finding.normal <= bounds[FUNCTIONS.index(finding.function)], (row, finding)


def test_the_hunt_finds_what_a_few_arguments_miss() -> None:
    """A loss whose gradient is wrong in few places, and right in a wider type."""
    formulas, forms = derived("binary_cross_entropy")
    module = import_module("symloss_gradients.binary_cross_entropy")

    def gradient(y: np.ndarray, z: np.ndarray) -> np.ndarray:
        wrong = (np.abs(z) > 1.23) & (np.abs(z) < 1.25) & (z.dtype == np.float64)
        return module.gradient(y, z) * (1 + 1e-14 * wrong)

    other = SimpleNamespace(gradient=gradient, raw_domain=module.raw_domain, y_true_domain=module.y_true_domain)
    asked = hunted(other, formulas, forms, Draw("float64", 8000, 1), ["gradient"])  # type: ignore[arg-type]
    assert max(answered(other, question).normal for question in asked) > 20  # type: ignore[arg-type]
    assert max(q.raw.size for q in asked) <= 2 * 40
    usual = [q for q in questions(module, formulas, forms, Draw("float64", 240, 1)) if q.function == "gradient"]
    assert max(answered(other, question).normal for question in usual) < 4  # type: ignore[arg-type]


WIDE = [(name, function) for name in MODULES for function in BOUNDS[name].get("wide", [])]


@pytest.mark.parametrize(("name", "function"), WIDE)
def test_what_is_computed_in_float64_is_its_result_rounded(name: str, function: str) -> None:
    module, parameters = import_module(f"symloss_gradients.{name}"), given(name)
    ask = getattr(module, function)
    for count in (1, 7, 40_000):  # alone, in a small array, in blocks
        z = np.resize(raw_points(module.raw_domain, "float32", 400, 3), count)
        known = labels(module.y_true_domain, getattr(module, "y_true_values", ()), "float32", z, 3)
        y = list(known.values())[-1]
        with np.errstate(over="ignore"):
            expected = ask(y.astype("d"), z.astype("d"), **parameters).astype("f")
        np.testing.assert_array_equal(ask(y, z, **parameters), expected)
        assert ask(y, z, **parameters).dtype == np.float32
        out = np.empty_like(z)
        assert ask(y, z, out=out, **parameters) is out
        np.testing.assert_array_equal(out, expected)
        np.testing.assert_array_equal(ask(y, z.copy(), sample_weight=np.ones(count, "f"), **parameters), expected)
        same = z.copy()
        np.testing.assert_array_equal(ask(y, same, out=same, **parameters), expected)
        np.testing.assert_array_equal(ask(y.astype("d"), z, **parameters), expected)  # labels of another dtype


def test_some_functions_are_computed_in_float64() -> None:
    assert ("gamma_nll", "value") in WIDE
    assert not BOUNDS["sigmoid_squared_error"]["wide"]


@pytest.mark.parametrize(("function", "slope"), [("value", "gradient"), ("gradient", "hessian")])
@pytest.mark.parametrize("name", MODULES)
def test_derivatives_agree_with_central_differences(name: str, function: str, slope: str) -> None:
    """In extended precision; the truncation error is bounded by what halving the step changes."""
    module, parameters = import_module(f"symloss_gradients.{name}"), given(name)
    z = moderate(module.raw_domain)
    for kind, y in labels(module.y_true_domain, getattr(module, "y_true_values", ()), "float64", z, 5).items():
        kinks = derived(name)[0].kinks
        smooth = np.abs(z - y) > 1e-2 if kinks else np.full(z.shape, True)
        points, label = z[smooth].astype("g"), y[smooth].astype("g")
        f = getattr(module, function)
        step = np.longdouble(1e-4) * room(module.raw_domain, points)
        wide, near = (
            (f(label, points + h, **parameters) - f(label, points - h, **parameters)) / (2 * h)
            for h in (step, step / 2)
        )
        size = np.abs(f(label, points + step, **parameters)) + np.abs(f(label, points, **parameters))
        eps = np.finfo("d").eps * 800 if uses_special_functions(name) else np.finfo("g").eps
        rounding = 20 * eps * (size + np.abs(points) * np.abs(near)) / step
        bound = 2 * np.abs(wide - near) + rounding
        got = getattr(module, slope)(label, points, **parameters)
        assert np.all(bound <= (1e-6 if eps < 1e-18 else 1e-4) * (1 + np.abs(near))), (
            "the bound would let an error through"
        )
        assert np.all(np.abs(got - near) <= bound), (kind, float(np.max(np.abs(got - near) / bound)))


def room(domain: tuple[float, float], points: np.ndarray) -> np.ndarray:
    """How far the points are from the ends of the domain, at most 1."""
    return np.minimum(1, np.minimum(points - np.longdouble(domain[0]), np.longdouble(domain[1]) - points))


def moderate(domain: tuple[float, float]) -> np.ndarray:
    z = raw_points(domain, "float64", 400, 3)
    if np.isfinite(domain).all():
        return z[(z > domain[0] + 0.02) & (z < domain[1] - 0.02)]
    return z[(np.abs(z) > 1e-3) & (np.abs(z) < 30)]


@pytest.mark.parametrize(
    "name",
    [
        n
        for n in MODULES
        if "absolute(" not in inspect.getsource(import_module(f"symloss_gradients.{n}")._value_formula)
        and not uses_special_functions(n)
    ],
)
def test_gradients_agree_with_a_complex_step(name: str) -> None:
    """Where the formula of the value is analytic: no abs, max or sign in it."""
    module = import_module(f"symloss_gradients.{name}")
    z = moderate(module.raw_domain)
    for y in labels(module.y_true_domain, getattr(module, "y_true_values", ()), "float64", z, 5).values():
        step = module._value_formula(y, z + 1e-200j, **given(name)).imag / 1e-200
        got = module.gradient(y, z, **given(name))
        assert np.all(np.abs(step - got) <= 1e-13 * (np.abs(got) + np.abs(y)))


def test_the_complex_step_is_applied_somewhere() -> None:
    assert "absolute(" not in inspect.getsource(import_module("symloss_gradients.log_loss")._value_formula)


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_nan_stays_in_its_row(name: str, dtype: str) -> None:
    module, parameters = import_module(f"symloss_gradients.{name}"), given(name)
    inside = 0.5 if np.isfinite(module.raw_domain).all() else 3.0
    z = np.array([inside, np.nan, inside], dtype)
    y = np.full(3, getattr(module, "y_true_values", (1.0,))[-1], dtype)
    for function in ("value", "gradient"):
        got = getattr(module, function)(y, z, **parameters)
        assert np.isnan(got).tolist() == [False, True, False], function
        assert got[0] == got[2]


def test_the_certain_and_right_have_no_loss() -> None:
    from symloss_gradients import binary_cross_entropy as loss

    assert loss.value([1, 0, 1, 0], [np.inf, -np.inf, -np.inf, np.inf]).tolist() == [0, 0, np.inf, np.inf]
    assert loss.gradient([1, 0, 1, 0], [np.inf, -np.inf, -np.inf, np.inf]).tolist() == [0, 0, -1, 1]
    assert loss.hessian([1, 0], [np.inf, -np.inf]).tolist() == [0, 0]


def test_the_gradient_keeps_its_digits_in_the_tails() -> None:
    from symloss_gradients import binary_cross_entropy as loss

    got = loss.gradient([0, 1, 1, 0.25], [-700.0, 40, 3, -3])
    # e^-700, -1/(1 + e^40), -1/(1 + e^3), 1/(1 + e^3) - 1/4 to 17 digits
    expected = [9.8596765437597708e-305, -4.2483542552915889e-18, -0.047425873177566781, -0.20257412682243322]
    np.testing.assert_allclose(got, expected, rtol=4e-16, atol=0)


# --- the sampler itself ------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_sampler_covers_the_whole_range(dtype: str) -> None:
    z = raw_points((-np.inf, np.inf), dtype, 400, 1)
    info = np.finfo(dtype)
    sizes = np.abs(z[z != 0])
    assert len(np.unique(z)) > 300
    assert sizes.min() == info.smallest_subnormal
    assert sizes.max() > info.max / 8
    assert {0.0, -0.0} == set(z[z == 0].tolist())
    assert {True, False} == set(np.signbit(z[z == 0]).tolist())
    assert (np.abs(z) < 5).sum() > 80
    for low, high in ((-710, -650), (-40, -30), (30, 40), (650, 710)) if dtype == "float64" else ((80, 90), (-90, -80)):
        assert ((z > low) & (z < high)).any(), (low, high)


def test_the_sampler_keeps_to_an_interval_and_comes_close_to_its_ends() -> None:
    a = raw_points((0.0, 1.0), "float64", 300, 1)
    assert a.min() > 0
    assert a.max() < 1
    assert a.min() < 1e-90
    assert a.max() > 1 - 1e-15
    assert len(np.unique(a)) > 150


def test_samples_differ_by_seed_only() -> None:
    one, two = (raw_points((-np.inf, np.inf), "float64", 300, seed) for seed in (1, 2))
    np.testing.assert_array_equal(one, raw_points((-np.inf, np.inf), "float64", 300, 1))
    assert len(np.intersect1d(one, two)) < 120


def test_labels_are_hard_soft_and_close_to_what_is_predicted() -> None:
    z = raw_points((-np.inf, np.inf), "float64", 300, 1)
    kinds = labels((0.0, 1.0), (), "float64", z, 1)
    assert all(y.shape == z.shape and y.min() >= 0 and y.max() <= 1 for y in kinds.values())
    assert set(kinds["y = 0"].tolist()) == {0.0}
    assert len(np.unique(kinds["y ~ a"])) > 100
    middle = np.abs(z) < 3
    gap = np.abs(kinds["y ~ a"][middle] - 1 / (1 + np.exp(-z[middle])))
    assert 0 < np.median(gap) < 1e-5
    assert set(labels((-1.0, 1.0), (-1.0, 1.0), "float64", z, 1)) == {"y = -1", "y = 1"}


# --- kinds of Hessian --------------------------------------------------------------


@pytest.mark.parametrize("name", MODULES)
def test_a_bound_is_nowhere_below_the_exact_hessian(name: str) -> None:
    module, parameters = import_module(f"symloss_gradients.{name}"), given(name)
    assert "exact" in module.HESSIANS
    if "bound" not in module.HESSIANS:
        assert not derived(name)[1].convex
        return
    z = moderate(module.raw_domain)
    for y in labels(module.y_true_domain, getattr(module, "y_true_values", ()), "float64", z, 9).values():
        exact, bound = (module.hessian(y, z, kind=kind, **parameters) for kind in ("exact", "bound"))
        assert np.all(bound >= exact - 1e-13 * np.abs(exact))
        assert np.all(bound >= 0)
        gradient, pair = module.gradient_and_hessian(y, z, kind="bound", **parameters)
        np.testing.assert_allclose(pair, bound, rtol=1e-13)
        np.testing.assert_allclose(gradient, module.gradient(y, z, **parameters), rtol=1e-13)
        default = module.objective(**parameters)(y, z)[1]
        assert np.all(default >= 0), "what an objective takes unless told is never negative"


def test_fishers_hessian_is_the_expected_one() -> None:
    from symloss_gradients import binary_cross_entropy, sigmoid_squared_error

    z = np.linspace(-9, 9, 61)
    a = 1 / (1 + np.exp(-z))
    for module in (binary_cross_entropy, sigmoid_squared_error):
        expected = (1 - a) * module.hessian(0, z) + a * module.hessian(1, z)
        np.testing.assert_allclose(module.hessian(0.3, z, kind="fisher"), expected, rtol=1e-11)


def test_kinds_that_are_not_proved_are_not_offered() -> None:
    from symloss_gradients import absolute_error

    assert set(absolute_error.HESSIANS) == {"exact", "bound"}
    with pytest.raises(ValueError, match="kind is one of 'exact', 'bound'; not 'fisher'"):
        absolute_error.hessian([0.0], [1.0], kind="fisher")
