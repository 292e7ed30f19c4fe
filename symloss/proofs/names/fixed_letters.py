r"""Letters below names that count nothing: the k of d_k, the size of the keys, beside an entry A_{ik} of some matrix.

Such a letter never varies: the name is written with no other, where it stands nothing else has that letter, and nothing
that is made of it stands beside that letter (the r of \sum_i r, or of g_i = r^2, with r = 3 z_i).
If d_k was meant as an entry, it is a number there like any other, so nothing is lost by taking it for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.survey import Mention, survey
from symloss.proofs.names.walks import bounds, links, nodes, roots

Fixed = frozenset[tuple[str, str]]  # a name, and the letter below it


def fixed_letters_in(formulas: Iterable[Formula]) -> Fixed:
    """Return the names with a letter below them that counts other things only; others are their own: d_k, d_v."""
    below: dict[str, set[str]] = {}
    used: set[str] = set()  # beside other names
    varying: set[tuple[str, str]] = set()
    counting: set[str] = set()
    formulas = list(formulas)
    for formula in formulas:
        mentions = [m for root in roots(formula) for m in survey(root)]
        for mention in mentions:
            below.setdefault(mention.name, set()).add(_letter(mention))
        counting |= {m.name for m in mentions if m.role == "bound"} | {s for m in mentions for s in _axes(m)}
        used |= {m.name for m in mentions if {o.name for o in mentions} - {m.name, *m.subscripts}}
        varying |= set(_varying(mentions))
    found = set()
    for name, letters in ((key, below[key]) for key in below if key in used):
        shared = letters & (counting | set().union(*(other for key, other in below.items() if key != name)))
        if "" not in letters and len(shared) == 1 and shared <= counting:
            found |= {(name, letter) for letter in shared if (name, letter) not in varying}
    return frozenset(pair for pair in found if not _counted(formulas, *pair))


def _counted(formulas: Sequence[Formula], name: str, letter: str) -> bool:
    """Whether something that is made of a name stands, without its letter, where this counts something.

    S_{ij} is an entry of an S that a text defines as a whole, and of no other letter.
    """
    made, by_entries = _made_of(formulas, name)
    for formula in formulas:
        mentions = [m for root in roots(formula) for m in survey(root)]
        sums = [node for node in nodes(formula) if isinstance(node, t.Big) and letter in dict(bounds(node))]
        reaches = [(node.body.start, node.body.end) for node in sums]
        counted = [m for m in mentions if m.name != name and letter in m.subscripts]
        free = any(not _within(m, reaches) for m in counted)
        others = (m for m in mentions if m.name in made and letter not in m.subscripts)
        bare = (m for m in others if not m.subscripts or m.name in by_entries)
        if any(free or _within(m, reaches) for m in bare):
            return True
    return False


def _within(mention: Mention, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _made_of(formulas: Iterable[Formula], name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a text says what they are by this one, or by what is made of it; those told by entries."""
    said = []
    for left, sign, right in (link for formula in formulas for link in links(formula)):
        if sign in ("=", ":=") and left.node is not None and right.node is not None:
            heads = survey(left.node)
            if heads and not any(isinstance(part, t.DerivativeSign | t.Big) for part in t.walk(left.node)):
                said.append((heads[0], {m.name for m in survey(right.node)}))
    made = {name}
    while more := {head.name for head, parts in said if parts & made} - made:
        made |= more
    by_entries = frozenset(head.name for head, parts in said if head.subscripts and parts & made)
    return frozenset(made - {name}), by_entries


def _letter(mention: Mention) -> str:
    """Return the one letter below a name, or "" if it has none, or anything that makes it more than a number."""
    plain = mention.superscript[:1] != "(" and mention.superscript not in names.TRANSPOSED and not mention.primes
    single = len(mention.subscripts) == 1 and len(mention.subscripts[0]) == 1 and mention.subscripts[0].isalpha()
    whole = mention.font == "" and len(mention.name) == 1 and not mention.applied and mention.role == "use"
    return mention.subscripts[0] if plain and single and whole else ""


def _axes(mention: Mention) -> Sequence[str]:
    return mention.subscripts if len(mention.subscripts) > 1 else ()


def _varying(mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """Yield the names of a formula with the letter below that something else there has, too."""
    for mention in mentions:
        for letter in mention.subscripts:
            own = [(m.start, m.end) for m in mentions if m.name == mention.name]
            others = (m for m in mentions if m.name == letter)
            if not all(_within(m, own) for m in others):
                yield mention.name, letter


def with_letters_fixed(node: t.Node, fixed: Fixed) -> t.Node:
    """Return a tree in which the letters below these names are part of the name."""
    node = t.rebuilt(node, lambda part: with_letters_fixed(part, fixed))
    if not isinstance(node, t.Scripted) or not isinstance(node.base, t.Letter) or node.sub is None:
        return node
    below = names.spell(node.sub)
    if (node.base.name, below) not in fixed:
        return node
    name = t.Letter(name=names.full(node.base.name, [below]), start=node.start, end=node.sub.end)
    return name if node.sup is None else t.Scripted(base=name, sup=node.sup, start=node.start, end=node.end)
