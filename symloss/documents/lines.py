r"""Long formulas in lines: broken before a plus or a minus, within as few brackets as can be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symloss.documents.widths import group, width

_INDENT = 2.0  # em, the \qquad before each line but the first
_FULL = 0.45  # a line that is less full than this is not worth a break outside the brackets
_STEP = re.compile(r"\\begin\{(\w+)\}.*?\\end\{\1\}|\\(?P<side>left|right)?(?P<bracket>[()])?(?:[A-Za-z]+|.)?|.", re.S)


@dataclass(frozen=True)
class _Break:
    """A place where a line may end: in front of a sign, within `depth` brackets."""

    at: int
    depth: int


def broken(latex: str, room: float) -> list[str]:
    """Return a formula in lines that are at most `room` em wide, if its signs allow it."""
    breaks, pairs = _survey(latex)
    starts = [0]
    while width(latex[starts[-1] :]) > room - _INDENT * (len(starts) > 1):
        place = _next(latex, starts[-1], breaks, room - _INDENT * (len(starts) > 1))
        if place is None:
            break
        starts.append(place)
    text = _with_fixed_brackets(latex, starts, pairs)
    return [line.strip() for line in text.split("\n")]


def _next(latex: str, start: int, breaks: list[_Break], room: float) -> int | None:
    """Return where the next line begins: the latest break that fits, rather outside brackets than inside."""
    ahead = [b for b in breaks if b.at > start]
    fitting = [b for b in ahead if width(latex[start : b.at]) <= room]
    if not fitting:
        return ahead[0].at if ahead else None
    full = [b for b in fitting if width(latex[start : b.at]) >= _FULL * room] or fitting
    shallow = min(b.depth for b in full)
    return max(b.at for b in full if b.depth == shallow)


def _survey(latex: str) -> tuple[list[_Break], list[tuple[int, int]]]:
    r"""Return the places for breaks, and the pairs \left( ... \right) by where they begin."""
    breaks: list[_Break] = []
    pairs: list[tuple[int, int]] = []
    still_open: list[int] = []
    at = 0
    while at < len(latex):
        if latex[at] == "{":
            _, at = group(latex, at)
            continue
        if latex.startswith(r"\begin", at):
            found = _STEP.match(latex, at)
            assert found is not None
            at = found.end()
            continue
        rest = latex[at:]
        if rest.startswith((r"\left", "(", "[")) and not rest.startswith(r"\leftarrow"):
            still_open.append(at)
        elif rest.startswith((r"\right", ")", "]")) and not rest.startswith(r"\rightarrow") and still_open:
            pairs.append((still_open.pop(), at))
        elif rest.startswith((" + ", " - ")):
            breaks.append(_Break(at, len(still_open)))
        at += len(re.match(r"\\(?:left|right)(?:\\.|.)|\\[A-Za-z]+|\\.|.", rest, re.S)[0])  # type: ignore[index]
    return breaks, pairs


def _with_fixed_brackets(latex: str, starts: list[int], pairs: list[tuple[int, int]]) -> str:
    r"""Return the lines; brackets that close in another line than they open get a size of their own."""
    changes = dict.fromkeys(starts[1:], "\n")
    for opening, closing in pairs:
        apart = any(opening < start <= closing for start in starts)
        if apart and latex.startswith(r"\left", opening):
            changes |= {opening: r"\biggl", closing: r"\biggr"}
    text, done = "", 0
    for at in sorted(changes):
        old = re.match(r"\\left|\\right", latex[at:])
        text += latex[done:at] + changes[at]
        done = at + (len(old[0]) if old else 0)
    return text + latex[done:]
