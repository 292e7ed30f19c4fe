"""README quotes docs/numbers.md, and docs/numbers.md keeps what is declared."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = re.compile(r"<!-- (python benchmarks/[^\n]*) -->\n(.*?)<!-- end -->", re.S)
NUMBERS = dict(TABLE.findall((ROOT / "docs" / "numbers.md").read_text("utf-8")))
QUOTED = dict(TABLE.findall((ROOT / "README.md").read_text("utf-8")))
BOUNDS = tomllib.loads((ROOT / "derivations" / "bounds.toml").read_text("utf-8"))


def test_readme_quotes_accuracy_and_speed() -> None:
    assert any("accuracy.py --peers" in command for command in QUOTED)
    assert any("speed.py" in command for command in QUOTED)


@pytest.mark.parametrize("command", QUOTED)
def test_what_readme_quotes_stands_in_the_table_of_that_command(command: str) -> None:
    """The head and a choice of the rows, in their order, character by character."""
    table, quoted = NUMBERS[command].splitlines(), QUOTED[command].splitlines()
    assert quoted[:2] == table[:2]
    assert quoted == [line for line in table if line in set(quoted)]
    assert len(quoted) > 6


def test_readme_does_not_leave_out_where_a_goal_is_missed() -> None:
    """Of a function that is quoted, every row is."""
    for command, quoted in QUOTED.items():
        functions = {line.split("|")[1] for line in quoted.splitlines()[2:]}
        assert all(line in quoted for line in NUMBERS[command].splitlines() if line.split("|")[1] in functions)


def test_every_scalar_loss_is_in_the_table_and_within_its_bounds() -> None:
    (rows,) = (table.splitlines()[2:] for command, table in NUMBERS.items() if "accuracy.py --markdown" in command)
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    scalar = {name for name, table in BOUNDS.items() if "forms" in table}
    assert [(name, dtype) for name, dtype, *_ in cells] == [
        (name, dtype) for name in sorted(scalar) for dtype in ("float64", "float32")
    ]
    for name, dtype, *errors in cells:
        declared = [bounds for row, bounds in BOUNDS[name].items() if row.startswith(dtype)]
        most = [max(column) for column in zip(*declared, strict=True)]
        assert all(float(error) <= bound for error, bound in zip(errors, most, strict=True)), (name, dtype)
