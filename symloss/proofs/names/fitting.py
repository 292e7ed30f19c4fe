"""Vectors and matrices that are written without indices get the axes with which the formulas fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.chain_rule import CHAINED
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.evidence import Evidence
from symloss.proofs.names.mentions import label_of, stem_of
from symloss.proofs.names.shape import NUMBER, Shape
from symloss.proofs.names.shaping import Misfit, Shaper
from symloss.proofs.names.walks import lone_name
from symloss.term.functions import SPELLINGS

NEVER = frozenset({"e", "pi", "d", "T", "inf", "partial", "nabla"})  # what these mean is not for a survey to say


def is_quantity(name: str, ev: Evidence) -> bool:
    """Whether a sign of transposition is a letter here, as of a temperature T: no script of the text has it."""
    scripts = {u.mention.superscript.rpartition(")")[2].lstrip("-") for u in ev.uses}
    return name in names.TRANSPOSED and scripts.isdisjoint(names.TRANSPOSED)


def fit_shapes(ev: Evidence, ranks: dict[str, int], functions: dict[str, None], displayed: frozenset[str]) -> None:
    """Give bold and transposed letters, and what is equated with arrays, the axes that make formulas fit."""
    plain = {label_of(u.mention, ev.index) for u in ev.uses if u.mention.font != "bold" and not u.inner}
    for use in ev.uses:
        mention = use.mention
        name = label_of(mention, ev.index)
        bold = mention.font == "bold" and name not in plain
        known = name in ranks or stem_of(mention, ev.index) in ranks or name in functions or name in displayed
        if not (bold or mention.superscript in names.TRANSPOSED) or known or use.inner:
            continue
        free = mention.name not in SPELLINGS or mention.name in ev.letters
        if free and name not in {*(NEVER - ev.own), *ev.operators, "1", "I", "0"}:
            ranks[name] = 2 if mention.name.split("_")[-1].lstrip("d")[:1].isupper() else 1
    blank: set[str] = set()  # names that are equated with what has no known shape: no numbers, as far as one can see

    def lookup(node: t.Node) -> Shape | None:
        mention = _called(node, ev)
        unknown = mention is not None and label_of(mention, ev.index) in blank
        return None if unknown else shape_of(ev, node, ranks, functions)

    shaper = Shaper(
        lookup,
        lambda a, b, _: ev.classes.join(a, b),
        lambda node: applied(ev, node, functions, displayed),
        lambda node: factors(ev, node),
    )
    for _ in range(3):
        for formula in ev.formulas:
            _fit(ev, formula, shaper, ranks, functions, blank)


def _called(node: t.Node, ev: Evidence) -> Mention | None:
    """Return the name that a node is, or None."""
    lone = lone_name(node)
    return survey(lone)[0] if lone is not None else None


def _fit(
    ev: Evidence,
    formula: Formula,
    shaper: Shaper,
    ranks: dict[str, int],
    functions: dict[str, None],
    blank: set[str],
) -> None:
    nodes = [s.node for s in formula.sides if s is not None and s.node is not None]
    if any(sign.op not in ("=", ":=") for sign in formula.signs):
        for node in nodes:
            shaper.of(node)
        return
    shapes = [shaper.of(node) for node in nodes]
    whole = shaper.same(shapes)
    numbers = [shape is not None and shape.number for shape in shapes]
    lone = [m for node, number in zip(nodes, numbers, strict=True) if number and (m := _called(node, ev)) is not None]
    if whole is None:
        blank |= {label_of(mention, ev.index) for mention in lone}
    if whole is None or whole.number or whole.row:
        return
    blank -= {label_of(m, ev.index) for node in nodes if (m := _called(node, ev)) is not None}
    for mention in lone:
        name = label_of(mention, ev.index)
        free = name not in ev.index and name not in ev.sizes and name not in functions and not mention.applied
        if free and not ev.indices(mention) and name not in ev.spaces:
            ranks[name] = len(whole.axes)
            for k, axis in enumerate(whole.axes):
                ev.classes.join(("axis", name, k), axis)


def shape_of(
    ev: Evidence, node: t.Node, ranks: Mapping[str, int], functions: Mapping[str, None], *, firm: bool = False
) -> Shape | None:
    """Return the shape of a name as written; unless `firm`, a bare x beside x_i is not known to be the array."""
    mentions = survey(node)
    if not mentions or mentions[0].start > node.start:
        return None
    mention = mentions[0]
    label, stem = label_of(mention, ev.index), stem_of(mention, ev.index)
    if label in functions:
        return None
    if label not in ranks and is_open(ev, mention):
        axis = object()  # of any length
        return Shape((axis, axis))
    loose = not firm and mention.font != "bold" and label in ev.indexed and label not in ev.spaces
    if label in ranks and loose and not mention.subscripts and mention.superscript not in names.TRANSPOSED:
        return None  # x beside x_i may be the array, or any number
    if label in ranks:
        taken = len(ev.indices(mention)) if label == stem else 0  # x^{(i)} has the label x too
        if not taken and ranks[label] == 2 and ev.spaces.get(label, ())[:1] == ("1",):
            return Shape((("axis", label, 1),), row=True)
        return _rest(label, ranks[label], ev.indices(mention) if taken else ())
    if stem in ranks:
        indices = ev.indices(mention)
        if firm and len(indices) > ranks[stem]:
            raise Misfit  # x_{k1} of an x that has the entries x_k
        return _rest(stem, ranks[stem], indices or mention.subscripts)
    return NUMBER


def _rest(name: str, rank: int, taken: Sequence[str]) -> Shape:
    """Return the axes that are left of an array with these indices; those at a colon, as in Y_{:i}, are left whole."""
    return Shape(tuple(("axis", name, k) for k in range(rank) if k >= len(taken) or taken[k] == ":"))


def is_open(ev: Evidence, mention: Mention) -> bool:
    """Whether this is an identity matrix whose size is not written."""
    return mention.name == "I" and not mention.subscripts and not mention.applied and not ev.is_defined("I")


def is_one_of_many(ev: Evidence, mention: Mention, functions: Mapping[str, None]) -> bool:
    """Whether this is one of functions that are numbered by an index: the f_i of f_i(x)."""
    stem = stem_of(replace(mention, primes=0), ev.index)
    return stem in functions and stem in ev.families and bool(ev.indices(mention))


def applied(ev: Evidence, node: t.Node, functions: Mapping[str, None], displayed: frozenset[str]) -> str:
    """Return what a name gives when brackets follow it (see `Shaper`)."""
    mentions = survey(node) if isinstance(node, t.Letter | t.Word | t.Scripted) else ()
    if not mentions:
        return ""  # 1/f(x) is applied to nothing
    name = label_of(replace(mentions[0], primes=0), ev.index)  # f' is as much a function as f
    row = None if mentions[0].name in ev.letters else SPELLINGS.get(mentions[0].name)
    if name in displayed or is_one_of_many(ev, mentions[0], functions):
        return "quantity"
    if row is not None and (name in functions or len(mentions[0].name) > 1):
        if row.takes == "vector" and row.gives == "matrix":
            return "diagonal"
        if row.takes == row.gives == "vector":
            return "entry" if ev.indices(mentions[0]) else "vector"
        return "number" if row.gives == "number" and row.takes != "number" else "same"
    if name in functions and name in ev.entrywise:
        return "same"
    if name in functions and name in CHAINED:
        return "chained"
    if name in functions:
        return "slope" if mentions[0].primes else "unknown"
    return ""


def factors(ev: Evidence, node: t.Node) -> tuple[t.Node, ...]:
    """Return bare letters in a row as single letters, of which the last has the scripts."""
    base = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(base, t.Word) or not base.run or len(base.text) < 2:
        return (node,)
    if base.text in SPELLINGS or not ev.is_product(base.text):
        return (node,)
    letters = [
        t.Letter(name=c, font=base.font, start=base.start + i, end=base.start + i + 1) for i, c in enumerate(base.text)
    ]
    if isinstance(node, t.Scripted):
        return (*letters[:-1], replace(node, base=letters[-1], start=letters[-1].start))
    return tuple(letters)
