r"""A derivation in LaTeX: a file to \input, steps aligned and numbered, the reason beside each.

Only amsmath is needed. A step that is too long for a line stands alone and is broken
before a plus or a minus.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents import unproved
from symloss.documents.reasons import pieces
from symloss.documents.summary import conditions_line, is_definition, paragraphs, verdicts
from symloss.latex.printer import latex
from symloss.term import nodes as n
from symloss.term.scope import Scope

_TEMPLATES = Path(__file__).parent / "templates"
_ZERO = n.Number(Fraction(0))
_LONG = 48  # signs that are seen in a line of a broken formula
_LONGEST = 60  # and in one beside a reason
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{c: "\\" + c for c in "&%$#_{}"},
}


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the file."""
    scope = derivation.scope
    remarks = [f"P{verdicts(derivation)[1:]}. {conditions_line(derivation)}".rstrip(), *derivation.notes]
    remarks += [f"Step {step.number} is {step.verdict}" for step in unproved(steps)]
    return _template().render(
        source=derivation.source,
        title=escape(derivation.title or derivation.name),
        prose=[escape(p) for p in paragraphs(derivation.prose)],
        defined=[latex(t, scope) for t in derivation.given if is_definition(t)],
        assumed=_listed([f"${latex(t, scope)}$" for t in derivation.given if not is_definition(t)]),
        required=[latex(t, scope) for t in derivation.required],
        blocks=_blocks(steps),
        remarks=[_typed(line, scope) for line in remarks],
    )


def display(derivation: Derivation) -> str:
    """Return the steps as one display, for a notebook."""
    rows = [
        rf"{_aligned(s.shown, s.statement.scope)} &&\text{{{_text(s.reason, s.statement.scope)}}}"
        for s in derivation.steps
    ]
    return "$$\n\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}\n$$"


def escape(text: str) -> str:
    """Return words as LaTeX shows them."""
    return "".join(_SPECIAL.get(c, c) for c in text)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    return environment.get_template("page.tex")


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), *parts[-1:]] if len(parts) > 1 else parts)


def _blocks(steps: tuple[DerivationStep, ...]) -> list[dict[str, object]]:
    """Return runs of steps that are aligned with each other, and the long ones, which stand alone."""
    blocks: list[dict[str, object]] = []
    for step in steps:
        scope = step.statement.scope
        long = _seen(latex(step.shown, scope)) > _LONGEST
        formula = " \\\\\n".join(_lines(step.shown, scope)) if long else _aligned(step.shown, scope)
        row = {"number": step.number, "formula": formula, "reason": _text(step.reason, scope)}
        rows = blocks[-1]["rows"] if blocks and not long and not blocks[-1]["long"] else None
        if isinstance(rows, list):
            rows.append(row)
        else:
            blocks.append({"long": long, "rows": [row]})
    return blocks


def _text(words: str, scope: Scope) -> str:
    return "".join(escape(p) if isinstance(p, str) else f"${latex(p, scope)}$" for p in pieces(words, scope))


def _typed(words: str, scope: Scope) -> str:
    """Return a remark; its formulas stay as they can be typed, for they claim nothing beyond the steps."""
    parts = pieces(words, scope)
    return "".join(escape(p) if isinstance(p, str) else rf"\texttt{{{escape(str(p))}}}" for p in parts)


def _aligned(truth: n.Term, scope: Scope) -> str:
    """Return a truth with its relation sign at the tab, and what it needs behind it."""
    if isinstance(truth, n.Implies):
        return rf"{_aligned(truth.conclusion, scope)} \quad \text{{if }} {latex(truth.premise, scope)}"
    if not isinstance(truth, n.Relation):
        return f"&{latex(truth, scope)}"
    return f"{latex(truth.left, scope)} &{_sign(truth)} {latex(truth.right, scope)}"


def _sign(truth: n.Relation) -> str:
    return latex(n.Relation(truth.op, _ZERO, _ZERO)).split()[1]


def _lines(term: n.Term, scope: Scope) -> list[str]:
    """Return a term in lines: a sum that is too long for one is broken before a plus or a minus."""
    whole = latex(term, scope)
    if _seen(whole) <= _LONG:
        return [whole]
    if isinstance(term, n.Relation):
        first, *others = _lines(term.right, scope)
        return [f"{latex(term.left, scope)} {_sign(term)} {first}", *others]
    if isinstance(term, n.Mul) and isinstance(term.factors[-1], n.Add):
        first, *others = _lines(term.factors[-1], scope)
        # the dot says that this is no function of what stands in the brackets
        lines = [rf"{latex(n.Mul(term.factors[:-1]), scope)} \cdot \biggl( {first}", *others]
        return [*lines[:-1], rf"{lines[-1]} \biggr)"]
    return _broken_sum(term, scope) if isinstance(term, n.Add) else [whole]


def _broken_sum(term: n.Add, scope: Scope) -> list[str]:
    lines = [latex(term.terms[0], scope)]
    for summand in term.terms[1:]:
        # printed behind a zero, so that brackets stand where a sum needs them
        piece = latex(n.Add((_ZERO, summand)), scope).partition(" ")[2]
        if _seen(lines[-1] + piece) > _LONG:
            lines.append(piece)
        else:
            lines[-1] += f" {piece}"
    return lines


def _seen(text: str) -> int:
    """Return roughly how many signs a reader sees."""
    return len(re.sub(r"\\[a-zA-Z]+|[{}_^ ]", "", text)) + text.count("\\")
