"""Two values of a formula say which limit it seems to have; the limit itself is for the kernel to judge."""

from __future__ import annotations

import pytest

from symloss.derive.report.likely import USUAL, likely
from symloss.term.nodes import Symbol
from tests.claims import scope, term

SCOPE = scope("z y c")
Z = Symbol("z")


@pytest.mark.parametrize(
    ("formula", "place", "side", "expected"),
    [
        ("1/(1 + exp(-z))", "inf", "", ["1"]),
        ("1/(1 + exp(-z)) - 1", "-inf", "", ["-1"]),
        ("z/(1 + z^2)", "inf", "", ["0"]),
        ("z/(1 + abs(z)) + y - y", "-inf", "", ["-1"]),
        ("exp(z)", "inf", "", ["inf"]),
        ("-abs(z)^c", "-inf", "", ["-inf"]),
        ("ln(z)", "0", "+", ["-inf"]),
        ("(1 - z)*ln(1 - z)", "1", "-", ["0"]),
        ("3 - exp(-z)", "inf", "", []),
        ("y + 1/z", "inf", "", []),
    ],
)
def test_what_two_values_speak_for(formula: str, place: str, side: str, expected: list[str]) -> None:
    found = likely(term(formula, SCOPE), SCOPE, Z, term(place, SCOPE), side)
    assert [str(goal) for goal in found] == expected


@pytest.mark.parametrize("formula", ["sqrt(-abs(z))", "1/(z - z)"])
def test_where_there_is_no_value_every_usual_limit_is_asked(formula: str) -> None:
    assert likely(term(formula, SCOPE), SCOPE, Z, term("inf", SCOPE), "") == USUAL
