"""Imports run downward, SymPy stays in derive/, and the kernel knows nothing but the language and exact arithmetic."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "symloss"
# what is copied into the generated package imports NumPy and its own neighbours, not us
COPIED = PACKAGE / "code" / "runtime"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(COPIED))

# Who may import whom, beside itself. What is not listed may import nothing of ours.
BELOW: dict[str, set[str]] = {
    "errors": set(),
    "files": {"errors"},
    "project": {"errors"},
    "term": {"errors"},
    "latex": {"errors", "term"},
    "kernel": {"errors", "term"},
    "derive": {"errors", "term", "latex", "kernel"},
    "proofs": {"errors", "term", "latex", "kernel"},
    "code": {"errors", "term", "latex", "kernel", "derive"},
    "documents": {"errors", "term", "latex", "kernel", "derive"},
    "figures": {"errors"},
    "claims": {"errors", "term", "latex", "kernel", "proofs"},
}
MIDDLE = set(BELOW)
BELOW |= {
    "generate": MIDDLE,
    "api": MIDDLE | {"generate"},
    "cli": MIDDLE | {"generate", "api", ""},
    "testing": MIDDLE | {"generate", "api"},
    "__main__": {"cli"},
    "": {"api", "derive"},
}
KERNEL_LIBRARIES = {"flint"} | set(sys.stdlib_module_names)


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, also within functions and for types."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module is not None
            yield node.module
            if node.module == "symloss":
                yield from (f"symloss.{alias.name}" for alias in node.names if alias.name != "__version__")


def layer(module: str) -> str:
    """Return the layer of a module of ours: "" is the package itself."""
    return [*module.split("."), ""][1]


def own_layer(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return "" if relative.name == "__init__.py" and len(relative.parts) == 1 else relative.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_imports_upward(path: Path) -> None:
    own = own_layer(path)
    assert own in BELOW, f"say in this test where {own} belongs"
    for module in imported(path):
        if module.split(".")[0] == "symloss":
            assert layer(module) in BELOW[own] | {own}, f"{path.name} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_sympy_is_imported_by_the_searchers_only(path: Path) -> None:
    if own_layer(path) != "derive":
        assert not {m for m in imported(path) if m.split(".")[0] == "sympy"}


def test_the_kernel_imports_the_language_and_exact_arithmetic_only() -> None:
    for path in sorted((PACKAGE / "kernel").rglob("*.py")):
        foreign = {m.split(".")[0] for m in imported(path)} - {"symloss"}
        assert foreign <= KERNEL_LIBRARIES, f"{path.name} imports {foreign - KERNEL_LIBRARIES}"


# Inside the kernel. The prover and what refutes it share the language and the data of `symloss/kernel/`, no more.
INSIDE: dict[str, set[str]] = {
    "proving": {"replaying"},  # it writes the certificate
    "replaying": {"proving"},  # it reads it
    "values": set(),
    "refuting": {"values"},
    "deciding": {"values", "refuting"},
}


KERNEL = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] == "kernel"]


@pytest.mark.parametrize("path", KERNEL, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_prover_and_what_guards_it_do_not_lean_on_each_other(path: Path) -> None:
    folder = path.relative_to(PACKAGE).parts[1]
    below = INSIDE[folder] | {folder} if folder in INSIDE else set(INSIDE)  # the door may use them all
    for module in imported(path):
        inside = module.removeprefix("symloss.kernel.").split(".")[0]
        assert inside not in set(INSIDE) - below, f"{path.name} imports {module}"


def test_an_upward_import_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("def f():\n    from symloss.kernel import judge\n    import sympy.core\n")
    assert list(imported(file)) == ["symloss.kernel", "sympy.core"]


@pytest.mark.parametrize(
    "modules", ["symloss", "symloss.cli", "symloss.claims, symloss.kernel.judge", "symloss.proofs.verify"]
)
def test_judging_runs_without_importing_sympy(modules: str) -> None:
    code = f"import sys, {modules}; sys.exit('sympy' in sys.modules or 'matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
