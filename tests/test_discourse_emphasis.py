"""Numbers in bold are results that a note points at; only a bold 0 or 1 beside arrays is an array."""

import pytest

from tests.notes import last_verdict


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"0.7 + 2.1 = \mathbf{2.8}", "proved"),
        (r"0.7 + 2.1 = \mathbf{2.9}", "refuted"),
        (r"6 \cdot 7 = \textbf{42}", "proved"),
        (r"6 \cdot 7 = \textbf{41}", "refuted"),
        (r"3 - 2 = \mathbf{1}", "proved"),
        (r"3 - 3 = \mathbf{1}", "refuted"),
        (r"3 - 3 = \mathbf{0}", "proved"),
    ],
)
def test_a_number_in_bold_is_a_number(formula, verdict):
    assert last_verdict("We compute ", formula) == verdict


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\mathbf{1}^\top p = \sum_{k=1}^K p_k", "proved"),
        (r"p \odot \mathbf{1} = p", "proved"),
    ],
)
def test_a_bold_one_beside_a_vector_is_a_vector(formula, verdict):
    assert last_verdict(r"Let $p \in \mathbb{R}^K$. Then ", formula) == verdict


@pytest.mark.parametrize("sign", [r"\blacksquare", r"\qed", "∎", r"\checkmark", "✓"])
def test_the_end_of_a_proof_is_no_factor(sign):
    assert last_verdict("We add ", rf"2 + 3 = 5 \; {sign}") == "proved"
    assert last_verdict("We add ", rf"2 + 3 = 6 \; {sign}") == "refuted"
