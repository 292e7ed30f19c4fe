"""Markdown, for a comment on a pull request or the summary of a job."""

from __future__ import annotations

from symloss.proofs.formats._words import headline, summary_line
from symloss.proofs.record import Claim, Report


def render(report: Report, *, quiet: bool = False, verbose: bool = False) -> str:
    """Return a table of the findings and the line that counts them."""
    rows = [_row(claim) for claim in report.claims if claim.verdict != "proved" or verbose]
    rows += [f"| {_cell(d.path)} | error | {_cell(d.error)} |  |" for d in report.documents if d.error]
    table = ["| where | claim | verdict | witness |", "| --- | --- | --- | --- |", *rows, ""] if rows else []
    return "\n".join([*table, summary_line(report)]) + "\n"


def _row(claim: Claim) -> str:
    witness = str(claim.judgement.witness or "")
    shown = f"`` {' '.join(f'{claim.relation} {claim.right}'.split())} ``"
    place = f"{claim.path}:{claim.line}:{claim.column}"
    return f"| {_cell(place)} | {_cell(shown)} | {_cell(headline(claim))} | {_cell(witness)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
