"""A claim that writes out the entries of an array is true on the condition that there are so many of them."""

import pytest

from tests.notes import claims, verdicts


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"w^T x + b = w_1 x_1 + w_2 x_2 + b", "conditional"),
        (r"x_1^2 + x_2^2 + x_3^2 = \|x\|^2", "conditional"),
        (r"\|w\|_1 = |w_1| + |w_2|", "conditional"),
        (r"\sum_i x_i = x_1 + x_2", "conditional"),
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
    assert any(text.endswith(" entries") for text in said) == (verdict == "conditional")


@pytest.mark.parametrize(
    "text",
    [
        "Let $x \\in \\mathbb{R}^n$. Then $$\\|x\\|^2 = x_1^2 + x_2^2$$\n",
        "We have $$\\sum_{i=1}^n x_i = x_1 + x_2$$\n",
        "Let $s = \\sum_{i=1}^n x_i^2$. Then $$s = x_1^2 + x_2^2$$\n",
        "Let $x \\in \\mathbb{R}^3$. Then $$\\|x\\|^2 = x_1^2 + x_2^2$$\n",
        "The first feature is $x_1$, the last $x_5$. We have $$w^T x = w_1 x_1 + w_2 x_2$$\n",
        "Here $x_3$ is the label. Then $$\\|x\\|^2 = x_1^2 + x_2^2$$\n",
    ],
)
def test_a_length_of_the_text_stays(text):
    assert verdicts(text)[-1] in ("refuted", "undecided")
