"""Inverses and determinants of matrices of any size: what is proved, what is refuted, and attempts to fool the kernel."""

from __future__ import annotations

import random

import pytest
from flint import fmpq

from benchmarks.identities_arrays import ArrayGroup
from symloss.kernel.judge import judge
from symloss.kernel.replaying.prime_fields import BASE, PRIMES, Outside, determinant, inverted
from symloss.kernel.values.arrays import Array, inverse, matrix_product
from symloss.kernel.values.balls import Undefined
from symloss.term.reader import read
from symloss.term.statement import Identity, Statement

GROUP = ArrayGroup(
    "inverses",
    "",
    arrays={"A": "K K", "B": "K K", "X": "N K", "Z": "N K", "x": "K", "y": "K", "u": "N", "c": "", "a": ""},
    where=(
        "one := vector_{k=1..K} 1",
        "G := X^T @ X",
        "w := inverse(X^T @ X) @ X^T @ u",
        "r := inverse(G + c*vector_{i=1..K} vector_{j=1..K} delta(i, j)) @ X^T @ u",
        "S := B + B^T",
    ),
)


def word(text: str) -> str:
    return judge(Statement(GROUP.scope, Identity(read(text, GROUP.scope)))).word


TRUE = [
    "A @ inverse(A) @ x = x",
    "inverse(A) @ A @ x = x",
    "inner(x, A @ inverse(A) @ y) = inner(x, y)",
    "inverse(A @ B) = inverse(B) @ inverse(A)",
    "inverse(A^T) = inverse(A)^T",
    "inverse(inverse(A)) = A",
    "inverse(c*A) = 1/c * inverse(A)",
    "inverse(A/c) = c*inverse(A)",
    "inverse(-A) = -inverse(A)",
    "inverse(vector_{i=1..K} vector_{j=1..K} delta(i, j)) @ x = x",
    "det(inverse(A)) = 1/det(A)",
    "det(A @ B) = det(B)*det(A)",
    "det(A^T) = det(A)",
    "inverse(diag(x)) @ x = one",
    "X^T @ (u - X @ w) = 0*x",
    "G @ w = X^T @ u",
    "X^T @ (X @ r - u) + c*r = 0*x",
    "inner(x, inverse(G) @ y) = inner(y, inverse(G) @ x)",
    "inner(x, inverse(S) @ y) = inner(y, inverse(S) @ x)",
    "S @ inverse(S) @ x = x",
    "inverse(S) @ S @ x = x",
    "trace(inverse(A) @ A) = K",
    "trace(X @ inverse(X^T @ X) @ X^T) = K",
    "partial/partial A_{i,j} (ln(det(A))) = inverse(A)_{j,i}",
    "partial/partial A (inner(x, inverse(A) @ y)) = -inverse(A)^T @ x @ y^T @ inverse(A)^T",
    "grad_x (inner(x, inverse(S) @ x)) = 2*(inverse(S) @ x)",
    "partial/partial c (ln(det(A + c*B))) = trace(inverse(A + c*B) @ B)",
    "inverse([a, c; 0, 2]) = [1/a, -c/(2*a); 0, 1/2]",
    "(grad_x (norm(X @ x - u)^2))[x := w] = 0*x",
    "(grad_x (norm(X @ x - u)^2 + c*norm(x)^2))[x := r] = 0*x",
    "(sum_i x_i*y_i)[x := vector_i y_i*x_i] = sum_i y_i^2*x_i",
    "(sum_i x_i*(sum_j x_j*y_i))[x := A @ y] = sum_i (A @ y)_i*(sum_j (A @ y)_j*y_i)",
    "det([a, c; x_1, 2]) = 2*a - c*x_1",
]

FALSE = [
    "inverse(A) @ x = A @ x",
    "inverse(A @ B) = inverse(A) @ inverse(B)",
    "inverse(A) = inverse(A)^T",
    "inverse(A + B) = inverse(A) + inverse(B)",
    "inverse(c*A) = c*inverse(A)",
    "inverse(-A) = inverse(A)",
    "det(A + B) = det(A) + det(B)",
    "det(c*A) = c*det(A)",
    "inner(x, inverse(A) @ y) = inner(y, inverse(A) @ x)",
    "A @ inverse(B) @ x = x",
    "A @ inverse(A^T) @ x = x",
    "X^T @ X @ inverse(X^T @ Z) @ x = x",
    "X @ inverse(X^T @ X) @ X^T @ u = u",
    "X^T @ (u - X @ r) = 0*x",
    "trace(X @ inverse(X^T @ X) @ X^T) = N",
    "partial/partial A_{i,j} (ln(det(A))) = inverse(A)_{i,j}",
    "partial/partial A (inner(x, inverse(A) @ y)) = inverse(A)^T @ x @ y^T @ inverse(A)^T",
    "grad_x (inner(x, inverse(A) @ x)) = 2*(inverse(A) @ x)",
    "sum_k A_{i,k}*inverse(A)_{j,k} = delta(i, j)",
    "(grad_x (norm(X @ x - u)^2))[x := 2*w] = 0*x",
    "(sum_i x_i*y_i)[x := vector_i y_i*x_i] = sum_i y_i*x_i^2",
    "sum_k A_{i,k}*inverse(A)_{k,i} = K",
    "sum_k A_{i,k}*inverse(A)_{k,j}*x_k = x_i*delta(i, j)",
    "sum_i sum_k A_{i,k}*inverse(A)_{k,i} = K^2",
    "sum_k A_{i,k}^2*inverse(A)_{k,j} = delta(i, j)",
    "sum_{k=2..K} A_{i,k}*inverse(A)_{k,j} = delta(i, j)",
    "inverse([a, c; 0, 2]) = [1/a, c/(2*a); 0, 1/2]",
]


@pytest.mark.long
@pytest.mark.parametrize("text", TRUE)
def test_what_holds_wherever_there_is_an_inverse_is_proved(text: str) -> None:
    assert word(text) == "proved"


@pytest.mark.parametrize("text", FALSE)
def test_what_fails_for_some_matrix_is_never_proved(text: str) -> None:
    assert word(text) in ("refuted", "conditional", "undecided")


@pytest.mark.parametrize("text", FALSE[:9])
def test_what_fails_for_some_matrix_is_refuted(text: str) -> None:
    assert word(text) == "refuted"


def test_an_inverse_at_a_point_is_one() -> None:
    matrix = Array((3, 3), tuple(fmpq(value) for value in (2, 1, 0, 0, 3, 1, 1, 0, 1)))
    unit = matrix_product(matrix, inverse(matrix))
    assert isinstance(unit, Array) and list(unit.entries) == [int(i == j) for i in range(3) for j in range(3)]


def test_a_singular_matrix_has_no_inverse_at_a_point() -> None:
    with pytest.raises(Undefined):
        inverse(Array((2, 2), tuple(map(fmpq, (1, 2, 2, 4)))))


def test_an_inverse_in_a_prime_field_is_one() -> None:
    source, prime = random.Random(1), PRIMES[BASE]
    rows = [[source.randrange(prime) for _ in range(4)] for _ in range(4)]
    other = inverted(rows, BASE)
    product = [[sum(rows[i][k] * other[k][j] for k in range(4)) % prime for j in range(4)] for i in range(4)]
    assert product == [[int(i == j) for j in range(4)] for i in range(4)]
    assert determinant(rows, BASE) * determinant(other, BASE) % prime == 1
    assert determinant([[1, 2], [2, 4]], BASE) == 0
    with pytest.raises(Outside):
        inverted([[1, 2], [2, 4]], BASE)
