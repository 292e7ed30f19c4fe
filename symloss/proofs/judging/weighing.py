"""What an answer has to pass before it counts, whatever it is: that what was read is what is written there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name, derivatives, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion, Source, Value
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.judging.relevance import without
from symloss.proofs.judging.unsaid import reached_terms
from symloss.proofs.names.steps import Start
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX, is_number
from symloss.term.statement import Identity, Statement
from symloss.term.walk import children, free_symbols, subterms

_STOP = re.compile(r"sg|stop_?grad(?:ient)?|stopgradient|detach|StopGrad(?:ient)?", re.IGNORECASE)
_QUANTITIES = (n.Add, n.Mul, n.Neg, n.Div, n.Pow, n.Apply, n.Relation)  # whose parts are numbers


def at_a_start(
    verdict: Verdict, assertion: Assertion, starts: Sequence[Start], sources: Mapping[str, Source], ask: Ask
) -> Verdict:
    """Name what was read for b^0 in a claim or in the definitions that it rests on; see `symloss.proofs.names.steps`.

    A claim that is false of b need not be so of b^0.
    """
    statement = assertion.asked
    if not starts or statement is None or verdict.word in ("undecided", "unread"):
        return verdict
    known = [name for name in statement.scope.definitions if name in sources]
    above = {name: _starts_in(starts, sources[name].left, sources[name].right) for name in known}
    own = _starts_in(starts, assertion.left, assertion.right)
    made = tuple(name for name in known if above[name])
    general = ask(without(statement, made)) if made and not own else None
    if general is not None and general.proved and verdict.proved:
        return verdict  # whatever they were made of
    if general is not None and general.refuted and verdict.refuted and not _differentiates(statement, made):
        return general
    found = {s.letter: s for s in (*(s for name in made for s in above[name]), *own)}
    if found and verdict.refuted:
        return Verdict("undecided", message=f"the 0 above {min(found)} may be an exponent or the number of a step")
    conditions = (Condition(f"{letter}^0 is {letter}", f"stated, line {s.line}") for letter, s in sorted(found.items()))
    return replace(verdict, conditions=(*conditions, *verdict.conditions)) if found else verdict


def _differentiates(statement: Statement, made: Sequence[str]) -> bool:
    """Whether names are differentiated by what they are made of, not by themselves: they would be constants."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    return claim is None or any((names_in(d.body) & set(made)) - {base_name(d.variable)} for d in derivatives(claim))


def _starts_in(starts: Sequence[Start], *values: Value) -> list[Start]:
    return [s for s in starts for v in values if v.place.start <= s.start and s.end <= v.place.end]


def moved_by_prime(assertion: Assertion, statement: Statement) -> str:
    """Return a name that a prime on brackets differentiates by although it is made of others, or ""."""
    terms = (v.term for v in (assertion.left, assertion.right) if v.term is not None)
    by = {p.variable for t in terms for p in subterms(t) if isinstance(p, n.Derivative) and p.style == "prime"}
    names = sorted(s.name for s in by if isinstance(s, n.Symbol))
    return next((x for x in names if x in statement.scope.definitions or x in statement.scope.depends), "")


def of_what_moves(verdict: Verdict, statement: Statement) -> Verdict:
    """Take a proof back if a derivative that the text writes is zero only because of what its body was taken for.

    Of an L of another section that has no W in it, dL/dW = 0 and dL/dZ = 0 prove every rule between the two.
    """
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if verdict.word not in ("proved", "conditional") or not isinstance(claim, n.Relation):
        return verdict
    if any(isinstance(side, n.Number) for side in (claim.left, claim.right)):
        return verdict  # that it is zero is what the text says
    scope = statement.scope
    reached = unfolded_names(claim, scope)
    terms = (claim, *(d.body for name, d in sorted(scope.definitions.items()) if name in reached))
    for derivative in (d for term in terms for d in derivatives(term)):
        by = {s.name for s in free_symbols(derivative.variable) if s.sort != INDEX}
        known = base_name(derivative.body) in scope.definitions
        if known and by and not by & unfolded_names(derivative.body, scope):
            message = (
                f"as it is defined, {derivative.body} does not depend on {derivative.variable}: is another one meant?"
            )
            return Verdict("undecided", message=message)
    return verdict


def extreme(
    verdict: Verdict, assertion: Assertion, statement: Statement, ask: Callable[[Statement], Verdict]
) -> Verdict:
    """Ask for what makes a place where a derivative is zero a minimum: that the function bends one way everywhere."""
    claimed = assertion.extremum
    if claimed is None or not verdict.proved:
        return verdict
    for bend in claimed.bends:
        if ask(replace(statement, step=Identity(bend))).proved:
            return verdict
    condition = Condition(f"the only place where the derivative is zero is the {claimed.what}", "found")
    return Verdict("conditional", verdict.method, (*verdict.conditions, condition))


def stray_letter(assertion: Assertion, statement: Statement, verdict: Verdict) -> Verdict:
    """Return what is said of an equation of arrays whose right side leaves an index letter free that the left has not.

    It has no meaning if the letter is compared with another (1_{i = j}); a letter that
    only counts samples may be left out on the left.
    """
    left, right = assertion.left.term, assertion.right.term
    if left is None or right is None or is_number(sort_of(left)) or verdict.word not in ("undecided", "refuted"):
        return verdict
    sizes = {
        s
        for term in (left, right)
        for part in free_symbols(term)
        for size in part.sort.shape
        for s in free_symbols(size)
    }
    entries = [i for part in subterms(right) if isinstance(part, n.Indexed) for i in part.indices]
    compared = [part for part in subterms(right) if isinstance(part, n.Delta | n.Indicator)]
    made = {s for term in reached_terms(statement, left) for s in free_symbols(term)}  # the o of a J made of u_o
    only_right = free_symbols(right) - made - sizes
    letters = {s for script in (*entries, *compared) for s in free_symbols(script) if s.sort == INDEX} & only_right
    known = {s for h in assertion.cases for s in free_symbols(h.truth)}
    for letter in sorted(letters - known, key=lambda s: s.name):
        message = f"ill-typed: the index {letter.name} is free on the right only"
        counted = any(letter in free_symbols(entry) for entry in entries)
        return Verdict("undecided" if counted else "refuted", witness=verdict.witness, message=message)
    return verdict


def sign_of_own(statement: Statement, own: frozenset[str]) -> str:
    """Return a sign in a claim that means something of its own in the text (`names.own_signs`), or ""."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    terms = reached_terms(statement, claim) if claim is not None and own else ()
    parts = [part for term in terms for part in subterms(term)]
    found = {part.name for part in parts if isinstance(part, n.Constant)}
    letters = {part for quantity in parts if isinstance(quantity, _QUANTITIES) for part in children(quantity)}
    units = {s.name for term in terms for s in free_symbols(term) if s in letters}
    return min((found | (units - statement.scope.definitions.keys())) & own, default="")


def held_back(statement: Statement, detached: Collection[str]) -> str:
    """Return a name that a derivative goes through although the text says that gradients stop there, or ""."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    scope = statement.scope
    slopes = list(derivatives(claim)) if claim is not None else []
    reached = frozenset().union(*(unfolded_names(d.body, scope) for d in slopes))
    inside = reached - {base_name(side) for d in slopes for side in (d.body, d.variable)}
    stopped = {name for name in inside if _STOP.fullmatch(name)} | (inside & set(detached) & _made(scope))
    return min(stopped, default="")


def _made(scope: Scope) -> set[str]:
    return {*scope.definitions, *scope.depends}
