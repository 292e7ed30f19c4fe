"""Vectors and matrices for every size: what is true, what is nearly true, and attempts to fool the kernel."""

from __future__ import annotations

import pytest

from benchmarks.identities_arrays import GROUPS, ArrayGroup
from benchmarks.oracle_arrays import false_somewhere
from symloss.errors import ReadError
from symloss.kernel.judge import judge
from symloss.kernel.refuting.second import contradicts
from symloss.kernel.verdict import Verdict
from symloss.term.nodes import Relation
from symloss.term.reader import read
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement

NAMES = ArrayGroup(
    "names",
    "",
    arrays={"A": "M K", "B": "K N", "S": "K K", "R": "K K", "x": "K", "y": "K", "u": "M", "b": "M", "c": "", "a": ""},
    where=("E := 1/2*norm(A @ x - b)^2", "one := vector_{k=1..K} 1"),
)


def verdict(text: str) -> Verdict:
    left, right = text.split(" = ")
    return judge(Statement(NAMES.scope, Identity(Relation("=", read(left, NAMES.scope), read(right, NAMES.scope)))))


def word(text: str) -> str:
    return judge(Statement(NAMES.scope, Identity(read(text, NAMES.scope)))).word


@pytest.mark.long
@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.name)
def test_every_true_claim_about_arrays_is_proved_for_every_size(group: ArrayGroup) -> None:
    for text, statement in group.statements[::2]:
        assert judge(statement).proved, text
        assert contradicts(statement, 8) is None, text


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.name)
def test_the_claims_are_true_for_a_judge_that_shares_nothing(group: ArrayGroup) -> None:
    for text, statement in group.statements:
        assert false_somewhere(statement, group) is False, text


@pytest.mark.parametrize(
    "text",
    [
        "sum_i (sum_k S_{i,k}*x_k)^2 = sum_k sum_i x_i*x_k*(sum_j S_{j,i}*S_{j,k})",
        "(sum_k x_k)^3 = sum_i sum_j sum_k x_i*x_j*x_k",
        "sum_i sum_j (x_i - x_j)^2 = 2*K*norm(x)^2 - 2*(sum_i x_i)^2",
        "sum_k (sum_i x_k*x_i*exp(y_k*x_i)) = sum_i (sum_k x_k*x_i*exp(y_k*x_i))",
        "norm(A @ x)^2 = inner(x, A^T @ A @ x)",
        "sum_k sum_k x_k = K*sum_k x_k",
    ],
)
def test_nested_sums_are_one_sum(text: str) -> None:
    assert word(text) == "proved"


@pytest.mark.parametrize(
    "text",
    [
        "sum_i (sum_k S_{i,k}*x_k)^2 = sum_k sum_i x_i*x_k*(sum_j S_{i,j}*S_{k,j})",  # S S^T for S^T S
        "sum_k (sum_i x_k*x_i*exp(y_k*x_i)) = sum_k (sum_i x_k*x_i*exp(y_k*x_k))",
        "(sum_k x_k)^2 = sum_k x_k^2",
        "sum_k (sum_k x_k) = sum_k x_k",  # a letter inside and outside
        "norm(S @ x)^2 = norm(S)^2*norm(x)^2",
        "norm(A @ x)^2 = inner(x, x)",
        "trace(S @ R) = trace(S)*trace(R)",
        "S @ R = R @ S",
        "(S @ R)^T = S^T @ R^T",
        "grad_x inner(x, S @ x) = 2*(S @ x)",  # S need not be symmetric
        "grad_S trace(S @ R) = R + R^T",
        "grad2_x inner(x, S @ x) = 2*S",
        "grad_x E = A^T @ (A @ x + b)",
        "diag(x) @ S = S @ diag(x)",
        "inner(x, y)^2 = norm(x)^2*norm(y)^2",
        "sum_i x_i*delta(i, j) = x_i",
    ],
)
def test_what_is_nearly_true_is_refuted(text: str) -> None:
    assert word(text) == "refuted"


def test_a_condition_that_is_missing_is_named() -> None:
    found = verdict("norm(c*x) = c*norm(x)")
    assert (found.word, [c.text for c in found.conditions]) == ("conditional", ["c >= 0"])
    assert verdict("sum_k y_k*(c*x_k + a) = c*sum_k y_k*x_k + a").conditions[0].text == "sum_k y_k = 1"


def test_the_norm_has_a_gradient_where_it_is_not_zero() -> None:
    found = verdict("grad_x norm(x) = x/norm(x)")
    assert found.proved
    assert any(c.origin == "natural domain" for c in found.conditions)


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("grad_x (A @ x) = A^T", "denominator"),
        ("grad_x (S @ x) = S^T", "denominator"),  # it fits as it stands, and is false
        ("grad_x inner(y, x) = y^T", "numerator"),
        ("grad_A E = x @ (A @ x - b)^T", "numerator"),
        ("grad_x E = (A @ x - b)^T @ A", "numerator"),
        ("grad_x inner(x, S @ x) = x^T @ (S + S^T)", "numerator"),
        ("grad_S trace(S @ R) = R", "numerator"),
    ],
)
def test_what_is_right_but_transposed_is_a_matter_of_layout(text: str, layout: str) -> None:
    found = verdict(text)
    assert (found.word, [c.text for c in found.conditions]) == (
        "conditional",
        [f"the derivative is in {layout} layout"],
    )


@pytest.mark.parametrize("text", ["grad_x tanh(x) = vector_k (1 - tanh(x_k)^2)", "vector_k (2*x_k) = grad_x (x .* x)"])
def test_a_diagonal_jacobian_may_be_written_as_its_diagonal(text: str) -> None:
    found = verdict(text)
    assert found.word == "conditional"
    assert [c.text.endswith("is a diagonal matrix, written as its diagonal") for c in found.conditions] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "grad_x tanh(x) = vector_k (1 + tanh(x_k)^2)",
        "grad_x softmax(x) = vector_k (softmax(x)_k*(1 - softmax(x)_k))",  # it is not diagonal
        "grad_x (A @ x) = vector_k x_k",
    ],
)
def test_a_jacobian_that_is_not_diagonal_has_no_diagonal_for_its_value(text: str) -> None:
    assert verdict(text).word == "undecided"


def test_a_layout_does_not_excuse_a_mistake() -> None:
    assert verdict("grad_x (S @ x) = 2*S^T").refuted
    assert verdict("grad_x E = (A @ x)^T @ A").word == "undecided"  # a row, and the b is lost
    assert verdict("grad_x (A @ x) = 2*A^T").word == "undecided"
    assert verdict("grad_x (S @ x) = S").proved  # no layout where none is needed


@pytest.mark.parametrize("text", ["trace(A)", "det(A @ B)", "A @ A", "A + S", "inner(x, u)", "diag(S)", "norm(c)"])
def test_what_does_not_fit_has_no_sort(text: str) -> None:
    with pytest.raises(ReadError, match=r"does not fit|entrywise|write abs"):
        read(text, NAMES.scope)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum_k k = K*(K + 1)/2", "proved"),
        ("sum_k k^2 = K*(K + 1)*(2*K + 1)/6", "proved"),
        ("sum_k k^3 = (sum_k k)^2", "proved"),
        ("sum_{k=1..K} sum_{i=1..k} i = K*(K + 1)*(K + 2)/6", "proved"),
        ("sum_{k=0..K-1} k = K*(K - 1)/2", "proved"),
        ("sum_k (k - (K + 1)/2)^2 = K*(K^2 - 1)/12", "proved"),
        ("sum_k k = K^2/2", "refuted"),
        ("sum_k k*x_k = (sum_k k)*(sum_k x_k)/K", "refuted"),
        ("sum_{k=1..K-3} k = (K - 3)*(K - 2)/2", "refuted"),  # K = 1: nothing is summed, the right side is 1
    ],
)
def test_sums_of_powers_of_the_index(text: str, expected: str) -> None:
    assert word(text) == expected


@pytest.mark.parametrize(
    ("fact", "claim", "expected"),
    [
        ("A^T @ (A @ x - b) = vector_{k=1..K} 0", "A^T @ A @ x = A^T @ b", "proved"),
        (
            "A^T @ (A @ x - b) = vector_{k=1..K} 0",
            "inner(A @ y, A @ x - b) = 0",
            "undecided",
        ),  # true, with a sum of facts
        ("A^T @ (A @ x - b) = vector_{k=1..K} 0", "A @ x = b", "undecided"),
        ("2*x = y", "x_1 = y_1/2", "proved"),
        ("2*x = y", "norm(y)^2 = 4*norm(x)^2", "proved"),
        ("2*x = y", "norm(y)^2 = 2*norm(x)^2", "undecided"),  # no point is searched
        ("S @ R = R @ S", "S @ S @ R = S @ R @ S", "undecided"),
        ("x != y", "norm(x - y) > 0", "undecided"),  # only an equation says something of every entry
    ],
)
def test_an_equation_of_arrays_is_one_of_every_entry(fact: str, claim: str, expected: str) -> None:
    scope = NAMES.scope
    known = (Hypothesis(read(fact, scope), "stated"),)
    assert judge(Statement(scope, Identity(read(claim, scope)), known)).word == expected
