"""What a refuted claim should have been: the claim with one slip undone, if the kernel proves that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.refuting.refute import at_a_glance
from symloss.kernel.screen import misfit
from symloss.proofs.discourse.shapes import ZERO, derivatives, names_in, unfolded_names
from symloss.proofs.judging.asking import Asker
from symloss.proofs.judging.meanings import Ask
from symloss.proofs.judging.slips import likeliest, negated, undone
from symloss.term import nodes as n
from symloss.term.effort import within
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Hypothesis, Scope
from symloss.term.statement import Antiderivative, Identity, Solution, Statement
from symloss.term.walk import alpha_equal, free_symbols, subterms

STEPS = 600_000
_PROOFS = 6  # of claims that no point shows to be false
_MEANT = 12  # slips that are tried under the conditions that the text may leave unsaid


def repaired(statement: Statement, ask: Asker, meant: Ask) -> Statement | None:
    """Return a refuted statement with one slip undone that is proved, or None.

    meant: answers for a statement under the conditions that people leave unsaid, which the likeliest slips alone are
    worth.
    """
    step = statement.step
    if isinstance(step, Antiderivative | Solution):
        opposite = replace(statement, step=replace(step, value=negated(step.value)))
        return opposite if ask.shown(opposite).proved else None
    if not isinstance(step, Identity) or not isinstance(step.claim, n.Relation):
        return None
    deadline, proofs = within(STEPS), 0
    for tried in _sensible(statement, step.claim, undone(step.claim, statement.scope)):
        if deadline.passed or proofs == _PROOFS:
            break
        if not _fails(tried, replace(LIMITS, steps=deadline.left)):
            proofs += 1
            if ask.shown(tried).proved:
                return None if _is_of_nothing(tried, step.claim, ask) else tried
    for _, tried in zip(range(_MEANT), _sensible(statement, step.claim, likeliest(step.claim)), strict=False):
        if meant(tried).word in ("proved", "conditional"):
            return None if _is_of_nothing(tried, step.claim, ask) else tried
    return None


def _is_of_nothing(statement: Statement, wrong: n.Relation, ask: Asker) -> bool:
    """Whether what was proved says 0 = 0: then it is no wonder, and no sign that the names are understood."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if not isinstance(claim, n.Relation) or claim.op != "=" or ZERO in (wrong.left, wrong.right):
        return False
    return ask.shown(replace(statement, step=Identity(n.Relation("=", claim.right, ZERO)))).proved


def _fails(statement: Statement, limits: Limits) -> bool:
    """Whether a statement is false at a glance, or would be without what the text says of slopes.

    Few points satisfy that, so that none would be found.
    """
    if at_a_glance(statement, limits) is not None:
        return True
    plain = replace(
        statement,
        hypotheses=_without_slopes(statement.hypotheses),
        scope=replace(statement.scope, domain=_without_slopes(statement.scope.domain)),
    )
    return len(plain.facts) < len(statement.facts) and at_a_glance(plain, limits) is not None


def _without_slopes(facts: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
    return tuple(fact for fact in facts if next(derivatives(fact.truth), None) is None)


def _sensible(statement: Statement, wrong: n.Relation, claims: Iterable[n.Relation]) -> Iterator[Statement]:
    """Yield the statements of claims that fit together and say something, each once."""
    seen = {wrong}
    for claim in claims:
        if claim not in seen and _says_something(claim, statement.scope):
            seen.add(claim)
            tried = replace(statement, step=Identity(claim))
            if not misfit(tried):
                yield tried


def _says_something(claim: n.Relation, scope: Scope) -> bool:
    """Whether a claim is no a = a, no definition over again, and is about the same entries on both sides."""
    sides = ((claim.left, claim.right), (claim.right, claim.left))
    lone = ((scope.definitions.get(side.name), other) for side, other in sides if isinstance(side, n.Symbol))
    named = any(known is not None and alpha_equal(known.body, other) for known, other in lone)
    alone = _subscripts(claim.left) ^ _subscripts(claim.right) if claim.right != ZERO else frozenset()
    made = (scope.definitions[k].body for k in unfolded_names(claim, scope) & scope.definitions.keys())
    moved = (d.body for d in derivatives(claim))  # it may lose its letters
    inside = frozenset().union(*(free_symbols(body) for body in (*made, *moved)))
    about = names_in(claim) - FUNCTIONS.keys()
    return bool(about) and alone <= inside and not named and not alpha_equal(claim.left, claim.right)


def _subscripts(term: n.Term) -> frozenset[n.Symbol]:
    """Return the free letters that say which entry is meant."""
    parts = (part for part in subterms(term) if isinstance(part, n.Indexed | n.Delta))
    below = (p.indices if isinstance(p, n.Indexed) else (p.left, p.right) for p in parts)
    return frozenset(s for terms in below for t in terms for s in free_symbols(t)) & free_symbols(term)
