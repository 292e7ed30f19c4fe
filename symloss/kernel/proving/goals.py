"""What the prover is asked: a goal, and the trial that keeps what was found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symloss.kernel.limits import Limits
from symloss.kernel.proof import NAMED, Lack, Proof
from symloss.kernel.proving.definedness import Need, needs
from symloss.kernel.proving.expand import Expander
from symloss.kernel.proving.field import Hints
from symloss.kernel.proving.hypotheses import text_of
from symloss.kernel.proving.named import as_named
from symloss.kernel.replaying.certificate import Certificate, Leaf, Settled
from symloss.kernel.verdict import Condition
from symloss.term import nodes as n
from symloss.term.effort import Deadline
from symloss.term.scope import Scope
from symloss.term.walk import substitute

_SHOWN = 6


@dataclass(frozen=True)
class Goal:
    """left op right for expanded sides, the conditions for each side to have a value, and what else must hold."""

    left: n.Term
    op: n.RelationOp
    right: n.Term
    left_needs: tuple[Need, ...] = ()
    right_needs: tuple[Need, ...] = ()
    must: tuple[n.Relation, ...] = ()

    def put(self, values: dict[n.Term, n.Term]) -> Goal:
        """Return the goal with symbols replaced."""
        return Goal(
            substitute(self.left, values),
            self.op,
            substitute(self.right, values),
            tuple(need.put(values) for need in self.left_needs),
            tuple(need.put(values) for need in self.right_needs),
            tuple(substitute(m, values) for m in self.must),  # type: ignore[misc]
        )


@dataclass
class Trial:
    """One question to the prover: its scope and limits, and what was found on the way."""

    scope: Scope
    limits: Limits
    lenient: bool
    deadline: Deadline
    thorough: bool = False
    hints: Hints = field(default_factory=Hints)
    used: dict[Condition, None] = field(default_factory=dict)
    natural: dict[Need, None] = field(default_factory=dict)
    one_sided: dict[Lack, None] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)
    methods: dict[str, None] = field(default_factory=dict)
    smooth: set[Need] = field(default_factory=set)
    exact: bool = True  # no term of it may have a value where a condition of its fails
    alive: int = 0  # cases that are not empty
    record: bool = False
    path: list[n.Relation] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)

    def use(self, facts: Mapping[tuple[str, str], n.Relation | None]) -> list[Need]:
        """Note the facts that a field has used; return those that no term needs by itself, of the natural domain."""
        told = ("natural domain", "case")  # elsewhere, with the needs of the terms
        used = (Condition(text, origin) for text, origin in facts)
        self.used.update({known: None for known in used if known.origin not in told or known in NAMED})
        own = [Need(truth) for truth in facts.values() if truth is not None]
        self.natural.update(dict.fromkeys(own))
        return own

    def proof(self) -> Proof:
        """Return the proof that the settled goals make up."""
        expander = Expander(self.scope, self.limits)
        needed = [need.map(lambda term: as_named(term, expander)) for need in self.natural]
        natural = tuple(need.truth for need in needed if not need.guards and _over_indices(need))
        conditions = dict(self.used)
        conditions.update({Condition(text_of(need), "natural domain", need.truth): None for need in needed})
        method = ", ".join(self.methods)
        cases = list(dict.fromkeys(self.cases))
        if cases:
            method += f"; cases {', '.join(cases)}" if len(cases) <= _SHOWN else f"; {len(cases)} cases"
        other = () if self.settled else (method,)
        certificate = Certificate(tuple(self.settled), other) if self.record else None
        return Proof(method, tuple(conditions), natural, tuple(self.one_sided), tuple(self.cases), certificate)


def _over_indices(need: Need) -> bool:
    return all(isinstance(over, n.Range | n.Except) for _, over in need.letters)


def trial(scope: Scope, limits: Limits, lenient: bool, record: bool = False, thorough: bool = False) -> Trial:
    """Return a fresh trial whose steps are counted from now.

    thorough: inequalities may be shown by slopes and summand by summand, which takes longer.

    lenient: a condition without which a term may still have a value (a positive base
    under a symbolic exponent) is taken into the natural domain and listed. record: keep a certificate.
    """
    return Trial(scope, limits, lenient, limits.deadline, thorough, record=record)


def goal_of(
    relation: n.Relation, left: n.Term, right: n.Term, seams: tuple[tuple[Need, ...], tuple[Need, ...]],
    must: tuple[n.Relation, ...] = (),
) -> Goal:  # fmt: skip
    """Return the goal for two expanded sides; `seams` are the conditions their expansion has met."""
    left_needs, right_needs = (
        tuple(dict.fromkeys((*needs(side), *(replace(need, seam=True) for need in met))))
        for side, met in ((left, seams[0]), (right, seams[1]))
    )
    return Goal(left, relation.op, right, left_needs, right_needs, must)
