"""What words say of formulas beside the relations in them: names given to expressions, properties of arrays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from symloss.errors import ReadError
from symloss.proofs.discourse import alternatives, directives
from symloss.proofs.discourse.binding import define
from symloss.proofs.discourse.flow import Sentence
from symloss.proofs.discourse.shapes import head_of, names_in
from symloss.proofs.discourse.state import Memory, Value
from symloss.proofs.documents.region import Region
from symloss.proofs.names.naming import namings
from symloss.proofs.names.spoken import sizes_in
from symloss.proofs.words.cues import concludes
from symloss.proofs.words.hedges import REPORTED, hedged, takes_back
from symloss.proofs.words.properties import (
    PROPERTIES,
    Property,
    denies_symmetry,
    of_several,
    says,
    says_independent,
    stops_gradients,
    supposed_so,
)
from symloss.proofs.words.prose import MATH
from symloss.proofs.words.traits import supposes_in_words, traits
from symloss.term import nodes as n
from symloss.term.scope import Hypothesis
from symloss.term.sorts import FUNCTION, INDEX

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

_ANOTHER = re.compile(r"\ban? one[-\s]?hot(?:\s+(?!and\b|or\b)[\w-]+){0,2}\s*\Z", re.IGNORECASE)
_REAL = re.compile(  # "let y be real", "a real target y": no longer a label of {0, 1}
    rf"{MATH}[\s,]*(?:is|be|are|sei|ist|soit|est|sea|es)\s+(?:now |here |any |an? |arbitrary )*"
    r"(?P<after>real|continuous|reell\w*|réel\w*|stetig)\b(?! and)"
    rf"|\b(?:real|real[- ]valued|continuous|reell\w*)\s+(?:(?:target|label|number|value|response|output)s? )?{MATH}",
    re.IGNORECASE,
)
_NAMES = rf"{MATH}(?:[\s,]*(?:and|or|,)[\s,]*{MATH})*"
_OF_ANY_SIGN = re.compile(  # "for all a, b:", "a need not be positive", "x of any sign"
    rf"\A\W*(?:(?:now|next|then|finally|but|more generally|in general)[\s,]+)*"
    r"(?:for|with|let|consider|für|pour|para)\s+"
    r"(?:(?:all|any|every|each|arbitrary|general|real|alle|beliebige|reelle[ns]?|tou[st]|todo)\s+)+"
    rf"(?:(?:real|numbers?|reals?|values?|Zahlen|of)\s+)*{_NAMES}\W*\Z"
    rf"|{_NAMES}[\s,(]*(?:need not be|(?:is|are|be)?\s*not necessarily|may be|can be)\s+"
    r"(?:positive|negative|nonnegative|non-negative|nonzero|of any sign|zero)\b"
    rf"|{_NAMES}\s+(?:is |are |be )?of (?:any|arbitrary|either) sign\b"
    rf"|{_NAMES}\s+(?:(?:zwei|deux|un|dos|des)\s+)?(?:beliebig\w*|réels? quelconques?|reales? cualesquiera)",
    re.IGNORECASE,
)
_ARBITRARY = re.compile(  # "x and y are arbitrary", "let x be any real number": whatever was supposed of them
    rf"{_NAMES}[\s,]*(?:is|are|be|may be|can be|stays?)\s+(?:(?:now|again|here|otherwise|completely)\s+)*"
    r"(?:arbitrary|unrestricted|unconstrained|any (?:(?:real|square|positive|negative) )?"
    r"(?:numbers?|values?|vectors?|reals?|matri(?:x|ces))"
    r"|an? arbitrary)\b",
    re.IGNORECASE,
)
_ANY_MATRIX = re.compile(  # "now let A be any square matrix", "if A is not symmetric"
    r"\b(?:any|arbitrary|general|generic|every|beliebig\w*|quelconques?|cualquier|qualquer|not symmetric|non-?symmetric"
    rf"|unsymmetric|asymmetric)(?: [\w-]+){{0,2}}\s*{_NAMES}|(?:任意|一般)的?\w{{0,3}}{_NAMES}"
    rf"|{_NAMES}[\s,]*(?:is|are|be|was|ist|sei|est|es)\s+(?:\w+ ){{0,2}}?(?:any|an? arbitrary|arbitrary|an? general|not"
    r"|non-?symmetric|unsymmetric|asymmetric|beliebig|quelconque)\b"
    rf"|{_NAMES}是?(?:任意|一般|非对称)",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"\bfor (?:all|any|every|each|arbitrary)\s+(?:(?:real|possible|other|values?|numbers?|choices?|of)\s+)*" + _NAMES,
    re.IGNORECASE,
)
_FOR_REAL = re.compile(
    r"\b(?:(?:for )?(?:all|any|every|each|arbitrary) real"
    r"|für (?:alle|jedes) reelle[ns]?|pour tout réel|para todo real)\b"
    rf"(?: \w+){{0,2}}\s+{_NAMES}",
    re.IGNORECASE,
)
_IN_REALS = re.compile(r"\\in\s*\\(?:mathbb\s*\{?\s*R\s*\}?|R|reals?)\s*\Z")
_OF_NEXT = re.compile(  # "a one-hot label y": an adjective of what comes next, whatever stands before it
    rf"\s+(?:(?!(?:is|are|be|and|or|with|for|in|of|as|so|that|then|we|where|when|if)\b)[A-Za-z-]+\s+){{0,3}}{MATH}"
)
_RELATION = re.compile(r"[=<>]|\\(?:neq?|leq?|geq?|approx|in|to|sim)(?![a-z])")
_DRAWN = re.compile(r"\\sim(?![a-z])|~")
_TOLD_PLAINLY = re.compile(  # "with u=exp(a0)+exp(a1)", a formula that stands in the text as words
    r"(?<![\w.$`\\(\[/=-])(?P<name>[A-Za-z])\s?=\s?(?P<value>[A-Za-z(][\w()+*/^.-]*)", re.ASCII
)
_OPERATOR = re.compile(rf"\boperator\s+{MATH}", re.IGNORECASE)


def hear(memory: Memory, sentence: Sentence) -> None:
    """Take in how far its words claim what a sentence says, and whether they take back the one before."""
    before, was_item, first = memory.spoken
    if takes_back(sentence.words):
        for assertion in memory.assertions[first:]:
            assertion.loosely = assertion.loosely or REPORTED
    item = sentence.opens == "item"
    listed = item and (was_item or before.rstrip().endswith(":"))  # "Solve:" is said of all that follow
    formulas = [region.text for region in sentence.regions]
    memory.loosely = hedged(sentence.words, formulas, asks=sentence.asks) or (memory.loosely if listed else "")
    memory.spoken = (sentence.words, item, len(memory.assertions))


def name(follower: Follower, sentence: Sentence) -> None:
    """Take in names that words give: "we use S to denote [a sum]"."""
    for naming in namings(sentence.words):
        if sizes_in(follower.reading.formulas[sentence.regions[naming.value].start]):
            continue  # "let X be an n x d matrix"
        left, right = (lone(follower, sentence.regions[number]) for number in (naming.name, naming.value))
        head = head_of(left.term) if left is not None and left.term is not None else None
        if head is None or left is None or right is None or right.term is None:
            continue
        if not naming.bare and isinstance(right.term, n.Symbol | n.Indexed):
            continue  # "the label y": another name for it, or just what it is
        if head.name not in follower.memory.scope.definitions and head.name not in names_in(right.term):
            define(follower, head.define(right.term), left, right)


def supposes(clause: str, sentence: Sentence, number: int) -> bool:
    """Whether words before a formula suppose what no formula nor property says: "if the net is right, [this]"."""
    told = sentence.regions[number - clause.count(MATH) : number]
    known = any(_RELATION.search(r.text) for r in told) or any(next(says(p, clause), None) for p in PROPERTIES)
    return supposes_in_words(clause) and not known


def lone(follower: Follower, region: Region) -> Value | None:
    """Return the value of a formula without a sign."""
    lines = follower.reading.lines(region, follower.memory.scope)
    if isinstance(lines, ReadError) or len(lines) != 1 or len(lines[0].values) != 1:
        return None
    return lines[0].values[0]


def _beside(words: str, found: re.Match[str], before: int) -> list[int]:
    """Return the formula that an adjective belongs to: "a symmetric matrix A", "A is symmetric"; none, if to a word."""
    if re.match(r"\s*(?:(?:positive\W(?:semi-?)?definite|matri\w+|矩阵|的)\s*)*\x01", words[found.end() :]):
        return [before]
    is_said = rf"{MATH}[\s,(]*(?:(?:is|be|are|being|to|ist|sei|a|an|real|square|是|为)\s*)*\Z"
    return [before - 1] if re.search(is_said, words[: found.start()]) else []


def _names_array(follower: Follower, region: Region) -> bool:
    """Whether a formula after words begins with a name that they may be about: "one-hot labels y in R^K"."""
    lines = follower.reading.lines(region, follower.memory.scope)
    if region.kind != "inline" or isinstance(lines, ReadError):
        return False
    return any(isinstance(line.values[0].term, n.Symbol | n.Indexed) for line in lines[:1] if line.values)


def _forget_if_another(follower: Follower, name: str, sentence: Sentence, number: int) -> None:
    """Forget what a name meant in a section before: "a one-hot vector p" is not the softmax p there."""
    memory, words = follower.memory, sentence.before(number)
    here = follower.reading.section(sentence.regions[number].start)
    if _ANOTHER.search(words) and memory.defined_at.get(name, (0, here))[1] != here:
        memory.scope = memory.scope.forget(name)
        for known in (memory.sources, memory.guards, memory.doubts, memory.given, memory.defined_at):
            known.pop(name, None)


def _spoken_of(follower: Follower, sentence: Sentence, pattern: re.Pattern[str]) -> set[str]:
    """Return the names in the formulas that are a part of these words, without a value."""
    found: set[str] = set()
    for words in pattern.finditer(sentence.words):
        first = sentence.words[: words.start()].count(MATH)
        regions = sentence.regions[first : first + words[0].count(MATH)]
        found.update(*(follower.reading.names_in(region) for region in regions if "=" not in region.text))
    return found


def say(follower: Follower, sentence: Sentence) -> None:
    """Turn "y is one-hot" into hypotheses about y; note the letters that stand for operators."""
    hear(follower.memory, sentence)
    for operator in _OPERATOR.finditer(sentence.words):
        region = sentence.regions[sentence.words[: operator.end()].count(MATH) - 1]
        for name in follower.reading.names_in(region):
            follower.memory.unread.setdefault(name, follower.line_of(region.start))
    for told in _TOLD_PLAINLY.finditer(sentence.words):
        symbol = follower.memory.scope.symbols.get(told["name"])
        free = symbol is not None and symbol.sort not in (INDEX, FUNCTION)
        if free and told["name"] not in follower.memory.scope.definitions:
            follower.memory.leave_open(told["name"], follower.line_of(sentence.start), told["value"])
    for real in _REAL.finditer(sentence.words):
        region = sentence.regions[sentence.words[: real.start() + 1 if real["after"] else real.end()].count(MATH) - 1]
        for name in follower.reading.names_in(region):
            alternatives.free(follower.memory, name)
    if says_independent(sentence.words) and not sentence.level:
        said = (follower.line_of(sentence.start), follower.reading.section(sentence.start))
        follower.memory.independent.append(said)
    for name in _spoken_of(follower, sentence, _ARBITRARY) | _spoken_of(follower, sentence, _OF_ANY_SIGN):
        alternatives.release(follower.memory, name)
    if not concludes(sentence.words):
        alternatives.unlike_transposes(follower.memory, follower.memory.symmetric_here)
        follower.memory.symmetric_here = []
    for name in _spoken_of(follower, sentence, _ANY_MATRIX) & follower.memory.symmetric.keys():
        alternatives.release(follower.memory, name)
    if denies_symmetry(sentence.words):
        alternatives.unlike_transposes(follower.memory, list(follower.memory.symmetric))
    follower.memory.quantified = _spoken_of(follower, sentence, _FOR_ALL)
    for trait in traits(sentence.words):
        for region in (sentence.regions[number] for number in trait.formulas if number < len(sentence.regions)):
            for name in follower.reading.names_in(region) if not _RELATION.search(region.text) else ():
                follower.memory.traits.setdefault(name, (follower.line_of(region.start), trait.words))
    follower.memory.everywhere = _spoken_of(follower, sentence, _FOR_REAL) | {
        name
        for region in sentence.regions
        if _FOR_ALL.search(sentence.words) and _IN_REALS.search(region.text)
        for name in follower.reading.names_in(region)
    }
    if stops_gradients(sentence.words):
        follower.memory.detached.update(*map(follower.reading.names_in, sentence.regions))
    for known in PROPERTIES:
        found = says(known, sentence.words)
        for one in found if known.name == "distribution" else islice(found, 1):
            for order in _orders(follower, sentence, known, one):
                _say_of_first(follower, sentence, known, one, order)


def _orders(follower: Follower, sentence: Sentence, known: Property, found: re.Match[str]) -> Iterator[Sequence[int]]:
    """Yield in which order the formulas are looked at for what a property is said of, for each that it is said of."""
    before = sentence.words[: found.start()].count(MATH)
    next_ = _OF_NEXT.match(sentence.words[found.end() :])
    if known.name == "symmetric":
        yield _beside(sentence.words, found, before)
    elif known.name == "distribution" and (several := of_several(sentence.words, found)):
        yield from ([number] for number in several)
    elif re.match(r"\s*(?:is|are|be)\b", found[0]):
        yield [before - 1]
    elif next_ and (known.name == "distribution" or _names_array(follower, sentence.regions[before])):
        yield [before]
    else:
        yield [*range(before - 1, -1, -1), *range(before, len(sentence.regions))]


def _is_drawn_or_one(region: Region, words: str) -> bool:
    """Whether "a distribution x ~ p" says that x is drawn, or "distributions p_k" that each p_k is one."""
    one = "_" in region.text.partition("=")[0] and (words.endswith("s") or "probability" not in words.lower())
    return bool(_DRAWN.search(region.text)) or one


def _say_of_first(
    follower: Follower, sentence: Sentence, known: Property, found: re.Match[str], order: Sequence[int]
) -> None:
    """Suppose a property of the first formula that is an array without a definition."""
    before = sentence.words[: found.start()].count(MATH)
    for number in order:
        region = sentence.regions[number]
        if number >= before and not _names_array(follower, region):
            break  # "since the labels sum to one, [dL/dz = ...]" says nothing of z
        if known.name == "symmetric":  # also where A is read as a number until more is known
            named = follower.reading.names_in(region)[:1]
            follower.memory.symmetric |= dict.fromkeys(named, follower.stated(region.start))
            if supposed_so(sentence.words[: found.start()]):
                follower.memory.symmetric_here += named
        symbol = follower.reading.array_in(region)
        if symbol is None or (known.name == "distribution" and _is_drawn_or_one(region, found[0])):
            continue
        if symbol.name in follower.memory.scope.definitions and known.name == "one-hot":
            _forget_if_another(follower, symbol.name, sentence, number)
        defined = symbol.name in follower.memory.scope.definitions
        if defined and number >= before:
            break  # it is said of this one, whose definition says it better; not of the next
        if not defined:
            origin = follower.stated(region.start)
            truths = directives.property_truths(known.name, symbol)
            within = supposed_so(sentence.words[: found.start()])
            for truth in truths:
                alternatives.suppose(follower.memory, Hypothesis(truth, origin), within=within, anew=False)
            follower.memory.stated.append(follower.note(region.start, f"{symbol.name}: {found.group().strip()}"))
            break
