"""The second checker: it agrees with what is true and contradicts what is false, by itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import symloss.kernel.refuting.second as second
from symloss.kernel.refuting.second import contradicts
from tests.claims import claim, scope

X = scope("x z w b y", where=("a = sigma(z)",))
SUMS = scope("", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",), facts=("y_k >= 0", "sum_k y_k = 1"))


@pytest.mark.parametrize(
    "text",
    ["da/dz = a*(1 - a)", "(x + y)^2 = x^2 + 2*x*y + y^2", "exp(x) >= 1 + x", "x > 0 => ln(x^2) = 2*ln(x)"],
)
def test_true_claims_are_not_contradicted(text: str) -> None:
    assert contradicts(claim(text, X)) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("da/dz = a*(1 + a)", "z = 0"),
        ("x*(x - 1)*(x + 1)*(x - 2) = 0", "x = -2"),
        ("exp(x) > 1 + x", "x = 0"),
        ("sigma(z) = sigma(z) + exp(-200)", "z = 0"),
    ],
)
def test_false_claims_are_contradicted(text: str, at: str) -> None:
    found = contradicts(claim(text, X))
    assert found is not None
    assert at in found


def test_every_index_pattern_and_sizes_up_to_eight() -> None:
    assert contradicts(claim("d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j", SUMS)) is None
    assert contradicts(claim("dp_i/ds_j = p_i*(delta(i, j) - p_j)", SUMS)) is None
    only_equal = contradicts(claim("dp_i/ds_j = p_i*(1 - p_j)", SUMS))
    only_unequal = contradicts(claim("dp_i/ds_j = -p_i*p_j", SUMS))
    assert only_equal is not None
    assert only_unequal is not None
    until_seven = "*".join(f"(K - {k})" for k in range(1, 8))
    found = contradicts(claim(f"{until_seven}*sum_k y_k = 0", SUMS), 40)
    assert found is not None
    assert "K = 8" in found


def test_points_without_a_value_are_passed_over() -> None:
    assert contradicts(claim("ln(x^2) = 2*ln(x)", X)) is None
    assert contradicts(claim("x/x = 1", X)) is None


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("symloss.kernel.")}


def test_it_shares_no_module_of_the_prover() -> None:
    """What the second checker stands on, followed through all imports, holds nothing of the first."""
    package = Path(second.__file__).parents[3]
    waiting, reached = {"symloss.kernel.refuting.second"}, set()
    while waiting:
        name = waiting.pop()
        path = package / f"{name.replace('.', '/')}.py"
        if name in reached or not path.exists():
            continue
        reached.add(name)
        waiting |= _imports(path)
    assert not [name for name in reached if name.startswith(("symloss.kernel.proving.", "symloss.kernel.judge"))]
    assert "symloss.kernel.values.jets" in reached
