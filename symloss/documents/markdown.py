"""A derivation in Markdown, its formulas in LaTeX between dollars."""

from __future__ import annotations

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents.reasons import pieces
from symloss.documents.summary import conditions_line, paragraphs, verdicts
from symloss.latex.printer import latex
from symloss.term.nodes import Term
from symloss.term.scope import Scope


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the derivation as a Markdown document."""
    scope = derivation.scope
    blocks = [f"# {derivation.title or derivation.name}", *paragraphs(derivation.prose)]
    blocks.append(f"Given: {_inline(derivation.given, scope)}.")
    if derivation.required:
        blocks.append(f"Required: {_inline(derivation.required, scope)}.")
    for step in steps:
        own = step.statement.scope
        reason = "".join(p if isinstance(p, str) else f"${latex(p, own)}$" for p in pieces(step.reason, own))
        blocks.append(f"({step.number}) {reason}:\n\n$$\n{latex(step.shown, own)}\n$$")
        if step.verdict.word != "proved":
            blocks.append(f"*{step.verdict}*")
    blocks.append(f"{verdicts(derivation)}. {conditions_line(derivation)}".rstrip())
    blocks += derivation.notes
    return "\n\n".join(blocks) + "\n"


def _inline(truths: tuple[Term, ...], scope: Scope) -> str:
    return ", ".join(f"${latex(t, scope)}$" for t in truths)
