"""The loss over weight and bias of a sigmoid neuron, with the path of gradient descent."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from symloss.errors import SymlossError
from symloss.figures.neuron import BOTH, Floats, module_of, short_name, spoken
from symloss.figures.picture import INK, SOFT, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Six samples that overlap, so that the best weight is finite.
_X = np.array([-3.0, -2.0, -0.5, 0.5, 2.0, 3.0])
_Y = np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0])
_W, _B = (-8.0, 6.0), (-6.0, 6.0)


def draw(
    losses: Sequence[str] = BOTH, rates: Sequence[float] = (), start: Sequence[float] = (-5.0, 4.0), epochs: int = 300
) -> Picture:
    """Return the figure; rates: one for each loss, by default 0.3 for all."""
    if len(start) != 2 or not 1 <= epochs <= 100_000:
        raise SymlossError("a path needs a start of a weight and a bias, and 1 to 100000 epochs")
    modules = [module_of(name) for name in losses]
    chosen = list(rates) or [0.3] * len(modules)
    if len(chosen) != len(modules):
        raise SymlossError(f"{len(modules)} losses need {len(modules)} rates, not {len(chosen)}")
    paths = [_descend(m, rate, start, epochs) for m, rate in zip(modules, chosen, strict=True)]
    table = [
        [f"six samples, start w = {start[0]:g}, b = {start[1]:g}, {epochs} epochs", *(short_name(m) for m in modules)],
        ["learning rate", *(f"{rate:g}" for rate in chosen)],
        ["w, b at the end", *(f"{p[-1, 0]:.3f}, {p[-1, 1]:.3f}" for p in paths)],
        ["mean loss, first -> last", *(f"{p[0, 2]:.3f} -> {p[-1, 2]:.3f}" for p in paths)],
        ["epochs until a tenth of the loss is gone", *(_plateau(p[:, 2]) for p in paths)],
    ]
    numbers: dict[str, Floats] = {"epoch": np.arange(epochs + 1.0)}
    for m, path in zip(modules, paths, strict=True):
        numbers |= {f"{short_name(m)}_{what}": path[:, i] for i, what in enumerate(("w", "b", "loss"))}

    def paint(figure: Figure) -> None:
        panels = np.atleast_1d(figure.subplots(1, len(modules), sharey=True))
        for panel, module, path in zip(panels, modules, paths, strict=True):
            _paint(panel, module, path)
        panels[0].set_ylabel("bias $b$")

    return Picture(table, numbers, paint, (4.7 * len(modules), 4.6))


def _mean(module: ModuleType, w: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Return the mean loss at weights and biases, and dL/dz for each sample."""
    z = np.multiply.outer(w, _X) + b[..., None]
    y = np.broadcast_to(_Y, z.shape).copy()
    return np.asarray(module.value(y, z)).mean(axis=-1), np.asarray(module.gradient(y, z))


def _descend(module: ModuleType, rate: float, start: Sequence[float], epochs: int) -> Floats:
    """Return weight, bias and loss before each epoch and after the last."""
    w, b = np.float64(start[0]), np.float64(start[1])
    path = []
    for _ in range(epochs + 1):
        loss, slope = _mean(module, np.asarray(w), np.asarray(b))
        path.append((float(w), float(b), float(loss)))
        w, b = w - rate * (slope * _X).mean(), b - rate * slope.mean()
    return np.array(path)


def _plateau(losses: Floats) -> str:
    gone = np.flatnonzero(losses <= 0.9 * losses[0])
    return str(int(gone[0])) if gone.size else "never"


def _paint(panel: Axes, module: ModuleType, path: Floats) -> None:
    w, b = np.meshgrid(np.linspace(*_W, 121), np.linspace(*_B, 121))
    loss = _mean(module, w, b)[0]
    low, high = float(loss.min()), float(loss.max())
    levels = low + (high - low) * np.linspace(0, 1, 17) ** 1.6
    panel.contourf(w, b, loss, levels=levels, cmap="Greys", alpha=0.45)
    lines = panel.contour(w, b, loss, levels=levels[1::3], colors=SOFT, linewidths=0.5)
    panel.clabel(lines, fontsize=8.5, fmt="%.2f")
    colour = "#d55e00" if "squared" in module.__name__ else "#0072b2"
    panel.plot(path[:, 0], path[:, 1], color=colour, linewidth=1.6)
    every = max(1, (len(path) - 1) // 30)
    panel.plot(path[::every, 0], path[::every, 1], "o", color=colour, markersize=3.2)
    for (x, y), words in ((path[0, :2], "start"), (path[-1, :2], f"after {len(path) - 1} epochs")):
        panel.plot(x, y, "o", color="white", markeredgecolor=colour, markersize=8, zorder=4)
        panel.annotate(
            words,
            (x, y),
            (9, 9),
            textcoords="offset points",
            color=INK,
            fontsize=11,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1},
        )
    panel.set_title(f"mean loss: {spoken(module)}", color=colour)
    panel.set_xlabel("weight $w$")
