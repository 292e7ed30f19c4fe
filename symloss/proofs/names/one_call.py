r"""Functions with the same arguments wherever a text writes them: the l of l(f(x), y) is a quantity, and no more.

Such a text differentiates it by what lies between: \partial l(f(x), y)/\partial z_i, with f(x) = softmax(z). Where
some argument is more than a name, and no other call says otherwise, the arguments are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.latex.reading.context import Key, key
from symloss.proofs.names.walks import roots

VALUE = "_value"  # ends the name of such a quantity
_NAMES = (t.Letter, t.Word, t.Scripted)


def called_once(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters of functions that are differentiated, and always of the same arguments."""
    calls: dict[str, list[Key]] = {}
    written: Counter[str] = Counter()
    slopes: set[str] = set()
    for root in (root for formula in formulas for root in roots(formula) if not isinstance(root, t.Letter)):
        written.update(_letters(root))
        for node in t.walk(root):
            for letter, fence in _calls(node):
                calls.setdefault(letter, []).append(key(fence))
            slopes |= _differentiated(node)
    alike = {letter for letter, found in calls.items() if len(set(found)) == 1 and len(found) == written[letter]}
    return frozenset(alike & slopes)


def _letters(node: t.Node) -> Iterator[str]:
    """Yield the letters that stand in a line; those above and below others count something."""
    if isinstance(node, t.Letter):
        yield node.name
    for part in (node.base,) if isinstance(node, t.Scripted) else t.below(node):
        yield from _letters(part)


def _calls(node: t.Node) -> Iterator[tuple[str, t.Fenced]]:
    """Yield the letters that stand directly before a list in brackets, not all of which are names."""
    factors = node.factors if isinstance(node, t.Product) else ()
    for called, fence, sign in zip(factors, factors[1:], node.separators if factors else (), strict=False):  # type: ignore[attr-defined]
        if isinstance(called, t.Letter) and not sign and isinstance(fence, t.Fenced) and fence.left == "(":
            items = fence.body.items if isinstance(fence.body, t.Listing) else ()
            if len(items) > 1 and not all(isinstance(item, _NAMES) for item in items):
                yield called.name, fence


def _differentiated(node: t.Node) -> set[str]:
    body = node.body if isinstance(node, t.DerivativeSign) else None
    return {letter for letter, _ in _calls(body)} if body is not None else set()


def without_arguments(node: t.Node, letters: frozenset[str]) -> t.Node:
    """Return a tree in which these functions are names, which no layer l and no number has."""
    node = t.rebuilt(node, lambda part: without_arguments(part, letters))
    fences = {id(fence) for letter, fence in _calls(node) if letter in letters}
    if not isinstance(node, t.Product) or not fences:
        return node
    factors: list[t.Node] = []
    separators: list[str] = []
    for factor, sign in zip(node.factors, ("", *node.separators), strict=True):
        if id(factor) in fences:
            called = factors[-1]
            factors[-1] = replace(called, name=f"{called.name}{VALUE}", end=factor.end)  # type: ignore[attr-defined,call-arg]
        else:
            factors.append(factor)
            separators.append(sign)
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), separators=tuple(separators[1:]))
