"""Use the installed wheel as a stranger would: from an empty folder, gradients with NumPy alone."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"sympy", "jinja2", "flint", "click", "symloss"}:
            raise ImportError("blocked: " + name)
sys.meta_path.insert(0, Block())
"""


def run(*command: str, status: int = 0) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == status, f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def main() -> None:
    python, symloss = sys.executable, str(Path(sys.executable).with_name("symloss"))
    assert not list(Path.cwd().iterdir()), "the folder must be empty"
    for name in ("derivations", "generated", "tests", "benchmarks"):
        assert importlib.util.find_spec(name) is None, f"{name} must not be importable"
    gradient = run(
        python,
        "-W",
        "error",
        "-c",
        BLOCK + "from symloss_gradients import binary_cross_entropy as l\n"
        "print(*l.gradient([0, 1], [-700.0, 40.0]).tolist())",
    )
    for printed, true in zip(gradient.split(), (9.859676543759770e-305, -4.248354255291589e-18), strict=True):
        assert abs(float(printed) / true - 1) < 1e-15, gradient  # a - y would print 0 for the second
    derivation = run(symloss, "derive", "sigmoid")
    assert "proved 13 of 13 steps" in derivation, derivation
    run(symloss, "judge", "a/a = 2", status=1)
    Path("notes.md").write_text("For all real $x$,\n\n$$(x + 1)^2 = x^2 + 2x + 1.$$\n")
    report = json.loads(run(symloss, "verify", "--format", "json", "notes.md"))
    assert report["summary"]["proved"] == 1, report
    Path("notes.md").write_text("For all real $x$,\n\n$$(x + 1)^2 = x^2 + 3x + 1.$$\n")
    run(symloss, "verify", "notes.md", status=1)


main()
