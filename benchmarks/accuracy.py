"""How many units in the last place the generated functions are off, against ball arithmetic.

    python benchmarks/accuracy.py [NAME...] [--points 600] [--hunt 0] [--seed 1] [--markdown]
    python benchmarks/accuracy.py --peers [--markdown]

rel: in ulp of the true value. scaled: in ulp of the largest of the terms that cancel where a
label is given in so many digits only (for hard labels nothing cancels, and rel is what counts).
--hunt: of so many more points those are measured too where a wider floating type says that a function errs most.
--peers: binary cross-entropy and the squared error of sigmoid for labels 0 and 1, rel, beside what users of
NumPy, SciPy, scikit-learn, PyTorch, JAX and of SymPy's lambdify write; those that can be imported.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from symloss.code.scalar_forms import scalar_forms
from symloss.code.stable import in_raw
from symloss.derive.engine import derive
from symloss.project import find_project
from symloss.testing.accuracy import FUNCTIONS, PARAMETERS, Draw, Finding, answered, measure
from symloss.testing.hunting import hunted
from symloss.testing.oracle import truth, ulps
from symloss.testing.samples import raw_points

Values = Callable[[Any, Any], Any]


def peers() -> Iterator[tuple[str, dict[str, Values]]]:
    """Yield the peers that can be imported, with what each of their functions is called in `TASKS`."""

    def sigma(z: Any) -> Any:
        return 1 / (1 + np.exp(-z))

    yield (
        "textbook NumPy",
        {
            "bce value": lambda y, z: np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))),
            "bce gradient": lambda y, z: sigma(z) - y,
            "bce hessian": lambda y, z: sigma(z) * (1 - sigma(z)),
            "squared gradient": lambda y, z: 2 * (sigma(z) - y) * sigma(z) * (1 - sigma(z)),
        },
    )
    for make in (_scipy, _scikit_learn, _torch, _jax, _lambdify):
        try:
            yield make()
        except ImportError:
            continue


def _scipy() -> tuple[str, dict[str, Values]]:
    from scipy.special import expit, log_expit

    return "SciPy", {
        "bce value": lambda y, z: -y * log_expit(z) - (1 - y) * log_expit(-z),
        "bce gradient": lambda y, z: expit(z) - y,
        "bce hessian": lambda y, z: expit(z) * expit(-z),
        "squared gradient": lambda y, z: 2 * (expit(z) - y) * expit(z) * expit(-z),
    }


def _scikit_learn() -> tuple[str, dict[str, Values]]:
    from sklearn._loss.loss import HalfBinomialLoss

    loss = HalfBinomialLoss()
    return "scikit-learn", {
        "bce value": lambda y, z: loss.loss(y, z),
        "bce gradient": lambda y, z: loss.gradient(y, z),
        "bce hessian": lambda y, z: loss.gradient_hessian(y, z)[1],
    }


def _torch() -> tuple[str, dict[str, Values]]:
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    def both(y: Any, z: Any) -> tuple[Any, Any]:
        return torch.from_numpy(y), torch.from_numpy(z).requires_grad_()

    def value(y: Any, z: Any) -> Any:
        b, a = both(y, z)
        return binary_cross_entropy_with_logits(a, b, reduction="none").detach().numpy()

    def gradient(y: Any, z: Any) -> Any:
        b, a = both(y, z)
        binary_cross_entropy_with_logits(a, b, reduction="sum").backward()
        return a.grad.numpy()

    def squared(y: Any, z: Any) -> Any:
        b, a = both(y, z)
        ((torch.sigmoid(a) - b) ** 2).sum().backward()
        return a.grad.numpy()

    return "PyTorch", {"bce value": value, "bce gradient": gradient, "squared gradient": squared}


def _jax() -> tuple[str, dict[str, Values]]:
    import jax

    jax.config.update("jax_enable_x64", True)

    def entropy(z: Any, y: Any) -> Any:
        return -y * jax.nn.log_sigmoid(z) - (1 - y) * jax.nn.log_sigmoid(-z)

    def squared(z: Any, y: Any) -> Any:
        return (jax.nn.sigmoid(z) - y) ** 2

    first, second = jax.vmap(jax.grad(entropy)), jax.vmap(jax.grad(jax.grad(entropy)))
    return "JAX", {
        "bce value": lambda y, z: np.asarray(entropy(z, y)),
        "bce gradient": lambda y, z: np.asarray(first(z, y)),
        "bce hessian": lambda y, z: np.asarray(second(z, y)),
        "squared gradient": lambda y, z: np.asarray(jax.vmap(jax.grad(squared))(z, y)),
    }


def _lambdify() -> tuple[str, dict[str, Values]]:
    from sympy import diff, exp, lambdify, log, symbols

    y, z = symbols("y z")
    a = 1 / (1 + exp(-z))
    loss = -(y * log(a) + (1 - y) * log(1 - a))
    terms = {
        "bce value": loss,
        "bce gradient": diff(loss, z),
        "bce hessian": diff(loss, z, 2),
        "squared gradient": diff((a - y) ** 2, z),
    }
    return "SymPy lambdify", {task: lambdify((y, z), term, cse=True) for task, term in terms.items()}


TASKS = {
    "bce value": ("binary_cross_entropy", "value"),
    "bce gradient": ("binary_cross_entropy", "gradient"),
    "bce hessian": ("binary_cross_entropy", "hessian"),
    "squared gradient": ("sigmoid_squared_error", "gradient"),
}


def beside_peers(count: int, seed: int) -> None:
    """Print the largest error for labels 0 and 1 in ulp of the true value, and how often nan or inf is returned."""
    project = find_project(Path(__file__).parent)
    raw = raw_points((-np.inf, np.inf), "float64", count, seed)
    true: dict[str, list[Any]] = {}
    y, z = np.repeat([0.0, 1.0], raw.size), np.tile(raw, 2)
    for task, (name, function) in TASKS.items():
        formulas = derive(project.derivations / f"{name}.py", project.folders).formulas
        term = in_raw(formulas, getattr(formulas, function))
        true[task] = [
            truth(term, {formulas.raw: a, formulas.y: b}) for a, b in zip(z.tolist(), y.tolist(), strict=True)
        ]
    ours = {
        task: getattr(import_module(f"{project.package}.{name}"), function) for task, (name, function) in TASKS.items()
    }
    print(f"| float64, {z.size} points | {' | '.join(TASKS)} |")
    print("| --- |" + " --- |" * len(TASKS))
    for name, functions in [("ours", ours), *peers()]:
        cells = []
        for task, exact in true.items():
            if task not in functions:
                cells.append("-")
                continue
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                got = np.asarray(functions[task](y, z), dtype=float)
            errors = ulps(got, exact)
            broken = int(np.isinf(errors).sum())
            worst = float(np.nanmax(np.where(np.isinf(errors), np.nan, errors)))
            cells.append(f"{worst:.2g}" + (f" and {broken} nan or inf" if broken else ""))
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def findings(
    module: Any, formulas: Any, forms: Any, chosen: argparse.Namespace, dtype: str, given: dict[str, float]
) -> list[Finding]:
    """Return the errors at points from everywhere, and where they are largest among many more."""
    found = measure(module, formulas, forms, Draw(dtype, chosen.points, chosen.seed, given))
    more = hunted(module, formulas, forms, Draw(dtype, chosen.hunt, chosen.seed, given)) if chosen.hunt else []
    return found + [answered(module, question) for question in more]


def in_a_row(
    name: str, module: Any, formulas: Any, forms: Any, chosen: argparse.Namespace, given: dict[str, float]
) -> None:
    """Print the largest scaled errors of results that are not close to the smallest float, one row for each dtype."""
    for dtype in chosen.dtypes:
        found = findings(module, formulas, forms, chosen, dtype, given)
        worst = [max(f.normal for f in found if f.function == g) for g in FUNCTIONS]
        print(f"| {name} | {dtype} | " + " | ".join(f"{w:.1f}" for w in worst) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--points", type=int, default=600)
    parser.add_argument("--hunt", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--dtypes", nargs="+", default=["float64", "float32"])
    chosen = parser.parse_args()
    if chosen.peers:
        beside_peers(chosen.points, chosen.seed)
        return
    if chosen.markdown:
        print("| loss | dtype | value | gradient | hessian |\n| --- | --- | --- | --- | --- |")
    project = find_project(Path(__file__).parent)
    paths = {path.stem: path for path in sorted(project.derivations.glob("*.py"))}
    for name in chosen.names or paths:
        formulas = derive(paths[name], project.folders).formulas
        if formulas.shape != "scalar":
            continue
        module, forms = import_module(f"{project.package}.{name}"), scalar_forms(formulas)
        given = {p.name: PARAMETERS[p.name] for p in formulas.parameters}
        if chosen.markdown:
            in_a_row(name, module, formulas, forms, chosen, given)
            continue
        print(f"\n{name} {given or ''}")
        print(f"{'':9} {'':9} {'label':14} {'rel':>9} {'scaled':>9} {'nan/inf':>8}  worst scaled at")
        for dtype in chosen.dtypes:
            found = findings(module, formulas, forms, chosen, dtype, given)
            for f in sorted(found, key=lambda f: f.function):
                print(
                    f"{dtype:9} {f.function:9} {f.kind:14} {f.relative:9.3g} {f.scaled:9.3g} {f.broken:8d}  {f.at:.6g}"
                )


if __name__ == "__main__":
    main()
