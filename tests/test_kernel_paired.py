"""Claims about arrays and expectations that are true by how they are made, and the same with one rule broken.

Two texts grow side by side by rules that keep them equal. A true pair is never refuted; a
pair with one rule broken that a judge apart from the kernel finds false is never proved.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from benchmarks.identities_arrays import ArrayGroup
from benchmarks.oracle_arrays import false_somewhere
from symloss.kernel.judge import judge
from symloss.term.reader import read
from symloss.term.statement import Identity, Statement

GROUP = ArrayGroup(
    "paired",
    "",
    arrays={"a": "K", "b": "K", "y": "M", "A": "K K", "W": "M K", "c": "", "d": ""},
    functions="f g q r",
)
Pair = tuple[str, str]
# rules by what they make: how many parts of which kind, two equal ways to write it, and others that differ from the first
NUMBERS: tuple[tuple[str, str, str, str], ...] = (
    ("VV", "inner({0}, {1})", "sum_{{k=1..K}} ({0})_k*({1})_k", "sum_{{k=1..K}} ({0})_k*({0})_k"),
    ("VV", "inner({0}, {1})", "trace(({0}) @ ({1})^T)", "trace(({0}) @ ({0})^T)"),
    ("VV", "inner({0} + {1}, {0})", "norm({0})^2 + inner({0}, {1})", "norm({0})^2 + 2*inner({0}, {1})"),
    ("VV", "inner(A @ ({0}), {1})", "inner({0}, A^T @ ({1}))", "inner({0}, A @ ({1}))"),
    ("V", "norm({0})^2", "sum_{{j=1..K}} ({0})_j^2", "(sum_{{j=1..K}} ({0})_j)^2"),
    (
        "V",
        "sum_{{k=1..K}} ({0})_k",
        "({0})_i + sum_{{k=1..K}} (1 - delta(i, k))*({0})_k",
        "({0})_j + sum_{{k=2..K}} ({0})_k",
    ),
    ("VN", "norm(({1})*({0}))", "abs({1})*norm({0})", "({1})*norm({0})"),
    ("VN", "sum_{{k=1..K}} ({1})*({0})_k", "({1})*(sum_{{k=1..K}} ({0})_k)", "({1})^K*(sum_{{k=1..K}} ({0})_k)"),
    ("V", "({0})_i", "sum_{{k=1..K}} delta(i, k)*({0})_k", "sum_{{k=1..K}} delta(j, k)*({0})_k"),
    ("NN", "({0}) - ({1})", "-(({1}) - ({0}))", "({1}) - ({0})"),
    ("NN", "({0})*({1})", "({1})*({0})", "({1})*({1})"),
    ("N", "exp({0})", "1/exp(-({0}))", "1/exp({0})"),
    ("N", "abs({0})", "sqrt(({0})^2)", "{0}"),
    ("MM", "E_{{x ~ q}}[({0}) + ({1})]", "E_{{x ~ q}}[{0}] + E_{{x ~ q}}[{1}]", "E_{{x ~ q}}[{0}] + E_{{x ~ r}}[{1}]"),
    ("MN", "E_{{x ~ q}}[({1})*({0})]", "({1})*E_{{x ~ q}}[{0}]", "({1})^2*E_{{x ~ q}}[{0}]"),
    ("MN", "E_{{x ~ q}}[({0}) + ({1})]", "E_{{x ~ q}}[{0}] + ({1})", "E_{{x ~ q}}[{0}] - ({1})"),
    ("MMN", "E_{{x ~ q}}[E_{{x ~ r}}[{0}] + ({2})]", "E_{{x ~ r}}[{0}] + ({2})", "E_{{x ~ q}}[{0}] + ({2})"),
)
VECTORS = (
    ("VV", "({0}) + ({1})", "({1}) + ({0})", "({1}) - ({0})"),
    ("VV", "({0}) .* ({1})", "diag({1}) @ ({0})", "diag({1}) @ ({1})"),
    ("VVV", "(({0}) @ ({1})^T) @ ({2})", "inner({1}, {2})*({0})", "inner({0}, {2})*({1})"),
    ("VV", "A @ (({0}) + ({1}))", "A @ ({0}) + A @ ({1})", "A @ ({0}) + A^T @ ({1})"),
    ("V", "W^T @ (W @ ({0}))", "(W^T @ W) @ ({0})", "(A^T @ A) @ ({0})"),
    ("VN", "({1})*({0})", "diag(({1})*exp.(0*b)) @ ({0})", "({0})"),
    ("V", "exp.({0})", "exp.(2*({0})) .* exp.(-({0}))", "exp.(2*({0}))"),
    ("V", "softmax({0})", "exp.({0})/exp(logsumexp({0}))", "exp.({0})/logsumexp({0})"),
)
MEANS = (  # of one quantity, drawn as x
    ("MM", "({0}) + ({1})", "({1}) + ({0})", "({1}) + 2*({0})"),
    ("MM", "({0})*({1})", "({1})*({0})", "({1})*({1})"),
    ("MN", "({0})*({1})", "({1})*({0})", "({0}) + ({1})"),
    ("M", "sigma({0})", "1 - sigma(-({0}))", "sigma(-({0}))"),
)
RULES = {"N": NUMBERS, "V": VECTORS, "M": MEANS}
LEAVES = {"N": ("c", "d", "2", "a_i", "b_j", "K"), "V": ("a", "b"), "M": ("f(x)", "g(x)", "x", "c")}


class Paired:
    """Two texts that grow side by side; `broken`: the number of the rule that is broken, if any."""

    def __init__(self, dice: random.Random, broken: int | None) -> None:
        self.dice, self.left = dice, broken

    def grow(self, kind: str, depth: int) -> Pair:
        """Return two ways to write a number, a vector or what a mean is taken of."""
        if not depth or (depth < 3 and self.dice.random() < 0.2):
            leaf = self.dice.choice(LEAVES[kind])
            return leaf, leaf
        parts, one, other, wrong = self.dice.choice(RULES[kind])
        inside = [self.grow(part, depth - 1) for part in parts]
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                other = wrong
        first, second = ([pair[side] for pair in inside] for side in (0, 1))
        if self.dice.random() < 0.5 and other is not wrong:
            one, other = other, one
        return one.format(*first), other.format(*second)


def made(seed: int, broken: bool) -> Statement | None:
    """Return the claim of a seed, or None if no rule was broken though one should be, or the two texts are one."""
    dice = random.Random(seed)
    pair = Paired(dice, dice.randint(1, 4) if broken else None)
    left, right = pair.grow("N", dice.choice((1, 2, 2, 3)))
    if left == right or (broken and pair.left is not None and pair.left > 0):
        return None
    scope = GROUP.scope
    return Statement(scope, Identity(read(f"{left} = {right}", scope)))


def words(seeds: range, broken: bool, wrong: Callable[[Statement, str], bool]) -> list[str]:
    """Return the verdicts on the claims of the seeds; fail at one that is wrong."""
    found = []
    for seed in seeds:
        statement = made(seed, broken)
        if statement is not None:
            word = judge(statement).word
            assert not wrong(statement, word), f"seed {seed}: {statement.step} is {word}"
            found.append(word)
    return found


def test_what_is_equal_by_how_it_is_made_is_proved_or_left_open() -> None:
    found = words(range(16), False, lambda _, word: word in ("refuted", "conditional"))
    assert found.count("proved") > 0.8 * len(found) > 6


def test_what_is_made_with_a_wrong_rule_is_not_proved() -> None:
    found = words(range(24), True, lambda s, word: word == "proved" and bool(false_somewhere(s, GROUP)))
    assert found.count("refuted") + found.count("conditional") > 0.5 * len(found) > 5


@pytest.mark.parametrize("kind", RULES)
def test_each_rule_is_true_and_broken_as_it_says(kind: str) -> None:
    """The judge apart from the kernel says the same of every rule on its leaves."""
    scope = GROUP.scope
    around = {"N": "{}", "V": "({})_i", "M": "E_{{x ~ q}}[{}]"}[kind]
    for parts, one, other, wrong in RULES[kind]:
        leaves = [LEAVES[part][place % 2] for place, part in enumerate(parts)]
        left, right, bad = (around.format(text.format(*leaves)) for text in (one, other, wrong))
        for text, false in ((right, False), (bad, True)):
            statement = Statement(scope, Identity(read(f"{left} = {text}", scope)))
            assert false_somewhere(statement, GROUP) is false, (left, text)
