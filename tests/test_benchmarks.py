"""The programs of benchmarks/ still go with the package: each can be imported, and the form that is chosen is there."""

from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import choose_forms
from symloss.code.scalar_forms import scalar_forms
from symloss.derive.engine import derive
from symloss.project import find_project

ROOT = Path(__file__).parent.parent
PROGRAMS = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_benchmark_can_be_imported(program: str) -> None:
    assert import_module(f"benchmarks.{program}").__doc__


def test_a_form_takes_what_its_operations_take() -> None:
    formulas = derive(ROOT / "derivations" / "half_squared_error.py", find_project(ROOT).folders).formulas
    forms = scalar_forms(formulas)
    assert choose_forms.taken_by(forms.gradient.fast, formulas) < choose_forms.taken_by(forms.value.fast, formulas)
