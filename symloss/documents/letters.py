"""Canonical names as letters of MathML: `hat_y` gets its hat, `gamma_pos` its subscript."""

from __future__ import annotations

import re
from html import escape

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma_final sigma tau upsilon phi chi psi omega"
)
GREEK = {name: chr(0x3B1 + place) for place, name in enumerate(_NAMES.split()) if name != "sigma_final"}
GREEK |= {name.capitalize(): chr(ord(sign) - 0x20) for name, sign in GREEK.items()}
GREEK |= {"ell": "\u2113", "varepsilon": "\u03b5", "varphi": "\u03d5"}

_ACCENTS = {"hat": "^", "bar": "\u00af", "tilde": "~", "dot": "\u02d9", "vec": "\u2192"}
_MARKS = {"star": "*", "prime": "\u2032"}
_LABEL = re.compile(r"(.+)_(\([^()]+\)|[A-Za-z0-9]+)")
_LATEX = re.compile(r"\\([A-Za-z]+)(?:([_^])\{?([^{}\\]+)\}?)?")


_BOLD = {chr(start + i): chr(bold + i) for start, bold in ((0x61, 0x1D41A), (0x41, 0x1D400)) for i in range(26)}


def letter(name: str, latex: str | None = None, *, bold: bool = False) -> str:
    """Return the markup of a name; `latex`, how its scope writes it, is followed where it is a letter with a script."""
    if bold and name in _BOLD:
        return f"<mi>{_BOLD[name]}</mi>"
    if latex == name and re.fullmatch(r"d[A-Za-z]", name):  # a differential
        return f"<mrow><mi>d</mi>{letter(name[1:])}</mrow>"
    written = _LATEX.fullmatch(latex) if latex else None
    if written and written[1] in GREEK:
        base = f"<mi>{GREEK[written[1]]}</mi>"
        tag = "msub" if written[2] == "_" else "msup"
        return f"<{tag}>{base}<mtext>{escape(written[3])}</mtext></{tag}>" if written[2] else base
    accent, _, rest = name.partition("_")
    if accent in _ACCENTS and rest:
        return f'<mover accent="true">{letter(rest)}<mo>{_ACCENTS[accent]}</mo></mover>'
    label = _LABEL.fullmatch(name)
    if label is None:
        return f"<mi>{GREEK.get(name, escape(name))}</mi>"
    if label[2] in _MARKS or label[2].startswith("("):
        return f"<msup>{letter(label[1])}<mo>{_MARKS.get(label[2], label[2])}</mo></msup>"
    return f"<msub>{letter(label[1])}<mtext>{GREEK.get(label[2], label[2])}</mtext></msub>"
