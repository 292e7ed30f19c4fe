"""Arithmetic of numbers and arrays, entry by entry."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import permutations

from flint import fmpq

from symloss.kernel.values import balls, jets
from symloss.kernel.values.balls import Undefined, Unknown
from symloss.kernel.values.environment import Array, Worth
from symloss.kernel.values.jets import Value


def scalar(x: Worth) -> Value:
    """Return x, which must be a single number."""
    if isinstance(x, Array):
        if x.shape and any(size != 1 for size in x.shape):
            raise Unknown("an array where a number is expected")
        return x.entries[0]
    return x


def number(x: Worth) -> balls.Number:
    """Return x, which must be a single number, at the point itself."""
    return jets.constant(scalar(x))


def array(x: Worth) -> Array:
    """Return x, which must be an array."""
    if not isinstance(x, Array):
        raise Unknown("a number where an array is expected")
    return x


def entrywise(change: Callable[[Value], Value], x: Worth) -> Worth:
    """Return x with `change` applied to the number or to each entry."""
    return x.map(change) if isinstance(x, Array) else change(x)


def _paired(combine: Callable[[Value, Value], Value], x: Worth, y: Worth) -> Worth:
    if not isinstance(x, Array) and not isinstance(y, Array):
        return combine(x, y)
    a, b = array(x), array(y)
    if a.shape != b.shape:
        raise Unknown(f"arrays of shapes {a.shape} and {b.shape}")
    return Array(a.shape, tuple(combine(u, v) for u, v in zip(a.entries, b.entries, strict=True)))


def add(x: Worth, y: Worth) -> Worth:
    """Return x + y, of equal shapes."""
    return _paired(operator.add, x, y)


def hadamard(x: Worth, y: Worth) -> Worth:
    """Return the entrywise product."""
    return _paired(operator.mul, x, y)


def multiply(x: Worth, y: Worth) -> Worth:
    """Return the product of numbers, or of a number and an array."""
    if not isinstance(x, Array) and not isinstance(y, Array):
        return x * y
    if isinstance(x, Array) and isinstance(y, Array):
        raise Unknown("a product of two arrays")
    if isinstance(x, Array):
        x, y = y, x
    factor = scalar(x)
    return entrywise(lambda entry: factor * entry, y)


def divide(x: Worth, y: Worth) -> Worth:
    """Return a number or an array divided by a number."""
    by = scalar(y)
    if not isinstance(x, Array):
        return jets.divide(x, by)
    return entrywise(lambda entry: jets.divide(entry, by), x)


def total(values: Iterable[Worth]) -> Worth:
    """Return the sum; 0 if there is nothing to add."""
    listed = list(values)
    return reduce(add, listed) if listed else fmpq(0)


def product(values: Iterable[Value]) -> Value:
    """Return the product; 1 if there is nothing to multiply."""
    return reduce(lambda u, v: u * v, values, fmpq(1))


def largest(values: Sequence[Value]) -> Value:
    """Return the maximum of at least one number."""
    if not values:
        raise Undefined("the maximum of nothing")
    return reduce(jets.larger, values)


def smallest(values: Sequence[Value]) -> Value:
    """Return the minimum of at least one number."""
    return -largest([-v for v in values])


def _as_matrix(x: Array) -> Array:
    return Array((*x.shape, 1), x.entries) if len(x.shape) == 1 else x


def _matrix(x: Array) -> list[list[Value]]:
    if len(x.shape) != 2:
        raise Unknown("a matrix is expected")
    rows, columns = x.shape
    return [list(x.entries[i * columns : (i + 1) * columns]) for i in range(rows)]


def matrix_product(x: Worth, y: Worth) -> Worth:
    """Return the matrix product; vectors are columns, and a matrix times a vector is a vector."""
    if not isinstance(x, Array) or not isinstance(y, Array):
        return multiply(x, y)
    a, b = _matrix(_as_matrix(x)), _matrix(_as_matrix(y))
    if len(a[0]) != len(b):
        raise Unknown(f"a matrix product of shapes {x.shape} and {y.shape}")
    found = tuple(_dot(row, [r[j] for r in b]) for row in a for j in range(len(b[0])))
    return Array((len(a),) if len(y.shape) == 1 else (len(a), len(b[0])), found)


def _dot(x: Sequence[Value], y: Sequence[Value]) -> Value:
    return scalar(total(u * v for u, v in zip(x, y, strict=True)))


def inner(x: Worth, y: Worth) -> Value:
    """Return the sum of the products of the entries."""
    return scalar(total(array(hadamard(array(x), array(y))).entries))


def transpose(x: Worth) -> Worth:
    """Return the transpose; of a vector, the matrix of one row."""
    if not isinstance(x, Array):
        return x
    if len(x.shape) == 1:
        return Array((1, *x.shape), x.entries)
    rows = _matrix(x)
    return Array((x.shape[1], x.shape[0]), tuple(row[j] for j in range(x.shape[1]) for row in rows))


def norm(x: Worth, order: Value | None) -> Value:
    """Return the p-norm of a vector (Frobenius for a matrix and p = 2); None: the maximum norm."""
    sizes = [jets.absolute(v) for v in array(x).entries] if order != fmpq(2) else list(array(x).entries)
    if order is None:
        return largest(sizes)
    if order == fmpq(1):
        return scalar(total(sizes))
    if order == fmpq(2):
        return jets.sqrt(scalar(total(v * v for v in sizes)))
    return jets.power(scalar(total(jets.power(v, order) for v in sizes)), jets.divide(fmpq(1), order))


def softmax(x: Worth) -> Worth:
    """Return exp(x_k)/sum_i exp(x_i)."""
    powers = array(x).map(jets.exp)
    return divide(powers, total(powers.entries))


def log_sum_exp(x: Worth) -> Worth:
    """Return ln sum_i exp(x_i)."""
    return jets.log(scalar(total(array(x).map(jets.exp).entries)))


def diagonal(x: Worth) -> Worth:
    """Return the matrix with the vector x on its diagonal."""
    entries = array(x).entries
    size = len(entries)
    return Array((size, size), tuple(entries[i] if i == j else fmpq(0) for i in range(size) for j in range(size)))


def trace(x: Worth) -> Worth:
    """Return the sum of the diagonal."""
    return total(row[i] for i, row in enumerate(_matrix(array(x))))


def determinant(x: Worth) -> Worth:
    """Return the determinant of a small matrix."""
    rows = _matrix(array(x))
    if len(rows) > 4 or len(rows) != len(rows[0]):
        raise Unknown("a determinant beyond the limits")
    return _determinant(rows)


def _determinant(rows: list[list[Value]]) -> Value:
    size = range(len(rows))
    terms = []
    for order in permutations(size):
        swaps = sum(order[i] > order[j] for j in size for i in range(j))
        terms.append(product(rows[i][order[i]] for i in size) * fmpq(-1 if swaps % 2 else 1))
    return scalar(total(terms))


def inverse(x: Worth) -> Worth:
    """Return the inverse of a small matrix: its cofactors, transposed, over its determinant."""
    rows = _matrix(array(x))
    size = range(len(rows))
    if len(rows) > 4 or len(rows) != len(rows[0]):
        raise Unknown("an inverse beyond the limits")
    whole = _determinant(rows)

    def cofactor(i: int, j: int) -> Value:
        minor = [[rows[k][m] for m in size if m != j] for k in size if k != i]
        return _determinant(minor) * fmpq(-1 if (i + j) % 2 else 1)

    return Array((len(rows), len(rows)), tuple(jets.divide(cofactor(j, i), whole) for i in size for j in size))


OF_ARRAYS: dict[str, Callable[[Worth], Worth]] = {
    "softmax": softmax,
    "logsumexp": log_sum_exp,
    "diag": diagonal,
    "trace": trace,
    "det": determinant,
    "inverse": inverse,
}
