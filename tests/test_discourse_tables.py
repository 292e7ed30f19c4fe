"""Formulas that begin with a sign in tables and lists: what they go on from, and what they do not."""

import pytest

from tests.notes import claims, verdicts

HEAD = "| $i$ | raw | scaled |\n|---|---|---|\n"


@pytest.mark.parametrize("sign", [r"\approx", "="])
def test_rows_do_not_go_on_from_each_other(sign):
    table = f"{HEAD}| 0 | 60 | ${sign} 1.25$ |\n| 1 | 40 | ${sign} 0.5$ |\n|  |  | ${sign} 0.25$ |\n"
    assert verdicts(table) == ["unread"] * 3


@pytest.mark.parametrize(
    "row",
    [
        "| $60$ | $= 1.25$ |",
        "| $x = 60$ | $= 1.25$ |",
        "| $e^0$ | | $= 1.25$ |",
        "<td>$e^0$</td><td></td><td>$= 1.25$</td>",
    ],
)
def test_a_number_or_an_equation_or_an_empty_cell_is_not_what_the_next_cell_is_about(row):
    assert "refuted" not in verdicts(f"{HEAD}{row}\n")


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("| $e^0$ | $= 1$ |", "proved"),
        ("| $e^0$ | $= 2$ |", "refuted"),
        ("| $x^2 - 1$ | $= (x - 1)(x + 1)$ |", "proved"),
        ("| $x^2 - 1$ | $= (x - 1)^2$ |", "refuted"),
        ("<tr><td>$x^2 - 1$</td><td>$= (x - 1)^2$</td></tr>", "refuted"),
    ],
)
def test_a_formula_goes_on_in_the_next_cell(row, verdict):
    assert verdicts(f"{HEAD}{row}\n") == [verdict]


@pytest.mark.parametrize("before", ["", "The values:\n", "We have $1 + 1 = 2$.\n\n"])
@pytest.mark.parametrize("mark", ["-", "*", "1."])
def test_items_do_not_go_on_from_each_other(before, mark):
    found = claims(f"{before}{mark} $\\approx 1.25$\n{mark} $\\approx 0.5$\n")
    assert [c.verdict for c in found][-2:] == ["unread"] * 2


def test_steps_in_items_go_on_where_words_and_displays_say_so():
    steps = "1. Expand:\n\n   $$(a + b)^2 = a^2 + 2 a b + b^2$$\n\n2. Collect:\n\n   $$= a^2 + b (2 a %s b)$$\n"
    assert [verdicts(steps % sign) for sign in "+-"] == [["proved", "proved"], ["proved", "refuted"]]
