"""Mentions of names in formulas: which stand alone, which in scripts, and by what plain name each goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.walks import roots

_LABEL_SUPERSCRIPTS = frozenset({"star", "prime", "pos", "neg", "dagger"})


@dataclass(frozen=True)
class Use:
    """A mention of a name in a formula; `inner`: within a script of another name."""

    mention: Mention
    formula: int
    inner: bool


def label_of(mention: Mention, index: Collection[str] = ()) -> str:
    """Return the name of a mention with its scripts as labels; exponents and index superscripts are no labels."""
    subscripts = list(mention.subscripts) if all(mention.subscripts) else []
    return names.full(_base(mention), subscripts, _mark(mention, index), _ticks(mention))


def stem_of(mention: Mention, index: Collection[str] = ()) -> str:
    """Return the name of a mention without its subscripts: y_star of y^*_j, a_(1) of a^{(1)}_j."""
    return names.full(_base(mention), [], _mark(mention, index), _ticks(mention))


def _base(mention: Mention) -> str:
    return names.clean(mention.name) if " " in mention.name else mention.name


def _mark(mention: Mention, index: Collection[str]) -> str:
    sup = mention.superscript
    bracketed = sup.startswith("(") and sup.endswith(")")
    return sup if sup in _LABEL_SUPERSCRIPTS or (bracketed and sup[1:-1] not in index) else ""


def _ticks(mention: Mention) -> int:
    return 0 if mention.applied else mention.primes


def transposed(mention: Mention) -> bool:
    """Whether a T above a name transposes it."""
    return mention.superscript.rpartition(")")[2] in names.TRANSPOSED


def names_written(node: t.Node, index: Collection[str]) -> list[str]:
    """Return every name by which what stands in a tree may be known."""
    found: dict[str, None] = {}
    mentions = survey(node)
    for mention in mentions:
        if any(within(mention, other) for other in mentions):
            continue  # the H of n_H
        if mention.applied:
            found.setdefault(f"{label_of(mention, index)}_given")  # P(x | y)
            found.setdefault(f"{label_of(mention, index)}_entry")  # f(x)_i
            found.setdefault(f"{stem_of(mention, index)}_entry")  # f_i(x)
            found.setdefault(f"{label_of(mention, index)}_of{mention.applied}")  # f(x; w) beside f(x)
        found.setdefault(label_of(mention, index))
        found.setdefault(stem_of(mention, index))
        for letter in mention.name if mention.run else ():
            found.setdefault(letter)
    return list(found)


def highest_numbers(formulas: Iterable[Formula]) -> dict[str, int]:
    """Return the largest number that stands alone below each name: 3 of x_1 and x_3."""
    found: dict[str, int] = {}
    for mention in (m for formula in formulas for root in roots(formula) for m in survey(root)):
        if len(mention.subscripts) == 1 and mention.subscripts[0].isdecimal():
            found[mention.name] = max(int(mention.subscripts[0]), found.get(mention.name, 0))
    return found


def is_name(argument: str) -> bool:
    """Whether an argument as spelled is a single name."""
    return bool(argument) and argument[0].isalpha() and argument.replace("_", "").isalnum()


def alike(lists: list[tuple[str, ...]]) -> bool:
    """Whether all lists of arguments are one list; H(p, q) and H(p) are two quantities."""
    return all(arguments == lists[0] for arguments in lists)


def uses(formula: Formula, number: int) -> Iterator[Use]:
    """Yield every mention of a name in a formula."""
    for root in roots(formula):
        around: list[Mention] = []  # a name stands before its scripts
        for mention in survey(root):
            around = [other for other in around if other.end > mention.start]
            yield Use(mention, number, any(within(mention, other) for other in around))
            around.append(mention)


def within(mention: Mention, other: Mention) -> bool:
    """Whether a mention stands in a script of another that is no exponent."""
    inside = mention.exponents <= other.exponents and other.start <= mention.start and mention.end <= other.end
    return inside and (mention.end - mention.start) < (other.end - other.start)


def defined_function(formula: Formula) -> Iterator[tuple[str, int]]:
    """Yield f of `f(x) = ...`, and how many arguments it takes there."""
    if not formula.signs or formula.signs[0].op not in ("=", ":="):
        return
    side = formula.sides[0]
    node = side.node if side is not None else None
    if isinstance(node, t.Product) and len(node.factors) == 2 and isinstance(node.factors[1], t.Fenced):
        for mention in survey(node)[:1]:
            if mention.applied:
                yield label_of(mention), len(mention.arguments)
