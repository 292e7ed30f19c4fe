"""What every figure is: a table, its numbers as CSV, and a drawing that is made when it is asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from symloss.errors import SymlossError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's colours, told apart by colour-blind readers and, by their lightness, in grey
BLUE, ORANGE, GREEN, PURPLE, SKY, RED = "#0072b2", "#d55e00", "#009e73", "#9a5b86", "#56b4e9", "#b3261e"
COLOURS = (ORANGE, BLUE, GREEN, PURPLE, SKY)
INK, SOFT, FAINT = "#222226", "#66666c", "#d9d9dc"

_STYLE: dict[str, Any] = {
    "font.family": "STIXGeneral",  # comes with matplotlib, so that all machines draw the same
    "mathtext.fontset": "stix",
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.titlelocation": "left",
    "axes.labelcolor": SOFT,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round",
    "svg.fonttype": "path",
    "svg.hashsalt": "symloss",
    "figure.facecolor": "white",
    "axes.unicode_minus": True,
}
_NOTHING = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}  # what would differ between machines


@dataclass(frozen=True)
class Picture:
    """A figure. table: rows of cells, the first the head. numbers: columns by name. size: in inches."""

    table: Sequence[Sequence[str]]
    numbers: Mapping[str, Any]
    paint: Callable[[Figure], None]
    size: tuple[float, float] = (9.0, 4.2)

    @property
    def text(self) -> str:
        """The table."""
        return columns(self.table)

    @property
    def csv(self) -> str:
        """The numbers, a line for each point."""
        lines = zip(*self.numbers.values(), strict=True)
        return "\n".join([",".join(self.numbers), *(",".join(repr(float(v)) for v in line) for line in lines)]) + "\n"

    @property
    def svg(self) -> str:
        """The drawing as SVG."""
        return drawn(self.paint, self.size, "svg").decode("utf-8")

    @property
    def png(self) -> bytes:
        """The drawing as PNG."""
        return drawn(self.paint, self.size, "png")

    @property
    def html(self) -> str:
        """The drawing and its table as a page of their own."""
        drawing = self.svg[self.svg.index("<svg") :]
        title = escape(self.table[0][0])
        return (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>\n'
            "body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 Georgia, serif; background: #fff; "
            "color: #222226; }\nsvg { width: 100%; height: auto; }\npre { overflow-x: auto; font-size: .85rem; }\n"
            f"</style>\n</head>\n<body>\n{drawing}<pre>{escape(self.text)}</pre>\n</body>\n</html>\n"
        )

    def _repr_svg_(self) -> str:
        return self.svg


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned columns of text, the first set off from the others."""
    widths = [max(len(row[i]) for row in rows) + (i == 0) for i in range(len(rows[0]))]
    lines = ("   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def drawn(paint: Callable[[Figure], None], size: tuple[float, float], form: str) -> bytes:
    """Return a drawing as "svg" or "png": the same bytes for the same numbers.

    Raises:
        SymlossError: matplotlib is not installed.
    """
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise SymlossError(
            "svg and png need matplotlib: pip install 'symloss[plot]'; csv and the table do not"
        ) from error
    style: Any = {**matplotlib.rcParamsDefault, **_STYLE, "backend": "agg"}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        paint(figure)
        content = io.BytesIO()
        figure.savefig(content, format=form, dpi=160, metadata=_NOTHING[form])
    return content.getvalue()


def name_line(axes: Axes, x: float, y: float, words: str, colour: str, **options: Any) -> None:
    """Write the name of a curve beside it, in its colour."""
    axes.text(x, y, words, color=colour, **{"ha": "left", "va": "center", **options})
