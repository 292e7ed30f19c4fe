"""The race: one sigmoid neuron learns from the same bad start under different losses.

Plain gradient descent with the generated code. The rates are solved for a common
finish, because what counts is the shape of each curve, not its speed.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from numpy.typing import NDArray

from symloss.errors import SymlossError
from symloss.figures.chart import COLOURS, HEIGHT, Chart, Line

_MIDDLE = 2 / 3  # the error at which the squared error of a sigmoid has its steepest slope
_FINISH = 0.1  # the error at which every runner should end
_RATES = (1e-4, 1e2)  # where a rate is sought
_TEMPLATES = Path(__file__).parent / "templates"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """What all runners share: one input, its desired output, the start, the number of epochs."""

    x: float = 1.0
    y: float = 0.0
    w: float = 2.0
    b: float = 2.0
    epochs: int = 300

    def __post_init__(self) -> None:
        if self.y not in (0.0, 1.0) or self.x == 0 or not 1 <= self.epochs <= 100_000:
            raise SymlossError("a race needs y = 0 or y = 1, x other than 0, and 1 to 100000 epochs")

    def error(self, z: Floats) -> Floats:
        """Return |a - y| of pre-activations."""
        return np.asarray(1 / (1 + np.exp(np.clip(z if self.y else -z, -700, 700))))


@dataclass(frozen=True)
class Runner:
    """A loss that took part: its rate, and output and loss before each epoch and after the last."""

    name: str
    rate: float
    outputs: Floats
    losses: Floats
    slopes: tuple[float, ...]  # |dL/dz| at the first error, at 2/3 and at the finish: no rate in them

    @cached_property
    def falls(self) -> Floats:
        """How much the loss falls in each epoch."""
        return -np.diff(self.losses)

    @property
    def steepest(self) -> int:
        """The epoch, from 1, in which the loss falls most."""
        return int(np.argmax(self.falls)) + 1

    @property
    def plateau(self) -> int | None:
        """The number of epochs until a tenth of the loss is gone; None: it never is."""
        gone = np.flatnonzero(self.losses <= 0.9 * self.losses[0])
        return int(gone[0]) if gone.size else None


@dataclass(frozen=True)
class Race:
    """The figure."""

    setting: Setting
    runners: tuple[Runner, ...]
    solved: bool  # the rates were solved for a common finish

    @property
    def text(self) -> str:
        """The table."""
        s = self.setting
        title = f"one sigmoid neuron, x = {s.x:g}, y = {s.y:g}, start w = {s.w:g}, b = {s.b:g}, {s.epochs} epochs"
        rows = [(title, *(r.name for r in self.runners)), *self._rows()]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        lines = ("   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def _rows(self) -> list[tuple[str, ...]]:
        finish = self.setting.y + (1 - 2 * self.setting.y) * _FINISH
        runners = self.runners
        all_ = "both" if len(runners) == 2 else "all"
        how = f"--rates; default: {all_} end at output {finish:g}" if self.solved else "--rates"
        first = abs(float(runners[0].outputs[0]) - self.setting.y)
        return [
            ("output, first -> last", *(f"{r.outputs[0]:.3f} -> {r.outputs[-1]:.3f}" for r in runners)),
            (f"learning rate ({how})", *(f"{r.rate:.3g}" for r in runners)),
            (
                "epochs until a tenth of the loss is gone / epoch of steepest fall",
                *(f"{'never' if r.plateau is None else r.plateau} / {r.steepest}" for r in runners),
            ),
            ("first fall / steepest fall", *(f"{r.falls[0] / r.falls.max():.3f}" for r in runners)),
            (
                f"|dL/dz| at error {first:.2f}, 2/3, {_FINISH:.2f} (needs no learning rate)",
                *(", ".join(f"{slope:.3f}" for slope in r.slopes) for r in runners),
            ),
        ]

    @property
    def csv(self) -> str:
        """The numbers, one line for each epoch."""
        head = ["epoch", *(f"{r.name}_{what}" for r in self.runners for what in ("output", "loss"))]
        columns = [column for r in self.runners for column in (r.outputs, r.losses)]
        rows = ([str(epoch), *(repr(float(c[epoch])) for c in columns)] for epoch in range(self.setting.epochs + 1))
        return "\n".join(",".join(row) for row in (head, *rows)) + "\n"

    @property
    def chart(self) -> Chart:
        """The loss of each runner as a share of its first loss."""
        lines = tuple(Line(r.name, [float(v) for v in r.losses / r.losses[0]]) for r in self.runners)
        top = max(1.0, *(max(line.values) for line in lines))
        return Chart("Learning from the same bad start", "epoch", "loss / first loss", lines, top)

    @property
    def svg(self) -> str:
        """The curves."""
        return self.chart.svg()

    @property
    def html(self) -> str:
        """A page of its own with a slider over the epochs."""
        chart = self.chart
        loader = FileSystemLoader(_TEMPLATES)
        environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        template = environment.get_template("race.html")
        points = [
            {
                "name": runner.name,
                "outputs": [round(float(v), 4) for v in runner.outputs],
                "heights": [round(chart.y(v), 1) for v in line.values],
                "colour": COLOURS[number % len(COLOURS)],
            }
            for number, (runner, line) in enumerate(zip(self.runners, chart.lines, strict=True))
        ]
        return template.render(
            svg=Markup(self.svg),
            text=self.text,
            epochs=self.setting.epochs,
            left=chart.x(0),
            right=chart.x(self.setting.epochs),
            height=HEIGHT,
            data=Markup(json.dumps(points)),
            runners=points,
        )


def draw(
    losses: Sequence[str] = ("squared_error", "cross_entropy"),
    rates: Sequence[float] = (),
    x: float = 1.0,
    y: float = 0.0,
    start: Sequence[float] = (2.0, 2.0),
    epochs: int = 300,
) -> Race:
    """Return the race of some losses of a sigmoid neuron.

    losses: names of generated modules, or short: `squared_error` is the one behind a
    sigmoid. rates: one for each loss; none: solved so that all end with the error 0.1.
    """
    if len(start) != 2:
        raise SymlossError("the start is a weight and a bias: --start 2,2")
    setting = Setting(float(x), float(y), float(start[0]), float(start[1]), epochs)
    modules = [_module(name) for name in losses]
    if rates and len(rates) != len(modules):
        raise SymlossError(f"{len(modules)} losses need {len(modules)} rates, not {len(rates)}")
    if any(not 0 < rate < np.inf for rate in rates):
        raise SymlossError("a learning rate is a positive number")
    chosen = list(rates) or [_solved_rate(module, setting) for module in modules]
    runners = tuple(_run(module, setting, rate) for module, rate in zip(modules, chosen, strict=True))
    return Race(setting, runners, not rates)


def _module(name: str) -> ModuleType:
    """Return the generated module of a loss on the pre-activation of a sigmoid."""
    for full in (f"sigmoid_{name}", f"binary_{name}", name):
        try:
            module = importlib.import_module(f"symloss_gradients.{full}")
        except ModuleNotFoundError:
            continue
        if module.shape == "scalar" and module.y_true_domain == (0.0, 1.0) and module.raw_domain == (-np.inf, np.inf):
            return module
    raise SymlossError(f"`{name}` is not a loss of one sigmoid neuron with labels 0..1; see: symloss list")


def _train(module: ModuleType, setting: Setting, rates: Floats) -> list[Floats]:
    """Return the pre-activations before each epoch and after the last, for several rates at once."""
    w, b = np.full(rates.shape, setting.w), np.full(rates.shape, setting.b)
    y = np.full(rates.shape, setting.y)
    path = [w * setting.x + b]
    for _ in range(setting.epochs):
        step = rates * module.gradient(y, path[-1])
        w, b = w - step * setting.x, b - step
        path.append(w * setting.x + b)
    return path


def _solved_rate(module: ModuleType, setting: Setting) -> float:
    """Return the smallest rate with which the last error is `_FINISH`, by search in ever finer grids."""
    low, high = _RATES
    for _ in range(7):
        grid = np.geomspace(low, high, 65)
        reached = np.flatnonzero(setting.error(_train(module, setting, grid)[-1]) <= _FINISH)
        if not reached.size or reached[0] == 0:
            raise SymlossError(
                f"no learning rate lets {module.__name__.rpartition('.')[2]} end at the error {_FINISH}; give --rates"
            )
        low, high = float(grid[reached[0] - 1]), float(grid[reached[0]])
    return high


def _run(module: ModuleType, setting: Setting, rate: float) -> Runner:
    path = np.array([z[0] for z in _train(module, setting, np.array([rate]))])
    at = np.array([path[0], *(_logit(error) * (1 - 2 * setting.y) for error in (_MIDDLE, _FINISH))])
    return Runner(
        name=module.__name__.rpartition(".")[2],
        rate=rate,
        outputs=1 / (1 + np.exp(-path)),
        losses=np.asarray(module.value(np.full(path.shape, setting.y), path)),
        slopes=tuple(float(abs(g)) for g in module.gradient(np.full(at.shape, setting.y), at)),
    )


def _logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))
