"""A claim about names whose meaning the text leaves open: judged under each meaning.

A name may be given twice (an equation that may be a wrong step or a new definition),
or by a number only ("let z = 21", "say q = 5"). What is true in general needs no such
number; what is true for it only is said to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import product
from typing import Literal

from symloss.kernel.proof import NOWHERE
from symloss.kernel.refuting.domains import domains, exact
from symloss.kernel.refuting.refute import at_a_glance
from symloss.kernel.values.digits import decimals
from symloss.kernel.verdict import Condition, Verdict
from symloss.proofs.discourse.shapes import entry_named, names_in, unfolded_names
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import INDEX
from symloss.term.statement import Identity, Statement
from symloss.term.walk import free_symbols, subterms

MOST = 3  # meanings of one name that are tried
_COMMON = 2  # numbers up to it stand in formulas anyway
Ask = Callable[[Statement], Verdict]


@dataclass(frozen=True)
class Given:
    """A name that the text gives by a number: what it is, where, and whether the author fixed it ("let z = 21")."""

    definition: Definition
    text: str
    origin: str
    section: int
    fixed: bool
    before: bool = True  # said before the claim
    example: Literal["", "numbers", "decimals", "open"] = ""  # what it holds for, if only for claims about such
    former: Definition | None = None  # what it was before an update
    alone: bool = True  # the only number that the text has for it so far

    @property
    def condition(self) -> Condition:
        """What a verdict that rests on it says."""
        return Condition(self.text, self.origin)


@dataclass(frozen=True)
class Doubt:
    """A name that two equations define: its other meanings, and the lines of all of them.

    restated: the second says the same as the first on a condition that the text takes for granted. Their
    derivatives are not the same off that condition, so what follows may be of either. superseded: the others are
    those of a section before; what is true of them is not refuted.
    """

    others: tuple[Definition, ...]
    lines: tuple[int, ...]
    how: Literal["open", "restated", "superseded"] = "open"

    def and_also(self, definition: Definition, line: int) -> Doubt:
        """Return the doubt with one more meaning."""
        return Doubt((*self.others, definition), (*self.lines, line))


@dataclass(frozen=True)
class Guard:
    """The cases in which a name was defined, and the section where that was."""

    cases: tuple[Hypothesis, ...]
    section: int


@dataclass(frozen=True)
class Meanings:
    """What is open when a claim is made: names given by numbers, names in doubt, the cases of definitions."""

    given: Mapping[str, Given] = field(default_factory=dict)
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    guards: Mapping[str, Guard] = field(default_factory=dict)
    section: int = 0


def is_closed(term: n.Term) -> bool:
    """Whether a term is made of numbers and built-in functions only."""
    return names_in(term) <= set(FUNCTIONS)


def is_allowed(definition: Definition, statement: Statement) -> bool:
    """Whether a name may have a value here: "for a = 1 we have [this]" leaves no room for the a = 2 of another case."""
    value = None if definition.parameters else exact(definition.body, statement.scope)
    left = domains((fact.truth for fact in statement.facts), statement.scope).get(definition.name)
    return value is None or left is None or value in left


def under_meanings(statement: Statement, names: frozenset[str], meanings: Meanings, ask: Ask) -> Verdict:
    """Return the verdict that holds whatever the text means, or why there is none."""
    reached = _reached(statement, names)
    guards = _guards(statement, reached, meanings.guards)
    if guards:
        found = under_meanings(
            replace(statement, hypotheses=(*statement.hypotheses, *guards)), names, replace(meanings, guards={}), ask
        )
        far = any(section != meanings.section or _fixes_one_of(h, names) for h, section in guards.items())
        cases = tuple(Condition(str(h.truth), "found" if far else h.origin) for h in guards)
        word = "conditional" if far else found.word  # another section, or who writes y again, need not speak of y = 1
        rest = (c for c in found.conditions if c.text not in {case.text for case in cases})
        return replace(found, word=word, conditions=(*cases, *rest)) if found.proved else found
    said = {
        name: g for name, g in sorted(meanings.given.items()) if name in reached or _entry(name, reached, statement)
    }
    given = {name: g for name, g in said.items() if g.example not in ("decimals", "open") or _has_decimals(statement)}
    allowed = {name: g for name, g in given.items() if is_allowed(g.definition, statement)}
    if len(allowed) < len(given):  # what is not proved without these values may be meant for them
        kept = {name: g for name, g in meanings.given.items() if name not in given or name in allowed}
        found = under_meanings(_without(statement, given), names, replace(meanings, given=kept), ask)
        if found.proved:
            return found
    doubts = {name: meanings.doubts[name] for name in sorted(reached & set(meanings.doubts))}
    if not given:
        examples = {k: g for k, g in said.items() if g.example == "open" and g.before and g.section == meanings.section}
        return _beside_examples(_agreed(statement, doubts, ask), statement, examples, doubts, ask)
    general = _agreed(_without(statement, given), doubts, ask)
    if general.proved:
        return _with_value(general, statement, given, meanings.section, ask)
    special = _agreed(_with(statement, given), doubts, ask)
    before = _before_update(given)
    if special.refuted and before != given and not _agreed(_with(statement, before), doubts, ask).refuted:
        return Verdict("undecided", message=f"false for {_listed(given)}, but not for what it was before")
    if not special.proved:
        here = any(g.before and g.section == meanings.section for g in given.values())
        if not here:  # an example of another section, or one that comes later
            return general
        return special if special.word == general.word else _open(general, special, given)
    conditions = tuple(dict.fromkeys((*(g.condition for g in given.values()), *special.conditions)))
    here = all(g.section == meanings.section for g in given.values())
    fixed = here and all(g.fixed or _is_example_of(statement, g) for g in given.values())
    worked = _has_decimals(statement) and all(g.before and g.alone for g in given.values())  # in whatever section
    if fixed or worked or (general.word != "refuted" and _has_number(statement)):
        return replace(special, conditions=conditions)
    if general.word == "conditional" or (
        general.refuted and (_has_number(statement) or any(g.before for g in given.values()))
    ):
        return Verdict("conditional", method=special.method, conditions=conditions, witness=general.witness)
    only = (
        ", else false; the text does not say it of this"
        if general.refuted
        else f"; in general: {general.message or general.word}"
    )
    return Verdict("undecided", message=f"true for {_listed(given)}{only}")


def _with_value(general: Verdict, statement: Statement, given: Mapping[str, Given], section: int, ask: Ask) -> Verdict:
    """Return a proof unless a side has no value for the numbers that the text gives: x/x = 1 is not of x = 0."""
    here = {name: g for name, g in given.items() if g.fixed and g.before and g.section == section}
    if here and any(c.origin == "natural domain" for c in general.conditions):
        found = ask(_with(_without(statement, here), here))
        if found.message == NOWHERE:
            return Verdict("undecided", message=f"one side has no value for {_listed(here)}")
    return general


def _beside_examples(
    general: Verdict, statement: Statement, said: Mapping[str, Given], doubts: Mapping[str, Doubt], ask: Ask
) -> Verdict:
    """Return no refutation of what may go on with an example: "Take a = 0, that is, no decay. Then [this]"."""
    if not general.refuted or not said or _agreed(_with(statement, said), doubts, ask).refuted:
        return general
    return Verdict("undecided", message=f"not the same for {_listed(said)} as in general: which is meant?")


def _fixes_one_of(case: Hypothesis, names: frozenset[str]) -> bool:
    """Whether a case gives a number to one of these names."""
    match case.truth:
        case n.Relation("=", n.Symbol(name=name, sort=sort), right):
            return name in names and sort != INDEX and is_closed(right)
    return False


def _before_update(given: Mapping[str, Given]) -> dict[str, Given]:
    return {k: g if g.former is None else replace(g, definition=g.former) for k, g in given.items()}


def _guards(statement: Statement, reached: frozenset[str], guards: Mapping[str, Guard]) -> dict[Hypothesis, int]:
    """Return the cases in which the names of a claim were defined, and where: "if y = 1 then L = ..." says no more."""
    known = {h.truth for h in statement.facts}
    more: dict[Hypothesis, int] = {}
    for name in sorted(reached & set(guards) & set(statement.scope.definitions)):
        for hypothesis in guards[name].cases:
            if hypothesis.truth not in known:
                known.add(hypothesis.truth)
                more[hypothesis] = guards[name].section
    return more


def _open(general: Verdict, special: Verdict, given: Mapping[str, Given]) -> Verdict:
    if special.refuted or general.refuted:
        return Verdict("undecided", message=f"not the same for {_listed(given)} as in general: which is meant?")
    return general if general.word == "conditional" else special


def _listed(given: Mapping[str, Given]) -> str:
    return ", ".join(f"{g.text} ({g.origin})" for g in given.values())


def _reached(statement: Statement, names: frozenset[str]) -> frozenset[str]:
    """Return every name that a claim rests on."""
    found = names
    for name in sorted(names):
        found |= unfolded_names(n.Symbol(name), statement.scope)
    return found


def _without(statement: Statement, given: Mapping[str, Given]) -> Statement:
    scope = statement.scope
    kept = {name: d for name, d in scope.definitions.items() if name not in given}
    return replace(statement, scope=replace(scope, definitions=kept))


def _with(statement: Statement, given: Mapping[str, Given]) -> Statement:
    scope: Scope = statement.scope
    reached = frozenset(scope.symbols)
    for name, value in given.items():
        entry = _entry(name, reached, statement)
        if entry is not None:
            known = Hypothesis(n.Relation("=", entry, value.definition.body), value.origin)
            statement = replace(statement, hypotheses=(*statement.hypotheses, known))
        elif name not in scope.definitions:
            scope = scope.define(value.definition)
    return replace(statement, scope=scope)


def _entry(name: str, reached: frozenset[str], statement: Statement) -> n.Indexed | None:
    """Return the entry that a name is, of an array that a claim rests on and nothing defines."""
    symbols = statement.scope.symbols
    entry = entry_named(name, symbols) if name not in symbols else None
    known = entry is not None and isinstance(entry.base, n.Symbol) and entry.base.name in reached
    return entry if known else None


def _has_number(statement: Statement) -> bool:
    """Whether one side of the claim is a number: then it computes a value."""
    return bool(_numbers(statement))


def _is_example_of(statement: Statement, given: Given) -> bool:
    """Whether a claim with a number in it belongs to the example for which a name was given its own."""
    numbers = given.example == "numbers" and _has_number(statement)
    return given.before and (_has_decimals(statement) or numbers or _stands_in(given.definition.body, statement))


def _stands_in(number: n.Term, statement: Statement) -> bool:
    """Whether a number that tells an example from others is written in a claim: the 9 of theta^9 (1 - theta)^4."""
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    telling = isinstance(number, n.Number) and number.value > _COMMON
    return telling and claim is not None and any(part == number for part in subterms(claim))


def _has_decimals(statement: Statement) -> bool:
    """Whether one side of the claim is a number printed with a point: then it is about an example."""
    return any(decimals(side) for side in _numbers(statement))


def _numbers(statement: Statement) -> list[n.Term]:
    claim = statement.step.claim if isinstance(statement.step, Identity) else None
    return [s for s in (claim.left, claim.right) if is_closed(s)] if isinstance(claim, n.Relation) else []


def _agreed(statement: Statement, doubts: Mapping[str, Doubt], ask: Ask) -> Verdict:
    """Return the verdict if it is the same under every meaning of the names in doubt."""
    for name, doubt in doubts.items():
        if doubt.how == "open" and _plainly_apart(statement, doubt):
            return _unclear(name, doubt)
    first = ask(statement)
    for name, doubt in doubts.items():
        unclear = _unclear(name, doubt)
        for definition in doubt.others[:MOST]:
            if doubt.how != "open" and first.word not in ("refuted", "undecided"):
                continue
            if doubt.how == "superseded" and not first.refuted:
                continue
            if first.word == "undecided" and doubt.how == "open":
                return unclear
            if not _is_of_these(definition, statement):
                if first.refuted:
                    return unclear
                continue
            other = ask(_as_defined(statement, definition))
            if doubt.how == "restated" and other.proved:
                stated = Condition(f"{name} = {definition.body}", f"stated, line {doubt.lines[-1]}")
                return replace(other, word="conditional", conditions=(stated, *other.conditions))
            if other.word != first.word and not (doubt.how == "restated" and first.word == "undecided"):
                return unclear
    return _agreed_together(statement, doubts, first, ask)


def _unclear(name: str, doubt: Doubt) -> Verdict:
    lines = " and ".join(str(line) for line in doubt.lines)
    return Verdict("undecided", message=f"{name} has two meanings, in lines {lines}: which one is meant?")


def _plainly_apart(statement: Statement, doubt: Doubt) -> bool:
    """Whether a claim fails at a glance under one meaning of a name and not under another: nothing else is asked."""
    others = (_as_defined(statement, d) for d in doubt.others[:MOST] if _is_of_these(d, statement))
    return len({at_a_glance(meant) is None for meant in (statement, *others)}) > 1


def _agreed_together(statement: Statement, doubts: Mapping[str, Doubt], first: Verdict, ask: Ask) -> Verdict:
    """Return a refutation if it is one too where several names have their other meanings at once.

    A section that gives both p and L anew means both: L' is neither that of the old L of p nor of the new L of old p.
    """
    if not first.refuted or len(doubts) < 2:
        return first
    names = " and ".join(doubts)
    unclear = Verdict("undecided", message=f"{names} have two meanings each: which ones are meant?")
    choices = list(product(*((None, *doubt.others[:MOST]) for doubt in doubts.values())))
    for choice in choices[: MOST**2]:
        others = [definition for definition in choice if definition is not None]
        if len(others) > 1 and not ask(reduce(_as_defined, others, statement)).refuted:
            return unclear
    return first if len(choices) <= MOST**2 else unclear


def _is_of_these(definition: Definition, statement: Statement) -> bool:
    """Whether a definition speaks of quantities of a statement in the sorts that they have there."""
    own = set(definition.parameters)
    known = statement.scope.symbols
    return all(known.get(s.name, s).sort == s.sort for s in free_symbols(definition.body) - own)


def _as_defined(statement: Statement, definition: Definition) -> Statement:
    return replace(statement, scope=statement.scope.define(definition))


def is_numeric(statement: Statement, names: frozenset[str], meanings: Meanings) -> bool:
    """Whether all names that a claim rests on are known by numbers."""
    reached = frozenset().union(*(unfolded_names(n.Symbol(name), statement.scope) for name in names))
    free = reached - set(statement.scope.definitions) - set(meanings.given) - set(FUNCTIONS)
    bound = {p.name for d in statement.scope.definitions.values() for p in d.parameters}
    listed = (
        statement.scope.symbols.get(name)
        for name, g in meanings.given.items()
        if isinstance(g.definition.body, n.Stack)
    )
    lengths = {s.name for array in listed if array is not None for size in array.sort.shape for s in free_symbols(size)}
    return not free - bound - lengths
