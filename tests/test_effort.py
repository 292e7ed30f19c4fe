"""Work is counted in steps: no machine, no clock and nothing that was asked before changes a verdict."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.limits import LIMITS
from symloss.kernel.verdict import Verdict
from symloss.term import effort
from symloss.term.nodes import Symbol
from symloss.term.statement import Statement
from tests.claims import claim, scope

NUMBERS = scope("x y z")
ARRAYS = scope("c", "s q x")
SIMPLEX = ("sum_k q_k = 1", "q_k > 0")

# What takes long: proofs that need most of their share, and what stays open at the end of all of them.
SLOW: dict[str, Callable[[], Statement]] = {
    "a proof by slopes": lambda: claim("x^2*exp(-x^2) <= exp(-1)", NUMBERS),
    "a proof by tangents": lambda: claim("sum_k q_k*exp(x_k) >= exp(sum_k q_k*x_k)", ARRAYS, SIMPLEX),
    "false by little": lambda: claim("softplus(z) <= exp(z) - 1/1000000000000", NUMBERS),
    "open to the end": lambda: claim("exp(x^2) >= 1 + x^3", NUMBERS),
    "an open bound": lambda: claim("sum_k q_k*s_k^4 >= (sum_k q_k*s_k)^3 - 1", ARRAYS, SIMPLEX),
}


def judged(statement: Statement) -> tuple[Verdict, int]:
    """Return the verdict, and how many steps it took."""
    before = effort.spent()
    return judge(statement), effort.spent() - before


@cache
def known(what: str) -> tuple[Verdict, int]:
    """Return the verdict on a slow one, and its steps."""
    return judged(SLOW[what]())


@pytest.mark.long
@pytest.mark.parametrize("what", SLOW)
def test_a_clock_that_goes_four_times_faster_changes_no_verdict(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = known(what)
    monkeypatch.setattr(effort.time, "process_time", lambda: 4 * effort.spent() / 1e6)
    assert judged(SLOW[what]()) == wanted


@pytest.mark.long
def test_what_was_asked_before_changes_no_verdict() -> None:
    statement = SLOW["an open bound"]()
    first = judged(statement)
    judge(claim("x^2 - y^2 = (x - y)*(x + y)", NUMBERS))
    assert judged(statement) == first


@pytest.mark.long
def test_the_order_of_sets_changes_no_count() -> None:
    """Hashes differ from run to run; the steps do not."""
    run = "from tests.test_effort import *\nfor what in list(SLOW)[:3]: print(what, *known(what))"
    said = []
    for seed in "1", "2":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run([sys.executable, "-c", run], env=environment, capture_output=True, text=True, check=True)
        said.append(done.stdout)
    assert said[0] == said[1]
    assert said[0].count("\n") == 3


@pytest.mark.parametrize("what", SLOW)
def test_no_verdict_takes_many_more_steps_than_the_limit(what: str) -> None:
    assert known(what)[1] < 1.25 * LIMITS.steps


def test_fewer_steps_leave_open_what_more_steps_prove() -> None:
    hard = SLOW["a proof by slopes"]()
    assert judge(hard).proved
    assert judge(hard, LIMITS.part(0.02)).word == "undecided"


def test_the_clock_is_the_last_net() -> None:
    """Steps that take too long end as well, and the answer is that it is not known."""
    assert judge(SLOW["a proof by slopes"](), replace(LIMITS, seconds=0.0)).word == "undecided"
    net = effort.within(10**9, 0.0)
    assert net.passed
    assert net.left == 0


def test_a_part_of_a_deadline_is_a_share_of_the_steps_that_are_left() -> None:
    whole = effort.within(1000)
    effort.charge(200)
    half = whole.part(0.5)
    assert (whole.left, half.left) == (800, 400)
    effort.charge(400)
    assert not half.passed
    effort.charge(1)
    assert half.passed
    assert not whole.passed


def test_quantities_that_are_said_to_depend_on_each_other_are_not_looked_for_at_any_point() -> None:
    known = scope("z w", depends={"a": "z w"}).depend("z", Symbol("a"))
    verdict, steps = judged(claim("partial a/partial w = partial a/partial z * partial z/partial w", known))
    assert verdict.word == "undecided"
    assert steps < 20_000
