"""JUnit XML: refuted is a failure, unread an error, what is not settled is skipped unless asked for."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from symloss.proofs.formats._words import headline
from symloss.proofs.record import Claim, DocumentReport, Report


def render(report: Report, *, quiet: bool = False, verbose: bool = False) -> str:
    """Return one test suite for each document, one test case for each claim."""
    suites = "\n".join(_suite(document, report) for document in report.documents)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="symloss">\n{suites}\n</testsuites>\n'


def _suite(document: DocumentReport, report: Report) -> str:
    cases = [_case(claim, report) for claim in document.claims]
    if document.error:
        name = f'<testcase classname={_quoted(document.path)} name="open">'
        cases.append(f"{name}<error message={_quoted(document.error)}/></testcase>")
    outcomes = [_outcome(claim, report) for claim in document.claims] + ["error"] * bool(document.error)
    counts = (
        f'tests="{len(outcomes)}" failures="{outcomes.count("failure")}" errors="{outcomes.count("error")}" '
        f'skipped="{outcomes.count("skipped")}"'
    )
    return "\n".join([f"<testsuite name={_quoted(document.path)} {counts}>", *cases, "</testsuite>"])


def _outcome(claim: Claim, report: Report) -> str:
    if claim.verdict == "proved":
        return ""
    if claim.waived:
        return "skipped"
    if claim.verdict == "refuted":
        return "failure"
    if claim.verdict == "unread":
        return "error"
    return "failure" if claim.verdict in report.fail_on else "skipped"


def _case(claim: Claim, report: Report) -> str:
    name = f"line {claim.line}, column {claim.column}: {claim.relation} {' '.join(claim.right.split())}"
    head = (
        f'<testcase classname={_quoted(claim.path)} name={_quoted(name)} file={_quoted(claim.path)} line="{claim.line}"'
    )
    outcome = _outcome(claim, report)
    if not outcome:
        return f"{head}/>"
    witness = claim.judgement.witness
    detail = escape(_clean(f"witness: {witness}")) if witness else ""
    return f"{head}><{outcome} message={_quoted(claim.waived or headline(claim))}>{detail}</{outcome}></testcase>"


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Without the control characters that XML cannot carry."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
