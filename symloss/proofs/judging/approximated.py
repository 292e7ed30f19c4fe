r"""Approximations that claim a limit: "if p is close to 1, (1 - p)^2 \approx 0"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symloss.kernel.values.dependence import reach
from symloss.kernel.verdict import Condition, Verdict, Word
from symloss.proofs.discourse.shapes import is_arrow
from symloss.proofs.judging.meanings import Ask, is_closed
from symloss.proofs.judging.unsaid import reached_terms
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

_ZERO = n.Number(Fraction(0))
_SYMBOLS = "an approximation of symbols cannot be judged: write a limit with \\to, or numbers"


def approximated(statement: Statement, ask: Ask, *, numeric: bool) -> Verdict | None:
    """Return the verdict on an approximation that is one of symbols; None: of numbers, which are judged as printed."""
    limit = _as_limit(statement)
    if limit is not None:
        return _decided(limit, ask)
    return None if numeric else Verdict("undecided", message=_SYMBOLS)


def _as_limit(statement: Statement) -> Statement | None:
    r"""Return what `f \approx number` claims where something goes somewhere that f is made of: that f tends to it.

    What goes is a variable there, whatever it is made of.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "~=" or not is_closed(claim.right):
        return None
    named = reach(free_symbols(claim.left), statement.scope)
    going = {f.truth.left for f in statement.facts if is_arrow(f.truth) and isinstance(f.truth, n.Relation)} & named
    if not going:
        return None
    held = {name for name in statement.scope.definitions if n.Symbol(name) not in going}
    definitions = {name: d for name, d in statement.scope.definitions.items() if name in held}
    scope = replace(statement.scope, definitions=definitions)
    return replace(statement, scope=scope, step=Identity(n.Relation("->", claim.left, claim.right)))


def _decided(statement: Statement, ask: Ask) -> Verdict:
    """Return the verdict on an approximation by that on its limit; near enough to another one is not for us to say.

    Powers are those of a positive base; that exponents are positive, too, is a condition that the text does not say.
    """
    verdict, claim = ask(statement), statement.step.claim  # type: ignore[union-attr]
    parts = [part for term in reached_terms(statement, claim) for part in subterms(term)]
    powers = [p for p in parts if isinstance(p, n.Pow) and not is_closed(p.exponent)]
    bases = {Hypothesis(n.Relation(">", p.base, _ZERO), "natural domain"): None for p in powers}
    exponents = {Hypothesis(n.Relation(">", p.exponent, _ZERO), "found"): None for p in powers}
    for more in ((*bases,), (*bases, *exponents)) if powers and verdict.word == "undecided" else ():
        found = ask(replace(statement, hypotheses=(*more, *statement.hypotheses)))
        if found.proved:
            word: Word = "conditional" if any(h.origin == "found" for h in more) else "proved"
            return replace(found, word=word, conditions=tuple(Condition(str(h.truth), h.origin) for h in more))
    if not verdict.refuted:
        return verdict
    limit = verdict.witness.left if verdict.witness is not None else "another"
    return Verdict("undecided", message=f"it tends to {limit}: near enough, or a wrong value?")
