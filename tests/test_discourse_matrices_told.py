r"""Matrices that words make of vectors, diagonals of which one entry is written, derivatives named like others."""

import pytest

from tests.notes import verdicts

GRANTED = {"proved", "conditional"}
MODEL = r"""Let $\hat{y}_i = \sigma(w^\top x_i)$ with $w, x_i \in \mathbb{R}^d$, and
$$L = -\sum_{i=1}^N [y_i \log \hat{y}_i + (1 - y_i) \log(1 - \hat{y}_i)]$$
"""
SLOPE = r"""Then $$\nabla_w L = X^\top (\hat{y} - y)$$"""


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    [
        r"With $X \in \mathbb{R}^{N \times d}$ the design matrix whose rows are $x_i^\top$ we go on.",
        r"Let $X$ be the matrix with rows $x_i^\top$.",
        r"Let $X$ be the $N \times d$ matrix whose rows are the vectors $x_i$.",
        r"Here $X$ is the data matrix with the samples $x_n$ as usual, where $X$ has rows $x_n^T$.",
    ],
)
def test_words_make_a_matrix_of_rows(words):
    assert verdicts(MODEL + words + "\n\n" + SLOPE)[-1] == "proved"
    assert not GRANTED & {verdicts(MODEL + words + "\n\n" + SLOPE.replace(r"\hat{y} - y", r"y - \hat{y}"))[-1]}


def test_words_make_a_matrix_of_columns():
    words = r"Let $X \in \mathbb{R}^{d \times N}$ be the matrix whose columns are $x_i$." + "\n\n"
    assert verdicts(MODEL + words + SLOPE.replace(r"X^\top", "X"))[-1] == "proved"
    assert verdicts(MODEL + words + SLOPE)[-1] not in GRANTED


def test_words_about_other_things_make_no_matrix():
    text = r"Let $X \in \mathbb{R}^{N \times d}$ be a matrix and $Z$ a matrix with rows of which $x_i$ is none. "
    assert verdicts(MODEL + text + "\n\n" + SLOPE)[-1] != "proved"


HESSIAN = r"""Let $X$ be the matrix with rows $x_i^\top$. Then
$$\nabla_w^2 L = \sum_{i=1}^N \hat{y}_i (1 - \hat{y}_i) x_i x_i^\top = X^\top D X$$ where $D = @$."""


@pytest.mark.long
@pytest.mark.parametrize("name", [r"\mathrm{diag}", r"\text{diag}", r"\operatorname{diag}"])
def test_one_entry_of_a_diagonal_stands_for_all(name):
    note = MODEL + HESSIAN.replace("@", name + r"(\hat{y}_i (1 - \hat{y}_i))")
    assert verdicts(note) == ["proved", "proved"]
    assert verdicts(note.replace(r"1 - \hat{y}_i))$", r"1 + \hat{y}_i))$"))[1] not in GRANTED


def test_a_set_in_script_is_no_matrix_of_its_letter():
    data = r"We have $\mathcal{D} = \{(x_i, y_i)\}_{i=1}^N$. "
    note = data + MODEL + HESSIAN.replace("@", r"\mathrm{diag}(\hat{y}_i (1 - \hat{y}_i))")
    assert verdicts(note) == ["proved", "proved"]


ATTENTION = r"""For $Q \in \mathbb{R}^{n \times d}$, $K \in \mathbb{R}^{m \times d}$ and $V \in \mathbb{R}^{m \times d_v}$ let
$$S = \frac{Q K^T}{\sqrt{d}}, \quad P = \text{softmax}(S), \quad O = P V$$ Given $dO = \frac{\partial L}{\partial O}$:
$$dV = P^T dO$$
$$dP = dO V^T$$
$$dS_{ij} = P_{ij} (dP_{ij} - \sum_k P_{ik} dP_{ik})$$
$$dQ = \frac{dS K}{\sqrt{d}}$$
$$dK = \frac{dS^T Q}{\sqrt{d}}$$
"""


@pytest.mark.long
def test_derivatives_are_named_like_the_one_that_is_explained():
    assert verdicts(ATTENTION) == ["proved"] * 5
    for right, wrong in (
        ("= P^T", "= P"),
        ("dO V^T", "V dO^T"),
        ("- \\sum", "+ \\sum"),
        ("dS K", "dS Q"),
        ("dS^T", "dS"),
    ):
        found = verdicts(ATTENTION.replace(right, wrong))
        assert sum(verdict in GRANTED for verdict in found) == 4, wrong


def test_where_no_derivative_is_explained_a_name_is_a_name():
    assert verdicts(ATTENTION.replace(r"dO = \frac{\partial L}{\partial O}", "dO")) != ["proved"] * 5
