"""A seeded part of the campaign of benchmarks/judge.py: no wrong verdict, and hardly anything left open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.judge import Result, collections, mutant_cases, run, true_cases
from benchmarks.mutations import OPERATORS, strictness
from benchmarks.oracle import false_somewhere
from symloss.kernel.refuting.second import contradicts
from symloss.term.statement import Identity

TIERS = ("T0", "T1", "T2", "T3", "T4")
SHARE = {"T0": 5, "T1": 5, "T2": 6, "T3": 9, "T4": 9}  # every so manieth claim of a tier


@pytest.fixture(scope="module")
def results() -> list[Result]:
    listed = [case for tier in TIERS for case in true_cases((tier,))[:: SHARE[tier]]]
    return run([*listed, *mutant_cases(220, seed=7)])


def test_the_tables_are_large_enough() -> None:
    assert [c.tier for c in collections()] == sorted(c.tier for c in collections())
    assert {c.tier for c in collections()} == set(TIERS)
    cases = true_cases()
    assert len(cases) >= 1000
    assert len({(case.group.name, case.text) for case in cases}) == len(cases)
    assert len(OPERATORS) >= 24


@pytest.mark.parametrize("tier", TIERS)
def test_the_judge_apart_from_the_kernel_agrees_that_the_claims_are_true(tier: str) -> None:
    for case in true_cases((tier,))[:: 2 * SHARE[tier]]:
        found = case.collection.oracle.false_somewhere(case.statement, case.group, points=2)
        assert not found, case.text


@pytest.mark.long
def test_no_verdict_is_wrong(results: list[Result]) -> None:
    assert [f"{r.case.text}: {r.message}" for r in results if r.wrong] == []


def test_nearly_everything_is_settled(results: list[Result]) -> None:
    for wanted in (True, False):
        listed = [r for r in results if r.case.true == wanted]
        assert sum(r.settled for r in listed) >= 0.97 * len(listed), [r.message for r in listed if not r.settled]


def test_every_operator_makes_mistakes_that_are_found(results: list[Result]) -> None:
    assert {r.case.operator for r in results if r.word in ("refuted", "conditional")} >= set(OPERATORS)


@pytest.mark.long
def test_the_second_checker_contradicts_no_true_claim() -> None:
    for tier in TIERS:
        for case in true_cases((tier,))[1 :: 2 * SHARE[tier]]:
            assert contradicts(case.statement) is None, case.text


@pytest.mark.parametrize("text", ["exp(x) >= 1 + x", "ln(a) <= a - 1", "sigma'(z) <= 1/4", "x^2 + y^2 >= 2*x*y"])
def test_the_judge_apart_meets_equality(text: str) -> None:
    """A bound made strict is false where it is attained; random points alone never see it."""
    case = next(c for c in true_cases(("T2",)) if c.text == text)
    assert isinstance(case.statement.step, Identity)
    (strict,) = strictness(case.statement.step.claim, frozenset())
    assert false_somewhere(replace(case.statement, step=Identity(strict)), case.group)
