"""The sentences that several formats share."""

from __future__ import annotations

from symloss.proofs.record import Claim, Report


def headline(claim: Claim) -> str:
    """Return the verdict and its reason on one line."""
    verdict = claim.judgement
    if claim.verdict == "conditional":
        found = [c for c in verdict.conditions if c.origin == "found"] or verdict.conditions
        said = [c for c in verdict.conditions if c.origin.startswith("stated")]
        if said and not any(c.origin == "found" for c in verdict.conditions):
            return f"conditional: true if {', '.join(f'{c.text} ({c.origin}, not shown)' for c in said)}"
        return f"conditional: true if {', '.join(c.text for c in found)}, which the text does not say"
    if claim.verdict == "proved":
        return f"proved: {verdict.method}" if verdict.method else "proved"
    return f"{claim.verdict}: {verdict.message or 'the two sides differ'}"


def counted(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary_line(report: Report) -> str:
    """Return the line that says how much was checked, and how much was not."""
    s = report.summary
    definitions = sum(len(d.definitions) for d in report.documents)
    assumptions = sum(len(d.assumptions) for d in report.documents)
    skipped = sum(len(d.skipped) for d in report.documents)
    waived = sum(bool(c.waived) for c in report.claims)
    extra = f", {skipped} skipped" if skipped else ""
    extra += f", {waived} waived" if waived else ""
    extra += f", {report.hidden} in the baseline" if report.hidden else ""
    return (
        f"{counted(len(report.documents), 'file')}, {counted(len(report.claims), 'claim')}: {s['proved']} proved, "
        f"{s['conditional']} conditional, {s['refuted']} refuted; NOT CHECKED: {s['undecided']} undecided, "
        f"{s['unread']} unread ({counted(definitions, 'definition')}, {counted(assumptions, 'assumption')}{extra})"
    )
