"""The condition under which a claim that is false as it stands is true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symloss.kernel import judge as judging
from symloss.kernel.docket import docket
from symloss.kernel.judge import judge, proves
from symloss.kernel.refuting.conditions import candidates
from tests.claims import claim, scope

SUMS = scope("c", "s y w", where=("p_k = exp(s_k)/sum_i exp(s_i)",))
X = scope("x y a c")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j", "sum_k y_k = 1"),
        ("d/ds_j (ln(sum_k exp(s_k)) - sum_k y_k*s_k) = p_j - y_j", ""),
        ("dp_i/ds_j = p_i*(1 - p_i)", "i = j"),
        ("dp_i/ds_j = -p_i*p_j", "i != j"),
        ("sum_k y_k*(s_k - c) = sum_k y_k*s_k - c", "sum_k y_k = 1"),
        ("ds_i/ds_j = 0", "i != j"),
        ("ds_i/ds_j = 1", "i = j"),
        ("y_j^2 = y_j", "y_k in {0, 1} and sum_k y_k = 1"),
    ],
)
def test_sums(text: str, condition: str) -> None:
    verdict = judge(claim(text, SUMS))
    if not condition:
        assert verdict.word == "proved"
        return
    assert verdict.word == "conditional"
    assert [c.text for c in verdict.conditions if c.origin == "found"] == [condition]
    assert verdict.witness is not None


@pytest.mark.parametrize(
    ("text", "condition"),
    [("y^2 = y", "y in {0, 1}"), ("sqrt(x^2) = x", "x >= 0"), ("|c| = c", "c >= 0")],
)
def test_numbers(text: str, condition: str) -> None:
    verdict = judge(claim(text, X))
    assert verdict.word == "conditional"
    assert [c.text for c in verdict.conditions if c.origin == "found"] == [condition]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("abs(exp(-x) - exp(-y))/((1 + exp(-x))*(1 + exp(-y))) < abs(exp(-x) - exp(-y))", "x != y"),
        ("x^2 + y^2 > 2*x*y", "x != y"),
        ("exp(x) != exp(y)", "x != y"),
        ("exp((a + c)/2) < (exp(a) + exp(c))/2", "a != c"),
        ("(s_i - s_j)^2 > 0", "s_i != s_j"),
        ("x^2 + y^2 > 3*x*y", ""),
        ("x^2 + y^2 >= 3*x*y", ""),
        ("x^2 != y^2", ""),  # -1 and 1
        ("x > y", ""),
    ],
)
def test_what_is_strict_only_of_different_numbers(text: str, condition: str) -> None:
    verdict = judge(claim(text, scope("x y a c", "s")))
    assert [c.text for c in verdict.conditions if c.origin == "found"] == [condition] * bool(condition)
    assert verdict.word == ("conditional" if condition else "refuted")
    assert verdict.witness is not None


@pytest.mark.parametrize("text", ["sqrt(x^2) = x", "|c| = c", "x^2 > x", "ds_i/ds_j = 0"])
def test_whoever_asks_for_a_claim_as_it_stands_is_told_the_counterexample_alone(text: str) -> None:
    statement = replace(claim(text, X if "s_" not in text else SUMS), domain_declared=True)
    verdict = judge(statement, wanted="counterexample")
    assert (verdict.word, verdict.conditions) == ("refuted", ())
    assert verdict.witness == judge(statement).witness
    assert not proves(statement)


def test_what_has_no_value_on_one_side_keeps_its_condition() -> None:
    statement = replace(claim("x/x = 1", X), domain_declared=True)
    asked = judge(statement, wanted="counterexample")
    assert asked.word == "conditional"
    assert asked == judge(statement)
    assert not proves(statement)


@pytest.mark.parametrize("text", ["(x + a)^2 = x^2 + 2*x*a + a^2", "x^2 + a^2 >= 2*x*a", "sum_k p_k = 1"])
def test_a_proof_is_a_proof_whatever_else_is_wanted(text: str) -> None:
    statement = replace(claim(text, X if "p_" not in text else SUMS), domain_declared=True)
    assert proves(statement)
    assert judge(statement, wanted="counterexample") == judge(statement)


@pytest.mark.parametrize(
    "text",
    [
        "(x + a)^2 = x^2 + a^2",
        "x^3 = x^2",  # true for x in {0, 1}, but x is no label
        "ds_i/ds_j = 2*delta(i, j)",  # i != j would leave 0 = 0
        "d/ds_j (sum_k s_k^2) = s_j",
        "p_i - p_j = p_i + p_j - s_i + s_j",
        "sum_k s_k^2 = sum_k s_k",  # s one-hot: a score is no label
    ],
)
def test_no_condition_is_invented(text: str) -> None:
    made = X if "s_" not in text else SUMS
    assert judge(claim(text, made)).word == "refuted"


def test_rows_of_a_matrix_that_sum_to_one() -> None:
    made = scope("", "", "Y S")
    loss = "ln(sum_k exp(S_{n,k})) - sum_k Y_{n,k}*S_{n,k}"
    text = f"d/dS_{{n,j}} ({loss}) = exp(S_{{n,j}})/(sum_k exp(S_{{n,k}}))*(sum_k Y_{{n,k}}) - Y_{{n,j}}"
    verdict = judge(claim(text, made))
    assert verdict.word == "conditional"
    assert [c.text for c in verdict.conditions] == ["sum_k Y_{n,k} = 1"]


def test_a_condition_does_not_contradict_what_is_known() -> None:
    known = scope("y", facts=("y > 1",))
    assert judge(claim("y^2 = y", known)).word == "refuted"
    assert judge(claim("ds_i/ds_j = 1", SUMS, ("i != j",))).word == "refuted"


def test_what_the_definitions_imply_does_not_stand_in_the_way() -> None:
    """No ball shows that sum_k p_k is exactly 1; it is known all the same, so counterexamples are found."""
    facts = ("sum_k p_k = 1", "p_k > 0")
    known = scope("c", "s y", where=("p_k = exp(s_k)/sum_i exp(s_i)",), facts=facts)
    assert judge(claim("sum_k p_k^2 = 1/K", known)).word == "refuted"
    assert judge(claim("p_i - p_j = s_i - s_j", known)).word == "refuted"
    assert judge(claim("dp_i/ds_j = p_i*(delta(i, j) - p_j)", known)).word == "proved"
    impossible = scope("", "s", where=("p_k = exp(s_k)/sum_i exp(s_i)",), facts=("sum_k p_k = 2",))
    assert judge(claim("p_i = p_j", impossible)).word == "undecided"


def test_labels_that_sum_to_one_may_still_have_to_be_one_hot() -> None:
    known = scope("", "s y", facts=("sum_k y_k = 1",))
    verdict = judge(claim("sum_k y_k*y_k = 1", known))
    assert [c.text for c in verdict.conditions] == ["y_k in {0, 1} and sum_k y_k = 1"]


def test_two_conditions_are_found_where_neither_is_enough() -> None:
    verdict = judge(claim("x*sum_k y_k + a*sum_k t_k = x + a", scope("x a", "y t")))
    assert [c.text for c in verdict.conditions] == ["sum_k t_k = 1", "sum_k y_k = 1"]


def test_weights_of_a_layer_are_not_asked_to_sum_to_one() -> None:
    """They are in products of matrices only; to look for such points costs more than the rest of the verdict."""
    statement = claim("inner(W @ s, W @ t) = 0", scope("", "s t", "W"))
    assert not any("W" in str(c.truth) for c in candidates(statement))


# --- a docket ----------------------------------------------------------------------


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was judged anew, in order."""
    asked: list[str] = []
    answered = judging._answered

    def noted(statement, limits, wanted):
        asked.append(str(statement.step.claim))
        return answered(statement, limits, wanted)

    monkeypatch.setattr(judging, "_answered", noted)
    return asked


def test_a_claim_is_judged_once_while_a_docket_is_open(judged: list[str]) -> None:
    true = replace(claim("x^2 + a^2 >= 2*x*a", X), domain_declared=True)
    with docket():
        first = judge(true)
        assert judge(claim("x^2 + a^2 >= 2*x*a", X)) is not first, "another question: no domain is declared"
        with docket():
            assert judge(replace(claim("x^2 + a^2 >= 2*x*a", X), domain_declared=True), wanted="proof") is first
    assert len(judged) == 2
    assert judge(true) == first
    assert len(judged) == 3


def test_who_wants_more_than_was_asked_is_answered_anew(judged: list[str]) -> None:
    false = replace(claim("|c| = c", X), domain_declared=True)
    with docket():
        assert not proves(false)
        assert judge(false, wanted="counterexample").conditions == ()
        assert [c.text for c in judge(false).conditions] == ["c >= 0"]
        assert judge(false) == judge(false)
    assert len(judged) == 3


def test_who_asks_for_a_proof_only_gets_no_counterexample():
    false = replace(claim("max(x, -1000) = x", X), domain_declared=True)  # what a first look does not find
    asked = judge(false, wanted="proof")
    assert (asked.word, asked.witness) == ("undecided", None)
    assert judge(false).witness is not None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("(a + b)/2 >= sqrt(a*b)", "a >= 0 and b >= 0"),
        ("p*ln(p/q) >= p - q", "p > 0 and q > 0"),
        ("sqrt(a*b) >= (a + b)/2", ""),
        ("a + b >= 3*sqrt(a*b)", ""),
    ],
)
def test_the_factors_below_a_root_are_meant_to_be_positive(text: str, condition: str) -> None:
    verdict = judge(claim(text, scope("a b p q")))
    assert [c.text for c in verdict.conditions if c.origin == "found"] == [condition] * bool(condition)
