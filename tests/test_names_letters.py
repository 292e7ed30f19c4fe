r"""Letters that could name a known function, and are a matrix here: the \Phi of \Phi^\top \Phi."""

import pytest

from tests.notes import last_verdict, verdicts

COST = r"With $J(w) = \frac{1}{2} \|\Phi w - t\|^2$ we have "


@pytest.mark.parametrize(
    ("context", "formula", "verdict"),
    [
        (COST, r"\nabla_w J = \Phi^\top (\Phi w - t)", "proved"),
        (COST, r"\nabla_w J = \Phi^\top (t - \Phi w)", "refuted"),
        ("", r"\Phi^\top \Phi + \beta I = \Phi^\top \Phi + I \beta", "proved"),
        ("", r"(\Phi^\top \Phi)^\top = \Phi^\top \Phi", "proved"),
        ("", r"(\Phi^\top \Phi)^\top = -\Phi^\top \Phi", "refuted"),
    ],
)
def test_a_design_matrix(context, formula, verdict):
    assert last_verdict(context, formula) == verdict


def test_the_normal_distribution_function_where_prose_speaks_of_it():
    text = r"Let $\Phi$ be the normal distribution function. Then $\Phi(-x) = 1 - \Phi(x)$."
    assert verdicts(text) == ["proved"]
    assert verdicts(text.replace("1 - ", "1 + ")) == ["refuted"]
