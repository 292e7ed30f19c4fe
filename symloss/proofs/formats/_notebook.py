"""For a notebook: every claim as the formula it is, with its verdict."""

from __future__ import annotations

from symloss.proofs.formats._words import headline, summary_line
from symloss.proofs.record import Claim, Report


def render(report: Report, *, quiet: bool = False, verbose: bool = False) -> str:
    """Return a table of all claims and the line that counts them."""
    table = ["| line | claim | verdict | witness |", "| --- | :-- | :-- | :-- |", *map(_row, report.claims), ""]
    return "\n".join([*(table if report.claims else []), summary_line(report)]) + "\n"


def _row(claim: Claim) -> str:
    formula = " ".join(f"{claim.left} {claim.relation} {claim.right}".split())
    shown = formula.replace("|", r"\vert ")
    cells = (str(claim.line), f"${shown}$", headline(claim), str(claim.judgement.witness or ""))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |"
