"""Inverses and determinants as notes write them: normal equations, densities of vectors, projections."""

import pytest

from tests.notes import claims, last_verdict, verdicts

SIZES = (
    r"Let $X \in \mathbb{R}^{n \times d}$, $A, B \in \mathbb{R}^{d \times d}$, $u, v \in \mathbb{R}^d$, "
    r"$y \in \mathbb{R}^n$ and $\lambda > 0$. "
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"(A B)^{-1} = B^{-1} A^{-1}", "proved"),
        (r"(A B)^{-1} = A^{-1} B^{-1}", "refuted"),
        (r"(A^{-1})^\top = A^{-\top}", "proved"),
        (r"u^\top A^{-1} v = v^\top A^{-1} u", "conditional"),  # if A is symmetric
        (r"|A B| = |A| |B|", "proved"),
        (r"\det(A^{-1}) = \frac{1}{\det A}", "proved"),
        (r"\det(2 A) = 2 \det A", "refuted"),
        (r"(X^\top X + \lambda I)^{-1} (X^\top X + \lambda I) = I", "proved"),
        (r"(A^{-1} u - v)^\top (A^{-1} u - v) = u^\top A^{-\top} A^{-1} u - 2 v^\top A^{-1} u + v^\top v", "proved"),
        (r"(u^\top A^\top - v^\top) (A u - v) = \|A u - v\|^2", "proved"),
        (r"(u^\top A^\top - v^\top) (A u - v) = \|A u\|^2 - \|v\|^2", "refuted"),
        (r"\frac{\partial}{\partial u} (u - v)^\top A^{-1} (u - v) = (A^{-1} + A^{-\top}) (u - v)", "proved"),
        (r"\frac{\partial}{\partial A} \ln \det A = A^{-\top}", "proved"),
        (r"\frac{\partial}{\partial A} \ln \det A = A^{-1}", "conditional"),
        (r"\frac{\partial}{\partial A} u^\top A^{-1} v = -A^{-\top} u v^\top A^{-\top}", "proved"),
    ],
)
def test_an_inverse_is_that_of_a_matrix(formula, verdict):
    if verdict == "conditional" and "partial" not in formula:
        assert last_verdict(SIZES, formula) in ("refuted", "undecided", "conditional")
    else:
        assert last_verdict(SIZES, formula) == verdict


def test_a_note_without_sizes_shows_which_names_are_matrices():
    text = (
        r"The minimiser of $\|y - X \beta\|^2$ is $$\hat\beta = (X^\top X)^{-1} X^\top y$$ and so "
        r"$$X^\top X \hat\beta = X^\top y$$ and $$X^\top (y - X \hat\beta) = y .$$"
    )
    found = claims(text)
    assert found[0].verdict == "proved" and found[0].reading == "X^T @ X @ hat_beta = X^T @ y"
    assert found[1].verdict != "proved"


@pytest.mark.long
def test_a_projection_is_its_own_square():
    text = (
        r"Let $H = X (X^\top X)^{-1} X^\top$. Then $$H H = H , \qquad H^\top = H , \qquad H X = X , \qquad X H = X .$$"
    )
    found = verdicts(text)
    assert found[:3] == ["proved"] * 3 and found[3] == "conditional"


@pytest.mark.long
def test_the_slope_of_a_density_by_its_mean():
    text = (
        r"Let $\ell = -\frac{1}{2} \ln |\Sigma| - \frac12 (x - \mu)^\top \Sigma^{-1} (x - \mu)$ with "
        r"$x, \mu \in \mathbb{R}^d$ and a symmetric $\Sigma \in \mathbb{R}^{d \times d}$. Then "
        r"$$\frac{\partial \ell}{\partial \mu} = \Sigma^{-1} (x - \mu) , \qquad "
        r"\frac{\partial \ell}{\partial \mu} = \Sigma (x - \mu) .$$"
    )
    found = verdicts(text)
    assert found[0] == "proved" and found[1] != "proved"


REGRESSION = (
    r"Let $X \in \mathbb{R}^{n \times d}$, $y \in \mathbb{R}^n$ and $J(w) = \|X w - y\|^2 + \lambda \|w\|^2$. "
    r"The gradient is $$\nabla_w J = 2 X^\top (X w - y) + 2 \lambda w .$$ Setting it to zero gives "
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"w = (X^\top X + \lambda I)^{-1} X^\top y", "proved"),
        (r"w^* = (X^\top X + \lambda I)^{-1} X^\top y", "proved"),
        (r"w = (X^\top X)^{-1} X^\top y", "undecided"),  # no slip makes it right, but the missing term
        (r"w = 2 (X^\top X + \lambda I)^{-1} X^\top y", "refuted"),
        (r"w = (X X^\top + \lambda I)^{-1} X^\top y", "undecided"),  # the sizes do not fit
    ],
)
def test_a_gradient_is_zero_where_the_normal_equations_hold(formula, verdict):
    assert last_verdict(REGRESSION, formula) == verdict
