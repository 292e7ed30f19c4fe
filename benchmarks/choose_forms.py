"""Propose the error bounds of the generated modules; a person commits them in derivations/bounds.toml.

    python benchmarks/choose_forms.py [NAME...] [--write]

Bounds are set on one set of points and checked on another; the extremes are in both. They carry a
margin, because the same file measures differently on different processors. --write merges the
proposal into derivations/bounds.toml; without it the proposal is only printed.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

from symloss.code.scalar_forms import scalar_forms
from symloss.derive.derivation import Formulas
from symloss.derive.engine import derive
from symloss.files import write_atomic
from symloss.project import find_project
from symloss.testing import pair_accuracy
from symloss.testing.accuracy import FUNCTIONS, HARD, PARAMETERS, Finding, measure
from symloss.testing.class_accuracy import worst

MARGIN = 1.25
# below these, exp(-|z|) is subnormal and has few digits
LARGE = {"float64": "|result| > 1e-290", "float32": "|result| > 1e-30"}
HOPELESS = 8  # units: more is no rounding of the terms of a sum
PROPOSED, CHECKED = 11, 12  # seeds


def rows(found: dict[str, list[Finding]]) -> dict[str, list[float]]:
    """Return the bounds by row of the header: hard labels apart, if there are others."""
    table = {}
    for dtype, findings in found.items():
        kinds = sorted({f.kind for f in findings})
        hard = [kind for kind in kinds if kind in HARD]
        groups = [("", kinds)]
        if {"y = 0", "y = 1"} <= set(kinds) and "y = 0.3" in kinds:
            groups = [("y in {0, 1}", hard), ("y in [0, 1]", kinds)]
        for label, chosen in groups:
            columns = [[f for f in findings if f.function == g and f.kind in chosen] for g in FUNCTIONS]
            scaled = [max(f.scaled for f in column) for column in columns]
            normal = [max(f.normal for f in column) for column in columns]
            if any(s > 2 * n + 1 for s, n in zip(scaled, normal, strict=True)):
                label, scaled = f"{label}{LARGE[dtype]}", normal
            table[f"{dtype}, {label}".removesuffix(", ")] = [math.ceil(2 * MARGIN * w) / 2 for w in scaled]
    return table


def scalar(module: ModuleType, formulas: Formulas, points: int, seed: int) -> dict[str, list[float]]:
    """Return the bounds that one set of points proposes for a loss of one raw value."""
    given = {p.name: PARAMETERS[p.name] for p in formulas.parameters}
    forms = scalar_forms(formulas)
    return rows({d: measure(module, formulas, forms, d, count=points, seed=seed, parameters=given) for d in LARGE})


def classes(module: ModuleType, formulas: Formulas, points: int, seed: int) -> dict[str, list[float]]:
    """Return the bounds for a loss of K classes: of the result, else of y, else of p, where the first is hopeless.

    It is hopeless where the result is a difference of larger numbers that are nearly equal.
    """
    table = {}
    for dtype in LARGE:
        for labels in ("one-hot y", "soft y"):
            for unit in ("", ", of y", ", of p"):
                row = f"{dtype}, {labels}{unit}"
                found = worst(module, formulas, row, seed)
                if max(found) <= HOPELESS:
                    break
            table[row] = [math.ceil(2 * MARGIN * w) / 2 for w in found]
    return table


def pair(module: ModuleType, formulas: Formulas, points: int, seed: int) -> dict[str, list[float]]:
    """Return the bounds for a loss of two raw values, of the largest of the terms that are added up."""
    return {d: [math.ceil(2 * MARGIN * w) / 2 for w in pair_accuracy.worst(module, formulas, d, seed)] for d in LARGE}


PROPOSE = {"scalar": scalar, "classes": classes, "pair": pair}


def _toml(row: str, values: object) -> str:
    return f'{row} = "{values}"\n' if isinstance(values, str) else f'"{row}" = {values}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    project = find_project(Path(__file__).resolve().parent)
    file = project.derivations / "bounds.toml"
    known = tomllib.loads(file.read_text()) if file.exists() else {}
    for path in sorted(project.derivations.glob("*.py")):
        if path.stem.startswith("_") or (chosen.names and path.stem not in chosen.names):
            continue
        formulas = derive(path, project.folders).formulas
        if formulas.shape not in PROPOSE:
            continue
        module, old = import_module(f"{project.package}.{path.stem}"), known.get(path.stem, {})
        proposal, seen = (
            PROPOSE[formulas.shape](module, formulas, chosen.points, seed) for seed in (PROPOSED, CHECKED)
        )
        for row, bounds in seen.items():
            for function, proposed, other in zip(FUNCTIONS, proposal.get(row, bounds), bounds, strict=True):
                if other / MARGIN > proposed:
                    print(f"! {path.stem} {function} {row}: {other / MARGIN:.2f} on the other points")
        print(f"{path.stem}: {proposal}" + ("" if old == proposal else f"   was {old}"))
        known[path.stem] = {**proposal, **{key: text for key, text in old.items() if key == "reason"}}
    if chosen.write:
        lines = [
            "# Declared error bounds in units of the last place: value, gradient, hessian (see any generated module).\n"
        ]
        for name, table in sorted(known.items()):
            lines.append(f"\n[{name}]\n" + "".join(_toml(row, values) for row, values in table.items()))
        write_atomic(file, "".join(lines))


if __name__ == "__main__":
    main()
