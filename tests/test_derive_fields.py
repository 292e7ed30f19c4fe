"""Wished fields over K classes: potentials in the outputs and in the scores, and refusals with a pair and a witness."""

from __future__ import annotations

import pytest

from symloss.derive.engine import derive
from symloss.derive.judging import NoEnd
from symloss.derive.refusal import Refused
from symloss.term.printer import plain

FOUND = {
    "(p_j - y_j)/2": "-sum_k y_k/2 * ln(p_k)",
    "2*(p_j - y_j)": "-sum_k 2*y_k*ln(p_k)",
    "y_j - p_j": "sum_k y_k*ln(p_k)",
    "1/K*(p_j - y_j)": "-sum_k 1/K * y_k*ln(p_k)",
    "s_j - y_j": "sum_k (s_k^2/2 - y_k*s_k)",
    "exp(s_j) - y_j": "sum_k (exp(s_k) - y_k*s_k)",
    "y_j*s_j": "sum_k y_k*s_k^2/2",
    "s_j - sum_k s_k": "(sum_j s_j*(s_j - sum_k s_k))/2",
}


@pytest.mark.long
@pytest.mark.parametrize("wish", sorted(FOUND))
def test_the_potential_is_found_and_proved_for_every_number_of_classes(wish: str) -> None:
    derivation = derive("softmax", require=wish)
    assert plain(derivation.loss) == FOUND[wish]
    assert {step.verdict.word for step in derivation.steps} == {"proved"}
    assert any(step.rule == "symmetry" for step in derivation.steps)


def test_one_of_them_in_plain_floats() -> None:
    def loss(s: list[float]) -> float:
        return sum(v * (v - sum(s)) for v in s) / 2

    s, h = [0.3, -1.0, 2.0], 1e-6
    for j in range(3):
        up, down = list(s), list(s)
        up[j] += h
        down[j] -= h
        assert (loss(up) - loss(down)) / (2 * h) == pytest.approx(s[j] - sum(s), abs=1e-8)


ROTATING = ["p_j*(1 - y_j)", "s_j*sum_k s_k", "p_j^2 - y_j", "(p_j - y_j)^3", "p_j*s_j", "y_j*sum_k s_k^2"]


@pytest.mark.parametrize("wish", ROTATING)
def test_a_field_with_curl_is_refused_with_a_pair_and_a_point(wish: str) -> None:
    with pytest.raises(Refused, match="because it is not a gradient") as refusal:
        derive("softmax", require=wish)
    assert " fails at K = " in refusal.value.certificate
    assert "i = " in refusal.value.certificate and "j = " in refusal.value.certificate


def test_the_two_sides_of_a_refusal() -> None:
    """s_j*sum_k s_k at s = (0, 1): d/ds_2 of the first entry is s_1 = 0, d/ds_1 of the second is s_2 = 1."""
    with pytest.raises(Refused) as refusal:
        derive("softmax", require="s_j*sum_k s_k")
    assert refusal.value.certificate.endswith("fails at K = 2, i = 1, j = 2, s_1 = 0, s_2 = 1: 1 and 0")


@pytest.mark.parametrize("wish", ["p_j", "p_j^2/sum_k p_k^2 - y_j + s_j"])
def test_what_is_no_gradient_of_the_outputs_is_refused(wish: str) -> None:
    with pytest.raises((Refused, NoEnd)):
        derive("softmax", require=wish)
