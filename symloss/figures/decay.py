"""How a product of n derivatives shrinks with depth, for each activation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symloss.figures.picture import BLUE, GREEN, ORANGE, PURPLE, RED, SKY, SOFT, Picture, name_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DEPTH = 20
# name, its largest derivative, its derivative at z = 1, colour
_ROWS = (
    ("sigmoid", 0.25, float(np.exp(-1) / (1 + np.exp(-1)) ** 2), ORANGE),
    ("arctan", 1.0, 0.5, PURPLE),
    ("tanh", 1.0, float(1 / np.cosh(1) ** 2), RED),
    ("softplus", 1.0, float(1 / (1 + np.exp(-1))), GREEN),
    ("relu", 1.0, 1.0, BLUE),
    ("identity", 1.0, 1.0, SKY),
)


def draw() -> Picture:
    """Return the figure."""
    depth = np.arange(1, _DEPTH + 1)
    numbers: dict[str, object] = {"n": depth}
    for name, largest, at_one, _ in _ROWS:
        numbers |= {f"{name}_largest": largest**depth, f"{name}_at_1": at_one**depth}
    table = [["activation f", "largest f'", "f'(1)", "f'(1)^10", "largest f'^10", "largest f'^20"]]
    table += [
        [name, f"{top:.4g}", f"{one:.4g}", f"{one**10:.3g}", f"{top**10:.3g}", f"{top**20:.3g}"]
        for name, top, one, _ in _ROWS
    ]

    def paint(figure: Figure) -> None:
        axes = figure.subplots()
        axes.set_yscale("log")
        axes.set_xlim(0.5, _DEPTH + 5.5)
        axes.set_ylim(1e-15, 4)
        axes.set_xticks([1, 5, 10, 15, 20])
        axes.set_xlabel("number of layers $n$")
        axes.set_title(r"product of $n$ derivatives $f'(z)$: what is left of a gradient after $n$ layers")
        for name, largest, at_one, colour in _ROWS:
            if name == "identity":
                continue  # lies below relu
            axes.plot(depth, at_one**depth, color=colour, marker="o", markersize=3.5)
            words = "relu, identity: 1" if name == "relu" else rf"{name}: ${at_one:.2f}^n$"
            name_line(axes, _DEPTH + 0.5, at_one**_DEPTH, words, colour)
            if largest < 1:
                axes.plot(depth, largest**depth, color=colour, linestyle=(0, (2, 3)), linewidth=1.3)
                name_line(axes, _DEPTH + 0.5, largest**_DEPTH, "its best: $0.25^n$", colour)
        axes.text(
            1,
            6e-15,
            "every unit at $z = 1$; for $z = 0$ tanh and arctan keep 1, the sigmoid only 1/4",
            color=SOFT,
            fontsize=11,
        )

    return Picture(table, numbers, paint, (8.6, 4.8))
