"""A declared domain with a point where only one side has a value: conditional, with that point, or undecided."""

from __future__ import annotations

import pytest

from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.sorts import INDEX
from tests.claims import claim, scope

BOX = scope("x y a b", facts=("x >= -10", "x <= 10"))
LINE = scope("x y a b")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x/x = 1", ("x", "0")),
        ("d/dx 1[x > 0] = 0", ("x", "0")),
        ("d/dx 1[x = 0] = 0", ("x", "0")),
        ("d/dx abs(x) = sign(x)", ("x", "0")),
        ("(x - y)/(x - y) = 1", None),
        ("(x*y - 2)/(x*y - 2) = 1", None),
        ("(7*x - 22)/(7*x - 22) = 1", ("x", "22/7")),
        ("(x^2 - 2)/(x^2 - 2) = 1", ("x", "-1.4142...")),
        ("(x^4 - 4*x^2 + 4)/(x^2 - 2)^2 = 1", ("x", "-1.4142...")),
        ("(x^3 - 2)/(x^3 - 2) = 1", ("x", "1.2599...")),
        ("(exp(x) - 2)/(exp(x) - 2) = 1", ("x", "0.6931...")),
        ("(exp(x) - x - 2)/(exp(x) - x - 2) = 1", ("x", "-1.8414...")),
        ("sign(x) = 1/(1/sign(x))", ("x", "0")),
        ("1[x > 0] = 1/exp(-ln(1[x > 0]))", ("x", "0")),
        ("sqrt(sign(y)) = 1/exp(-(ln(sqrt(sign(y))) + ln(1)))", ("y", "0")),
        ("sum_{k=x/x..3} k = 6", ("x", "0")),
        ("ln((x^2 - 2)^2) - ln((x^2 - 2)^2) = 0", ("x", "-1.4142...")),
        ("cases(1/(x^2 - 2) if x > 0; 1 otherwise) - cases(1/(x^2 - 2) if x > 0; 1 otherwise) = 0", ("x", "1.4142...")),
    ],
)
def test_a_hole_of_a_declared_domain_is_a_condition_with_that_point(text: str, place: tuple[str, str] | None) -> None:
    verdict = judge(claim(text, BOX, declared=True))
    assert verdict.word == "conditional"
    assert verdict.witness is not None
    assert "undefined" in (verdict.witness.left, verdict.witness.right)
    assert place is None or place in verdict.witness.at
    assert [c.origin for c in verdict.conditions] == ["natural domain"] * len(verdict.conditions)


@pytest.mark.parametrize(
    "text", ["0*max_{k=2..K} y_k = 0", "0*min_{k != j} y_k = 0", "d/dx (x - max_{k=2..K} y_k) = 1"]
)
def test_nothing_is_the_largest_of_nothing(text: str) -> None:
    labels = scope("x", "y")
    declared, natural = judge(claim(text, labels, declared=True)), judge(claim(text, labels))
    assert declared.word == "conditional" and declared.witness is not None and ("K", "1") in declared.witness.at
    assert natural.word == "proved"
    assert [c.text for c in natural.conditions] in (["2 <= K"], ["1 < K"])


def test_a_range_that_is_never_empty_asks_for_nothing() -> None:
    assert judge(claim("0*max_k y_k = 0", scope("x", "y"), declared=True)).conditions == ()


@pytest.mark.parametrize("text", ["sum_k y_k/(sum_k y_k) = 1", "sum_k y_k/(y_1 - y_2) = sum_k y_k/(y_1 - y_2)*y_1/y_1"])
def test_a_hole_at_the_zero_of_a_sum(text: str) -> None:
    labels = scope("", "y", facts=("y_k >= -1", "y_k <= 1"))
    assert judge(claim(text, labels, declared=True)).word == "conditional"


@pytest.mark.parametrize(
    "text",
    [
        "d/dx 1[x^2 > 2] = 0",
        "d/dx abs(x^2 - 2) = 2*x*sign(x^2 - 2)",
        "(sin(x) - cos(exp(x)) - 9/2)/(sin(x) - cos(exp(x)) - 9/2) = 1",
    ],
)
def test_where_no_hole_is_found_and_none_is_excluded_nothing_is_said(text: str) -> None:
    verdict = judge(claim(text, BOX, declared=True))
    assert verdict.word == "undecided"
    assert "only one side has a value" in verdict.message


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("(x^2 - 2)/(x^2 - 2) = 1", ("x > 2",)),
        ("(x^2 - 2)/(x^2 - 2) = 1", ("x^2 != 2",)),
        ("(x + y)/(x + y) = 1", ("x > 0", "y >= 0")),
        ("d/dx 1[x > 0] = 0", ("x < 0",)),
        ("1/(1 - x)*(x - 1) = -1/(1 - x)*(1 - x)", ()),
        ("1/(x - 1) = -1/(1 - x)", ()),
        ("ln(x^2)/2 = ln(abs(x))", ()),
    ],
)
def test_what_the_declared_domain_excludes_is_no_hole(text: str, facts: tuple[str, ...]) -> None:
    made = scope("x y", facts=facts or ("x >= -10",))
    assert judge(claim(text, made, declared=True)).word == "proved"


@pytest.mark.parametrize(
    ("text", "given"),
    [("d/dx (x^2*sign(x)) = 0", ("x = 0",)), ("d/dx (x*abs(x)) = 0", ("x = 0",)), ("d/dx (x*abs(x)) = 2*abs(x)", ())],
)
def test_a_kink_that_is_flattened_is_no_hole(text: str, given: tuple[str, ...]) -> None:
    """True also at 0, though the rule of the product has no value there: not to be refuted, nor a condition."""
    assert judge(claim(text, BOX, given, declared=True)).word == "undecided"


def test_without_a_declared_domain_the_natural_one_is_listed() -> None:
    verdict = judge(claim("(x^2 - 2)/(x^2 - 2) = 1", LINE))
    assert verdict.word == "proved"
    assert [c.text for c in verdict.conditions] == ["x^2 - 2 != 0"]


@pytest.mark.parametrize(
    ("text", "facts", "word"),
    [
        ("x + 0*sum_{k != i} ln(s_k - s_i) = x", (), "undecided"),
        ("x + 0*sum_{k != i} ln(s_k - s_i) = x", ("s_k > s_i",), "undecided"),  # at k = i too: contradictory
        ("x + 0*sum_{k != i} 1/s_k = x", ("s_k > 0",), "proved"),
        ("x + 0*sum_{k != i} 1/(1 - delta(k, i)) = x", (), "proved"),
    ],
)
def test_a_condition_for_all_indices_but_one_is_asked_of_these_only(
    text: str, facts: tuple[str, ...], word: str
) -> None:
    made = scope("x", "s", facts=facts)
    assert judge(claim(text, made, declared=True)).word == word


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x + 0*sum_{k=1..K} 1/(a^2 - 3*k + 1) = x", "-1.4142..."),  # no rational a is a hole
        ("x + 0*sum_{k=1..K} 1/(exp(a) - k - 1) = x", "0.6931..."),
    ],
)
def test_a_hole_of_the_first_member_of_a_sum_is_enclosed(text: str, place: str) -> None:
    verdict = judge(claim(text, BOX.declare(n.Symbol("K", INDEX)), declared=True))
    assert verdict.word == "conditional" and verdict.witness is not None
    assert ("a", place) in verdict.witness.at


def test_indices_that_are_a_number_apart_are_never_equal() -> None:
    assert judge(claim("sum_{k=1..K} delta(k, k + 1)*y_k = 0", scope("x", "y"))).proved
