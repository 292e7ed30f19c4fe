"""The reports on losses: what each line says, its verdict, and that plain floats see the same."""

from __future__ import annotations

import importlib
import inspect
import math
from functools import cache

import numpy as np
import pytest

from symloss import api
from symloss.derive.derivation import Fact, Report
from symloss.derive.engine import report
from symloss.derive.load import catalogue
from symloss.derive.overview import formulas_of, load
from symloss.derive.values import read_value
from symloss.documents import render_report
from symloss.errors import SymlossError

NAMES = sorted(catalogue())
SCALAR = [name for name in NAMES if formulas_of(load(name)).shape == "scalar"]


@cache
def of(name: str) -> Report:
    return report(name)


@cache
def facts(name: str) -> dict[str, Fact]:
    return {f.topic: f for f in of(name).facts if f.topic}


def line(name: str, topic: str) -> tuple[str, str]:
    return facts(name)[topic].text, facts(name)[topic].words


# --- every loss ------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_report_says_where_the_loss_lives_and_lies(name: str) -> None:
    topics = facts(name).keys()
    assert {"gradient", "domain", "range", "convex"} <= topics
    assert facts(name)["gradient"].word == "proved"
    assert all(f.text.isascii() for f in of(name).facts)


@pytest.mark.parametrize("name", NAMES)
def test_a_guess_of_the_searchers_is_never_printed_as_refuted(name: str) -> None:
    """Only questions can be answered with no; what a searcher proposed and the kernel refuted is left out."""
    questions = {"convex", "range", "proper", "wrong class", ""}
    assert {f.topic for f in of(name).facts if f.word in ("refuted", "conditional")} <= questions
    for fact in of(name).facts:
        if fact.word == "refuted":
            assert fact.verdict is not None and fact.verdict.witness is not None


# --- kinks -----------------------------------------------------------------------------

VALUES = {"delta": 0.75, "tau": 0.3, "gamma": 2.0}  # of parameters that have no default; others are 1
LABELS = {"{-1, 1}": (-1.0, 1.0), "{0, 1}": (0.0, 1.0)}
KINKS = {"absolute_error": "z = y", "hinge": "z = 1/y", "pinball": "z = y"}


def labels_of(name: str) -> tuple[float, ...]:
    text = facts(name)["domain"].text
    return next((values for word, values in LABELS.items() if word in text), (0.25, 0.75))


def jumps(name: str, y: float) -> list[float]:
    """Where the derivative of the value jumps, by differences of the loss itself left and right of each point."""
    module = importlib.import_module(f"symloss_gradients.{name}")
    low, high = module.raw_domain
    needed = [p for p in inspect.signature(module.value).parameters.values() if p.kind is p.KEYWORD_ONLY]
    given = {p.name: VALUES.get(p.name, 1.0) for p in needed if p.default is p.empty}
    places = [k / 8 for k in range(-24, 25) if low < k / 8 < high] + [y, y - 0.75, y + 0.75]
    h, found = 2.0**-20, []
    for z in places:
        if not low < z - h < z + h < high:
            continue
        left, here, right = (float(module.value([y], [v], **given)[0]) for v in (z - h, z, z + h))
        if abs((right - here) / h - (here - left) / h) > 1e-3:
            found.append(z)
    return sorted(set(found))


@pytest.mark.long
@pytest.mark.parametrize("name", SCALAR)
def test_kinks_are_where_one_sided_differences_differ(name: str) -> None:
    text = facts(name)["domain"].text
    for y in labels_of(name):
        found = jumps(name, y)
        if name in KINKS:
            assert found == [1 / y if "1/y" in KINKS[name] else y]
            assert f"kink at {KINKS[name]}: 0 is returned there, a subgradient" in text
        else:
            assert found == []
            assert text.endswith("no kinks")


def test_what_is_returned_at_a_kink_is_judged() -> None:
    assert {name: facts(name)["domain"].word for name in KINKS} == dict.fromkeys(KINKS, "proved")


# --- lines of scalar losses ------------------------------------------------------------

LINES = [
    ("binary_cross_entropy", "slope", "0 < da/dz <= 1/4"),
    ("binary_cross_entropy", "proper", "strictly: the mean loss is least at a = mean of y, and only there"),
    ("binary_cross_entropy", "tails", "z -> inf: dL/dz -> 1 - y; z -> -inf: dL/dz -> -y"),
    ("sigmoid_squared_error", "steepest", "|dL/dz| <= 8/27 for y in {0, 1}"),
    ("sigmoid_squared_error", "range", "L >= 0, reached at a = y; L < 1, approached as z -> inf, y = 0"),
    ("absolute_error", "convex", "yes: d2L/dz2 = 0, and the gradient jumps up at z = y"),
    ("absolute_error", "range", "L >= 0, reached at z = y; L -> inf as z -> inf"),
    ("half_squared_error", "start score", "z = mean_y: the gradient there is 0 on average"),
    ("log_loss", "minimum", "at a = y only: dL/da has the sign of a - y"),
    ("log_cosh", "tails", "z -> inf: dL/dz -> 1; z -> -inf: dL/dz -> -1"),
    ("log_cosh", "range", "L >= 0, reached at z = y; L -> inf as z -> inf"),
    ("gamma_nll", "range", "L >= 1 + ln(y), reached at z = ln(y); L -> inf as z -> inf"),
    ("poisson_nll", "range", "L >= y*(1 - ln(y)), reached at z = ln(y) (y > 0); L -> inf as z -> inf"),
    ("logistic", "minimum", "none: L falls as y*z grows, its gradient is never 0"),
    ("hinge", "minimum", "wherever y*z >= 1: L = 0 there"),
    ("hinge", "convex", "yes: d2L/dz2 = 0, and the gradient jumps up at z = 1/y"),
    ("pseudo_huber", "tails", "z -> inf: dL/dz -> delta; z -> -inf: dL/dz -> -delta"),
    ("huber", "tails", "z -> inf: dL/dz -> delta; z -> -inf: dL/dz -> -delta"),
    ("pinball", "tails", "z -> inf: dL/dz -> 1 - tau; z -> -inf: dL/dz -> -tau"),
]


@pytest.mark.parametrize(("name", "topic", "text"), LINES)
def test_lines_of_scalar_reports(name: str, topic: str, text: str) -> None:
    assert line(name, topic) == (text, "proved")


def test_convexity_of_every_scalar_loss() -> None:
    refuted = {"sigmoid_squared_error", "sigmoid_focal", "asymmetric_focal", "cauchy"}
    open_ = {"cloglog_cross_entropy", "probit_cross_entropy"}  # ratios of exp(-exp(z)) and of Phi: not settled
    words = {n: facts(n)["convex"].word for n in SCALAR if n not in open_}
    assert words == {n: "refuted" if n in refuted else "proved" for n in words}
    assert all(facts(n)["convex"].word in ("proved", "undecided") for n in open_)
    assert line("sigmoid_squared_error", "convex") == ("no: y = 0, z = ln(3): d2L/dz2 = -9/128", "refuted")


def test_the_second_derivative_at_that_point_by_differences() -> None:
    def loss(z: float) -> float:
        return (1 / (1 + math.exp(-z))) ** 2

    z, h = math.log(3), 1e-4
    assert (loss(z + h) - 2 * loss(z) + loss(z - h)) / h**2 == pytest.approx(-9 / 128, abs=1e-6)


def test_focal_loss_is_not_proper() -> None:
    """Its gradient at p = mean of y is not 0, though for y = 0 and y = 1 it has the sign of p - y."""
    text, word = line("sigmoid_focal", "proper")
    assert word == "refuted" and text.startswith("no: where p is the mean of y the gradient is not 0")
    assert line("sigmoid_focal", "minimum")[1] == "proved"


def test_only_a_probability_can_be_proper() -> None:
    """A raw value that is no probability of a label is not compared with the mean label."""
    assert "proper" not in facts("cloglog_cross_entropy")
    assert line("log_loss", "proper")[1] == "proved"


# --- classes ---------------------------------------------------------------------------

BRIER = """\
gradient      dL/ds_j = 2/K * p_j*(p_j - y_j - sum_k p_k*(p_k - y_k))           proved, every K
domain        s_k real, K >= 2; y_k >= 0, sum_k y_k = 1; no kinks
range         0 < L < 2/K for one-hot y, both ends approached, never reached    proved, every K
shift         L(y, s + c) = L(y, s), so sum_j dL/ds_j = 0                       proved, every K
convex        no: K = 2, y = (1, 0), s = (0, ln(3)): d2L/ds_1^2 = -9/128        refuted
proper        strictly: the mean loss is least where p is the mean of y, and only there  proved, every K
start score   s_k = ln(mean_y_k): the gradient there is 0 on average            proved, every K
saturation    y = e_1, s_2 -> inf: gradient -> 0 while L -> 2/K                 proved, every K
steepest      max |dL/ds_j| = 8/27 at p_1 = 1/3, y = (1, 0)                     proved, K = 2; undecided, K >= 3
wrong class   y_j = 0 => dL/ds_j > 0
                K = 2: 2*p_1*p_2^2 > 0                                          proved
                K >= 3: y = e_1, s = (0, ..., 0, ln K), j = 2:                  refuted, every K >= 3
                dL/ds_2 = -2*(K^2 - 3*K + 1)/(K*(2*K - 1)^3);  K = 3: -2/375
"""


@pytest.mark.long
def test_the_report_on_the_squared_error_of_softmax() -> None:
    assert render_report(of("softmax_squared_error")).split("\n", 1)[1] == BRIER


def brier(s: np.ndarray, y: np.ndarray) -> float:
    p = np.exp(s - s.max())
    p /= p.sum()
    return float(((y - p) ** 2).sum() / len(s))


@pytest.mark.parametrize("size", [2, 3, 4, 10])
def test_that_report_in_plain_floats(size: int) -> None:
    rng = np.random.default_rng(size)
    one = np.eye(size)[0]
    values = [brier(rng.normal(scale=4, size=size), one) for _ in range(200)]
    assert min(values) > 0 and max(values) < 2 / size
    assert brier(np.eye(size)[1] * 40, one) == pytest.approx(2 / size)
    assert brier(one * 40, one) == pytest.approx(0)
    s = np.zeros(size)
    s[-1] = math.log(size)
    h = 1e-6
    step = np.eye(size)[1] * h
    slope = (brier(s + step, one) - brier(s - step, one)) / (2 * h)
    if size > 2:
        exact = -2 * (size**2 - 3 * size + 1) / (size * (2 * size - 1) ** 3)
        assert slope == pytest.approx(exact, abs=1e-8) and exact < 0


CLASS_LINES = [
    ("softmax_cross_entropy", "wrong class", "y_j = 0 => dL/ds_j > 0", "proved, every K"),
    ("exp_squared_error", "wrong class", "y_j = 0 => dL/ds_j > 0", "proved, every K"),
    ("softmax_cross_entropy", "saturation", "y = e_1, s_2 -> inf: gradient -> (-1, 1, 0, ..., 0) and L -> inf",
     "proved, every K >= 2"),
    ("softmax_cross_entropy", "convex", "yes: u^T H u = sum_k p_k*(u_k - sum_i p_i*u_i)^2", "proved, every K"),
    ("softmax_cross_entropy", "steepest", "|dL/ds_j| <= 1", "proved, every K"),
    ("softmax_kl_divergence", "range", "L >= 0, reached where p_k = y_k: convex, stationary there", "proved, every K"),
    ("squared_error", "range", "L >= 0, reached where s_k = y_k: 1/K * (y_k - s_k)^2 >= 0 for every k",
     "proved, every K"),
    ("exp_squared_error", "convex", "no: K = 2, y = (1, 0), s = (-ln(3), 0): d2L/ds_1^2 = -1/9", "refuted"),
    ("cross_entropy", "convex", "yes: H is diagonal, d2L/dp_j^2 = y_j/p_j^2", "proved, every K"),
]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(("name", "topic", "text", "words"), CLASS_LINES)
def test_lines_of_class_reports(name: str, topic: str, text: str, words: str) -> None:
    assert line(name, topic) == (text, words)


def test_the_sign_for_a_wrong_class_fails_for_the_plain_squared_error() -> None:
    (fact,) = [f for f in of("squared_error").facts if not f.topic]
    assert (fact.text, fact.words) == ("  s_j = -1: dL/ds_j = -2/K", "refuted, every K")


def test_kl_divergence_of_numbers_that_need_not_sum_to_one_takes_both_signs() -> None:
    text, words = line("kl_divergence", "range")
    assert words == "refuted" and text.startswith("L takes both signs: K = 2")


# --- parameters and formats ------------------------------------------------------------


@pytest.mark.long
def test_values_of_parameters() -> None:
    two = report("sigmoid_focal", (), {"gamma": read_value("gamma", 2)})
    assert two.values == (("gamma", read_value("gamma", "2")),)
    bits = render_report(report("cross_entropy", (), {"base": read_value("base", "2")}))
    assert bits.startswith("cross_entropy   L = -sum_k y_k*ln(p_k)/ln(2),  base = 2")
    assert render_report(of("cross_entropy")).startswith("cross_entropy   L = -sum_k y_k*ln(p_k),  base = e")


@pytest.mark.long
def test_with_smoothed_labels_a_wrong_class_can_be_pulled_up() -> None:
    smoothed = report("softmax_cross_entropy", (), {"label_smoothing": read_value("label_smoothing", 0.1)})
    assert {f.topic: f.word for f in smoothed.facts}["wrong class"] == "refuted"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"gama": 2}, "sigmoid_focal has no parameter `gama`; it has gamma"),
        ({"gamma": -1}, "sigmoid_focal: gamma >= 0 is needed; got gamma = -1"),
        ({"gamma": "z"}, "gamma = z is not a number such as 2, 0.5, 1/2 or e"),
        ({"gamma": math.nan}, "gamma = nan is not a number"),
    ],
)
def test_bad_parameters(parameters: dict[str, float | str], message: str) -> None:
    with pytest.raises(SymlossError) as error:
        api.report("sigmoid_focal", **parameters)
    assert str(error.value).startswith(message)


def test_formats() -> None:
    found = api.report("huber", delta=0.5)
    assert str(found).splitlines()[0].endswith("derivations/huber.py")
    assert r"\begin{tabular}" in found.to_latex()
    assert '"extent": "every K"' in api.report("squared_error").to_json()
    assert render_report(of("huber"), "md").startswith("# huber")
    with pytest.raises(SymlossError, match="no format `pdf`"):
        render_report(of("huber"), "pdf")
