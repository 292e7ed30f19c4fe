"""Values that prose gives case by case: "y_k = 1 if k = t and y_k = 0 otherwise".

Read formula by formula this would say that every y_k is one. Here the sentence is taken
as a whole: it defines the entries, or says which values a name can have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symloss.errors import ReadError
from symloss.latex.reader import parse
from symloss.proofs.discourse.binding import define
from symloss.proofs.discourse.directives import property_truths
from symloss.proofs.discourse.flow import Sentence
from symloss.proofs.discourse.shapes import base_name, head_of
from symloss.proofs.discourse.state import Counted, Value, with_counted
from symloss.proofs.documents.region import Region
from symloss.proofs.words.cues import cue_before
from symloss.proofs.words.prose import MATH, plain_words
from symloss.term import nodes as n
from symloss.term.reader import read as read_plain
from symloss.term.scope import Hypothesis
from symloss.term.sorts import INDEX

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

# What a formula in the sentence is: y_k = 1, y_k, k, k = t, k != t, a value, anything else.
EQUATION, ENTRY, LETTER, SAME, APART, NUMBER, OTHER = (chr(code) for code in range(0xE000, 0xE007))

MARKS = frozenset((EQUATION, ENTRY, LETTER, SAME, APART, NUMBER, OTHER))

_IF = r"(?:if and only if|if|iff|(?:only|exactly|just) (?:if|when|for)|when(?:ever)?|for|where|provided(?: that)?|at)"
_TRUE = r"(?:true|correct|right|target|actual|gold|ground[- ]truth|observed|label(?:l?ed)?|given)"
_CLASS = r"(?:class|label|word|categor(?:y|ies)|index|answer|token|outcome)"
_ZERO = rf"(?:{NUMBER}|zeros?|0)"
_VALUE = rf"(?:{NUMBER}|one|unity|zero|[01])"
_IS = r"(?:is|are|be|being|equals?|takes?|has)(?: (?:equal|set) to| the value)?"
_SAID = rf"(?:{EQUATION}|{ENTRY}\s+{_IS}\s+{_VALUE}|(?:it )?(?:{_IS}\s+)?{_VALUE})"
_AT = (
    rf"[\s,(]*(?:{_IF}\s+(?:the )?(?:{_CLASS} )?{SAME}"
    rf"|(?:only )?(?:{_IF}|in|of)\s+(?:the )?(?:index (?:of )?(?:the )?)?{_TRUE} {_CLASS}(?: {_CLASS})?"
    rf"(?:[\s(]*[{LETTER}{SAME}])?|{_IF}\s+{LETTER}\s+is\s+the\s+(?:index of the )?{_TRUE} {_CLASS})[\s)]*"
)
_AWAY = (
    rf"[\s,(]*(?:{_IF}\s+(?:all |every |any |each )?(?:other )?(?:{_CLASS}(?:es)? )?{APART}"
    rf"|(?:otherwise|elsewhere|else|everywhere else|in all other cases)\b"
    rf"|{_IF}\s+(?:all |every |any |each )?(?:the )?(?:other|remaining|rest|wrong|incorrect)\b(?: \w+)?)[\s)]*"
)
_REST = (
    rf"(?:all |every |each )?(?:of )?(?:the |its )?(?:other|remaining|rest)s?(?: \w+)?(?: of [{OTHER}{ENTRY}])?"
    rf" (?:is|are|being|equals?|set)(?: to)? {_ZERO}\b"
)
_AND = r"[\s,;)]*(?:(?:and|but|while|whereas|with)\b)?[\s,;(]*"
_ENTRIES = re.compile(
    rf"(?P<first>{EQUATION}|{ENTRY}\s+{_IS}\s+{_VALUE})(?:(?P<at>{_AT}){_AND}(?P<second>{_SAID}){_AWAY}"
    rf"|{_AND}(?P<then>{_SAID}){_AWAY}|{_AND}(?P<rest>{_REST}))",
    re.IGNORECASE,
)
_WORDS = r"[^.;:\uE000-\uE006]{1,60}?"
_EITHER = re.compile(  # y = 1 if the mail is spam and y = 0 otherwise
    rf"(?P<first>{EQUATION}|{ENTRY}\s+{_IS}\s+{_VALUE})\s+{_IF}{_WORDS}(?:[{LETTER}{OTHER}]{_WORDS}){{0,3}}"
    rf"{_AND}(?P<second>{_SAID})\s+(?:otherwise|elsewhere|else|{_IF}{_WORDS}(?=[.;,)]|$))",
    re.IGNORECASE,
)
_HOT = re.compile(  # "the true class c, i.e. y_c = 1", of a y that is one-hot
    rf"(?P<first>{EQUATION}|{ENTRY}\s+{_IS}\s+{_VALUE})(?P<at>{_AT})?", re.IGNORECASE
)
_SAYS_ONE = re.compile(
    r"(?:\bi\.e\.|\b(?:so|where|with|because|since|as|that is|has|have|means?|meaning|only)\b(?: that)?|[,(:，（：]"
    r"|即|也就是|所以|因此|其中|满足|\bd\.\s?h\.|\balso\b|c'est-à-dire|es decir)[\s,，]*\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b{_TRUE} {_CLASS}(?: {_CLASS})?[\s(,:]*{MATH}"
    rf"|{MATH}\W*\s*(?:is|be|as|denotes?|for)?\s*the (?:index of the )?{_TRUE} {_CLASS}",
    re.IGNORECASE,
)
_MEMBERSHIP = re.compile(rf"\b(?:{_CLASS}|cluster|topic|component|group)\b", re.IGNORECASE)
_IN_WORDS = {"one": "1", "unity": "1", "zero": "0", "zeros": "0"}


@dataclass(frozen=True)
class Piece:
    """A formula of the sentence as it may take part: what it is of, and of which letter."""

    mark: str = OTHER
    left: Value | None = None
    right: Value | None = None


@dataclass(frozen=True)
class Split:
    """Where an entry has its first value: its index letter and what that is compared with, as written; the index."""

    letter: str
    target: str
    index: n.Term


def take(follower: Follower, sentence: Sentence) -> Sentence:
    """Take in what a sentence says case by case, and return the sentence without it."""
    _name_classes(follower, sentence)
    while sentence.words.count(MATH) == len(sentence.regions) and sentence.regions and not sentence.level:
        pieces = [_piece(follower, region) for region in sentence.regions]
        parts = sentence.words.split(MATH)
        words = parts[0] + "".join(piece.mark + part for piece, part in zip(pieces, parts[1:], strict=True))
        ways = ((_ENTRIES, _entries), (_EITHER, _either), (_HOT, _hot))
        found = next(
            (m for pattern, way in ways for m in pattern.finditer(words) if way(follower, m, words, pieces)), None
        )
        if found is None:
            break
        before, after = (_marks(words[:end]) for end in (found.start(), found.end()))
        regions = sentence.regions[:before] + sentence.regions[after:]
        kept = f"{words[: found.start()]}, {words[found.end() :]}"
        sentence = replace(sentence, words=re.sub("[\ue000-\ue006]", MATH, kept), regions=regions)
    return sentence


def _name_classes(follower: Follower, sentence: Sentence) -> None:
    """Keep the letters that a text calls the true class: "the correct class c"."""
    for found in _NAMED.finditer(plain_words(sentence.words)):
        number = plain_words(sentence.words)[: found.end()].count(MATH) - 1
        piece = _piece(follower, sentence.regions[number]) if number < len(sentence.regions) else Piece()
        if piece.mark == LETTER and piece.left is not None and isinstance(piece.left.term, n.Symbol):
            follower.memory.classes.add(piece.left.term.name)


def _marks(text: str) -> int:
    """Return how many formulas stand in a text."""
    return sum(c in MARKS for c in text)


def _pieces(words: str, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """Return the formulas in a part of the sentence."""
    return pieces[_marks(words[:start]) : _marks(words[:end])]


def _piece(follower: Follower, region: Region) -> Piece:
    lines = follower.reading.lines(region, follower.memory.scope)
    if isinstance(lines, ReadError) or len(lines) != 1 or lines[0].continues or lines[0].conditions:
        return Piece()
    values, signs = lines[0].values, lines[0].signs
    if any(v.term is None or v.node is None for v in values) or not values:
        return Piece()
    left = values[0].term
    if not signs:
        if isinstance(left, n.Symbol) and left.sort == INDEX:
            return Piece(LETTER, values[0])
        return Piece(ENTRY if _is_entry(left) else NUMBER if isinstance(left, n.Number) else OTHER, values[0])
    right = values[1].term
    if len(signs) != 1 or signs[0] not in ("=", "!="):
        return Piece()
    if isinstance(left, n.Symbol) and left.sort == INDEX and isinstance(right, n.Symbol | n.Indexed):
        return Piece(SAME if signs[0] == "=" else APART, *values)
    return Piece(EQUATION, *values) if signs[0] == "=" and _is_entry(left) else Piece()


def _is_entry(term: n.Term | None) -> bool:
    """Whether this is a name, or an entry of one by letters."""
    head = head_of(term) if isinstance(term, n.Symbol | n.Indexed) else None
    return head is not None and head.kind != "function"


def _entries(follower: Follower, found: re.Match[str], words: str, pieces: list[Piece]) -> bool:
    """Take in "y_k = 1 if k = t and 0 otherwise"; False if it is not about the entries of an unknown array."""
    first = pieces[_marks(words[: found.start()])].left
    if first is None or not isinstance(first.term, n.Indexed) or not _is_open(follower, first.term, words, found):
        return False
    inside = _pieces(words, pieces, found.start() + 1, found.end())
    others = [p.left for p in inside if p.mark in (EQUATION, ENTRY)]
    where = [p for p in inside if p.mark in (SAME, APART, LETTER)]
    if any(o is None or base_name(o.term or first.term) != base_name(first.term) for o in others):
        return False
    one = _value(found, "first", words, pieces)
    zero = "0" if found["rest"] else _value(found, "second" if found["second"] else "then", words, pieces)
    where = [p for p in where if p.mark != LETTER or p.left is None or p.left.term not in first.term.indices]
    if found["at"] and not where:  # "for the true class": which one that is has no name
        return {one, zero} == {"0", "1"} and _one_hot(follower, first)
    others = [] if found["rest"] else others
    if found["at"]:
        split = _split(first.term, where[0])
        return split is not None and _defined(follower, first, split, one, zero)
    return len(first.term.indices) == 1 and _at_letter(follower, first, others, where, one, zero)


def _at_letter(
    follower: Follower, first: Value, others: list[Value | None], where: list[Piece], one: str, zero: str
) -> bool:
    """Take in "y_c = 1 and y_k = 0 for k != c", or "y_c = 1 and all others are zero"."""
    assert isinstance(first.term, n.Indexed)
    index = first.term.indices[0]
    base, _, letter = first.place.text.partition("_")
    if not others:
        free = "k" if str(index) != "k" else "j"
        if free not in follower.memory.scope.symbols:
            follower.memory.scope = follower.memory.scope.declare(n.Symbol(free, INDEX))
        head = n.Indexed(first.term.base, (n.Symbol(free, INDEX),))
        place = replace(first.place, text=f"{base}_{free}")
        return _defined(follower, Value(place, head), Split(free, letter, index), one, zero)
    other = others[0]
    split = _split(other.term, where[0]) if other is not None and where else None
    if split is None or other is None or split.index != index:
        return False
    return _defined(follower, other, split, one, zero)


def _is_open(follower: Follower, entry: n.Term, words: str, found: re.Match[str]) -> bool:
    """Whether a name has no meaning yet, and is not merely supposed to have this value."""
    memory = follower.memory
    name = base_name(entry)
    known = (*memory.scope.definitions, *memory.required, *memory.unknowns)
    return (name not in known or name in memory.told) and cue_before(words[: found.start()]) not in ("case", "instance")


def _value(found: re.Match[str], group: str, words: str, pieces: list[Piece]) -> str:
    """Return the value in a part of the sentence, as it is written."""
    start, said = found.start(group), found[group]
    for at, mark in enumerate(said):
        piece = pieces[_marks(words[: start + at])] if mark in MARKS else None
        value = piece.right if piece is not None and piece.mark == EQUATION else piece.left if piece else None
        if piece is not None and value is not None and piece.mark in (EQUATION, NUMBER):
            return value.place.text
    last = said.split()[-1].lower()
    return _IN_WORDS.get(last, last)


def _split(entry: n.Term | None, where: Piece) -> Split | None:
    """Return the index letter of an entry and what it is compared with."""
    assert isinstance(entry, n.Indexed) and where.left is not None and where.left.term is not None
    if where.mark == LETTER:  # "y_k is 1 for the true class c"
        return Split(str(entry.indices[-1]), where.left.place.text, where.left.term)
    assert where.right is not None
    for letter, target in ((where.left, where.right), (where.right, where.left)):
        if letter.term in entry.indices and target.term is not None and target.term not in entry.indices:
            return Split(letter.place.text, target.place.text, target.term)
    return None


def _defined(follower: Follower, entry: Value, split: Split, one: str, zero: str) -> bool:
    """Define an entry by the two values that a sentence gives it."""
    reading, memory = follower.reading, follower.memory
    assert isinstance(entry.term, n.Indexed)
    if split.letter not in map(str, entry.term.indices):
        return False
    if isinstance(split.index, n.Symbol) and not split.index.sort.shape:  # the class t is one of those that y has
        axis = [str(index) for index in entry.term.indices].index(split.letter)
        memory.counted.setdefault(split.index.name, Counted(base_name(entry.term), axis))
        memory.scope = with_counted(memory.scope, memory.counted)
    condition = rf"\text{{if }} {split.letter} = {split.target}"
    body = rf"\begin{{cases}} {one} & {condition} \\ {zero} & \text{{otherwise}} \end{{cases}}"
    formula = parse(f"{entry.place.text} = {body}", reading.macros)[0]
    sides = [(s.text, s.node) for s in formula.sides if s is not None and s.node is not None]
    values = [
        replace(reading.understood(replace(entry.place, text=text), node, memory.scope), node=node)
        for text, node in sides
    ]
    head = head_of(values[0].term) if values and values[0].term is not None else None
    if len(values) != 2 or values[1].term is None or head is None or head.kind != "indexed":
        return False
    memory.told.add(head.name)
    define(follower, head.define(values[1].term), *values)
    return True


def _hot(follower: Follower, found: re.Match[str], words: str, pieces: list[Piece]) -> bool:
    """Take in where a one-hot vector is one."""
    first = pieces[_marks(words[: found.start()])].left
    if first is None or not isinstance(first.term, n.Indexed) or not _is_open(follower, first.term, words, found):
        return False
    if (
        not follower.memory.is_one_hot(first.term.base)
        or len(first.term.indices) != 1
        or _value(found, "first", words, pieces) != "1"
    ):
        return False
    inside = _pieces(words, pieces, found.start() + 1, found.end())
    where = [p for p in inside if p.mark in (SAME, LETTER)]
    if where:
        split = _split(first.term, where[0])
        return split is not None and _defined(follower, first, split, "1", "0")
    said = not found["at"] and bool(_SAYS_ONE.search(words[: found.start()]))
    return said and _at_letter(follower, first, [], [], "1", "0")


def _one_hot(follower: Follower, entry: Value) -> bool:
    """Take in that a vector is one-hot."""
    assert isinstance(entry.term, n.Indexed)
    if not isinstance(entry.term.base, n.Symbol):
        return False
    origin = follower.stated(entry.place.start)
    truths = property_truths("one-hot", entry.term.base)
    follower.memory.assumptions.extend(Hypothesis(truth, origin) for truth in truths)
    follower.memory.stated.append(follower.note(entry.place.start, f"{entry.term.base}: one-hot"))
    return True


def _either(follower: Follower, found: re.Match[str], words: str, pieces: list[Piece]) -> bool:
    """Take in "y = 1 if this is spam and 0 otherwise": y has one of two values, and which one is not said."""
    first = pieces[_marks(words[: found.start()])].left
    if first is None or first.term is None or not _is_open(follower, first.term, words, found):
        return False
    others = [p.left for p in _pieces(words, pieces, *found.span("second")) if p.mark in (EQUATION, ENTRY)]
    if any(o is None or base_name(o.term or first.term) != base_name(first.term) for o in others):
        return False
    try:
        values = tuple(
            read_plain(_value(found, group, words, pieces), follower.memory.scope) for group in ("first", "second")
        )
    except ReadError:
        return False
    truth = n.Member(first.term, n.FiniteSet(values))
    if isinstance(first.term, n.Indexed) and {str(v) for v in values} == {"0", "1"} and _MEMBERSHIP.search(found[0]):
        follower.memory.exclusive.add(base_name(first.term))
    follower.memory.assumptions.append(Hypothesis(truth, follower.stated(first.place.start)))
    follower.memory.stated.append(follower.note(first.place.start, str(truth)))
    return True
