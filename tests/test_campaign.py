"""A seeded part of the campaign of benchmarks/judge.py: no wrong verdict, and hardly anything left open."""

from __future__ import annotations

import pytest

from benchmarks.identities import GROUPS
from benchmarks.judge import Result, mutant_cases, run, true_cases
from benchmarks.mutations import OPERATORS
from benchmarks.oracle import false_somewhere
from symloss.kernel.refuting.second import contradicts


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return run([*true_cases()[::3], *mutant_cases(300, seed=7)])


def test_the_table_is_large_enough() -> None:
    assert len(true_cases()) >= 250
    assert len({case.text for case in true_cases()}) == len(true_cases())
    assert len(OPERATORS) >= 12


def test_the_judge_apart_from_the_kernel_agrees_that_the_claims_are_true() -> None:
    for group in GROUPS:
        for text, statement in group.statements[::4]:
            assert false_somewhere(statement, group, points=3) is False, text


def test_no_verdict_is_wrong(results: list[Result]) -> None:
    assert [f"{r.case.text}: {r.message}" for r in results if r.wrong] == []


def test_nearly_everything_is_settled(results: list[Result]) -> None:
    for wanted in (True, False):
        listed = [r for r in results if r.case.true == wanted]
        assert sum(r.settled for r in listed) >= 0.97 * len(listed), [r.message for r in listed if not r.settled]


def test_every_operator_makes_mistakes_that_are_found(results: list[Result]) -> None:
    assert {r.case.operator for r in results if r.word == "refuted"} >= set(OPERATORS)


def test_the_second_checker_contradicts_no_true_claim() -> None:
    for case in true_cases()[1::5]:
        assert contradicts(case.statement) is None, case.text
