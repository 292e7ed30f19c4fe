r"""Layers above names: L of \partial C/\partial a_j^L, and the 2 of \partial C/\partial w^2_{jk} beside w^1_{ij}.

What one differentiates by is no power, so what stands above says which a or w it is. A number does so
above every letter that has one wherever it stands; a letter that also stands without one may be squared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula

_NO_QUANTITIES = ("bb", "cal")  # R^2, L^1: spaces


def layers_in(node: t.Node) -> frozenset[str]:
    r"""Return L of \partial C/\partial a_j^L."""
    signs = (part for part in t.walk(node) if isinstance(part, t.DerivativeSign))
    return frozenset(_letter(by) for sign in signs for by, order in sign.variables if order == 1) - {""}


def layer_of(node: t.Scripted) -> frozenset[str]:
    """Return what would tell that a superscript is a layer: L of a^L, a_j^{L+1}; w^_ of w^2_j."""
    return frozenset({_letter(node), _name(node) if _number(node) else ""}) - {""}


def of_layer(node: t.Scripted) -> t.Scripted:
    """Return w with a label for w^2."""
    assert node.sup is not None
    return replace(node, sup=t.Fenced(left="(", right=")", body=node.sup, start=node.sup.start, end=node.sup.end))


def by_layers(node: t.DerivativeSign, layers: frozenset[str]) -> t.DerivativeSign:
    r"""Return \partial C/\partial w^2 with a 2 that is no order of a derivative."""
    if not _by_numbers(node):
        return node
    return replace(
        node, variables=tuple((_raised(v, o), 1) if _name(v) in layers else (v, o) for v, o in node.variables)
    )


def by_recursion(formulas: Iterable[Formula]) -> frozenset[str]:
    r"""Return the letters of layers of a text that says how one comes from the one before: z^l = W^l a^{l-1} + b^l.

    The letters that stand elsewhere above such names are of layers, too: the L of a^L.
    """
    formulas = list(formulas)
    found: set[str] = set()
    named: set[str] = set()
    for formula in formulas:
        left, right = (side.node if side is not None else None for side in (*formula.sides, None, None)[:2])
        letter = _alone(left)
        if not letter or right is None or not formula.signs or formula.signs[0].op not in ("=", ":="):
            continue
        above = [part for part in t.walk(right) if isinstance(part, t.Scripted) and isinstance(part.base, t.Letter)]
        before = {_base(part) for part in above if _is_before(part.sup, letter)} - {_base(left)}
        if before and any(_alone(part) == letter for part in above):  # the W^l beside a^{l-1}
            found.add(letter)
            named |= before | {_base(left)} | {_base(part) for part in above if _alone(part) == letter}
    nodes = (part for f in formulas for side in f.sides if side is not None and side.node for part in t.walk(side.node))
    last = {_alone(node) for node in nodes if found and _base(node) in named} - {"", *names.TRANSPOSED}
    return frozenset(found | last)


def _alone(node: t.Node | None) -> str:
    """Return the l of z^l or z_j^l."""
    above = node.sup if isinstance(node, t.Scripted) and not node.primes else None
    return above.name if isinstance(above, t.Letter) and not above.font and _letter(node) else ""  # type: ignore[arg-type]


def _base(node: t.Node | None) -> str:
    base = node.base if isinstance(node, t.Scripted) else None
    return names.spell(base) if isinstance(base, t.Letter) else ""


def _is_before(above: t.Node | None, letter: str) -> bool:
    """Whether this is l - 1."""
    if not isinstance(above, t.Sum) or len(above.terms) != 2 or above.signs[1] != "-":
        return False
    first, one = above.terms
    return isinstance(first, t.Letter) and first.name == letter and isinstance(one, t.Literal) and one.text == "1"


@dataclass
class _Use:
    """The numbers above a letter with so many indices, and whether it stands without one."""

    numbers: set[str] = field(default_factory=set)
    bare: bool = False


def numbered_layers(formulas: Iterable[Formula]) -> frozenset[str]:
    r"""Return w^__ for each letter, here w_{jk}, above which the numbers of layers stand in a document.

    One letter must be differentiated by and have two of them, of which one is the first: \partial C/\partial w^2
    beside w^1. The second and the fourth of \sigma_k are powers.
    """
    trees = [side.node for f in formulas for side in f.sides if side is not None and side.node is not None and f.signs]
    signs = [part for tree in trees for part in t.walk(tree) if isinstance(part, t.DerivativeSign)]
    varied = {_name(v) for sign in signs if _by_numbers(sign) for v, _ in sign.variables} - {""}
    if not varied:
        return frozenset()
    uses: dict[str, _Use] = {}
    for tree in trees:
        for name, number in _uses(tree):
            use = uses.setdefault(name, _Use())
            use.numbers |= {number} - {""}
            use.bare |= not number
    several = {name: use for name, use in uses.items() if name in varied and not use.bare and len(use.numbers) > 1}
    told = [use.numbers for use in several.values() if use.numbers & {"0", "1"}]
    counted = frozenset().union(*told)
    bare = {name.rstrip("_") for name, use in uses.items() if use.bare}

    def labelled(name: str, use: _Use) -> bool:
        several = len(use.numbers) > 1 or bool(use.numbers & {"0", "1"})
        indexed = name.endswith("_") and name.rstrip("_") not in bare
        return not use.bare and (several or (indexed and use.numbers <= counted))

    return frozenset(name for name, use in uses.items() if told and labelled(name, use))


def _by_numbers(sign: t.DerivativeSign) -> bool:
    """Whether numbers above what a derivative is by are no orders of it: they do not add up to its order."""
    orders = [order for _, order in sign.variables]
    written = any(isinstance(v, t.Scripted) and _number(v) for v, _ in sign.variables)
    return sign.style != "nabla" and len(orders) == sign.sought and (written or sum(orders) != sign.sought)


def _uses(node: t.Node) -> Iterator[tuple[str, str]]:
    """Yield each name of a tree, and the number above it."""
    if isinstance(node, t.DerivativeSign) and _by_numbers(node):
        for variable, order in node.variables:
            yield from _uses(_raised(variable, order))
        yield from _uses(node.body) if node.body is not None else ()
    elif name := _name(node):
        yield name, _number(node) if isinstance(node, t.Scripted) else ""
    else:
        for part in t.below(node):
            yield from _uses(part)


def _raised(variable: t.Node, order: int) -> t.Node:
    if order == 1:
        return variable
    number = t.Literal(text=str(order), start=variable.end, end=variable.end)
    base, sub = (variable.base, variable.sub) if isinstance(variable, t.Scripted) else (variable, None)
    return t.Scripted(base=base, sub=sub, sup=number, primes=0, start=variable.start, end=variable.end)


def _name(node: t.Node) -> str:
    """Return the letter of a name that may belong to a layer, with a mark for each index; or ""."""
    letter = node.base if isinstance(node, t.Scripted) else node
    if not isinstance(letter, t.Letter) or letter.name in ("e", "pi") or letter.name.isdigit():
        return ""
    below = names.parts(node.sub) if isinstance(node, t.Scripted) else ()
    return f"{letter.name}^{'_' * len(below)}" if letter.font not in _NO_QUANTITIES else ""


def _number(node: t.Scripted) -> str:
    return node.sup.text if isinstance(node.sup, t.Literal) and node.sup.text.isdigit() and not node.primes else ""


def _letter(node: t.Node) -> str:
    """Return L of a^L, a_j^{L+1}, or ""."""
    if not isinstance(node, t.Scripted) or not isinstance(node.base, t.Letter) or node.base.name == "e":
        return ""
    first = node.sup.terms[0] if isinstance(node.sup, t.Sum) else node.sup
    letter = isinstance(first, t.Letter) and bool(names.spell(node.sup)) if node.sup is not None else False
    return first.name if letter and isinstance(first, t.Letter) and first.name not in names.TRANSPOSED else ""
