"""What a strict reader says of the usual claims about losses over K class scores, each with the verdict it must get.

The claims are those that notes on this subject make, right and wrong; the loss of
softmax is written in the scores, and p(j) below is its output.
"""

from __future__ import annotations

import pytest

import symloss
from symloss.errors import SymlossError


def p(index: str) -> str:
    return f"(exp(s_{index})/(sum_k exp(s_k)))"


CROSS = "(ln(sum_k exp(s_k)) - sum_k y_k*s_k)"
BRIER = f"(1/K * sum_i (y_i - {p('i')})^2)"
EXP = "(1/K * sum_i (y_i - exp(s_i))^2)"

PROVED = [
    f"d/ds_i {CROSS} = -y_i + {p('i')}",
    f"grad_s {CROSS} = -y + exp.(s)/(sum_k exp(s_k))",
    "1/K * norm(y - s)^2 = 1/K * sum_i (y_i - s_i)^2",
    "i != j => d/ds_j ((y_i - s_i)^2) = 0",
    "d/ds_j ((y_j - s_j)^2) = 2*(y_j - s_j)*(-1)",
    "d/ds_j (1/K * sum_i (y_i - s_i)^2) = -2/K * (y_j - s_j)",
    f"d/ds_j {p('j')} = {p('j')}*(1 - {p('j')})",
    f"i != j => d/ds_j {p('i')} = -{p('i')}*{p('j')}",
    f"d/ds_j {p('i')} = {p('i')}*(delta(i, j) - {p('j')})",
    f"d/ds_j {BRIER} = -2/K * sum_i ((y_i - {p('i')})*{p('i')}*(1[i = j] - {p('j')}))",
    f"d/ds_j {BRIER} = 2/K * {p('j')}*(({p('j')} - y_j) - sum_i ({p('i')}*({p('i')} - y_i)))",
    f"d/ds_j {EXP} = -2/K * (y_j - exp(s_j))*exp(s_j)",
    "y_j = 0 => -2/K * (y_j - exp(s_j))*exp(s_j) = 2/K * exp(2*s_j)",
    "2/K * exp(2*s_j) > 0",
    f"y_j = 0 => {p('j')} - y_j > 0",
    f"sum_j {p('j')} = 1",
]

REFUTED = [
    f"d/ds_i {CROSS} = y_i - {p('i')}",
    "d/ds_j (1/K * sum_i (y_i - s_i)^2) = 2/K * (y_j - s_j)",
    f"d/ds_j {p('i')} = {p('i')}*(1 - {p('j')})",
    f"d/ds_j {BRIER} = 2/K * {p('j')}*({p('j')} - y_j)",
    f"d/ds_j {EXP} = -2/K * (y_j - exp(s_j))",
]


@pytest.mark.parametrize("claim", PROVED)
def test_proved_for_every_number_of_classes(claim: str) -> None:
    assert symloss.judge(claim).verdict.word == "proved"


@pytest.mark.parametrize("claim", REFUTED)
def test_refuted_with_a_witness(claim: str) -> None:
    answer = symloss.judge(claim)
    assert answer.verdict.word in ("refuted", "conditional")
    assert answer.witness


def test_both_forms_of_cross_entropy_agree_only_if_the_labels_sum_to_one() -> None:
    claim = f"{CROSS} = -sum_i y_i*ln{p('i')}"
    without = symloss.judge(claim).verdict
    assert without.word == "conditional"
    assert [c.text for c in without.conditions if c.origin == "found"] == ["sum_k y_k = 1"]
    assert symloss.judge(claim, assume=["sum_k y_k = 1"]).verdict.word == "proved"


def test_the_gradient_of_the_plain_squared_error_may_be_negative_for_a_wrong_class() -> None:
    answer = symloss.judge("y_j = 0 => -2/K * (y_j - s_j) > 0")
    assert answer.verdict.word in ("refuted", "conditional") and answer.witness
    assert symloss.judge("-2/K * (0 - s_j) > 0", assume=["s_j < 0"]).verdict.word == "refuted"


def test_an_index_left_free_in_a_vector_is_ill_typed() -> None:
    """The sum over i of (number)*(delta_ij - vector) mixes an entry with a vector: it is refused, and says so."""
    with pytest.raises(SymlossError, match="a sum of a vector"):
        symloss.judge(f"sum_i ((y_i - {p('i')})*{p('i')}*(1[i = j] - exp.(s)/(sum_k exp(s_k)))) = 0")
