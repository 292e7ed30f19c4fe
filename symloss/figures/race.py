"""The race: one sigmoid neuron learns from the same bad start under different losses.

Plain gradient descent with the generated code. The rates are solved for a common
finish, because what counts is the shape of each curve, not its speed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from numpy.typing import NDArray

from symloss.errors import SymlossError
from symloss.figures.chart import COLOURS, HEIGHT, Chart, Line
from symloss.figures.neuron import SPOKEN, module_of, short_name
from symloss.figures.picture import FAINT, columns, drawn

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MIDDLE = 2 / 3  # the error at which the squared error of a sigmoid has its steepest slope
_EASY = (0.6, 0.9)
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
        return columns(rows)

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
                *(f"{_plateau(r)} / {r.steepest}" for r in runners),
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
        """Outputs and losses, side by side."""
        return drawn(self._paint, (9.2, 3.9), "svg").decode("utf-8")

    @property
    def png(self) -> bytes:
        """Outputs and losses, side by side."""
        return drawn(self._paint, (9.2, 3.9), "png")

    def _repr_svg_(self) -> str:
        return self.chart.svg()

    def _paint(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        s = self.setting
        left.set_title(rf"output $a$ of one neuron that should learn $y = {s.y:g}$")
        right.set_title("loss, as a share of the first loss")
        left.axhline(s.y, color=FAINT, linewidth=0.8)
        for number, r in enumerate(self.runners):
            colour = COLOURS[number % len(COLOURS)]
            left.plot(r.outputs, color=colour)
            right.plot(r.losses / r.losses[0], color=colour)
            words = SPOKEN.get(r.name, r.name)
            for panel, line in ((left, r.outputs), (right, r.losses / r.losses[0])):
                first = number == 0
                at = int(s.epochs * (0.47 if first else 0.3))
                panel.annotate(
                    words,
                    (at, line[at]),
                    (8, 8) if first else (-8, -8),
                    textcoords="offset points",
                    color=colour,
                    ha="left" if first else "right",
                    va="bottom" if first else "top",
                )
        for panel in (left, right):
            panel.set_xlabel("epoch")
            panel.set_ylim(-0.03, 1.06)
            panel.set_xlim(0, s.epochs)

    @property
    def html(self) -> str:
        """A page of its own with a slider over the epochs; below it the same race from an easy start."""
        loader = FileSystemLoader(_TEMPLATES)
        environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        s = self.setting
        easy = draw([r.name for r in self.runners], x=s.x, y=s.y, start=_easy_start(s), epochs=s.epochs)
        races = [_shown("bad", "The bad start", self), _shown("easy", "The easy start", easy)]
        return environment.get_template("race.html").render(
            races=races,
            epochs=s.epochs,
            height=HEIGHT,
            data=Markup(json.dumps([{k: race[k] for k in ("key", "left", "right", "runners")} for race in races])),
        )

    @property
    def facts(self) -> list[tuple[str, ...]]:
        """The table of a lesson: what was set, and what came of it, for each runner."""
        s, runners = self.setting, self.runners
        return [
            ("input, desired output", *(f"{s.x:g} \u2192 {s.y:g}" for _ in runners)),
            ("initial w, b", *(f"{s.w:g}, {s.b:g}" for _ in runners)),
            ("initial output", *(f"{r.outputs[0]:.3f}" for r in runners)),
            ("final output", *(f"{r.outputs[-1]:.3f}" for r in runners)),
            ("learning rate", *(f"{r.rate:.3g}" for r in runners)),
            ("plateau: epochs until a tenth of the loss is gone", *(_plateau(r) for r in runners)),
            ("initial slope |dL/dz|", *(f"{r.slopes[0]:.3f}" for r in runners)),
            ("first fall of the loss / steepest fall", *(f"{r.falls[0] / r.falls.max():.3f}" for r in runners)),
        ]


def _plateau(runner: Runner) -> str:
    return "never" if runner.plateau is None else str(runner.plateau)


def _easy_start(setting: Setting) -> tuple[float, float]:
    """Return a start that is wrong too, but not saturated: |z| = 1.5."""
    w, b = _EASY
    return (w, b) if (setting.y == 0) == (setting.x > 0) else (-w, -b)


def _shown(key: str, title: str, race: Race) -> dict[str, Any]:
    chart = race.chart
    runners = [
        {
            "name": runner.name,
            "outputs": [round(float(v), 4) for v in runner.outputs],
            "heights": [round(chart.y(v), 1) for v in line.values],
            "colour": COLOURS[number % len(COLOURS)],
        }
        for number, (runner, line) in enumerate(zip(race.runners, chart.lines, strict=True))
    ]
    return {
        "key": key,
        "title": title,
        "svg": Markup(chart.svg()),
        "facts": race.facts,
        "text": race.text,
        "left": chart.x(0),
        "right": chart.x(race.setting.epochs),
        "runners": runners,
    }


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
    modules = [module_of(name) for name in losses]
    if rates and len(rates) != len(modules):
        raise SymlossError(f"{len(modules)} losses need {len(modules)} rates, not {len(rates)}")
    if any(not 0 < rate < np.inf for rate in rates):
        raise SymlossError("a learning rate is a positive number")
    chosen = list(rates) or [_solved_rate(module, setting) for module in modules]
    runners = tuple(_run(module, setting, rate) for module, rate in zip(modules, chosen, strict=True))
    return Race(setting, runners, not rates)


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
            raise SymlossError(f"no learning rate lets {short_name(module)} end at the error {_FINISH}; give --rates")
        low, high = float(grid[reached[0] - 1]), float(grid[reached[0]])
    return high


def _run(module: ModuleType, setting: Setting, rate: float) -> Runner:
    path = np.array([z[0] for z in _train(module, setting, np.array([rate]))])
    at = np.array([path[0], *(_logit(error) * (1 - 2 * setting.y) for error in (_MIDDLE, _FINISH))])
    return Runner(
        name=short_name(module),
        rate=rate,
        outputs=1 / (1 + np.exp(-path)),
        losses=np.asarray(module.value(np.full(path.shape, setting.y), path)),
        slopes=tuple(float(abs(g)) for g in module.gradient(np.full(at.shape, setting.y), at)),
    )


def _logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))
