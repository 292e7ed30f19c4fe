"""The door of the kernel: a statement in, a verdict out, whatever the statement."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from symloss.kernel.attained import attained
from symloss.kernel.deciding.limits_at import decide_limit, without_arrows, without_idle_arrows
from symloss.kernel.deciding.numeric import prove_numbers
from symloss.kernel.distributions import with_densities
from symloss.kernel.docket import Wanted, once
from symloss.kernel.everywhere import at_every_index
from symloss.kernel.generalised import for_every_distribution, of_the_original
from symloss.kernel.inverted import inverted
from symloss.kernel.layouts import layouts
from symloss.kernel.limits import LIMITS, Limits
from symloss.kernel.one_hot import new_symbols, with_deltas
from symloss.kernel.proof import Failure, Lack, Proof
from symloss.kernel.proving.field import Hints
from symloss.kernel.proving.optima import Order, same_order
from symloss.kernel.proving.prove import prove
from symloss.kernel.redundant import relieved
from symloss.kernel.refuting.conditions import find_conditions
from symloss.kernel.refuting.descent import lowest
from symloss.kernel.refuting.holes import hole
from symloss.kernel.refuting.points import satisfiable
from symloss.kernel.refuting.refute import at_a_glance, at_the_seam, gap, refute
from symloss.kernel.refuting.second import SHORT, KernelContradiction, check
from symloss.kernel.screen import misfit, oversize
from symloss.kernel.shown import shown
from symloss.kernel.values.digits import within_digits
from symloss.kernel.verdict import Condition, Verdict, Witness, Word
from symloss.term.effort import Deadline
from symloss.term.functions import FUNCTIONS
from symloss.term.nodes import And, Bind, Constant, Integral, Relation, Symbol, Term
from symloss.term.scope import Hypothesis, Scope
from symloss.term.sorts import FUNCTION
from symloss.term.statement import Ansatz, Assume, Define, Identity, Statement
from symloss.term.walk import free_symbols, substitute, subterms

_SHARE = 0.5  # of the steps goes to the first proof; what it leaves, to the search for a counterexample
_LAYOUT = 0.5  # of the steps goes to the claim as it is meant in another layout
_POINTS = 0.4  # of the steps goes to one search for points: where a point costs that much, a few tell what many do
_CHECK = 0.15  # of the steps goes to the second check of a proof: it looks at few points where each costs much
_CONDITION = 0.4  # of what is left goes to the search for a condition
_LONG = 0.75  # of what is left goes to the long search for a proof of an inequality
OPEN_HOLE = "it is open whether the declared domain has a point where only one side has a value; the other asks for"
CONTRADICTORY = "the hypotheses may contradict each other: no point was found that satisfies them"


def judge(statement: Statement, limits: Limits = LIMITS, wanted: Wanted = "condition") -> Verdict:
    """Return the verdict on a statement: prove, else refute, else look for a missing condition.

    What two points already show to be false is refuted first: that costs less than a proof that is not there.

    A definition or an assumption is listed and never judged: "undecided", and the
    message says so. wanted: whoever declares a domain himself asks whether a claim holds
    as it stands, and is told a counterexample at once, without the search for a condition
    that would exclude it; what has no value on one side there keeps its conditions.

    Raises:
        KernelContradiction: the second checker contradicts a proof, an internal error.
    """
    if isinstance(statement.step, Define | Assume):
        kind = "a definition" if isinstance(statement.step, Define) else "an assumption"
        return Verdict("undecided", message=f"{kind}: listed, not judged")
    reason = oversize(statement, limits)
    if reason:
        return Verdict("undecided", message=reason)
    if limits is not LIMITS:
        return _answered(statement, limits, wanted)
    return once(statement, wanted, lambda: _answered(statement, limits, wanted))


def _answered(statement: Statement, limits: Limits, wanted: Wanted) -> Verdict:
    verdict = _judged(statement, limits, wanted)
    false = verdict.refuted or bool(misfit(statement))
    if not false or verdict.conditions or wanted != "condition":
        return verdict
    return _in_its_layout(statement, verdict, limits)  # as it stands it cannot be meant


def proves(statement: Statement, limits: Limits = LIMITS) -> bool:
    """Return whether a statement is proved as it stands: for whoever has no use for a reason why not."""
    return judge(statement, limits, "proof").proved


def _judged(statement: Statement, limits: Limits, wanted: Wanted = "condition") -> Verdict:
    reason = misfit(statement)
    if reason:
        return Verdict("undecided", message=reason)
    return _Case(statement, limits, limits.deadline, wanted).verdict()


def _in_its_layout(statement: Statement, verdict: Verdict, limits: Limits) -> Verdict:
    """Return the verdict, or that the claim is true if its derivatives are laid out in another way."""
    for layout, meant in layouts(statement):
        if _judged(meant, limits.part(_LAYOUT), "proof").proved:
            needed = Condition(layout, "found")
            return Verdict("conditional", conditions=(needed,), witness=verdict.witness)
    return verdict


@dataclass(frozen=True)
class _Case:
    """One statement before the judge, when an answer is due, and what its proofs learnt for the next."""

    statement: Statement
    limits: Limits
    due: Deadline
    wanted: Wanted
    hints: Hints = field(default_factory=Hints)

    def verdict(self) -> Verdict:
        limit = decide_limit(self.statement, self.limits)
        if limit is not None:
            return limit
        still = without_idle_arrows(self.statement)
        if still != self.statement:
            return replace(self, statement=still).verdict()
        same = [v for order in same_order(self.statement) if (v := self.ordered(order)) is not None]
        if same:
            return min(same, key=lambda v: not v.proved)
        found: Proof | Failure | None = prove_numbers(self.statement, self.limits)
        seen = at_a_glance(self.strict, self.brief) if found is None else None
        if seen is not None:
            simple = None if self.wanted == "proof" else refute(relieved(self.strict, self.follows), self.brief)
            return self.refuted(simple or seen)
        found = found or self.attempt(self.statement, self.limits.part(_SHARE))
        return self.proved(found) if isinstance(found, Proof) else self.not_proved(found)

    @cached_property
    def strict(self) -> Statement:
        """The statement with its hypotheses true at every index: what is false of it is false however it is meant."""
        return at_every_index(self.statement, lambda s: satisfiable(s, self.left()) is not None)

    def ordered(self, order: Order) -> Verdict | None:
        """Return that two functions are largest at the same places, if they put all places in one order."""
        found = _judged(order.equation, self.left(_SHARE), "proof")
        if not found.proved:
            return None
        conditions = [*found.conditions]
        for what, asked in order.positive:
            positive = _judged(asked, self.left(_SHARE))
            if positive.refuted and order.places[0] in free_symbols(what):
                return None  # not even at every place
            conditions += positive.conditions
            if positive.word in ("undecided", "refuted"):
                conditions.append(Condition(f"{what} > 0", "found"))
        here, there = order.places
        one = (_said_of(here, there, c) for c in conditions)
        word: Word = "conditional" if any(c.origin == "found" for c in conditions) else "proved"
        return Verdict(word, f"the same order of values: {found.method}", tuple(dict.fromkeys(one)))

    @property
    def brief(self) -> Limits:
        """The limits of one search for points."""
        return self.limits.part(_POINTS)

    def left(self, share: float = 1.0) -> Limits:
        """Return the limits with the steps that are left, or a share of them."""
        return replace(self.limits, steps=int(share * self.due.left))

    def proved(self, proof: Proof) -> Verdict:
        """Return `proved` if a point shows that the hypotheses can be true, and the declared domain has no hole."""
        inverses = inverted(self.statement)
        supposed = self.supposing((*proof.natural, *(c.truth for c in inverses if c.truth is not None)))
        seen = check(supposed, SHORT, self.limits.part(_CHECK))
        if not seen.points and satisfiable(supposed, self.limits) is None:
            eased = relieved(supposed, self.follows)
            if eased is supposed or satisfiable(eased, self.limits) is None:
                return Verdict("undecided", message=CONTRADICTORY)
            supposed = eased
            seen = check(supposed, SHORT, self.limits.part(_CHECK))
        if seen.doubt is not None:
            raise KernelContradiction(f"{self.statement.step} was proved by {proof.method}, but {seen.doubt}")
        seamed = self.on_a_seam(proof)
        if seamed is not None:
            return seamed
        if self.statement.domain_declared and proof.one_sided:
            lacking = [lack for lack in proof.one_sided if not self.implied(lack)]
            missing = tuple(c for c in proof.conditions if c.origin == "natural domain")
            found = hole(self.statement, lacking, self.left()) if lacking and self.wanted != "proof" else None
            if found is not None:
                return Verdict("conditional", proof.method, missing, found)
            if lacking:
                return Verdict("undecided", message=f"{OPEN_HOLE}: {', '.join(c.text for c in missing)}")
        return Verdict("proved", proof.method, (*proof.conditions, *inverses), certificate=proof)

    def on_a_seam(self, proof: Proof) -> Verdict | None:
        """Return that the claim is false on a seam that the proof leaves out though the derivative exists there."""
        for lack in proof.one_sided:
            if not lack.seam or lack.truth.op != "!=" or lack.where is None:
                continue
            place = (*lack.where, replace(lack.truth, op="="))
            facts = tuple(Hypothesis(truth, "case") for truth in place)
            here = replace(self.strict, hypotheses=(*self.strict.hypotheses, *facts))
            witness = at_the_seam(here, self.left())
            if witness is not None:
                missing = tuple(replace(c, origin="found") for c in proof.conditions if c.origin == "natural domain")
                return Verdict("conditional", proof.method, missing, witness)
        return None

    def implied(self, lack: Lack) -> bool:
        """Return whether the declared domain implies a condition that one side asks for."""
        if lack.where is None:
            return False
        known = tuple(Hypothesis(truth, "case") for truth in lack.where)
        asked = replace(self.statement, step=Identity(lack.truth), hypotheses=(*self.statement.hypotheses, *known))
        return isinstance(prove(asked, self.left(), hints=self.hints), Proof)

    def supposing(self, natural: tuple[Term, ...]) -> Statement:
        """Return the statement with its natural domain among the facts; no proof rests on what a quantity goes to."""
        scope = self.statement.scope
        facts = tuple(Hypothesis(truth, "natural domain") for truth in natural if not _speaks_of_unknowns(truth, scope))
        still = without_arrows(self.statement)
        supposed = replace(still, scope=still.scope.suppose(*facts))
        if isinstance(supposed.step, Ansatz) and supposed.step.solution is None:
            supposed = replace(supposed, step=Identity(And(())))  # its constants are found, not chosen
        return supposed

    def not_proved(self, failure: Failure) -> Verdict:
        """Return a counterexample, with the condition that it breaks if there is one, else why it is open."""
        if failure.contradiction:
            return Verdict("undecided", message=CONTRADICTORY)
        if self.wanted == "proof" and self.statement.domain_declared and not _compares(self.statement):
            return Verdict("undecided", message=failure.reason)
        relieved_ = relieved(self.strict, self.follows)
        witness = refute(relieved_, self.brief) or self.in_the_open_case(failure, relieved_)
        if witness is not None:
            return self.refuted(witness)
        if failure.nowhere:
            nothing = gap(self.strict, self.limits)
            if nothing is not None:
                return Verdict("refuted", witness=nothing, message=failure.reason)
        if _compares(self.statement):
            thorough = self.for_every_distribution() or prove(self.statement, self.left(_LONG), hints=self.hints)
            if isinstance(thorough, Proof):
                return self.proved(thorough)
            if self.wanted != "proof":
                witness = attained(self.strict, self.provable, self.left) or lowest(relieved_, self.left())
                if witness is not None:
                    return self.refuted(witness)
        if not failure.nowhere and not failure.final and not self.statement.domain_declared:
            wider = prove(self.statement, self.left(), lenient=True, hints=self.hints)
            if isinstance(wider, Proof):
                return self.proved(wider)
            failure = wider  # what is still open where all has a value says more
        return Verdict("undecided", message=failure.reason)

    def in_the_open_case(self, failure: Failure, statement: Statement) -> Witness | None:
        """Return a counterexample from the case that the prover left open: simple points may all lie in others."""
        spoken = free_symbols(And(failure.where))
        if not failure.where or not isinstance(statement.step, Identity):
            return None
        if not spoken <= {*statement.scope.symbols.values(), *free_symbols(statement.step.claim)}:
            return None
        facts = tuple(Hypothesis(truth, "case") for truth in failure.where)
        return refute(replace(statement, hypotheses=(*statement.hypotheses, *facts)), self.left())

    def for_every_distribution(self) -> Proof | None:
        """Return a proof of the statement for every distribution, if it is about some that it defines."""
        general = for_every_distribution(self.statement, self.provable)
        return None if general is None else of_the_original(prove(general, self.left(_SHARE), hints=self.hints))

    def refuted(self, witness: Witness) -> Verdict:
        """Return a counterexample, with the condition that it breaks if there is one and it is wanted."""
        as_it_stands = "undefined" not in (witness.left, witness.right)
        if self.wanted == "proof" or (self.wanted == "counterexample" and as_it_stands):
            return Verdict("refuted", witness=witness)
        shorter = replace(self, due=self.due.part(_CONDITION))
        conditions = find_conditions(self.statement, shorter.provable, shorter.left(), shorter.provable_at_length)
        return Verdict("conditional" if conditions else "refuted", conditions=conditions or (), witness=witness)

    def provable(self, supposed: Statement) -> bool:
        """Return whether a statement with one more condition is proved in the steps that are left."""
        return isinstance(self.attempt(supposed, self.left()), Proof)

    def provable_at_length(self, supposed: Statement) -> bool:
        """Return whether an inequality with one more condition is proved by slopes or summand by summand."""
        return _compares(supposed) and isinstance(prove(supposed, self.left(_LONG), hints=self.hints), Proof)

    def follows(self, fact: Statement) -> bool:
        """Return whether a fact is proved that need not be true at all: two points say so sooner than a proof."""
        return at_a_glance(fact, self.limits) is None and self.provable(fact)

    def attempt(self, statement: Statement, limits: Limits) -> Proof | Failure:
        """Return a proof of the statement as it is, or with its distributions or its one-hot labels said otherwise."""
        found = prove(_to_the_digits(statement), limits, thorough=False, hints=self.hints)
        if isinstance(found, Proof) or found.contradiction:
            return found
        densities = with_densities(statement)
        if densities is not None and isinstance(meant := prove(densities, self.left(), hints=self.hints), Proof):
            return replace(meant, natural=())  # what is known of p at a point does not make it a distribution
        deltas = with_deltas(statement)
        if deltas is None:
            return found
        said, used = deltas
        again = prove(said, self.left(), hints=self.hints)
        if isinstance(again, Failure):
            return found
        own = tuple(t for t in again.natural if free_symbols(t).isdisjoint(new_symbols(said, statement)))
        return replace(again, conditions=(*used, *again.conditions), natural=own)


def _said_of(here: Symbol, there: Symbol, condition: Condition) -> Condition:
    """Return what is asked at one place as it is asked at another."""
    if condition.truth is None or there not in free_symbols(condition.truth):
        return condition
    truth, letters = substitute(condition.truth, {there: here}), condition.text.removeprefix(shown(condition.truth))
    return replace(condition, text=shown(truth) + letters, truth=truth)


def _to_the_digits(statement: Statement) -> Statement:
    """Return a statement in which a quantity that is printed as a decimal lies between two numbers."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    meant = within_digits(claim) if isinstance(claim, Relation) else None
    return statement if meant is None else replace(statement, step=Identity(meant))


def _compares(statement: Statement) -> bool:
    """Return whether a claim has an inequality in it, or the largest of many, which is said by inequalities."""
    if not isinstance(statement.step, Identity):
        return False
    return any(
        (isinstance(t, Relation) and t.op in ("<", "<=", ">", ">="))
        or (isinstance(t, Bind) and t.kind in ("max", "min"))
        for t in subterms(statement.step.claim)
    )


def _speaks_of_unknowns(truth: Term, scope: Scope) -> bool:
    """Return whether a truth mentions derivatives of unknown functions, or what they are integrated over all values.

    No point can give those a value.
    """
    everywhere = (p for p in subterms(truth) if isinstance(p, Integral) and Constant("inf") in (p.lower, p.upper))
    inside = {s for integral in everywhere for s in free_symbols(integral.body)}
    names = {s.name: s for s in inside if s.name not in (*FUNCTIONS, *scope.definitions)}
    unknown = any(s.sort == FUNCTION or name in scope.depends for name, s in names.items())
    return unknown or any(";" in s.name for s in free_symbols(truth))
