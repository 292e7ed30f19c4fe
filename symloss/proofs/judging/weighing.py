"""What a refutation has to pass before it counts: every name in the claim must have a meaning in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import base_name, derivatives, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion, Memory, Source, Value
from symloss.proofs.judging.lengths import two_lengths, unseen_axes
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.judging.open_names import open_name
from symloss.proofs.judging.relevance import without
from symloss.proofs.judging.sequences import numbered, sequence_in
from symloss.proofs.names.steps import Start
from symloss.proofs.names.units import NEXT
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import INDEX, is_number
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

_TARGETS = ("y", "t")  # the names that people give to what is to be predicted


def weighed(
    verdict: Verdict, assertion: Assertion, statement: Statement, memory: Memory, parts: frozenset[str]
) -> Verdict:
    """Take a refutation back if it rests on a name that the text leaves open."""
    constants = sorted(assertion.names & set(memory.unknowns))
    if constants and isinstance(statement.step, Identity):
        return Verdict("undecided", message=f"{constants[0]} is still to be found, and no proved equation gives this")
    if assertion.relation == r"\ne" and verdict.witness is not None and verdict.witness.at:
        return Verdict("undecided", message="equal at some points, if not at all: which is meant?")
    unread = sorted(_reached(assertion, statement.scope) & memory.numbers & set(memory.unread))
    if unread:  # true of these numbers, perhaps
        line = memory.unread[unread[0]]
        return Verdict("undecided", message=f"the definition of {unread[0]} in line {line} was not understood")
    unit = _moving_unit(assertion, statement.scope)
    if unit:
        return Verdict("undecided", message=f"{unit} may be of one layer or of two: say which")
    solved = _solved_by(assertion, statement.scope)
    if solved:
        return Verdict("undecided", message=f"an equation that {solved} solves, or a wrong step?")
    other = _other_meaning(assertion, statement.scope)
    if other:
        return Verdict("undecided", message=other)
    unclear = _sample_above(assertion) or _sum_sign(_reached(assertion, statement.scope), statement.scope)
    if unclear:
        return Verdict("undecided", message=unclear)
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    sides = [claim.left, claim.right] if isinstance(claim, n.Relation) else []
    sides = sides or [value.term for value in (assertion.left, assertion.right) if value.term is not None]
    given = numbered((*memory.given, *statement.scope.definitions))
    sequence = sequence_in(claim, statement.scope, given) if isinstance(claim, n.Relation) else ""
    if sequence:
        message = f"the entries of {sequence} are given one by the other, or one by one: true of them, or a wrong step?"
        return Verdict("undecided", message=message)
    lengths = two_lengths(sides, statement.scope, parts) or unseen_axes(sides)
    if lengths:
        return Verdict("undecided", message=lengths)
    total = _total_of_targets(sides, statement)
    if total:
        return Verdict("undecided", message=f"what is said of {total}, or a wrong step?")
    left_open = open_name(assertion, statement.scope, memory)
    if left_open:
        return Verdict("undecided", message=left_open)
    return verdict


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


def _reached(assertion: Assertion, scope: Scope) -> frozenset[str]:
    terms = [value.term for value in (assertion.left, assertion.right) if value.term is not None]
    return frozenset().union(*(unfolded_names(term, scope) for term in terms))


def _moving_unit(assertion: Assertion, scope: Scope) -> str:
    """Return o of units o_i of the layer below that a claim differentiates, or differentiates by; "" if there is none.

    What they are made of is then to be known; where they only are multiplied, false is false.
    """
    terms = [value.term for value in (assertion.left, assertion.right) if value.term is not None]
    slopes = [d for term in terms for d in derivatives(term)]
    moved = {name for d in slopes for name in (*names_in(d.variable), *names_in(d.body))}
    below = sorted(name for name in moved if name.endswith(NEXT))
    return below[0].removesuffix(NEXT) if below else ""


def _solved_by(assertion: Assertion, scope: Scope) -> str:
    r"""Return x of x_k = \sum_j P_{jk} x_j, of which nothing says what x is: this may say it."""
    sides = [value.term for value in (assertion.left, assertion.right) if value.term is not None]
    for lone, other in (sides, sides[::-1]) if len(sides) == 2 else ():
        if (
            not isinstance(lone, n.Indexed)
            or not isinstance(lone.base, n.Symbol)
            or lone.base.name in scope.definitions
            or (isinstance(other, n.Derivative) and base_name(other.body) in scope.definitions)  # it says that slope
        ):
            continue
        entries = [p for p in subterms(other) if isinstance(p, n.Indexed) and p.base == lone.base and p != lone]
        weights = {s for s in free_symbols(other) if s.sort != INDEX and s.name not in FUNCTIONS} - {lone.base}
        around = bool(entries) or lone.base.name in unfolded_names(other, scope)  # through what the others are made of
        if around and any(s.name not in scope.definitions for s in weights):
            return lone.base.name
    return ""


def _other_meaning(assertion: Assertion, scope: Scope) -> str:
    r"""Return a doubt about a name that another one suggests what it is: the mean of y, S one step before, a new r'."""
    known = _reached(assertion, scope)
    for name in sorted(known - set(scope.definitions)):
        shifted = re.fullmatch(r"(\w+_\w+?)[+-]\d+", name)
        if shifted and shifted[1] in scope.definitions:
            return f"{name} may be {shifted[1]} at another step: say what it is"
        mean = name.startswith("bar_") and {name.removeprefix("bar_"), name.removeprefix("bar_").lower()} & known
        if mean:
            return f"{name} may be the mean of {min(mean)}: say what it is"
    for value in (assertion.left, assertion.right):
        for part in subterms(value.term) if value.term is not None else ():
            primed = isinstance(part, n.Apply) and isinstance(part.function, n.Prime)
            if primed and any(isinstance(a, n.Symbol) and a.sort == INDEX for a in part.arguments):  # type: ignore[attr-defined]
                return f"{part} is no derivative, for what it is of is counted: say what it is"
    return ""


def _sample_above(assertion: Assertion) -> str:
    """Return a doubt about y^i, where i is an index, and about K^{ja} and delta^a_l: exponents, or indices above?"""
    parts = [p for v in (assertion.left, assertion.right) if v.term is not None for p in subterms(v.term)]
    for part in parts:
        match part:
            case n.Pow(base=n.Symbol() | n.Indexed(), exponent=n.Symbol(sort=sort)) if sort == INDEX:
                return f"in {part} the {part.exponent} may be an exponent or the number of a sample"
            case n.Pow(base=n.Symbol() | n.Indexed(), exponent=n.Mul(factors)) if all(map(_is_letter, factors)):
                return f"in {part} the letters above may be exponents or indices"
            case n.Pow(base=base, exponent=n.Symbol()) if base_name(base) == "delta":
                return f"in {part} the {part.exponent} may be an exponent or an index"
    return ""


def _total_of_targets(sides: Sequence[n.Term], statement: Statement) -> str:
    r"""Return y of \sum_j y_j = 1, where nothing is known of y and that is what one would say of targets."""
    match sides:
        case [n.Bind("sum", index, _, n.Indexed(n.Symbol(name), (own,))), n.Number(value)] if (
            own == index and value == 1
        ):
            known = {s.name for h in statement.facts for s in free_symbols(h.truth)}
            unknown = name not in statement.scope.definitions and name not in known
            return name if unknown and name.split("_")[0] in _TARGETS else ""
    return ""


def _sum_sign(reached: frozenset[str], scope: Scope) -> str:
    r"""Return a doubt about a \Sigma_j of counted j that is no matrix: people write it for a sum over j, too."""
    sigma = scope.symbols.get("Sigma")
    counted = "Sigma" in reached and "Sigma" not in scope.definitions and sigma is not None
    matrix = sigma is not None and len(sigma.sort.shape) == 2
    return "Sigma may be the sign of a sum: write \\sum" if counted and not matrix else ""


def _is_letter(term: n.Term) -> bool:
    return isinstance(term, n.Symbol) and len(term.name) == 1


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


def stray_letter(assertion: Assertion, verdict: Verdict) -> Verdict:
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
    only_right = free_symbols(right) - free_symbols(left) - sizes
    letters = {s for script in (*entries, *compared) for s in free_symbols(script) if s.sort == INDEX} & only_right
    known = {s for h in assertion.cases for s in free_symbols(h.truth)}
    for letter in sorted(letters - known, key=lambda s: s.name):
        message = f"ill-typed: the index {letter.name} is free on the right only"
        counted = any(letter in free_symbols(entry) for entry in entries)
        return Verdict("undecided" if counted else "refuted", witness=verdict.witness, message=message)
    return verdict
