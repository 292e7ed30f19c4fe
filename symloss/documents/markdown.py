"""A derivation in Markdown, its formulas in LaTeX between dollars."""

from __future__ import annotations

from collections.abc import Iterable

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents.reasons import pieces
from symloss.documents.summary import conditions_line, is_definition, paragraphs, unsaid, verdicts
from symloss.latex.printer import latex
from symloss.term.nodes import Implies, Term
from symloss.term.scope import Scope


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the derivation as a Markdown document, which `symloss verify` can read again."""
    scope = derivation.scope
    blocks = [f"# {derivation.title or derivation.name}", *paragraphs(derivation.prose)]
    blocks.append(f"Let {_inline([t for t in derivation.given if is_definition(t)], scope)}.")
    assumed = [t for t in derivation.given if not is_definition(t)]
    if assumed:
        blocks.append(f"Assume that {_inline(assumed, scope)}.")
    if derivation.required:
        blocks.append(f"It is required that {_inline(derivation.required, scope)}.")
    for step in steps:
        own = step.statement.scope
        blocks.append(f"({step.number}) {_typed(step.reason, own)}:\n\n$$\n{_display(step, derivation)}\n$$")
        if step.verdict.word != "proved":
            blocks.append(f"*{step.verdict}*")
    remarks = [f"P{verdicts(derivation)[1:]}. {conditions_line(derivation)}".rstrip(), *derivation.notes]
    return "\n\n".join([*blocks, *(_typed(line, scope) for line in remarks)]) + "\n"


def _inline(truths: Iterable[Term], scope: Scope) -> str:
    *others, last = [f"${latex(t, scope)}$" for t in truths]
    return f"{', '.join(others)} and {last}" if others else last


def _display(step: DerivationStep, derivation: Derivation) -> str:
    scope, shown = step.statement.scope, step.shown
    conclusion, premises = (shown.conclusion, [shown.premise]) if isinstance(shown, Implies) else (shown, [])
    supposed = [rf" \quad \text{{if }} {latex(t, scope)}" for t in (*premises, *unsaid(step, derivation))]
    return latex(conclusion, scope) + "".join(supposed)


def _typed(words: str, scope: Scope) -> str:
    """Return a remark; its formulas stay as they can be typed, for they claim nothing beyond the steps."""
    return "".join(p if isinstance(p, str) else f"`{p}`" for p in pieces(words, scope))
