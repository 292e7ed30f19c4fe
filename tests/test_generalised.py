"""What is true of every distribution is true of a softmax; what is true of one is not said of all."""

from __future__ import annotations

import pytest

from benchmarks.identities_arrays import ArrayGroup
from symloss.kernel.generalised import for_every_distribution
from symloss.kernel.judge import judge
from symloss.term.reader import read
from symloss.term.statement import Identity, Statement


def said(claim: str, p: str = "softmax(s)") -> Statement:
    scope = ArrayGroup("", "", arrays={"s": "K", "c": ""}, where=(f"p := {p}",)).scope
    return Statement(scope, Identity(read(claim, scope)))


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("-sum_k p_k*ln(p_k) <= ln(K)", "proved"),
        ("-sum_k p_k*ln(p_k) < ln(K)", "refuted"),  # equal logits
        ("-sum_k p_k*ln(p_k) <= ln(K)/2", "refuted"),
        ("-sum_k p_k*ln(p_k) >= ln(K)", "refuted"),
    ],
)
def test_the_entropy_of_a_softmax(claim: str, word: str) -> None:
    verdict = judge(said(claim))
    assert verdict.word == word
    assert not verdict.proved or (verdict.conditions == () and "every distribution" in str(verdict.method))


@pytest.mark.parametrize(
    ("p", "taken"),
    [
        ("softmax(s)", True),
        ("vector_{k=1..K} exp(s_k)/sum_i exp(s_i)", True),
        ("vector_{k=1..K} 1/K", True),
        ("vector_{k=1..K} exp(s_k)/K", False),
        ("vector_{k=1..K} s_k/sum_i s_i", False),  # sums to one, and may be negative
        ("vector_{k=1..K} exp(s_k)", False),
    ],
)
def test_only_distributions_are_taken_for_any(p: str, taken: bool) -> None:
    found = for_every_distribution(said("-sum_k p_k*ln(p_k) <= ln(K)", p), lambda s: judge(s).proved)
    assert (found is not None) == taken


def test_what_is_true_of_this_distribution_only_is_not_refuted() -> None:
    uniform = "vector_{k=1..K} 1/K"
    assert judge(said("-sum_k p_k*ln(p_k) >= ln(K)", uniform)).word in ("proved", "undecided")
    assert judge(said("-sum_k p_k*ln(p_k) <= ln(K)/2", uniform)).word == "refuted"
