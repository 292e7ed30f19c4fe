r"""How a plain name is written in LaTeX: hat_y is \hat{y}, ell_CE is \ell_{\mathrm{CE}}; vectors are bold."""

from __future__ import annotations

import re

from symloss.latex import notation
from symloss.term.functions import FUNCTIONS
from symloss.term.nodes import Symbol
from symloss.term.scope import Scope
from symloss.term.sorts import FUNCTION

_ACCENTS = {"hat": r"\hat", "bar": r"\bar", "tilde": r"\tilde", "dot": r"\dot", "ddot": r"\ddot", "check": r"\check",
            "breve": r"\breve", "under": r"\underline"}  # fmt: skip
_FONTS = {
    "bold": r"\mathbf",
    "cal": r"\mathcal",
    "bb": r"\mathbb",
    "frak": r"\mathfrak",
    "sf": r"\mathsf",
    "rm": r"\mathrm",
}
_MARKS = {"pos": "+", "neg": "-"}


def symbol(term: Symbol, scope: Scope) -> str:
    """Return how the scope, or else custom, writes a symbol."""
    if term.name in scope.notation:
        return scope.notation[term.name]
    if term.sort == FUNCTION:
        row = FUNCTIONS.get(term.name)
        return row.latex if row is not None else name(term.name, function=True)
    return name(term.name, bold=bool(term.sort.shape))


def name(plain: str, *, bold: bool = False, function: bool = False) -> str:
    """Return the LaTeX of a plain name."""
    primes = 0
    while plain.endswith("_prime"):
        plain, primes = plain.removesuffix("_prime"), primes + 1
    prefix, rest = _prefixes(plain)
    base, _, label = rest.partition("_")
    sup = ""
    if label == "star" or label.startswith("star_"):
        sup, label = "^{*}", label[5:]
    elif label.startswith("("):
        bracket, _, label = label.partition(")")
        sup, label = f"^{{{bracket})}}", label.lstrip("_")
    written = _base(base, function=function)
    for accent in reversed(prefix):
        if accent in _ACCENTS:
            written = f"{_ACCENTS[accent]}{{{written}}}"
    font = next((p for p in prefix if p in _FONTS), "bold" if bold else "")
    if font and not written.startswith(r"\mathrm"):
        command = r"\boldsymbol" if font == "bold" and base in notation.LETTERS else _FONTS[font]
        written = f"{command}{{{written}}}"
    return written + "'" * primes + sup + (f"_{{{_label(label)}}}" if label else "")


def _prefixes(plain: str) -> tuple[list[str], str]:
    found: list[str] = []
    while True:
        head, _, rest = plain.partition("_")
        if not rest or head not in (*_ACCENTS, *_FONTS):
            return found, plain
        found.append(head)
        plain = rest


def _base(base: str, *, function: bool) -> str:
    if base in notation.LETTERS:
        return "\\" + base
    if len(base) == 1:
        return base
    return rf"\operatorname{{{base}}}" if function else rf"\mathrm{{{base}}}"


def _label(label: str) -> str:
    if label in _MARKS:
        return _MARKS[label]
    if label in notation.LETTERS:
        return "\\" + label
    if re.search(r"[-+:]", label):  # t-1, -j, i: as they were written
        return label.replace("_", "") if ":" in label else label
    if len(label) == 1 or re.fullmatch(r"\d+", label):
        return label
    words = label.replace("_", " ")
    return rf"\text{{{words}}}" if " " in words or words.islower() else rf"\mathrm{{{words}}}"
