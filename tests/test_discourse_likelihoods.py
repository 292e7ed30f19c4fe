"""The probability of sample i, written P(y_i | x_i; w) throughout: a number for each i, which an equation may say."""

import pytest

from tests.notes import verdicts

MODEL = (
    "For $y_i \\in \\{0, 1\\}$ the model says $P(y_i \\mid x_i; w) = p_i^{y_i} (1 - p_i)^{1 - y_i}$ with "
    "$p_i = \\sigma(w^T x_i)$. The loss is $L = -\\sum_{i=1}^n \\log P(y_i \\mid x_i; w)$.\n\n"
)
LOSS = r"$$L = -\sum_{i=1}^n [y_i \log p_i + (1 - y_i) \log(1 - p_i)]$$"


def test_what_a_model_says_of_one_sample_is_a_definition():
    assert verdicts(MODEL + LOSS) == ["proved"]
    assert verdicts(MODEL + LOSS.replace("+", "-")) != ["proved"]


def test_samples_may_be_numbered_above():
    assert verdicts(MODEL.replace("y_i", "y^{(i)}").replace("x_i", "x^{(i)}") + LOSS.replace("y_i", "y^{(i)}")) == [
        "proved"
    ]


@pytest.mark.parametrize("other", [r"P(y_i = 1 \mid x_i; w) = p_i", r"P(y_j \mid x_i; w) = 1 - P(x_i \mid y_j; w)"])
def test_a_law_that_is_also_written_otherwise_is_more_than_one_number_a_sample(other):
    wrong = LOSS.replace("+", "-")
    assert verdicts(f"{MODEL}The text uses ${other}$, too.\n\n{wrong}")[-1] not in ("proved", "conditional")


def test_a_letter_that_also_stands_alone_is_no_law():
    note = "Let $p_i = a_i$ and $p(y_i \\mid x_i) = b_i$.\n\n$$\\sum_i p_i = \\sum_i b_i$$"
    assert verdicts(note)[-1] not in ("proved", "conditional")
