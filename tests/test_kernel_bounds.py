"""Inequalities of the largest of many, of logarithms of sums, and of expectations; and false ones that look like them."""

from __future__ import annotations

import pytest

from symloss.claims import judge_claim
from symloss.kernel.judge import judge
from symloss.kernel.proof import Proof
from symloss.kernel.proving.prove import prove
from symloss.kernel.refuting.second import contradicts
from tests.claims import claim, scope

CLOSED = ("p_k >= 0", "sum_k p_k = 1")
OPEN = ("p_k > 0", "sum_k p_k = 1")
TWO = (*OPEN, "q_k > 0", "sum_k q_k = 1")
WEIGHTED = (*CLOSED, "t_k > 0")

MAXIMA = [
    ("max_{k != i} s_k <= max_k s_k", ()),
    ("min_{k != i} s_k >= min_k s_k", ()),
    ("s_j <= max_{k != i} s_k", ("j != i",)),
    ("max_k (s_k + t_k) <= max_k s_k + max_k t_k", ()),
    ("max_k p_k >= 1/K", CLOSED),
    ("min_k p_k <= 1/K", CLOSED),
    ("sqrt(sum_k s_k^2) <= sqrt(K)*max_k abs(s_k)", ()),
    ("max(0, 1 + max_{k != i} s_k - s_i) <= sum_{k != i} max(0, 1 + s_k - s_i)", ()),
    ("sum_{k != i} max(0, 1 + s_k - s_i) >= max(0, 1 + s_j - s_i)", ("j != i",)),
    ("ln(1 + sum_{k != i} exp(s_k - s_i)) >= max(0, max_{k != i} s_k - s_i)", ()),
    ("max_k s_k < ln(sum_k exp(s_k))", ("K >= 2",)),
    ("s_j < ln(sum_k exp(s_k))", ("K > 1",)),
    ("p_i < sum_k p_k", ("p_k > 0", "K >= 2")),
    ("x > 0 => 1/x*ln(sum_k exp(x*s_k)) <= max_k s_k + ln(K)/x", ()),
    ("p_i + p_j <= sum_k p_k", ("p_k >= 0", "i != j")),
    ("max_k max(s_k, t_k) = max(max_k s_k, max_k t_k)", ()),
    ("max_k abs(s_k) = max(max_k s_k, -min_k s_k)", ()),
    ("max_k sigma(s_k) = sigma(max_k s_k)", ()),
    ("max_k s_k^2 = (max_k abs(s_k))^2", ()),
]
NOT_MAXIMA = [
    ("max_{k != i} s_k >= s_i", ()),
    ("max_{k != i} s_k < max_k s_k", ()),
    ("s_j < max_{k != i} s_k", ("j != i",)),
    ("max_k (s_k + t_k) >= max_k s_k + max_k t_k", ()),
    ("max_k p_k >= 2/K", CLOSED),
    ("max_k p_k > 1/K", CLOSED),
    ("min_k p_k >= 1/K", CLOSED),
    ("max_k p_k >= 1/K", ("p_k >= 0", "sum_k p_k <= 1")),
    ("sqrt(sum_k s_k^2) <= max_k abs(s_k)", ()),
    ("max(0, 1 + max_{k != i} s_k - s_i) < sum_{k != i} max(0, 1 + s_k - s_i)", ()),
    ("sum_{k != i} max(0, 1 + s_k - s_i) >= max(0, 1 + s_j - s_i)", ()),
    ("sum_{k != i} max(0, 1 + s_k - s_i) > max(0, 1 + s_j - s_i)", ("j != i",)),
    ("max_k s_k < ln(sum_k exp(s_k))", ()),
    ("p_i < sum_k p_k", ("p_k > 0",)),
    ("p_i < sum_k p_k", ("p_k >= 0", "K >= 2")),
    ("x > 0 => 1/x*ln(sum_k exp(x*s_k)) <= max_k s_k", ()),
    ("p_i + p_j <= sum_k p_k", ("p_k >= 0",)),
    ("p_i + p_j < sum_k p_k", ("p_k > 0", "i != j")),
    ("p_i + p_j <= sum_k p_k", ("i != j",)),
    ("max_k max(s_k, t_k) = max_k s_k + max_k t_k", ()),
    ("max_k abs(s_k) = abs(max_k s_k)", ()),
    ("max_k s_k^2 = (max_k s_k)^2", ()),
    ("max_k s_k = max_{k != i} s_k", ()),
    ("max_k (s_k - t_k) = max_k s_k - max_k t_k", ()),
]
LOGARITHMS = [
    ("ln(sum_k p_k*t_k) >= sum_k p_k*ln(t_k)", WEIGHTED),
    ("sum_k p_k*ln(t_k/p_k) <= ln(sum_k t_k)", (*OPEN, "t_k > 0")),
    ("sum_k p_k*ln(p_k/q_k) >= 0", (*OPEN, "q_k > 0", "sum_k q_k <= 1")),
    ("sum_k p_k*ln(p_k/q_k) <= sum_k p_k^2/q_k - 1", TWO),
    ("1/K*sum_k ln(t_k) <= ln(1/K*sum_k t_k)", ("t_k > 0",)),
    ("ln(1/K*sum_k exp(s_k)) >= 1/K*sum_k s_k", ()),
    ("ln(sum_k exp((s_k + t_k)/2)) <= 1/2*ln(sum_k exp(s_k)) + 1/2*ln(sum_k exp(t_k))", ()),
    ("1/(sum_k p_k*t_k) <= sum_k p_k/t_k", WEIGHTED),
]
NOT_LOGARITHMS = [
    ("ln(sum_k p_k*t_k) > sum_k p_k*ln(t_k)", WEIGHTED),
    ("ln(sum_k p_k*t_k) <= sum_k p_k*ln(t_k)", WEIGHTED),
    ("ln(sum_k p_k*t_k) >= sum_k p_k*ln(t_k)", ("p_k >= 0", "sum_k p_k <= 1", "t_k > 0")),
    ("ln(sum_k p_k*t_k) >= sum_k p_k*ln(t_k)", ("sum_k p_k = 1", "t_k > 0")),
    ("sum_k p_k*ln(t_k/p_k) >= ln(sum_k t_k)", (*OPEN, "t_k > 0")),
    ("sum_k p_k*ln(t_k/p_k) < ln(sum_k t_k)", (*OPEN, "t_k > 0")),
    ("sum_k p_k*ln(p_k/q_k) >= 0", (*OPEN, "q_k > 0", "sum_k q_k >= 1")),
    ("sum_k p_k*ln(p_k/q_k) >= 0", (*OPEN, "q_k > 0", "sum_k q_k <= 2")),
    ("sum_k p_k*ln(p_k/q_k) <= 1/2*(sum_k p_k^2/q_k - 1)", TWO),
    ("1/K*sum_k ln(t_k) <= ln(1/2*sum_k t_k)", ("t_k > 0",)),
    ("ln(sum_k exp((s_k + t_k)/2)) < 1/2*ln(sum_k exp(s_k)) + 1/2*ln(sum_k exp(t_k))", ()),
    ("1/(sum_k p_k*t_k) >= sum_k p_k/t_k", WEIGHTED),
]
EXPECTATIONS = [
    ("E_{x ~ q}[x^2] >= E_{x ~ q}[x]^2", ()),
    ("E_{x ~ q}[exp(f(x))] >= exp(E_{x ~ q}[f(x)])", ()),
    ("E_{x ~ q}[ln(f(x))] <= ln(E_{x ~ q}[f(x)])", ()),
    ("E_{x ~ q}[abs(f(x))] >= abs(E_{x ~ q}[f(x)])", ()),
    ("E_{x ~ q}[(f(x) - y)^2] >= E_{x ~ q}[(f(x) - E_{x ~ q}[f(x)])^2]", ()),
    ("E_{x ~ q}[f(x)*g(x)]^2 <= E_{x ~ q}[f(x)^2]*E_{x ~ q}[g(x)^2]", ()),
    ("E_{x ~ q}[relu(f(x))] >= relu(E_{x ~ q}[f(x)])", ()),
    ("E_{x ~ q}[max(f(x), g(x))] >= max(E_{x ~ q}[f(x)], E_{x ~ q}[g(x)])", ()),
    ("E_{x ~ q}[1[f(x) > 0]] <= E_{x ~ q}[exp(f(x))]", ()),
    ("E_{x ~ q}[sigma(f(x))] < 1", ()),
]
NOT_EXPECTATIONS = [
    ("E_{x ~ q}[exp(f(x))] <= exp(E_{x ~ q}[f(x)])", ()),
    ("E_{x ~ q}[ln(f(x))] >= ln(E_{x ~ q}[f(x)])", ()),
    ("E_{x ~ q}[ln(f(x))] = ln(E_{x ~ q}[f(x)])", ()),
    ("E_{x ~ q}[f(x)*g(x)] >= E_{x ~ q}[f(x)]*E_{x ~ q}[g(x)]", ()),
    ("E_{x ~ q}[f(x)^3] >= E_{x ~ q}[f(x)]^3", ()),
    ("E_{x ~ q}[f(x)]^2 <= E_{x ~ q}[abs(f(x))]", ()),
    ("E_{x ~ q}[f(x)*g(x)]^2 <= E_{x ~ q}[f(x)^2]*E_{x ~ q}[g(x)]^2", ()),
    ("E_{x ~ q}[max(f(x), g(x))] <= max(E_{x ~ q}[f(x)], E_{x ~ q}[g(x)])", ()),
    ("E_{x ~ q}[f(x)^2] >= E_{x ~ r}[f(x)]^2", ()),
    ("E_{x ~ q}[f(x)] > 0", ()),
]


@pytest.mark.parametrize(("text", "facts"), [*MAXIMA, *LOGARITHMS])
def test_what_holds_is_proved(text: str, facts: tuple[str, ...]) -> None:
    statement = claim(text, scope("x", "s t p q", facts=facts))
    assert judge(statement).proved
    assert contradicts(statement) is None


@pytest.mark.parametrize(("text", "facts"), [*NOT_MAXIMA, *NOT_LOGARITHMS])
def test_what_looks_like_it_and_is_false_is_refuted(text: str, facts: tuple[str, ...]) -> None:
    assert judge(claim(text, scope("x", "s t p q", facts=facts)), wanted="counterexample").refuted


@pytest.mark.long
@pytest.mark.parametrize(("text", "facts"), EXPECTATIONS)
def test_inequalities_of_expectations_hold_for_every_distribution(text: str, facts: tuple[str, ...]) -> None:
    statement = claim(text, scope("y", functions="f g q r", facts=facts))
    assert judge(statement).proved
    assert contradicts(statement) is None


@pytest.mark.parametrize(("text", "facts"), NOT_EXPECTATIONS)
def test_false_inequalities_of_expectations_are_refuted(text: str, facts: tuple[str, ...]) -> None:
    assert judge(claim(text, scope("y", functions="f g q r", facts=facts))).refuted


OPEN_CLAIMS = [
    "E_{x ~ q}[exp(f(x))] > exp(E_{x ~ q}[f(x)])",  # an equation if f is constant
    "E_{x ~ q}[f(x)]*E_{x ~ r}[f(x)] >= 0",  # two distributions
    "E_{x ~ q}[f(x)] >= f(E_{x ~ q}[x])",  # convex or not
]


@pytest.mark.long
@pytest.mark.parametrize("text", OPEN_CLAIMS)
def test_what_is_not_so_for_every_distribution_is_not_proved(text: str) -> None:
    assert not judge(claim(text, scope("y", functions="f g q r"))).proved


ODD = [
    ("x*(x - 1)^2 >= 0", ()),  # an odd factor of either sign
    ("x^3*(y - 1)^2 >= 0", ()),
    ("(x - 1)*(x^2 + 1) <= 0", ()),
    ("max_{k != i} s_k <= max_k s_k + t_i", ()),
    ("sum_k abs(s_k) >= s_i + s_j", ()),  # twice the same one
    ("sum_k s_k^2 >= 2*s_i^2", ()),
    ("sum_k s_k >= s_i", ()),
]


@pytest.mark.long
@pytest.mark.parametrize(("text", "facts"), [*NOT_MAXIMA, *NOT_LOGARITHMS, *ODD])
def test_the_prover_alone_proves_nothing_false(text: str, facts: tuple[str, ...]) -> None:
    """Without the search for counterexamples, which hides what a wrong rule would prove."""
    found = prove(claim(text, scope("x y", "s t p q", facts=facts)))
    assert not isinstance(found, Proof) or found.conditions


@pytest.mark.long
def test_what_a_premise_says_nothing_of_may_be_an_equation():
    """ln(e^a + e^b) = ln 2 + (a + b)/2 for a = b: only what is not strict is true."""
    means = r"x > 0 \implies \ln(e^a + e^b) > \ln 2 + (a + b)/2"
    assert judge_claim(means)[1].word == "undecided"
    assert judge_claim(means.replace(">", "<"))[1].word != "proved"
