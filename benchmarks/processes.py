"""Whole commands, as a user waits for them: medians of several runs, in seconds and as ratios.

    python benchmarks/processes.py [--runs 5]

The machines are noisy: compare the ratio to a bare interpreter, or to NumPy's import, in one run.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYMLOSS = str(Path(sys.executable).with_name("symloss"))
COMMANDS = (
    ("a bare interpreter", [sys.executable, "-c", "pass"]),
    ("import numpy", [sys.executable, "-c", "import numpy"]),
    ("import symloss_gradients", [sys.executable, "-c", "import symloss_gradients"]),
    (
        "import binary_cross_entropy",
        [sys.executable, "-c", "from symloss_gradients import binary_cross_entropy"],
    ),
    ("import sympy", [sys.executable, "-c", "import sympy"]),
    ("symloss derive sigmoid", [SYMLOSS, "derive", "sigmoid"]),
    ("symloss judge", [SYMLOSS, "judge", "sigma(-z) = 1 - sigma(z)"]),
    ("symloss verify (our proofs)", [SYMLOSS, "verify", "derivations", "--strict"]),
    ("symloss generate --check", [SYMLOSS, "generate", "--check"]),
)


def once(command: list[str], cwd: str) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as empty:
        times: dict[str, list[float]] = {name: [] for name, _ in COMMANDS}
        for _ in range(runs + 1):  # the first round warms the caches and is not counted
            for name, command in COMMANDS:
                times[name].append(once(command, str(ROOT) if "our" in name or "--check" in name else empty))
    medians = {name: statistics.median(values[1:]) for name, values in times.items()}
    print(f"{'command':32} {'seconds':>8} {'/ numpy':>8}")
    for name, median in medians.items():
        print(f"{name:32} {median:8.2f} {median / medians['import numpy']:8.2f}")


if __name__ == "__main__":
    main()
