"""Sums and extremes of symbolic length: split, shifted, reversed, telescoping; what may be taken out of a maximum.

Beside each true claim stands a false one that looks like it, and whether an index may be 0 or negative is not forgotten.
"""

from __future__ import annotations

import pytest

from symloss.claims import judge_claim
from symloss.kernel.judge import judge
from symloss.term.nodes import Derivative, Indexed, Inner, Number, Range, Relation, Symbol, Transpose
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from tests.claims import claim, scope

SIZES = scope("x y a b", "s t", functions="f", where=("p_k = exp(s_k)/sum_i exp(s_i)",)).declare(
    Symbol("L", INDEX), Symbol("c", INDEX)
)

PROVED = [
    # split
    "sum_{k=1..j} s_k + sum_{k=j+1..K} s_k = sum_k s_k",
    "sum_{k=j..K} s_k = s_j + sum_{k=j+1..K} s_k",
    "sum_{k=1..j-1} p_k + p_j + sum_{k=j+1..K} p_k = 1",
    "sum_{k=j..K} k = (K + j)*(K - j + 1)/2",
    "sum_{k=j..K} 1 = K - j + 1",
    # shifted, and counted from the other end
    "sum_{k=0..L-1} s_{k+1} = sum_{k=1..L} s_k",
    "sum_{k=1..K-1} s_{k+1} = sum_k s_k - s_1",
    "sum_{k=0..K-1} s_{k+1}*t_k = sum_k s_k*t_{k-1}",
    "sum_{k=1..L} s_{k+j} = sum_{k=j+1..L+j} s_k",
    "sum_{k=1..K} s_{K+1-k} = sum_k s_k",
    "sum_{k=1..K} k*s_{K+1-k} = sum_k (K + 1 - k)*s_k",
    "sum_k delta(k + 1, j)*s_k = sum_{i=1..K} delta(i, j - 1)*s_i",
    # telescoping
    "sum_{k=1..K-1} (s_{k+1} - s_k) = s_K - s_1",
    "sum_{k=1..L} (f(k + 1) - f(k)) = f(L + 1) - f(1)",
    "sum_{k=1..L} (ln(k + 1) - ln(k)) = ln(L + 1)",
    "sum_{k=1..K} (1/k - 1/(k + 1)) = 1 - 1/(K + 1)",
    "sum_{k=1..K} 1/(k*(k + 1)) = K/(K + 1)",
    "sum_{k=1..K} 1/(k*(k + 2)) = 3/4 - 1/(2*(K + 1)) - 1/(2*(K + 2))",
    # indices
    "delta(i + 1, j + 1) = delta(i, j)",
    "delta(i, j + 1) = delta(i - 1, j)",
    "delta(2*i, 2*j)*s_i = delta(2*i, 2*j)*s_i",
    "k <= K",
    "k <= K + 1",
    "k*K <= K^2",
    "sum_k abs(K - k) = sum_k (K - k)",
    "sum_{k=j..K} abs(k - j) = sum_{k=j..K} (k - j)",
    # largest and smallest
    "max_k (s_k + x) = x + max_k s_k",
    "max_k (2*s_k - x) = 2*max_k s_k - x",
    "min_k (x - 2*s_k) = x - 2*max_k s_k",
    "max_k (x^2*s_k) = x^2*max_k s_k",
    "max_k (-s_k) = -min_k s_k",
    "max_k exp(s_k) = exp(max_k s_k)",
    "max_k ln(s_k) = ln(max_k s_k)",
    "max_k p_k = exp(max_k s_k)/sum_i exp(s_i)",
    "max_k (-exp(-s_k)) = -exp(-max_k s_k)",
    # angles
    "tan(arctan(x)) = x",
    "cos(arctan(x)) = 1/sqrt(1 + x^2)",
    "sin(-arctan(x)) = -x/sqrt(1 + x^2)",
]

REFUTED = [
    "sum_{k=1..j} s_k + sum_{k=j+2..K} s_k = sum_k s_k",
    "sum_{k=1..j} s_k + sum_{k=j..K} s_k = sum_k s_k",
    "sum_{k=0..L-1} s_{k+1} = sum_{k=1..L} s_{k+1}",
    "sum_{k=1..K} k*s_{K+1-k} = sum_k (K - k)*s_k",
    "sum_{k=1..K-1} (s_{k+1} - s_k) = s_K",
    "sum_{k=1..K} 1/(k*(k + 1)) = 1 - 1/K",
    "delta(i + 1, j) = delta(i, j)",
    "k < K",
    "k <= K - 1",
    "max_k (x*s_k) = x*min_k s_k",
    "max_k (s_k - x) = x + max_k s_k",
    "min_k (x - 2*s_k) = x - 2*min_k s_k",
    "max_k (1/s_k) = 1/min_k s_k",
    "max_k (-exp(-s_k)) = -exp(max_k s_k)",
    "arctan(tan(x)) = x",
    "cos(arctan(x)) = x/sqrt(1 + x^2)",
]

FROM_ZERO = [
    "sum_{k=-6..K} abs(k) = sum_{k=-6..K} k",
    "sum_{k=L-6..K} abs(k) = sum_{k=L-6..K} k",
    "sum_{k=L-6..L+K} 1[k > 0] = K + 7",
    "sum_{k=0..K} 1[k >= 1] = K + 1",
    "max_{k=0..K} abs(k - 1) = max_{k=0..K} (k - 1)",
    "min_{k=-6..K} k > 0",
    "sum_{k=-6..K} k > 0",
]


@pytest.mark.parametrize("text", PROVED)
def test_a_true_claim_about_sums_and_extremes_is_proved(text: str) -> None:
    assert judge(claim(text, SIZES)).word == "proved"


@pytest.mark.parametrize("text", REFUTED)
def test_a_false_neighbour_is_refuted(text: str) -> None:
    assert judge(claim(text, SIZES)).word == "refuted"


@pytest.mark.parametrize("text", FROM_ZERO)
def test_an_index_is_positive_only_where_its_range_is(text: str) -> None:
    assert judge(claim(text, SIZES)).word == "refuted"


@pytest.mark.parametrize(
    ("start", "text", "word"),
    [
        (0, "t >= 0", "proved"),
        (0, "t >= 1", "conditional"),  # true for t >= 2
        (0, "abs(t - 1) = t - 1", "conditional"),
        (1, "abs(t - 1) = t - 1", "proved"),
        (2, "ln(t) > 0", "proved"),
        (1, "ln(t) > 0", "conditional"),
    ],
)
def test_a_declared_index_begins_where_it_is_said_to(start: int, text: str, word: str) -> None:
    steps = scope("x").declare(Symbol("T", INDEX)).run(Symbol("t", INDEX), Range(Number(start), Symbol("T", INDEX)))
    assert judge(claim(text, steps)).word == word


def test_a_size_that_is_a_subscript_too_is_not_counted_from_itself() -> None:
    """K lies in 1..K where s_K stands, and K - K is no distance that says anything about K."""
    moments = scope("", "s", where=("mu = (1/K)*sum_k s_k", "v = (1/K)*sum_k (s_k - mu)^2"))
    assert judge(claim("v = (1/K)*norm(s, 1)^2 - mu^2", moments)).word == "refuted"
    assert judge(claim("v = (1/K)*norm(s, 2)^2 - mu^2", moments)).word == "proved"
    assert judge(claim("K*s_K = s_K", SIZES)).word != "proved"


def test_a_split_asks_for_no_value_that_the_sum_did_not_ask_for() -> None:
    verdict = judge(claim("sum_{k=j+1..K} 1/(k - j) = sum_{k=1..K-j} 1/k", SIZES))
    assert verdict.word in ("proved", "undecided")
    assert judge(claim("sum_{k=j+1..K} 1/(k - j) = sum_{k=1..K} 1/(k - j)", SIZES)).word != "proved"


def test_a_row_has_entries_by_one_index_too() -> None:
    s, x = SIZES.symbols["s"], SIZES.symbols["x"]
    for row in (Transpose(s), Derivative(x, s, 1, "partial")):
        truth = Relation("=", Indexed(s, (Symbol("i", INDEX),)), Inner(s, row))
        assert judge(Statement(SIZES, Identity(truth))).word != "proved"


@pytest.mark.parametrize(
    "text",
    [
        "sum_{k=1..pi} k = pi*(pi + 1)/2",
        "sum_{k=1..K/2} 1 = K/2",
        "sum_{k=1..K} sum_{i=1..k/2} 1 = sum_{k=1..K} k/2",
        "sum_{k=1..5/2} 1 = 2",
        "sum_{k=1..4, k != 5/2} 1 = 3",
        "sum_{k=1..K} delta(k, K/2)*s_k = s_{K/2}",
        "sum_{k=1..2^(-K)} 1 = 2^(-K)",
    ],
)
def test_an_end_that_is_no_whole_number_proves_nothing(text):
    assert judge(claim(text, SIZES, given=("K >= 2",))).word == "undecided"


def test_an_end_that_is_whole_for_every_size_is_as_good_as_a_name():
    pairs = "sum_{k=1..K*(K - 1)/2} (2*k - 1) = K^2*(K - 1)^2/4"
    assert judge(claim(pairs, SIZES)).word == "proved"
    assert judge(claim(pairs.replace("/4", "/2"), SIZES)).word == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        r"\sum_{k=1}^{\infty} \frac{1}{k^2} = \frac{\pi^2}{6}",
        r"\sum_{k=1}^{\infty} \frac{1}{k(k+1)} = 1",
        r"\prod_{k=1}^{\infty} e^{a_k} = e^{\sum_{k=1}^{\infty} a_k}",
        r"\sum_{k=1}^{\infty} (a_k - a_{k+1}) = a_1",
        "sum_{k=1..inf} 1 = 1",
    ],
)
def test_a_series_has_no_last_index_to_choose(text):
    assert judge_claim(text)[1].word == "undecided"


def test_the_base_of_a_differentiated_power_does_not_depend_on_the_exponent():
    assert judge_claim(r"\frac{d}{dx} a^x = a^x \ln a")[1].word == "proved"
    assert judge_claim(r"\frac{d}{dx} a^{-x} = a^{-x} \ln a")[1].word == "refuted"
    assert judge_claim(r"\frac{d}{dw} a^2 = 2 a \frac{da}{dw}")[1].word == "proved"


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("sum_j sum_k a_j*a_k >= 0", "proved"),
        ("sum_i sum_j sum_k a_i*a_j*exp(b_k) >= 0", "proved"),
        ("sum_i sum_j sum_k W_{i,k}*a_i*W_{j,k}*a_j >= 0", "proved"),
        ("sum_i sum_j sum_k W_{i,k}*a_i*W_{j,k}*b_j >= 0", "refuted"),
        ("sum_i sum_j sum_k a_i*a_j*b_k >= 0", "conditional"),
        ("sum_j sum_k (-1)*a_j*a_k >= 0", "refuted"),
    ],
)
def test_a_double_sum_that_is_a_square(claim, word):
    assert judge_claim(claim)[1].word == word
