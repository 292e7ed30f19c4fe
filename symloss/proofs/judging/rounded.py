"""Worked examples that go on with rounded values: sigma'(1) = 0.731 (1 - 0.731), 2 (0.7311 - 1) = -0.5379."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from symloss.kernel.values.digits import decimals, formula_of
from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.meanings import is_closed
from symloss.term import nodes as n
from symloss.term.statement import Identity, Statement
from symloss.term.walk import substitute

Ask = Callable[[Statement], Verdict]
METHOD = "equal for some numbers that are printed as the decimals are"
OPEN = "equal or not within the digits printed, and not exactly: print more digits"


def to_the_digits(statement: Statement, found: Verdict, ask: Ask) -> Verdict:
    """Return what is true of an equation if its decimals were rounded before the author went on with them.

    Decimals of few digits are compared as they stand if both sides are arithmetic: 0.5 * 0.5 = 0.26 is wrong.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or not decimals(claim) or found.word not in ("refuted", "undecided"):
        return found
    closed = is_closed(claim)
    if claim.op == "~=":
        return Verdict("undecided", message=OPEN) if closed and not found.refuted else found
    formula = formula_of(claim)
    if all(isinstance(side, n.Number) for side in (claim.left, claim.right)) and not _is_finer(claim):
        return found  # 0.3 = 0.33
    if claim.op != "=" or found.word != "refuted" or not (closed if formula is None else is_closed(formula)):
        return found
    rounded = ask(replace(statement, step=Identity(replace(claim, op="~="))))
    if rounded.refuted:
        return found
    proved = rounded.proved and formula is not None
    return replace(rounded, method=METHOD) if proved else Verdict("undecided", message=OPEN)


def _is_finer(claim: n.Relation) -> bool:
    """Whether the left one of two numbers is printed with more digits: 0.73106 = 0.7311."""
    first, second = (getattr(side, "places", None) or 0 for side in (claim.left, claim.right))
    return first > second


def unrounded(statement: Statement, found: Verdict, said: Iterable[Assertion], ask: Ask) -> Verdict:
    """Return what is true of a claim about decimals with the numbers that the text rounded to them: 0.88 = sigma(2).

    said: the claims before it. That a decimal is such a number, though both are only printed alike, is a condition; of
    two numbers that are printed alike it is not clear which is meant.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or found.word not in ("refuted", "undecided") or not is_closed(claim):
        return found
    written = decimals(claim.left)
    rounds = {(number, value): other for other in said for number, value in _rounds(other) if number in written}
    meant: dict[n.Term, n.Term] = dict(rounds.keys())  # a decimal, and what it was rounded from
    if not meant:
        return found
    exact = replace(claim, left=substitute(claim.left, meant))
    again = ask(replace(statement, step=Identity(exact)))
    if not again.proved or len(meant) < len(rounds):
        return found if again.refuted else Verdict("undecided", message=OPEN)
    kept = [Condition(f"{number} is {value}, rounded", "found") for number, value in rounds]
    used = [c for other in rounds.values() if other.verdict is not None for c in other.verdict.conditions]
    conditions = tuple(dict.fromkeys((*kept, *used, *again.conditions)))
    return replace(again, word="conditional", conditions=conditions, witness=found.witness)


def _rounds(said: Assertion) -> Iterator[tuple[n.Number, n.Term]]:
    """Yield the decimal that a claim shows a closed term to be printed as, and the term."""
    value, printed = said.left.term, said.right.term
    if value is not None and isinstance(printed, n.Neg):
        value, printed = n.Neg(value), printed.term
    proved = said.verdict is not None and said.verdict.proved and said.relation in ("=", r"\approx")
    if proved and isinstance(printed, n.Number) and value is not None and is_closed(value) and not decimals(value):
        yield printed, value
