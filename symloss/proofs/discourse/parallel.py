"""Sections that treat one thing after another under the same name: f(x) = ... of each activation function."""

from __future__ import annotations

from collections.abc import Iterator

from symloss.errors import ReadError
from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula, Side
from symloss.proofs.discourse.reading import Reading
from symloss.proofs.documents.region import Document, Region

RESTATED = 2  # names that two sections say anew where they begin: a slip would be in one of them
CATALOGUE = 3  # sections that say what a name is, each something else: none of them is a slip


def in_parallel(document: Document, reading: Reading, name: str, first: int, second: int) -> bool:
    """Whether two sections of one level begin with equations for a name, and treat it alike.

    They say at once what the same two names are, go on to the same derivatives of it, or are two of at least three
    that begin so.
    """
    if not _open_sections(document, reading, first, second):
        return False
    one, two = (reading.section(start) for start in (first, second))
    openings = [_opening(document, reading, number) for number in (one, two)]
    displays = all(opening is not None and opening.kind == "display" for opening in openings)
    shared = frozenset.intersection(*(_slopes(reading, number, name) for number in (one, two)))
    heads = [_heads(reading, opening.start) for opening in openings if opening is not None]
    restated = displays and len(frozenset.intersection(*heads)) >= RESTATED
    return (
        restated
        or (displays and bool(shared))
        or len(_bodies(document, reading, name, _level(document, reading, one))) >= CATALOGUE
    )


def title_of(document: Document, reading: Reading, start: int) -> str:
    """Return the words of the heading of the section that begins with the formula there, or ""."""
    opened = _opened_by(document, reading, start)
    heading = reading.headings[opened[1] - 1] if opened is not None else -1
    return next((r.text for r in document.regions if r.start == heading), "")


def _open_sections(document: Document, reading: Reading, first: int, second: int) -> bool:
    """Whether formulas at two places begin sections of one level."""
    places = [_opened_by(document, reading, start) for start in (first, second)]
    if places[0] is None or places[1] is None or places[0] == places[1]:
        return False
    return places[0][0] == places[1][0]


def _opened_by(document: Document, reading: Reading, start: int) -> tuple[int, int] | None:
    """Return the level and the number of the section that begins with the formula there, or None."""
    number = reading.section(start)
    opening = _opening(document, reading, number) if number else None
    level = _level(document, reading, number) if number else 0
    opens = opening is not None and opening.start <= start < opening.end
    return (level, number) if opens and level else None


def _level(document: Document, reading: Reading, number: int) -> int:
    heading = reading.headings[number - 1]
    return next((r.level for r in document.regions if r.start == heading and r.level), 0)


def _opening(document: Document, reading: Reading, number: int) -> Region | None:
    """Return the first formula of a section."""
    heading = reading.headings[number - 1]
    return next((r for r in document.regions if r.start > heading and r.is_math and not r.level), None)


def _heads(reading: Reading, start: int) -> frozenset[str]:
    """Return the letters of the names, and of entries, that stand alone on the left of equations in a formula."""
    found = (f for f in _formulas(reading, start) if f.sides and f.signs and f.signs[0].op in ("=", ":="))
    called = (_called(f.sides[0].node) for f in found if f.sides[0] is not None)
    letters = (node.base if isinstance(node, t.Scripted) else node for node in called)
    return frozenset(names.spell(letter) for letter in letters if isinstance(letter, t.Letter))


def _bodies(document: Document, reading: Reading, name: str, level: int) -> frozenset[str]:
    """Return what a name is said to be where sections of a level begin."""
    found: set[str] = set()
    for number in range(1, len(reading.headings) + 1):
        opening = _opening(document, reading, number)
        if opening is None or _level(document, reading, number) != level or reading.section(opening.start) != number:
            continue
        for formula in _formulas(reading, opening.start):
            for left, sign, right in zip(formula.sides, formula.signs, formula.sides[1:], strict=False):
                if sign.op in ("=", ":=") and left is not None and right is not None and _named(left) == name:
                    found.add("".join(right.text.split()))
    return frozenset(found)


def _slopes(reading: Reading, number: int, name: str) -> frozenset[str]:
    """Return the derivatives of a name that stand on the left of equations in a section, as they are written."""
    found: set[str] = set()
    for start in reading.formulas:
        for formula in _formulas(reading, start) if reading.section(start) == number else ():
            side = formula.sides[0] if formula.sides and formula.signs else None
            if side is not None and _is_slope(_called(side.node), name):
                found.add("".join(side.text.split()))
    return frozenset(found)


def _is_slope(node: t.Node | None, name: str) -> bool:
    match node:
        case t.DerivativeSign(body=t.Node() as body):
            return names.spell(body) == name
        case t.Scripted(base=base, primes=primes) if primes:
            return names.spell(base) == name
    return False


def _formulas(reading: Reading, start: int) -> Iterator[Formula]:
    formulas = reading.formulas.get(start, ())
    yield from () if isinstance(formulas, ReadError) else formulas


def _called(node: t.Node | None) -> t.Node | None:
    """Return f of f(x), and of f."""
    match node:
        case t.Product(factors=(function, t.Fenced())):
            return function
    return node


def _named(side: Side) -> str:
    node = _called(side.node)
    return names.spell(node) if node is not None else ""
