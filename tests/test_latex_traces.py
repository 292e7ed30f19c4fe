"""Traces and determinants without brackets take the product behind them."""

import pytest

from tests.notes import claims, last_verdict

SQUARE = "Let $A, B \\in \\mathbb{R}^{n \\times n}$ and $x \\in \\mathbb{R}^n$.\n\n"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\operatorname{tr} A B = \operatorname{tr} B A", "proved"),
        (r"\operatorname{Tr} A x x^T = x^T A x", "proved"),
        (r"\mathrm{tr}\, A^T B = \sum_{i,j} A_{ij} B_{ij}", "proved"),
        (r"\det A B = \det A \det B", "proved"),
        (r"2 \operatorname{tr} A B - \operatorname{tr} B A = \operatorname{tr} A B", "proved"),
        (r"\operatorname{tr} A B = \operatorname{tr} A \operatorname{tr} B", "refuted"),
        (r"\operatorname{tr} A B^T = \operatorname{tr} B A", "refuted"),
        (r"\operatorname{tr} A x x^T = 2 x^T A x", "refuted"),
        (r"\operatorname{tr} A (A + B) = \operatorname{tr} A A + \operatorname{tr} A B", "proved"),
    ],
)
def test_a_trace_without_brackets(claim, verdict):
    assert last_verdict(SQUARE, claim) == verdict


def test_brackets_end_what_it_takes():
    assert last_verdict(SQUARE, r"\operatorname{tr}(A) B = \operatorname{tr}(A B)") not in ("proved", "conditional")
    assert last_verdict(SQUARE, r"\operatorname{tr}(A) B = B \operatorname{tr}(A)") == "proved"


def test_a_sign_ends_it_too():
    (found,) = claims(SQUARE + "$$\\operatorname{tr} A + 1 = 1 + \\operatorname{tr} A$$\n")
    assert found.verdict == "proved"
    assert last_verdict(SQUARE, r"\operatorname{tr} A \cdot 2 = 2 \operatorname{tr} A") == "proved"
