"""Notes as tests write them: Markdown in, the verdicts of its claims out."""

from __future__ import annotations

from symloss.proofs.discourse.follower import follow
from symloss.proofs.documents import scan
from symloss.proofs.record import Claim


def claims(text: str) -> tuple[Claim, ...]:
    """Return the claims of a note, judged."""
    return tuple(follow(scan(text, ".md"), "notes.md").claims)


def verdicts(text: str) -> list[str]:
    """Return the verdict of each claim of a note."""
    return [claim.verdict for claim in claims(text)]


def last_verdict(context: str, formula: str) -> str:
    """Return the verdict of a displayed formula after some text."""
    return claims(f"{context}$${formula}$$\n")[-1].verdict
