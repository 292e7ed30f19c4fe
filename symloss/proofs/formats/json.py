"""One JSON object and nothing else: the shape is a contract, `schema` counts its versions."""

from __future__ import annotations

import json
from typing import Any

from symloss.kernel.verdict import Witness
from symloss.proofs.record import Claim, DocumentReport, Note, Report


def render(report: Report, *, quiet: bool = False, verbose: bool = False) -> str:
    """Return the whole report; `quiet` and `verbose` change nothing here."""
    whole = {
        "schema": 1,
        "documents": [_document(document) for document in report.documents],
        "summary": report.summary,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _document(document: DocumentReport) -> dict[str, Any]:
    found: dict[str, Any] = {
        "path": document.path,
        "claims": [_claim(claim) for claim in document.claims],
        "definitions": [_note(note) for note in document.definitions],
        "assumptions": [_note(note) for note in document.assumptions],
    }
    if document.skipped:
        found["skipped"] = [_note(note) for note in document.skipped]
    if document.error:
        found["error"] = document.error
    return found


def _claim(claim: Claim) -> dict[str, Any]:
    verdict = claim.judgement
    found: dict[str, Any] = {
        "line": claim.line,
        "column": claim.column,
        "left": claim.left,
        "relation": claim.relation,
        "right": claim.right,
        "verdict": claim.verdict,
        "method": verdict.method,
        "conditions": [{"text": c.text, "from": c.origin} for c in verdict.conditions],
        "witness": _witness(verdict.witness),
        "message": verdict.message,
    }
    if claim.waived:
        found["waived"] = claim.waived
    return found


def _witness(witness: Witness | None) -> dict[str, Any] | None:
    if witness is None:
        return None
    return {"at": dict(witness.at), "left": witness.left, "right": witness.right}


def _note(note: Note) -> dict[str, Any]:
    return {"line": note.line, "column": note.column, "text": note.text}
