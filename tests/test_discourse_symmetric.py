"""What prose says of matrices: symmetric, until it says otherwise."""

import pytest

from tests.notes import claims, verdicts

CLAIM = r"$\nabla f(x) = A x - b$"
SAID = [
    r"Let $f(x) = \frac{1}{2} x^T A x - b^T x$ with a symmetric positive definite $A$.",
    r"Let $f(x) = \frac{1}{2} x^T A x - b^T x$ with a symmetric matrix $A$.",
    r"Let $A$ be symmetric and $f(x) = \frac{1}{2} x^T A x - b^T x$.",
    r"Let $f(x) = \frac{1}{2} x^T A x - b^T x$, where $A$ is symmetric.",
]
NOT_SAID = [
    r"Let $f(x) = \frac{1}{2} x^T A x - b^T x$ with a non-symmetric $A$.",
    r"Let $f(x) = \frac{1}{2} x^T A x - b^T x$ where $A$ need not be symmetric.",
    r"Let $f(x) = \frac{1}{2} x^T A x - b^T x$ with a symmetric $B$.",
]
AGAIN = [
    "Now let $A$ be any square matrix. Then",
    "For a general matrix $A$ we have",
    "If $A$ is not symmetric,",
    "# Two\n\nNow $A$ is an arbitrary matrix.",
]


@pytest.mark.parametrize("said", SAID)
def test_a_matrix_that_is_called_symmetric(said):
    assert verdicts(f"{said}\n\n{CLAIM}\n")[-1] == "proved"
    assert verdicts(f"{said}\n\n{CLAIM.replace('A x', '2 A x')}\n")[-1] != "proved"


@pytest.mark.parametrize("said", NOT_SAID)
def test_a_matrix_that_is_not(said):
    found = claims(f"{said}\n\n{CLAIM}\n")[-1]
    assert found.verdict == "conditional"
    assert [c.text for c in found.judgement.conditions if c.origin == "found"] == ["A = A^T"]


@pytest.mark.parametrize("again", AGAIN)
def test_a_matrix_that_was_symmetric_before(again):
    note = (
        rf"Let $A$ be symmetric. Then $\nabla_x (x^T A x) = 2 A x$.{chr(10) * 2}{again} $\nabla_x (x^T A x) = 2 A x$."
    )
    first, then = verdicts(note)
    assert first == "proved"
    assert then in ("conditional", "undecided")


def test_the_slope_of_a_lagrangian_is_no_equation_to_be_solved():
    note = r"""The Lagrangian is $\mathcal{L}(u, \lambda) = u^T S u + \lambda (1 - u^T u)$ with a symmetric $S$. Its slope

$$\frac{\partial \mathcal{L}}{\partial u} = 2 S u - 2 \lambda u$$

is set to zero.
"""
    assert verdicts(note)[-1] == "proved"
    assert verdicts(note.replace("- 2", "+ 2"))[-1] == "refuted"
