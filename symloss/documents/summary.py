"""What every document says about a derivation as a whole: the same facts in each format."""

from __future__ import annotations

from symloss.derive.derivation import Derivation
from symloss.kernel.verdict import Condition
from symloss.term.nodes import Prime, Term
from symloss.term.walk import subterms

_OPEN = ("found", "natural domain")  # origins of conditions that nothing discharges


def conditions(derivation: Derivation) -> tuple[Condition, ...]:
    """Return the conditions that the steps rest on, each once, in the order they arise."""
    return tuple(dict.fromkeys(c for step in derivation.steps for c in step.verdict.conditions))


def discharged(found: tuple[Condition, ...]) -> bool:
    """Whether each condition follows from what is declared."""
    return all(c.origin not in _OPEN for c in found)


def avoided(derivation: Derivation) -> Term | None:
    """Return the sigma' that the steps meet and that no required derivative contains."""
    met = [t for step in derivation.steps for t in subterms(step.shown) if isinstance(t, Prime)]
    wished = {t for truth in derivation.required for t in subterms(truth)}
    return met[0] if met and derivation.required and met[0] not in wished else None


def verdicts(derivation: Derivation) -> str:
    """Return `proved 13 of 13 steps`."""
    return f"proved {derivation.proved} of {len(derivation.steps)} steps"
