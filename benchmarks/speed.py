"""How fast the generated functions are: ratios to the best of the peers that are installed, in one run.

    python benchmarks/speed.py [--sizes 100 1e4 1e6 1e7] [--shapes 1e6x10 1e4x1000] [--dtypes float64 float32]

Contenders take turns, so that what slows the machine slows all; medians are compared, or with --least
the shortest of the repeats: on a machine that others use too, the time in which nobody disturbed; with --processor
the time of this process on all cores, which others hardly disturb, but which does not see threads wait. `ours`
allocates its result, `ours, out=` writes into an array that is there. Peers beside textbook NumPy take part
where they can be imported: SciPy, scikit-learn (1 and 2 threads), JAX (jit, both cores), PyTorch (both cores).
Compare ratios only. --markdown prints one table: our ratio to the best peer, and which one that was. --small prints
another: small arrays, the ratio to textbook NumPy in this process's own time, the least of many turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("JAX_ENABLE_X64", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "generated"))

from symloss_gradients import (
    binary_cross_entropy,
    sigmoid_squared_error,
    softmax_cross_entropy,
    softmax_squared_error,
)

Thunk = Callable[[], Any]
OURS = {
    "bce gradient": (binary_cross_entropy.gradient, 1),
    "bce value, gradient": (binary_cross_entropy.value_and_gradient, 2),
    "bce hessian": (binary_cross_entropy.hessian, 1),
    "squared gradient": (sigmoid_squared_error.gradient, 1),
    "softmax gradient": (softmax_cross_entropy.gradient, 1),
    "softmax value, gradient": (softmax_cross_entropy.value_and_gradient, 2),
    "brier gradient": (softmax_squared_error.gradient, 1),
}
# what is aimed at with out=, as a ratio to the best peer
GOALS = {
    "bce gradient": 0.80,
    "bce value, gradient": 0.40,
    "bce hessian": 0.70,
    "squared gradient": 0.95,
    "softmax gradient": 1.00,
    "softmax value, gradient": 0.60,
    "brier gradient": 1.00,
}


def ours(task: str, y: np.ndarray, z: np.ndarray) -> Iterator[tuple[str, Thunk]]:
    function, count = OURS[task]
    shapes = [z.shape] if count == 1 else [z.shape[:1], z.shape]
    out = tuple(np.empty(shape, z.dtype) for shape in shapes)
    yield "ours", lambda: function(y, z)
    yield "ours, out=", lambda: function(y, z, out=out if count == 2 else out[0])


# --- peers, each written as its own users write it ---------------------------------


def numpy_sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def numpy_softmax(s: np.ndarray) -> np.ndarray:
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def textbook(task: str, y: np.ndarray, z: np.ndarray) -> Iterator[tuple[str, Thunk]]:
    def squared() -> np.ndarray:
        a = numpy_sigmoid(z)
        return 2 * (a - y) * a * (1 - a)

    def hessian() -> np.ndarray:
        a = numpy_sigmoid(z)
        return a * (1 - a)

    def both() -> tuple[np.ndarray, np.ndarray]:
        return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))), numpy_sigmoid(z) - y

    def softmax_both() -> tuple[np.ndarray, np.ndarray]:
        p = numpy_softmax(z)
        return -(y * np.log(p)).sum(axis=1), p - y

    def brier() -> np.ndarray:
        p = numpy_softmax(z)
        d = p - y
        return 2 / z.shape[1] * p * (d - (p * d).sum(axis=1, keepdims=True))

    table: dict[str, Thunk] = {
        "bce gradient": lambda: numpy_sigmoid(z) - y,
        "bce value, gradient": both,
        "bce hessian": hessian,
        "squared gradient": squared,
        "softmax gradient": lambda: numpy_softmax(z) - y,
        "softmax value, gradient": softmax_both,
        "brier gradient": brier,
    }
    yield "textbook NumPy", table[task]


def scipy(task: str, y: np.ndarray, z: np.ndarray) -> Iterator[tuple[str, Thunk]]:
    from scipy.special import expit

    if task == "bce gradient":
        yield "SciPy", lambda: expit(z) - y
    if task == "bce hessian":
        yield "SciPy", lambda: expit(z) * expit(-z)


def scikit_learn(task: str, y: np.ndarray, z: np.ndarray) -> Iterator[tuple[str, Thunk]]:
    from sklearn._loss.loss import HalfBinomialLoss, HalfMultinomialLoss

    for threads in (1, 2):
        name = f"scikit-learn, {threads}"
        if task.startswith("bce"):
            loss = HalfBinomialLoss()
            table = {
                "bce gradient": lambda n=threads, m=loss: m.gradient(y, z, n_threads=n),
                "bce value, gradient": lambda n=threads, m=loss: m.loss_gradient(y, z, n_threads=n),
                "bce hessian": lambda n=threads, m=loss: m.gradient_hessian(y, z, n_threads=n)[1],
            }
            yield name, table[task]
        elif task.startswith("softmax"):
            loss, numbers = HalfMultinomialLoss(n_classes=z.shape[1]), y.argmax(axis=1).astype(z.dtype)
            if task == "softmax gradient":
                yield name, lambda n=threads, m=loss, t=numbers: m.gradient(t, z, n_threads=n)
            else:
                yield name, lambda n=threads, m=loss, t=numbers: m.loss_gradient(t, z, n_threads=n)


def jax(task: str, y: np.ndarray, z: np.ndarray) -> Iterator[tuple[str, Thunk]]:
    import jax
    import jax.numpy as jn

    def entropy(z: Any, y: Any) -> Any:
        return -y * jax.nn.log_sigmoid(z) - (1 - y) * jax.nn.log_sigmoid(-z)

    def softmax_entropy(z: Any, y: Any) -> Any:
        return -(y * jax.nn.log_softmax(z, axis=1)).sum(axis=1)

    losses: dict[str, Any] = {
        "bce": entropy,
        "squared": lambda z, y: (jax.nn.sigmoid(z) - y) ** 2,
        "softmax": softmax_entropy,
        "brier": lambda z, y: ((y - jax.nn.softmax(z, axis=1)) ** 2).mean(axis=1),
    }
    direct: dict[str, Any] = {
        "bce gradient": lambda z, y: jax.nn.sigmoid(z) - y,
        "bce hessian": lambda z, y: jax.nn.sigmoid(z) * (1 - jax.nn.sigmoid(z)),
        "softmax gradient": lambda z, y: jax.nn.softmax(z, axis=1) - y,
    }
    a, b = jn.asarray(z), jn.asarray(y)
    loss = losses[task.split()[0]]

    def gradient(z: Any, y: Any) -> Any:
        return jax.grad(lambda z: loss(z, y).sum())(z)

    programs = {"JAX, by hand": direct.get(task)}
    if not task.endswith("hessian"):
        programs["JAX, grad"] = (lambda z, y: (loss(z, y), gradient(z, y))) if "value" in task else gradient
    for name, program in programs.items():
        if program is not None:
            compiled = jax.jit(program)
            yield name, lambda f=compiled: jax.block_until_ready(f(a, b))


def torch(task: str, y: np.ndarray, z: np.ndarray) -> Iterator[tuple[str, Thunk]]:
    import torch
    from torch.nn import functional

    a, b = torch.from_numpy(z), torch.from_numpy(y)
    direct: dict[str, Thunk] = {
        "bce gradient": lambda: torch.sigmoid(a) - b,
        "bce value, gradient": lambda: (
            functional.binary_cross_entropy_with_logits(a, b, reduction="none"),
            torch.sigmoid(a) - b,
        ),
        "bce hessian": lambda: torch.sigmoid(a) * (1 - torch.sigmoid(a)),
        "softmax gradient": lambda: torch.softmax(a, 1) - b,
        "softmax value, gradient": lambda: (
            functional.cross_entropy(a, b, reduction="none"),
            torch.softmax(a, 1) - b,
        ),
    }
    if task in direct:
        yield "PyTorch, by hand", direct[task]


PEERS = (textbook, scipy, scikit_learn, jax, torch)

# --- measuring ---------------------------------------------------------------------


def data(shape: tuple[int, ...], dtype: str) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    z = random.normal(0, 3, shape).astype(dtype)
    if len(shape) == 1:
        return (random.random(shape) < 0.5).astype(dtype), z
    y = np.zeros(shape, dtype)
    y[np.arange(shape[0]), random.integers(0, shape[1], shape[0])] = 1
    return y, z


def contenders(task: str, y: np.ndarray, z: np.ndarray) -> dict[str, Thunk]:
    found: dict[str, Thunk] = {}
    for make in (ours, *PEERS):
        try:
            found.update(make(task, y, z))
        except ImportError:
            continue
    out = np.empty_like(z)
    found["= np.exp, out="] = lambda: np.exp(z, out=out)
    return found


def measured(
    thunks: dict[str, Thunk],
    repeats: int,
    seconds: float,
    middle: Callable[[list[float]], float],
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    calls: dict[str, int] = {}
    for name, thunk in thunks.items():
        thunk()
        start = time.perf_counter()
        thunk()
        calls[name] = max(1, min(10_000, int(seconds / (time.perf_counter() - start))))
    times: dict[str, list[float]] = {name: [] for name in thunks}
    for _ in range(repeats):
        for name, thunk in thunks.items():
            start = clock()
            for _ in range(calls[name]):
                thunk()
            times[name].append((clock() - start) / calls[name])
    return {name: middle(values) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", nargs="+", type=lambda s: int(float(s)), default=[100, 10_000, 1_000_000, 10_000_000]
    )
    parser.add_argument(
        "--shapes",
        nargs="+",
        type=lambda s: tuple(int(float(n)) for n in s.split("x")),
        default=[(1_000_000, 10), (10_000, 1000)],
    )
    parser.add_argument("--dtypes", nargs="+", default=["float64", "float32"])
    parser.add_argument("--tasks", nargs="+", default=list(OURS), choices=list(OURS))
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.01, help="per contender and repeat; at least one call")
    parser.add_argument("--least", action="store_true", help="compare the shortest repeats, not the medians")
    parser.add_argument("--processor", action="store_true", help="compare processor time, not elapsed time")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--small", action="store_true")
    chosen = parser.parse_args()
    if chosen.small:
        small(chosen.repeats)
        return
    middle = min if chosen.least else statistics.median
    clock = time.process_time if chosen.processor else time.perf_counter
    if chosen.markdown:
        print("| function | size | dtype | ours, `out=` | ours | best peer | textbook NumPy | goal |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for task in chosen.tasks:
        rows = task.startswith(("softmax", "brier"))
        for shape in chosen.shapes if rows else [(size,) for size in chosen.sizes]:
            for dtype in chosen.dtypes:
                y, z = data(shape, dtype)
                with warnings.catch_warnings(), np.errstate(all="ignore"):
                    warnings.simplefilter("ignore")
                    found = measured(contenders(task, y, z), chosen.repeats, chosen.seconds, middle, clock)
                report(task, " x ".join(_short(n) for n in shape), dtype, found, chosen.markdown)


def _short(number: int) -> str:
    return f"{number:.0e}".replace("e+0", "e") if number > 1000 else str(number)


def small(repeats: int) -> None:
    """Print our ratios to textbook NumPy for small arrays; both take turns, and other processes do not count."""
    tasks = [task for task in OURS if not task.startswith(("softmax", "brier"))]
    print(f"| elements | dtype | {' | '.join(tasks)} |\n| --- | --- |{' --- |' * len(tasks)}")
    for size, calls in ((100, 2000), (10_000, 60)):
        for dtype in ("float64", "float32"):
            y, z = data((size,), dtype)
            cells = []
            for task in tasks:
                pair = [dict(make(task, y, z)) for make in (ours, textbook)]
                turns = [pair[0]["ours"], pair[1]["textbook NumPy"]]
                times = [[_own_time(thunk, calls) for thunk in turns] for _ in range(5 * repeats)]
                mine, theirs = (min(column) for column in zip(*times, strict=True))
                cells.append(f"{mine / theirs:.2f}")
            print(f"| {size:,} | {dtype} | {' | '.join(cells)} |", flush=True)


def _own_time(thunk: Thunk, calls: int) -> float:
    start = time.process_time()
    for _ in range(calls):
        thunk()
    return time.process_time() - start


def report(task: str, size: str, dtype: str, found: dict[str, float], markdown: bool) -> None:
    peers = {name: t for name, t in found.items() if not name.startswith(("ours", "="))}
    first = min(peers, key=peers.__getitem__)
    best = peers[first]
    if markdown:
        into, fresh, plain = (found[name] / best for name in ("ours, out=", "ours", "textbook NumPy"))
        cells = f"{into:.2f} | {fresh:.2f} | {first} | {plain:.2f} | {GOALS[task]:.2f}"
        print(f"| {task} | {size} | {dtype} | {cells} |", flush=True)
        return
    print(f"\n{task}, {size} {dtype}: ratio to the best peer (microseconds)")
    for name, t in sorted(found.items(), key=lambda item: item[1]):
        print(f"  {name:18} {t / best:6.2f}   ({1e6 * t:.1f})", flush=True)


if __name__ == "__main__":
    main()
