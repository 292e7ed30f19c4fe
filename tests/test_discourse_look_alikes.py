"""Signs that look like others: indices above, a Sigma that sums, exponents in brackets, an entry 0 that is 1."""

import pytest

from tests.notes import claims, last_verdict, verdicts


@pytest.mark.parametrize(
    "claim",
    [
        r"\delta^a_l K^{ja} = K^{jl}",
        r"\frac{1}{c} \delta^i_k \delta^a_l K^{ja} = \frac{1}{c} \delta^i_k K^{jl}",
        r"\frac{a_k b_k}{\Sigma_j b_j} = \frac{a_k b_k - a_k b_k^2 + a_k b_k^2}{\Sigma_i b_i}",
    ],
)
def test_what_may_be_an_index_or_the_sign_of_a_sum_refutes_nothing(claim):
    assert last_verdict("", claim) != "refuted"


def test_powers_are_still_refuted():
    assert last_verdict("", r"x^2 y^3 = x^2 y^4") == "refuted"


@pytest.mark.parametrize(("value", "verdict"), [("h", "proved"), ("2 h", "refuted")])
def test_an_exponent_that_is_computed_is_no_name(value, verdict):
    note = r"Let $n = w_5 h + b$. "
    claim = rf"\frac{{\partial n}}{{\partial w_5}} = 1 \cdot h \cdot w_5^{{(1-1)}} = {value}"
    assert claims(f"{note}$${claim}$$")[-1].verdict == verdict


def test_an_entry_0_may_be_the_one_before_a_bias():
    score = r"The score is $z = w_0 + w_1 x_1 + w_2 x_2 + \dots + w_n x_n = {}\sum_{i=0}^n w_i x_i$."
    found = claims(score.replace("{}", ""))[-1]
    assert found.verdict == "conditional"
    assert [c.text for c in found.judgement.conditions] == ["x_0 = 1"]
    assert verdicts(score.replace("{}", "2 ")) == ["refuted"]


def test_the_mean_over_a_batch_is_differentiated_within_it():
    note = "For a mini-batch of size $m$ let $\\mu = \\frac{1}{m} \\sum_{i=1}^m x_i$ with $\\mu, x \\in \\mathbb{R}^d$.\n\n"
    assert verdicts(note + r"$$\frac{\partial \mu}{\partial x_i} = \frac{1}{m}$$")[-1] != "refuted"
