"""Losses of a sigmoid neuron and their gradients, against the output a and against the pre-activation z."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from symloss.figures.neuron import BOTH, Floats, label, module_of, short_name, sigma, spoken
from symloss.figures.picture import COLOURS, FAINT, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TABLE_AT = (-4.0, -2.0, 0.0, 2.0, 4.0)
_TOP = 4.2  # of the losses that are drawn


def draw(losses: Sequence[str] = BOTH, y: float = 0.0) -> Picture:
    """Return the figure for some losses with the label y."""
    y = label(y)
    modules = [module_of(name) for name in losses]
    z = np.linspace(-8.0, 8.0, 641)
    a = sigma(z)
    ys = np.full(z.shape, y)
    values = [np.asarray(m.value(ys, z)) for m in modules]
    by_z = [np.asarray(m.gradient(ys, z)) for m in modules]
    by_a = [g / (a * (1 - a)) for g in by_z]
    names = [short_name(m) for m in modules]
    return Picture(
        table=_table(names, [(v, gz, ga) for v, gz, ga in zip(values, by_z, by_a, strict=True)], z, y),
        numbers={
            "z": z,
            "a": a,
            **{
                f"{name}_{what}": column
                for name, row in zip(names, zip(values, by_z, by_a, strict=True), strict=True)
                for what, column in zip(("loss", "dL_dz", "dL_da"), row, strict=True)
            },
        },
        paint=lambda figure: _paint(figure, [spoken(m) for m in modules], (z, a), (values, by_z, by_a), y),
        size=(9.2, 6.4),
    )


def _table(names: list[str], curves: list[tuple[Floats, Floats, Floats]], z: Floats, y: float) -> list[list[str]]:
    at = [int(np.argmin(abs(z - place))) for place in _TABLE_AT]
    rows = [[f"one sigmoid neuron, y = {y:g}", *(f"z = {place:g}" for place in _TABLE_AT)]]
    for name, columns in zip(names, curves, strict=True):
        for what, column in zip(("L", "dL/dz", "dL/da"), columns, strict=True):
            rows.append([f"{name}  {what}", *(f"{column[i]:.4g}" for i in at)])
    return rows


def _paint(
    figure: Figure,
    names: list[str],
    across: tuple[Floats, Floats],
    curves: tuple[list[Floats], list[Floats], list[Floats]],
    y: float,
) -> None:
    z, a = across
    values, by_z, by_a = curves
    axes = figure.subplots(2, 2)
    panels = (
        (axes[0, 0], a, values, "loss $L$, by the output $a$", "$a$", (0, _TOP)),
        (axes[0, 1], z, values, "loss $L$, by the pre-activation $z$", "$z$", (0, _TOP)),
        (axes[1, 0], a, by_a, r"slope $\partial L/\partial a$: what the loss asks for", "$a$", (-6, 6)),
        (axes[1, 1], z, by_z, r"slope $\partial L/\partial z$: what is left behind $\sigma$", "$z$", (-1.1, 1.1)),
    )
    for panel, x, lines, title, below, limits in panels:
        panel.set_title(title)
        panel.set_xlabel(below)
        panel.set_ylim(*limits)
        panel.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
        for line, colour in zip(lines, COLOURS, strict=False):
            panel.plot(x, line, color=colour, clip_on=True)
    axes[1, 0].set_ylim(*((-0.4, 6) if y == 0 else (-6, 0.4)))
    axes[1, 1].set_ylim(*((-0.06, 1.1) if y == 0 else (-1.1, 0.06)))
    wrong = 1 if y == 0 else -1
    for panel, x, lines, place in (
        (axes[0, 0], a, values, 0.5 + 0.16 * wrong),
        (axes[0, 1], z, values, 3.0 * wrong),
        (axes[1, 0], a, by_a, 0.5 + 0.1 * wrong),
        (axes[1, 1], z, by_z, 1.3 * wrong),
    ):
        _name(panel, x, lines, names, place, wrong)
    axes[1, 1].annotate(
        "wrong and saturated:\nthe error is large,\nthe slope is not",
        (6.4 * wrong, 0.004 * wrong),
        (5.4 * wrong, 0.62 * wrong),
        ha="center",
        arrowprops={"arrowstyle": "-", "color": COLOURS[0], "linewidth": 0.8},
        color=COLOURS[0],
        va="center",
        fontsize=11,
    )


def _name(panel: Axes, x: Floats, lines: list[Floats], names: list[str], place: float, wrong: int) -> None:
    """Write the name of each curve beside it: of the steeper one on its outer side, of the others below them."""
    at = int(np.argmin(abs(x - place)))
    highest = max(range(len(lines)), key=lambda i: abs(lines[i][at]))
    bottom, top = panel.get_ylim()
    for i, (line, name, colour) in enumerate(zip(lines, names, COLOURS, strict=False)):
        outer = i == highest
        falls = abs(line[at + wrong]) < abs(line[at])
        away = 0.05 * (top - bottom) * (1 if outer or falls else -1) * (1 if line[at] >= 0 else -1)
        side = "right" if outer == (wrong == 1) else "left"
        panel.text(float(x[at]), float(line[at]) + away, f" {name} ", color=colour, ha=side, va="center")
