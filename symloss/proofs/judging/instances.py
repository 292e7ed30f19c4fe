r"""Numbers put into a formula: \hat{y} - y = 0.622 - 0, and L = (0.622 - 0)^2 of the L that is (\hat{y} - y)^2.

Which values the letters have is read off the formula itself, part by part; that they have them is a condition, with
the line where the text says so, if it does. What the text says otherwise is no condition: then the numbers are of
something else, or wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.judging.meanings import Given, is_closed
from symloss.proofs.judging.rounded import to_the_digits
from symloss.proofs.judging.worked import valued
from symloss.proofs.names.amounts import Amounts
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Hypothesis, Scope
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, rebuild, substitute, subterms

Ask = Callable[[Statement], Verdict]
Ends = Mapping[n.Term, Mapping[n.Term, int]]  # quantity -> the numbers that chains end in, the last one last -> line
METHOD = "the formula with numbers for its letters"


@dataclass(frozen=True)
class Said:
    """What a text says before a claim in a line: its claims, the numbers that it gives names in formulas and in words.

    Of the claims those that were shown give further formulas for the left side of this one.
    """

    before: Sequence[Assertion]
    given: Mapping[str, Given]
    amounts: Amounts
    line: int

    def origin(self, quantity: n.Term, value: n.Term, ends: Ends) -> str:
        """Return where the text says that a quantity has a value, or that it was found."""
        name, plain = str(quantity), _plain(value)
        known = self.given.get(name)
        if known is not None and known.before and _plain(known.definition.body) == plain:
            return known.origin
        told = ends.get(quantity, {})
        if told:
            number, line = list(told.items())[-1]
            line = line if number == plain else 0
        else:
            line = self.amounts.line(name, _value(plain), self.line)
        return f"stated, line {line}" if line else "found"


def with_numbers(statement: Statement, found: Verdict, said: Said, ask: Ask) -> Verdict:
    """Return a claim that is a formula with numbers put in: proved if the text gives its letters all of them."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op not in ("=", "~=") or found.word not in ("undecided", "refuted"):
        return found
    if is_closed(claim.left) or not is_closed(claim.right):
        return found
    ends = _ends(statement.scope, said.before)
    for formula in _formulas(statement, claim.left, said.before):
        for put in _instances(formula, claim.right, ends):
            unrounded = _unrounded(put, said.given)
            values = (put, {**put, **unrounded}) if unrounded else (put,)
            asked = (replace(statement, step=Identity(replace(claim, left=substitute(formula, v)))) for v in values)
            shown = all(to_the_digits(instance, ask(instance), ask).proved for instance in asked)
            if shown and not _differs(put, said.given) and not _contradicts(statement, put, said.given, ask):
                conditions = tuple(Condition(f"{q} = {v}", said.origin(q, v, ends)) for q, v in put.items())
                stated = all(condition.origin != "found" for condition in conditions)
                return Verdict("proved" if stated else "conditional", METHOD, conditions, found.witness)
    return found


def _unrounded(put: Mapping[n.Term, n.Term], given: Mapping[str, Given]) -> dict[n.Term, n.Term]:
    """Return what the text gives for names for which it goes on with a rounded number: sigma(0.5) for 0.622."""
    known: dict[n.Term, n.Term] = {n.Symbol(name): g.definition.body for name, g in given.items()}
    decimal = {q for q, v in put.items() if isinstance(v, n.Number) and v.places}
    return {q: known[q] for q in put if q in decimal & known.keys() and not _is_number(known[q])}


def _differs(put: Mapping[n.Term, n.Term], given: Mapping[str, Given]) -> bool:
    """Whether the text gives a name another number than was put for it."""
    known: dict[n.Term, n.Term] = {n.Symbol(name): g.definition.body for name, g in given.items()}
    rounded = _unrounded(put, given)
    return any(q in known and q not in rounded and _plain(known[q]) != _plain(v) for q, v in put.items())


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


def _instances(formula: n.Term, value: n.Term, ends: Ends) -> Iterator[dict[n.Term, n.Term]]:
    """Yield the numbers for the letters of a formula that its parts show, and those that chains end in.

    Of a quantity with two numbers nobody knows which is meant, unless the formula has the last one.
    """
    put: dict[n.Term, n.Term] = {}
    shown = not _is_number(value) and _match(formula, value, put) and bool(put)
    if shown and all(list(ends.get(q, {_plain(v): 0}))[-1] == _plain(v) for q, v in put.items()):
        yield put
    parts = {part for part in subterms(formula) if part != formula}
    given = {q: next(iter(values)) for q, values in ends.items() if q in parts and len(values) == 1}
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


def _value(term: n.Term) -> Fraction | None:
    number = term.term if isinstance(term, n.Neg) else term
    if not isinstance(number, n.Number):
        return None
    return number.value if number is term else -number.value


def _ends(scope: Scope, said: Sequence[Assertion]) -> Ends:
    """Return the numbers at the ends of chains of equations that begin with a quantity, or with what defines it.

    Their line is 0 if a step of the chain is wrong, or if it only goes to the number.
    """
    told: dict[n.Term, dict[n.Term, int]] = {}
    names = {d.body: n.Symbol(name) for name, d in scope.definitions.items() if d.kind == "value" and not d.parameters}
    starts: dict[int, n.Term] = {}
    unequal = {other.chain for other in said if other.relation not in ("=", r"\approx", r"\to")}
    open_ = {other.chain for other in said if other.relation == r"\to"}
    open_ |= {other.chain for other in said if other.verdict is not None and other.verdict.refuted}
    for other in said:
        left, right = other.left.term, other.right.term
        if left is not None:
            starts.setdefault(other.chain, left)
        start = starts.get(other.chain)
        quantities = (left, start, names.get(start) if start is not None else None)
        for quantity in dict.fromkeys(q for q in quantities if q is not None and other.chain not in unequal):
            if right is not None and _is_number(right) and _is_quantity(quantity):
                known, number = told.setdefault(quantity, {}), _plain(right)
                known.pop(number, None)
                known[number] = 0 if other.chain in open_ else other.line
    return told
