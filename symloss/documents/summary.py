"""What every document says about a derivation as a whole: the same facts in each format."""

from __future__ import annotations

import re
from fractions import Fraction

from symloss.derive.derivation import Derivation, DerivationStep, Formulas, Report, SecondRaw
from symloss.kernel.verdict import Condition
from symloss.term.functions import EXP, FUNCTIONS, SIGMA
from symloss.term.nodes import Add, Apply, Derivative, Div, Indexed, Neg, Number, Prime, Relation, Symbol, Term
from symloss.term.printer import plain
from symloss.term.sorts import INDEX
from symloss.term.walk import subterms

SHAPES = {"scalar": "One output", "classes": "K classes or outputs", "pair": "Two raw values"}
_OPEN = ("found", "natural domain")  # origins of conditions that nothing discharges
# where a reason names steps: at its beginning, and behind these words
_STEPS = re.compile(r"^\d+(?: (?:and|to|\+) \d+)*(?=$|[ ,])|(?<=\bin )\d+|(?<=\bterms )\d+ to \d+|(?<=\bby )\d+")
_LOCAL = ("at ", "premise")  # what a step itself says: a value it sets, what stands before its arrow


def conditions(derivation: Derivation) -> tuple[Condition, ...]:
    """Return the conditions that the steps rest on, each once, in the order they arise.

    Left out is what stands among the givens anyway, and what a step itself says.
    """
    found = dict.fromkeys(c for step in derivation.steps for c in step.verdict.conditions)
    given = {plain(truth, derivation.scope) for truth in derivation.given}
    return tuple(c for c in found if c.text not in given and not c.origin.startswith(_LOCAL))


def conditions_line(derivation: Derivation) -> str:
    """Return `Conditions, all discharged: 0 < a < 1 (range of sigma).`, or nothing."""
    found = conditions(derivation)
    if not found:
        return ""
    title = "Conditions" if any(c.origin in _OPEN for c in found) else "Conditions, all discharged"
    return f"{title}: {', '.join(f'{c.text} ({c.origin})' for c in found)}."


def avoided(derivation: Derivation) -> Term | None:
    """Return the sigma' that the steps meet and that no required derivative contains."""
    met = [t for step in derivation.steps for t in subterms(step.shown) if isinstance(t, Prime)]
    wished = {t for truth in derivation.required for t in subterms(truth)}
    return met[0] if met and derivation.required and met[0] not in wished else None


def verdicts(derivation: Derivation) -> str:
    """Return `proved 13 of 13 steps`."""
    return f"proved {derivation.proved} of {len(derivation.steps)} steps"


def is_definition(truth: Term) -> bool:
    """Whether a given truth says what a name stands for: z = w*x + b, p_k = ..."""
    name = truth.left if isinstance(truth, Relation) and truth.op == "=" else None
    return isinstance(name, Symbol) or (isinstance(name, Indexed) and isinstance(name.base, Symbol))


def has_code(derivation: Derivation) -> bool:
    """Whether the loss is declared, so that `symloss generate` makes a module of it."""
    return derivation.source.startswith("derivations/")


def heading_and_rest(derivation: Derivation | Report) -> tuple[str, str]:
    """Return a title in two: `Log-cosh: half the squared error ...` is a name, and what it is."""
    name, _, rest = (derivation.title or derivation.name).partition(": ")
    return name, rest if rest.split(" ")[0] in FUNCTIONS else rest[:1].upper() + rest[1:]


def written_out(truth: Term) -> Term | None:
    """Return what the right side of a = sigma(z) is without sigma."""
    value = truth.right if isinstance(truth, Relation) else None
    if not isinstance(value, Apply) or value.function != SIGMA.symbol:
        return None
    one = Number(Fraction(1))
    return Div(one, Add((one, EXP(Neg(value.arguments[0])))))


def unsaid(step: DerivationStep, derivation: Derivation) -> tuple[Term, ...]:
    """Return what a step supposes and neither the givens nor its reason say; that it is off a kink goes unsaid."""
    given = {plain(truth) for truth in (*derivation.given, *(h.truth for h in derivation.scope.domain))}
    hypotheses = (*step.statement.hypotheses, *step.statement.scope.domain)
    supposed = {plain(h.truth): h.truth for h in hypotheses if not h.origin.startswith("range")}
    return tuple(
        truth
        for text, truth in supposed.items()
        if text not in given and text not in step.reason and not (isinstance(truth, Relation) and truth.op == "!=")
    )


def numbered(step: DerivationStep) -> str:
    """Return the reason of a step with the numbers of other steps in parentheses: `(2) at x = 1`."""
    return _STEPS.sub(lambda found: _in_parentheses(found[0], step), step.reason)


def _in_parentheses(words: str, step: DerivationStep) -> str:
    return re.sub(r"\d+", r"(\g<0>)", words) if {int(d) for d in re.findall(r"\d+", words)} & set(step.uses) else words


def paragraphs(prose: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(p.split()) for p in prose.split("\n\n") if p.strip()]


def results(formulas: Formulas) -> tuple[Relation, ...]:
    """Return the loss, its first and its second derivative as equations, and the quantities they are written in."""
    loss = Symbol("L")
    by: Term = formulas.raw
    again: Term = by
    if formulas.shape == "classes":
        by, again = (Indexed(formulas.raw, (Symbol(letter, INDEX),)) for letter in "ji")
    first = Derivative(loss, by)
    second = Derivative(loss, by, 2) if by == again else Derivative(first, again)
    return (
        Relation("=", loss, formulas.value),
        *(Relation("=", name, term) for name, term in formulas.where),
        Relation("=", first, formulas.gradient),
        Relation("=", second, formulas.hessian),
        *(() if formulas.second is None else _by_second(formulas.second, loss, by)),
    )


def _by_second(other: SecondRaw, loss: Term, first: Term) -> tuple[Relation, ...]:
    """Return the derivatives by the other of two raw values, and by both."""
    return (
        Relation("=", Derivative(loss, other.raw), other.gradient),
        Relation("=", Derivative(loss, other.raw, 2), other.hessian),
        Relation("=", Derivative(Derivative(loss, first), other.raw), other.mixed),
    )
