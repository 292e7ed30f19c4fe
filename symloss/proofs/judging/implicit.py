"""Conditions that authors leave unsaid and that depend on how they write, tried on a refuted claim.

The kernel has a list of its own (labels that sum to one, i = j, signs). These are about
notation: the class that a label names, the entry where a one-hot vector is one, the
base of a logarithm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import unfolded_names
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS, function_of
from symloss.term.scope import Definition, Hypothesis
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, rebuild, subterms

MOST = 6
_ONE = n.Number(Fraction(1))


@dataclass(frozen=True)
class Unsaid:
    """A condition in words of the plain notation, and the statement under it."""

    text: str
    statement: Statement


@dataclass(frozen=True)
class Told:
    """What words say of labels: the letters of true classes, and the arrays of which one entry in a row is one."""

    classes: frozenset[str] = frozenset()
    exclusive: frozenset[str] = frozenset()


def under_condition(
    statement: Statement, refuted: Verdict, ask: Callable[[Statement], Verdict], told: Told = Told()
) -> Verdict:
    """Return `conditional` if one unsaid condition makes a refuted claim true, else the verdict as it is."""
    for _, unsaid in zip(range(MOST), _candidates(statement, told), strict=False):
        found = ask(unsaid.statement)
        if found.proved:
            return Verdict(
                "conditional",
                method=found.method,
                conditions=(Condition(unsaid.text, "found"), *(c for c in found.conditions if c.origin != "found")),
                witness=refuted.witness,
            )
    return refuted


def _candidates(statement: Statement, told: Told) -> Iterator[Unsaid]:
    step = statement.step
    if not isinstance(step, Identity):
        return
    yield from _of_classes(statement, step.claim, told)
    for truth in (*_named_classes(statement, step.claim), *_hot_entries(statement, step.claim)):
        hypotheses = (Hypothesis(truth, "found"), *statement.hypotheses)
        yield Unsaid(str(truth), replace(statement, hypotheses=hypotheses))
    apart = _apart(step.claim)
    if apart is not None:
        letter, claim = apart
        yield Unsaid(f"{letter} is not among the indices of the sum", replace(statement, step=Identity(claim)))
    for base in (10, 2):
        claim = _with_base(step.claim, n.Number(Fraction(base)))
        if claim != step.claim:
            yield Unsaid(f"log is to base {base}", replace(statement, step=Identity(claim)))


def _of_classes(statement: Statement, claim: n.Term, told: Told) -> Iterator[Unsaid]:
    """Yield that each belongs to one class, and that labels are one-hot at the letter that is called the true class."""
    scope = statement.scope
    reached = unfolded_names(claim, scope)
    terms = (claim, *(d.body for name, d in scope.definitions.items() if name in reached))
    arrays = {s: None for term in terms for s in sorted(free_symbols(term), key=lambda s: s.name) if s.sort.shape}
    free = [array for array in arrays if array.name not in scope.definitions]
    for array in free:
        if array.name in told.exclusive:
            letters = tuple(n.Symbol(f"{array.name}_index{axis or ''}", INDEX) for axis in range(len(array.sort.shape)))
            row = n.Bind("sum", letters[-1], n.Range(_ONE, array.sort.shape[-1]), n.Indexed(array, letters))
            fact = Hypothesis(n.Relation("=", row, _ONE), "found")
            yield Unsaid(str(fact.truth), replace(statement, scope=scope.suppose(fact)))
    weights = [array for array in free if len(array.sort.shape) == 1 and not any(_is_inside(array, t) for t in terms)]
    for letter in _free_indices(claim):
        for array in weights:
            if letter.name in told.classes:
                index = n.Symbol("k" if letter.name != "k" else "j", INDEX)
                label = Definition(array.name, n.Delta(index, letter), (index,), "indexed")
                text = n.Relation("=", n.Indexed(array, (index,)), label.body)
                yield Unsaid(str(text), replace(statement, scope=scope.define(label)))


def _is_inside(array: n.Symbol, term: n.Term) -> bool:
    """Whether an array stands under a function or a fraction line, or is differentiated by: then it is no label."""
    under: list[n.Term] = []
    for part in subterms(term):
        match part:
            case n.Apply(arguments=arguments):
                under += arguments
            case n.Div(denominator=bottom):
                under.append(bottom)
            case n.Derivative(variable=variable):
                under.append(variable)
    return any(array in free_symbols(part) for part in under)


def _named_classes(statement: Statement, claim: n.Term) -> Iterator[n.Term]:
    """Yield k = y_i where y_i is used as an index and k is free."""
    bodies = [d.body for d in statement.scope.definitions.values()]
    used = {
        index: None
        for term in (claim, *bodies)
        for part in subterms(term)
        if isinstance(part, n.Indexed)
        for index in part.indices
        if isinstance(index, n.Indexed)
    }
    for letter in _free_indices(claim):
        for entry in used:
            if letter not in free_symbols(entry):
                yield n.Relation("=", letter, entry)


def _hot_entries(statement: Statement, claim: n.Term) -> Iterator[n.Term]:
    """Yield y_o = 1 where y is one-hot and o is an index letter that the claim leaves free."""
    hot = {
        fact.truth.term.base: None
        for fact in statement.facts
        if isinstance(fact.truth, n.Member) and isinstance(fact.truth.term, n.Indexed)
    }
    reached = unfolded_names(claim, statement.scope)
    for base in hot:
        if isinstance(base, n.Symbol) and base.name in reached and len(sort_of(base).shape) == 1:
            for letter in _free_indices(claim):
                if letter != sort_of(base).shape[0]:
                    yield n.Relation("=", n.Indexed(base, (letter,)), _ONE)


def _apart(claim: n.Term) -> tuple[n.Symbol, n.Term] | None:
    """Return a claim whose sums leave out the index o of the row u_o that it is differentiated by."""
    rows = [d.variable for d in subterms(claim) if isinstance(d, n.Derivative) and isinstance(d.variable, n.Indexed)]
    for row in rows:
        letter = row.indices[0]
        if isinstance(letter, n.Symbol):
            made = _leaving_out(claim, row.base, letter)
            if made != claim:
                return letter, made
    return None


def _leaving_out(term: n.Term, base: n.Term, letter: n.Symbol) -> n.Term:
    inner = rebuild(term, lambda child: _leaving_out(child, base, letter))
    if isinstance(inner, n.Bind) and inner.kind == "sum" and isinstance(inner.over, n.Range):
        entries = [p for p in subterms(inner.body) if isinstance(p, n.Indexed) and p.base == base]
        if any(inner.index in e.indices for e in entries):
            return replace(inner, over=n.Except(inner.over, (letter,)))
    return inner


def _free_indices(claim: n.Term) -> list[n.Symbol]:
    return sorted((s for s in free_symbols(claim) if s.sort == INDEX), key=lambda s: s.name)


def _with_base(term: n.Term, base: n.Term) -> n.Term:
    row = function_of(term)
    inner = rebuild(term, lambda child: _with_base(child, base))
    if row is not None and row.name == "ln" and isinstance(inner, n.Apply):
        return FUNCTIONS["log_base"](*inner.arguments, base)
    return inner
