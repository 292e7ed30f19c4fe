"""A derivation for programs."""

from __future__ import annotations

import json

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents.summary import conditions
from symloss.kernel.verdict import Condition, Verdict
from symloss.term.printer import plain


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the derivation as one JSON object; formulas are in plain notation."""
    formulas = derivation.formulas
    content = {
        "schema": 1,
        "name": derivation.name,
        "title": derivation.title,
        "heading": derivation.heading,
        "prose": derivation.prose,
        "source": derivation.source,
        "given": [plain(t, derivation.scope) for t in derivation.given],
        "required": [plain(t, derivation.scope) for t in derivation.required],
        "steps": [_step(step) for step in steps],
        "summary": {"proved": derivation.proved, "steps": len(derivation.steps)},
        "conditions": [condition_json(c) for c in conditions(derivation)],
        "notes": list(derivation.notes),
        "where": {plain(name): plain(term) for name, term in formulas.where},
        "loss": plain(formulas.value),
        "gradient": plain(formulas.gradient),
        "hessian": plain(formulas.hessian),
    }
    return json.dumps(content, indent=1) + "\n"


def _step(step: DerivationStep) -> dict[str, object]:
    return {
        "number": step.number,
        "formula": plain(step.shown, step.statement.scope),
        "rule": step.rule,
        "reason": step.reason,
        "uses": list(step.uses),
        **verdict_json(step.verdict),
    }


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """Return a verdict as the JSON of `symloss verify` has it."""
    witness = verdict.witness
    return {
        "verdict": verdict.word,
        "method": verdict.method,
        "conditions": [condition_json(c) for c in verdict.conditions],
        "witness": witness and {"at": dict(witness.at), "left": witness.left, "right": witness.right},
        "message": verdict.message,
    }


def condition_json(condition: Condition) -> dict[str, str]:
    """Return a condition and where it comes from."""
    return {"text": condition.text, "from": condition.origin}
