"""Ask the kernel, and weigh its answer against what the text leaves open.

The kernel judges statements. Whether a statement is what the author meant is decided
here, and always towards not knowing: a refutation counts only if every name in it has
a meaning in the text.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, fields, replace

from symloss.kernel.judge import judge
from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import derivatives, differentiated, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.judging.implicit import under_condition
from symloss.proofs.judging.meanings import Meanings, under_meanings
from symloss.proofs.judging.repair import repair
from symloss.proofs.judging.weighing import weighed
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import INDEX, is_number
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

SECONDS = 20.0  # of processor time, for one document
PER_CLAIM = 2.0  # seconds after which no further question is asked about a claim


@dataclass
class Settler:
    """Gives assertions their verdicts; `later` are the names that the document defines exactly once."""

    later: dict[str, Definition] = field(default_factory=dict)
    deadline: float = field(default_factory=lambda: time.process_time() + SECONDS)
    due: float = 0.0  # of the claim at hand

    def settle(self, assertion: Assertion, memory: Memory) -> Verdict:
        """Return the verdict on one assertion, and keep it there."""
        if assertion.verdict is None:
            assertion.verdict = self._verdict(assertion, memory)
        return assertion.verdict

    def _verdict(self, assertion: Assertion, memory: Memory) -> Verdict:
        for value in (assertion.right, assertion.left):
            if value.error is not None:
                shown = (
                    f"as I read the sizes, this does not fit: {value.error}"
                    if isinstance(value.error.__cause__, SortError)
                    else str(value.error)
                )
                return Verdict("undecided" if value.misfit else "unread", message=shown)
        statement = assertion.statement
        if statement is None:
            return Verdict("undecided", message="outside of what I can state yet")
        mismatch = _sort_mismatch(assertion)
        if mismatch:
            return Verdict("undecided", message=mismatch)
        self.due = time.process_time() + PER_CLAIM
        statement = self._with_later(statement, assertion.names)
        blank = self._not_understood(assertion, statement, memory)
        if blank and not _holds_it_fixed(blank, assertion):
            return _of_unread(blank, memory)
        statement = _relevant(statement, assertion.names)
        verdict = under_meanings(statement, assertion.names, _meanings(assertion, memory), self.ask)
        if blank and not verdict.proved:
            return _of_unread(blank, memory)
        if verdict.refuted and assertion.hedge and verdict.witness is not None and verdict.witness.at:
            return Verdict("undecided", message=assertion.hedge)
        if verdict.refuted and self._may_follow_rival(statement, assertion, memory):
            return Verdict("undecided", message="it is not clear which formula this continues")
        if verdict.refuted:
            verdict = weighed(verdict, assertion, statement, memory)
        if verdict.refuted:
            verdict = under_condition(statement, verdict, self.ask)
        if verdict.proved:
            verdict = _with_cases(verdict, statement)
        if verdict.refuted:
            assertion.help = assertion.help or repair(assertion, statement)
        stray = _stray_letter(assertion) if verdict.word == "undecided" else ""
        return Verdict("undecided", message=stray) if stray else verdict

    def _not_understood(self, assertion: Assertion, statement: Statement, memory: Memory) -> str:
        """Return the first name in a claim whose definition was not understood, or ""."""
        names = unfolded_names_of(assertion, statement.scope)
        return next((n for n in sorted(names) if n in memory.unread and memory.unread[n] <= assertion.line), "")

    def _may_follow_rival(self, statement: Statement, assertion: Assertion, memory: Memory) -> bool:
        """Whether a step that does not follow from one formula may follow from another that stands beside it."""
        if assertion.rival is None or assertion.rival.term is None or assertion.right.term is None:
            return False
        step = Identity(n.Relation("=", assertion.rival.term, assertion.right.term))
        names = names_in(step.claim)
        other = _relevant(self._with_later(replace(statement, step=step), names), names)
        return not under_meanings(other, names, _meanings(assertion, memory), self.ask).refuted

    def ask(self, statement: Statement) -> Verdict:
        """Ask the kernel, as long as there is time for the claim and for the document."""
        now = time.process_time()
        if now > self.deadline:
            return Verdict("undecided", message=f"time: the {SECONDS:.0f} s for one document are used up; split it")
        if now > self.due:
            return Verdict("undecided", message="time: too many readings of this claim; say what its names mean")
        return ask(statement)

    def _with_later(self, statement: Statement, names: frozenset[str]) -> Statement:
        """Add the definitions that the text gives only afterwards ("..., where p = ...")."""
        scope = statement.scope
        todo, seen = sorted(names), set(names)
        while todo:
            name = todo.pop()
            definition = scope.definitions.get(name) or self.later.get(name)
            if definition is None:
                continue
            if name not in scope.definitions:
                scope = scope.define(definition)
            for inner in sorted(names_in(definition.body) - seen):
                seen.add(inner)
                todo.append(inner)
        return replace(statement, scope=scope) if scope is not statement.scope else statement


def ask(statement: Statement) -> Verdict:
    """Ask the kernel; a fault of the kernel itself is not allowed to hide the claims after it."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if isinstance(claim, n.And) and claim.truths:  # two bounds of one number
        verdicts = [ask(replace(statement, step=Identity(truth))) for truth in claim.truths]
        return next((v for v in verdicts if not v.proved), verdicts[-1])
    try:
        return judge(statement)
    except Exception as error:
        return Verdict("undecided", message=f"internal error: {type(error).__name__}: {error}; please report it")


def _meanings(assertion: Assertion, memory: Memory) -> Meanings:
    """Return what is open for a claim; what the text gives by a number only later is no more than an example."""
    later = {name: replace(given, fixed=False, before=False) for name, given in memory.given.items()}
    return replace(assertion.meanings, given={**later, **assertion.meanings.given})


def _stray_letter(assertion: Assertion) -> str:
    """Return a note if the right side of an equation of arrays leaves an index letter free that the left has not."""
    left, right = assertion.left.term, assertion.right.term
    if left is None or right is None or is_number(sort_of(left)):
        return ""
    sizes = {
        s
        for term in (left, right)
        for part in free_symbols(term)
        for size in part.sort.shape
        for s in free_symbols(size)
    }
    scripts = [i for part in subterms(right) if isinstance(part, n.Indexed) for i in part.indices]
    scripts += [part for part in subterms(right) if isinstance(part, n.Delta | n.Indicator)]
    letters = {s for script in scripts for s in free_symbols(script) if s.sort == INDEX}
    stray = sorted(s.name for s in letters & (free_symbols(right) - free_symbols(left)) - sizes)
    return f"ill-typed: {stray[0]} is left free on the right side, and the left side has no {stray[0]}" if stray else ""


def _of_unread(name: str, memory: Memory) -> Verdict:
    return Verdict("undecided", message=f"the definition of {name} in line {memory.unread[name]} was not understood")


def _holds_it_fixed(name: str, assertion: Assertion) -> bool:
    """Whether a claim says nothing that depends on how `name` was defined: it differentiates by it, or not at all."""
    terms = [v.term for v in (assertion.left, assertion.right) if v.term is not None]
    by = {s.name for term in terms for d in derivatives(term) for s in free_symbols(d.variable) if s.sort != INDEX}
    return by <= {name}


def unfolded_names_of(assertion: Assertion, scope: Scope) -> frozenset[str]:
    """Return the names on both sides with all definitions followed."""
    found: frozenset[str] = frozenset()
    for value in (assertion.left, assertion.right):
        if value.term is not None:
            found |= unfolded_names(value.term, scope)
    return found


def _sort_mismatch(assertion: Assertion) -> str:
    left, right = assertion.left.term, assertion.right.term
    if left is None or right is None or isinstance(right, n.Interval | n.FiniteSet | n.Range):
        return ""
    try:
        sort_of(n.Relation("=", left, right))
    except SortError as error:
        return f"the two sides are of different kinds: {error}"
    return ""


def _with_cases(verdict: Verdict, statement: Statement) -> Verdict:
    """List the cases that a proof needs: those without which the kernel does not prove it."""
    named = {c.text for c in verdict.conditions}
    cases = [h for h in statement.hypotheses if str(h.truth) not in named]
    if not cases or ask(replace(statement, hypotheses=())).proved:
        return verdict
    conditions = tuple(Condition(str(h.truth), h.origin) for h in cases)
    return replace(verdict, conditions=(*verdict.conditions, *conditions))


def _relevant(statement: Statement, names: frozenset[str]) -> Statement:
    """Leave out the assumptions that are about other symbols than the claim."""
    scope = statement.scope
    known = frozenset().union(*(unfolded_names(t, scope) for t in _terms(statement))) | names
    meant = _meant(statement, known)
    scope = scope.declare(*(s for name, s in meant.items() if scope.symbols.get(name) not in (None, s)))
    left = [h for h in scope.domain if all(meant.get(s.name, s) == s for s in free_symbols(h.truth))]
    kept: list[Hypothesis] = []
    while near := [h for h in left if _is_about(h.truth, known, scope)]:
        kept += near
        left = [h for h in left if h not in near]
        for hypothesis in near:
            known |= unfolded_names(hypothesis.truth, scope)
    ordered = tuple(h for h in scope.domain if h in kept)
    reached = frozenset().union(*(unfolded_names(h.truth, scope) for h in ordered), known)
    depends = {name: on for name, on in scope.depends.items() if name in reached}
    definitions = {name: d for name, d in scope.definitions.items() if name in reached}
    return replace(statement, scope=replace(scope, domain=ordered, depends=depends, definitions=definitions))


def _meant(statement: Statement, known: frozenset[str]) -> dict[str, n.Symbol]:
    """Return the symbols that a claim uses: y may be a number here and an array in another section."""
    bodies = [d.body for name, d in statement.scope.definitions.items() if name in known]
    found: dict[str, n.Symbol] = {}
    for term in (*_terms(statement), *bodies):
        for symbol in sorted(free_symbols(term), key=lambda s: s.name):
            found.setdefault(symbol.name, symbol)
    return found


def _is_about(truth: n.Term, known: frozenset[str], scope: Scope) -> bool:
    """Whether a truth restricts one of these names; an equation for an unknown is about that unknown."""
    sought = differentiated(truth) - set(scope.definitions)
    return bool((sought or names_in(truth)) & known)


def _terms(statement: Statement) -> list[n.Term]:
    """Return the terms of a step and of its hypotheses."""
    found = [h.truth for h in statement.hypotheses]
    for item in fields(statement.step):
        value = getattr(statement.step, item.name)
        found += [v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, n.Term)]
    return found


def transitive(assertions: list[Assertion], settler: Settler) -> None:
    """Judge the links of chains against the start of the chain too."""
    chains: dict[int, list[Assertion]] = {}
    for assertion in assertions:
        chains.setdefault(assertion.chain, []).append(assertion)
    for links in chains.values():
        if len(links) > 1 and all(link.relation == "=" for link in links):
            _settle_chain(links, settler)


def _settle_chain(links: list[Assertion], settler: Settler) -> None:
    """Carry what an earlier link needs, or gets wrong, to the links after it.

    A step that is right as a step shows nothing if the chain up to it is wrong, and
    needs the conditions that the chain up to it needs.
    """
    wrong: Assertion | None = None
    needs: Assertion | None = None
    open_link = False
    for number, link in enumerate(links):
        verdict = link.verdict
        if verdict is None:
            return
        if number and verdict.word == "undecided" and not open_link:
            found = _against_start(links, number, settler)
            if found is not None and (found.proved or (found.word == "conditional" and needs is not None)):
                link.verdict = verdict = replace(found, method=_from_start(found.method))
        elif number and verdict.proved and (wrong is not None or needs is not None):
            found = _against_start(links, number, settler)
            if found is None or not found.proved:
                link.verdict = _carried(found, wrong, needs, verdict)
            elif wrong is not None:
                wrong.near = wrong.near or f"line {link.line} is right again: two slips cancel"
                wrong = None
        if number and verdict.refuted and links[number - 1].verdict is not None:
            link.verdict = verdict = _blamed(links, number, settler)
        if verdict.refuted:
            wrong = link
        elif verdict.word == "conditional" and needs is None:
            needs = link
        open_link = open_link or verdict.word in ("undecided", "unread", "refuted")


def _blamed(links: list[Assertion], number: int, settler: Settler) -> Verdict:
    """Return the verdict on a refuted link; if the chain is right again here, the open link before it is wrong."""
    link, before = links[number], links[number - 1]
    assert link.verdict is not None and before.verdict is not None
    witness = link.verdict.witness
    if before.verdict.word != "undecided" or witness is None:
        return link.verdict
    if any(b.verdict is None or not b.verdict.proved for b in links[: number - 1]):
        return link.verdict
    found = _against_start(links, number, settler)
    if found is None or not found.proved:
        return link.verdict
    before.verdict = Verdict("refuted", witness=replace(witness, left=witness.right, right=witness.left))
    return Verdict(
        "undecided", message=f"right from the start of the chain; what it follows, in line {before.line}, is wrong"
    )


def _from_start(method: str) -> str:
    return f"{method}, from the start of the chain" if method else "from the start of the chain"


def _carried(found: Verdict | None, wrong: Assertion | None, needs: Assertion | None, verdict: Verdict) -> Verdict:
    if wrong is not None:
        return Verdict("undecided", message=f"right as a step, but it carries on the error of line {wrong.line}")
    assert needs is not None and needs.verdict is not None
    source = found if found is not None and found.word == "conditional" else needs.verdict
    message = f"right as a step; the chain up to it needs the condition since line {needs.line}"
    return replace(source, method=verdict.method, witness=None, message=message)


def _against_start(links: list[Assertion], number: int, settler: Settler) -> Verdict | None:
    link, start = links[number], links[0].left
    if link.statement is None or start.term is None or link.right.term is None:
        return None
    if not isinstance(link.statement.step, Identity) or time.process_time() > settler.deadline:
        return None
    step = Identity(n.Relation("=", start.term, link.right.term))
    try:
        sort_of(step.claim)
    except SortError:
        return None
    statement = replace(link.statement, step=step)
    names = names_in(step.claim)
    relevant = _relevant(settler._with_later(statement, names), names)
    settler.due = time.process_time() + PER_CLAIM
    return under_meanings(relevant, names, link.meanings, settler.ask)
