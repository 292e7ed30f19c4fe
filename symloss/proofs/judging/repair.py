"""What a refuted equation should have been: one small edit of its right side that the kernel proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symloss.kernel.judge import judge
from symloss.kernel.limits import LIMITS
from symloss.latex.printer import latex
from symloss.proofs.discourse.state import Assertion
from symloss.proofs.names.units import NEXT
from symloss.term import nodes as n
from symloss.term.effort import within
from symloss.term.statement import Antiderivative, Identity, Solution, Statement, Step
from symloss.term.walk import children, free_symbols, rebuild, substitute

STEPS = 400_000
MOST = 24  # candidates


def repair(assertion: Assertion, statement: Statement) -> str:
    """Return the help line of a proved repair, or ""."""
    step = statement.step
    right = step.value if isinstance(step, Antiderivative | Solution) else assertion.right.term
    if right is None or assertion.relation != "=":
        return ""
    deadline = within(STEPS)
    seen = {right}
    for number, candidate in enumerate(_edits(right)):
        if number >= MOST or deadline.passed:
            break
        tried = _with_right(step, candidate)
        if tried is None or candidate in seen:
            continue
        seen.add(candidate)
        if judge(replace(statement, step=tried), replace(LIMITS, steps=deadline.left), "proof").proved:
            whole = _with_constant(candidate, assertion.right.term, right)
            return f"`{latex(_as_spelled(whole), statement.scope)}` is proved"
    return ""


def _as_spelled(term: n.Term) -> n.Term:
    """Return a term with the names of the text: there the letter below o_i says which layer it is of."""
    units = (s for s in free_symbols(term) if s.name.endswith(NEXT))
    return substitute(term, {s: replace(s, name=s.name.removesuffix(NEXT)) for s in units})


def _with_constant(candidate: n.Term, written: n.Term | None, value: n.Term) -> n.Term:
    """Put the constant of integration back."""
    kept = value.terms if isinstance(value, n.Add) else (value,)
    dropped = (
        tuple(t for t in written.terms if t not in kept) if isinstance(written, n.Add) and written != value else ()
    )
    parts = candidate.terms if isinstance(candidate, n.Add) else (candidate,)
    return n.Add((*parts, *dropped)) if dropped else candidate


def _with_right(step: Step, right: n.Term) -> Step | None:
    if isinstance(step, Identity) and isinstance(step.claim, n.Relation):
        return Identity(n.Relation(step.claim.op, step.claim.left, right))
    if isinstance(step, Antiderivative | Solution):
        return replace(step, value=right)
    return None


def _edits(term: n.Term) -> Iterator[n.Term]:
    """Yield the right side with one slip undone: signs first, then factors, then a lost or added term."""
    yield _negated(term)
    yield from _sign_edits(term, 3)
    for factor in (n.Number(Fraction(2)), n.Div(n.Number(Fraction(1)), n.Number(Fraction(2)))):
        yield n.Mul((factor, term))
    yield from _dropped(term)


def _negated(term: n.Term) -> n.Term:
    if isinstance(term, n.Add):
        return n.Add(tuple(_negated(part) for part in term.terms))
    return term.term if isinstance(term, n.Neg) else n.Neg(term)


def _sign_edits(term: n.Term, depth: int) -> Iterator[n.Term]:
    if isinstance(term, n.Add):
        for i, part in enumerate(term.terms):
            yield n.Add((*term.terms[:i], _negated(part), *term.terms[i + 1 :]))
    if depth:
        for child in children(term):
            if isinstance(child, n.Symbol | n.Number):
                continue
            for edited in _sign_edits(child, depth - 1):
                yield _exchanged(term, child, edited)


def _exchanged(term: n.Term, child: n.Term, edited: n.Term) -> n.Term:
    return rebuild(term, lambda c: edited if c is child else c)


def _dropped(term: n.Term) -> Iterator[n.Term]:
    if isinstance(term, n.Mul):
        for i in range(len(term.factors)):
            rest = (*term.factors[:i], *term.factors[i + 1 :])
            yield rest[0] if len(rest) == 1 else n.Mul(rest)
    if isinstance(term, n.Neg):
        for inner in _dropped(term.term):
            yield n.Neg(inner)
