"""Follow a document from sentence to sentence: what it defines, assumes and claims, and what the kernel says of it."""

from __future__ import annotations

import re
from dataclasses import replace

from symloss.errors import ReadError
from symloss.proofs.discourse import (
    aliases,
    alternatives,
    approaching,
    casewise,
    directives,
    implications,
    moments,
    piecewise,
    stationary,
    trailing,
    updating,
    wording,
)
from symloss.proofs.discourse.acts import act
from symloss.proofs.discourse.binding import Link, declare_anew
from symloss.proofs.discourse.fits import is_atom, spread
from symloss.proofs.discourse.flow import Sentence, display_above, item_above, sentences
from symloss.proofs.discourse.listings import lists_entries
from symloss.proofs.discourse.reading import Line, Reading, read_document
from symloss.proofs.discourse.relations import IN_ORDER, going_on, is_flow, of_each, raw_truth, truth_of, written
from symloss.proofs.discourse.roles import gives_entries, role_of, ties_known
from symloss.proofs.discourse.shapes import has_slope, names_in
from symloss.proofs.discourse.sides import fitted, with_arguments
from symloss.proofs.discourse.state import BLOCK, SENTENCE, Assertion, Case, Chain, Memory, Place, Value, in_words
from symloss.proofs.discourse.unjudged import blind, foreign
from symloss.proofs.documents.region import Document, Region
from symloss.proofs.judging.chains import transitive
from symloss.proofs.judging.meanings import Meanings
from symloss.proofs.judging.outcome import claims_of
from symloss.proofs.judging.recursions import by_induction
from symloss.proofs.judging.settle import Settler
from symloss.proofs.names.walks import is_set
from symloss.proofs.record import DocumentReport, Note
from symloss.proofs.words.conditions import (
    IN_WORDS,
    cue_of,
    goes_on,
    in_general,
    lost_condition,
    supposed_within,
    takes_back,
    told_after,
    trails,
)
from symloss.proofs.words.cues import Cue, concludes
from symloss.proofs.words.denials import not_said
from symloss.proofs.words.prose import MATH, last_clause
from symloss.proofs.words.reasons import is_reason
from symloss.term import nodes as n
from symloss.term.scope import Definition, Hypothesis

_LEADS: dict[str, Cue] = {
    "where": "define",
    "=>": "claim",
    "<=>": "claim",
    "therefore": "claim",
    "so": "claim",
    "because": "assume",
}
_RELATION = re.compile(r"[=<>]|\\(?:neq?|leq?|geq?|approx|propto|in|to|sim|equiv)\b")


def follow(document: Document, path: str, assume: tuple[str, ...] = (), macros: tuple[str, ...] = ()) -> DocumentReport:
    """Return the report on one document."""
    follower = Follower(document, read_document(document, assume, macros))
    for text in assume:
        follower.assume(text, "stated, --assume", Note(1, 1, text))
    for sentence in sentences(document):
        follower.sentence(sentence)
    return follower.report(path)


class Follower:
    """Goes through the sentences and keeps `memory`; most verdicts are asked for when all is read."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self.document, self.reading = document, reading
        self.memory, self.settler = Memory(reading.scope), Settler(reading)
        self.defined: dict[str, list[Definition]] = {}
        self.instance: tuple[n.Symbol, n.Term] | None = None
        self.chains = 0  # so many have begun
        self.rival: Value | None = None  # what else the next link may continue
        self.supposing = self.concluded = False  # the line stands before an implication sign, or behind one
        self.roles: set[str] = set()  # of the line that is read
        self.behind = False  # the line stands behind a claim, in its formula
        self.lone = False  # the line is one equation, and no chain
        self.explained = False  # the cases that this sentence tells in words were understood
        self.doubt = ""  # why a refutation in this sentence would not count
        self.used: frozenset[str] = frozenset()  # before the chain
        self.update: updating.Update | None = None  # of a name, which counts when its chain has ended
        self.coming: tuple[Hypothesis, ...] = ()  # the conditions that stand behind the formula that is read
        self.alias: aliases.Alias | None = None  # L = CE(y, p), before the formula that says what both are

    # --- sentences -----------------------------------------------------------------

    def sentence(self, sentence: Sentence) -> None:
        """Take in one sentence."""
        if sentence.directive is not None:
            directives.obey(self, sentence.directive)
            return
        if sentence.broken is not None:
            self.unread(sentence.broken, sentence.broken.message)
            return
        self._turn_to(sentence)
        self.memory.sentence += 1
        self.doubt = ""
        wording.say(self, sentence)
        moments.note(self, sentence)
        wording.name(self, sentence)
        approaching.go(self, sentence)
        told, sentence = sentence, piecewise.take(self, casewise.take(self, sentence))
        self.explained = sentence is not told
        recent: list[Assertion] = []
        for number, region in enumerate(sentence.regions):
            recent = self._region(sentence, number, region, recent)
            if recent:
                self.memory.waive_next = {}
        stationary.close(self.memory, sentence)

    def _turn_to(self, sentence: Sentence) -> None:
        """Forget the cases that end here."""
        memory = self.memory
        self.instance = None
        if in_general(sentence.words):
            alternatives.generalise(memory)
        if takes_back(sentence.words):
            alternatives.take_back(memory)
        if sentence.level:
            memory.cases = [c for c in memory.cases if c.level < sentence.level]
            return
        keep = BLOCK - 1 if concludes(sentence.words) else BLOCK
        memory.cases = [replace(c, past=c.alternative) for c in memory.cases if c.alternative or c.level <= keep]

    def _region(self, sentence: Sentence, number: int, region: Region, recent: list[Assertion]) -> list[Assertion]:
        memory = self.memory
        memory.section = self.reading.section(region.start)
        if memory.skip_next:
            memory.skip_next = False
            memory.skipped.append(self.note(region.start, region.text))
            return []
        lines = self.reading.lines(region, memory.scope)
        clause = last_clause(sentence.before(number))
        if isinstance(lines, ReadError):
            self.doubt = self.doubt or lost_condition(clause, sentence.words)
            if _RELATION.search(region.text):
                self.unread(region, str(lines), region.start + lines.offset)
            return []
        related = region.kind == "inline" and _RELATION.search(region.text)
        if related and (told := not_said(clause, region.text, sentence.after(number))):
            memory.stated.append(self.note(region.start, f"{region.text} ({told})"))
            self.doubt = self.doubt or lost_condition(clause, "")
            return []
        between, after = clause.rpartition(MATH)[2], sentence.after(number)
        behind = bool(recent) and trails(between, after)
        self.coming = trailing.coming(self, sentence, number + 1)
        cue = cue_of(clause, after)
        in_words = told_after(after) or (not memory.cases and wording.supposes(clause, sentence, number))
        self.doubt = self.doubt or (IN_WORDS if in_words else "")
        said: list[Assertion] = []
        cases = list(memory.cases)
        for at, line in enumerate(lines):
            self.supposing = implications.is_premise(lines[at + 1 :])
            if behind and trailing.attach(self, line, recent, between):
                continue
            self.behind = bool(said)
            self.concluded = line.lead in (*implications.SIGNS, "therefore", "so")
            words = f"{clause}{MATH}, where " if line.lead == "where" else clause
            known = memory.within
            made = self._line(line, _LEADS.get(line.lead, cue), words, sentence, region)
            alternatives.attach(memory, said, memory.within - known, self.line_of(region.start))
            if not made and (line.lead == "because" or is_reason(between, clause)):
                trailing.give_reason(self, line, said or recent)
            said += implications.joined(self, lines, at, made, cases)
            cue = cue if cue == "define" or (cue == "assume" and self.roles == {"assume"}) else ""
        if any(line.lead in implications.SIGNS for line in lines):  # what an implication supposes ends with it
            memory.cases = [c for c in memory.cases if any(c is kept for kept in cases)]
        self.supposing = False
        return said

    # --- lines: one formula each -----------------------------------------------------

    def _line(self, line: Line, cue: Cue, clause: str, sentence: Sentence, region: Region) -> list[Assertion]:
        memory = self.memory
        chain = memory.chain
        line = going_on(line, display_above(self.document, region), chain)
        self.roles, self.lone = set(), len(line.signs) == 1
        self.rival = self.rival if line.continues else None
        values = list(line.values)
        lost = next((v for v in values if v.error and not is_set(v.node) and _RELATION.search(v.place.text)), None)
        if lost is not None and not line.signs:  # a relation in it was not even found
            self.unread(region, str(lost.error), lost.place.start)
            return []
        if line.continues:
            self._resume(region, sentence, plain=not line.conditions and not line.beside)
            if memory.chain.last is None:
                memory.chain = Chain(self._next_chain(), region=region)
            before = memory.chain.last or in_words(values[0].place.start, clause.rpartition(MATH)[2])
            values = list(self.reading.sized((before, *values), memory.scope))
        elif values and (line.signs or not is_atom(values[0].term) or not clause.strip()):
            memory.chain = Chain(self._next_chain(), 0, values[0], values[0], region)
            if region.kind == "display":
                memory.shown = memory.chain
        updating.close(self)
        pushed = [Case(Hypothesis(t, self.stated(region.start)), SENTENCE) for t in line.conditions]
        for case in pushed:
            updating.note_start(memory, case.hypothesis)
        if not values and pushed:  # only a condition: it is for what follows
            memory.cases = [c for c in memory.cases if c.level < BLOCK] + pushed
            return []
        memory.cases.extend(pushed)
        if ":" in line.signs:  # f: A -> B says what f is
            declare_anew(self, values[0])
            return []
        if is_flow(values, line.signs, memory.scope):
            memory.stated.append(self.note(values[0].place.start, " \\to ".join(v.place.text for v in values)))
            return []
        said: list[Assertion] = []
        bounds = all(sign in ("<", "<=", ">", ">=") for sign in line.signs)  # 0 < a < 1 is one thing to say
        bounds = bounds or all(isinstance(v.term, n.Symbol | n.Number | n.Norm) for v in values)
        each = of_each(values, line.signs)  # and p = q = 1/2 says it of each
        for left, sign, right in each or zip(values, line.signs, values[1:], strict=False):
            first = not line.continues and (memory.chain.links == 0 or bounds or bool(each))
            said += self._link(left, sign, right, cue if first else "", clause if first else "", sentence, first)
        beside = f"it holds `{line.beside}`, which I do not understand" if line.beside else line.doubt
        for assertion in said if beside else ():
            assertion.hedge = assertion.hedge or beside
        memory.cases = [c for c in memory.cases if all(c is not p for p in pushed)]
        condition = self.roles <= trailing.SUPPOSED and not said
        reason = line.lead == "because" and chain.region is region
        if line.signs and (condition or reason):  # either stands between two steps and does not end their chain
            self.rival = memory.chain.last if reason else None
            memory.chain = chain
        return said

    def _next_chain(self) -> int:
        self.chains += 1
        return self.chains

    def _resume(self, region: Region, sentence: Sentence, *, plain: bool) -> None:
        """Find the chain that a formula beginning with a sign continues; plain: no condition stands beside it.

        A formula in the prose before it ("distribute x + 1:") is no part of that chain,
        unless nothing stands between the two. Items of a list and rows of a table do not
        go on from each other, unless each is one display and nothing else,
        and what stands in the next cell is said of a formula, not of a number.
        """
        memory = self.memory
        if sentence.opens and sentence.begins_with(region) and not (sentence.opens == "cell" and memory.chain.is_open):
            above, last = item_above(self.document, sentence, region), memory.chain.last
            if not plain or above is None or last is None or not above.start <= last.place.start < above.end:
                memory.chain = Chain(self._next_chain())
            self.rival = None
            return
        source, source_value = memory.chain.region, memory.chain.last
        if source is None or source is region or source.kind == region.kind == "display":
            return
        direct = not re.search(r"\w", sentence.before(sentence.regions.index(region)).rpartition(MATH)[2])
        shown = memory.shown if region.kind == "display" and memory.shown is not memory.chain else None
        if direct and (memory.chain.links or shown is None):
            self.rival = shown.last if shown is not None else None  # "the numerator is e^{-x} = (1 + e^{-x}) - 1:"
            return
        memory.chain = shown or Chain(self._next_chain())
        self.rival = source_value if direct else None

    def _link(
        self, left: Value, sign: str, right: Value, cue: Cue, clause: str, sentence: Sentence, first: bool
    ) -> list[Assertion]:
        """Take in one relation sign; return the assertion it makes, if any."""
        memory = self.memory
        memory.chain.last, memory.chain.links = right, memory.chain.links + 1
        if sign in ("<-", "|->", "~", "subset", "perp", "propto", "<<", ">>", ":", "notin"):
            self.roles.add("drawn" if sign == "~" else "foreign")
            if sign == "<-":
                updating.update(self, left, right)
            if sign == "~" and isinstance(left.term, n.Symbol):
                here = (left.term.name, memory.section)
                memory.drawn[here] = right.term if memory.drawn.get(here, right.term) == right.term else None
            return foreign(self, left, sign, right)
        left, right = (with_arguments(side, memory.scope) for side in (left, right))
        left, right = fitted(left, sign, right, self.reading, memory)
        truth, raw = truth_of(left, sign, right), raw_truth(left, sign, right)
        if (truth is None and sign != "in") or (truth is not None and spread(truth)):
            self.doubt = self.doubt or lost_condition(clause, sentence.words)
        if first and lists_entries(self, left, sign, right):
            return []
        if truth is None or raw is None:
            return blind(self, left, sign, right, first, clause)
        known = "define" if sign == ":=" else cue
        self.used = frozenset(memory.used) if first else self.used
        role = role_of(raw, known, clause, memory, heading=bool(sentence.level)) if first else "claim"
        if self.concluded and (
            role in trailing.SUPPOSED or (role == "define" and implications.is_solved(left, memory))
        ):
            role = "claim"
        if not first and role == "claim" and self._is_introduced(left, raw):
            role = "define"
        if sign in IN_ORDER and role != "claim":
            return foreign(self, left, sign, right)
        if self.supposing and not self.concluded and role in ("mention", "assume", "value", "instance"):
            role = "case"
        if first and (role == "claim" or ties_known(role, raw, memory)) and supposed_within(clause, sentence.words):
            role = "case"  # "for r > 1 we have", of an r that is made of other things; "for y = -x it is"
        if first and gives_entries(role, known, raw, memory) and goes_on(clause, sentence.words):
            role = "case"
        if role == "claim" and first and cue in ("define", "assume") and sign != "=":
            self.doubt = self.doubt or "it may be a condition on what is defined beside it"
        self.roles.add(role)
        link = Link(left, sign, right, truth, clause, sentence.words, sentence.level)
        found = stationary.solved(self, link) if first and role in stationary.ROLES else None
        said = [] if found is not None and role == "claim" else act(role, self, link)
        if found is not None:  # it says where the value comes from
            self.memory.assertions = [a for a in memory.assertions if all(a is not other for other in said)]
            said = [found]
        stationary.note(self, link)
        if role != "claim":
            updating.note_start(memory, Hypothesis(raw, self.stated(link.start)))
        updating.go_on(self, sign, right)
        if self.alias is not None and aliases.is_defined_by(self.alias, left, raw):
            aliases.define_first(self, self.alias, link)
        self.alias = aliases.alias_of(left, right, memory) if first and role == "mention" and sign == "=" else None
        if sign == "=" and isinstance(right.term, n.Number) and right.term.value == 0 and left.term is not None:
            sides = [v.term for v in (memory.chain.start, left) if v is not None and v.term is not None]
            if any(map(has_slope, sides)):
                memory.to_solve = frozenset().union(*(names_in(side) for side in sides))
        memory.used |= names_in(raw) if role != "claim" else names_in(raw.left) if first else frozenset()  # type: ignore[union-attr]
        return said

    def _is_introduced(self, left: Value, truth: n.Relation | n.Member) -> bool:
        """Whether a name within a chain is new, and so means what follows."""
        defining = self.roles <= {"define", "drawn"} or aliases.names_expression(self.memory.chain, self.roles)
        new = aliases.introduces(truth, self.memory, self.used, defining=defining)
        return new or aliases.is_defined_by(self.alias, left, truth)

    # --- conditions and properties ---------------------------------------------------------

    def assume(self, text: str, origin: str, note: Note) -> bool:
        """Take an assumption of a directive or an option; False if it was not understood."""
        truth = self.reading.truth(text)
        if truth is None:
            return False
        self.memory.assumptions.append(Hypothesis(truth, origin))
        self.memory.stated.append(note)
        return True

    # --- places and results -------------------------------------------------------------------

    def assertion(self, left: Value, sign: str, right: Value) -> Assertion:
        """Return a new assertion, kept in memory."""
        memory, said = self.memory, written("=" if sign == ":=" else sign)
        made = Assertion(left, said, right, chain=memory.chain.number, link=memory.chain.links, hedge=self.doubt)
        made.line, made.section = self.line_of(right.place.start), memory.section
        made.rival, self.rival = self.rival, None
        made.waivers, made.loosely = dict(memory.waive_next), memory.loosely
        made.sources, made.domain, made.cases = dict(memory.sources), tuple(memory.assumptions), memory.hypotheses()
        made.equated = tuple(memory.equated)
        made.past, made.everywhere = memory.past(memory.section), frozenset(memory.everywhere)
        made.meanings = Meanings(memory.values(), dict(memory.doubts), dict(memory.guards), memory.section)
        memory.assertions.append(made)
        return made

    def unread(self, region: Region, message: str, start: int | None = None) -> None:
        """Report a piece of the document that was not understood."""
        place = Place(region.start if start is None else start, region.end, region.text.strip())
        self.memory.chain = Chain(self._next_chain())
        self.assertion(Value(Place(place.start, place.start, ""), None), "", Value(place, None, ReadError(message, 0)))

    def line_of(self, offset: int) -> int:
        """Return the line in the file."""
        return self.document.place(offset)[0]

    def stated(self, offset: int) -> str:
        """Return the origin of a condition that stands there."""
        return f"stated, line {self.line_of(offset)}"

    def note(self, offset: int, text: str) -> Note:
        """Return a note about a place."""
        line, column = self.document.place(offset)
        return Note(line, column, " ".join(text.split()))

    def report(self, path: str) -> DocumentReport:
        """Ask the kernel about everything that is still open, and return the report."""
        memory = self.memory
        once = {k: found[0] for k, found in self.defined.items() if len(found) == 1}
        self.settler.later = {name: definition for name, definition in once.items() if name not in memory.doubts}
        self.settler.sources = {name: memory.sources[name] for name in self.settler.later if name in memory.sources}
        for assertion in memory.assertions:
            alternatives.with_all_assumptions(memory, assertion)
            self.settler.settle(assertion, memory)
        by_induction(memory, self.settler.ask)
        for step in (a for a in memory.assertions if a.is_definition):
            text = f"{step.left.place.text} {step.relation} {step.right.place.text}"
            memory.definitions.append(self.note(step.left.place.start, text))
        memory.assertions = [a for a in memory.assertions if not a.is_definition]
        transitive(memory, self.settler)
        claims = claims_of(memory.assertions, self.document, path, self.reading.from_zero)
        return DocumentReport(path, claims, tuple(memory.definitions), tuple(memory.stated), tuple(memory.skipped))
