"""From assertions with verdicts to the claims of a report."""

from __future__ import annotations

from collections.abc import Iterable

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.relations import sign_of, truth_of
from symloss.proofs.discourse.state import Assertion, Place
from symloss.proofs.documents.region import Document
from symloss.proofs.judging.customs import LOGISTIC
from symloss.proofs.record import Claim

_WORDS = frozenset({"is", "are", "only", "does"})  # a condition told in words, which no directive can say


def claims_of(assertions: Iterable[Assertion], document: Document, path: str) -> tuple[Claim, ...]:
    """Return the claims in the order of their places."""
    return tuple(sorted((_claim(a, document, path) for a in assertions), key=lambda c: (c.line, c.column)))


def _claim(assertion: Assertion, document: Document, path: str) -> Claim:
    verdict = assertion.verdict if assertion.verdict is not None else Verdict("undecided")
    place = assertion.right.place
    line, column = document.place(place.start)
    return Claim(
        path,
        line,
        column,
        _tidy(assertion.left.place.text),
        assertion.relation,
        _tidy(place.text),
        verdict,
        frame=document.line_text(line),
        width=_width(place),
        near=assertion.near,
        help=assertion.help or _help(verdict),
        reading=_reading(assertion),
        waived=assertion.waivers.get(verdict.word, ""),
        statement=assertion.asked,
    )


def _help(verdict: Verdict) -> str:
    """Return the way out of a verdict that is not about right or wrong."""
    if verdict.word == "conditional":
        if any(c.text == LOGISTIC and c.origin == "found" for c in verdict.conditions):
            return r"say it once, as by \sigma(z) = 1/(1 + e^{-z}) or by its name, the sigmoid"
        found = [c.text for c in verdict.conditions if c.origin == "found" and not _WORDS & set(c.text.split())]
        return f"say it once, before the claim: <!-- symloss: assume {found[0]} -->" if found else ""
    if verdict.word == "unread":
        return "write it out, or skip it: <!-- symloss: skip -->"
    return ""


def _reading(assertion: Assertion) -> str:
    truth = truth_of(assertion.left, sign_of(assertion.relation or "="), assertion.right)
    return str(truth) if truth is not None else ""


def _width(place: Place) -> int:
    first = place.text.split("\n")[0].rstrip()
    return max(1, len(first))


def _tidy(text: str) -> str:
    return " ".join(text.split())
