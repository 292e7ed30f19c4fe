"""Ask the kernel, and weigh its answer against what the text leaves open.

The kernel judges statements. Whether a statement is what the author meant is decided
here, and always towards not knowing: a refutation counts only if every name in it has
a meaning in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from symloss.kernel.docket import Wanted
from symloss.kernel.judge import judge
from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.reading import Reading
from symloss.proofs.discourse.shapes import names_in
from symloss.proofs.discourse.state import Assertion, Memory, Source
from symloss.proofs.judging.anew import Anew, can_be_read_anew, is_plain, readings, same_sorts
from symloss.proofs.judging.as_written import of_each_index, settled_manner, with_constant_summands, with_data
from symloss.proofs.judging.chained import along_chain
from symloss.proofs.judging.customs import Change, by_custom, customs_of, may_be_another
from symloss.proofs.judging.from_zero import with_entries_0
from symloss.proofs.judging.implicit import Told, under_condition, without_symmetry
from symloss.proofs.judging.lengths import of_one_length, over_all_entries, with_fitting_sizes
from symloss.proofs.judging.meanings import Meanings, is_numeric, under_meanings
from symloss.proofs.judging.relevance import (
    circular,
    constants,
    depends_on_others,
    folded,
    held,
    holds_it_fixed,
    is_variable,
    laid_out_otherwise,
    not_asked,
    of_values,
    placed,
    relevant,
    through,
    unfolded_names_of,
    varied,
    well_sorted,
    without,
    without_foreign,
    writes_ones,
)
from symloss.proofs.judging.repair import repair
from symloss.proofs.judging.rounded import to_the_digits
from symloss.proofs.judging.samples import independent, of_any_density
from symloss.proofs.judging.ties import with_ties
from symloss.proofs.judging.weighing import at_a_start, extreme, moved_by_prime, of_what_moves, stray_letter, weighed
from symloss.term import nodes as n
from symloss.term.effort import Deadline, within
from symloss.term.scope import Definition
from symloss.term.statement import Identity, Statement

STEPS = 20_000_000  # for one document, about as many microseconds
MOST_GENERAL = 2  # ways to leave out what another section defines
NO_SORTS = "its names fit together neither as numbers nor as vectors: say which"
PER_CLAIM = 1_500_000  # steps after which no further question is asked about a claim


@dataclass
class Settler:
    """Gives assertions their verdicts; `later`: what the document defines exactly once, `sources`: where."""

    reading: Reading
    later: dict[str, Definition] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    deadline: Deadline = field(default_factory=lambda: within(STEPS))
    due: Deadline = field(default_factory=lambda: within(PER_CLAIM))  # of the claim at hand
    known: dict[Hashable, Verdict] = field(default_factory=dict)  # what was asked already
    change: Change | None = None  # what is asked in place of a statement

    def settle(self, assertion: Assertion, memory: Memory) -> Verdict:
        """Return the verdict on one assertion, and keep it there."""
        if assertion.verdict is None:
            self.due = within(PER_CLAIM)
            verdict = self._verdict(assertion, memory)
            for custom in customs_of(assertion.asked, self.reading.beside) if assertion.asked is not None else ():
                verdict = by_custom(verdict, custom, partial(self._changed, replace(assertion), memory))
            assertion.verdict = verdict
        return assertion.verdict

    def _changed(self, assertion: Assertion, memory: Memory, change: Change) -> Verdict:
        """Return the verdict on a claim that is changed wherever the kernel is asked."""
        return replace(self, change=change)._verdict(replace(assertion), memory)

    def _verdict(self, assertion: Assertion, memory: Memory) -> Verdict:
        """Return the verdict with the definitions of its section, and with those that only a later section has."""
        far = frozenset(k for k, s in self.sources.items() if s.section > assertion.section)
        tried = replace(assertion)
        verdict = self._verdict_without(tried, memory, far)
        assertion.help = tried.help
        if not verdict.proved and far & self._reached(assertion):
            wider = replace(assertion)
            found = self._verdict_without(wider, memory, frozenset())
            if found.word in ("proved", "conditional") or (verdict.word in ("undecided", "unread") and found.refuted):
                tried, verdict = wider, found
            elif found.word != verdict.word and verdict.word not in ("undecided", "unread"):
                verdict = Verdict("undecided", message="true or not with the definitions of a later section")
        assertion.left, assertion.right = tried.left, tried.right
        assertion.statement, assertion.asked = tried.statement, tried.asked
        return at_a_start(verdict, assertion, self.reading.starts, {**self.sources, **assertion.sources}, self.ask)

    def _reached(self, assertion: Assertion) -> frozenset[str]:
        scope = assertion.statement.scope if assertion.statement is not None else self.reading.scope
        return unfolded_names_of(assertion, replace(scope, definitions={**self.later, **scope.definitions}))

    def _verdict_without(self, assertion: Assertion, memory: Memory, far: frozenset[str]) -> Verdict:
        sources = {name: source for name, source in self.sources.items() if name not in far}
        later = {name: definition for name, definition in self.later.items() if name not in far}
        laid_out = laid_out_otherwise(assertion)
        sorted_well = well_sorted(assertion) and (laid_out or not depends_on_others(assertion))
        if sorted_well and (laid_out or is_plain(assertion, self.reading, sources)):
            return self._as_read(assertion, memory, later)
        found = list(readings(assertion, self.reading, memory, sources))
        if sorted_well and any(same_sorts(assertion, anew.assertion) for anew in found):
            return self._as_read(assertion, memory, later)
        if found:
            return self._agreed(assertion, found, memory)
        if can_be_read_anew(assertion) and not (sorted_well and writes_ones(assertion)):
            assertion.asked = assertion.statement
            stopped = [v for v in (self._fitting(assertion, memory), not_asked(assertion)) if v is not None]
            return stopped[0] if stopped else Verdict("undecided", message=NO_SORTS)
        verdict = self._as_read(assertion, memory, later)
        if verdict.word in ("undecided", "unread", "proved") or not can_be_read_anew(assertion) or verdict.message:
            return verdict  # no numbers, and the sizes that the whole text gives fit
        return Verdict("undecided", message=NO_SORTS)

    def _agreed(self, assertion: Assertion, found: list[Anew], memory: Memory) -> Verdict:
        """Return the verdict on a claim with the sorts of what it rests on; the ways to read it must agree."""
        judged: list[Verdict] = []
        for anew in found:
            if judged and judged[0].word in ("undecided", "unread"):
                break  # whatever the others say
            verdict = self._as_read(anew.assertion, memory, {})
            if verdict.refuted and anew.dropped & anew.assertion.names:
                verdict = Verdict("undecided", message="what is known of its names does not fit their sizes here")
            judged.append(anew.judged(verdict))
        verdict, others = judged[0], judged[1:]
        made = found[0].assertion
        assertion.left, assertion.right = made.left, made.right
        assertion.statement, assertion.asked = made.statement, made.asked
        words = {v.word for v in others if v.word in ("proved", "conditional", "refuted")}
        if words - {verdict.word} or (verdict.refuted and len(words) < bool(others)):
            return Verdict("undecided", message="it may be read with two sorts of its names: say which are vectors")
        return verdict

    def _as_read(self, assertion: Assertion, memory: Memory, later: Mapping[str, Definition]) -> Verdict:
        """Return the verdict on a claim as it reads, with the definitions that the text gives only afterwards."""
        stopped = not_asked(assertion)
        statement = assertion.statement
        if stopped is not None:
            fitting = self._fitting(assertion, memory)
            return stopped if fitting is None else fitting
        assert statement is not None, "a claim without a statement is not asked"
        statement = with_later(statement, assertion.names, later)
        statement, symmetric = without_symmetry(without(statement, placed(statement)))
        statement, foreign = without_foreign(statement)
        statement, each = of_each_index(statement)
        moving = moved_by_prime(assertion, statement)
        if moving:
            return Verdict("undecided", message=f"{moving} depends on other names: by which is the prime in brackets?")
        blank = self._not_understood(assertion, statement, memory)
        if blank and blank not in memory.numbers and not holds_it_fixed(blank, assertion):
            return _of_unread(blank, memory)
        meant = folded(relevant(statement, assertion.names))
        assertion.asked = statement = of_values(meant)
        meanings = _meanings(assertion, memory)
        if assertion.relation == r"\approx" and not is_numeric(statement, assertion.names, meanings):
            message = "an approximation of symbols cannot be judged: write a limit with \\to, or numbers"
            return Verdict("undecided", message=message)
        judged = partial(under_meanings, names=assertion.names, meanings=meanings, ask=self.ask)
        layered = through(statement)  # what is true of all J of z_2 costs less than what is true of one
        verdict = of_what_moves(judged(layered or statement), layered or statement)
        if layered is not None and not verdict.proved:
            verdict = of_what_moves(judged(statement), statement)
        verdict = with_ties(statement, verdict, judged)
        if verdict.word in ("undecided", "refuted"):
            general = self._in_general(assertion, statement, meanings)
            verdict = verdict if general is None else general
        if verdict.word == "undecided":
            verdict = with_entries_0(statement, verdict, judged)
        claim = statement.step.claim if isinstance(statement.step, Identity) else None
        free = verdict.refuted and claim is not None and is_variable(blank, claim, statement.scope)
        free = free or (blank in memory.numbers and verdict.word != "undecided")
        if blank and not verdict.proved and not free:
            return _of_unread(blank, memory)
        if verdict.refuted and assertion.hedge and verdict.witness is not None and verdict.witness.at:
            return Verdict("undecided", message=assertion.hedge)
        if foreign and verdict.word not in ("proved", "conditional"):
            message = f"the definition of {foreign} has other sizes than this: say which are vectors"
            return Verdict("undecided", message=message)
        other = self._after_rival(statement, assertion, memory) if verdict.refuted else None
        if other is not None and not other.refuted:
            unclear = Verdict("undecided", message="it is not clear which formula this continues")
            return other if other.proved and assertion.follow_rival() else unclear
        if verdict.refuted:
            verdict = to_the_digits(statement, verdict, judged)
        if verdict.refuted:
            one_length, verdict = of_one_length(statement, verdict, judged, self.reading.beside.parts)
            meant = meant if one_length is statement else one_length
            statement = one_length
        if verdict.refuted:
            known = tuple(sorted({**memory.symmetric, **symmetric}.items()))
            told = Told(frozenset(memory.classes), frozenset(memory.exclusive), known, self.reading.beside.apart)
            verdict = under_condition(statement, verdict, self.shown, told)
        if verdict.refuted:
            verdict = weighed(verdict, assertion, meant, memory, self.reading.beside.parts)
        if verdict.word in ("undecided", "refuted"):
            verdict = self._of_samples(assertion, statement, memory, verdict)
        if verdict.word == "undecided":
            verdict = along_chain(statement, verdict, self.ask)
            verdict = verdict if verdict.word != "undecided" else over_all_entries(statement, verdict, self.ask)
        if verdict.proved and assertion.past:
            verdict = self._past_its_case(assertion, statement, meanings, verdict)
        if verdict.proved:
            verdict = with_constant_summands(_with_cases(verdict, statement), statement)
            verdict = with_data(verdict, statement, {name: line for name, (line, _) in memory.defined_at.items()})
            verdict = extreme(verdict, assertion, statement, self.shown)
            verdict = replace(verdict, conditions=(*verdict.conditions, *each))
        verdict = settled_manner(verdict, statement, (assertion.left, assertion.right))
        if verdict.refuted and self.change is None and not may_be_another(statement, self.reading.beside):
            assertion.help = assertion.help or repair(assertion, statement)
        return stray_letter(assertion, verdict)

    def _fitting(self, assertion: Assertion, memory: Memory) -> Verdict | None:
        """Return `refuted` if a claim makes sense for equal sizes only, and is false for those too."""
        special = with_fitting_sizes(assertion.statement, self.reading.near.sizes)
        claim = special.step.claim if special is not None and isinstance(special.step, Identity) else None
        if not isinstance(claim, n.Relation):
            return None
        left, right = replace(assertion.left, term=claim.left), replace(assertion.right, term=claim.right)
        found = self._as_read(replace(assertion, left=left, right=right, statement=special), memory, {})
        return (
            replace(found, message="the sizes fit only if they are equal, and then it is false")
            if found.refuted
            else None
        )

    def _not_understood(self, assertion: Assertion, statement: Statement, memory: Memory) -> str:
        """Return the first name in a claim whose definition was not understood, or ""."""
        names = unfolded_names_of(assertion, statement.scope)
        for name in sorted(names & set(memory.elsewhere)):
            begin, end = memory.elsewhere[name]
            if begin <= assertion.line and (end is None or assertion.line < end):
                return name
        return next((n for n in sorted(names) if n in memory.unread and memory.unread[n] <= assertion.line), "")

    def _in_general(self, assertion: Assertion, statement: Statement, meanings: Meanings) -> Verdict | None:
        """Return what is true of all values of some names, whatever the text says that they are.

        Of those that another section defines, for the claim may mean others; and of those that it
        differentiates by: dL/dz turns on how L is made of z, not on what z is made of.
        """
        sources = assertion.sources
        far = [k for k in sorted(assertion.names & set(statement.scope.definitions)) if k in sources]
        far = [k for k in far if sources[k].section != assertion.section]
        by = varied(statement)
        made = tuple(sorted(by & set(statement.scope.definitions)))
        fixed = tuple(sorted({*made, *constants(statement)})) if by else ()
        circle, elsewhere = tuple(sorted(circular(statement))), [tuple(far), *((k,) for k in far)]
        several = [circle, tuple(sorted(held(statement))), made, fixed, *elsewhere[:MOST_GENERAL]]
        for names in dict.fromkeys(several):
            found = under_meanings(without(statement, names), assertion.names, meanings, self.ask) if names else None
            if found is None or found.word not in ("proved", "conditional"):
                continue
            if found.proved or not _speaks_of(found, {*circle, *made, *fixed}):
                return found
        return None

    def _past_its_case(
        self, assertion: Assertion, statement: Statement, meanings: Meanings, verdict: Verdict
    ) -> Verdict:
        """Return the verdict in general; what only a case before this sentence makes true is true on that condition."""
        over = [h for h in statement.facts if str(h.truth) in assertion.past]
        domain = tuple(h for h in statement.scope.domain if h not in over)
        kept = tuple(h for h in statement.hypotheses if h not in over)
        general = replace(statement, hypotheses=kept, scope=replace(statement.scope, domain=domain))
        found = under_meanings(general, assertion.names, meanings, self.ask) if over else verdict
        if found.word in ("proved", "conditional"):
            return found
        needed = tuple(Condition(str(h.truth), "found") for h in over)
        return Verdict("conditional", verdict.method, needed, found.witness)

    def _of_samples(self, assertion: Assertion, statement: Statement, memory: Memory, verdict: Verdict) -> Verdict:
        """Return `conditional` for what is true of independent samples, `refuted` for what is false even of them."""
        for text, special in independent(statement):
            found = self.ask(special)
            stated = memory.independence(assertion.line, assertion.section)
            if found.word in ("proved", "conditional"):
                condition = Condition(text, stated or "found")
                return replace(
                    found, word=found.word if stated else "conditional", conditions=(condition, *found.conditions)
                )
            of_any = of_any_density(special)
            claim = special.step.claim if isinstance(special.step, Identity) else None
            if of_any is not None and not assertion.hedge and isinstance(claim, n.Relation):
                sides = replace(assertion.left, term=claim.left), replace(assertion.right, term=claim.right)
                found = self.ask(of_any)
                if found.refuted:
                    return weighed(
                        found, replace(assertion, left=sides[0], right=sides[1]), special, memory, frozenset()
                    )
        return verdict

    def _after_rival(self, statement: Statement, assertion: Assertion, memory: Memory) -> Verdict | None:
        """Judge a step as one from the other formula that it may continue, if there is one."""
        if assertion.rival is None or assertion.rival.term is None or assertion.right.term is None:
            return None
        step = Identity(n.Relation("=", assertion.rival.term, assertion.right.term))
        names = names_in(step.claim)
        other = relevant(with_later(replace(statement, step=step), names, self.later), names)
        return under_meanings(other, names, _meanings(assertion, memory), self.ask)

    def ask(self, statement: Statement, wanted: Wanted = "condition") -> Verdict:
        """Ask the kernel, as long as there are steps left for the claim and for the document."""
        if self.deadline.passed:
            return Verdict("undecided", message=f"time: the {STEPS / 1e6:.0f} s for one document are used up; split it")
        if self.due.passed:
            return Verdict("undecided", message="time: too many readings of this claim; say what its names mean")
        statement = statement if self.change is None else self.change(statement)
        key = _key(statement)
        wanted = "condition" if ("condition", key) in self.known else wanted
        if (wanted, key) not in self.known:
            self.known[wanted, key] = ask(statement, wanted)
        return self.known[wanted, key]

    def shown(self, statement: Statement) -> Verdict:
        """Ask the kernel where all that matters is whether a statement is proved: that costs less."""
        return self.ask(statement, "proof")


def _speaks_of(verdict: Verdict, names: Collection[str]) -> bool:
    """Whether a condition that was found is about one of these names: the text says what they are."""
    words = {word for c in verdict.conditions if c.origin == "found" for word in re.findall(r"[A-Za-z]\w*", c.text)}
    return any(word == name or word.startswith(f"{name}_") for word in words for name in names)


def _key(statement: Statement) -> Hashable:
    """Return what is asked, to be compared."""
    scope = statement.scope
    asked = (statement.step, statement.hypotheses, statement.domain_declared, scope.domain)
    return (*asked, *(tuple(sorted(m.items())) for m in (scope.definitions, scope.depends, scope.index_sets)))


def with_later(statement: Statement, names: frozenset[str], later: Mapping[str, Definition]) -> Statement:
    """Add the definitions that the text gives only afterwards ("..., where p = ...")."""
    scope = statement.scope
    todo, seen = sorted(names), set(names)
    while todo:
        name = todo.pop()
        definition = scope.definitions.get(name) or later.get(name)
        if definition is None:
            continue
        if name not in scope.definitions:
            scope = scope.define(definition)
        for inner in sorted(names_in(definition.body) - seen):
            seen.add(inner)
            todo.append(inner)
    return replace(statement, scope=scope) if scope is not statement.scope else statement


def ask(statement: Statement, wanted: Wanted = "condition") -> Verdict:
    """Ask the kernel; a fault of the kernel itself is not allowed to hide the claims after it."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    if isinstance(claim, n.And) and claim.truths:  # two bounds of one number
        verdicts = [ask(replace(statement, step=Identity(truth)), wanted) for truth in claim.truths]
        return next((v for v in verdicts if not v.proved), verdicts[-1])
    try:
        return judge(statement, wanted=wanted)
    except Exception as error:
        return Verdict("undecided", message=f"internal error: {type(error).__name__}: {error}; please report it")


def _meanings(assertion: Assertion, memory: Memory) -> Meanings:
    """Return what is open for a claim; what the text gives by a number only later is no more than an example."""
    later = {name: replace(given, fixed=False, before=False) for name, given in memory.given.items()}
    return replace(assertion.meanings, given={**later, **assertion.meanings.given})


def _with_cases(verdict: Verdict, statement: Statement) -> Verdict:
    """List the cases that a proof needs: those without which the kernel does not prove it."""
    named = {c.text for c in verdict.conditions}
    cases = [h for h in statement.hypotheses if str(h.truth) not in named]
    if not cases or ask(replace(statement, hypotheses=()), "proof").proved:
        return verdict
    conditions = tuple(Condition(str(h.truth), h.origin) for h in cases)
    return replace(verdict, conditions=(*verdict.conditions, *conditions))


def _of_unread(name: str, memory: Memory) -> Verdict:
    if name not in memory.unread:
        message = f"line {memory.elsewhere[name][0]} says in which parts of the text {name} is of a set: repeat it here"
        return Verdict("undecided", message=message)
    return Verdict("undecided", message=f"the definition of {name} in line {memory.unread[name]} was not understood")
