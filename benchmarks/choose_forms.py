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

from symloss.code.scalar_forms import scalar_forms
from symloss.derive.engine import derive
from symloss.files import write_atomic
from symloss.project import find_project
from symloss.testing.accuracy import FUNCTIONS, HARD, PARAMETERS, Finding, measure

MARGIN = 1.25
# below these, exp(-|z|) is subnormal and has few digits
LARGE = {"float64": "|result| > 1e-290", "float32": "|result| > 1e-30"}
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
        if chosen.names and path.stem not in chosen.names:
            continue
        formulas = derive(path, project.folders).formulas
        if formulas.shape != "scalar":
            continue
        module, forms = import_module(f"{project.package}.{path.stem}"), scalar_forms(formulas)
        given = {p.name: PARAMETERS[p.name] for p in formulas.parameters}
        found, checked = (
            {
                d: measure(module, formulas, forms, d, count=chosen.points, seed=seed, parameters=given)
                for d in ("float64", "float32")
            }
            for seed in (PROPOSED, CHECKED)
        )
        proposal = rows(found)
        for row, bounds in rows(checked).items():
            for function, proposed, seen in zip(FUNCTIONS, proposal.get(row, bounds), bounds, strict=True):
                if seen / MARGIN > proposed:
                    print(f"! {path.stem} {function} {row}: {seen / MARGIN:.2f} on the other points")
        print(
            f"{path.stem}: {proposal}" + ("" if known.get(path.stem) == proposal else f"   was {known.get(path.stem)}")
        )
        reason = {key: text for key, text in known.get(path.stem, {}).items() if key == "reason"}
        known[path.stem] = {**proposal, **reason}
    if chosen.write:
        lines = [
            "# Declared error bounds in units of the last place: value, gradient, hessian (see any generated module).\n"
        ]
        for name, table in sorted(known.items()):
            lines.append(f"\n[{name}]\n" + "".join(_toml(row, values) for row, values in table.items()))
        write_atomic(file, "".join(lines))


if __name__ == "__main__":
    main()
