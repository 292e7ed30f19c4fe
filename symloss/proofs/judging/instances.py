r"""Numbers put into a formula: \hat{y} - y = 0.622 - 0, and L = (0.622 - 0)^2 of the L that is (\hat{y} - y)^2.

Which values the letters have is read off the formula itself, part by part; that they have them is a condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.meanings import Given, is_closed
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, rebuild

Ask = Callable[[Statement], Verdict]
METHOD = "the formula with numbers for its letters"


def with_numbers(
    statement: Statement, found: Verdict, said: Sequence[Assertion], given: Mapping[str, Given], ask: Ask
) -> Verdict:
    """Return a claim that is a formula with numbers put in as a condition on its letters.

    said: the claims before it, of which those that were shown give further formulas for its left side. given: the
    numbers that the text gives to names. What contradicts these, or the numbers at the ends of chains, is no instance.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=" or found.word not in ("undecided", "refuted"):
        return found
    if is_closed(claim.left) or not is_closed(claim.right) or _is_number(claim.right):
        return found
    told = _told(said, given)
    for formula in _formulas(statement, claim.left, said):
        put: dict[n.Term, n.Term] = {}
        if not _match(formula, claim.right, put) or not put:
            continue
        if any(quantity in told and _plain(value) not in told[quantity] for quantity, value in put.items()):
            continue
        instance = n.Relation("=", _with(formula, put), claim.right)
        shown = ask(replace(statement, step=Identity(instance)))
        if shown.proved:
            said_of = (Condition(f"{quantity} = {value}", "found") for quantity, value in put.items())
            return Verdict("conditional", METHOD, tuple(said_of), witness=found.witness)
    return found


def _formulas(statement: Statement, left: n.Term, said: Sequence[Assertion]) -> Iterator[n.Term]:
    """Yield what a claim's left side is by itself, by its definition, and by what was shown of it."""
    yield left
    known = statement.scope.definitions.get(left.name) if isinstance(left, n.Symbol) else None
    if known is not None and known.kind == "value":
        yield known.body
    for other in said:
        shown = other.verdict is not None and other.verdict.word in ("proved", "conditional") and other.relation == "="
        if shown and other.left.term == left and other.right.term is not None and not is_closed(other.right.term):
            yield other.right.term


def _match(formula: n.Term, value: n.Term, put: dict[n.Term, n.Term]) -> bool:
    """Whether a closed term is a formula with numbers in place of its quantities, which are added to those put."""
    if is_closed(formula):
        return _plain(formula) == _plain(value)
    if _is_quantity(formula) and _is_number(value):
        return put.setdefault(formula, value) == value
    mine, theirs = _parts(formula), _parts(value)
    return (
        type(formula) is type(value)
        and _head(formula) == _head(value)
        and len(mine) == len(theirs)
        and all(_match(a, b, put) for a, b in zip(mine, theirs, strict=True))
    )


def _is_quantity(term: n.Term) -> bool:
    """Whether this is a number with a name: y, y_1, dL/dy, or f(x) of an f that the text does not spell out."""
    named = isinstance(term, n.Symbol | n.Indexed | n.Derivative | n.Apply)
    return named and bool(base_name(term.body if isinstance(term, n.Derivative) else term)) and not _is_known(term)


def _is_known(term: n.Term) -> bool:
    return isinstance(term, n.Apply) and isinstance(term.function, n.Symbol) and term.function.name in FUNCTIONS


def _is_number(term: n.Term) -> bool:
    return isinstance(term.term if isinstance(term, n.Neg) else term, n.Number)


def _parts(term: n.Term) -> tuple[n.Term, ...]:
    """Return the terms below, of a product all factors: 2 (a b) has three."""
    if isinstance(term, n.Mul):
        return tuple(
            part for factor in term.factors for part in (_parts(factor) if isinstance(factor, n.Mul) else [factor])
        )
    return children(term)


def _head(term: n.Term) -> str:
    return term.function.name if isinstance(term, n.Apply) and isinstance(term.function, n.Symbol) else ""


def _plain(term: n.Term) -> n.Term:
    """Return a term without how many digits its numbers were printed with."""
    return n.Number(term.value) if isinstance(term, n.Number) else rebuild(term, _plain)


def _with(term: n.Term, values: Mapping[n.Term, n.Term]) -> n.Term:
    return values[term] if term in values else rebuild(term, lambda part: _with(part, values))


def _told(said: Sequence[Assertion], given: Mapping[str, Given]) -> dict[n.Term, set[n.Term]]:
    """Return the numbers that the text gives to quantities, by themselves or at the ends of chains."""
    told: dict[n.Term, set[n.Term]] = {}
    for known in given.values():
        told.setdefault(n.Symbol(known.definition.name), set()).add(_plain(known.definition.body))
    starts: dict[int, n.Term] = {}
    for other in said:
        left, right = other.left.term, other.right.term
        if left is not None:
            starts.setdefault(other.chain, left)
        for quantity in dict.fromkeys(q for q in (left, starts.get(other.chain)) if q is not None):
            if right is not None and _is_number(right):
                told.setdefault(quantity, set()).add(_plain(right))
    return told
