"""A claim read anew, with the sorts that what it rests on shows.

The sorts of a whole document need not fit a claim. Then its sides are read again, and
the definitions it needs with them, in scopes that are inferred from these formulas only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from symloss.kernel.facts import only_in_subscripts
from symloss.kernel.verdict import Condition, Verdict
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.entries import column
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.discourse.reading import Reading
from symloss.proofs.discourse.relations import sign_of, truth_of
from symloss.proofs.discourse.shapes import base_name, definable, entry_named, names_in, unfolded_names
from symloss.proofs.discourse.state import Assertion, Memory, Source, Value, equation, with_counted
from symloss.proofs.discourse.statements import statement, step_of
from symloss.proofs.judging.own_letters import OWN, arguments_put_in, behind, with_own_parameters
from symloss.proofs.judging.relevance import fits_in_a_layout
from symloss.proofs.judging.set_aside import may_be_left_out
from symloss.proofs.judging.unfolding import differentiated_by, with_bodies
from symloss.proofs.names.mentions import label_of, names_written, stem_of
from symloss.proofs.names.nearby import Way
from symloss.proofs.names.walks import on_sides
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorting import SortError, sort_of
from symloss.term.sorts import FUNCTION, INDEX
from symloss.term.statement import Identity
from symloss.term.walk import free_symbols, substitute, subterms


@dataclass(frozen=True)
class Anew:
    """A claim as it reads in a scope of its own.

    dropped: names of which a fact or the definition could not be kept: what is true is true of all. turned: whether a
    row was made a column, for the other side is one. odd: what is surprising about a name in this scope. squares:
    matrices that the definitions leave open, but that are as high as they are wide if the claim is to make sense.
    """

    assertion: Assertion
    dropped: frozenset[str]
    turned: bool = False
    odd: str = ""
    squares: tuple[str, ...] = ()

    def judged(self, verdict: Verdict) -> Verdict:
        """Return the verdict on the claim from that on its reading: what the text leaves open, is a condition."""
        if self.odd and verdict.refuted:
            return Verdict("undecided", message=self.odd)
        verdict = self.if_square(verdict)
        if not self.turned or verdict.word in ("undecided", "unread"):
            return verdict
        if verdict.refuted:
            return Verdict("undecided", message="a row on one side, a column on the other")
        condition = Condition("the row on one side is meant as the column on the other", "found")
        return replace(verdict, word="conditional", conditions=(condition, *verdict.conditions))

    def if_square(self, verdict: Verdict) -> Verdict:
        """Return the verdict on the claim with the condition that matrices are as high as they are wide."""
        if not self.squares or verdict.word not in ("proved", "conditional"):
            return verdict
        square = tuple(Condition(f"{name} is as high as it is wide", "found") for name in self.squares)
        return replace(verdict, word="conditional", conditions=(*square, *verdict.conditions))


def readings(assertion: Assertion, reading: Reading, memory: Memory, later: Mapping[str, Source]) -> Iterator[Anew]:
    """Yield the ways to read a claim with what it rests on, the least surprising first."""
    claim = _claim(assertion)
    if claim is None or not can_be_read_anew(assertion):
        return
    section = reading.section(assertion.right.place.start)
    sources = {**later, **assertion.sources}
    for known in _known(claim, sources, reading, section):
        rest = [(f, source.section) for source in known.values() if (f := source.formula) is not None]
        shown = on_sides(claim, partial(with_bodies, known=known))
        put_in = [(f, section) for f in arguments_put_in([shown, *(f for f, _ in rest)], known, reading.near.index)]
        scopes = _scopes(shown, [*rest, *put_in], section, reading) or _scopes(shown, rest, section, reading)
        for way in scopes:
            made = _in_scope(assertion, way.scope, known, reading, memory)
            if made is not None:
                yield replace(made, squares=way.squares)
        if scopes:
            return


def readings_apart(
    assertion: Assertion, reading: Reading, memory: Memory, later: Mapping[str, Source]
) -> Iterator[Anew]:
    """Yield the ways to read a claim with what its own section defines only: a z elsewhere is another z.

    What is true of all others is true of those that the text defines elsewhere, if these are meant.
    """
    claim = _claim(assertion)
    sources = {**later, **assertion.sources}
    own = {name: source for name, source in sources.items() if source.section == assertion.section}
    apart = _closure(claim, sources, reading).keys() - own.keys() if claim is not None else frozenset()
    for made in readings(replace(assertion, sources=own), reading, memory, {}) if apart else ():
        asked = made.assertion.statement
        assert asked is not None and isinstance(asked.step, Identity), "only such claims are read anew"
        if may_be_left_out(apart, asked.step.claim, asked.scope, sources, reading.near.index):
            yield replace(made, dropped=made.dropped | apart)


def _scopes(claim: Formula, rest: Sequence[tuple[Formula, int]], section: int, reading: Reading) -> tuple[Way, ...]:
    return reading.near.scopes([claim, *(f for f, _ in rest)], section, [where for _, where in rest])


def _known(
    claim: Formula, sources: Mapping[str, Source], reading: Reading, section: int
) -> Iterator[Mapping[str, Source]]:
    """Yield the definitions that a claim rests on, and then those of names that no space declares anew."""
    known = _closure(claim, sources, reading)
    yield known
    anew = {k for k, source in known.items() if reading.near.standing.is_declared_after(k, source.section, section)}
    if anew:
        yield _closure(claim, {k: source for k, source in sources.items() if k not in anew}, reading)


def can_be_read_anew(assertion: Assertion) -> bool:
    """Whether a claim is an equation or another relation that stands for itself."""
    return assertion.statement is None or isinstance(assertion.statement.step, Identity)


def rests_on(assertion: Assertion, reading: Reading, later: Mapping[str, Source]) -> tuple[Formula, ...]:
    """Return the formula of a claim and those of the definitions that it rests on, or nothing."""
    claim = _claim(assertion)
    known = _closure(claim, {**later, **assertion.sources}, reading) if claim is not None else {}
    formulas = (claim, *(source.formula for source in known.values()))
    return tuple(formula for formula in formulas if formula is not None)


def is_plain(assertion: Assertion, reading: Reading, later: Mapping[str, Source]) -> bool:
    """Whether nothing in what a claim rests on speaks of vectors."""
    formulas = rests_on(assertion, reading, later)
    return reading.near.is_plain(formulas, reading.section(assertion.right.place.start)) if formulas else True


def same_sorts(assertion: Assertion, other: Assertion) -> bool:
    """Whether two readings give the names of a claim, and those that it rests on, equally many axes, or more lengths.

    What another formula of the text makes square need not be so.
    """
    here, there = _shapes(assertion), _shapes(other)
    return all(
        len(there.get(name, (0, 0, 0))) == len(shape) and _is_square(there[name]) >= _is_square(shape)
        for name, shape in here.items()
        if name not in FUNCTIONS
    )


def _is_square(shape: tuple[n.Term, ...]) -> bool:
    return len(shape) == 2 and shape[0] == shape[1]


def _shapes(assertion: Assertion) -> dict[str, tuple[n.Term, ...]]:
    return {symbol.name: symbol.sort.shape for symbol in symbols_of(assertion)}


def symbols_of(assertion: Assertion) -> Iterator[n.Symbol]:
    """Yield what a claim and the definitions that it rests on are made of."""
    terms = [v.term for v in (assertion.left, assertion.right) if v.term is not None]
    if assertion.statement is not None:
        definitions = assertion.statement.scope.definitions
        reached = frozenset().union(*(unfolded_names(t, assertion.statement.scope) for t in terms))
        terms += [d.body for name, d in definitions.items() if name in reached]
    for term in terms:
        yield from free_symbols(term)


def _claim(assertion: Assertion) -> Formula | None:
    left, right = assertion.left.node, assertion.right.node
    if left is None or right is None:
        return None
    return equation(left, sign_of(assertion.relation), right)


def _closure(claim: Formula, sources: Mapping[str, Source], reading: Reading) -> dict[str, Source]:
    """Return the definitions that a claim rests on, by the names in it as they are written."""
    found: dict[str, Source] = {}
    depends, index = reading.scope.depends, reading.near.index
    nodes = [side.node for side in claim.sides if side is not None and side.node is not None]
    todo = [name for node in nodes for name in names_written(node, index)]
    seen: set[str] = set()
    mentions = [m for node in nodes for m in survey(node)]
    primed = {label_of(m, index) for m in mentions if m.primes and m.applied}  # the g of g'(x) is no g_i
    moved = frozenset(name for node in nodes for name in differentiated_by(node))
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        source = sources.get(name)
        if source is not None and _numbers_others(name, source, mentions, reading):
            continue  # p_n = ... says nothing of the p_nk of another model
        if source is not None and not (name in primed and _is_of_entries(source)):
            found[name] = source = with_own_parameters(source, mentions, moved, behind(source, sources, index))
            body = source.left if source.swapped else source.right
            todo += names_written(body.node, index) if body.node is not None else []
            mentions += survey(body.node) if body.node is not None else ()
        else:
            todo += [s.name for s in depends.get(name, ())]
    return found


def _numbers_others(name: str, source: Source, mentions: list[Mention], reading: Reading) -> bool:
    """Whether an equation defines entries with fewer indices than the claim writes, wherever it writes the name."""
    head = (source.right if source.swapped else source.left).term
    ev = reading.near.document.evidence
    written = [len(ev.indices(m)) for m in mentions if stem_of(m, ev.index) == name]
    return isinstance(head, n.Indexed) and bool(written) and min(written) > len(head.indices)


def _is_of_entries(source: Source) -> bool:
    """Whether an equation defines entries: g_i = ..."""
    return isinstance((source.right if source.swapped else source.left).term, n.Indexed)


def _in_scope(
    assertion: Assertion, scope: Scope, known: Mapping[str, Source], reading: Reading, memory: Memory
) -> Anew | None:
    scope = with_counted(scope, memory.counted)
    left, right = reading.sized(tuple(_again(v, scope, reading) for v in (assertion.left, assertion.right)), scope)
    truth = truth_of(left, sign_of(assertion.relation), right)
    laid_out = truth is not None and fits_in_a_layout(truth)
    turned = truth is not None and not laid_out and not has_sort(truth)
    if turned:
        left, right = (replace(v, term=column(v.term)) if v.term is not None else v for v in (left, right))
        truth = truth_of(left, sign_of(assertion.relation), right)
    if truth is None or not (laid_out or has_sort(truth)):
        return None
    lost: set[str] = set()
    for name, source in known.items():
        definition = _definition(source, scope, reading)
        if definition is None:
            lost.add(name)
        else:
            scope = scope.define(definition)
    lost &= unfolded_names(truth, scope)
    if lost and not may_be_left_out(lost, truth, scope, known, reading.near.index):
        return None
    facts = {h.truth: h for h in (*assertion.domain, *memory.assumptions) if h.origin.startswith("stated")}
    domain, dropped = _resorted(tuple(facts.values()), scope)
    cases, more = _resorted(assertion.cases, scope)
    step = step_of(truth, memory, right.place.text) if isinstance(truth, n.Relation) else Identity(truth)
    asked = statement(step, replace(scope, domain=domain), cases, names_in(truth))
    made = replace(assertion, left=left, right=right, statement=asked, verdict=None)
    return Anew(made, dropped | more | lost, turned, _odd(assertion, scope, reading))


def _odd(assertion: Assertion, scope: Scope, reading: Reading) -> str:
    """Return what is surprising in a claim: a bold name that is a number here, or whose entries are, a small matrix."""
    nodes = [v.node for v in (assertion.left, assertion.right) if v.node is not None]
    index, indexed = reading.near.index, reading.near.document.indexed
    for mention in (m for node in nodes for m in survey(node)):
        whole, entry = scope.symbols.get(label_of(mention, index)), scope.symbols.get(stem_of(mention, index))
        rank = len(whole.sort.shape) if whole is not None else len(entry.sort.shape) - 1 if entry is not None else 1
        symbol = whole or entry
        if symbol is None or symbol.sort in (FUNCTION, INDEX):
            continue
        if mention.font == "bold" and rank == 0:
            return f"{symbol.name} is bold, but fits here only as a number"
        small = mention.font in ("", "bold") and symbol.name.islower() and symbol.name.isalpha()
        declared = symbol.name in reading.near.document.evidence.spaces
        if small and whole is not None and rank == 2 and not declared and indexed.get(symbol.name, 0) < rank:
            return f"{symbol.name} is a small letter, but fits here only as a matrix"
    return ""


def _again(value: Value, scope: Scope, reading: Reading) -> Value:
    assert value.node is not None, "only what was parsed is read again"
    arguments = {  # the same names, of the sorts that they have now
        name: tuple(scope.symbols.get(a.name, a) if isinstance(a, n.Symbol) else a for a in found)
        for name, found in value.arguments.items()
    }
    return replace(reading.understood(value.place, value.node, scope, arguments=arguments), node=value.node)


def has_sort(truth: n.Term) -> bool:
    """Whether a truth is well-sorted."""
    try:
        sort_of(truth)
    except SortError:
        return False
    return True


def _definition(source: Source, scope: Scope, reading: Reading) -> Definition | None:
    if source.formula is None:
        return None
    left, right = reading.sized(tuple(_again(v, scope, reading) for v in (source.left, source.right)), scope)
    truth = truth_of(left, "=", right)
    if not isinstance(truth, n.Relation) or not has_sort(truth):
        return None
    name, body = (truth.right, truth.left) if source.swapped else (truth.left, truth.right)
    head = definable(name)
    if head is None or any(OWN in s.name for s in free_symbols(body) - set(head.parameters)):
        return None  # a letter of its own that is no letter of the function
    return head.define(body)


def _instances(fact: Hypothesis, scope: Scope) -> Iterator[Hypothesis]:
    """Yield what a fact about x_k says of x_1, x_2, ..., where only these are names, else the fact."""
    letters = [s for s in free_symbols(fact.truth) if s.sort == INDEX]
    entries = [part for part in subterms(fact.truth) if isinstance(part, n.Indexed)]
    arrays = {base_name(entry) for entry in entries}
    below = {name.rpartition("_")[2] for name in scope.symbols if name.rpartition("_")[0] in arrays}
    numbers = [n.Number(Fraction(text)) for text in sorted(below) if text.isdigit()]
    alone = len(letters) == 1 and all(entry.indices == (letters[0],) for entry in entries)
    if arrays & set(scope.symbols) or not numbers or not alone or not only_in_subscripts(letters[0], fact.truth):
        yield fact
        return
    for number in numbers:
        yield replace(fact, truth=substitute(fact.truth, {letters[0]: number}))


def _other_names(truth: n.Term, scope: Scope) -> dict[n.Term, n.Term]:
    """Return what the names of a fact are in a scope where x_1 is an entry of x, or is a name of its own."""
    found: dict[n.Term, n.Term] = {}
    for part in subterms(truth):
        match part:
            case n.Symbol(name=name) if name not in scope.symbols:
                if not part.sort.shape and (entry := entry_named(name, scope.symbols)) is not None:
                    found[part] = entry
            case n.Indexed(base=n.Symbol(name=name), indices=(index,)) if name not in scope.symbols:
                if (label := scope.symbols.get(f"{name}_{index}")) is not None:
                    found[part] = label
    return found


def _resorted(facts: tuple[Hypothesis, ...], scope: Scope) -> tuple[tuple[Hypothesis, ...], frozenset[str]]:
    """Return facts about the symbols as they are sorted in a scope, and the names of those that cannot be kept."""
    kept: list[Hypothesis] = []
    lost: frozenset[str] = frozenset()
    for fact in (instance for known in facts for instance in _instances(known, scope)):
        values = _other_names(fact.truth, scope)
        for old in sorted(free_symbols(substitute(fact.truth, values)), key=lambda s: s.name):
            entries = {name for name in scope.symbols if name.startswith(f"{old.name}_")}
            if old.sort.shape and old.name not in scope.symbols and entries:
                lost |= entries  # it is said of an array, but only entries of it are names here
                break
            new = scope.symbols.get(old.name, old)
            if len(new.sort.shape) != len(old.sort.shape):
                lost |= names_in(fact.truth)
                break
            sizes = zip(old.sort.shape, new.sort.shape, strict=True)
            values |= {a: b for a, b in sizes if a != b and not isinstance(a, n.Number)}  # the 3 of (1, 2, 3) is itself
            if new != old:
                values[old] = new
        else:
            kept.append(replace(fact, truth=substitute(fact.truth, values)) if values else fact)
    return tuple(kept), lost
