"""A derivation as a page of its own, and the index of all: no network, mathematics in MathML, light and dark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from symloss.derive.derivation import Derivation, DerivationStep, Fact, Report
from symloss.documents.mathml import mathml
from symloss.documents.mathml_lines import mathml_parts
from symloss.documents.reasons import pieces, reading_scope
from symloss.documents.summary import (
    SHAPES,
    conditions_line,
    has_code,
    heading_and_rest,
    is_definition,
    numbered,
    paragraphs,
    results,
    unsaid,
    verdicts,
    written_out,
)
from symloss.documents.widths import width
from symloss.kernel.verdict import Verdict
from symloss.latex.printer import latex
from symloss.term.nodes import Implies, Relation, Symbol, Term
from symloss.term.printer import plain
from symloss.term.scope import Scope

PACKAGE = "symloss_gradients"
_TEMPLATES = Path(__file__).parent / "templates"
_MARKS = {"proved": "\u2713", "refuted": "\u2717", "conditional": "if", "undecided": "?", "unread": "?"}
_CODE = re.compile(r"`([^`]*)`")
_STEP = re.compile(r"\((\d+)\)")
_WIDE = 22.0  # em; a wider formula has its reason above it


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the page."""
    scope = derivation.scope
    heading, rest = heading_and_rest(derivation)
    return _page(
        "page.html",
        name=derivation.name,
        heading=_words(heading, scope),
        rest=_words(rest or derivation.heading, scope),
        prose=[_words(p, scope) for p in paragraphs(derivation.prose)],
        source=derivation.source,
        statement=_statement(derivation),
        steps=[_step(step, derivation) for step in steps],
        summary=_words(f"P{verdicts(derivation)[1:]}. {conditions_line(derivation)}", scope),
        notes=[_words(note, scope) for note in derivation.notes],
        package=PACKAGE,
        code=f"../{PACKAGE}/{derivation.name}.py" if has_code(derivation) else "",
        facts=[_fact(fact, derivation.formulas.scope) for fact in derivation.facts],
    )


@dataclass(frozen=True)
class Entry:
    """A line of the index; what is shown is markup."""

    name: str
    shape: str
    steps: int
    proved: int
    heading: Markup
    rest: Markup
    formula: Markup


def entry(derivation: Derivation) -> Entry:
    """Return the line of a derivation."""
    heading, rest = heading_and_rest(derivation)
    formulas = derivation.formulas
    return Entry(
        name=derivation.name,
        shape=formulas.shape,
        steps=len(derivation.steps),
        proved=derivation.proved,
        heading=_words(heading, derivation.scope),
        rest=_words(rest, derivation.scope),
        formula=_formula(results(formulas)[0], formulas.scope),
    )


def index(entries: Sequence[Entry]) -> str:
    """Return the page from which all others can be reached."""
    steps, proved = sum(e.steps for e in entries), sum(e.proved for e in entries)
    counted = f"{len(entries)} losses, {steps} steps, {'all' if proved == steps else proved} of them proved"
    return _page("index.html", source="derivations/", groups=by_shape(entries), summary=counted)


def by_shape(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return the lines below the titles of their shapes."""
    groups = [(title, [e for e in entries if e.shape == shape]) for shape, title in SHAPES.items()]
    return [(title, found) for title, found in groups if found]


def report_page(report: Report) -> str:
    """Return a report as a page of its own."""
    formulas = report.formulas
    heading, rest = heading_and_rest(report)
    return _page(
        "report.html",
        name=report.name,
        source=report.source,
        heading=_words(heading, formulas.scope),
        rest=_words(rest, formulas.scope),
        formulas=[_formula(t, formulas.scope) for t in results(formulas)],
        values=[_formula(Relation("=", Symbol(name), value), formulas.scope) for name, value in report.values],
        facts=[_fact(fact, formulas.scope) for fact in report.facts],
    )


def _page(template: str, **content: object) -> str:
    files = {name: Markup((_TEMPLATES / f"page.{name}").read_text(encoding="utf-8")) for name in ("css", "js")}
    return str(_templates().get_template(template).render(css=files["css"], script=files["js"], **content))


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


def _statement(derivation: Derivation) -> list[tuple[str, list[Markup]]]:
    """Return what is given and what was found, as a theorem says it."""
    scope, formulas = derivation.scope, derivation.formulas
    defined = [t for t in derivation.given if is_definition(t)]
    assumed = [t for t in derivation.given if not is_definition(t)]
    found = results(formulas)
    others = [t for t in found if t not in defined]
    return [
        ("Let", [_formula(t, scope, written_out(t)) for t in defined]),
        ("Assume", [_formula(t, scope) for t in assumed]),
        ("Required", [_formula(t, scope) for t in derivation.required]),
        ("Then", [_formula(t, formulas.scope) for t in others]),
    ]


def _formula(truth: Term, scope: Scope, more: Term | None = None) -> Markup:
    """Return a formula in parts between which a narrow page may break the line."""
    parts = mathml_parts(truth, scope)
    if isinstance(truth, Relation) and more is not None:
        parts += mathml_parts(Relation("=", truth.left, more), scope)[1:]
    return Markup("".join(parts))


# --- words ---------------------------------------------------------------------------------


def _words(text: str, scope: Scope) -> Markup:
    """Return words with their formulas typeset; what stands between backticks is code."""
    own = reading_scope(scope)
    parts = (_plain(p) if isinstance(p, str) else Markup(mathml(p, own)) for p in pieces(text, scope))
    return Markup("").join(parts)


def _plain(text: str) -> Markup:
    parts = (escape(part) for part in _CODE.split(text))
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))


def _reason(step: DerivationStep) -> Markup:
    """Return the reason of a step, whose mentions of other steps lead there."""
    return Markup(_STEP.sub(r'<a href="#step-\1">(\1)</a>', str(_words(numbered(step), step.statement.scope))))


# --- steps and facts -------------------------------------------------------------------------


def _step(step: DerivationStep, derivation: Derivation) -> dict[str, object]:
    scope = step.statement.scope
    premises = [step.shown.premise] if isinstance(step.shown, Implies) else []
    shown = plain(step.shown, scope)
    return {
        "number": step.number,
        "formula": _formula(_conclusion(step.shown), scope)
        + Markup("").join(_premise(t, scope) for t in (*premises, *unsaid(step, derivation))),
        "wide": width(latex(step.shown, scope)) > _WIDE,
        "plain": shown,
        "reason": _reason(step),
        "verdict": step.verdict.word,
        "mark": _MARKS[step.verdict.word],
        "facts": [(term, text) for term, text in _carried(step.verdict, scope) if text],
    }


def _conclusion(truth: Term) -> Term:
    return truth.conclusion if isinstance(truth, Implies) else truth


def _premise(truth: Term, scope: Scope) -> Markup:
    return Markup(f" if {mathml(truth, scope)}")


def _carried(verdict: Verdict, scope: Scope) -> list[tuple[str, Markup]]:
    """Return what a verdict carries: how it was reached, what it rests on, the point that shows it."""
    return [
        ("by", _words(verdict.method, scope)),
        ("conditions", _words("; ".join(f"{c.text} ({c.origin})" for c in verdict.conditions), scope)),
        ("witness", _words(str(verdict.witness or ""), scope)),
        ("message", _words(verdict.message, scope)),
    ]


def fact_lines(report: Report) -> list[list[Markup]]:
    """Return the lines of each fact of a report, typeset."""
    scope = report.formulas.scope
    return [[_words(line.strip(), scope) for line in fact.text.splitlines()] for fact in report.facts]


def _fact(fact: Fact, scope: Scope) -> dict[str, object]:
    return {
        "topic": fact.topic,
        "lines": [_words(line.strip(), scope) for line in fact.text.splitlines()],
        "verdict": fact.word,
        "word": _words(fact.words, scope),
    }
