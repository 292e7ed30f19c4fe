"""Losses over K classes: derived for every K, their functional problem, their reports."""

from __future__ import annotations

import math
from functools import cache

import pytest

from symloss.derive.engine import derive, report
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


def test_the_loss_of_softmax_is_found_from_its_gradient() -> None:
    derivation = derive("softmax")
    assert plain(derivation.loss) == "-sum_k y_k*ln(p_k)"
    assert plain(derivation.steps[-1].shown) == "L = ln(sum_i exp(s_i)) - sum_k y_k*s_k"
    assert {s.verdict.word for s in derivation.steps} == {"proved"}


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


# --- reports ---------------------------------------------------------------------------


@cache
def facts(name: str) -> dict[str, tuple[str, str]]:
    return {f.topic: (f.text, f.word) for f in report(name).facts if f.topic}


def test_signs_for_a_wrong_class() -> None:
    """Proved for cross-entropy and the squared error of exp, refuted for the plain one and behind softmax."""
    words = {n: facts(n)["wrong class"][1] for n in FORMULAS if "wrong class" in facts(n)}
    assert words == {
        "softmax_cross_entropy": "proved",
        "exp_squared_error": "proved",
        "squared_error": "refuted",
        "softmax_squared_error": "refuted",
    }


def test_behind_softmax_two_classes_are_safe_and_more_are_not() -> None:
    by_size = [(f.text, f.word) for f in report("softmax_squared_error").facts if not f.topic]
    assert by_size == [
        ("  K = 2: y = (1, 0), j = 2: 2*p_1*p_2^2 > 0", "proved"),
        (
            (
                "  K >= 3: it fails at y = e_1, s = (0, ..., 0, ln K), j = 2:\n"
                "  dL/ds_2 = -2*(K^2 - 3*K + 1)/(K*(2*K - 1)^3) < 0;  K = 3: -2/375"
            ),
            "proved",
        ),
    ]


def test_the_family_in_plain_floats() -> None:
    for size in (3, 4, 10):
        s = [0.0] * (size - 1) + [math.log(size)]
        y = [1.0] + [0.0] * (size - 1)
        h = 1e-6
        up, down = list(s), list(s)
        up[1] += h
        down[1] -= h
        slope = (softmax_squared(up, y) - softmax_squared(down, y)) / (2 * h)
        exact = -2 * (size**2 - 3 * size + 1) / (size * (2 * size - 1) ** 3)
        assert abs(slope - exact) < 1e-8


def test_convexity_is_proved_or_refuted_with_a_witness() -> None:
    convex = {n: facts(n)["convex"] for n in (*FORMULAS, "binary_cross_entropy", "sigmoid_squared_error")}
    assert {n: word for n, (_, word) in convex.items()} == {
        "softmax_cross_entropy": "proved",
        "squared_error": "proved",
        "softmax_squared_error": "refuted",
        "exp_squared_error": "refuted",
        "cross_entropy": "proved",
        "kl_divergence": "proved",
        "binary_cross_entropy": "proved",
        "sigmoid_squared_error": "refuted",
    }
    assert convex["softmax_cross_entropy"][0] == "yes: u^T H u = sum_k p_k*(u_k - sum_i p_i*u_i)^2"


def test_the_forms_of_cross_entropy_agree_only_if_the_labels_sum_to_one() -> None:
    (step,) = [s for s in derive("softmax_cross_entropy").steps if s.rule == "equal form"]
    assert plain(step.shown) == "L = -sum_k y_k*ln(p_k)"
    assert step.reason == "in the outputs; only if sum_k y_k = 1"


def test_cross_entropy_is_entropy_and_divergence() -> None:
    (step,) = [s for s in derive("cross_entropy").steps if s.rule == "equal form"]
    assert plain(step.shown) == "L = -sum_k y_k*ln(y_k)/ln(base) + sum_k y_k*ln(y_k/p_k)/ln(base)"
    assert (step.reason, step.verdict.word) == ("H(y, p) = H(y) + D(y||p); for y_k > 0", "proved")


def test_smoothed_labels_are_labels() -> None:
    shown = [plain(s.shown) for s in derive("softmax_cross_entropy").steps if s.rule == "labels again"]
    assert shown == ["(1 - label_smoothing)*y + label_smoothing/K >= 0", "sum_k t_k = 1", "dL/ds_j = p_j - t_j"]


def test_saturation_in_the_report() -> None:
    assert facts("softmax_squared_error")["saturation"] == (
        "K = 2, y = (1, 0), s_1 = 0, s_2 -> inf: gradient -> (0, 0), L -> 1",
        "proved",
    )
    assert facts("softmax_cross_entropy")["saturation"] == (
        "K = 2, y = (1, 0), s_1 = 0, s_2 -> inf: gradient -> (-1, 1), L -> inf",
        "proved",
    )


SCALAR = [
    ("binary_cross_entropy", "slope", "0 < da/dz <= 1/4"),
    ("binary_cross_entropy", "range", "L >= 0"),
    ("binary_cross_entropy", "proper", "strictly: the mean loss is least at a = mean of y, and only there"),
    ("binary_cross_entropy", "tails", "z -> inf: dL/dz -> 1 - y; z -> -inf: dL/dz -> -y"),
    ("sigmoid_squared_error", "steepest", "|dL/dz| <= 8/27 for y in {0, 1}"),
    ("absolute_error", "convex", "yes: d2L/dz2 = 0, and the gradient jumps up at z = y"),
    ("half_squared_error", "start score", "z = mean_y: the gradient there is 0 on average"),
    ("log_loss", "minimum", "at a = y only: dL/da has the sign of a - y"),
]


@pytest.mark.parametrize(("name", "topic", "text"), SCALAR)
def test_lines_of_scalar_reports(name: str, topic: str, text: str) -> None:
    assert facts(name)[topic] == (text, "proved")


def test_a_line_that_only_says_what_is_declared_has_no_verdict() -> None:
    assert facts("absolute_error")["domain"] == ("z real; y real; no derivative at z = y: 0 is returned there", "")
