"""One reading of a claim on its way to a verdict.

What is asked of the kernel is the claim with what it rests on; what the kernel answers has to pass before it
counts. Whether a statement is what the author meant is decided here, and always towards not knowing: a
refutation counts only if every name in it has a meaning in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from symloss.kernel.judge import CONTRADICTORY
from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.reading import Reading
from symloss.proofs.discourse.shapes import names_in
from symloss.proofs.discourse.state import Assertion, Memory
from symloss.proofs.judging import events
from symloss.proofs.judging.approximated import approximated
from symloss.proofs.judging.as_written import of_each_index, settled_manner, with_constant_summands, with_data
from symloss.proofs.judging.asking import Asker, ask
from symloss.proofs.judging.augmented import with_bias
from symloss.proofs.judging.blanks import Blanks
from symloss.proofs.judging.by_entry import with_defined_entries
from symloss.proofs.judging.chained import along_chain
from symloss.proofs.judging.customs import may_be_another
from symloss.proofs.judging.doubts import weighed
from symloss.proofs.judging.entropies import of_entropies
from symloss.proofs.judging.equations import under_equations
from symloss.proofs.judging.expectations import of_outcomes
from symloss.proofs.judging.from_zero import Moved, listed_from_0, lone_first_entry, with_entries_0
from symloss.proofs.judging.grounds import grounded
from symloss.proofs.judging.implicit import under_condition, without_symmetry
from symloss.proofs.judging.improper import as_limit
from symloss.proofs.judging.in_other_words import restatements
from symloss.proofs.judging.instances import Said, with_numbers
from symloss.proofs.judging.lengths import of_one_length, over_all_entries
from symloss.proofs.judging.marginals import by_sum_rule
from symloss.proofs.judging.meanings import Ask, Meanings, is_allowed, is_numeric, under_meanings
from symloss.proofs.judging.observed import Observed, observed
from symloss.proofs.judging.relevance import (
    circular,
    folded,
    of_values,
    relevant,
    without,
    without_foreign,
    without_idle,
)
from symloss.proofs.judging.restated import Restated
from symloss.proofs.judging.rounded import to_the_digits, unrounded
from symloss.proofs.judging.samples import of_any_density, of_independent_samples
from symloss.proofs.judging.stated_range import where_stated
from symloss.proofs.judging.ties import with_ties
from symloss.proofs.judging.unsaid import Told
from symloss.proofs.judging.variables import (
    carries_slopes,
    constant_in,
    constants,
    held,
    placed,
    taken_for_zero,
    through,
    unlinked,
    varied,
)
from symloss.proofs.judging.weighing import extreme, held_back, moved_by_prime, of_what_moves, sign_of_own, stray_letter
from symloss.proofs.judging.whole import of_whole_numbers
from symloss.proofs.judging.worked import valued
from symloss.proofs.judging.written_out import of_as_many
from symloss.proofs.names.own_signs import has_differentials
from symloss.proofs.words.hedges import SOME_POINTS
from symloss.term import nodes as n
from symloss.term.scope import Definition
from symloss.term.statement import Identity, Statement

MOST_GENERAL = 2  # ways to leave out what another section defines
ROUND = "is defined by way of itself: say which of the definitions is meant"


@dataclass
class Inquiry:
    """A claim with a statement, and what the text says around it.

    later: the definitions that the text gives only afterwards. statement: what is asked. meant: the same before
    what is constant became a value. symmetric: the matrices that are taken to be. foreign: a name whose definition
    has other sizes. each: what names below a sum are taken for. blanks: what was not understood. observed: data.
    miscounted: arrays of which the text lists other entries. moved: the statement with all of these, if it fits.
    """

    assertion: Assertion
    memory: Memory
    reading: Reading
    ask: Asker
    later: Mapping[str, Definition]
    statement: Statement = field(init=False)
    meant: Statement = field(init=False)
    symmetric: Mapping[str, str] = field(init=False)
    foreign: str = field(init=False)
    each: tuple[Condition, ...] = field(init=False)
    meanings: Meanings = field(init=False)
    blanks: Blanks = field(init=False)
    observed: Observed | None = field(init=False)
    miscounted: tuple[str, ...] = field(init=False)
    moved: Moved | None = field(init=False)

    def __post_init__(self) -> None:
        """Build the statement that is asked."""
        assertion = self.assertion
        assert assertion.statement is not None, "a claim without a statement is not asked"
        statement = events.of_values(with_later(assertion.statement, assertion.names, self.later))
        statement, self.symmetric = without_symmetry(without(statement, placed(statement)))
        self.observed = observed(statement, self.reading.beside.noise, self.ask.shown)
        statement = statement if self.observed is None else self.observed.statement
        statement, self.foreign = without_foreign(without_idle(statement))
        self.statement, self.each = of_each_index(statement)
        given = {name: replace(g, fixed=False, before=False) for name, g in self.memory.given.items()}
        self.meanings = replace(assertion.meanings, given={**given, **assertion.meanings.given})  # later: an example
        self.blanks = Blanks.of(assertion, self.statement, self.memory)
        self.miscounted = Blanks.miscounted(assertion, self.statement, self.memory)
        whole = all(self.memory.listed[name].from_zero for name in self.miscounted)
        self.moved = listed_from_0(self.statement, self.memory.listed.keys()) if self.miscounted and whole else None
        self.statement = self.statement if self.moved is None else self.moved.statement

    def verdict(self) -> Verdict:
        """Return the kernel's answer, as far as it counts, with what it rests on."""
        verdict = self._as_read()
        if self.assertion.asked is not None:
            said = Said(self._before(), self.meanings.given, self.reading.beside.amounts, self.assertion.line)
            verdict = with_numbers(self.statement, verdict, said, self._judged)
            verdict = where_stated(self._present(), verdict, self.assertion.everywhere, self.ask)
        if verdict.refuted and self.ask.change is None:  # of a claim that is changed it only counts whether it is true
            self.ask.next_claim()  # what would be right is another question
            written, ranged = self.assertion.right.term, self.reading.near.document.evidence.ranges
            verdict, repair = grounded(verdict, self.statement, written, ranged, self.ask, self._as_meant)
            if not may_be_another(self.statement, self.reading.beside):
                self.assertion.help = self.assertion.help or repair
        return verdict if self.moved is None else self.moved.as_written(verdict)

    def _as_read(self) -> Verdict:
        """Return the answer whatever its grounds are."""
        stopped = self._not_yet_asked()
        if stopped is not None:
            return stopped
        self.meant = folded(with_defined_entries(relevant(self.statement, self.assertion.names)))
        self.assertion.asked = self.statement = of_values(self.meant)
        if self.assertion.relation == r"\approx":
            numeric = is_numeric(self.statement, self.assertion.names, self.meanings)
            found = approximated(self.statement, self._judged, numeric=numeric)
            if found is not None:
                return found
        verdict = of_entropies(self.statement, self._answer(), self.ask)
        stopped = self._left_open(verdict)
        if stopped is not None:
            return stopped
        verdict = self._by_slopes(self._doubted(verdict))
        verdict = self._asked_otherwise(verdict)
        verdict = verdict if self.observed is None else self.observed.judged(verdict, self._judged)
        verdict = settled_manner(self._named(verdict), self.statement, (self.assertion.left, self.assertion.right))
        return stray_letter(self.assertion, self.statement, verdict)

    def _judged(self, statement: Statement, ask: Ask | None = None) -> Verdict:
        return under_meanings(statement, self.assertion.names, self.meanings, ask or self.ask)

    def _not_yet_asked(self) -> Verdict | None:
        """Return why a claim is not asked at all: a prime by what moves, a definition that was not understood."""
        moving = moved_by_prime(self.assertion, self.statement)
        if moving:
            return Verdict("undecided", message=f"{moving} depends on other names: by which is the prime in brackets?")
        own = sign_of_own(self.statement, self.reading.beside.own)
        if own:
            return Verdict("undecided", message=f"{own} means something of its own in this text, which I do not read")
        sides = [side for side in (self.assertion.left.node, self.assertion.right.node) if side is not None]
        if "d" in self.assertion.names and has_differentials(sides):
            return Verdict("undecided", message="d may be the sign of a differential, which I do not read")
        stopped = held_back(self.statement, self.memory.detached)
        if stopped:
            return Verdict("undecided", message=f"the text says that gradients stop at {stopped}: what is held fixed?")
        if self.blanks.may_move(self.assertion, self.statement, self.later):
            return self.blanks.unread()
        for name in () if self.moved is not None else self.miscounted:
            line = self.memory.listed[name].line
            return Verdict("undecided", message=f"line {line} does not list the entries of {name} as I count them")
        lone = lone_first_entry(self.statement)
        if lone:
            return Verdict("undecided", message=f"{lone} may begin with {lone}_0, or not: list its entries")
        return Blanks.out_of_bounds(self.assertion, self.statement, self.memory)

    def _answer(self) -> Verdict:
        """Return what the kernel says of the claim, or of what is more general than it, or of entries from 0."""
        layered = through(self.statement)  # what is true of all J of z_2 costs less than what is true of one
        circle, scope = circular(self.statement), self.statement.scope
        verdict = Verdict("undecided", message=f"{min(circle)} {ROUND}" if circle else "")
        if layered is not None and not circle:
            verdict = of_what_moves(self._judged(layered, self.ask.shown), layered)
        if not circle and not verdict.proved:
            verdict = of_what_moves(self._judged(self.statement), self.statement)
        verdict = with_ties(self.statement, verdict, self._judged)
        if verdict.message == CONTRADICTORY:
            free = self._judged(replace(self.statement, scope=replace(scope, domain=())), self.ask.shown)
            verdict = of_what_moves(free, self.statement) if free.proved else verdict  # whatever the facts are about
        if verdict.word in ("undecided", "refuted"):
            general = self._in_general()
            verdict = verdict if general is None else general
        verdict = with_bias(self.statement, verdict, self.meanings.given, self._judged)
        return with_entries_0(self.statement, verdict, self._judged) if verdict.word == "undecided" else verdict

    def _left_open(self, verdict: Verdict) -> Verdict | None:
        """Return what takes the place of an answer that the text leaves open: unread names, hedges, another head."""
        if not self.blanks.leave(verdict, self.statement):
            return self.blanks.unread()
        if verdict.refuted and self.assertion.loosely and isinstance(self.statement.step, Identity):
            return Verdict("undecided", message=self.assertion.loosely)
        if verdict.refuted and self.assertion.hedge and self._has_choice(verdict):
            return Verdict("undecided", message=self.assertion.hedge)
        if self.foreign and verdict.word not in ("proved", "conditional"):
            message = f"the definition of {self.foreign} has other sizes than this: say which are vectors"
            return Verdict("undecided", message=message)
        other = self._after_rival() if verdict.refuted else None
        if other is None or other.refuted:
            return None
        unclear = Verdict("undecided", message="it is not clear which formula this continues")
        return other if other.proved and self.assertion.follow_rival() else unclear

    def _before(self) -> list[Assertion]:
        """Return the claims that stand before this one."""
        place = (self.assertion.chain, self.assertion.link)
        return [a for a in self.memory.assertions if (a.chain, a.link) < place]

    def _behind(self) -> list[Assertion]:
        """Return the claims that stand behind this one in its line: what is listed there may be a condition."""
        chain, line = self.assertion.chain, self.assertion.line
        return [a for a in self.memory.assertions if a.line == line and a.chain > chain]

    def _has_choice(self, verdict: Verdict) -> bool:
        """Whether a counterexample chooses values that the text leaves open."""
        free = {name for name, _ in verdict.witness.at} if verdict.witness is not None else set[str]()
        return bool(free - valued(self.statement) if self.assertion.hedge == SOME_POINTS else free)

    def _doubted(self, verdict: Verdict) -> Verdict:
        """Return a refutation as far as it stands up to rounding, sizes, unsaid conditions and open names."""
        verdict = to_the_digits(self.statement, verdict, self._judged)
        before = [a for a in self._before() if a.section == self.assertion.section]
        verdict = unrounded(self.statement, verdict, before, self._judged)
        verdict = under_equations(self.statement, verdict, [*before, *self._behind()], self._judged)
        if verdict.refuted:
            one_length, verdict = of_one_length(self.statement, verdict, self._judged, self.reading.beside.parts)
            self.meant = self.meant if one_length is self.statement else one_length
            self.statement = one_length
        memory, beside = self.memory, self.reading.beside
        verdict = of_as_many(self.statement, verdict, self._judged, self.reading.near.counted, beside.highest)
        verdict = of_whole_numbers(self.statement, verdict, self._judged, beside.whole)
        if verdict.refuted:
            known = tuple(sorted({**memory.symmetric, **self.assertion.symmetric, **self.symmetric}.items()))
            told = Told(frozenset(memory.classes), frozenset(memory.exclusive), known, beside.symmetric, beside.apart)
            verdict = under_condition(self.statement, verdict, self.ask.shown, told)
        return weighed(verdict, self.assertion, self.meant, memory, beside.parts) if verdict.refuted else verdict

    def _by_slopes(self, verdict: Verdict) -> Verdict:
        """Return a verdict unless it rests on slopes that are zero only because what is differentiated is not known."""
        if verdict.word not in ("proved", "conditional"):
            return verdict
        name = unlinked(self.statement, self.memory)
        slope = taken_for_zero(self.statement)
        if name:
            message = f"what the text defines was not read as {name}, which is differentiated"
        elif slope is not None:
            message = f"the text does not say how {slope.body} depends on {slope.variable}"
        return Verdict("undecided", message=message) if name or slope is not None else verdict

    def _as_meant(self, statement: Statement) -> Verdict:
        """Return the verdict on what the claim may have been meant as: with all that an inquiry tries, but grounds."""
        claim = statement.step.claim if isinstance(statement.step, Identity) else None
        assert isinstance(claim, n.Relation), "a repair is one of a relation"
        assertion = replace(self.assertion.claiming(claim), statement=replace(statement, step=Identity(claim)))
        return replace(self, assertion=assertion)._as_read()

    def _asked_otherwise(self, verdict: Verdict) -> Verdict:
        """Return what is found of samples, of expectations, along the chain rule, of limits, or over all entries."""
        if verdict.word in ("undecided", "refuted"):
            verdict = self._of_samples(verdict)
        if verdict.word == "undecided":
            independent = self.memory.independence(self.assertion.line, self.assertion.section)
            verdict = of_outcomes(self.statement, verdict, self._judged, self.reading.beside.random, independent)
            random, given = self.reading.beside.random, self.meanings.given
            for said in restatements(
                self.statement, self.memory, self.assertion.section, random, given, self.ask.shown
            ):
                verdict = self._said_otherwise(verdict, said)
        for way in (along_chain, over_all_entries):
            verdict = way(self.statement, verdict, self.ask) if verdict.word == "undecided" else verdict
        verdict = by_sum_rule(self.statement, verdict, self.ask)
        return as_limit(self.statement, verdict, self.ask)

    def _named(self, verdict: Verdict) -> Verdict:
        """Return a proof with all that it takes for granted."""
        if verdict.proved and self.assertion.past:
            verdict = self._past_its_case(verdict)
        if not verdict.proved:
            return verdict
        verdict = self._by_slopes(verdict)
        if not verdict.proved:
            return verdict
        verdict = with_constant_summands(self._with_cases(verdict), self.statement)
        lines = {name: line for name, (line, _) in self.memory.defined_at.items()}
        verdict = extreme(with_data(verdict, self.statement, lines), self.assertion, self.statement, self.ask.shown)
        return replace(verdict, conditions=(*verdict.conditions, *self.each))

    def _in_general(self) -> Verdict | None:
        """Return what is true of all values of some names, whatever the text says that they are.

        Of those that another section defines, for the claim may mean others; and of those that it
        differentiates by: dL/dz turns on how L is made of z, not on what z is made of.
        """
        sources, definitions = self.assertion.sources, self.statement.scope.definitions
        far = [k for k in sorted(self.assertion.names & set(definitions)) if k in sources]
        far = [k for k in far if sources[k].section != self.assertion.section]
        by = varied(self.statement)
        made = tuple(sorted(by & set(definitions)))
        fixed = tuple(sorted({*made, *constants(self.statement)})) if by else ()
        circle, elsewhere = tuple(sorted(circular(self.statement))), [tuple(far), *((k,) for k in far)]
        several = [circle, tuple(sorted(held(self.statement))), made, fixed, *elsewhere[:MOST_GENERAL]]
        for names in filter(None, dict.fromkeys(several)):
            if carries_slopes(self.statement, names):
                continue
            doubts = {k: d for k, d in self.meanings.doubts.items() if k not in names}  # true of all of their meanings
            meanings = replace(self.meanings, doubts=doubts)
            general = without(self.statement, names)
            found = of_what_moves(under_meanings(general, self.assertion.names, meanings, self.ask), general)
            spoken = found.word == "conditional" and _speaks_of(found, {*circle, *made, *fixed})
            if found.word in ("proved", "conditional") and not spoken:
                held_ = dict.fromkeys(f"{k} does not depend on {x}" for k, x in constant_in(self.statement, names))
                conditions = (*(Condition(text, "found") for text in held_), *found.conditions)
                return replace(found, word="conditional", conditions=conditions) if held_ else found
        return None

    def _past_its_case(self, verdict: Verdict) -> Verdict:
        """Return the verdict in general; what only a case before this sentence makes true is true on that condition."""
        over = [h for h in self.statement.facts if str(h.truth) in self.assertion.past]
        found = self._judged(self._present()) if over else verdict
        if found.word in ("proved", "conditional"):
            return found
        needed = tuple(Condition(str(h.truth), "found") for h in over)
        return Verdict("conditional", verdict.method, needed, found.witness)

    def _present(self) -> Statement:
        """Return what is asked without what was supposed before this sentence, and may hold no longer."""
        scope, past = self.statement.scope, self.assertion.past
        domain = tuple(h for h in scope.domain if str(h.truth) not in past)
        kept = tuple(h for h in self.statement.hypotheses if str(h.truth) not in past)
        return replace(self.statement, hypotheses=kept, scope=replace(scope, domain=domain))

    def _of_samples(self, verdict: Verdict) -> Verdict:
        """Return `conditional` for what is true of independent samples, `refuted` for what is false even of them."""
        stated = self.memory.independence(self.assertion.line, self.assertion.section)
        for text, special in of_independent_samples(self.statement):
            found = self.ask(special)
            if found.word in ("proved", "conditional"):
                conditions = (Condition(text, stated or "found"), *found.conditions)
                return replace(found, word=found.word if stated else "conditional", conditions=conditions)
            of_any = of_any_density(special)
            claim = special.step.claim if isinstance(special.step, Identity) else None
            if of_any is not None and not self.assertion.hedge and isinstance(claim, n.Relation):
                found = self.ask(of_any)
                if found.refuted:
                    return weighed(found, self.assertion.claiming(claim), special, self.memory, frozenset())
        return verdict

    def _said_otherwise(self, verdict: Verdict, said: Restated) -> Verdict:
        """Return what is found of a statement in other words."""
        if said.claim is None or verdict.word != "undecided":
            return verdict
        found = self._judged(said.statement)
        if found.word in ("proved", "conditional"):
            return said.named(found)
        if found.refuted and not (self.assertion.hedge or self.assertion.loosely):
            return weighed(found, self.assertion.claiming(said.claim), said.statement, self.memory, frozenset())
        return verdict

    def _after_rival(self) -> Verdict | None:
        """Judge a step as one from the other formula that it may continue, if there is one."""
        rival, right = self.assertion.rival, self.assertion.right.term
        if rival is None or rival.term is None or right is None:
            return None
        step = Identity(n.Relation("=", rival.term, right))
        names = names_in(step.claim)
        other = relevant(with_later(replace(self.statement, step=step), names, self.later), names)
        return under_meanings(other, names, self.meanings, self.ask)

    def _with_cases(self, verdict: Verdict) -> Verdict:
        """List the cases that a proof needs: those without which the kernel does not prove it."""
        named = {c.text for c in verdict.conditions}
        cases = [h for h in self.statement.hypotheses if str(h.truth) not in named]
        if not cases or ask(replace(self.statement, hypotheses=()), "proof").proved:
            return verdict
        conditions = tuple(Condition(str(h.truth), h.origin) for h in cases)
        return replace(verdict, conditions=(*verdict.conditions, *conditions))


def _speaks_of(verdict: Verdict, names: Collection[str]) -> bool:
    """Whether a condition that was found is about one of these names: the text says what they are."""
    words = {word for c in verdict.conditions if c.origin == "found" for word in re.findall(r"[A-Za-z]\w*", c.text)}
    return any(word == name or word.startswith(f"{name}_") for word in words for name in names)


def with_later(statement: Statement, names: frozenset[str], later: Mapping[str, Definition]) -> Statement:
    """Add the definitions that the text gives only afterwards ("..., where p = ...")."""
    scope = statement.scope
    todo, seen = sorted(names), set(names)
    while todo:
        name = todo.pop()
        definition = scope.definitions.get(name) or later.get(name)
        if definition is None or (name not in scope.definitions and not is_allowed(definition, statement)):
            continue
        if name not in scope.definitions:
            scope = scope.define(definition)
        for inner in sorted(names_in(definition.body) - seen):
            seen.add(inner)
            todo.append(inner)
    return replace(statement, scope=scope) if scope is not statement.scope else statement
