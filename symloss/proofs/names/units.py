r"""Units of two layers that one letter stands for: in o_j = f(\sum_i w_{ij} o_i) the index says which of them o is.

As one array this would be an equation that o solves; a text that goes on to define o by itself, through
weights with both letters, counts the units of two layers with them. Then o_i is a name of its own, o_next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import bounds, on_sides, roots, with_letters

NEXT = "_next"  # ends the name of what belongs to the other layer

Entry = tuple[str, str]  # a name and its index letter


@dataclass
class _Definition:
    """What o_j = ... is made of: entries with the same letter, and with another that its weights have too."""

    letter: str
    same: set[str] = field(default_factory=set)
    other: set[Entry] = field(default_factory=set)
    applied: bool = False  # a function of all of it


def of_other_layers(formulas: Sequence[Formula]) -> frozenset[Entry]:
    """Return the entries whose letter counts the units of another layer than that of their definition."""
    known = _known(formulas)
    found = {(name, lower) for _, lower, circle in _circles(known) for name in circle}
    own = {d.letter for name, _ in found for d in known.get(name, ())}
    if own & {letter for _, letter in found} or any(_is_of_one_layer(f, found) for f in formulas):
        return frozenset()
    return frozenset(found)


def one_layer_up(formulas: Sequence[Formula]) -> Callable[[Formula], Formula]:
    r"""Return what says a definition of the layer below of the layer above.

    Beside o_k = f(\sum_j w_{jk} o_j), n_j = \sum_i w_{ij} o_i is said of units of any layer: n_k = \sum_j w_{jk} o_j.
    That is so if the letter i counts nothing in any other formula that has units of this circle.
    """
    known = _known(formulas)
    circles = list(_circles(known))
    below = {lower for _, lower, _ in circles}
    tops = {(upper, lower) for upper, lower, _ in circles if upper not in below}
    names_of = frozenset().union(*(circle for *_, circle in circles))
    if len(tops) != 1:
        return lambda formula: formula
    ((upper, lower),) = tops

    def lowest(formula: Formula) -> str:
        """Return i of a definition of the layer below, or ""."""
        head, body = _head_and_body(formula)
        if head is None or body is None or head[1] != lower or upper in _all_letters(formula):
            return ""
        letters = {letter for name, letter in _definition(lower, body).other if name in names_of}
        return letters.pop() if len(letters) == 1 else ""

    below_both = {letter for formula in formulas if (letter := lowest(formula))}
    stays = [formula for formula in formulas if not lowest(formula)]
    entered = {entry for f in stays for tree in roots(f) for entry in _entries(tree)}
    if len(below_both) != 1 or any(name in names_of and letter in below_both for name, letter in entered):
        return lambda formula: formula
    to = {lower: upper, below_both.pop(): lower}
    return lambda formula: on_sides(formula, lambda node: with_letters(node, to)) if lowest(formula) else formula


def _known(formulas: Sequence[Formula]) -> dict[str, list[_Definition]]:
    """Return what the entries that formulas define are made of."""
    known: dict[str, list[_Definition]] = {}
    for formula in formulas:
        head, body = _head_and_body(formula)
        if head is not None and body is not None:
            known.setdefault(head[0], []).append(_definition(head[1], body))
    return known


def _head_and_body(formula: Formula) -> tuple[Entry | None, t.Node | None]:
    """Return o_j of o_j = ..., and what it is; None if a formula does not begin so."""
    side = formula.sides[0] if len(formula.sides) > 1 and formula.signs else None
    head = entry_of(side.node) if side is not None and side.node is not None else None
    body = formula.sides[1] if head is not None and formula.signs[0].op in ("=", ":=") else None
    return head, body.node if body is not None else None


def _circles(known: dict[str, list[_Definition]]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield the letters of two layers, and the names by which a definition of the upper one comes back to itself."""
    for name, definitions in known.items():
        for definition in definitions:
            for other, letter in sorted(definition.other):
                circle = {n for n in _reached(other, known) if name in _reached(n, known)}
                if circle and (len(circle) > 1 or definition.applied):
                    yield definition.letter, letter, frozenset(circle)


def _all_letters(formula: Formula) -> set[str]:
    return {part.name for tree in roots(formula) for part in t.walk(tree) if isinstance(part, t.Letter)}


def _is_of_one_layer(formula: Formula, found: set[Entry]) -> bool:
    r"""Whether a formula is about the whole array: y_i = e^{o_i}, \sum_i o_i without a weight w_{ij}, o itself, o_1."""
    trees = [side.node for side in formula.sides if side is not None and side.node is not None]
    circle = {name for name, _ in found}
    if len(trees) > 1 and any(name in circle for tree in trees for name in _whole(tree)):
        return True
    head = entry_of(trees[0]) if len(trees) > 1 else None
    if head is not None and any((name, head[1]) in found for tree in trees[1:] for name, _ in _entries(tree)):
        return True
    sums = [part for tree in trees for part in t.walk(tree) if isinstance(part, t.Big)]
    for whole in sums:
        below = {letter for letter, _ in bounds(whole)}
        weights = {x for part in t.walk(whole.body) if isinstance(part, t.Scripted) for x in _letters(part.sub)}
        if any(entry in found and entry[1] in below - weights for entry in _entries(whole.body)):
            return True
    return False


def _whole(tree: t.Node) -> Iterator[str]:
    """Yield the names that stand without a letter below them."""
    scripted = [part for part in t.walk(tree) if isinstance(part, t.Scripted)]
    entered = {id(part.base) for part in scripted if entry_of(part) is not None}
    below = {id(part) for whole in scripted if whole.sub is not None for part in t.walk(whole.sub)}
    for part in t.walk(tree):
        if isinstance(part, t.Letter | t.Word) and id(part) not in entered | below:
            yield names.spell(part)


def _entries(tree: t.Node) -> Iterator[Entry]:
    for part in t.walk(tree):
        entry = entry_of(part)
        if entry is not None:
            yield entry


def _definition(letter: str, body: t.Node) -> _Definition:
    made = _Definition(letter, applied=_is_application(body))
    pairs = {frozenset(_letters(part.sub)) for part in t.walk(body) if isinstance(part, t.Scripted)}
    for part in t.walk(body):
        entry = entry_of(part)
        if entry is not None and entry[1] == letter:
            made.same.add(entry[0])
        elif entry is not None and frozenset((letter, entry[1])) in pairs:
            made.other.add(entry)
    return made


def _reached(name: str, known: dict[str, list[_Definition]]) -> set[str]:
    """Return a name and all that its definitions are made of."""
    found, todo = {name}, [name]
    while todo:
        for definition in known.get(todo.pop(), ()):
            more = (definition.same | {other for other, _ in definition.other}) - found
            found |= more
            todo += sorted(more)
    return found


def entry_of(node: t.Node) -> Entry | None:
    """Return o and j of o_j, and of o_j^2."""
    if not isinstance(node, t.Scripted) or node.primes or not isinstance(node.sub, t.Letter):
        return None
    if node.sup is not None and not isinstance(node.sup, t.Literal):
        return None
    base = names.spell(node.base) if isinstance(node.base, t.Letter | t.Word) else ""
    return (base, node.sub.name) if base else None


def _letters(sub: t.Node | None) -> tuple[str, ...]:
    parts = names.parts(sub)
    return tuple(part.name for part in parts if isinstance(part, t.Letter)) if len(parts) == 2 else ()


def _is_application(node: t.Node) -> bool:
    r"""Whether this is \sigma(...) and nothing else."""
    return (
        isinstance(node, t.Product)
        and len(node.factors) == 2
        and isinstance(node.factors[0], t.Letter | t.Word)
        and isinstance(node.factors[1], t.Fenced)
    )
