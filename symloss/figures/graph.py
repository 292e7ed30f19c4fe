"""The chain rule as a graph: one sigmoid neuron, a partial derivative on each edge, their product below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symloss.errors import SymlossError
from symloss.figures.neuron import label, sigma
from symloss.figures.picture import BLUE, GREEN, INK, ORANGE, SOFT, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NODES = {
    "x": (2.3, 2.15),
    "w": (0.0, 1.0),
    "b": (0.0, 0.0),
    "z": (2.3, 1.0),
    "a": (4.9, 1.0),
    "L": (7.5, 1.0),
    "y": (7.5, 2.15),
}
_SAYS = {"z": "$z = w x + b$", "a": r"$a = \sigma(z)$", "L": "$L = (a - y)^2$"}
# from, to, the derivative; only these are needed for the gradient
_EDGES = (
    ("w", "z", r"$\frac{\partial z}{\partial w} = x$", BLUE),
    ("b", "z", r"$\frac{\partial z}{\partial b} = 1$", BLUE),
    ("z", "a", r"$\frac{\partial a}{\partial z} = \sigma'(z) = a(1 - a)$", GREEN),
    ("a", "L", r"$\frac{\partial L}{\partial a} = 2(a - y)$", ORANGE),
)
_PRODUCT = (
    (r"$\frac{\partial L}{\partial w}$", INK),
    ("$=$", INK),
    (r"$\frac{\partial L}{\partial a}$", ORANGE),
    (r"$\cdot$", INK),
    (r"$\frac{\partial a}{\partial z}$", GREEN),
    (r"$\cdot$", INK),
    (r"$\frac{\partial z}{\partial w}$", BLUE),
    ("$=$", INK),
    ("$2(a - y)$", ORANGE),
    (r"$\cdot$", INK),
    ("$a(1 - a)$", GREEN),
    (r"$\cdot$", INK),
    ("$x$", BLUE),
)


def draw(start: Sequence[float] = (2.0, 2.0), x: float = 1.0, y: float = 0.0) -> Picture:
    """Return the figure; its table has the values at a start (w, b)."""
    if len(start) != 2:
        raise SymlossError("the start is a weight and a bias: --start 2,2")
    y = label(y)
    w, b = start
    z = w * x + b
    a = float(sigma(z))  # type: ignore[arg-type]
    factors = {"dL/da": 2 * (a - y), "da/dz": a * (1 - a), "dz/dw": x}
    product = factors["dL/da"] * factors["da/dz"]
    table = [[f"x = {x:g}, y = {y:g}, w = {w:g}, b = {b:g}", "value"], ["z = w*x + b", f"{z:g}"]]
    table += [["a = sigma(z)", f"{a:.4f}"], ["L = (a - y)^2", f"{(a - y) ** 2:.4f}"]]
    table += [["dL/da = 2*(a - y)", f"{factors['dL/da']:.4f}"], ["da/dz = a*(1 - a)", f"{factors['da/dz']:.4f}"]]
    table += [["dz/dw = x", f"{x:g}"], ["dL/dw, their product", f"{product * x:.4f}"], ["dL/db", f"{product:.4f}"]]
    numbers = {"z": [z], "a": [a], "L": [(a - y) ** 2], **{k.replace("/", "_"): [v] for k, v in factors.items()}}
    numbers |= {"dL_dw": [product * x], "dL_db": [product]}
    return Picture(table, numbers, _paint, (9.4, 4.2))


def _paint(figure: Figure) -> None:
    axes = figure.subplots()
    axes.set_xlim(-0.6, 8.6)
    axes.set_ylim(-1.6, 2.5)
    axes.set_axis_off()
    axes.set_title("How the loss sees a weight: the derivatives along the way, multiplied")
    for before, after in (("x", "z"), ("y", "L")):
        _arrow(axes, before, after, SOFT, 0.9)
    for before, after, words, colour in _EDGES:
        _arrow(axes, before, after, colour, 2.2)
        (x0, y0), (x1, y1) = _NODES[before], _NODES[after]
        low = before == "b"
        place = ((x0 + x1) / 2 + (0.05 if y0 != y1 else 0), (y0 + y1) / 2 + (-0.3 if low else 0.33))
        axes.text(*place, words, color=colour, ha="center", va="center", fontsize=13 if before != "z" else 12.5)
    for name, (x, y) in _NODES.items():
        wide = name in _SAYS
        edge = INK if wide else SOFT
        box = {"boxstyle": "round,pad=0.45" if wide else "circle,pad=0.32", "facecolor": "white", "edgecolor": edge}
        axes.text(x, y, _SAYS.get(name, f"${name}$"), ha="center", va="center", fontsize=13.5, bbox=box, zorder=3)
    at = 1.55
    for words, colour in _PRODUCT:
        step = 0.34 if words in ("$=$", r"$\cdot$") else 0.5 if "frac" in words else 0.24 if words == "$x$" else 1.0
        axes.text(
            at + step / 2, -1.2, words, color=colour, ha="center", va="center", fontsize=19 if "frac" in words else 16
        )
        at += step
    axes.text(
        3.6,
        0.45,
        "at most 1/4, and next to 0\nwhere the neuron saturates",
        color=GREEN,
        fontsize=11,
        ha="center",
        va="center",
    )


def _arrow(axes: Axes, before: str, after: str, colour: str, width: float) -> None:
    upright = _NODES[before][0] == _NODES[after][0]
    shrink = {
        "shrinkA": 16 if before in ("x", "w", "b", "y") else 38,
        "shrinkB": 18 if upright else 46 if after != "L" else 52,
    }
    axes.annotate(
        "",
        _NODES[after],
        _NODES[before],
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": width, **shrink},
        zorder=1,
    )
