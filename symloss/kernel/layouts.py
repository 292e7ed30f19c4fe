r"""The ways to lay out derivatives by vectors and matrices.

Read plainly, the derivative of a number has the shape of its variable, and the Jacobian
of a vector one row for each entry of it. Denominator layout has Jacobians the other
way round; numerator layout has the derivatives of numbers as rows. A Jacobian that is
diagonal, as of an activation function, may be written as its diagonal. A claim that is
true in one of these is right, and its text should say which one it means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symloss.term.nodes import Bind, Delta, Derivative, Indexed, Mul, Number, Range, Relation, Symbol, Term, Transpose
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, Sort, is_number
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, fresh, rebuild


def layouts(statement: Statement) -> Iterator[tuple[str, Statement]]:
    """Yield the statement as it is meant in each other layout in which its sides fit, with what that takes."""
    step = statement.step
    if not isinstance(step, Identity) or not isinstance(step.claim, Relation) or step.claim.op != "=":
        return
    for name, kind in (("denominator layout", "jacobian"), ("numerator layout", "gradient")):
        claim = _turned(step.claim, kind)
        if claim != step.claim and _fits(claim):
            yield f"the derivative is in {name}", replace(statement, step=Identity(claim))
    left, right = step.claim.left, step.claim.right
    for jacobian, entries in ((left, right), (right, left)) if not _fits(step.claim) else ():
        for full in _diagonals(jacobian, entries):
            claim = Relation("=", jacobian, full)
            if _fits(claim):
                said = f"{jacobian} is a diagonal matrix, written as its diagonal"
                yield said, replace(statement, step=Identity(claim))


def _diagonals(jacobian: Term, entries: Term) -> Iterator[Term]:
    """Yield the diagonal matrix of the entries of a side, and of it as a number, where the other is a Jacobian."""
    if not isinstance(jacobian, Derivative) or _kind(jacobian) != "jacobian":
        return
    i, j = (fresh(Symbol(letter, INDEX), free_symbols(Relation("=", jacobian, entries))) for letter in "ij")
    over = Range(Number(Fraction(1)), sort_of(jacobian).shape[0])
    for entry in (Indexed(entries, (i,)), entries):
        yield Bind("vector", i, over, Bind("vector", j, over, Mul((entry, Delta(i, j)))))


def _turned(term: Term, kind: str) -> Term:
    """Return the term with the derivatives of one kind transposed; what is differentiated stays as it is."""
    if isinstance(term, Derivative):
        return Transpose(term) if _kind(term) == kind else term
    return rebuild(term, lambda child: _turned(child, kind))


def _kind(term: Derivative) -> str:
    try:
        body, by = sort_of(term.body), sort_of(term.variable)
    except SortError:
        return ""
    if term.order != 1 or not by.shape:
        return ""
    if _is(body, 1) and _is(by, 1):
        return "jacobian"
    return "gradient" if is_number(body) and len(by.shape) <= 2 else ""


def _is(sort: Sort, axes: int) -> bool:
    return len(sort.shape) == axes


def _fits(claim: Term) -> bool:
    try:
        sort_of(claim)
    except SortError:
        return False
    return True
