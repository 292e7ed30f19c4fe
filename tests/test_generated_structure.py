"""What the generated schedules spend: exponentials, logarithms, divisions; and that nothing is computed in vain."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from symloss_gradients import _softmax

from symloss.code.schedule import NUMBERS
from symloss.code.shared import once

ROOT = Path(__file__).parent.parent / "generated" / "symloss_gradients"
PATHS = [
    path
    for path in sorted(ROOT.glob("[a-z]*.py"))
    if re.search('shape, y_true_domain, raw_domain = "(scalar|pair)"', path.read_text(encoding="utf-8"))
]


def kernels(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions of the schedule of a module: those that write into arrays."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and (ast.get_docstring(node) or "").startswith("Write "):
            yield node


KERNELS = [(path.stem, node) for path in PATHS for node in kernels(path)]
DEAR = {"exp", "expm1", "log", "log1p", "tanh", "sinh", "cosh", "arctan", "sqrt", "power", "divide"}
DEAR |= {
    "log_ndtr",
    "normal_hazard",
    "normal_hazard_slope",
    "log_cloglog",
    "cloglog_hazard",
    "cloglog_hazard_slope",
    "exp_excess",
    "decay",
}
# what value, gradient and exact Hessian of each loss may spend: no more is ever spent unnoticed
SPENT = {
    "absolute_error": "none | none | none",
    "asymmetric_focal": "1 exp 2 log1p 2 power 3 div | 1 exp 2 log1p 2 power 3 div | 1 exp 2 log1p 2 power 3 div",
    "binary_cross_entropy": "1 exp 1 log1p | 1 exp 1 div | 1 exp 1 div",
    "cauchy": "1 log1p 1 div | 2 div | 2 div",
    "cloglog_cross_entropy": "1 exp 1 log_cloglog | 1 exp 1 cloglog_hazard | 1 exp 1 cloglog_hazard_slope",
    "expectile": "none | none | none",
    "exponential": "1 exp | 1 exp | 1 exp",
    "gamma_nll": "1 exp | 1 exp | 1 exp",
    "gaussian_nll": "1 exp | 1 exp | 1 exp",
    "half_squared_error": "none | none | none",
    "hinge": "none | none | none",
    "huber": "none | none | none",
    "laplace_nll": "1 exp | 1 exp | 1 exp",
    "log_cosh": "1 log1p 1 sinh | 1 tanh | 1 div 1 decay",
    "log_loss": "1 log 1 log1p | 1 div | 1 div",
    "logistic": "1 exp 1 log1p | 1 exp 1 div | 1 exp 1 div",
    "pinball": "none | none | none",
    "poisson_nll": "1 exp | 1 exp | 1 exp",
    "probit_cross_entropy": "2 log_ndtr | 2 normal_hazard | 2 normal_hazard_slope",
    "pseudo_huber": "1 sqrt 2 div | 1 sqrt 2 div | 1 sqrt 3 div",
    "sigmoid_focal": "1 exp 1 log1p 1 power 1 div | 1 exp 1 log1p 1 power 2 div | 1 exp 1 log1p 1 power 2 div",
    "sigmoid_squared_error": "1 exp 1 div | 1 exp 1 div | 1 exp 1 div",
    "smooth_l1": "1 div | 1 div | none",
    "squared_hinge": "none | none | none",
}


def calls(node: ast.FunctionDef) -> Counter[str]:
    return Counter(c.func.id for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name))


def kernel(name: str, function: str) -> ast.FunctionDef:
    return next(node for stem, node in KERNELS if stem == name and node.name == function)


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_what_a_loss_spends_is_what_its_head_says(path: Path) -> None:
    """Three sources: the table above, the head of the module, and the calls that stand in its functions."""
    head = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    said = re.search("operations   (.*)", head)
    assert said is not None and said[1] == SPENT[path.stem]
    second = "_exact_full" if '"pair"' in path.read_text(encoding="utf-8") else "_hessian"
    for function, part in zip(("_value", "_gradient", second), said[1].split(" | "), strict=True):
        found = {name: count for name, count in calls(kernel(path.stem, function)).items() if name in DEAR}
        words = part.split() if part != "none" else []
        counts = {
            {"div": "divide"}.get(name, name): int(count) for count, name in zip(words[::2], words[1::2], strict=True)
        }
        assert found == counts


@pytest.mark.parametrize(
    ("name", "function", "spent"),
    [
        ("binary_cross_entropy", "_value_hard", {"exp": 1, "log1p": 1, "divide": 0}),
        ("binary_cross_entropy", "_value_gradient_hard", {"exp": 1, "log1p": 1, "divide": 1}),
        ("binary_cross_entropy", "_value_gradient", {"exp": 2, "log1p": 1, "divide": 1}),
        ("binary_cross_entropy", "_gradient_hessian", {"exp": 1, "log1p": 0, "divide": 2}),
        ("sigmoid_squared_error", "_gradient_hessian", {"exp": 1, "divide": 2}),
        ("gaussian_nll", "_value_gradient", {"exp": 1, "divide": 0, "subtract": 2}),
        ("gaussian_nll", "_gradient_exact", {"exp": 1, "divide": 0}),
        ("half_squared_error", "_gradient", {"subtract": 1, "divide": 0}),
    ],
)
def test_what_is_computed_together_shares_its_exponentials(name: str, function: str, spent: dict[str, int]) -> None:
    found = calls(kernel(name, function))
    assert {operation: found[operation] for operation in spent} == spent


@pytest.mark.parametrize("name", ["softmax_cross_entropy", "softmax_squared_error", "softmax_kl_divergence"])
def test_a_loss_of_classes_takes_one_exponential_of_each_score(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module(f"symloss_gradients.{name}")
    taken: list[int] = []
    monkeypatch.setattr(_softmax, "np", Counting(np, taken))
    y, s = np.full((50, 8), 0.125), np.random.default_rng(0).normal(size=(50, 8))
    for function in (module.gradient, module.hessian, module.value_and_gradient, module.gradient_and_hessian):
        taken.clear()
        function(y, s)
        assert sum(taken) == s.size


CLASSES = [
    path
    for path in sorted(ROOT.glob("[a-z]*.py"))
    if 'shape, y_true_domain, raw_domain = "classes"' in path.read_text(encoding="utf-8")
]
# what value, gradient and the diagonal of the Hessian spend: for each entry, and for each row
SPENT_OF_CLASSES = {
    "cross_entropy": ("1 log 1 div | 1 div | 1 div", "none | none | none"),
    "exp_squared_error": ("1 exp | 1 exp | 1 exp", "none | none | none"),
    "kl_divergence": ("1 log 1 div | 1 div | 1 div", "none | none | none"),
    "softmax_cross_entropy": ("1 exp | 1 exp 2 div | 1 exp 2 div", "1 log1p 1 div | none | none"),
    "softmax_kl_divergence": ("1 exp 1 log 1 log1p 3 div | 1 exp 2 div | 1 exp 2 div", "1 log1p 1 div | none | none"),
    "softmax_squared_error": ("1 exp 2 div | 1 exp 2 div | 1 exp 2 div", "none | none | none"),
    "squared_error": ("none | none | none", "none | none | none"),
}


class Counted(np.ndarray):
    """An array that writes down what is computed from it."""

    bill: ClassVar[Counter[tuple[str, int]]] = Counter()

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **more):
        def plain(x):
            return x.view(np.ndarray) if isinstance(x, Counted) else x

        sizes = [np.size(x) for x in inputs]
        if method == "__call__":
            Counted.bill[ufunc.__name__, max(sizes)] += 1
        more |= {} if out is None else {"out": tuple(plain(o) for o in out)}
        found = getattr(ufunc, method)(*(plain(x) for x in inputs), **more)
        return found if out is None and not isinstance(found, np.ndarray) else np.asarray(found).view(Counted)


class CountedRoom(_softmax.Room):
    """Room whose arrays are counted too."""

    def like(self, x, name):
        return super().like(x, name).view(Counted)


def counted(function: Callable[..., np.ndarray]) -> Callable[..., np.ndarray]:
    return lambda *given: function(*given).view(Counted)


@pytest.mark.parametrize("path", CLASSES, ids=[path.stem for path in CLASSES])
def test_what_a_loss_of_classes_spends_is_what_its_head_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sources: the table above, the head of the module, and what arrays that count see happen."""
    head = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    said = tuple(re.search(f"operations of each {what}, any y   (.*)", head) for what in ("entry", "row"))
    assert tuple(match and match[1] for match in said) == SPENT_OF_CLASSES[path.stem]
    module = import_module(f"symloss_gradients.{path.stem}")
    monkeypatch.setattr(_softmax, "Room", CountedRoom)
    for shared in {"times", "over"} & set(vars(module)):  # which return plain arrays
        monkeypatch.setattr(module, shared, counted(getattr(module, shared)))
    n, size = 50, 7
    y = np.full((n, size), 1 / size).view(Counted)
    labels = _softmax.Targets(y, None, size, y.dtype, CountedRoom())
    raw = np.random.default_rng(0).uniform(0.1, 0.9, (n, size)).view(Counted)
    more = {"base": 2.0, "label_smoothing": 0.0}
    given = [more[name] for name in more if name in module._value.__annotations__]
    for i, name in enumerate(("_value", "_gradient", "_diagonal")):
        Counted.bill.clear()
        with np.errstate(all="ignore"):
            getattr(module, name)(labels, raw, *given)
        for level, count in ((0, n * size), (1, n)):
            words = SPENT_OF_CLASSES[path.stem][level].split(" | ")[i].replace("none", "").split()
            expected = {
                {"div": "divide"}.get(word, word): int(times)
                for times, word in zip(words[::2], words[1::2], strict=True)
            }
            seen = {op: times for (op, entries), times in Counted.bill.items() if entries == count and op in DEAR}
            assert seen == expected, (name, count)


def test_an_array_that_gave_its_place_away_cannot_be_asked_for() -> None:
    y, s = np.full((4, 3), 1 / 3), np.arange(12.0).reshape(4, 3)
    for labels in (y, np.eye(3)[[0, 2, 1, 0]]):
        targets = _softmax.Targets(labels, None, 3, labels.dtype, _softmax.Room())
        q = _softmax.Softmax(s, targets, keep="d")
        d = q.residual(targets)
        with pytest.raises(AttributeError):
            _ = q.e
        whole = _softmax.Softmax(s, targets)
        np.testing.assert_allclose(d, whole.p - labels, rtol=1e-12)
        assert np.isfinite(whole.loss(targets)).all()


@pytest.mark.parametrize(
    ("name", "function", "output"),
    [("sigmoid_squared_error", "_gradient", "grad"), ("binary_cross_entropy", "_hessian", "hess")],
)
def test_what_reads_the_raw_value_first_writes_to_the_output(name: str, function: str, output: str) -> None:
    first = next(node for node in ast.walk(kernel(name, function)) if isinstance(node, ast.Call))
    assert ast.unparse(first) == f"exp(z, out={output})"


def test_every_loss_of_classes_is_in_the_table() -> None:
    assert {path.stem for path in CLASSES} == set(SPENT_OF_CLASSES)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a = exp(s) + 1", "b = exp(s)"], ["e = exp(s)", "a = e + 1", "b = e"]),
        (["a = (exp(s) - 1) ** 2 + exp(s) ** 2"], ["e = exp(s)", "a = (e - 1) ** 2 + e**2"]),
        (["a = total(d)", "d -= 1", "b = total(d)"], ["a = total(d)", "d -= 1", "b = total(d)"]),
        (["e = 1", "a = exp(s)", "b = exp(s)"], ["e = 1", "e2 = exp(s)", "a = e2", "b = e2"]),
        (["a = log(exp(s)) - log(exp(s))"], ["u = log(exp(s))", "a = u - u"]),
        (["a = exp(s) + exp(-s)"], ["a = exp(s) + exp(-s)"]),
    ],
)
def test_what_stands_twice_is_computed_once(lines: list[str], expected: list[str]) -> None:
    assert once(lines, ["s"]) == expected


class Counting:
    """NumPy, with the sizes written down that it takes exponentials of."""

    def __init__(self, numpy, taken: list[int]) -> None:
        self.numpy, self.taken = numpy, taken

    def __getattr__(self, name: str):
        return getattr(self.numpy, name)

    def exp(self, x, **more):
        self.taken.append(x.size)
        return np.exp(x, **more)


def test_there_are_kernels() -> None:
    assert len(KERNELS) >= 5 * len(PATHS) > 0
    assert {path.stem for path in PATHS} == set(SPENT)


@pytest.mark.parametrize(("name", "node"), KERNELS, ids=[f"{name}{node.name}" for name, node in KERNELS])
def test_every_array_that_is_written_is_read_or_returned(name: str, node: ast.FunctionDef) -> None:
    *statements, last = node.body[1:]
    pair = not isinstance(last, ast.Return)  # the arrays of a loss of two raw values are always there
    statements += [last] if pair else []
    arguments = [a.arg for a in node.args.args]
    outputs = {a for a in arguments if a.startswith("by_") or a in ("loss", "grad", "hess")}
    waiting: dict[str, int] = {}
    written: set[str] = set()
    for line, statement in enumerate(statements):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Subscript):
            waiting[ast.unparse(statement.targets[0].value)] = line  # a constant: out[...] = 2.0
            written.add(ast.unparse(statement.targets[0].value))
            continue
        call = statement.value
        for argument in call.args:
            waiting.pop(ast.unparse(argument), None)
        out = [ast.unparse(k.value) for k in call.keywords if k.arg == "out"]
        if call.func.id == "copyto":  # what is there stays where the mask is false
            waiting.pop(ast.unparse(call.keywords[0].value), None)
            target = ast.unparse(call.args[0])
        else:  # a mask is an array of its own: m1 = less_equal(w1, delta)
            target = out[0] if out else ast.unparse(statement.targets[0])
        if out and not pair:  # whoever writes an array first may have to make it
            made = isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == target
            assert made == (target not in written), f"line {line}"
        assert target not in waiting, f"{target} is overwritten before it is read, line {line}"
        waiting[target] = line
        written.add(target)
    assert set(waiting) <= outputs, f"written and never read: {set(waiting) - outputs}"
    assert written & outputs == outputs
    if not pair:
        assert isinstance(last, ast.Return) and isinstance(last.value, ast.Tuple)
        assert [ast.unparse(e) for e in last.value.elts] == [a for a in arguments if a in outputs]


@pytest.mark.parametrize(("name", "node"), KERNELS, ids=[f"{name}{node.name}" for name, node in KERNELS])
def test_no_input_is_written(name: str, node: ast.FunctionDef) -> None:
    inputs = {a.arg for a in node.args.args} & {"y", "z", "a", "m", "s"}
    assert len(inputs) in (2, 3)
    targets = {ast.unparse(k.value) for c in ast.walk(node) if isinstance(c, ast.Call) for k in c.keywords}
    assert not inputs & targets


def test_constants_have_full_shape() -> None:
    from symloss_gradients import absolute_error, half_squared_error, squared_error

    for function in (absolute_error.hessian, half_squared_error.hessian):
        got = function(np.zeros((3, 2)), np.ones((3, 2)))
        assert got.shape == (3, 2)
        assert got.flags.writeable
    assert squared_error.hessian(np.zeros((3, 2)), np.ones((3, 2))).tolist() == [[1.0, 1.0]] * 3


def test_a_bound_of_more_than_four_has_a_reason() -> None:
    declared = tomllib.loads((ROOT.parent.parent / "derivations" / "bounds.toml").read_text(encoding="utf-8"))
    wide = {
        name
        for name, table in declared.items()
        for row, bounds in table.items()
        if row.startswith("float") and max(bounds) > 4
    }
    assert {name for name in wide if "reason" not in declared[name]} == set()


@pytest.mark.parametrize(("stem", "kernel"), KERNELS)
def test_numbers_that_have_a_name_are_given_as_arrays(stem: str, kernel: ast.FunctionDef) -> None:
    """NumPy takes longer to read a Python number than an array, which small arrays feel, and threads that wait."""
    if import_module(f"symloss_gradients.{stem}").shape != "scalar":
        return
    for call in (node for node in ast.walk(kernel) if isinstance(node, ast.Call)):
        numbers = {str(a.value) for a in call.args if isinstance(a, ast.Constant)}
        assert not numbers & set(NUMBERS), ast.unparse(call)


def test_every_plan_knows_the_numbers_that_its_schedule_asks_for() -> None:
    for path in PATHS:
        module = import_module(f"symloss_gradients.{path.stem}")
        plans = [p for p in vars(module).values() if type(p).__name__ == "Plan"]
        for plan in plans:
            asked = [name for name in plan.fast.__code__.co_varnames if name in NUMBERS.values()]
            assert [NUMBERS[str(number)] for number in plan.numbers] == asked
            for dtype in ("float32", "float64"):
                assert [(a.dtype, float(a)) for a in plan.given(np.dtype(dtype))] == [
                    (np.dtype(dtype), number) for number in plan.numbers
                ]
