"""How formulas are laid out says nothing: arrays that align equations, limits beside or below a sum."""

import pytest

from tests.notes import verdicts


@pytest.mark.parametrize("columns", ["rcl", "rl", "lcl", "r c l", "ll"])
def test_an_array_with_signs_behind_its_marks_aligns_equations(columns):
    sign = "& = &" if len(columns.replace(" ", "")) == 3 else "&="
    rows = rf"(x + 1)^2 {sign} x^2 + 2x + 1 \\ {sign} x (x + 2) + @"
    text = rf"$$\begin{{array}}{{{columns}}} {rows} \end{{array}}.$$" + "\n"
    assert verdicts(text.replace("@", "1")) == ["proved", "proved"]
    assert verdicts(text.replace("@", "2")) == ["proved", "refuted"]


def test_an_array_of_numbers_is_a_matrix():
    text = (
        r"$$\left(\begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}\right) \left(\begin{array}{c} 1 \\ 1 \end{array}\right)"
        r" = \left(\begin{array}{c} 3 \\ @ \end{array}\right)$$"
    )
    assert verdicts(text.replace("@", "7") + "\n") == ["proved"]
    assert verdicts(text.replace("@", "6") + "\n") == ["refuted"]


@pytest.mark.parametrize("command", ["limits", "nolimits", "displaylimits"])
def test_where_the_bounds_of_a_sum_are_set_says_nothing(command):
    text = rf"$$\sum\{command}_{{k=1}}^n 2 k = n (n + @)$$" + "\n"
    assert verdicts(text.replace("@", "1")) == ["proved"]
    assert verdicts(text.replace("@", "2")) == ["refuted"]


def test_a_table_of_results_is_read_cell_by_cell():
    text = r"$$\begin{array}{cc} a & b \\ 0 & 1 + 1 = 2 \\ 1 & 2 + 2 = @ \end{array}$$" + "\n"
    assert verdicts(text.replace("@", "4")) == ["proved", "proved"]
    assert verdicts(text.replace("@", "5")) == ["proved", "refuted"]
