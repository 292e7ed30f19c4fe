"""Conditions that exclude each other, told one after the other: each holds for what follows it."""

from __future__ import annotations

import pytest

from symloss.proofs.discourse.alternatives import exclude
from tests.claims import equation, scope
from tests.notes import verdicts

SIZE = "Let $f(x) = |x|$.\n\n"
HUBER = (
    r"$$L(r) = \begin{cases} \frac12 r^2 & |r| \le \delta \\ \delta(|r| - \frac12\delta) & |r| > \delta\end{cases}$$"
    "\n\nwhere $\\delta > 0$. "
)


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("x > 0", "x < 0", True),
        ("x > 0", "0 > x", True),
        ("x >= 0", "x <= 0", True),
        ("x > 0", "x = 0", True),
        ("x > 1", "x < -1", True),
        ("x < -1", "x >= 1", True),
        ("abs(x) <= y", "abs(x) > y", True),
        ("y >= abs(x)", "abs(x) > y", True),
        ("x > 0", "x < 1", False),
        ("x >= -1", "x <= 1", False),
        ("x > 0", "y < 0", False),
        ("x > 0", "x >= 0", False),
        ("x = y", "x = z", False),
        ("x <= 0", "x = 0", False),
        ("x != 0", "x > 0", False),
        ("x != y", "x = y", True),
        ("x != y", "y = x", True),
        ("x != 1", "x = 0", False),
        ("x != y", "x = -y", False),
        ("x > 1", "x > 2", False),
    ],
)
def test_which_conditions_exclude_each_other(first: str, second: str, answer: bool) -> None:
    made = scope("x y z")
    assert exclude(equation(first, made), equation(second, made)) is answer
    assert exclude(equation(second, made), equation(first, made)) is answer


@pytest.mark.parametrize(
    "text",
    [
        SIZE + "For $x > 0$ we have\n\n$$f'(x) = 1$$\n\nand for $x < 0$\n\n$$f'(x) = -1.$$\n",
        SIZE + "For $x > 0$ we have\n\n$$f'(x) = 1.$$\n\nFor $x < 0$ we have\n\n$$f'(x) = -1.$$\n",
        SIZE + "- $x > 0$: $f'(x) = 1$\n- $x < 0$: $f'(x) = -1$\n",
        SIZE + "Für $x > 0$ gilt $f'(x) = 1$. Für $x < 0$ gilt dagegen $f'(x) = -1$.\n",
        HUBER + "For $|r| \\le \\delta$ we have\n\n$$L'(r) = r$$\n\nand for $|r| > \\delta$\n\n$$L'(r) = \\delta\\,"
        "\\mathrm{sign}(r).$$\n",
        HUBER + "When $|r| < \\delta$ we have $$L'(r) = r$$ and for $|r| > \\delta$ $$L'(r) = \\delta "
        "\\operatorname{sign}(r).$$\n",
        HUBER + "- $|r| < \\delta$: $L'(r) = r$\n- $|r| > \\delta$: $L'(r) = \\delta \\operatorname{sign}(r)$\n",
        HUBER + "For small residuals ($|r| < \\delta$):\n\n$$L'(r) = r$$\n\nFor large residuals ($|r| > \\delta$):\n\n"
        "$$L'(r) = \\delta \\operatorname{sign}(r)$$\n",
    ],
)
def test_each_condition_holds_for_what_follows_it(text: str) -> None:
    assert verdicts(text) == ["proved", "proved"]


@pytest.mark.parametrize(
    "text",
    [
        SIZE + "For $x > 0$ we have\n\n$$f'(x) = -1$$\n\nand for $x < 0$\n\n$$f'(x) = 1.$$\n",
        HUBER
        + "For $|r| \\le \\delta$ we have\n\n$$L'(r) = 2 r$$\n\nand for $|r| > \\delta$\n\n$$L'(r) = \\delta.$$\n",
    ],
)
def test_what_is_false_of_its_own_case_is_not_proved(text: str) -> None:
    assert "proved" not in verdicts(text)


@pytest.mark.parametrize(
    "claim", [r"|x| \ge x", r"|x| \ge 0", r"|x + y| \le |x| + |y|", r"|x| \ge -x", r"|x - y| \ge x - y"]
)
def test_what_is_true_of_every_size_is_claimed(claim: str) -> None:
    assert verdicts(f"We have ${claim}$.\n") == ["proved"]


@pytest.mark.parametrize("claim", [r"|x| \le x", r"|x + y| \ge |x| + |y|", r"|x| > 0"])
def test_what_is_false_of_some_size_is_not_assumed(claim: str) -> None:
    assert verdicts(f"We have ${claim}$.\n") in (["refuted"], ["conditional"])


LATER = SIZE + "For $x > 0$ we have $f(x) = x$.\n\nFor $x < 0$ we have $f(x) = -x$. "


def test_what_only_the_last_alternative_makes_true_is_true_on_that_condition() -> None:
    assert verdicts(LATER + "Hence $f'(x) = -1$.\n") == ["proved", "proved", "conditional"]
    assert verdicts(LATER + "\n\nEverywhere $f(x)^2 = x^2$.\n") == ["proved", "proved", "proved"]
    assert verdicts(LATER + "\n\nEverywhere $f(x)^2 = -x^2$.\n") == ["proved", "proved", "refuted"]


def test_a_definition_after_the_alternatives_is_no_part_of_them() -> None:
    told = LATER + "\n\nLet $g(x) = \\max(0, x)$. It has $g'(x) = %s$.\n"
    assert verdicts(told % "1[x > 0]".replace("1[", r"\mathbb{1}[")) == ["proved", "proved", "proved"]
    assert verdicts(told % "0") == ["proved", "proved", "conditional"]
