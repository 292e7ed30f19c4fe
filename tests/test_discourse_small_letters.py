"""Entries of a matrix in small letters: said, shown, or by custom."""

import pytest

from tests.notes import claims, verdicts

TOLD = [
    r"Let $z = W x$ with $W = (w_{ij})$.",
    r"Let $W = [w_{ij}] \in \mathbb{R}^{m \times n}$ and $z = W x$.",
    r"Let $W = \begin{pmatrix} w_{11} & \cdots & w_{1n} \\ \vdots & & \vdots \\ w_{m1} & \cdots & w_{mn} \end{pmatrix}$, $z = W x$.",
]
CUSTOM = "Let $z = W x$, where $w_{ij}$ is the weight between input $j$ and unit $i$."


@pytest.mark.parametrize("told", TOLD)
def test_a_text_says_or_shows_what_the_entries_are(told):
    assert verdicts(f"{told}\n\n$$z_i = \\sum_{{j=1}}^n w_{{ij}} x_j$$\n")[-1] == "proved"
    assert verdicts(f"{told}\n\n$$\\frac{{\\partial z_i}}{{\\partial x_j}} = w_{{ij}}$$\n")[-1] == "proved"
    assert verdicts(f"{told}\n\n$$\\frac{{\\partial z_i}}{{\\partial x_j}} = w_{{ji}}$$\n")[-1] == "undecided"


def test_by_custom_small_letters_are_the_entries_of_the_capital_one():
    (claim,) = claims(f"{CUSTOM}\n\n$$\\frac{{\\partial z_i}}{{\\partial x_j}} = w_{{ij}}$$\n")[-1:]
    assert claim.verdict == "conditional"
    assert "w_ij is the entry i, j of W" in [c.text for c in claim.judgement.conditions]


@pytest.mark.parametrize(
    "wrong", [r"\frac{\partial z_i}{\partial x_j} = -w_{ij}", r"\|W\|_F^2 = 2 \sum_{i, j} w_{ij}^2"]
)
def test_what_rests_on_that_custom_is_not_refuted(wrong):
    assert verdicts(f"{CUSTOM}\n\n$${wrong}$$\n")[-1] == "undecided"


def test_what_is_about_entries_alone_needs_no_custom():
    claim = r"\sum_{i=1}^m \sum_{j=1}^n 2 w_{ij} = 2 \sum_{i=1}^m \sum_{j=1}^n w_{ij}"
    assert verdicts(f"{CUSTOM}\n\n$${claim}$$\n")[-1] == "proved"


def test_a_small_letter_that_is_a_vector_too_is_no_entry():
    text = "Let $X$ be the data, with rows $x_i$ and entries $x_{ij}$, and $u = X v$.\n\n$$\\frac{\\partial u_i}{\\partial v_j} = x_{ij}$$\n"
    (claim,) = claims(text)[-1:]
    assert claim.verdict == "conditional"  # the rows of X are meant, and not what X has for entries by custom
    assert [c.text for c in claim.judgement.conditions if c.origin == "found"] == ["the rows of X are the samples x_i"]


@pytest.mark.parametrize(("entry", "verdict"), [("a_{12}", "proved"), ("a_{21}", "undecided")])
def test_two_digits_below_a_letter_with_two_indices_are_two_indices(entry, verdict):
    text = f"Let $s_i = \\sum_{{j=1}}^2 a_{{ij}} y_j$.\n\n$$s_1 = a_{{11}} y_1 + {entry} y_2$$\n"
    assert verdicts(text)[-1] == verdict


@pytest.mark.parametrize("weights", ["W x", "W^T x"])
def test_weights_that_are_numbered_the_other_way_round_are_not_refuted(weights):
    text = f"Let $z = {weights}$, where $w_{{ij}}$ is the weight from input $i$ to unit $j$.\n\n"
    assert verdicts(text + r"$$\frac{\partial z_j}{\partial x_i} = w_{ij}$$")[-1] != "refuted"
