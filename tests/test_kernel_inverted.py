"""What a claim inverts is said to have an inverse, and hypotheses that deny it prove nothing."""

from __future__ import annotations

from symloss.kernel.judge import judge
from symloss.term.nodes import Symbol
from symloss.term.reader import read
from symloss.term.scope import Definition
from symloss.term.sorts import matrix
from tests.claims import K, claim, scope

NAMES = scope("", "u v", "A").declare(Symbol("G", matrix(K, K)), Symbol("H", matrix(K, K)))


def said(text: str, names: object = NAMES) -> list[str]:
    verdict = judge(claim(text, names))  # type: ignore[arg-type]
    assert verdict.proved
    return [c.text for c in verdict.conditions if "invertible" in c.text]


def test_what_is_inverted_is_listed() -> None:
    assert said("inverse(G) @ G @ u = u") == ["G is invertible"]
    assert said("inverse(transpose(A) @ A) @ transpose(A) @ A @ u = u") == ["A^T @ A is invertible"]
    assert said("inverse(G) @ G @ u + inverse(H) @ H @ v = u + v") == ["G is invertible", "H is invertible"]
    assert said("G @ u + u = u + G @ u") == []


def test_what_a_name_is_made_of_counts() -> None:
    made = NAMES.define(Definition("v", read("inverse(G) @ u", NAMES)))
    assert said("v = inverse(G) @ u", made) == ["G is invertible"]
    assert said("v + v = 2*v", made) == ["G is invertible"]


def test_a_singular_matrix_proves_nothing() -> None:
    assert judge(claim("inverse(G) @ G @ u = u", NAMES, ("det(G) = 0",))).word == "undecided"
