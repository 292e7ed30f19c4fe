"""How far a sum reaches whose letter is used behind it."""

import pytest

from tests.notes import claims, verdicts

SOFTMAX = "Let $s_i = \\frac{e^{x_i}}{\\sum_k e^{x_k}}$. For $i \\neq j$\n\n"


def test_a_letter_of_the_left_side_is_not_summed_over_behind_the_sum():
    text = SOFTMAX + (
        "$$\\begin{aligned}\\frac{\\partial s_i}{\\partial x_j}"
        "&= \\frac{\\sum_j e^{x_j} \\cdot 0 - e^{x_i} e^{x_j}}{(\\sum_j e^{x_j})^2} \\\\ &= -s_i s_j\\end{aligned}$$\n"
    )
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts(text.replace("- e^{x_i} e^{x_j}}", "+ e^{x_i} e^{x_j}}"))[0] in ("refuted", "undecided")


def test_another_letter_still_is():
    text = "Let $a = \\sum_{n=1}^N (u_n + v_n)$. $$a = \\sum_{n=1}^N u_n + \\sum_{n=1}^N v_n$$\n"
    assert verdicts(text) == ["proved"]
    assert verdicts("$$\\sum_{n=1}^N (u_n + v_n) = \\sum_{n=1}^N u_n + v_n$$\n") == ["proved"]


@pytest.mark.parametrize(
    ("right", "verdict"),
    [
        (r"\sum_{n=1}^N u_n + v_n", "undecided"),
        (r"\sum_{n=1}^N u_n + v_n - \sum_{k=1}^N u_k", "proved"),
    ],
)
def test_the_start_of_the_chain_says_what_is_free(right, verdict):
    """What a derivative by c_n is made of, is so at one n."""
    text = "Let $s = \\sum_{k=1}^N c_k v_k$. $$\\frac{\\partial s}{\\partial c_n} = "
    assert [c.verdict for c in claims(f"{text}{right}$$\n")] == [verdict]


def test_a_condition_alone_begins_no_chain():
    assert verdicts("For $\\forall i \\ne k$ we have $2 s_i = s_i + s_i$.\n") == ["proved"]


def test_a_family_on_the_left_binds_its_letter():
    text = "The model is $$\\log L(w; \\{y_n, x_n\\}_{n=1}^N) = \\sum_{n=1}^N y_n w x_n - w^2 x_n$$\n\n"
    claim = "\\frac{\\partial \\log L(w; \\{y_n, x_n\\}_{n=1}^N)}{\\partial w} = \\sum_{n=1}^N y_n x_n - 2 w x_n"
    assert verdicts(f"{text}$${claim}$$\n") == ["proved"]
