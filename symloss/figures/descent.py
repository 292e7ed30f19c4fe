"""Three losses of one number w, their slopes, and a step downhill from two places: squared, absolute, cross-entropy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from symloss_gradients import absolute_error, log_loss, squared_error

from symloss.errors import SymlossError
from symloss.figures.neuron import Floats
from symloss.figures.picture import BLUE, FAINT, GREEN, ORANGE, SOFT, Picture, name_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class _Loss:
    """A loss of w: where it is drawn, its two starts, and what its slope is."""

    name: str
    shown: str
    slope_shown: str
    value: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    span: tuple[float, float]
    starts: tuple[float, float]
    top: float
    steepest: float
    colour: str
    remark: str


def _zeros(w: Floats) -> Floats:
    return np.zeros_like(w)


_LOSSES = (
    _Loss(
        "squared error",
        "$w^2$",
        "$2w$",
        lambda w: np.asarray(squared_error.value(w[:, None] * 0, w[:, None])),
        lambda w: np.asarray(squared_error.gradient(w[:, None] * 0, w[:, None]))[:, 0],
        (-2.0, 2.0),
        (-1.8, 0.6),
        4.2,
        4.4,
        ORANGE,
        "far away: a long step;\nnear the target: a short one",
    ),
    _Loss(
        "absolute error",
        "$|w|$",
        r"$\pm 1$",
        lambda w: np.asarray(absolute_error.value(_zeros(w), w)),
        lambda w: np.asarray(absolute_error.gradient(_zeros(w), w)),
        (-2.0, 2.0),
        (-1.8, 0.6),
        4.2,
        4.4,
        GREEN,
        "every step is as long,\nhowever far away; none at 0",
    ),
    _Loss(
        "cross-entropy, $y = 1$",
        r"$-\ln w$",
        "$-1/w$",
        lambda w: np.asarray(log_loss.value(_zeros(w) + 1, w)),
        lambda w: np.asarray(log_loss.gradient(_zeros(w) + 1, w)),
        (0.02, 1.0),
        (0.08, 0.5),
        4.2,
        21.0,
        BLUE,
        "certain and wrong:\na slope without bound",
    ),
)


def draw(rates: tuple[float, ...] = ()) -> Picture:
    """Return the figure; rates: the learning rate of the steps, by default 0.25, 0.25 and 0.02."""
    chosen = tuple(rates) or (0.25, 0.25, 0.02)
    if len(chosen) != len(_LOSSES):
        raise SymlossError(f"three losses need 3 rates, not {len(chosen)}")
    table = [["loss", "slope at the first start", "step", "slope at the second", "step"]]
    numbers: dict[str, Floats] = {}
    for row, rate in zip(_LOSSES, chosen, strict=True):
        w = np.linspace(*row.span, 401)
        key = row.name.split(",")[0].replace(" ", "_").replace("-", "_")
        numbers |= {f"{key}_w": w, f"{key}_loss": row.value(w), f"{key}_slope": row.slope(w)}
        slopes = row.slope(np.array(row.starts))
        cells = [(f"{s:.4g} at w = {at:g}", f"{-rate * s:+.4g}") for s, at in zip(slopes, row.starts, strict=True)]
        table.append([row.name.replace("$", ""), *cells[0], *cells[1]])

    def paint(figure: Figure) -> None:
        axes = figure.subplots(2, 3, height_ratios=(1.25, 1))
        for column, (row, rate) in enumerate(zip(_LOSSES, chosen, strict=True)):
            _paint_loss(axes[0, column], row, rate)
            _paint_slope(axes[1, column], row)
        axes[0, 0].set_ylabel("loss $L$")
        axes[1, 0].set_ylabel("slope $dL/dw$")

    return Picture(table, numbers, paint, (10.4, 5.6))


def _paint_loss(panel: Axes, row: _Loss, rate: float) -> None:
    w = np.linspace(*row.span, 401)
    panel.plot(w, row.value(w), color=row.colour)
    panel.set_title(f"{row.name}: $L = $ {row.shown}", color=row.colour)
    panel.set_ylim(-0.15, row.top)
    for start in row.starts:
        before = np.array([start])
        after = before - rate * row.slope(before)
        (x0,), (x1,) = before, after
        (y0,), (y1,) = row.value(before), row.value(after)
        panel.plot(x0, y0, "o", color=row.colour, markersize=6)
        panel.plot(x1, y1, "o", color="white", markeredgecolor=row.colour, markersize=6, zorder=3)
        panel.annotate(
            "",
            (x1, y1),
            (x0, y0),
            zorder=4,
            arrowprops={"arrowstyle": "-|>", "color": SOFT, "linewidth": 1.2, "shrinkA": 4, "shrinkB": 3},
        )
    middle = (row.span[0] + row.span[1]) / 2
    panel.text(middle, row.top * 0.97, row.remark, ha="center", va="top", color=SOFT, fontsize=11)


def _paint_slope(panel: Axes, row: _Loss) -> None:
    w = np.linspace(*row.span, 401)
    slope = row.slope(w)
    parts = (w < 0, w > 0) if row.shown == "$|w|$" else (w == w,)
    panel.axhline(0, color=FAINT, linewidth=0.8)
    for part in parts:
        panel.plot(w[part], slope[part], color=row.colour)
    if len(parts) == 2:
        panel.plot([0, 0], [-1, 1], "o", color="white", markeredgecolor=row.colour, markersize=5)
    panel.set_ylim(-row.steepest, row.steepest if row.span[0] < 0 else 1.5)
    panel.set_xlabel("$w$")
    panel.plot(row.starts, row.slope(np.array(row.starts)), "o", color=row.colour, markersize=6)
    where = row.span[0] + 0.62 * (row.span[1] - row.span[0])
    name_line(panel, where, -0.62 * row.steepest, row.slope_shown, row.colour, fontsize=14)
