"""Where descent raises the score of a wrong class: the signs of a gradient over all outputs of three classes."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from symloss.errors import SymlossError
from symloss.figures.neuron import Floats
from symloss.figures.picture import BLUE, FAINT, INK, ORANGE, SOFT, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STEPS = 120  # along a side of the triangle
_CORNERS = np.array([[0.5, np.sqrt(0.75)], [0.0, 0.0], [1.0, 0.0]])  # class 1, the true one, on top
_WITNESS = np.array([0.2, 0.2, 0.6])  # softmax(0, 0, ln 3)


def draw(losses: Sequence[str] = ("softmax_squared_error", "softmax_cross_entropy")) -> Picture:
    """Return the figure for losses of K scores; the true class is the first of three."""
    points = _points()
    maps = {name: _gradient(name, points) for name in losses}
    table = [
        ["three classes, y = (1, 0, 0)", *losses],
        ["share of outputs where dL/ds_2 < 0", *(f"{(g[:, 1] < -1e-12).mean():.3f}" for g in maps.values())],
        ["share where dL/ds_2 < 0 or dL/ds_3 < 0", *(f"{_wrong(g).mean():.3f}" for g in maps.values())],
        ["dL/ds_2 at s = (0, 0, ln 3)", *(f"{_gradient(name, _WITNESS[None])[0, 1]:.6f}" for name in losses)],
    ]
    numbers: dict[str, Floats] = {f"p_{k + 1}": points[:, k] for k in range(3)}
    for name, g in maps.items():
        numbers |= {f"{name}_dL_ds_{k + 1}": g[:, k] for k in range(3)}

    def paint(figure: Figure) -> None:
        panels = np.atleast_1d(figure.subplots(1, len(losses)))
        for panel, (name, g) in zip(panels, maps.items(), strict=True):
            _paint(panel, name, points, g)

    return Picture(table, numbers, paint, (4.8 * len(losses), 4.6))


def _points() -> Floats:
    """Return the outputs at the middles of a fine grid of the triangle, none on its border."""
    grid = [(i, j) for i in range(_STEPS) for j in range(_STEPS - i)]
    first, second = (np.array(part, float) for part in zip(*grid, strict=True))
    p = np.stack([(first + 1 / 3) / _STEPS, (second + 1 / 3) / _STEPS], axis=1)
    return np.column_stack([p, 1 - p.sum(axis=1)])


def _gradient(name: str, p: Floats) -> Floats:
    try:
        module = importlib.import_module(f"symloss_gradients.{name}")
    except ModuleNotFoundError:
        raise SymlossError(f"no loss is called `{name}`. All names: symloss list") from None
    if module.shape != "classes" or module.raw_domain != (-np.inf, np.inf):
        raise SymlossError(f"`{name}` is not a loss of K real scores")
    y = np.zeros_like(p)
    y[:, 0] = 1
    return np.asarray(module.gradient(y, np.log(p)))


def _wrong(gradient: Floats) -> Floats:
    return np.asarray((gradient[:, 1] < -1e-12) | (gradient[:, 2] < -1e-12))


def _paint(show: Axes, name: str, points: Floats, gradient: Floats) -> None:
    x, y = (points @ _CORNERS).T
    for column, colour, words, where in ((1, ORANGE, "class 2", (0.84, 0.1)), (2, BLUE, "class 3", (0.16, 0.1))):
        below = gradient[:, column] < -1e-12
        if below.any():
            show.tricontourf(x, y, gradient[:, column], levels=[gradient.min(), 0], colors=[colour], alpha=0.35)
            show.text(*where, f"raises\n{words}", ha="center", va="center", color=INK, fontsize=11)
    if not _wrong(gradient).any():
        show.text(0.5, 0.3, "never raises\na wrong class", ha="center", va="center", color=INK)
    else:
        wx, wy = _WITNESS @ _CORNERS
        show.plot(wx, wy, "o", color=INK, markersize=5)
        show.annotate(
            r"$s = (0, 0, \ln 3)$:" + "\n" + r"$\partial L/\partial s_2 = -\frac{2}{375}$",
            (wx, wy),
            (0.8, 0.62),
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8},
            fontsize=11,
        )
    closed = np.vstack([_CORNERS, _CORNERS[:1]])
    show.plot(*closed.T, color=SOFT, linewidth=1)
    for share in (0.25, 0.5, 0.75):
        show.plot(*_side(share).T, color=FAINT, linewidth=0.6, zorder=0)
    for corner, words, align in zip(
        _CORNERS,
        ("$p_1 = 1$, the true class", "$p_2 = 1$", "$p_3 = 1$"),
        (("center", "bottom"), ("center", "top"), ("center", "top")),
        strict=True,
    ):
        shift = 0.02 if align[1] == "bottom" else -0.03
        show.text(corner[0], corner[1] + shift, words, ha=align[0], va=align[1])
    show.set_title(name.replace("_", " "), loc="center", pad=14)
    show.set_xlim(-0.05, 1.15)
    show.set_ylim(-0.08, 0.95)
    show.set_aspect("equal")
    show.set_axis_off()


def _side(share: float) -> Floats:
    return np.asarray(np.array([[share, 1 - share, 0], [share, 0, 1 - share]]) @ _CORNERS)
