"""Sizes that a text shows: by how it writes an array out, and by what fits."""

import pytest

from tests.notes import verdicts

ROWS = (
    "Let $E = \\|\\mathbf{y} - X\\mathbf{a}\\|^2$ with\n\n"
    "$$\\mathbf{y} = \\begin{pmatrix} y_1 \\\\ \\vdots \\\\ y_n \\end{pmatrix}, \\quad "
    "X = \\begin{pmatrix} \\mathbf{x}_1^T \\\\ \\vdots \\\\ \\mathbf{x}_n^T \\end{pmatrix}$$\n\n"
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial E}{\partial \mathbf{a}} = 2 X^T X \mathbf{a} - 2 X^T \mathbf{y}", "proved"),
        (r"\frac{\partial E}{\partial \mathbf{a}} = 2 X^T X \mathbf{a} + 2 X^T \mathbf{y}", "refuted"),
        (r"\frac{\partial E}{\partial \mathbf{a}} = 2 X X^T \mathbf{a} - 2 X^T \mathbf{y}", "undecided"),
        (r"\|\mathbf{y} - X\mathbf{a}\|^2 = \sum_{i=1}^n (y_i - \mathbf{x}_i^T \mathbf{a})^2", "proved"),
        (r"\|\mathbf{y} - X\mathbf{a}\|^2 = \sum_{i=1}^n (y_i - \mathbf{x}_i^T \mathbf{a})", "undecided"),
    ],
)
def test_rows_below_each_other_are_a_matrix(claim, verdict):
    assert verdicts(f"{ROWS}$${claim}$$\n")[-1] == verdict


def test_rows_below_each_other_times_a_vector():
    products = r"\begin{pmatrix} \mathbf{x}_1^T \mathbf{a} \\ \vdots \\ \mathbf{x}_n^T \mathbf{a} \end{pmatrix}"
    assert verdicts(f"{ROWS}$$X \\mathbf{{a}} = {products}$$\n")[-1] == "proved"


@pytest.mark.parametrize(("by", "verdict"), [("b", "proved"), ("w", "undecided")])
def test_a_definition_of_other_sizes_is_left_out_where_no_slope_turns_on_it(by, verdict):
    """What is true of all Q is true of the one that the text defines, unless it differentiates by what Q is made of."""
    text = (
        "# Weights\n\nLet $Q = [\\mathbf{w}_1, \\ldots, \\mathbf{w}_n]$ hold the weights.\n\n# A form\n\n"
        "$$\\frac{\\partial}{\\partial \\mathbf{b}} (\\mathbf{b}^T Q \\mathbf{b}) = (Q + Q^T) \\mathbf{b}$$\n"
    )
    assert verdicts(text.replace("mathbf{b}", f"mathbf{{{by}}}"))[-1] == verdict
