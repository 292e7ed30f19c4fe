"""Arrays whose entries a claim writes out have so many of them, where the text gives no length."""

import pytest

from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"w^T x + b = w_1 x_1 + w_2 x_2 + b", "proved"),
        (r"x_1^2 + x_2^2 + x_3^2 = \|x\|^2", "proved"),
        (r"\|w\|_1 = |w_1| + |w_2|", "proved"),
        (r"\sum_i x_i = x_1 + x_2", "proved"),
        (r"\|x\|^2 = x_1^2 - x_2^2", "refuted"),
        (r"w^T x = w_1 x_1 + 2 w_2 x_2", "refuted"),
        (r"w^T x = w_1 x_1 + w_3 x_3", "refuted"),  # the second one is missing
        (r"w^T x = w_1 x_1", "refuted"),
    ],
)
def test_a_claim_says_how_many_there_are(claim, verdict):
    (found,) = claims(f"We have $${claim}$$\n")
    assert found.verdict in (verdict, "undecided" if verdict == "refuted" else verdict)
    said = [c.text for c in found.judgement.conditions]
    assert any(text.endswith(" entries") for text in said) == (verdict == "proved")


@pytest.mark.parametrize(
    "text",
    [
        "Let $x \\in \\mathbb{R}^n$. Then $$\\|x\\|^2 = x_1^2 + x_2^2$$\n",
        "We have $$\\sum_{i=1}^n x_i = x_1 + x_2$$\n",
        "Let $s = \\sum_{i=1}^n x_i^2$. Then $$s = x_1^2 + x_2^2$$\n",
        "Let $x \\in \\mathbb{R}^3$. Then $$\\|x\\|^2 = x_1^2 + x_2^2$$\n",
    ],
)
def test_a_length_of_the_text_stays(text):
    assert verdicts(text)[-1] in ("refuted", "undecided")
