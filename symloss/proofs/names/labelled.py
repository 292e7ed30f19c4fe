r"""Arrays whose names have a number or a word below: z_{2,i} is entry i of z_2, y_{\text{pred},i} one of y_pred.

Layers z_1, z_2 need not be of one length, so there is no array of all of them. Where a letter stands in the place of
the number (z_{l,i}, z_i), they are entries or rows of one z, and all is left as it is. A word is no index anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import nodes


def arrays_labelled(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the names z_2, y_pred of arrays that a text writes alone and by their entries."""
    alone: set[str] = set()
    entered: dict[str, str] = {}
    counted: set[str] = set()
    for letter, parts in (name for f in formulas for node in nodes(f) for name in _named(node)):
        label = _label(parts[0])
        if not label:
            counted.add(letter)
        elif len(parts) == 1:
            alone.add(names.full(letter, [label]))
        elif len(parts) == 2 and isinstance(parts[1], t.Letter):
            entered[names.full(letter, [label])] = "" if _is_word(parts[0]) else letter
    return frozenset(name for name, letter in entered.items() if name in alone and letter not in counted)


def _label(node: t.Node) -> str:
    """Return the number or the word that is part of a name, or ""."""
    return node.text if isinstance(node, t.Literal) else names.spell(node) if _is_word(node) else ""


def _is_word(node: t.Node) -> bool:
    """Whether this is a word, and no letters in a row."""
    return isinstance(node, t.Text | t.Word) and len(names.spell(node)) > 1 and not getattr(node, "run", False)


def _named(node: t.Node) -> Iterator[tuple[str, tuple[t.Node, ...]]]:
    """Yield a letter with what stands below it."""
    if isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and node.sub is not None:
        parts = names.parts(node.sub)
        if parts:
            yield node.base.name, parts


def with_arrays_labelled(node: t.Node, arrays: frozenset[str]) -> t.Node:
    """Return a tree in which z_{2,i} is entry i of z_2, for these arrays."""
    node = t.rebuilt(node, lambda part: with_arrays_labelled(part, arrays))
    for letter, parts in _named(node):
        name = names.full(letter, [_label(parts[0])]) if len(parts) == 2 and _label(parts[0]) else ""
        if name in arrays and isinstance(node, t.Scripted) and isinstance(node.base, t.Letter):
            base = t.Letter(name=name, font=node.base.font, start=node.base.start, end=node.base.end)
            return replace(node, base=base, sub=parts[1])
    return node
