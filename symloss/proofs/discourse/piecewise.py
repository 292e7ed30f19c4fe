"""Functions that a sentence defines piece by piece: "f(x) = x^2 for x >= 0 and f(x) = -x for x < 0".

Read formula by formula the first piece would be all of f. The sentence is taken as a
whole, and defines f as a display with a brace does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symloss.errors import ReadError
from symloss.latex.reader import parse
from symloss.proofs.discourse.binding import define
from symloss.proofs.discourse.flow import Sentence
from symloss.proofs.discourse.reading import Line
from symloss.proofs.discourse.relations import truths_of
from symloss.proofs.discourse.shapes import LETTER_FUNCTIONS, Head, head_of, is_index_case, names_in
from symloss.proofs.discourse.state import Place, Value
from symloss.proofs.documents.region import Region
from symloss.proofs.words.cues import cue_before
from symloss.proofs.words.prose import MATH
from symloss.term import nodes as n
from symloss.term.functions import FUNCTIONS

if TYPE_CHECKING:
    from symloss.proofs.discourse.follower import Follower

_IF = r"(?:for|if|when(?:ever)?|where|provided(?: that)?|on|in case|für|falls|wenn|pour|si|para|cuando|[当若])"
_AND = r"\s*[,;]?\s*(?:(?:and|but|while|whereas|or|und|et|y|[且而])\b)?\s*"
_PIECE = rf"{MATH}\s*,?\s*(?:{_IF}\s*(?:all\s*)?{MATH}|otherwise|else(?:where)?|sonst|sinon|否则)"
_PIECES = re.compile(rf"{MATH}\s*,?\s*{_IF}\s*(?:all\s*)?{MATH}(?:{_AND}{_PIECE})+", re.IGNORECASE)
_OTHERWISE = re.compile(r"\s*,?\s*(?:otherwise|else|sonst|sinon|否则)", re.IGNORECASE)


@dataclass(frozen=True)
class _Piece:
    body: str  # as written
    condition: str  # "": otherwise


def take(follower: Follower, sentence: Sentence) -> Sentence:
    """Take in what a sentence defines piece by piece, and return the sentence without it."""
    for found in _PIECES.finditer(sentence.words) if not sentence.level else ():
        first, last = (sentence.words[:end].count(MATH) for end in found.span())
        if cue_before(sentence.words[: found.start()]) in ("case", "instance"):
            continue
        if _defined(follower, found[0], sentence.regions[first:last]):
            words = f"{sentence.words[: found.start()]}, {sentence.words[found.end() :]}"
            return replace(sentence, words=words, regions=sentence.regions[:first] + sentence.regions[last:])
    return sentence


def _defined(follower: Follower, words: str, regions: list[Region]) -> bool:
    """Define what the pieces define; False if they are no definition of one name that has none yet."""
    lines = [_line(follower, region) for region in regions]
    left = lines[0].values[0] if lines[0] is not None and lines[0].signs == ("=",) else None
    head = head_of(left.term) if left is not None and left.term is not None else None
    if left is None or head is None or not _is_new(follower, head):
        return False
    pieces = _pieces(words, regions, lines, left)
    if pieces is None:
        return False
    rows = (rf"{p.body} & \text{{{'if' if p.condition else 'otherwise'}}} {p.condition}" for p in pieces)
    body = r" \\ ".join(rows)
    formula = parse(rf"{left.place.text} = \begin{{cases}} {body} \end{{cases}}", follower.reading.macros)[0]
    scope = follower.memory.scope
    place = Place(left.place.start, regions[-1].end, left.place.text)
    values = [
        replace(follower.reading.understood(replace(place, text=side.text), side.node, scope), node=side.node)
        for side in formula.sides
        if side is not None and side.node is not None
    ]
    if len(values) != 2 or values[1].term is None or not isinstance(values[1].term, n.Cases):
        follower.memory.unread[head.name] = follower.line_of(left.place.start)
        return True  # that is what the sentence says, though it was not understood
    define(follower, head.define(values[1].term), *values)
    return True


def _is_new(follower: Follower, head: Head) -> bool:
    memory = follower.memory
    known = (*memory.scope.definitions, *memory.required, *memory.unknowns)
    named = head.name in FUNCTIONS and head.name not in LETTER_FUNCTIONS  # |x| = x for x >= 0 defines nothing
    return head.kind != "indexed" and head.name not in known and not named


def _pieces(words: str, regions: list[Region], lines: list[Line | None], left: Value) -> list[_Piece] | None:
    """Return bodies and conditions in order; None if they are not of the name on the left."""
    pieces: list[_Piece] = []
    at = 0
    while at < len(lines):
        body = _body(lines[at], left)
        gap = words.split(MATH)[at + 1]
        last = bool(_OTHERWISE.match(gap))
        if body is None or (not last and not _is_condition(lines[at + 1], left)):
            return None
        pieces.append(_Piece(body, "" if last else regions[at + 1].text))
        at += 1 if last else 2
    return pieces


def _body(line: Line | None, left: Value) -> str | None:
    """Return what a piece says the value is: "f(x) = -x", or "-x"."""
    if line is None or line.conditions or any(v.term is None for v in line.values):
        return None
    if line.signs == ("=",) and line.values[0].term == left.term:
        return line.values[1].place.text
    return line.values[0].place.text if not line.signs and len(line.values) == 1 else None


def _is_condition(line: Line | None, left: Value) -> bool:
    """Whether this says when a piece holds, and no more than that."""
    if line is None or not line.signs or line.conditions:
        return False
    truths = list(truths_of(line.values, line.signs))
    names = names_in(left.term) if left.term is not None else frozenset()
    return all(t is not None and not is_index_case(t) and names_in(t) != names for t in truths)


def _line(follower: Follower, region: Region) -> Line | None:
    lines = follower.reading.lines(region, follower.memory.scope)
    return lines[0] if not isinstance(lines, ReadError) and len(lines) == 1 else None
