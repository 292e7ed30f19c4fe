"""Conditions that stand behind what they are for, and the numbers of an example, where a name is known already."""

import pytest

from tests.notes import claims, verdicts

SMOOTHED = (
    "The label $y$ is one-hot with $y_c = 1$ and all others are 0. Let $t_k = (1 - \\epsilon) y_k + \\frac{\\epsilon}{K}$"
    " and $p_k = e^{z_k} / \\sum_{j=1}^K e^{z_j}$.\n\n"
)


@pytest.mark.long
@pytest.mark.parametrize(
    "sentence",
    [
        "We have $@$ for $k \\ne c$.",
        "We have $@$ ($k \\ne c$).",
        "Es ist $@$ für $k \\ne c$.",
        "对 $k \\ne c$ 有 $@$。",
        "有 $@$（$k \\ne c$）。",
    ],
)
def test_a_condition_behind_a_known_name_is_one(sentence):
    """Whether an equation for a known name is a step was asked before its condition was read."""
    (claim,) = claims(SMOOTHED + sentence.replace("@", r"t_k = \frac{\epsilon}{K}"))
    assert claim.verdict == "proved"
    assert any(c.text == "k != c" for c in claim.judgement.conditions)
    assert verdicts(SMOOTHED + sentence.replace("@", r"t_k = \frac{2 \epsilon}{K}")) != ["proved"]
    assert verdicts(SMOOTHED + sentence.replace("@", r"t_k = \frac{\epsilon}{K}").replace("c", "m", 1)) != ["refuted"]


def test_without_the_condition_it_does_not_hold():
    assert verdicts(SMOOTHED + r"We have $t_k = \frac{\epsilon}{K}$.") != ["proved"]
    assert verdicts(SMOOTHED + r"We have $t_k = \frac{\epsilon}{K}$ for $k = c$.") != ["proved"]


def test_the_letter_below_a_one_is_an_index():
    """The c of y_c = 1 is one of the k of y_k, and t_c an entry of t."""
    assert verdicts(SMOOTHED + r"Here $t_c = 1 - \epsilon + \frac{\epsilon}{K}$.") == ["proved"]
    assert verdicts(SMOOTHED + r"Here $t_c = 1 - \epsilon$.") != ["proved"]


@pytest.mark.parametrize(
    ("size", "number", "holds"),
    [("10", "0.91", True), ("10", "0.92", False), ("3", "0.933", True), ("3", "0.934", False)],
)
def test_a_printed_number_under_conditions_is_judged_to_its_digits(size, number, holds):
    (found,) = verdicts(SMOOTHED + rf"For $K = {size}$ and $\epsilon = 0.1$ we get $t_c = {number}$.")
    assert found == "proved" if holds else found in ("refuted", "undecided")
