"""What the generated schedules spend: exponentials, logarithms, divisions; and that nothing is computed in vain."""

import ast
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent / "generated" / "symloss_gradients"
PATHS = [p for p in sorted(ROOT.glob("[a-z]*.py")) if 'shape, y_true_domain, raw_domain = "scalar"' in p.read_text()]
KERNELS = [
    (path.stem, node)
    for path in PATHS
    for node in ast.parse(path.read_text()).body
    if isinstance(node, ast.FunctionDef) and node.returns is not None and ast.unparse(node.returns) == "None"
]


def calls(node: ast.FunctionDef) -> Counter[str]:
    return Counter(c.func.id for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name))


def kernel(name: str, function: str) -> ast.FunctionDef:
    return next(node for stem, node in KERNELS if stem == name and node.name == function)


@pytest.mark.parametrize(
    ("name", "function", "spent"),
    [
        ("binary_cross_entropy", "_value", {"exp": 1, "log1p": 1, "divide": 0}),
        ("binary_cross_entropy", "_gradient", {"exp": 1, "log1p": 0, "divide": 1}),
        ("binary_cross_entropy", "_hessian", {"exp": 1, "log1p": 0, "divide": 1}),
        ("binary_cross_entropy", "_value_gradient", {"exp": 2, "log1p": 1, "divide": 1}),
        ("binary_cross_entropy", "_gradient_hessian", {"exp": 1, "log1p": 0, "divide": 2}),
        ("sigmoid_squared_error", "_gradient", {"exp": 1, "divide": 1}),
        ("sigmoid_squared_error", "_gradient_hessian", {"exp": 1, "divide": 2}),
        ("log_loss", "_value", {"log": 1, "log1p": 1, "divide": 0}),
        ("half_squared_error", "_gradient", {"subtract": 1, "divide": 0}),
    ],
)
def test_what_a_function_spends(name: str, function: str, spent: dict[str, int]) -> None:
    found = calls(kernel(name, function))
    assert {operation: found[operation] for operation in spent} == spent


def test_there_are_kernels() -> None:
    assert len(KERNELS) >= 5 * len(PATHS) > 0


@pytest.mark.parametrize(("name", "node"), KERNELS, ids=[f"{name}{node.name}" for name, node in KERNELS])
def test_every_array_that_is_written_is_read_or_returned(name: str, node: ast.FunctionDef) -> None:
    outputs = {"loss", "grad", "hess"}
    waiting: dict[str, int] = {}
    written: set[str] = set()
    for line, statement in enumerate(node.body[1:]):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Subscript):
            waiting[ast.unparse(statement.targets[0].value)] = line  # a constant: out[...] = 2.0
            written.add(ast.unparse(statement.targets[0].value))
            continue
        call = statement.value
        for argument in call.args:
            waiting.pop(ast.unparse(argument), None)
        if isinstance(statement, ast.Assign):  # a mask: m1 = less_equal(w1, delta)
            target = ast.unparse(statement.targets[0])
        elif call.func.id == "copyto":  # what is there stays where the mask is false
            waiting.pop(ast.unparse(call.keywords[0].value), None)
            target = ast.unparse(call.args[0])
        else:
            target = ast.unparse(next(k.value for k in call.keywords if k.arg == "out"))
        assert target not in waiting, f"{target} is overwritten before it is read, line {line}"
        waiting[target] = line
        written.add(target)
    assert set(waiting) <= outputs, f"written and never read: {set(waiting) - outputs}"
    arguments = {a.arg for a in node.args.args}
    assert written & outputs == arguments & outputs


@pytest.mark.parametrize(("name", "node"), KERNELS, ids=[f"{name}{node.name}" for name, node in KERNELS])
def test_no_input_is_written(name: str, node: ast.FunctionDef) -> None:
    inputs = {a.arg for a in node.args.args[:2]}
    targets = {ast.unparse(k.value) for c in ast.walk(node) if isinstance(c, ast.Call) for k in c.keywords}
    assert not inputs & targets


def test_constants_have_full_shape() -> None:
    from symloss_gradients import absolute_error, half_squared_error, squared_error

    for function in (absolute_error.hessian, half_squared_error.hessian):
        got = function(np.zeros((3, 2)), np.ones((3, 2)))
        assert got.shape == (3, 2)
        assert got.flags.writeable
    assert squared_error.hessian(np.zeros((3, 2)), np.ones((3, 2))).tolist() == [[1.0, 1.0]] * 3
