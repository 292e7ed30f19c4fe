r"""Numbers put into a formula: \hat{y} - y = 0.622 - 0, and L = (0.622 - 0)^2 of the L that is (\hat{y} - y)^2.

Which values the letters have is read off the formula itself, part by part; that they have them is a condition. What
the text says otherwise is no condition: then the numbers are of something else, or wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.meanings import Given, is_closed
from symloss.proofs.judging.rounded import to_the_digits
from symloss.proofs.judging.worked import valued
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Hypothesis, Scope
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, rebuild, substitute, subterms

Ask = Callable[[Statement], Verdict]
Told = Mapping[n.Term, set[n.Term]]  # quantity -> the numbers that the text gives it
METHOD = "the formula with numbers for its letters"


def with_numbers(
    statement: Statement, found: Verdict, said: Sequence[Assertion], given: Mapping[str, Given], ask: Ask
) -> Verdict:
    """Return a claim that is a formula with numbers put in as a condition on its letters.

    said: the claims before it, of which those that were shown give further formulas for its left side. given: the
    numbers that the text gives to names.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op not in ("=", "~=") or found.word not in ("undecided", "refuted"):
        return found
    if is_closed(claim.left) or not is_closed(claim.right):
        return found
    told = _told(statement.scope, said)
    for formula in _formulas(statement, claim.left, said):
        for put in _instances(formula, claim.right, told):
            instance = replace(statement, step=Identity(replace(claim, left=substitute(formula, put))))
            shown = to_the_digits(instance, ask(instance), ask).proved
            if shown and not _differs(put, given) and not _contradicts(statement, put, given, ask):
                conditions = tuple(Condition(f"{quantity} = {value}", "found") for quantity, value in put.items())
                return Verdict("conditional", METHOD, conditions, found.witness)
    return found


def _differs(put: Mapping[n.Term, n.Term], given: Mapping[str, Given]) -> bool:
    """Whether the text gives a name another number than was put for it."""
    known: dict[n.Term, n.Term] = {n.Symbol(name): g.definition.body for name, g in given.items()}
    return any(q in known and _plain(known[q]) != _plain(v) for q, v in put.items())


def _contradicts(statement: Statement, put: Mapping[n.Term, n.Term], given: Mapping[str, Given], ask: Ask) -> bool:
    """Whether the text says of some letters that they are not what is put for them: x > 5, y = x^2, f(x) = x + 1."""
    facts = [substitute(fact.truth, put) for fact in statement.facts]
    if any(is_closed(fact) and not ask(replace(statement, step=Identity(fact))).proved for fact in facts):
        return True
    fixed = {*valued(statement), *given, *(q.name for q in put if isinstance(q, n.Symbol))}
    for quantity, value in put.items():
        others = tuple(
            Hypothesis(n.Relation("=", q, v), "put")
            for q, v in put.items()
            if isinstance(q, n.Symbol) and q != quantity and q.name not in statement.scope.definitions
        )
        op: n.RelationOp = "~=" if isinstance(value, n.Number) and value.places else "="
        there = replace(statement, step=Identity(n.Relation(op, quantity, value)))
        answer = ask(replace(there, hypotheses=(*others, *statement.hypotheses)))
        if (
            answer.refuted
            and answer.witness is not None
            and {name for name, _ in answer.witness.at} <= fixed - {base_name(quantity)}
        ):
            return True
    return False


def _instances(formula: n.Term, value: n.Term, told: Told) -> Iterator[dict[n.Term, n.Term]]:
    """Yield the numbers for the letters of a formula that its parts show, and those that the text gives them.

    Of what the text gives two numbers nobody knows which is meant.
    """
    put: dict[n.Term, n.Term] = {}
    shown = not _is_number(value) and _match(formula, value, put) and bool(put)
    if shown and all(told.get(q, {_plain(v)}) == {_plain(v)} for q, v in put.items()):
        yield put
    parts = {part for part in subterms(formula) if part != formula}
    given = {q: next(iter(values)) for q, values in told.items() if q in parts and len(values) == 1}
    if given and is_closed(substitute(formula, given)):
        yield given


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


def _told(scope: Scope, said: Sequence[Assertion]) -> Told:
    """Return the numbers at the ends of chains that begin with a quantity, or with what defines it."""
    told: dict[n.Term, set[n.Term]] = {}
    names = {d.body: n.Symbol(name) for name, d in scope.definitions.items() if d.kind == "value" and not d.parameters}
    starts: dict[int, n.Term] = {}
    for other in said:
        left, right = other.left.term, other.right.term
        if left is not None:
            starts.setdefault(other.chain, left)
        start = starts.get(other.chain)
        quantities = (left, start, names.get(start) if start is not None else None)
        for quantity in dict.fromkeys(q for q in quantities if q is not None):
            if right is not None and _is_number(right) and _is_quantity(quantity):
                told.setdefault(quantity, set()).add(_plain(right))
    return told
