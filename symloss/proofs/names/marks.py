r"""Letters above a name that tell it from others of the same letter: G^A, G^V and g^{\hat{x}} are gradients, no powers.

They do where the letter below never stands without one, several names stand above it, and a power by these would
make no sense: what is above are names of the text of which no sum counts, and none is a number, a sum or a product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symloss.latex import names
from symloss.latex import tree as t
from symloss.latex.parsing.formula import Formula
from symloss.proofs.names.walks import CONVENTIONAL, bounds, conditionals, distributions

_NO_QUANTITIES = ("bb", "cal", "rm")
_LABELS = {"new", "old", "train", "test", "val", "pred", "true", "ref", "init", "opt", "max", "min", "tot", "obs"}
_NO_MARKS = CONVENTIONAL | {"n", "m", "d", "N", "H", "dagger", "star", "prime"} | names.TRANSPOSED


def marked_in(formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the letters of which that is so in a text."""
    trees = [side.node for f in formulas for side in f.sides if side is not None and side.node is not None]
    alone, ends = set[str](), set[str]()
    above: dict[str, set[str]] = {}
    for tree in trees:
        for name, mark in _uses(tree):
            above.setdefault(name, set()).add(mark)
            alone |= {name} if not mark else set()
        ends |= {end for part in t.walk(tree) if isinstance(part, t.Big) for pair in bounds(part) for end in pair}
    told = {tree.base.name for tree in trees if _is_marked(tree)} - {"e"}  # type: ignore[attr-defined]
    return frozenset(
        name
        for name, marks in above.items()
        if name in told and "" not in marks and len(marks) > 1 and _are_marks(marks, ends) and alone & _letters(marks)
    )


def _are_marks(marks: set[str], ends: set[str]) -> bool:
    return all(mark != "?" and mark not in ends and mark not in _NO_MARKS for mark in marks)


def _letters(marks: set[str]) -> set[str]:
    return {part for mark in marks for part in (mark, mark.rpartition("_")[0], mark.rpartition("_")[2])}


def words_above(formulas: Iterable[Formula]) -> frozenset[str]:
    r"""Return the words that stand above letters alone, w^{\text{new}} and L^{CE}, and are no quantities of a text."""
    trees = [side.node for f in formulas for side in f.sides if side is not None and side.node is not None]
    above, quantities = set[str](), set[str]()
    for tree in trees:
        raised = {id(node.sup) for node in t.walk(tree) if isinstance(node, t.Scripted) and _is_marked(node)}
        for word in (node for node in t.walk(tree) if isinstance(node, t.Word)):
            (above if id(word) in raised and _is_label(word) else quantities).add(word.text)
    return frozenset(above - quantities)


def _is_label(word: t.Word) -> bool:
    return len(word.text) > 1 and (not word.run or word.text in _LABELS) and word.text not in names.TRANSPOSED


def policies_in(formulas: Iterable[Formula]) -> frozenset[str]:
    r"""Return pi if it names a policy, \pi(a | s) or a \sim \pi: Q^\pi(s, a) is of that policy, and no power."""
    named = (name for f in formulas for name in (*conditionals(f), *distributions(f)))
    return frozenset(stem for name in named if (stem := name.partition("_")[0]) == "pi")


def is_of_policy(node: t.Scripted, policies: frozenset[str]) -> bool:
    """Whether a policy stands above this letter."""
    above = node.sup.base if isinstance(node.sup, t.Scripted) else node.sup
    return _is_marked(node) and isinstance(above, t.Letter) and above.name in policies and node.base.name != "e"  # type: ignore[attr-defined]


def is_marked(node: t.Scripted, letters: frozenset[str], words: frozenset[str]) -> bool:
    """Whether what stands above this letter is no power."""
    worded = isinstance(node.sup, t.Word) and node.sup.text in words and node.base.name != "e"  # type: ignore[attr-defined]
    return _is_marked(node) and (worded or node.base.name in letters)  # type: ignore[attr-defined]


def _is_marked(node: t.Node) -> bool:
    written = isinstance(node, t.Scripted) and isinstance(node.base, t.Letter) and not node.primes
    return written and isinstance(node, t.Scripted) and isinstance(node.sup, t.Letter | t.Word | t.Scripted)


def _uses(node: t.Node) -> Iterator[tuple[str, str]]:
    """Yield each letter of a tree and what stands above it: "?" if that is no name, and "" for nothing."""
    if isinstance(node, t.Letter) and node.font not in _NO_QUANTITIES:
        yield node.name, ""
    elif isinstance(node, t.Scripted) and isinstance(node.base, t.Letter):
        plain = isinstance(node.sup, t.Letter | t.Word | t.Scripted)
        mark = "" if node.sup is None else (names.spell(node.sup) or "?") if plain else "?"
        if node.base.font not in _NO_QUANTITIES:
            yield node.base.name, mark
    else:
        for part in t.below(node):
            yield from _uses(part)
