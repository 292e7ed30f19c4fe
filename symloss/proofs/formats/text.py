"""Text for a terminal: where, what, the line with a caret, the witness, a way out."""

from __future__ import annotations

from collections.abc import Iterator

from symloss.proofs.formats._certificate import certificate
from symloss.proofs.formats._words import headline, summary_line
from symloss.proofs.record import Claim, DocumentReport, Report


def render(report: Report, *, quiet: bool = False, verbose: bool = False) -> str:
    """Return the findings, one block each, and the line that counts them."""
    lines: list[str] = []
    for document in report.documents:
        lines.extend(_document(document, quiet, verbose or report.focused, report.focused))
    lines.append(summary_line(report))
    return "\n".join(lines) + "\n"


def finding(claim: Claim, *, quiet: bool = False, verbose: bool = False, focused: bool = False) -> str:
    """Return one finding: where, what, the source with a caret, the witness, the way out; focused: the proof too."""
    head = f"{claim.path}:{claim.line}:{claim.column}: {headline(claim)}"
    if quiet:
        return head
    margin = " " * len(str(claim.line))
    proof = [f"{margin} = proof: {line}" for line in certificate(claim)] if focused else []
    return "\n".join([head, *_block(claim, verbose), *proof])


def _document(document: DocumentReport, quiet: bool, verbose: bool, focused: bool) -> Iterator[str]:
    if document.error:
        yield f"{document.path}: error: {document.error}"
    for claim in document.claims:
        if claim.verdict != "proved" or verbose:
            yield finding(claim, quiet=quiet, verbose=verbose, focused=focused)
    if verbose:
        for kind, notes in (
            ("definition", document.definitions),
            ("assumption", document.assumptions),
            ("skipped", document.skipped),
        ):
            for note in notes:
                yield f"{document.path}:{note.line}:{note.column}: {kind}: {note.text}"


def _block(claim: Claim, verbose: bool) -> Iterator[str]:
    number = str(claim.line)
    margin = " " * len(number)
    if claim.verdict != "proved":
        yield from _frame(claim, number, margin)
    if verbose and claim.reading:
        yield f"{margin} = read as: {claim.reading}"
    verdict = claim.judgement
    if verbose and claim.verdict == "proved":
        for condition in verdict.conditions:
            yield f"{margin} = uses {condition.text} ({condition.origin})"
    if verdict.witness is not None:
        label = "without it" if claim.verdict == "conditional" else "witness"
        yield f"{margin} = {label}: {verdict.witness}"
    if claim.waived:
        yield f"{margin} = waived: {claim.waived}"
    if claim.help:
        yield f"{margin} = help: {claim.help}"


def _frame(claim: Claim, number: str, margin: str) -> Iterator[str]:
    """The line of the document, cut where it is long, with a caret under the right-hand side."""
    left = max(0, claim.column - 60)
    frame = claim.frame.replace("\t", " ")[left : left + 110]
    at = claim.column - 1 - left
    width = max(1, min(claim.width, len(frame) - at))
    yield f"{number} | {frame}"
    yield f"{margin} | {' ' * at}{'^' * width} {claim.near}".rstrip()
