"""Every generated scalar function at the ends: +-inf, nan, the largest and the smallest floats, labels at their ends.

What is right there is asked of ball arithmetic: at a finite point the judged formula itself, at +-inf the same
formula far out, twice, which shows whether it grows, dies away or stays.
"""

import warnings
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from flint import arb, ctx

from symloss.code.kinds import kinds
from symloss.code.stable import in_raw
from symloss.derive.derivation import Formulas
from symloss.derive.engine import derive
from symloss.term.nodes import Term
from symloss.testing.accuracy import PARAMETERS
from symloss.testing.oracle import truth

ROOT = Path(__file__).parent.parent
MODULES = [
    path.stem
    for path in sorted((ROOT / "generated" / "symloss_gradients").glob("[a-z]*.py"))
    if import_module(f"symloss_gradients.{path.stem}").shape == "scalar"
]
FAR = (1250, 2500)  # powers of 2 where a function of z says what it tends to

# from where on no precision is enough for the Hessian as it is written: exp(2*exp(z)), and z + phi(z)/Phi(z) far out
UNKNOWN = {"cloglog_cross_entropy": 700, "probit_cross_entropy": 1e9}


@cache
def derived(name: str) -> Formulas:
    return derive(ROOT / "derivations" / f"{name}.py", (ROOT / "derivations",)).formulas


def given(name: str) -> dict[str, float]:
    other = {**PARAMETERS, "delta": 1.7, "beta": 1.7}  # labels and raw values of the sample do not meet at a kink
    return {p.name: other[p.name] for p in derived(name).parameters}


@cache
def judged(name: str) -> dict[str, Term]:
    """The judged formulas by function, in y and the raw value alone."""
    formulas = derived(name)
    second = {f"hessian {kind}": term for kind, term in kinds(formulas).terms.items()}
    return {"value": in_raw(formulas, formulas.value), "gradient": in_raw(formulas, formulas.gradient), **second}


def raw_values(module: ModuleType, dtype: str) -> list[float]:
    info = np.finfo(dtype)
    big, tiny, least = float(info.max), float(info.tiny), float(info.smallest_subnormal)
    sizes = [0.0, least, tiny, 1e-8, 1.0, 40.0, 89.0, 710.0, 720.0, 750.0, big**0.5, 1e30, big / 1e8, np.inf]
    lower, upper = module.raw_domain
    if np.isfinite([lower, upper]).all():
        return [lower, upper, least, tiny, 0.5, float(np.nextafter(np.asarray(upper, dtype), np.asarray(0, dtype)))]
    return [sign * size for size in sizes for sign in (1, -1)]


def label_values(module: ModuleType, dtype: str) -> list[float]:
    info = np.finfo(dtype)
    big, tiny, least = float(info.max), float(info.tiny), float(info.smallest_subnormal)
    known = getattr(module, "y_true_values", ())
    lower, upper = module.y_true_domain
    inside = [0.0, least, tiny, 0.3, 1 - float(info.epsneg), 1.0, 2.0, 1e6, big / 1e8]
    signed = [sign * y for y in inside for sign in (1, -1)]
    return list(known) or sorted({y for y in signed if lower <= y <= upper})


def limit(term: Term, name: str, z: float, y: float) -> float:
    """What the formula is at z, as a float; at an end of the raw domain what it tends to there."""
    formulas, parameters = derived(name), given(name)

    def at(point: arb | float) -> arb:
        values = {formulas.raw: point, formulas.y: y, **{p: parameters[p.name] for p in formulas.parameters}}
        return truth(term, values)

    ctx.prec = 2 * FAR[1]
    module = import_module(f"symloss_gradients.{name}")
    if z not in module.raw_domain:
        return as_float(at(z))
    if np.isfinite(z):
        points = [abs(z - arb(2) ** -power) for power in FAR]
    else:
        points = [arb(2) ** power if z > 0 else -(arb(2) ** power) for power in FAR]
    near, far = (at(point) for point in points)
    if abs(far) > abs(near) * 1.5:
        return float(np.inf if far > 0 else -np.inf)
    return 0.0 if abs(far) < abs(near) / 1.5 else as_float(far)


def size(term: Term, name: str, z: float, y: float) -> float:
    """The largest of the terms that are added up: what cancels cannot be known better than a few roundings of it."""
    if z in import_module(f"symloss_gradients.{name}").raw_domain:
        return 0.0
    formulas, parameters = derived(name), given(name)
    values = {formulas.raw: z, formulas.y: y, **{p: parameters[p.name] for p in formulas.parameters}}
    return min(as_float(abs(truth(term, values, largest=True))), 1e300)


def as_float(ball: arb) -> float:
    middle = ball.mid()
    return float(np.inf if middle > 0 else -np.inf) if abs(middle) > 1e4000 or abs(middle) > 1.7e308 else float(middle)


def results(module: ModuleType, name: str, y: np.ndarray, z: np.ndarray) -> dict[str, np.ndarray]:
    """Everything a module returns, by the function and the formula that it is."""
    parameters, found = given(name), {}
    found["value", "value"] = module.value(y, z, **parameters)
    found["gradient", "gradient"] = module.gradient(y, z, **parameters)
    both = module.value_and_gradient(y, z, **parameters)
    found["value_and_gradient", "value"], found["value_and_gradient", "gradient"] = both
    for kind in module.HESSIANS:
        found["hessian", f"hessian {kind}"] = module.hessian(y, z, kind=kind, **parameters)
        pair = module.gradient_and_hessian(y, z, kind=kind, **parameters)
        found[f"gradient_and_hessian {kind}", "gradient"] = pair[0]
        found[f"gradient_and_hessian {kind}", f"hessian {kind}"] = pair[1]
        pair = module.objective(kind=kind, **parameters)(y, z)
        found[f"objective {kind}", f"hessian {kind}"] = pair[1]
    if not np.isfinite(module.raw_domain).any():
        found["neuron_gradient", "gradient"] = module.neuron_gradient(y, z, 1.0, 0.0, **parameters)[1]
    return found


@pytest.mark.long
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", MODULES)
def test_the_ends_are_right_in_every_function(name: str, dtype: str) -> None:
    """A warning is an error; alone, in a small array and among others that overflow must not differ in kind."""
    module, info = import_module(f"symloss_gradients.{name}"), np.finfo(dtype)
    grid = [(y, z) for y in label_values(module, dtype) for z in raw_values(module, dtype)]
    y, z = (np.array(column, dtype) for column in zip(*grid, strict=True))
    true = {
        formula: np.array([limit(term, name, float(b), float(a)) for a, b in zip(y, z, strict=True)])
        for formula, term in judged(name).items()
    }
    scale = {
        formula: np.array([size(term, name, float(b), float(a)) for a, b in zip(y, z, strict=True)])
        for formula, term in judged(name).items()
    }
    wrong = []
    together = results(module, name, y, z)
    alone = [results(module, name, y[i : i + 1], z[i : i + 1]) for i in range(len(z))]
    for key, got in together.items():
        formula = key[1]
        for i, exact in enumerate(true[formula]):
            if formula.startswith("hessian") and name in UNKNOWN and abs(z[i]) > UNKNOWN[name]:
                assert got[i] >= 0
                continue
            for found in (float(got[i]), float(alone[i][key][0])):
                if not close(found, float(exact), float(scale[formula][i]), info):
                    wrong.append((key, float(y[i]), float(z[i]), found, float(exact)))
    assert not wrong, (len(wrong), wrong[:12])


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", MODULES)
def test_nothing_warns_near_the_largest_float(name: str, dtype: str) -> None:
    """What a formula gives in more digits than a float32 has may be too large for one: that is no news."""
    module, big = import_module(f"symloss_gradients.{name}"), float(np.finfo(dtype).max)
    lower, upper = module.raw_domain
    sizes = [sign * part * big for part in (1, 0.9, 0.6, 0.4, 1e-3) for sign in (1, -1)]
    z = np.array([size for size in sizes if lower <= size <= upper] or [0.5], dtype)
    ends = {**given(name), **({"tau": 0.98} if "tau" in given(name) else {})}
    for y in label_values(module, dtype)[::3]:
        for function in (module.value, module.gradient, module.hessian):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                found = function(np.full_like(z, y), z, **ends)
            assert not np.isnan(found).any(), (function.__name__, y)


def close(found: float, exact: float, scale: float, info: np.finfo) -> bool:
    """Whether a result is the truth, up to digits that are counted elsewhere."""
    big = float(info.max)
    if abs(exact) > big * (1 - 1e-5):
        return bool(abs(found) > big * (1 - 1e-3) and found * exact > 0)
    return bool(np.isfinite(found)) and abs(found - exact) <= 1e-3 * abs(exact) + 8 * float(
        info.eps
    ) * scale + 8 * float(info.tiny)


@pytest.mark.parametrize("name", MODULES)
def test_only_nan_gives_nan(name: str) -> None:
    module = import_module(f"symloss_gradients.{name}")
    y = label_values(module, "float64")[-1]
    for key, got in results(module, name, np.array([y, y, y]), np.array([0.5, np.nan, 0.5])).items():
        constant = np.isfinite(got).all() and len(set(got.tolist())) == 1
        assert np.isnan(got).tolist() == [False, not constant, False] or constant, key
