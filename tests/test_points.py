"""Points: exact, inside every hypothesis, simple ones first, and the same every time."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from itertools import islice

import pytest

from symloss.kernel.judge import judge
from symloss.kernel.refuting.points import points, satisfiable
from symloss.kernel.values.point import Entries, Point
from symloss.term.statement import Statement
from tests.claims import claim, scope


def some(statement: Statement, count: int = 20) -> list[Point]:
    return list(islice(points(statement, count), count))


def vectors(statement: Statement, name: str) -> list[tuple[Fraction, ...]]:
    found = [p[name] for p in some(statement)]
    return [v.numbers for v in found if isinstance(v, Entries)]


def numbers(statement: Statement, name: str) -> list[Fraction]:
    return [v for p in some(statement) if isinstance(v := p[name], Fraction)]


def test_the_first_point_is_the_simplest() -> None:
    first = some(claim("sigma(z) = x", scope("x z")))[0]
    assert first.at == (("x", "0"), ("z", "0"))


def test_open_and_closed_intervals() -> None:
    inside = numbers(claim("a = a", scope("a", facts=("0 < a", "a <= 1"))), "a")
    assert all(0 < a <= 1 for a in inside)
    assert Fraction(1) in inside
    assert len(set(inside)) > 4
    assert set(numbers(claim("a = a", scope("a", facts=("a in {-1, 1}",))), "a")) == {Fraction(-1), Fraction(1)}
    assert set(numbers(claim("a = a", scope("a", facts=("a = 0 or a = 1",))), "a")) == {Fraction(0), Fraction(1)}
    assert all(-2 <= a < 3 for a in numbers(claim("a = a", scope("a", facts=("a in [-2, 3)",))), "a"))


def test_simplex() -> None:
    rows = vectors(claim("y_j = y_j", scope("", "y", facts=("y_k >= 0", "sum_k y_k = 1"))), "y")
    assert all(sum(row) == 1 and min(row) >= 0 for row in rows)
    assert {len(row) for row in rows} >= {1, 2, 3, 4}
    assert any(row == (1, 0) for row in rows)
    assert any(min(row) > 0 and len(row) > 2 for row in rows)


def test_one_hot() -> None:
    rows = vectors(claim("y_j = y_j", scope("", "y", facts=("y_k in {0, 1}", "sum_k y_k = 1"))), "y")
    assert all(sorted(row) == [*[0] * (len(row) - 1), 1] for row in rows)


def test_a_sum_of_real_numbers() -> None:
    rows = vectors(claim("y_j = y_j", scope("", "y", facts=("sum_k y_k = 1",))), "y")
    assert all(sum(row) == 1 for row in rows)
    assert any(min(row) < 0 for row in rows)


def test_rows_of_a_matrix_that_sum_to_one() -> None:
    statement = claim("W_{n,k} = W_{n,k}", scope("", "", "W", facts=("W_{n,k} > 0", "sum_k W_{n,k} = 1")))
    for point in some(statement, 8):
        found = point["W"]
        assert isinstance(found, Entries)
        width = found.shape[1]
        assert all(sum(found.numbers[r * width : (r + 1) * width]) == 1 for r in range(found.shape[0]))


def test_index_patterns_and_sizes() -> None:
    found = some(claim("x_i = x_j", scope("", "x")), 40)
    pairs = {(p["i"], p["j"]) for p in found}
    assert any(i == j for i, j in pairs)
    assert any(i != j for i, j in pairs)
    assert {int(p["K"]) for p in found if isinstance(p["K"], Fraction)} == set(range(1, 9))
    assert all(p["i"] != p["j"] for p in some(claim("x_i = x_j", scope("", "x"), ("i != j",))))
    assert all(p["K"] >= 3 for p in some(claim("x_i = x_j", scope("", "x", facts=("K >= 3",)))))  # type: ignore[operator]


def test_the_hypothesis_of_an_implication_holds() -> None:
    assert all(x > 3 for x in numbers(claim("x > 3 => x^2 > 9", scope("x")), "x"))


def test_equations_are_solved() -> None:
    statement = claim("u = u", scope("u v w"), ("u + 2*v = 3", "v - w = 1/2"))
    for point in some(statement):
        u, v, w = (point[name] for name in "uvw")
        assert isinstance(u, Fraction)
        assert isinstance(v, Fraction)
        assert isinstance(w, Fraction)
        assert u + 2 * v == 3
        assert v - w == Fraction(1, 2)


def test_rational_roots_of_polynomials() -> None:
    likelihood = claim("u = u", scope("u", facts=("0 < u", "u < 1", "d/du (u^9*(1 - u)^4) = 0")))
    assert set(numbers(likelihood, "u")) == {Fraction(9, 13)}
    assert set(numbers(claim("u = u", scope("u"), ("u^3 = 4*u",)), "u")) == {Fraction(0), Fraction(2), Fraction(-2)}
    assert some(claim("u = u", scope("u"), ("u^3 + u = 1",))) == []  # no rational root: no point


def test_facts_about_entries_hold_for_every_index_in_the_domain() -> None:
    assert all(min(row) >= 0 for row in vectors(claim("y_j = y_j", scope("", "y", facts=("y_j >= 0",))), "y"))


def test_a_hypothesis_of_the_statement_is_about_the_index_of_the_claim() -> None:
    rows = vectors(claim("y_j = 0", scope("", "y"), ("y_j = 0",)), "y")
    assert any(max(map(abs, row)) > 0 for row in rows if len(row) > 1)


@pytest.mark.parametrize(
    ("numbers_", "vectors_", "facts"),
    [
        ("x", "", ("x > 1", "x < 0")),
        ("x", "", ("x = 1", "x = 2")),
        ("x y", "", ("x = y", "x > y")),
        ("x", "", ("x^2 = -1",)),
        ("", "y", ("y_k > 0", "sum_k y_k = 0")),
        ("", "y", ("y_k >= 1", "sum_k y_k = 1", "K >= 2")),
        ("x", "", ("exp(x) < 0",)),
        ("x y", "", ("x*y = 1", "x = 0")),
    ],
)
def test_contradictions_have_no_point(numbers_: str, vectors_: str, facts: tuple[str, ...]) -> None:
    made = scope(numbers_, vectors_, facts=facts)
    text = "x = x" if numbers_ else "y_j = y_j"
    assert satisfiable(claim(text, made)) is None


@pytest.mark.parametrize(
    "facts",
    [("x^2 = 4", "x > 0"), ("norm(s) = 1",), ("exp(x) = 1",), ("x = 3*t - 1", "t != 0"), ("a = sigma(x)", "a > 1/2")],
)
def test_satisfiable(facts: tuple[str, ...]) -> None:
    assert satisfiable(claim("x = x", scope("x t a", "s", facts=facts))) is not None


def test_the_same_points_under_every_hash_seed() -> None:
    program = (
        "from tests.claims import *; from symloss.kernel.refuting.points import points\n"
        "s = claim('y_i*x = z', scope('x z', 'y', facts=('y_k >= 0', 'sum_k y_k = 1')), ('x + z = 1',))\n"
        "print([p.at for p in points(s, 12)])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sum_{k=1..K} delta(k, K) = 1", "proved"),
        ("sum_{k=1..K} delta(k, K) = 0", "refuted"),
        ("sum_k k*delta(k, K) = K", "proved"),
        ("sum_{k=1..K-1} delta(k, i) = 1 - delta(i, K)", "proved"),
        ("sum_{k=1..K-1} delta(k, i) = 1", "refuted"),
        ("sum_{k != K} 1 = K - 1", "proved"),
        ("sum_{k != K} 1 = K", "refuted"),
    ],
)
def test_a_size_that_an_index_is_compared_with_is_no_index_of_the_range_it_ends(text: str, word: str) -> None:
    assert judge(claim(text, scope("x", "s"))).word == word


@pytest.mark.parametrize(
    "text", ["f(0) = 0", "f(0)*x = 0", "f(x) - f(0) = f(x)", "f(-x) = -f(x) + 2*f(0) - 2*f(0)^2", "g(x, 0) = x*g(1, 0)"]
)
def test_unknown_functions_need_not_vanish_at_0(text: str) -> None:
    assert judge(claim(text, scope("x", functions="f g"))).word == "refuted"


def test_every_entry_of_an_array_may_be_given() -> None:
    """s_k = 1/K for every k is no reason to look at one entry only."""
    for facts in (("s_k = 1", "K >= 2"), ("s_k = 1/K", "K >= 3"), ("s_k = k", "K >= 2")):
        assert satisfiable(claim("s_i = s_i", scope("", "s", facts=facts))) is not None
