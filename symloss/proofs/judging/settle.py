"""Give claims their verdicts, in the readings that their names may have.

A claim is read with the definitions of its section first, then with those of later ones; where its names fit together
in several ways, as numbers or as vectors, the ways must agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.reading import Reading
from symloss.proofs.discourse.shapes import is_zero
from symloss.proofs.discourse.state import Assertion, Memory, Slope, Source
from symloss.proofs.judging.anew import (
    Anew,
    can_be_read_anew,
    is_plain,
    readings,
    readings_apart,
    same_sorts,
)
from symloss.proofs.judging.as_numbers import as_called, if_no_matrices, if_numbers
from symloss.proofs.judging.as_vectors import as_vectors
from symloss.proofs.judging.asking import Asker
from symloss.proofs.judging.customs import Change, by_custom, customs_of
from symloss.proofs.judging.given import EMPTY, is_empty, mentioned, on_condition, stated, supposing
from symloss.proofs.judging.inquiry import Inquiry
from symloss.proofs.judging.lengths import with_fitting_sizes
from symloss.proofs.judging.open_operators import open_readings, otherwise_read
from symloss.proofs.judging.relevance import (
    depends_on_others,
    laid_out_otherwise,
    not_asked,
    unfolded_names_of,
    well_sorted,
    writes_ones,
)
from symloss.proofs.judging.sequences import numbered
from symloss.proofs.judging.small_letters import if_entries
from symloss.proofs.judging.weighing import at_a_start
from symloss.proofs.words.hedges import TO_BE_SOLVED
from symloss.term import nodes as n
from symloss.term.scope import Definition
from symloss.term.statement import Identity
from symloss.term.walk import free_symbols

NO_SORTS = "its names fit together neither as numbers nor as vectors: say which"


@dataclass
class Settler:
    """Gives assertions their verdicts; `later`: what the document defines exactly once, `sources`: where."""

    reading: Reading
    later: dict[str, Definition] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    ask: Asker = field(default_factory=Asker)

    def settle(self, assertion: Assertion, memory: Memory) -> Verdict:
        """Return the verdict on one assertion, and keep it there."""
        if assertion.verdict is None:
            self.ask.next_claim()
            verdict = self._where_zero(assertion, self._verdict(assertion, memory), memory)
            verdict = self._given(assertion, verdict, memory)
            verdict = self._otherwise_read(assertion, verdict, memory)
            for custom in customs_of(assertion.asked, self.reading.beside) if assertion.asked is not None else ():
                verdict = by_custom(verdict, custom, partial(self._changed, replace(assertion), memory))
            for case in assertion.also if verdict.word in ("proved", "conditional") else ():
                found = self.settle(case, memory)
                verdict = verdict if found.proved or not (verdict.proved or found.refuted) else found
            verdict = if_no_matrices(verdict, assertion, self.reading, self.sources)
            verdict = as_called(verdict, assertion, self.reading.beside.matrices)
            verdict = as_vectors(verdict, assertion, self.reading.beside.vectors, self.ask)
            verdict = if_numbers(verdict, assertion, self.reading, self.sources, self._said(memory))
            verdict = if_entries(verdict, assertion, self.reading, self.sources)
            for converse in assertion.converse if verdict.proved else ():
                verdict = self._and_converse(verdict, converse, memory) if verdict.proved else verdict
            assertion.verdict = verdict
            assertion.help = assertion.help if verdict.refuted else ""
        return assertion.verdict

    def _otherwise_read(self, assertion: Assertion, verdict: Verdict, memory: Memory) -> Verdict:
        """Return the verdict on a claim that is not proved to the letter, if its operators may reach farther."""
        if assertion.asked is None or verdict.word not in ("undecided", "refuted"):
            return verdict
        known, reached = {**self.sources, **assertion.sources}, self._reached(assertion)
        made_of = {name: known[name] for name in sorted(reached & known.keys())}
        bodies = {name: (s.left if s.swapped else s.right).node for name, s in made_of.items()}
        for said, read in open_readings(assertion.left.node, assertion.right.node, bodies):
            if read(assertion.asked) != assertion.asked and verdict.word in ("undecided", "refuted"):
                verdict = otherwise_read(verdict, said, self._changed(assertion, memory, read))
        return verdict

    def _said(self, memory: Memory) -> frozenset[str]:
        """Return the names of which the text says that they are numbers, or what they are."""
        near, beside, scope = self.reading.near, self.reading.beside, memory.scope
        said = near.counted | beside.numbers | beside.random | scope.definitions.keys() | memory.given.keys()
        return said | {symbol.name for fact in scope.domain for symbol in free_symbols(fact.truth)}

    def _where_zero(self, assertion: Assertion, verdict: Verdict, memory: Memory) -> Verdict:
        """Return what is true where the derivatives are zero that the text sets to it, of a claim that is not shown."""
        asked = assertion.statement
        wrong = {a.chain for a in memory.assertions if a.verdict is not None and a.verdict.refuted}
        slopes = (_as_settled(s, memory) for s in assertion.zeros if s.chain not in wrong)
        equations = tuple(e for s in slopes if (e := s.equation()) is not None)
        if asked is None or not equations or verdict.word in ("proved", "conditional"):
            return verdict
        supposed = replace(asked, hypotheses=(*asked.hypotheses, *equations))
        there = replace(assertion, statement=supposed, cases=(*assertion.cases, *equations))
        there.hedge = "" if assertion.hedge in TO_BE_SOLVED else assertion.hedge
        found = self._verdict(there, memory)
        return verdict if found.word in ("undecided", "unread") else found

    def _given(self, assertion: Assertion, verdict: Verdict, memory: Memory) -> Verdict:
        """Return the verdict on a claim that is not shown, with the equations that the text states before it."""
        if assertion.asked is None or assertion.statement is None or verdict.word not in ("undecided", "refuted"):
            return verdict
        reached = self._reached(assertion)
        said = mentioned(assertion, reached)
        if said and verdict.witness is not None:
            found = self._verdict(supposing(assertion, said), memory)
            return on_condition(found, said) if found.proved else found
        for equations in stated(assertion, memory, reached):
            there = supposing(assertion, equations)
            found = self._verdict(there, memory)
            if found.word in ("proved", "conditional") and there.asked is not None:
                empty = is_empty(there.asked, self.ask.shown)
                return Verdict("undecided", message=EMPTY) if empty else on_condition(found, equations)
        return verdict

    def _and_converse(self, verdict: Verdict, converse: Assertion, memory: Memory) -> Verdict:
        """Return the verdict on two claims of which each is to follow from the other, where the first is proved."""
        found = self.settle(converse, memory)
        if found.proved:
            return verdict
        claim = f"{converse.left.place.text} {converse.relation} {converse.right.place.text}"
        says = "is false" if found.refuted else "is not settled"
        return replace(found, message=f"it follows, but the converse, that {claim} follows from it, {says}")

    def _changed(self, assertion: Assertion, memory: Memory, change: Change) -> Verdict:
        """Return the verdict on a claim that is changed wherever the kernel is asked."""
        return replace(self, ask=self.ask.changing(change))._verdict(replace(assertion), memory)

    def _verdict(self, assertion: Assertion, memory: Memory) -> Verdict:
        """Return the verdict with the definitions of its section, and with those that only a later section has."""
        far = frozenset(k for k, s in self.sources.items() if s.section > assertion.section)
        tried = replace(assertion)
        verdict = self._verdict_without(tried, memory, far)
        assertion.help = tried.help
        if not verdict.proved and far & self._reached(assertion):
            wider = replace(assertion)
            found = self._verdict_without(wider, memory, frozenset())
            counts = found.refuted and verdict.word in ("undecided", "unread") and not self._begun(assertion, far)
            if found.word in ("proved", "conditional") or counts:
                tried, verdict = wider, found
            elif found.word != verdict.word and verdict.word not in ("undecided", "unread"):
                verdict = Verdict("undecided", message="true or not with the definitions of a later section")
        assertion.left, assertion.right = tried.left, tried.right
        assertion.statement, assertion.asked = tried.statement, tried.asked
        return at_a_start(verdict, assertion, self.reading.starts, {**self.sources, **assertion.sources}, self.ask)

    def _begun(self, assertion: Assertion, far: frozenset[str]) -> bool:
        """Whether a claim is about an x_t that only a later section defines, and x_0, x_1 are given before it."""
        known = assertion.statement.scope.definitions if assertion.statement is not None else {}
        given = numbered((*known, *assertion.meanings.given))
        return any(name.rpartition("_")[0] in given for name in far & self._reached(assertion))

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
        alike = [anew for anew in found if same_sorts(assertion, anew.assertion)]
        if sorted_well and alike:
            return alike[0].if_square(self._as_read(assertion, memory, later))
        if found:
            return self._agreed(assertion, found, memory)
        if can_be_read_anew(assertion) and not (sorted_well and writes_ones(assertion)):
            assertion.asked = assertion.statement
            stopped = [v for v in (self._fitting(assertion, memory), not_asked(assertion)) if v is not None]
            return stopped[0] if stopped else self._apart(assertion, memory, sources)
        verdict = self._as_read(assertion, memory, later)
        if verdict.word in ("undecided", "unread", "proved") or not can_be_read_anew(assertion) or verdict.message:
            return verdict  # no numbers, and the sizes that the whole text gives fit
        return self._apart(assertion, memory, sources)

    def _apart(self, assertion: Assertion, memory: Memory, sources: Mapping[str, Source]) -> Verdict:
        """Return that a claim is true with what its own section defines, where all definitions do not fit together."""
        found = list(readings_apart(assertion, self.reading, memory, sources))
        verdict = self._agreed(tried := replace(assertion), found, memory) if found else Verdict("undecided")
        if verdict.word not in ("proved", "conditional"):
            return Verdict("undecided", message=NO_SORTS)
        assertion.left, assertion.right = tried.left, tried.right
        assertion.statement, assertion.asked = tried.statement, tried.asked
        return verdict

    def _agreed(self, assertion: Assertion, found: list[Anew], memory: Memory) -> Verdict:
        """Return the verdict on a claim with the sorts of what it rests on; the ways to read it must agree."""
        judged: list[Verdict] = []
        for anew in found:
            if judged and judged[0].word in ("undecided", "unread"):
                break  # whatever the others say
            verdict = self._as_read(anew.assertion, memory, {})
            if verdict.refuted and anew.dropped & self._reached(anew.assertion):
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
        if stopped is None:
            return Inquiry(assertion, memory, self.reading, self.ask, later).verdict()
        fitting = self._fitting(assertion, memory)
        return stopped if fitting is None else fitting

    def _fitting(self, assertion: Assertion, memory: Memory) -> Verdict | None:
        """Return `refuted` if a claim makes sense for equal sizes only, and is false for those too."""
        special = with_fitting_sizes(assertion.statement, self.reading.near.sizes)
        claim = special.step.claim if special is not None and isinstance(special.step, Identity) else None
        if not isinstance(claim, n.Relation):
            return None
        found = self._as_read(replace(assertion.claiming(claim), statement=special), memory, {})
        message = "the sizes fit only if they are equal, and then it is false"
        return replace(found, message=message) if found.refuted else None


def _as_settled(slope: Slope, memory: Memory) -> Slope:
    """Return a derivative as it was shown last, with the sorts that the claim had which shows it."""
    steps = [a.statement.step for a in memory.assertions if a.chain == slope.chain and a.statement is not None]
    last = steps[-1].claim if steps and isinstance(steps[-1], Identity) else None
    if slope.shown is None or not isinstance(last, n.Relation) or last.op != "=":
        return slope
    shown = last.left if is_zero(last.right) else last.right
    alike = {s.name for s in free_symbols(shown)} == {s.name for s in free_symbols(slope.shown)}
    return replace(slope, shown=shown) if alike else slope
