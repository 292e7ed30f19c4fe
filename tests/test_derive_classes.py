"""Losses over K classes: derived for every K, their functional problem, their reports."""

from __future__ import annotations

import math

import pytest

from symloss.derive.engine import derive
from symloss.derive.judging import NoEnd
from symloss.derive.load import catalogue
from symloss.derive.overview import formulas_of, load
from symloss.derive.refusal import Refused
from symloss.term.printer import plain

# name: (gradient component j, Hessian component j, i)
FORMULAS = {
    "softmax_cross_entropy": ("p_j - y_j", "p_j*(delta(j, i) - p_i)"),
    "squared_error": ("-2/K * (y_j - s_j)", "2/K * delta(j, i)"),
    "softmax_squared_error": (
        "2/K * p_j*(p_j - y_j - sum_k p_k*(p_k - y_k))",
        (
            "2/K * p_j*((2*p_j - y_j - sum_k p_k*(p_k - y_k))*delta(j, i)"
            " - p_i*(2*p_i + 2*p_j - y_i - y_j - 2*sum_k p_k*(p_k - y_k) - sum_k p_k^2))"
        ),
    ),
    "exp_squared_error": ("-2/K * (y_j - exp(s_j))*exp(s_j)", "2/K * (2*exp(s_j) - y_j)*exp(s_j)*delta(j, i)"),
    "cross_entropy": ("-y_j/(p_j*ln(base))", "y_j*delta(j, i)/(p_j^2*ln(base))"),
    "kl_divergence": ("-y_j/p_j", "y_j*delta(j, i)/p_j^2"),
}


@pytest.mark.parametrize("name", sorted(FORMULAS))
def test_gradient_and_hessian(name: str) -> None:
    formulas = formulas_of(load(name))
    assert (plain(formulas.gradient), plain(formulas.hessian)) == FORMULAS[name]


@pytest.mark.long
@pytest.mark.parametrize("name", [n for n in sorted(catalogue()) if formulas_of(load(n)).shape == "classes"])
def test_every_step_is_proved_for_every_number_of_classes(name: str) -> None:
    derivation = derive(name)
    assert [s.verdict.word for s in derivation.steps] == ["proved"] * len(derivation.steps)
    last = [s for s in derivation.steps if s.rule == "contract"][-1]
    assert plain(last.shown).endswith(plain(derivation.formulas.gradient))


VECTORS = {
    "softmax_cross_entropy": "dL/ds = p - y",
    "squared_error": "dL/ds = -2/K * (y - s)",
    "softmax_squared_error": "dL/ds = 2/K * (p .* (p - y) - (sum_k p_k*(p_k - y_k))*p)",
    "exp_squared_error": "dL/ds = -2/K * ((y - exp.(s)) .* exp.(s))",
}


@pytest.mark.parametrize("name", sorted(VECTORS))
def test_the_components_are_assembled_to_a_vector(name: str) -> None:
    (step,) = [s for s in derive(name).steps if s.rule == "assemble"]
    assert (plain(step.shown), step.verdict.word) == (VECTORS[name], "proved")


def test_the_two_cases_come_before_kroneckers_delta() -> None:
    shown = [(plain(s.shown), s.reason) for s in derive("softmax_squared_error").steps[:3]]
    assert shown == [
        ("dp_j/ds_j = p_j*(1 - p_j)", "quotient rule, k = j"),
        ("k != j => dp_k/ds_j = -p_k*p_j", "quotient rule, k != j: only the sum depends on s_j"),
        ("dp_k/ds_j = p_k*(delta(k, j) - p_j)", "1 and 2 in one"),
    ]


def softmax_squared(s: list[float], y: list[float]) -> float:
    total = sum(math.exp(v) for v in s)
    return sum((b - math.exp(v) / total) ** 2 for v, b in zip(s, y, strict=True)) / len(s)


@pytest.mark.parametrize("size", [2, 3, 7])
def test_the_hessian_of_softmax_squared_error_by_second_differences(size: int) -> None:
    """Independent of every rule: the loss in plain floats, differenced twice, against the formula of the test."""
    s = [0.3 * k - 0.2 * k * k / size for k in range(size)]
    y = [1.0 if k == 1 else 0.0 for k in range(size)]
    total = sum(math.exp(v) for v in s)
    p = [math.exp(v) / total for v in s]
    mean, squares = sum(a * (a - b) for a, b in zip(p, y, strict=True)), sum(a * a for a in p)
    h = 1e-4

    def moved(j: int, dj: float, i: int, di: float) -> float:
        t = list(s)
        t[j] += dj
        t[i] += di
        return softmax_squared(t, y)

    for j in range(size):
        for i in range(size):
            second = (moved(j, h, i, h) - moved(j, h, i, -h) - moved(j, -h, i, h) + moved(j, -h, i, -h)) / (4 * h * h)
            delta = 1.0 if i == j else 0.0
            formula = (2 * p[j] - y[j] - mean) * delta
            formula -= p[i] * (2 * p[i] + 2 * p[j] - y[i] - y[j] - 2 * mean - squares)
            assert abs(second - 2 / size * p[j] * formula) < 1e-6


# --- the functional problem ------------------------------------------------------------


@pytest.mark.long
def test_the_loss_of_softmax_is_found_from_its_gradient() -> None:
    derivation = derive("softmax")
    assert plain(derivation.loss) == "-sum_k y_k*ln(p_k)"
    assert plain(derivation.steps[-1].shown) == "L = ln(sum_i exp(s_i)) - sum_k y_k*s_k"
    assert {s.verdict.word for s in derivation.steps} == {"proved"}


@pytest.mark.long
def test_the_brier_score_is_found_from_its_gradient() -> None:
    derivation = derive("softmax", require="2/K*p_j*((p_j - y_j) - sum_k p_k*(p_k - y_k))")
    assert plain(derivation.loss) == "sum_k (1/K * p_k^2 - 2/K * y_k*p_k)"
    assert {s.verdict.word for s in derivation.steps} == {"proved"}


def test_a_wish_in_own_score_and_label_is_integrated_in_the_scores() -> None:
    derivation = derive("softmax", require="(s_j - y_j)^3")
    assert plain(derivation.loss) == "sum_k (s_k - y_k)^4/4"
    assert {s.verdict.word for s in derivation.steps} == {"proved"}


def test_a_field_with_curl_is_refused_on_the_simplex() -> None:
    with pytest.raises(Refused, match="because it is not a gradient") as refusal:
        derive("softmax", require="(p_j - y_j)^3")
    certificate = refusal.value.certificate
    assert certificate.startswith("d/ds_i ((p_j - y_j)^3) = d/ds_j ((p_i - y_i)^3) fails at K = 3, i = 1, j = 2")
    labels = [int(part.split(" = ")[1].split(":")[0]) for part in certificate.split(", ") if part.startswith("y_")]
    assert sum(labels) == 1  # the cube is a gradient at K = 2, once the labels sum to 1


def test_a_field_that_does_not_sum_to_zero_is_refused() -> None:
    with pytest.raises(Refused, match=r"sum_j dL/ds_j = 0 for every L of the outputs"):
        derive("softmax", require="p_j")


def test_a_field_that_no_rule_integrates_is_no_end() -> None:
    with pytest.raises((NoEnd, Refused)) as outcome:
        derive("softmax", require="ln(1 + s_j^2)")
    assert isinstance(outcome.value, NoEnd)
