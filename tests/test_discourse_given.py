"""Equations that a text states and does not show: what follows from them is true on condition of them."""

from __future__ import annotations

import pytest

from tests.notes import claims, last_verdict, verdicts

SYSTEM = "We know that $x + y = 10$ and $x - y = 4$. So "


@pytest.mark.parametrize(
    ("given", "formula"),
    [
        ("We have $a + c = 1$. Then ", "1 - a = c"),
        ("We have $a + c = 1$. Therefore ", "(1 - a)^2 = c^2"),
        ("$P(A) + P(B) = 1$. Then ", "P(A) P(B) = P(A)(1 - P(A))"),
        ("We know $$3 b = p$$ and $$c = 1 - p$$. Then ", "3 b + c = 1"),
        (SYSTEM, "x = 7"),
        (SYSTEM, "y = 3"),
        (SYSTEM, "x y = 21"),
        ("From $3 w + 6 = 0$ we get ", "w = -2"),
    ],
)
def test_what_follows_is_conditional_on_what_is_stated(given: str, formula: str) -> None:
    found = claims(f"{given}$${formula}$$\n")[-1]
    assert found.verdict == "conditional"
    assert all(c.origin.startswith("stated, line 1") for c in found.judgement.conditions)


@pytest.mark.parametrize(
    ("given", "formula"),
    [
        ("We have $a + c = 1$. Then ", "1 - a = 2 c"),
        ("We have $a + c = 1$. Then ", "1 - a^2 = c^2"),
        ("$P(A) + P(B) = 1$. Then ", "P(A)^2 + P(B)^2 = 1 + 2 P(A) P(B)"),
        (SYSTEM, "y = 4"),
        (SYSTEM, "x y = 22"),
        ("From $3 w + 6 = 0$ we get ", "w = 2"),
        ("We have $a + c = 1$. Then ", r"\frac{d}{da} (a + c) = 0"),  # a slope by a leaves the line a + c = 1
    ],
)
def test_what_does_not_follow_is_not_believed(given: str, formula: str) -> None:
    assert last_verdict(given, formula) not in ("proved", "conditional")


def test_where_both_sides_are_zero_any_factor_would_do() -> None:
    assert last_verdict("We have $u - v = 0$. Then ", "5 (u - v) = 7 (u - v)") == "undecided"
    assert last_verdict("We have $u - v = 0$. Then ", "5 u = 5 v") == "conditional"


def test_equations_of_another_section_give_nothing() -> None:
    text = "# One\n\nWe have $a + c = 1$.\n\n# Two\n\n$$1 - a = c$$\n"
    assert verdicts(text) == ["undecided", "undecided"]


def test_a_solution_is_a_claim_and_an_example_is_none() -> None:
    assert verdicts("From $3 w + 6 = 0$ we get $w = -2$.\n") == ["undecided", "conditional"]
    assert verdicts("Let $f(x) = x^2 + 1$. For $x = 2$ we have $f(x) = 5$.\n") == ["proved"]
