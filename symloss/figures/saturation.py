"""Saturation: sigma, its slope, and how this factor takes the gradient of the squared error away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symloss.figures.neuron import label, module_of, sigma
from symloss.figures.picture import BLUE, FAINT, GREEN, INK, ORANGE, SOFT, Picture, name_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SATURATED = 3.0  # from here on sigma' is below 0.05
_TABLE_AT = (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0)


def draw(y: float = 0.0) -> Picture:
    """Return the figure for the label y."""
    y = label(y)
    z = np.linspace(-8.0, 8.0, 641)
    a = sigma(z)
    slope = a * sigma(-z)
    ys = np.full(z.shape, y)
    squared, entropy = (np.abs(module_of(name).gradient(ys, z)) for name in ("squared_error", "cross_entropy"))
    numbers = {"z": z, "sigma": a, "sigma_prime": slope, "squared_error": squared, "cross_entropy": entropy}
    at = [int(np.argmin(abs(z - place))) for place in _TABLE_AT]
    spoken = ("sigma(z)", "sigma'(z)", "|dL/dz|, squared error", "|dL/dz|, cross-entropy")
    table = [[f"one sigmoid neuron, y = {y:g}", *(f"z = {place:g}" for place in _TABLE_AT)]]
    table += [
        [words, *(f"{column[i]:.4f}" for i in at)]
        for words, column in zip(spoken, list(numbers.values())[1:], strict=True)
    ]

    def paint(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        for panel in (left, right):
            panel.axvspan(-8, -_SATURATED, color=FAINT, alpha=0.45, linewidth=0)
            panel.axvspan(_SATURATED, 8, color=FAINT, alpha=0.45, linewidth=0)
            panel.set_xlim(-8, 8)
            panel.set_ylim(0, 1.08)
            panel.set_xlabel("$z$")
        left.set_title("the neuron")
        left.plot(z, a, color=INK)
        left.plot(z, slope, color=GREEN)
        name_line(left, -0.9, 0.62, r"$\sigma(z)$", INK, ha="right")
        name_line(left, 1.6, 0.2, r"$\sigma'(z) \leq \frac{1}{4}$", GREEN)
        for place in (-5.5, 5.5):
            left.text(place, 0.5, "saturated:\n" + r"$\sigma' < 0.05$", color=SOFT, ha="center", fontsize=11)
        right.set_title(rf"size of the slope $\partial L/\partial z$ for $y = {y:g}$")
        right.plot(z, entropy, color=BLUE)
        right.plot(z, squared, color=ORANGE)
        side = 1 if y == 0 else -1
        name_line(right, 0.6 * side, 0.83, r"cross-entropy: $|a - y|$", BLUE, ha="right" if side == 1 else "left")
        name_line(
            right,
            -1.2 * side,
            0.36,
            "squared error:\n" + r"$2\,|a - y|\,\sigma'(z)$",
            ORANGE,
            ha="right" if side == 1 else "left",
        )
        right.annotate("", (5.6 * side, 0.03), (5.6 * side, 0.98), arrowprops={"arrowstyle": "->", "color": GREEN})
        name_line(
            right,
            5.4 * side,
            0.5,
            r"the factor $2\sigma'$" + "\ntakes it away",
            GREEN,
            ha="right" if side == 1 else "left",
        )

    return Picture(table, numbers, paint, (9.2, 3.9))
