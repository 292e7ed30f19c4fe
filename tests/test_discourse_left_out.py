"""The y of a sum over all j other than y, and conditions on what a sentence defines."""

import pytest

from tests.notes import last_verdict, verdicts

ALL_BUT_Y = r"$$\sum_{j=1, j \neq y}^K f_j^2 + f_y^2 = {}$$"


@pytest.mark.parametrize(
    "said", ["", r"Let $1 \leq y \leq K$. ", r"Let $y \in \{1, \dots, K\}$ be the label. ", "The class is $y$. "]
)
def test_what_is_left_out_is_one_of_them(said):
    right = ALL_BUT_Y.replace("{}", r"\sum_{j=1}^K f_j^2")
    wrong = ALL_BUT_Y.replace("{}", r"f_y + \sum_{j=1}^K f_j^2")
    assert verdicts(f"{said}\n\n{right}\n\n{wrong}\n") == ["proved", "refuted"]


@pytest.mark.long
def test_no_point_refutes_at_which_nothing_is_left_out():
    note = "Scores $f_1, \\dots, f_K$ with $K \\geq 2$, label $y$.\n\n"
    bound = r"$$\log \sum_{j \neq y} e^{f_j} \leq \max_{j \neq y} f_j"
    assert verdicts(note + bound + r" + \log (K - 1)$$") != ["refuted"]
    assert verdicts(note + bound + "$$") == ["refuted"]


def test_a_label_that_is_a_number_too_is_no_index():
    note = r"Let $p_y$ be a number and $L = (p_y - y)^2$. Then $\frac{\partial L}{\partial y} = -2 (p_y - y)$."
    assert verdicts(note) == ["proved"]


def test_a_relation_beside_what_a_sentence_defines_may_be_a_condition():
    note = r"Let $m = \frac1n \sum_{i=1}^n x_i$ and $\sigma^2 = \frac1n \sum_{i=1}^n (x_i - m)^2$, $\sigma > 0$."
    assert verdicts(note) == ["undecided"]
    assert verdicts(note.replace(", $", ". Therefore $")) == ["undecided"]


def test_the_real_numbers_are_no_function_that_is_called_r():
    text = "For $R(w) = \\|X w - y\\|^2$ with $X \\in \\mathbb{R}^{N \\times d}$ and $y \\in \\mathbb{R}^N$,\n\n"
    assert last_verdict(text, r"\nabla R(w) = 2 X^\top (X w - y)") == "proved"
    assert last_verdict(text, r"\nabla R(w) = X^\top (X w - y)") == "refuted"
