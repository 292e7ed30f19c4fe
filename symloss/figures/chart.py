"""Line charts as SVG: the same bytes for the same numbers, readable on light and dark paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 40, 44
COLOURS = ("#d55e00", "#0072b2", "#009e73", "#9a5b86")
_INK = "#737a86"
_FONT = f'font-family="system-ui, sans-serif" font-size="12" fill="{_INK}"'


@dataclass(frozen=True)
class Line:
    """A curve with its name; its points have x = 0, 1, 2, ..."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class Chart:
    """Curves over one axis. top: the largest value shown."""

    title: str
    across: str
    upward: str
    lines: tuple[Line, ...]
    top: float

    def x(self, position: float) -> float:
        """Return where a position on the axis is drawn."""
        last = max(len(line.values) for line in self.lines) - 1
        return _LEFT + position / last * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        """Return where a value is drawn."""
        return HEIGHT - _BOTTOM - value / self.top * (HEIGHT - _TOP - _BOTTOM)

    def svg(self) -> str:
        """Return the chart as an SVG document."""
        last = max(len(line.values) for line in self.lines) - 1
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {_FONT}>',
            f"<title>{escape(self.title)}</title>",
            *(self._across(last * fifth / 5) for fifth in range(6)),
            *(self._upward(self.top * quarter / 4) for quarter in range(5)),
            _text((_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - 6, self.across, "middle"),
            _text(_LEFT, 16, self.upward, "start"),
            *(self._curve(line, COLOURS[i % len(COLOURS)], i) for i, line in enumerate(self.lines)),
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    def _across(self, position: float) -> str:
        return _text(self.x(position), HEIGHT - _BOTTOM + 18, f"{position:g}", "middle")

    def _upward(self, value: float) -> str:
        y = self.y(value)
        rule = (
            f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_INK}" stroke-opacity=".3"/>'
        )
        return rule + _text(_LEFT - 8, y + 4, f"{value:.3g}", "end")

    def _curve(self, line: Line, colour: str, number: int) -> str:
        points = " ".join(f"{self.x(i):.1f},{self.y(v):.1f}" for i, v in enumerate(line.values))
        curve = f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        return curve + _text(WIDTH - _RIGHT, 16 + 16 * number, line.name, "end", colour)


def _text(x: float, y: float, words: str, anchor: str, colour: str = _INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
