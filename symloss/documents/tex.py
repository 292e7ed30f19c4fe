r"""A derivation in LaTeX: a file to \input, steps aligned and numbered, the reason beside each.

Only amsmath is needed. A step that leaves no room for its reason has it in the line above;
one that is too long for a line is broken before a plus or a minus. What fits is estimated for
the narrowest text of the standard classes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents import unproved
from symloss.documents.lines import broken
from symloss.documents.reasons import pieces, reading_scope
from symloss.documents.summary import (
    conditions_line,
    heading_and_rest,
    is_definition,
    numbered,
    paragraphs,
    unsaid,
    verdicts,
    written_out,
)
from symloss.documents.widths import text_width, width
from symloss.latex.printer import latex
from symloss.term import nodes as n
from symloss.term.scope import Scope

_TEMPLATES = Path(__file__).parent / "templates"
_ROOM = 32.8  # em, the width of the text less what the formulas' own margins take
_TAG, _GAP = 2.3, 1.2  # the number of a step, and what stands between its columns
_SKIP = "\n% symloss: skip\n"
_CODE = re.compile(r"`([^`]*)`")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{c: "\\" + c for c in "&%$#_{}"},
}


@dataclass(frozen=True)
class _Row:
    """A step in LaTeX. left, right: its sides, the right one beginning with its sign."""

    step: DerivationStep
    left: str
    right: str
    reason: str

    @property
    def widths(self) -> tuple[float, float, float]:
        """How wide the columns have to be for this row."""
        return width(self.left), width(self.right), text_width(self.reason)


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the file."""
    scope = derivation.scope
    heading, rest = heading_and_rest(derivation)
    remarks = [f"P{verdicts(derivation)[1:]}. {conditions_line(derivation)}".rstrip(), *derivation.notes]
    remarks += [f"Step {step.number} is {step.verdict}" for step in unproved(steps)]
    return _template("page.tex").render(
        source=derivation.source,
        heading=_text(heading, scope),
        rest=_remark(rest, scope),
        prose=[_remark(p, scope) for p in paragraphs(derivation.prose)],
        defined=[_defined(t, scope) for t in derivation.given if is_definition(t)],
        assumed=_listed([f"${latex(t, scope)}$" for t in derivation.given if not is_definition(t)]),
        required=[latex(t, scope) for t in derivation.required],
        blocks=[_block(derivation.name, rows) for rows in _runs([_row(step, derivation) for step in steps])],
        remarks=[_remark(line, scope) for line in remarks],
    )


def book(parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return a document that holds the files of some derivations, to be compiled beside them.

    parts: titles, and the names of the derivations below each.
    """
    named = [(title, [{"shown": escape(name), "file": name} for name in names]) for title, names in parts]
    return _template("book.tex").render(parts=named)


def display(derivation: Derivation) -> str:
    """Return the steps as one display, for a notebook."""
    rows = [_row(step, derivation) for step in derivation.steps]
    lines = [rf"{r.left} &{r.right} &&\text{{({r.step.number}) {r.reason}}}" for r in rows]
    return "$$\n\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}\n$$"


def escape(text: str) -> str:
    """Return words as LaTeX shows them; what stands between backticks is code."""
    parts = ("".join(_SPECIAL.get(c, c) for c in part) for part in _CODE.split(text))
    return "".join(rf"\texttt{{{part}}}" if number % 2 else part for number, part in enumerate(parts))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        autoescape=False,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    return environment.get_template(name)


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), *parts[-1:]] if len(parts) > 1 else parts)


# --- words -------------------------------------------------------------------------------


def _text(words: str, scope: Scope) -> str:
    """Return words with their formulas typeset."""
    own = reading_scope(scope)
    return "".join(escape(p) if isinstance(p, str) else f"${latex(p, own)}$" for p in pieces(words, scope))


def _remark(words: str, scope: Scope) -> str:
    """Return a remark; what it says beyond the steps is no claim of the derivation, and marked as such."""
    own = reading_scope(scope)
    text = ""
    for piece in pieces(words, scope):
        if isinstance(piece, str):
            text += escape(piece)
        else:
            claims = isinstance(piece, n.Relation | n.Member | n.And | n.Prime)
            # a lone sigma' could be the name of a quantity; with a place for its argument it cannot
            place = r"(\cdot)" if isinstance(piece, n.Prime) else ""
            text += (_SKIP if claims else "") + f"${latex(piece, own)}{place}$"
    return re.sub(r" *\n(?=%)", "\n", text).lstrip("\n")


def _defined(truth: n.Term, scope: Scope) -> str:
    """Return a definition; where it is by sigma, what sigma is."""
    expanded = written_out(truth)
    return latex(truth, scope) + (f" = {latex(expanded, scope)}" if expanded is not None else "")


# --- steps -------------------------------------------------------------------------------


def _row(step: DerivationStep, derivation: Derivation) -> _Row:
    left, right = _sides(step.shown, step.statement.scope)
    for truth in unsaid(step, derivation):
        right += rf" \quad \text{{if }} {latex(truth, step.statement.scope)}"
    return _Row(step, left, right, _text(numbered(step), step.statement.scope))


def _sides(truth: n.Term, scope: Scope) -> tuple[str, str]:
    """Return a truth in two parts: before its relation sign, and from there on with what it needs."""
    if isinstance(truth, n.Implies):
        left, right = _sides(truth.conclusion, scope)
        return left, rf"{right} \quad \text{{if }} {latex(truth.premise, scope)}"
    if not isinstance(truth, n.Relation):
        return "", latex(truth, scope)
    left = latex(truth.left, scope)
    if isinstance(truth.right, n.Div) and width(latex(truth, scope)) > _ROOM - _TAG:
        truth = n.Relation(truth.op, truth.left, _unfolded(truth.right))
    return left, latex(truth, scope).removeprefix(left).lstrip()


def _unfolded(quotient: n.Div) -> n.Term:
    """Return a quotient as one over its denominator, times the numerator, which can now be broken."""
    return n.Mul((n.Div(n.Number(Fraction(1)), quotient.denominator), quotient.numerator))


def _aside(rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows that have room for their reason when all of them are aligned."""
    left, right = (max(column) for column in list(zip(*(r.widths for r in rows), strict=True))[:2])
    return [r for r in rows if left + right + _GAP + r.widths[2] + _TAG <= _ROOM]


def _together(rows: Sequence[_Row]) -> bool:
    """Whether rows may be aligned with each other: they fit, and few reasons are driven from their side by it."""
    left, right = (max(column) for column in list(zip(*(r.widths for r in rows), strict=True))[:2])
    driven = sum(bool(_aside([r])) for r in rows) - len(_aside(rows))
    return left + right + _TAG <= _ROOM and driven <= len(rows) // 5


def _runs(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Return the rows in runs, each aligned in itself; a long one stands alone."""
    runs: list[list[_Row]] = []
    for row in rows:
        if runs and _together([*runs[-1], row]):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _block(name: str, rows: list[_Row]) -> dict[str, object]:
    """Return a run of rows: the words above it, and its lines, between which other words may stand."""
    aside = _aside(rows)
    above = "" if rows[0] in aside else _sentence(_remark(numbered(rows[0].step), rows[0].step.statement.scope))
    lines = []
    for row in rows:
        before = "" if row in aside or row is rows[0] else rf"\intertext{{\noindent {_sentence(row.reason)}}}" + "\n"
        *first, last = _in_lines(row)
        behind = rf"\text{{{row.reason}}}" if row in aside else ""
        lines.append(before + " \\\\*\n".join([*first, f"{last} &&{behind} {_tag(name, row)}"]))
    # words between rows end a row themselves
    rest = [("\n" if line.startswith(r"\intertext") else " \\\\\n") + line for line in lines[1:]]
    return {"above": above, "lines": "".join([lines[0], *rest])}


def _in_lines(row: _Row) -> list[str]:
    """Return the formula of a row, its sign at the tab, in more than one line if it is long."""
    first, *others = broken(f"{row.left} {row.right}", _ROOM - _TAG)
    return [f"{row.left} &{first.removeprefix(row.left).lstrip()}", *(rf"&\quad {line}" for line in others)]


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:] + ":"


def _tag(name: str, row: _Row) -> str:
    return rf"\tag{{{row.step.number}}}\label{{{name}:{row.step.number}}}"
