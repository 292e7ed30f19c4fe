"""A derivation as a page of its own: no script, no network, mathematics in MathML, light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents.mathml import mathml
from symloss.documents.summary import conditions, discharged, results, verdicts
from symloss.kernel.verdict import Verdict
from symloss.term.printer import plain


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the page."""
    scope = derivation.scope
    declared = derivation.source.startswith("derivations/")
    return str(
        _templates()
        .get_template("page.html")
        .render(
            name=derivation.name,
            heading=derivation.heading,
            title=derivation.title,
            prose=[" ".join(p.split()) for p in derivation.prose.split("\n\n") if p.strip()],
            source=derivation.source,
            given=[mathml(t, scope, display=True) for t in derivation.given],
            required=[mathml(t, scope, display=True) for t in derivation.required],
            steps=[_step(step) for step in steps],
            summary=_summary(derivation),
            notes=derivation.notes,
            results=[mathml(t, derivation.formulas.scope, display=True) for t in results(derivation.formulas)],
            module=f"symloss_gradients.{derivation.name}",
            code=f"../symloss_gradients/{derivation.name}.py" if declared else "",
            facts=[{"topic": f.topic, "text": f.text, "verdict": f.word} for f in derivation.facts],
            css=(Path(__file__).parent / "templates" / "page.css").read_text(encoding="utf-8"),
        )
    )


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)


def _summary(derivation: Derivation) -> str:
    found = conditions(derivation)
    if not found:
        return f"{verdicts(derivation)}."
    title = "Conditions, all discharged" if discharged(found) else "Conditions"
    return f"{verdicts(derivation)}. {title}: {', '.join(f'{c.text} ({c.origin})' for c in found)}."


def _step(step: DerivationStep) -> dict[str, object]:
    scope = step.statement.scope
    return {
        "number": step.number,
        "formula": mathml(step.shown, scope, display=True),
        "plain": plain(step.shown, scope),
        "reason": step.reason,
        "verdict": step.verdict.word,
        "facts": [(term, text) for term, text in _facts(step.verdict) if text],
    }


def _facts(verdict: Verdict) -> list[tuple[str, str]]:
    return [
        ("method", verdict.method),
        ("conditions", "; ".join(f"{c.text} ({c.origin})" for c in verdict.conditions)),
        ("witness", str(verdict.witness or "")),
        ("message", verdict.message),
    ]
