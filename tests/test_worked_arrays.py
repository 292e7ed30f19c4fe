"""Worked examples with arrays: z = (1, 2, 3) says what its entries are, and how many there are."""

import pytest

from tests.notes import claims, verdicts

SOFTMAX = r"Let $p_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}$." + "\n\n"
MEAN = r"Let $\mu = \frac{1}{n} \sum_{i=1}^n x_i$ and $v = \frac{1}{n} \sum_{i=1}^n (x_i - \mu)^2$." + "\n\n"


@pytest.mark.parametrize(
    ("context", "said", "verdict"),
    [
        (SOFTMAX, r"For $z = (1, 2, 3)$ we get $p_1 = \frac{e}{e + e^2 + e^3}$.", "proved"),
        (SOFTMAX, r"For $z = (1, 2, 3)$ we get $p_2 \approx 0.245$.", "proved"),
        (SOFTMAX, r"For $z = (1, 2, 3)$ we get $p_2 \approx 0.247$.", "refuted"),
        (SOFTMAX, r"For $z = (1, 2, 3)$ we get $p_2 \approx 0.745$.", "undecided"),
        (SOFTMAX, r"For $z = (0, 0, 0)$ we have $p_1 = \frac13$.", "proved"),
        (SOFTMAX, r"For $z = (0, 0, 0)$ we have $p_1 = \frac12$.", "refuted"),
        (SOFTMAX, r"For $z = (0, 0)$ we have $\sum_{k=1}^K p_k = 1$.", "proved"),
        (MEAN, r"For $x = (1, 2, 3, 6)$ we have $\mu = \frac{1 + 2 + 3 + 6}{4}$.", "proved"),
        (MEAN, r"For $x = (1, 2, 3, 6)$ we have $v = \frac{4 + 1 + 0 + 9}{4}$.", "proved"),
    ],
)
def test_an_example_gives_the_entries_of_an_array_and_their_number(context, said, verdict):
    (claim,) = claims(f"{context}{said}\n")
    assert claim.verdict == verdict
    if verdict == "proved":
        assert any("= [" in c.text and c.origin == "stated, line 3" for c in claim.judgement.conditions)
    else:
        assert claim.judgement.witness.at == ()  # nothing is free


def test_the_length_of_an_example_is_not_that_of_all_that_follows():
    text = f"{SOFTMAX}For $z = (0, 0)$ we have $p_1 = \\frac12$.\n\nIn general $\\sum_{{k=1}}^K p_k = 1$.\n"
    found = claims(text)
    assert [claim.verdict for claim in found] == ["proved", "proved"]
    assert not found[-1].judgement.conditions
    assert (
        verdicts(f"{SOFTMAX}For $z = (0, 0)$ we have $p_1 = \\frac12$.\n\nIn general $p_1 = \\frac12$.\n")[-1]
        != "proved"
    )


def test_the_numbers_of_an_example_are_no_lengths():
    # once the 3 of (1, 2, 3) was taken for the K that counts its entries
    assert verdicts(f"{SOFTMAX}For $z = (1, 3, 2)$ we get $p_2 = \\frac{{e^3}}{{e + e^2 + e^3}}$.\n") == ["proved"]


def test_two_arrays_of_one_length_with_other_numbers_of_entries_decide_nothing():
    text = f"{SOFTMAX}For $z = (0, 0)$ and $y = (1, 0, 0)$ we have $\\sum_{{k=1}}^K y_k z_k = 1$.\n"
    assert verdicts(text)[-1] not in ("proved", "refuted")


LINE = "Let $z = w x + b$.\n\n"


@pytest.mark.parametrize(
    ("context", "said", "verdict"),
    [
        (MEAN, r"For $x = (1, 2, 3, 6)$ the mean is $\mu = 3$.", "proved"),
        (MEAN, r"For $x = (1, 2, 3, 6)$ the mean is $\mu = 4$.", "refuted"),
        (LINE, "For $w = 1$, $x = 2$ and $b = 3$ the output is $z = 5$.", "proved"),
        (LINE, "For $w = 1$, $x = 2$ and $b = 3$ the output is $z = 6$.", "refuted"),
        (LINE, "For $w = 1$ and $x = 2$ the output is $z = 6$.", "undecided"),  # an equation for b
    ],
)
def test_where_a_sentence_gives_all_numbers_a_value_is_no_new_meaning(context, said, verdict):
    assert verdicts(f"{context}{said}\n") == [verdict]


def test_a_value_that_the_text_lets_a_name_have_is_no_error():
    assert "refuted" not in verdicts(f"{LINE}For $w = 1$, $x = 2$ and $b = 3$ let $z = 7$.\n")
