"""What importing the generated package costs, as a ratio to NumPy's own import, in one run.

    python benchmarks/imports.py [--runs 15]

Each import has a fresh interpreter; they take turns, and medians are compared. Compiled files are
kept, as they are where a package is installed, but not in this folder.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

GENERATED = Path(__file__).resolve().parent.parent / "generated"
IMPORTS = {
    "numpy": "import numpy",
    "symloss_gradients": "import symloss_gradients",
    "one loss": "from symloss_gradients import binary_cross_entropy",
    "one loss of classes": "from symloss_gradients import softmax_cross_entropy",
}
CODE = "import time; t = time.perf_counter(); {}; print(time.perf_counter() - t)"


def once(statement: str, compiled: str) -> float:
    command = [sys.executable, "-c", CODE.format(statement)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    done = subprocess.run(command, cwd=GENERATED, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in IMPORTS}
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(runs + 1):  # the first round compiles and is not counted
            for name, statement in IMPORTS.items():
                times[name].append(once(statement, compiled))
    medians = {name: statistics.median(values[1:]) for name, values in times.items()}
    print(f"{'import':22} {'ms':>7} {'/ numpy':>8}")
    for name, median in medians.items():
        print(f"{name:22} {1000 * median:7.1f} {median / medians['numpy']:8.2f}")


if __name__ == "__main__":
    main()
