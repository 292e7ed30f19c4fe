"""Why a refutation of an equation would not count: it may be one for its letters, or of an example that words give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symloss.proofs.discourse.binding import Link
from symloss.proofs.discourse.relations import gives_values, is_measured, is_printed
from symloss.proofs.discourse.roles import is_primed, said_in_passing
from symloss.proofs.discourse.shapes import (
    base_name,
    has_slope,
    is_fact_about,
    is_of_integrals,
    is_zero,
    names_in,
)
from symloss.proofs.discourse.state import Memory
from symloss.proofs.judging.meanings import is_closed
from symloss.proofs.words.conditions import IN_WORDS, told_in_words
from symloss.proofs.words.cues import cue_before, is_conclusive, sets_to_zero
from symloss.proofs.words.hedges import SOLUTION, SOME_POINTS, TO_SOLVE
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.statement import Identity, Step
from symloss.term.walk import subterms

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower


def hedge(follower: Follower, link: Link, step: Step) -> str:
    """Return why a refutation of what a link claims would not count, or ""."""
    memory, truth = follower.memory, link.truth
    if isinstance(truth, n.Relation) and truth.op == "=":
        return _of_equation(follower, link, truth, step)
    if is_fact_about(truth, memory.scope):
        return "it does not follow from what is said of its names in formulas"
    if not (memory.cases or follower.coming) and said_in_passing(link.clause, memory):
        return "a condition, or a wrong claim?"
    return ""


def _of_equation(follower: Follower, link: Link, truth: n.Relation, step: Step) -> str:
    memory = follower.memory
    first = memory.chain.links == 1 and not is_conclusive(link.clause)
    constants = names_in(truth) & set(memory.unknowns)
    if not constants and isinstance(step, Identity) and ((first and _singles_out(truth)) or gives_values(truth)):
        return SOME_POINTS
    if not memory.cases and (cue_before(link.clause) == "case" or _in_other_words(follower, link)):
        return IN_WORDS
    if any(is_primed(name, memory) for name in names_in(truth) - set(memory.scope.definitions)):
        return "by what the prime differentiates is not said"
    if is_of_integrals(truth):
        return "equal integrals need not have equal integrands: say over what they run"
    if is_printed(truth):
        return "numbers of an example: the text does not say for which values of the names"
    if base_name(truth.left) in memory.to_solve and is_conclusive(link.clause):
        return SOLUTION
    return TO_SOLVE if is_measured(truth) or _is_solved(link, truth, memory, first=first) else ""


def _in_other_words(follower: Follower, link: Link) -> bool:
    """Whether words tell a case that was not understood."""
    return told_in_words(link.clause) and not follower.explained


def _singles_out(truth: n.Relation) -> bool:
    """Whether an equation sets a function of a free symbol equal to a number: log(w) = 0."""
    body, number = (truth.left, truth.right) if is_closed(truth.right) else (truth.right, truth.left)
    return is_closed(number) and not is_closed(body) and not any(isinstance(p, n.Bind) for p in subterms(body))


def _is_solved(link: Link, truth: n.Relation, memory: Memory, *, first: bool) -> bool:
    """Whether an equation is to be solved, by the words around it or as the zero at the end of a derivative."""
    at_end = memory.chain.links > 1 and is_zero(truth.right) and _begins_with_derivative(memory)
    made = names_in(truth) - FUNCTIONS.keys()
    goes_on = is_zero(truth.right) and bool(made) and made <= memory.to_solve  # without the factor that is not zero
    value = has_slope(truth) and not is_zero(truth.right)  # dL/dw = ... says what the derivative is
    said = sets_to_zero(link.clause) or (first and sets_to_zero(link.sentence))
    return at_end or goes_on or (said and not value)


def _begins_with_derivative(memory: Memory) -> bool:
    chain = memory.chain
    start = chain.start.term if chain.start is not None else None
    steps = (a.statement.step for a in memory.assertions if a.chain == chain.number and a.statement is not None)
    shown = next((step.claim for step in steps if isinstance(step, Identity)), None)  # with the sizes of the step
    return any(t is not None and has_slope(t) for t in (start, shown.left if isinstance(shown, n.Relation) else None))
