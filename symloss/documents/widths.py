r"""How wide LaTeX comes out, in em: enough to see what fits beside what, without TeX.

The widths are those of Computer Modern, rounded up; a test compares them with real TeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

_LETTER, _DIGIT, _CAPITAL = 0.58, 0.5, 0.78
_BINARY, _RELATION, _COMMA, _BRACKET = 1.23, 1.34, 0.45, 0.4
_BIG_BRACKET = 0.75
_SCRIPT = 0.64  # a script against its base; signs have no space around them there
_TEXT = 0.47  # a letter of words, on average
_ROOT = 0.9
_CASES = 1.4  # the brace, and the space between the columns
_SIGNS = {
    "+": _BINARY,
    "-": _BINARY,
    "=": _RELATION,
    "<": _RELATION,
    ">": _RELATION,
    ",": _COMMA,
    "(": _BRACKET,
    ")": _BRACKET,
    "[": 0.3,
    "]": 0.3,
    "|": 0.3,
    "'": 0.3,
    " ": 0.0,
    "&": 0.0,
}
_COMMANDS = {
    "cdot": 0.75,
    "odot": _BINARY,
    "ln": 1.0,
    "log": 1.4,
    "max": 1.9,
    "min": 1.8,
    "lim": 1.5,
    "cosh": 2.0,
    "sinh": 2.0,
    "tanh": 2.1,
    "sum": 1.75,
    "prod": 1.5,
    "int": 1.1,
    "quad": 1.0,
    "qquad": 2.0,
    **dict.fromkeys(("mathbf", "boldsymbol", "hat", "bar", "tilde"), 0.12),
    "left": 0.0,
    "right": 0.0,
    "infty": 1.0,
    "dots": 1.2,
    ",": 0.17,
    ";": 0.28,
    "{": 0.5,
    "}": 0.5,
    "biggl": 0.35,
    "biggr": 0.35,
    **dict.fromkeys(("le", "ge", "ne", "to", "in", "approx", "Rightarrow", "mid", "sim"), _RELATION),
}
_TOKEN = re.compile(r"\\(?P<command>[A-Za-z]+|.)|(?P<open>\{)|(?P<close>\})|(?P<script>[_^])|(?P<sign>.)", re.S)
_BREAKS = re.compile(r"\\\\|&|\\begin|\\end")
_ABOVE_AND_BELOW = ("sum", "prod", "lim", "max", "min")
_WORDS = ("text", "texttt", "mathrm", "operatorname")


@cache
def width(latex: str) -> float:
    """Return how wide a formula is set, in em."""
    return sum(_parts(latex))


def text_width(words: str) -> float:
    """Return how wide words are set, formulas between dollars among them."""
    return sum(width(p) if number % 2 else len(p) * _TEXT for number, p in enumerate(words.split("$")))


def _parts(latex: str) -> Iterator[float]:
    at = 0
    while at < len(latex):
        found = _TOKEN.match(latex, at)
        assert found is not None
        command, at = found["command"], found.end()
        if command == "begin":
            inside, at = _environment(latex, at)
            yield _CASES + inside
        elif command in ("frac", "tfrac", "dfrac"):
            top, at = group(latex, at)
            bottom, at = group(latex, at)
            yield max(width(top), width(bottom)) + 0.25
        elif command in _WORDS:
            inside_text, at = group(latex, at)
            yield text_width(inside_text)
        elif command in _ABOVE_AND_BELOW:
            limits, at = _scripts(latex, at)
            yield max(_COMMANDS[command], *(width(text) * _SCRIPT for text in limits))
        elif command == "sqrt":
            inside_text, at = group(latex, at)
            yield _ROOT + width(inside_text)
        elif found["script"] or found["open"]:
            inside_text, at = group(latex, at if found["script"] else found.start())
            yield width(inside_text) * (_SCRIPT if found["script"] else 1)
        elif command is not None:
            tall = command in ("left", "right") and latex[at : at + 1] in "([|)]"
            yield _BIG_BRACKET - _BRACKET if tall else _COMMANDS.get(command, _LETTER)
        else:
            yield _sign(found["sign"] or "")


def _sign(sign: str) -> float:
    if sign.isdigit():
        return _DIGIT
    return _SIGNS.get(sign, _CAPITAL if sign.isupper() else _LETTER)


def _scripts(latex: str, at: int) -> tuple[list[str], int]:
    """Return what stands above and below a big sign."""
    found = [""]
    while latex[at : at + 1] in ("_", "^"):
        text, at = group(latex, at + 1)
        found.append(text)
    return found, at


def group(latex: str, at: int) -> tuple[str, int]:
    """Return what stands in the braces that open at a position, or the one sign there, and where it ends."""
    if latex[at : at + 1] != "{":
        found = _TOKEN.match(latex, at)
        return (found[0], found.end()) if found else ("", at)
    depth = 0
    for place in range(at, len(latex)):
        if latex[place] in "{}" and latex[place - 1] != "\\":
            depth += 1 if latex[place] == "{" else -1
            if depth == 0:
                return latex[at + 1 : place], place + 1
    return latex[at + 1 :], len(latex)


def _environment(latex: str, at: int) -> tuple[float, int]:
    """Return how wide the rows of an environment are whose name stands in the braces at a position."""
    _, at = group(latex, at)
    cells, start, depth = [[""]], at, 1
    for mark in _BREAKS.finditer(latex, at):
        depth += {r"\begin": 1, r"\end": -1}.get(mark[0], 0)
        if depth == 0 or (depth == 1 and mark[0] in ("&", r"\\")):  # others are those of an environment inside
            cells[-1][-1] = latex[start : mark.start()]
            start = mark.end()
            if depth == 0:
                break
            cells += [[""]] if mark[0] == r"\\" else []
            cells[-1] += [""] if mark[0] == "&" else []
    columns = zip_longest(*cells, fillvalue="")
    return sum(max(map(width, column)) for column in columns), group(latex, start)[1]
