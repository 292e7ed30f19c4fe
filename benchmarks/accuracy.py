"""How many units in the last place the generated functions are off, against ball arithmetic.

    python benchmarks/accuracy.py [NAME...] [--points 600] [--seed 1]

rel: in ulp of the true value. scaled: in ulp of the largest of the terms that cancel where a
label is given in so many digits only (for hard labels nothing cancels, and rel is what counts).
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from symloss.code.scalar_forms import scalar_forms
from symloss.derive.engine import derive
from symloss.project import find_project
from symloss.testing.accuracy import PARAMETERS, measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--points", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dtypes", nargs="+", default=["float64", "float32"])
    chosen = parser.parse_args()
    project = find_project(Path(__file__).parent)
    paths = {path.stem: path for path in sorted(project.derivations.glob("*.py"))}
    for name in chosen.names or paths:
        formulas = derive(paths[name], project.folders).formulas
        if formulas.shape != "scalar":
            continue
        module, forms = import_module(f"{project.package}.{name}"), scalar_forms(formulas)
        given = {p.name: PARAMETERS[p.name] for p in formulas.parameters}
        print(f"\n{name} {given or ''}")
        print(f"{'':9} {'':9} {'label':14} {'rel':>9} {'scaled':>9} {'nan/inf':>8}  worst scaled at")
        for dtype in chosen.dtypes:
            found = measure(module, formulas, forms, dtype, count=chosen.points, seed=chosen.seed, parameters=given)
            for f in sorted(found, key=lambda f: f.function):
                print(
                    f"{dtype:9} {f.function:9} {f.kind:14} {f.relative:9.3g} {f.scaled:9.3g} {f.broken:8d}  {f.at:.6g}"
                )


if __name__ == "__main__":
    main()
