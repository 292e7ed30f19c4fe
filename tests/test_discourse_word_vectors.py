r"""Losses of word vectors: what a function is of, J(o, v_c, U), may be a number of a word, the o of u_o."""

import pytest

from tests.notes import claims, verdicts

LOSS = r"-\log(\sigma(u_o^T v_c)) - \sum_{k=1}^K \log(\sigma(-u_k^T v_c))"
HEADS = ["J", "J(o)", "J(o, v_c)", "J(v_c, o, U)", r"J_{\text{neg-sample}}(v_c, o, U)"]
RIGHT = r"(\sigma(u_o^T v_c) - 1) u_o - \sum_{k=1}^K (\sigma(-u_k^T v_c) - 1) u_k"


@pytest.mark.long
@pytest.mark.parametrize("head", HEADS)
def test_the_gradient_by_the_word_in_the_middle(head):
    name = head.split("(")[0]
    note = f"The loss is\n\n$${head} = {LOSS}$$\n\nso that\n\n$$\\frac{{\\partial {name}}}{{\\partial v_c}} = {{}}$$"
    assert verdicts(note.replace("{}", RIGHT)) == ["proved"]
    assert verdicts(note.replace("{}", RIGHT.replace("- \\sum", "+ \\sum"))) == ["refuted"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("by", "true", "false"),
    [
        ("u_o", r"(\sigma(u_o^T v_c) - 1) v_c", r"(1 - \sigma(u_o^T v_c)) v_c"),
        ("u_k", r"(1 - \sigma(-u_k^T v_c)) v_c", r"(\sigma(-u_k^T v_c) - 1) v_c"),
    ],
)
def test_the_gradient_by_another_word(by, true, false):
    """Whether the word o is among those of the sum, the text does not say."""
    note = f"The loss is $$J(o, v_c, U) = {LOSS}$$\n\n$$\\frac{{\\partial J}}{{\\partial {by}}} = "
    (found,) = claims(f"{note}{true}$$")
    assert found.verdict == "conditional"
    assert any("none of those that are summed over" in c.text for c in found.judgement.conditions)
    assert verdicts(f"{note}{false}$$") == ["refuted"]


def test_a_quantity_that_a_function_is_of_stays_one():
    note = "Let $f(o) = o^2 + \\sum_{k=1}^K u_k$. Then $$f'(o) = "
    assert verdicts(f"{note}2 o$$") == ["proved"]
    assert verdicts(f"{note}o$$") == ["refuted"]


NAIVE = r"""$$P(O = o \mid C = c) = \frac{\exp(u_o^\top v_c)}{\sum_{w=1}^V \exp(u_w^\top v_c)}$$

and the loss $J(v_c, o, U) = -\log P(O=o \mid C=c)$. Then

"""


@pytest.mark.parametrize(("sign", "verdict"), [("+", "proved"), ("-", "refuted")])
def test_the_probability_of_a_word_beside_another(sign, verdict):
    claim = rf"$$\frac{{\partial J}}{{\partial v_c}} = -u_o {sign} \sum_{{w=1}}^V P(O=w \mid C=c) u_w$$"
    assert verdicts(NAIVE + claim) == [verdict]


def test_probabilities_of_several_pairs_stay_apart():
    """P(C = o | O = c) is not the probability above."""
    claim = r"$$\frac{\partial J}{\partial v_c} = -u_o + \sum_{w=1}^V P(C = w \mid O = c) u_w$$"
    assert verdicts(NAIVE + claim)[-1] not in ("proved", "refuted")
