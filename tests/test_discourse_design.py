r"""The matrix of all samples, of which a text says nothing: X^T (y - p) beside x_i."""

import pytest

from tests.notes import claims, verdicts

MODEL = r"""Let $p_i = \sigma(x_i^\top \beta)$ and $\ell(\beta) = \sum_{i=1}^n [y_i \log p_i + (1-y_i) \log(1-p_i)]$.

"""


@pytest.mark.parametrize(("lines", "right"), [("rows", r"X^\top (y - p)"), ("columns", r"X (y - p)")])
def test_the_samples_are_its_rows_or_its_columns(lines, right):
    (found,) = claims(rf"{MODEL}$$\nabla_\beta \ell = {right}$$")
    assert found.verdict == "conditional"
    assert any(c.text == f"the {lines} of X are the samples x_i" for c in found.judgement.conditions)


@pytest.mark.parametrize("right", [r"X^\top (p - y)", r"2 X^\top (y - p)", r"X^\top (y + p)", r"Z^\top (y - p)"])
def test_what_is_false_of_the_samples_is_not_true_of_another_matrix(right):
    assert verdicts(rf"{MODEL}$$\nabla_\beta \ell = {right}$$")[-1] in ("refuted", "undecided")


@pytest.mark.long
def test_a_gradient_is_by_what_the_rest_is_made_of():
    note = rf"{MODEL}$$\frac{{\partial \ell}}{{\partial p_i}} = \frac{{y_i}}{{p_i}} - \frac{{1 - y_i}}{{1 - p_i}}$$"
    claim = r"$$\nabla \ell = \sum_{i=1}^n (y_i - p_i) x_i$$"
    assert verdicts(f"{note}\n\n{claim}") == ["proved", "proved"]
    assert verdicts(f"{note}\n\n{claim.replace('y_i - p_i', 'p_i - y_i')}")[-1] == "refuted"


@pytest.mark.long
def test_bold_small_letters_that_fit_only_as_matrices_refute_nothing():
    """The transpose of a number made matrices of the vectors, and a true step was refuted."""
    squares = (
        r"\boldsymbol{\theta}^T\mathbf{X}^T\mathbf{X}\boldsymbol{\theta} - \mathbf{y}^T\mathbf{X}\boldsymbol{\theta} - "
    )
    mixed = r"\boldsymbol{\theta}^T\mathbf{X}^T\mathbf{y}"
    step = rf"$$\nabla_{{\boldsymbol{{\theta}}}} ({squares}{mixed}) = \nabla_{{\boldsymbol{{\theta}}}} ({squares}({mixed})^T)$$"
    assert "refuted" not in verdicts(rf"With data $\mathbf{{X}} \in \mathbb{{R}}^{{m \times n}}$ we have {step}")
