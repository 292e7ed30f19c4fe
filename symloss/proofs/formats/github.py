"""Annotations for GitHub Actions: one workflow command for each finding."""

from __future__ import annotations

from symloss.proofs.formats._words import headline, summary_line
from symloss.proofs.record import Claim, Report

_LEVELS = {"refuted": "error", "conditional": "warning", "undecided": "warning", "unread": "warning"}


def render(report: Report, *, quiet: bool = False, verbose: bool = False) -> str:
    """Return annotations; proved claims are silent unless verbose."""
    lines = [f"::error file={_property(d.path)}::{_data(d.error)}" for d in report.documents if d.error]
    for claim in report.claims:
        if claim.verdict != "proved" or verbose:
            lines.append(_annotation(claim))
    return "\n".join([*lines, summary_line(report)]) + "\n"


def _annotation(claim: Claim) -> str:
    level = "notice" if claim.waived else _LEVELS.get(claim.verdict, "notice")
    message = [headline(claim)]
    if claim.judgement.witness is not None:
        message.append(f"witness: {claim.judgement.witness}")
    if claim.help:
        message.append(f"help: {claim.help}")
    place = f"file={_property(claim.path)},line={claim.line},col={claim.column},title=symloss {claim.verdict}"
    return f"::{level} {place}::{_data(chr(10).join(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
