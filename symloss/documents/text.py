"""A derivation for the terminal: ASCII in columns, in the notation that can be typed back."""

from __future__ import annotations

from symloss.derive.derivation import Derivation, DerivationStep
from symloss.documents.summary import avoided, conditions_line, has_code, verdicts
from symloss.term.nodes import Term
from symloss.term.printer import plain

_ASIDE = 60  # the column of what stands to the right of the head
_REASONS = (44, 72)  # how far left and right the column of reasons may be


def render(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> str:
    """Return the derivation as INTERFACE shows it."""
    lines = [*_head(derivation), *_steps(derivation, steps), *_end(derivation)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(derivation: Derivation) -> list[str]:
    heading = f"{derivation.name}: {derivation.heading}" if derivation.heading else derivation.name
    lines = [_beside(heading, derivation.source), "given     " + _list(derivation.given, derivation)]
    if derivation.required:
        prime = avoided(derivation)
        which = "it" if len(derivation.required) == 1 else "either" if len(derivation.required) == 2 else "any"
        aside = f"(no {plain(prime)} in {which})" if prime is not None else ""
        lines.append(_beside("required  " + _list(derivation.required, derivation), aside))
    return lines


def _list(truths: tuple[Term, ...], derivation: Derivation) -> str:
    return ",  ".join(plain(t, derivation.scope) for t in truths)


def _beside(text: str, aside: str) -> str:
    return f"{text:<{_ASIDE - 2}}  {aside}"


def _steps(derivation: Derivation, steps: tuple[DerivationStep, ...]) -> list[str]:
    formulas = [plain(step.shown, step.statement.scope) for step in steps]
    low, high = _REASONS
    width = max([low, *(len(f) + 3 for f in formulas if len(f) + 3 <= high)])
    lines = []
    for step, formula in zip(steps, formulas, strict=True):
        number = f"{step.number:>4}  "
        if len(formula) + 3 > width:
            lines.append(number + formula)
            number, formula = " " * 6, ""
        lines.append(f"{number}{formula:<{width}}{step.reason}")
        if step.verdict.word != "proved":
            lines.append(f"      {step.verdict}")
    return lines


def _end(derivation: Derivation) -> list[str]:
    notes = list(derivation.notes) or [""]
    if has_code(derivation):
        notes[0] = f"{notes[0]}   Code: symloss_gradients.{derivation.name}".lstrip()
    return [f"{verdicts(derivation)}. {conditions_line(derivation)}", *notes]
