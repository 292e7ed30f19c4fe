"""From assertions with verdicts to the claims of a report."""

from __future__ import annotations

from collections.abc import Iterable

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.relations import sign_of, truth_of
from symloss.proofs.discourse.shapes import unfolded_names
from symloss.proofs.discourse.state import Assertion, Place
from symloss.proofs.documents.region import Document
from symloss.proofs.judging.customs import LOGISTIC
from symloss.proofs.record import Claim
from symloss.term.nodes import Indexed, Symbol
from symloss.term.statement import Identity
from symloss.term.walk import subterms

_WORDS = frozenset({"is", "are", "only", "does", "begins"})  # a condition told in words, which no directive can say


def claims_of(
    assertions: Iterable[Assertion], document: Document, path: str, from_zero: frozenset[str] = frozenset()
) -> tuple[Claim, ...]:
    """Return the claims in the order of their places; from_zero: arrays whose entries the text counts from 0."""
    return tuple(sorted((_claim(a, document, path, from_zero) for a in assertions), key=lambda c: (c.line, c.column)))


def _claim(assertion: Assertion, document: Document, path: str, from_zero: frozenset[str]) -> Claim:
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
        help="; ".join(filter(None, (assertion.help or _help(verdict), _counted(assertion, verdict, from_zero)))),
        reading=_reading(assertion, from_zero),
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


def _counted(assertion: Assertion, verdict: Verdict, from_zero: frozenset[str]) -> str:
    """Return how the entries of a witness are counted, if the text counts them otherwise."""
    asked = assertion.asked
    if asked is None or not isinstance(asked.step, Identity) or not (verdict.refuted or verdict.witness is not None):
        return ""
    arrays = sorted(unfolded_names(asked.step.claim, asked.scope) & from_zero)
    return f"entries of {', '.join(arrays)} are counted from 1 here" if arrays else ""


def _reading(assertion: Assertion, from_zero: frozenset[str]) -> str:
    truth = truth_of(assertion.left, sign_of(assertion.relation or "="), assertion.right)
    if truth is None:
        return ""
    entries = (part.base for part in subterms(truth) if isinstance(part, Indexed))
    counted = sorted({base.name for base in entries if isinstance(base, Symbol) and base.name in from_zero})
    return f"{truth}, entries of {', '.join(counted)} counted from 1" if counted else str(truth)


def _width(place: Place) -> int:
    first = place.text.split("\n")[0].rstrip()
    return max(1, len(first))


def _tidy(text: str) -> str:
    return " ".join(text.split())
