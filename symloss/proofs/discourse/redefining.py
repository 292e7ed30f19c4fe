"""A second equation for a name: the same again, a step, another meaning, or a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from symloss.kernel.verdict import Verdict
from symloss.proofs.discourse.binding import Link, bind
from symloss.proofs.discourse.parallel import in_parallel, title_of
from symloss.proofs.discourse.shapes import (
    LETTER_FUNCTIONS,
    Head,
    base_name,
    head_of,
    is_likelihood,
    names_in,
    unfolded_names,
)
from symloss.proofs.discourse.state import Assertion, Memory, Source
from symloss.proofs.judging.meanings import Doubt, is_closed
from symloss.proofs.words.cues import cue_before, is_conclusive
from symloss.proofs.words.denials import tells_error
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS
from symloss.term.scope import Definition
from symloss.term.sorts import INDEX

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

_ANEW = re.compile(
    r"\b(?:let|(?:re|now )?defin(?:e|ed|ing)|denotes?|redefin\w+"
    r"|now (?:use|consider|suppose|take|choose)|instead|replac\w+|switch\w*)\b|令|设|定义",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\bdefini(?:tion|ción|ção|zione)|\bdéfinition|определени|定義|定义|정의", re.IGNORECASE
)  # of a section
_DEFINED = re.compile(r"\bdefinitions? (?:applies|is|becomes|reads)\W*\Z", re.IGNORECASE)  # "then [this] applies"
_HERE = re.compile(r"(?:\A|[.:;])\W*(?:now|here|this time|in this (?:sub)?section)[\s,]*\Z|[Hh]ier\s*\Z", re.IGNORECASE)
_INTRODUCED = re.compile(  # "the negative log-likelihood is [this]", "rates [this]"
    r"\b(?:loss|cost|objective|likelihood|error|risk|score|density|energy|penalty|hazard|rate|function|weight|target|label)s?"
    r"(?: of [^.;:\x01]{0,40}| function)?(?: is| are| reads)?\s*\Z",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\binstead(?! of)\b", re.IGNORECASE)
_OTHER = re.compile(  # words that begin another setting, in which a name may mean something else
    r"\b(?:multi-?class|multinomial|binary|categorical|general\w*|extend\w*|extension|(?:in|for) the case of|instead"
    r"|regulari[sz]\w+|vectori[sz]\w+|alternative\w*|variant|version|reads"
    r"|(?:the )?(?:whole|entire)|over (?:all|the)|training (?:set|data)|batch|data ?set"
    r"|(?:one|single|all|[nmN]) (?:\w+ )?(?:examples?|samples?|points?)"
    r"|now (?:consider|suppose|take)|takes the form)\b",
    re.IGNORECASE,
)


_REMARK = re.compile(r"\b(?:note|notice|remark|observe)\b", re.IGNORECASE)
_SPECIAL = re.compile(r"\b(?:two|2|binary)[- ]?(?:class\w*|case)\b|\b(?:special|particular) case\b", re.IGNORECASE)


def redefinition(follower: Follower, assertion: Assertion, definition: Definition, clause: str, sentence: str) -> None:
    """Decide whether an equation for a defined name is a step or gives the name another meaning."""
    memory = follower.memory
    line, section = memory.defined_at.get(definition.name, (0, memory.section))
    known = memory.scope.definitions[definition.name]
    if known == definition:  # said again
        memory.assertions.remove(assertion)
        memory.definitions.append(follower.note(assertion.left.place.start, _text(assertion)))
        return
    titled = _TITLE.search(title_of(follower.document, follower.reading, assertion.left.place.start))
    anew = bool(_DEFINED.search(clause) or (titled and cue_before(clause) != "claim"))
    if section == memory.section and is_conclusive(clause) and not anew:
        return
    assertion.suppose(follower.coming)
    verdict = follower.settler.settle(assertion, memory)
    word = verdict.word
    if tells_error(clause) or tells_error(sentence):
        return
    if word not in ("refuted", "undecided"):
        if word == "conditional" and not is_closed(definition.body):
            memory.doubts.setdefault(definition.name, Doubt((definition,), (line, assertion.line), "restated"))
        if assertion.names & LETTER_FUNCTIONS:
            assertion.verdict = None  # to be asked again when all is read: the text may define its own sigma
        return
    if definition.name in names_in(definition.body):  # xi(T, Y) = sum_i xi(t_i, y_i)
        message = f"{definition.name} is defined in line {line}, but of other arguments than here"
        assertion.verdict = Verdict("undecided", message=message)
        return
    if verdict.fails and cue_before(clause) == "claim" and _is_computed(definition, known, memory):
        return  # "for x = (1, 2, 6) the mean is mu = 4"
    if is_closed(definition.body) and not is_closed(known.body) and (is_conclusive(clause) or follower.concluded):
        message = f"{definition.name} is defined in line {line}: true at some points only, or a wrong step?"
        assertion.verdict = Verdict("undecided", message=message)
        return
    place = assertion.left.place
    text = _text(assertion)
    example = cue_before(clause) in ("define", "assume", "case", "instance")  # "for positives, alpha = 0.25"
    if example and definition.name in memory.given and is_closed(definition.body):
        memory.assertions.remove(assertion)
        bind(follower, definition, place.start, Source(assertion.left, assertion.right, memory.section))
        given, origin = memory.given[definition.name], follower.stated(place.start)
        memory.given[definition.name] = replace(given, definition=definition, text=text, origin=origin)
        memory.definitions.append(follower.note(place.start, text))
        return
    other = section != memory.section or bool(_OTHER.search(clause + sentence))
    special = _SPECIAL.search(sentence)
    source = memory.sources.get(definition.name)
    before = source.left.place.start if source is not None else place.start
    parallel = in_parallel(follower.document, follower.reading, definition.name, before, place.start)
    whole = definition.kind != known.kind  # s = W x where s_k = ... went before, or s_k after s = W x
    if (
        parallel
        or anew
        or (is_likelihood(definition.name) and not is_of_same(definition, known, memory))
        or _ANEW.search(clause)
        or _INSTEAD.search(sentence)
        or (other and _brings_new_names(definition, known, memory))
        or (section != memory.section and _HERE.search(clause))
        or (0 < section < memory.section and verdict.fails and _INTRODUCED.search(clause))
        or (section != memory.section and whole)
    ):
        if whole and not (parallel or anew or _ANEW.search(clause)):
            message = f"{definition.name} was defined otherwise in line {line}: taken as its definition from here on"
            assertion.verdict = Verdict("undecided", message=message)
        elif is_conclusive(clause) and follower.lone and not (parallel or anew or _ANEW.search(clause)):
            message = f"concluded, but nothing before it says what {definition.name} is here: taken as its definition"
            assertion.verdict = Verdict("undecided", message=message)
        else:
            memory.assertions.remove(assertion)
        if parallel:  # what was said of the one before
            memory.assumptions = [h for h in memory.assumptions if definition.name not in names_in(h.truth)]
        bind(follower, definition, place.start, Source(assertion.left, assertion.right, memory.section))
        memory.doubts.pop(definition.name, None)
        if special or (whole and verdict.fails):
            memory.doubts[definition.name] = Doubt((known,), (line, assertion.line))
        if parallel or (whole and not verdict.fails):
            memory.doubts[definition.name] = Doubt((known,), (line, assertion.line), "superseded")
        memory.definitions.append(follower.note(place.start, text))
        return
    aside = special and _REMARK.search(sentence)  # what holds of two classes only is no other meaning of what follows
    if not aside and (definition.name in memory.given or not is_closed(definition.body)):
        doubt = memory.doubts.get(definition.name, Doubt((), (line,)))
        memory.doubts[definition.name] = doubt.and_also(definition, assertion.line)
    message = f"{definition.name} was defined otherwise in line {line}: a new meaning, or a wrong step?"
    assertion.verdict = Verdict("undecided", message=message)


def means_anew(memory: Memory, name: str, clause: str) -> bool:
    """Whether an equation for a defined name, which was not understood, may give it another meaning from here on."""
    elsewhere = memory.defined_at.get(name, (0, memory.section))[1] != memory.section
    said = cue_before(clause) == "define" or bool(_ANEW.search(clause) or _HERE.search(clause))
    return said or (elsewhere and not is_conclusive(clause))


def is_of_same(head: Definition | Head, known: Definition, memory: Memory) -> bool:
    """Whether a likelihood may be one that is known: not if another section says it of another parameter."""
    here = memory.defined_at.get(head.name, (0, memory.section))[1] == memory.section
    mine, theirs = ({p.name for p in said.parameters} for said in (head, known))
    return here or not mine or not theirs or bool(mine & theirs)


def named_again(name: str, memory: Memory) -> bool:
    """Whether a chain has come from one name to another, `y = f(x) = ...`, which an earlier section defines."""
    start = memory.chain.start.term if memory.chain.start is not None else None
    alias = memory.chain.links == 2 and start is not None and head_of(start) is not None
    return alias and name in memory.defined_at and memory.defined_at[name][1] != memory.section


def concluded(memory: Memory, name: str, link: Link) -> str:
    """Return why an equation that is taken as a definition, but claimed, is not settled, or "".

    What is concluded of a name that was used before has to be so, and this is all that the text says of it.
    """
    cue, conclusive = cue_before(link.clause), is_conclusive(link.clause)
    if cue == "define" and not (conclusive and name.startswith("nabla_")):
        return ""
    lines = [origin for h, origin in _known_entries(memory) if h == name]
    if lines and link.sign == "=":
        return f"entries of {name} are given before ({lines[0]}): whether this says the same is not settled"
    if name.startswith("nabla_") or (conclusive and cue != "assume" and name in memory.used):
        return f"concluded, but nothing before it says what {name} is: taken as its definition"
    return ""


def _known_entries(memory: Memory) -> Iterator[tuple[str, str]]:
    """Yield the arrays of which entries are known by equations, and where these stand."""
    for known in memory.assumptions:
        if isinstance(known.truth, n.Relation) and isinstance(known.truth.left, n.Indexed):
            yield base_name(known.truth.left), known.origin


def _is_computed(definition: Definition, known: Definition, memory: Memory) -> bool:
    """Whether this sentence gives a number to all that a name is made of: then a number for it is its value."""
    given = {h.truth.left.name for h in memory.present() if _gives_number(h.truth)}  # type: ignore[attr-defined]
    made = unfolded_names(known.body, memory.scope) - set(memory.scope.definitions) - set(FUNCTIONS)
    lengths = {s for name in given if name in memory.scope.symbols for s in memory.scope.symbols[name].sort.shape}
    counted = {s.name for s in memory.scope.symbols.values() if s.sort == INDEX and s in lengths}
    return is_closed(definition.body) and bool(given) and made - given <= counted | memory.scope.index_sets.keys()


def _gives_number(truth: n.Term) -> bool:
    return (
        isinstance(truth, n.Relation)
        and truth.op == "="
        and isinstance(truth.left, n.Symbol)
        and is_closed(truth.right)
    )


def _text(assertion: Assertion) -> str:
    return f"{assertion.left.place.text} = {assertion.right.place.text}"


def _brings_new_names(definition: Definition, known: Definition, memory: Memory) -> bool:
    """Whether an equation for a known name is about quantities of which the name did not speak so far."""
    bound = {p.name for p in (*definition.parameters, *known.parameters)}
    new = unfolded_names(definition.body, memory.scope) - unfolded_names(known.body, memory.scope) - bound
    return any(name not in memory.scope.definitions and name not in FUNCTIONS for name in new)
