"""What is assumed of an index that the claim does not have: some index for a proof, every index for a refutation."""

from __future__ import annotations

import pytest

from symloss.claims import judge_claim
from symloss.kernel.judge import judge
from tests.claims import claim, scope

MADE = scope("x", "s t p y w")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("s_i + s_j > 0", ("s_k > 0",)),
        ("sum_k s_k > 0", ("s_k > 0",)),
        ("sum_k s_k*t_k >= 0", ("s_k >= 0", "t_k >= 0")),
        ("s_i <= 1", ("s_k >= 0", "sum_k s_k = 1")),
        ("prod_k s_k < 1", ("s_k > 0", "s_k < 1")),
        ("sum_k s_k = K", ("s_k = 1",)),
        ("max_k s_k = 1", ("s_k = 1",)),
        ("s_i >= max_k s_k", ("s_i >= s_k",)),  # i is that of the claim, k any
        ("s_i - t_i = 0", ("s_k = t_k",)),
    ],
)
def test_what_holds_if_it_is_meant_of_every_index_is_not_refuted(text: str, given: tuple[str, ...]) -> None:
    assert judge(claim(text, MADE, given)).word not in ("refuted", "proved")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("s_i + s_j > 1", ("s_k > 0",)),
        ("sum_k s_k > 0", ("s_i > 0", "i = 1")),
        ("sum_k s_k = K + 1", ("s_k = 1",)),
        ("s_i = s_j", ("s_i > 0",)),
        ("sum_k y_k^2 = 2", ("y_j = 1", "sum_k y_k = 1", "y_k >= 0")),
    ],
)
def test_what_is_false_however_it_is_meant_is(text: str, given: tuple[str, ...]) -> None:
    assert judge(claim(text, MADE, given)).word in ("refuted", "conditional")


def test_what_cannot_hold_at_every_index_is_about_one() -> None:
    """y_c = 1 for every c contradicts a sum of 1 as soon as there are two."""
    one_hot = scope("", "y p", facts=("sum_k y_k = 1", "y_k in {0, 1}"))
    assert judge(claim("sum_k y_k^2 = 2", one_hot, ("y_j = 1",))).word == "refuted"
    assert judge(claim("sum_k y_k^2 = 1", one_hot, ("y_j = 1",))).proved


@pytest.mark.parametrize(
    ("text", "assume", "word"),
    [
        ("sum_k s_k > 0", ("s_k > 0",), "proved"),
        ("s_i <= 1", ("s_k >= 0", "sum_k s_k = 1"), "proved"),
        (r"s_i \le 1", (r"s_k \ge 0", r"\sum_k s_k = 1"), "proved"),
        ("s_j > 0", ("s_i > 0",), "proved"),
        ("s_i >= 1", ("s_k >= 0", "sum_k s_k = 1"), "refuted"),
        ("sum_k s_k > 0", ("s_i > 0", "i = 1"), "undecided"),
        ("s_i + s_j > 0", ("s_i > 0",), "refuted"),
    ],
)
def test_an_assumption_beside_a_claim_is_about_every_index_that_the_claim_does_not_have(
    text: str, assume: tuple[str, ...], word: str
) -> None:
    assert judge_claim(text, assume)[1].word == word


def test_that_an_assumption_is_about_every_index_is_said() -> None:
    conditions = judge_claim("sum_k s_k > 0", ("s_i > 0", "K >= 2"))[1].conditions
    assert [str(c.origin) for c in conditions if "s_i" in c.text] == ["stated, for every i"]
