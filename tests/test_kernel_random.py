"""Means, variances and probabilities are numbers made of something random as a whole, and no functions of its value."""

from __future__ import annotations

import pytest

from symloss.kernel.judge import judge
from symloss.term.nodes import Symbol
from symloss.term.sorts import FUNCTION
from tests.claims import claim, scope

NAMES = scope("a b x y X Y", "u")
for function in ("P", "Var", "Cov", "bb_E", "f", "p", "E"):
    NAMES = NAMES.declare(Symbol(function, FUNCTION))


def word(text: str, *given: str) -> str:
    return judge(claim(text, NAMES, given)).word


@pytest.mark.parametrize(
    "text",
    [
        "d/dy (P(1[X <= y])) = 0",  # it is the density
        "d/dy (P(1[X <= y])^2) = 0",
        "d/da (bb_E(1[X <= a])) = 0",
        "d/da (bb_E(sign(X - a))) = 0",
        "d/da (Var(max(X, a))) = 0",
        "Var(abs(X)) = Var(X)",  # true of X >= 0 and of X <= 0, and of no other X
        "bb_E(abs(X)) = abs(bb_E(X))",
        "P(1[X <= y]) = P(1[X <= 3])",
        "P(1[X <= y])^2 = P(1[X <= y])",
        "Cov(max(X, 0), Y) = Cov(X, Y)",
    ],
)
def test_what_is_random_is_no_case_and_no_variable(text: str) -> None:
    assert word(text) == "undecided"


def test_a_label_with_few_values_is_no_case_inside_a_probability() -> None:
    assert word("P(1[y = 1])^2 = P(1[y = 1])", "y in {0, 1}") == "undecided"
    assert word("P(1[y = 1])*abs(y - 2) = P(1[y = 1])*(2 - y)", "y in {0, 1}") == "proved"  # y outside is a number
    assert word("f(a)*y^2 = f(a)*y", "y in {0, 1}") == "proved"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("P(1[X <= y]) = P(1[y >= X])", ()),
        ("P(1[X < y]) + a = a + P(1[y > X])", ()),
        ("bb_E(abs(X)) = bb_E(X)", ("X >= 0",)),
        ("Var(max(X, 0)) = Var(X)", ("X > 0",)),
        ("Cov(u_i, u_j)*delta(i, j) = Cov(u_i, u_i)*delta(i, j)", ()),  # indices count, and are not random
        ("a*abs(y)*Var(X) = -a*y*Var(X)", ("y < 0",)),
        ("abs(y)^2*Var(X) = y^2*Var(X)", ()),
        ("d/da (a*Var(X)) = Var(X)", ()),
        ("d/da (E(a^2)*f(a)) = E(a^2)*f'(a) + f(a)*2*a*E'(a^2)", ()),  # E is a name of other functions, too
    ],
)
def test_what_is_true_of_every_law_is_proved(text: str, given: tuple[str, ...]) -> None:
    assert word(text, *given) == "proved"


@pytest.mark.parametrize(
    "text",
    [
        "d/da (E_{x~p}[1[x <= a]]) = 0",  # a condition x != a at every x leaves no continuous law
        "d/da (E_{x~p}[sign(x - a)]) = 0",
        "d/da (E_{x~p}[a*1[x <= a]]) = E_{x~p}[1[x <= a]]",
    ],
)
def test_the_mean_of_what_jumps_has_a_slope_of_its_own(text: str) -> None:
    assert word(text) == "undecided"


def test_the_mean_of_what_bends_or_jumps_elsewhere_is_differentiated() -> None:
    assert word("d/da (E_{x~p}[abs(x - a)]) = E_{x~p}[sign(a - x)]") == "proved"
    assert word("d/da (E_{x~p}[a*1[x <= b]]) = E_{x~p}[1[x <= b]]") == "proved"
