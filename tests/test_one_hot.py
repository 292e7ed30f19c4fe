"""One-hot labels: what follows from y_k in {0, 1} and sum_k y_k = 1, and what does not."""

from __future__ import annotations

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.one_hot import with_deltas
from symloss.term.printer import plain
from tests.claims import claim, scope

HOT = ("y_k in {0, 1}", "sum_k y_k = 1")
Y = scope("x", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",), facts=HOT)


@pytest.mark.parametrize(
    "text",
    [
        "y_j^2 = y_j",
        "sum_k y_k^2 = 1",
        "i != j => y_i*y_j = 0",
        "y_i*y_j = delta(i, j)*y_i",
        "sum_k y_k^2*s_k = sum_k y_k*s_k",
        "y_j = 1 => -(sum_k y_k*ln(p_k)) = -ln(p_j)",
        "y_j = 1 => sum_{k != j} y_k = 0",
        "y_j = 1 and i != j => y_i = 0",
        "sum_k y_k*ln(p_k) = ln(sum_k y_k*p_k)",
        "sum_k (y_k - p_k)^2 = 1 - 2*sum_k y_k*p_k + sum_k p_k^2",
        "d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j",
    ],
)
def test_what_follows(text: str) -> None:
    verdict = judge(claim(text, Y))
    assert verdict.word == "proved"


@pytest.mark.parametrize(
    "text",
    [
        "y_j = 1",
        "sum_k y_k^2 = sum_k y_k*s_k",
        "i != j => y_i + y_j = 1",
        "y_i = 0 => -(sum_k y_k*ln(p_k)) = -ln(p_i)",
        "y_j = 1 => sum_k y_k*s_k = s_j + 1",
    ],
)
def test_what_does_not_follow(text: str) -> None:
    assert judge(claim(text, Y)).word == "refuted"


def test_the_facts_that_were_used_are_conditions() -> None:
    verdict = judge(claim("sum_k y_k^2 = 1", Y))
    assert {c.text for c in verdict.conditions} >= {"y_k in {0, 1}", "sum_k y_k = 1"}


def test_without_the_facts_the_condition_is_found() -> None:
    free = scope("", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",))
    verdict = judge(claim("sum_k y_k^2 = 1", free))
    assert verdict.word == "conditional"
    assert verdict.conditions[0].text == "y_k in {0, 1} and sum_k y_k = 1"


def test_how_it_is_said() -> None:
    said = with_deltas(claim("y_j = 1 => y_i = 0", Y))
    assert said is not None
    assert plain(said[0].step.claim) == "j = c => i != c"  # type: ignore[union-attr]
    assert with_deltas(claim("x = x", scope("x", "y", facts=HOT[:1]))) is None
    assert with_deltas(claim("dy_j/dy_i = 0", Y)) is None  # then y is no constant
