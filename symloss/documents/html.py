"""A derivation as a page of its own: no script, no network, mathematics in MathML, light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents.mathml import mathml
from symloss.documents.reasons import pieces
from symloss.documents.summary import conditions_line, has_code, paragraphs, results, verdicts
from symloss.kernel.verdict import Verdict
from symloss.term.printer import plain
from symloss.term.scope import Scope

_TEMPLATES = Path(__file__).parent / "templates"


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the page."""
    scope = derivation.scope
    return str(
        _templates()
        .get_template("page.html")
        .render(
            name=derivation.name,
            heading=derivation.heading,
            title=derivation.title,
            prose=paragraphs(derivation.prose),
            source=derivation.source,
            given=[mathml(t, scope, display=True) for t in derivation.given],
            required=[mathml(t, scope, display=True) for t in derivation.required],
            steps=[_step(step) for step in steps],
            summary=f"{verdicts(derivation)}. {conditions_line(derivation)}",
            notes=derivation.notes,
            results=[mathml(t, derivation.formulas.scope, display=True) for t in results(derivation.formulas)],
            module=f"symloss_gradients.{derivation.name}",
            code=f"../symloss_gradients/{derivation.name}.py" if has_code(derivation) else "",
            facts=[{"topic": f.topic, "text": f.text, "verdict": f.word} for f in derivation.facts],
            css=Markup((_TEMPLATES / "page.css").read_text(encoding="utf-8")),
        )
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


def _step(step: DerivationStep) -> dict[str, object]:
    scope = step.statement.scope
    return {
        "number": step.number,
        "formula": mathml(step.shown, scope, display=True),
        "plain": plain(step.shown, scope),
        "reason": Markup("").join(
            escape(p) if isinstance(p, str) else Markup(mathml(p, scope)) for p in pieces(step.reason, scope)
        ),
        "verdict": step.verdict.word,
        "facts": [(term, text) for term, text in _facts(step.verdict) if text],
    }


def _reason(reason: str, scope: Scope) -> Markup:
    parts = (escape(p) if isinstance(p, str) else Markup(mathml(p, scope)) for p in pieces(reason, scope))
    return Markup("").join(parts)


def _facts(verdict: Verdict) -> list[tuple[str, str]]:
    return [
        ("method", verdict.method),
        ("conditions", "; ".join(f"{c.text} ({c.origin})" for c in verdict.conditions)),
        ("witness", str(verdict.witness or "")),
        ("message", verdict.message),
    ]
